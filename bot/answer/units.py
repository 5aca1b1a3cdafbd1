"""What of a passage may be quoted as an answer: its sentences, list items and table rows, and what each inherits.

A row inherits its header, a list item the words that introduce it, a sentence below a question that question, and
all of them their headings, the title and the document's period. What introduces, asks, heads or labels others states
nothing by itself.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.language.asked_times import only_says_period
from bot.language.periods import lies_within, name_of, periods_in, words_of
from bot.language.stating import asks_or_introduces, may_state
from bot.language.words import has_negation, leans, sets_limit, terms
from bot.records import Block, BlockKind, Document, Passage, Period, Sentence
from bot.records.documents import block_at


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a passage with its place in the structure of its document.

    `passage` counts the passages that are read, `position` the sentences in it. `states` is whether it can answer:
    headings, questions, lead-ins, labels and other fragments do not, where anything else does. `introduced_by` is the
    position in the passage of the question or lead-in that it stands below, None without one there. `title` is the
    document's, `period` the one of its document, if no heading names another, `inherited` the text of all that it
    inherits: title, period, headings, lead-in.
    """

    passage: int
    position: int
    sentence: Sentence
    block: Block
    states: bool
    introduced_by: int | None
    title: str
    period: Period | None
    inherited: str
    language: str

    @property
    def introduction(self) -> str:
        """Of what it inherits, the nearest: its innermost heading and its lead-in."""
        return "\n".join(self.inherited.splitlines()[-2:])

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.block.kind is BlockKind.TABLE_ROW

    @property
    def cells(self) -> list[str]:
        """The cells of a table row; of anything else its text."""
        return _cells(self.sentence.text) if self.is_row else [self.sentence.text]

    @property
    def spelt_out(self) -> str:
        """Its text; of a table row each cell behind its header, so that a 3 below "Room" is room 3."""
        headers = _cells(self.inherited.rpartition("\n")[2])
        if not self.is_row or len(self.cells) != len(headers):
            return self.sentence.text
        return "\n".join(f"{header} {cell}" for header, cell in zip(headers, self.cells, strict=True))

    @property
    def goes_on(self) -> bool:
        """Whether it speaks of what the sentence before it names: "it", "these", "all others"."""
        return leans(self.sentence.text, self.language)

    @property
    def only_dates(self) -> bool:
        """Whether it only says of what time its document is."""
        said = self.sentence.text
        return self.period is not None and only_says_period(said, self.period, self.language, self.title)

    @property
    def limits(self) -> bool:
        """Whether it negates, excepts, or sets a condition."""
        return has_negation(self.sentence.text, self.language) or sets_limit(self.sentence.text, self.language)


def units_of(
    number: int, passage: Passage, document: Document, language: str, period: Period | None = None
) -> tuple[Unit, ...]:
    """The units of a passage of `document`, in that language and of that period: one for each of its sentences."""
    blocks = [block_at(document.blocks, sentence.start, sentence.end) for sentence in passage.sentences]
    introducing = _introducing(document, passage, blocks)
    states = [
        i not in introducing and may_state(sentence.text, block)
        for i, (sentence, block) in enumerate(zip(passage.sentences, blocks, strict=True))
    ]
    introductions = list(_introductions(blocks, introducing))
    periods = {block.headings: _unless_another(period, block.headings) for block in blocks}
    return tuple(
        Unit(
            passage=number,
            position=i,
            sentence=sentence,
            block=block,
            states=states[i] or not any(states),
            introduced_by=introductions[i],
            title=document.title,
            period=periods[block.headings],
            inherited=_inherited(document, block, periods[block.headings]),
            language=language,
        )
        for i, (sentence, block) in enumerate(zip(passage.sentences, blocks, strict=True))
    )


def silenced(units: Sequence[Unit], about: AbstractSet[str], *, is_of_another: bool) -> tuple[Unit, ...]:
    """The units of a passage; those that are about another thing than what the terms `about` name state nothing.

    All are where the passage `is_of_another`, else table rows whose first cell holds less of it than that of another.
    """
    if is_of_another:
        return tuple(replace(unit, states=False) for unit in units)
    held = {unit.position: about & frozenset(terms(unit.cells[0], unit.language)) for unit in units if unit.is_row}
    silent = {row for row, names in held.items() if any(names < others for others in held.values())}
    return tuple(replace(unit, states=False) if unit.position in silent else unit for unit in units)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def _introducing(document: Document, passage: Passage, blocks: Sequence[Block]) -> frozenset[int]:
    """The positions of sentences that ask, or that introduce what follows."""
    after = bisect_right(document.blocks, passage.end - 1, key=lambda block: block.start)
    following = document.blocks[after : after + 1]  # whose lead-in may be the passage's last sentence
    lead_ins = {block.lead_in for block in (*blocks, *following) if block.lead_in}
    return frozenset(
        i
        for i, sentence in enumerate(passage.sentences)
        if any(lead_in.start < sentence.end and sentence.start < lead_in.end for lead_in in lead_ins)
        or asks_or_introduces(sentence.text)
    )


def _introductions(blocks: Sequence[Block], introducing: frozenset[int]) -> Iterator[int | None]:
    """For each sentence the nearest before it that introduces it: a question, a lead-in, a heading of its section."""
    nearest: int | None = None
    for i, block in enumerate(blocks):
        if nearest is not None and block.headings != blocks[nearest].headings:
            nearest = None
        yield nearest
        if i in introducing or block.kind is BlockKind.HEADING:
            nearest = i


def _unless_another(period: Period | None, headings: Sequence[str]) -> Period | None:
    """The period of a document, unless headings name one that has nothing to do with it."""
    if period is None:
        return None
    said = [other for heading in headings for other in periods_in(heading)]
    return period if all(lies_within(one, period) or lies_within(period, one) for one in said) else None


def _inherited(document: Document, block: Block, period: Period | None) -> str:
    lead_in = block.lead_in.of(document.text) if block.lead_in else ""
    named = [f"{name_of(period)} {words_of(period)}"] if period else []
    return "\n".join([document.title, *named, *block.headings, lead_in])
