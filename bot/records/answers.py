"""What the bot says: answers made of quotations with citations, and the turns of a conversation."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from bot.records.care import CareNote
from bot.records.citations import Citation
from bot.records.documents import Span
from bot.records.doubts import Act, Doubt, Which
from bot.records.guides import CollectionGuide, Guide
from bot.records.listings import CitedQuotation, Listing
from bot.records.periods import Period
from bot.records.sources_say import Aspect


class Level(StrEnum):
    """How much the quotations are worth as an answer."""

    FOUND = "found"
    RELATED = "related"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """The sentence of a quotation that answers best; offsets as in its citation."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShortQuotation:
    """A quotation of a short answer: one or two whole sentences, a list item, or a table row.

    `text == citation.exact`, and `start` and `end` are those of `citation`, which cites these words alone. `rank` is
    that of the passage they stand in. `lead_in` are the source's words that introduce a list item or head a row, or "".
    """

    text: str
    start: int
    end: int
    rank: int
    lead_in: str
    citation: Citation


class Move(StrEnum):
    """Why a quotation stands higher or lower than its evidence alone would have it."""

    NONE = ""
    WARNS = "warns"
    BEHIND_WARNINGS = "behind warnings"
    YIELDS = "yields to a regulator or journal"
    PREFERRED = "a seller yields to it"


@dataclass(frozen=True, slots=True)
class Why:
    """The score parts of a quotation, as in `bot.records.hits.Scores`, rounded for display and for byte equality.

    `found_at` is the rank, from 1, that the evidence gave it, and `moved` why it has another now.
    """

    passage: float
    sentence: float
    lexical: float
    matched: float
    fused: float
    matched_words: tuple[str, ...]
    rerank: float | None = None
    heading: float = 0.0
    phrase: float = 0.0
    found_at: int | None = None
    moved: Move = Move.NONE


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

    def part(self, start: int, end: int, lead_in: str = "") -> ShortQuotation:
        """The words from `start` to `end` of its document, which lie in it, as a short answer quotes them."""
        citation = self.citation.narrowed(start, end)
        return ShortQuotation(citation.exact, start, end, self.rank, lead_in, citation)


@dataclass(frozen=True, slots=True)
class CarriedWord:
    """A word searched for beside those of the question, and the turn of the history, from 0, that said it.

    One that the caller pinned is of no turn.
    """

    text: str
    term: str
    turn: int | None

    @property
    def is_pinned(self) -> bool:
        """Whether the caller asked for it."""
        return self.turn is None


@dataclass(frozen=True, slots=True)
class RemarkParts:
    """What a remark is made of, for who says it in another language.

    `kind` is a value of `bot.conversation.intents.Kind` or of `bot.conversation.replies.unable`; `documents`
    counts all, `titles` are those it lists, and `example` is the question it names, or "".
    """

    kind: str
    documents: int
    titles: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. For `Level.NOT_FOUND` the passages are merely the closest ones.

    `short_answer` holds what a person would read out, best first: one quotation where one answers, several where
    several sources answer or several things are asked for, none for `Level.NOT_FOUND`.
    `remark` answers what was no question to the documents ("Thank you!"); then nothing was searched for, and the level
    means nothing; `remark_parts` says what it is made of. `care` is to be shown before the passages. `carried` are
    words of the conversation that were also searched for, `left_out` such that were not, as nothing is found with them;
    `did_you_mean` are questions that a short one may have meant and that are sure to be answered. `sources_say` sets
    what the documents say side by side, also in passages that are not shown. `by_words` says that the encoder was not
    ready, so that words alone were compared; the same question may soon be answered better.

    `listing` is every document that holds what was asked for, None when nothing was listed; `guide` and `collection`
    say what a document or all of them are about. `which` says that several things answer equally well;
    `did_you_mean_reason` why questions are offered. `period` is the one that the answer is taken from, where the
    question or the documents name one. `act` says what the turn did with the last answer; then `question` is the one
    that it is about, whatever was typed.
    """

    question: str
    level: Level
    unknown_words: tuple[str, ...]
    passages: tuple[Quotation, ...]
    remark: str = ""
    care: CareNote | None = None
    carried: tuple[CarriedWord, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    sources_say: tuple[Aspect, ...] = ()
    by_words: bool = False
    remark_parts: RemarkParts | None = None
    left_out: tuple[CarriedWord, ...] = ()
    short_answer: tuple[ShortQuotation, ...] = ()
    listing: Listing | None = None
    guide: Guide | None = None
    collection: CollectionGuide | None = None
    which: Which | None = None
    did_you_mean_reason: Doubt = Doubt.NONE
    period: Period | None = None
    act: Act = Act.NONE

    def marked(self, quotation: Quotation) -> tuple[Span, ...]:
        """What is marked in one of the passages, apart from each other and counted from the passage's beginning.

        The words of the short answer that stand in it; else its own best sentence, or nothing when that lies elsewhere.
        """
        short = _within(quotation, (one for one in self.short_answer if one.rank == quotation.rank))
        return short or _within(quotation, [quotation.sentence])

    def best_words(self, quotation: Quotation) -> str:
        """What one of the passages says to the question: as `marked`, but of several quotations the first."""
        said = (one.text for one in self.short_answer if one.rank == quotation.rank)
        return next(said, quotation.sentence.text) or quotation.text

    @property
    def is_overview(self) -> bool:
        """Whether it lists or describes documents, or asks which of several things is meant."""
        return any(one is not None for one in (self.listing, self.guide, self.collection, self.which))

    @property
    def laid_out(self) -> tuple[CitedQuotation, ...]:
        """The quotations of the listing, the guide and the choices, in the order in which they are shown."""
        listing, guide, which = self.listing, self.guide, self.which
        listed = (*listing.documents, *listing.perhaps, *listing.denying) if listing else ()
        guided = (*guide.byline, *guide.central, *guide.dates, *guide.figures) if guide else ()
        choices = (choice.quotation for choice in which.choices) if which else ()
        return (*(one.quotation for one in listed), *guided, *choices)

    def without_repeats(self) -> "Answer":
        """This answer to be shown: without what its listing, guide or choices quote already."""
        shown = [quotation.citation for quotation in self.laid_out]
        short = tuple(one for one in self.short_answer if not _is_among(one.citation, shown))
        kept = {one.rank for one in short}
        passages = tuple(one for one in self.passages if one.rank in kept or not _is_among(one.citation, shown))
        return replace(self, short_answer=short, passages=passages)

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


def _is_among(citation: Citation, shown: Iterable[Citation]) -> bool:
    """Whether words of the citation are also in one of those shown."""
    return any(
        one.document == citation.document and one.start < citation.end and citation.start < one.end for one in shown
    )


def _within(quotation: Quotation, words: Iterable[QuotedSentence | ShortQuotation]) -> tuple[Span, ...]:
    """Where those of the `words` that the quotation holds stand in it; those that overlap as one."""
    offset, joined = quotation.citation.start, list[Span]()
    for start, end in sorted((one.start - offset, one.end - offset) for one in words):
        if not 0 <= start < end <= len(quotation.text):
            continue
        if joined and start <= joined[-1].end:
            start, end = joined[-1].start, max(joined.pop().end, end)
        joined.append(Span(start, end))
    return tuple(joined)
