"""What an answer must be: its passages and its level, and what stands beside them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.chatbot import PASSAGES_SHOWN
from bot.records import Act, Concern, Level, Order, Period, Verdict

COLLECTION = "collection"  # in the place of a document: the guide of all


class Topic(StrEnum):
    """How far a question that must not be answered is from what the documents are about."""

    NEAR = "near"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Saying:
    """What the document `source` must be quoted with: `words` that take in some of the figure."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class ExpectedAspect:
    """Something that must be set side by side: its name or a part of it, how it compares, and who says what of it.

    What is not given is not asked for; there may be other aspects and other sources.
    """

    name: str = ""
    verdict: Verdict | None = None
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedListing:
    """Documents that must be listed: all of `documents`, named as in `source`, and no others where `exactly`.

    `words` are among those that were looked for, in any form; `count` is that of all documents that hold them, `first`
    the one at the top, and `perhaps` are among those that only come near in meaning. What is not given is not asked
    for.
    """

    documents: tuple[str, ...] = ()
    exactly: bool = False
    words: tuple[str, ...] = ()
    count: int | None = None
    complete: bool | None = None
    first: str = ""
    order: Order | None = None
    perhaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedWhich:
    """Several things that must answer equally well: how many in all, and some of their names or parts of these."""

    count: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer to one question must be.

    Some passage among the first `rank` is of the document `source` (its id or the tail of it, or the first words of
    its file's name), on `page`, and holds `quote` (white space apart) and a match of `pattern`; what is not given is
    not asked for. `level` is the answer's; without one, any but `not_found`. `topic` says for a question that must
    not be answered how far off it is.

    The others are None when not asked for. `answer` are words that the first quotation of the short answer must hold
    (white space apart). `remark` and `did_you_mean` are patterns that the reply to small talk, or
    one of the questions offered, must match. All words of `carried`, and an aspect for each of `sources_say`, must be
    there; when these are empty, nothing may be.

    `guide` names the document that is described, "" any, `COLLECTION` all of them together; `period` is what the answer
    is taken from, by its days. Of `listing`, `guide`, `which` and `period`, False says that there may be none, as
    `Act.NONE` does of `act`.
    """

    source: str = ""
    quote: str = ""
    pattern: str = ""
    page: int | None = None
    rank: int = PASSAGES_SHOWN
    level: Level | None = None
    topic: Topic | None = None
    remark: str | None = None
    care: Concern | None = None
    carried: tuple[str, ...] | None = None
    did_you_mean: str | None = None
    sources_say: tuple[ExpectedAspect, ...] | None = None
    answer: str | None = None
    listing: ExpectedListing | Literal[False] | None = None
    guide: str | Literal[False] | None = None
    which: ExpectedWhich | Literal[False] | None = None
    period: Period | Literal[False] | None = None
    act: Act | None = None

    @property
    def must_abstain(self) -> bool:
        """Whether the documents hold no answer."""
        return self.level is Level.NOT_FOUND

    @property
    def names_passage(self) -> bool:
        """Whether a certain passage is expected, and not only a level."""
        return bool(self.source or self.quote or self.pattern or self.page)

    @property
    def names_more(self) -> bool:
        """Whether anything beside passages and level is expected; with neither of these, any level will do then."""
        said = (self.answer, self.remark, self.care, self.carried, self.did_you_mean, self.sources_say)
        more = (self.listing, self.guide, self.which, self.period, self.act)
        return any(expected is not None for expected in (*said, *more))

    @property
    def documents_beside(self) -> tuple[str, ...]:
        """The names of the documents that are expected beside the passages."""
        listing = self.listing or ExpectedListing()
        named = [saying.source for aspect in self.sources_say or () for saying in aspect.sayings]
        named += [*listing.documents, listing.first, *listing.perhaps, self.guide or ""]
        return tuple(name for name in dict.fromkeys(named) if name not in ("", COLLECTION))
