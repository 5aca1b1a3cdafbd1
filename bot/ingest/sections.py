"""The sections of a document, each a run of sentences under one heading path, the very short ones joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.config import SplitSettings
from bot.ingest.cutting import Unit
from bot.records.documents import Block, BlockKind, Document, Span
from bot.text.long_sentences import cut
from bot.text.sentences import sentence_spans
from bot.text.words import count_words

# Text without spaces counts a word for so many characters at least; English has 6 a word, German 7.
CHARS_PER_WORD = 12


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences that may share a passage. `lines` are those of its own heading, in case it is joined to another."""

    headings: tuple[str, ...]
    units: tuple[Unit, ...]
    lines: tuple[Unit, ...] = ()

    @property
    def words(self) -> int:
        """The size of the section without its heading."""
        return sum(unit.words for unit in self.units)


def sections_of(document: Document, settings: SplitSettings) -> list[Section]:
    """The sections of `document` in order, each with at least one sentence.

    Neighbours that are both shorter than half of `min_words` are joined when they stand under the same heading, or
    one directly under the other, and together stay within `target_words`. A question as heading is never joined: its
    answer is a passage, however short. A document of nothing but headings is read as paragraphs.
    """
    blocks = document.blocks or _one_paragraph(document.text)
    if all(block.kind is BlockKind.HEADING for block in blocks):
        blocks = tuple(replace(block, kind=BlockKind.PARAGRAPH, headings=block.headings[:-1]) for block in blocks)
    joined: list[Section] = []
    for section in _sections(document.text, blocks):
        if joined and _may_join(joined[-1], section, settings):
            joined[-1] = _join(joined[-1], section)
        else:
            joined.append(section)
    return joined


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[Section]:
    lines: list[Unit] = []
    units: list[Unit] = []
    path: tuple[str, ...] = ()
    for block in blocks:
        is_heading = block.kind is BlockKind.HEADING
        if units and (is_heading or block.headings != path):
            yield Section(path, tuple(units), tuple(lines))
            lines, units = [], []
        path = block.headings
        (lines if is_heading else units).extend(_units(text, block))
    if units:
        yield Section(path, tuple(units), tuple(lines))


def _one_paragraph(text: str) -> tuple[Block, ...]:
    return (Block(BlockKind.PARAGRAPH, 0, len(text)),) if text.strip() else ()


def _units(text: str, block: Block) -> Iterator[Unit]:
    """The sentences of a block; a heading, a table row or a paragraph of code is one unless it is too long."""
    words = text[block.start : block.end]
    is_prose = block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    spans = sentence_spans(words) if is_prose else cut(words, Span(0, len(words)))
    for position, span in enumerate(spans):
        size = max(count_words(span.of(words)), (span.end - span.start) // CHARS_PER_WORD)
        yield Unit(block, Span(block.start + span.start, block.start + span.end), size, position == 0)


def _may_join(first: Section, second: Section, settings: SplitSettings) -> bool:
    tiny = settings.min_words // 2
    if first.words >= tiny or second.words >= tiny or first.words + second.words > settings.target_words:
        return False
    if any(path and path[-1].endswith("?") for path in (first.headings, second.headings)):
        return False
    common = _common(first.headings, second.headings)
    return len(common) >= len(second.headings) - 1 and len(common) >= len(first.headings) - 1


def _join(first: Section, second: Section) -> Section:
    common = _common(first.headings, second.headings)
    own = tuple(unit for unit in first.lines if len(unit.block.headings) > len(common))
    return Section(common, own + first.units + second.lines + second.units)


def _common(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    length = 0
    while length < min(len(first), len(second)) and first[length] == second[length]:
        length += 1
    return first[:length]
