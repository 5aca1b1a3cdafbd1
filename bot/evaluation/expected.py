"""What an answer must be: its passages and its level, and what stands beside them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.chatbot import PASSAGES_SHOWN
from bot.records import Concern, Level, Verdict


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
        more = (self.answer, self.remark, self.care, self.carried, self.did_you_mean, self.sources_say)
        return any(expected is not None for expected in more)
