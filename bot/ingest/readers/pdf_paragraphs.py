"""From rows to chunks: the rows that make a paragraph, a list item, a heading or a row of a table together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.ingest.readers.pdf_rows import Row
from bot.records.documents import BlockKind

UNEVEN_SIZE = 1.35  # recognised text (OCR) has a size for each line; lines that go on may differ by so much
OTHER_SIZE = 1.12  # sizes that differ by more are of different paragraphs; a line of capitals may be a point smaller
WIDE_STEP = 1.3  # from line to line, in parts of the region's usual step: a paragraph's end
WIDEST_STEP = 2.6  # in parts of the size; double-spaced text has 2.4
INDENTATION = 0.7  # in parts of the size
SHORT_LINE = 0.12  # of the region's width, left free at a paragraph's end
# Lines set further apart than running text may be paragraphs of one line each. Such a line ends one, whatever stands at
# its end, when a third of the width is free and the next words would have fitted.
LOOSE_STEP = 1.8  # in parts of the size
LOOSE_LINE = 1 / 3  # of the region's width
WORDS_THAT_FIT = 2
ENDS_SENTENCE = (".", "!", "?", ":", ";", ".”", '."', ".)", "。", "！", "？", "：", "؟", "۔")
HYPHENS = ("-", "\u2010")

_LEADERS = re.compile(r"(?:\.\s?){4,}\s*[\divxlc]+$")
_OPENS = re.compile(r"[\"'“‘(\[«¿¡]*[^\W_a-z]")  # a capital, a digit, a letter of a script without case


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that belong together: one table row, or all rows of a paragraph, list item or heading."""

    kind: BlockKind
    rows: tuple[Row, ...]

    @property
    def size(self) -> float:
        """The size of its first row."""
        return self.rows[0].size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(row.is_bold for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in a region: where its lines begin and end, and the step from line to line."""

    begin: float
    end: float
    step: float


def chunks_of(regions: Sequence[Sequence[Row]]) -> list[Chunk]:
    """The chunks of a page's regions; a paragraph may go on from one region into the next."""
    chunks: list[Chunk] = []
    for rows in regions:
        found = _chunks(rows)
        if chunks and found and _is_continued(chunks[-1], found[0]):
            chunks[-1] = Chunk(chunks[-1].kind, chunks[-1].rows + found[0].rows)
            found = found[1:]
        chunks += found
    return chunks


def goes_on(before: str, after: str) -> bool:
    """Whether a paragraph that ends as `before` goes on as `after`: no full stop, and no capital either."""
    is_worded = any(character.isalpha() for character in before)  # and no lone page number
    return is_worded and not before.endswith(ENDS_SENTENCE) and after[:1].islower()


def joins_word(before: str, after: str) -> bool:
    """Whether `before` ends with the hyphen of a word whose rest begins `after`."""
    return len(before) > 1 and before.endswith(HYPHENS) and before[-2].isalpha() and after[:1].islower()


def keeps_hyphen(before: str, after: str) -> bool:
    """Whether `before` ends with a hyphen that is part of a name or a number ("COVID-19"), which `after` completes."""
    return len(before) > 1 and before.endswith(HYPHENS) and before[-2].isalnum() and not joins_word(before, after)


def is_other_size(size: float, other: float, ratio: float = OTHER_SIZE) -> bool:
    """Whether two sizes are too different for one paragraph."""
    return max(size, other) > ratio * min(size, other)


def _is_continued(before: Chunk, after: Chunk) -> bool:
    is_text = BlockKind.TABLE_ROW not in (before.kind, after.kind) and after.kind is BlockKind.PARAGRAPH
    is_alike = not is_other_size(before.size, after.size) and before.is_bold == after.is_bold
    return is_text and is_alike and goes_on(before.rows[-1].text, after.rows[0].text)


def _chunks(rows: Sequence[Row]) -> list[Chunk]:
    measures = {is_turned: _measure(rows, is_turned=is_turned) for is_turned in {row.is_turned for row in rows}}
    groups: list[list[Row]] = []
    for k, row in enumerate(rows):
        after = rows[k + 1] if k + 1 < len(rows) and rows[k + 1].is_turned == row.is_turned else None
        if groups and not _begins(groups[-1], row, after, measures[groups[-1][-1].is_turned]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [Chunk(_kind(group[0]), tuple(group)) for group in groups]


def _kind(row: Row) -> BlockKind:
    if row.is_table:
        return BlockKind.TABLE_ROW
    return BlockKind.LIST_ITEM if row.marker else BlockKind.PARAGRAPH


def _measure(rows: Sequence[Row], *, is_turned: bool) -> _Measure:
    """What is usual among `rows`; the edges are those of rows that are all turned or all not."""
    steps = [
        after.middle - before.middle
        for before, after in pairwise(rows)
        if not is_other_size(before.size, after.size) and after.middle - before.middle <= WIDEST_STEP * after.size
    ]
    usual = median(steps) if steps else 1.3 * rows[0].size  # 1.2 to 1.4 is what type is commonly set with
    alike = [row for row in rows if row.is_turned == is_turned]
    return _Measure(min(row.begin for row in alike), max(row.end for row in alike), usual)


def _begins(group: list[Row], row: Row, after: Row | None, measure: _Measure) -> bool:
    """Whether `row`, below those of `group`, begins a chunk of its own."""
    before = group[-1]
    if row.is_table or before.is_table or _is_set_otherwise(before, row):
        return True
    step = row.middle - before.middle
    if not 0 <= step <= min(WIDE_STEP * measure.step, WIDEST_STEP * row.size) or _LEADERS.search(before.text):
        return True
    if row.marker and (row.marker.group("bullet") or group[0].marker or _ends(before, measure)):
        return True
    if row.is_turned != before.is_turned:
        return before.text.endswith(ENDS_SENTENCE)
    return _begins_item_or_text(group, row, after, measure)


def _is_set_otherwise(before: Row, row: Row) -> bool:
    is_uneven = is_other_size(before.size, row.size, UNEVEN_SIZE if goes_on(before.text, row.text) else OTHER_SIZE)
    return is_uneven or (before.is_bold != row.is_bold and not joins_word(before.text, row.text))


def _begins_item_or_text(group: list[Row], row: Row, after: Row | None, measure: _Measure) -> bool:
    before = group[-1]
    nudge = INDENTATION * row.size
    if group[0].marker:
        hanging = group[1].begin if len(group) > 1 else group[0].begin
        if row.begin < hanging - nudge:
            return True
        return row.begin < group[0].begin + nudge and _ends(before, measure) and _opens(row)
    if not _opens(row):
        return False
    is_indented = row.begin > before.begin + nudge and (after is None or after.begin < row.begin - nudge)
    is_outdented = (
        len(group) > 1 and row.begin < before.begin - nudge and after is not None and after.begin > row.begin + nudge
    )
    return is_indented or is_outdented or _ends(before, measure) or _stands_alone(before, row, measure)


def _ends(row: Row, measure: _Measure) -> bool:
    """Whether a row looks like a paragraph's last: it leaves room, and a sentence ends there."""
    return row.end < measure.end - SHORT_LINE * (measure.end - measure.begin) and row.text.endswith(ENDS_SENTENCE)


def _stands_alone(row: Row, after: Row, measure: _Measure) -> bool:
    """Whether `row` is a short line on a loosely set page, with room for the words that begin the one `after` it."""
    if after.middle - row.middle < LOOSE_STEP * row.size:
        return False
    words = " ".join(after.text.split()[:WORDS_THAT_FIT])
    needed = (after.end - after.begin) * len(words) / len(after.text)
    free = measure.end - row.end
    return free > max(needed, LOOSE_LINE * (measure.end - measure.begin))


def _opens(row: Row) -> bool:
    return _OPENS.match(row.text) is not None
