"""What the bot says: answers made of quotations with citations, and the turns of a conversation."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.records.documents import SourceClass


class Level(StrEnum):
    """How much the quotations are worth as an answer."""

    FOUND = "found"
    RELATED = "related"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands: enough to open it, and to prove it without Footnote.

    `start` and `end` are the W3C TextPositionSelector over the document's canonical text (code points), `prefix`,
    `exact` and `suffix` its TextQuoteSelector (https://www.w3.org/TR/annotation-model/#selectors).
    """

    document: str
    title: str
    location: str
    publisher: str
    source_class: SourceClass
    date: str
    page: int | None
    headings: tuple[str, ...]
    start: int
    end: int
    text_sha256: str
    source_sha256: str
    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """The sentence of a quotation that answers best; offsets as in its citation."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Why:
    """The score parts of a quotation, as in `bot.records.hits.Scores`, rounded for display and for byte equality."""

    passage: float
    sentence: float
    lexical: float
    matched: float
    fused: float
    matched_words: tuple[str, ...]
    rerank: float | None = None
    heading: float = 0.0
    phrase: float = 0.0


@dataclass(frozen=True, slots=True)
class Quotation:
    """One passage of an answer. `text == citation.exact`; `rank` counts from 1.

    `lead_in` are the source's words that introduce the passage ("Risks include:", a table's header row) when they
    stand before it and not in it, else "".
    """

    rank: int
    probability: float
    text: str
    sentence: QuotedSentence
    citation: Citation
    also_in: tuple[Citation, ...]
    why: Why
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. For `Level.NOT_FOUND` the passages are merely the closest ones."""

    question: str
    level: Level
    unknown_words: tuple[str, ...]
    passages: tuple[Quotation, ...]

    def to_json(self, *, indent: int | None = None) -> str:
        """This answer as JSON text; equal answers give equal bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=indent)

    @classmethod
    def from_json(cls, text: str) -> "Answer":
        """The answer that `to_json` wrote. Raises SettingsError when `text` is not such an answer."""
        from bot.records.wire import answer_from_json

        return answer_from_json(text)


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation."""

    question: str
    answer: Answer
