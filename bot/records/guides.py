"""What a document, or all of them, are about: quoted and cited, made once by the build."""

from dataclasses import dataclass, replace

from bot.records.documents import UNKNOWN
from bot.records.listings import CitedQuotation
from bot.records.periods import Period


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of a document and its depth, from 1; `text[start:end]` of the document are its words."""

    heading: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Guide:
    """What one document is about.

    `central` are the sentences nearest to all that it says, spread over its outline, in their order; `dates` and
    `figures` are sentences with those that stand out, none of them quoted twice. `byline` are the lines of the text
    that say who wrote it, and when, where there are any. `questions` are such that it answers. `is_upload` as in
    `Document`.
    """

    document: str
    title: str
    author: str = UNKNOWN
    publisher: str = UNKNOWN
    date: str = UNKNOWN
    period: Period | None = None
    outline: tuple[OutlineEntry, ...] = ()
    central: tuple[CitedQuotation, ...] = ()
    dates: tuple[CitedQuotation, ...] = ()
    figures: tuple[CitedQuotation, ...] = ()
    questions: tuple[str, ...] = ()
    byline: tuple[CitedQuotation, ...] = ()
    is_upload: bool = False

    def bare(self) -> "Guide":
        """The guide without questions, where nobody has seen whether they are answered."""
        return replace(self, questions=())


@dataclass(frozen=True, slots=True)
class GuidedDocument:
    """A document in the guide of a collection."""

    document: str
    title: str
    date: str = UNKNOWN
    period: Period | None = None
    is_upload: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Documents that speak of one thing, named by the phrases that tell them from the others.

    `total` counts the documents, of which at most some hundreds are listed.
    """

    phrases: tuple[str, ...]
    documents: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CollectionGuide:
    """What a collection holds: its documents by id, its subjects, and the periods that they are about.

    `total` counts the documents, of which at most some hundreds are listed.
    """

    total: int
    documents: tuple[GuidedDocument, ...] = ()
    subjects: tuple[Subject, ...] = ()
    periods: tuple[Period, ...] = ()
