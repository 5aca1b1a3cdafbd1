"""The text of one page as it goes into the canonical text, and which glyph each of its code points is.

What is written depends on nothing but the page and the numbers of its furniture, so that laying out a single page
again finds every word where it was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ingest.readers.pdf_columns import regions_of
from bot.ingest.readers.pdf_paragraphs import Chunk, chunks_of, joins_word, keeps_hyphen
from bot.ingest.readers.pdf_rows import Row, rows_of
from bot.ingest.readers.pdf_runs import Run
from bot.records.documents import BlockKind

CELL_SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Placed:
    """A chunk, where its words stand in the page's text, and where they begin behind a list item's marker."""

    chunk: Chunk
    start: int
    end: int
    words_start: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """`length` code points from `start` on are the glyphs from `glyph` on, all in one row of the page."""

    start: int
    length: int
    glyph: int
    row: int


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page without its furniture; code points in no stretch (spaces between lines) have no glyph."""

    text: str
    placed: tuple[Placed, ...]
    stretches: tuple[Stretch, ...]


def body_of(runs: Sequence[Run], furniture: Sequence[int] = ()) -> Body:
    """The body of the page that consists of `runs`, but for those whose numbers are in `furniture`."""
    left_out = frozenset(furniture)
    regions = regions_of([run for run in runs if run.number not in left_out])
    return _Writer().write(chunks_of([rows_of(region) for region in regions]))


class _Writer:
    """Writes chunk after chunk and remembers where the glyphs went."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._row = 0
        self._placed: list[Placed] = []
        self._stretches: list[Stretch] = []

    def write(self, chunks: Sequence[Chunk]) -> Body:
        for k, chunk in enumerate(chunks):
            if k:
                self._add(_separator(chunks[k - 1], chunk))
            start = self._length
            self._write_rows(chunk)
            marker = chunk.rows[0].marker if chunk.kind is BlockKind.LIST_ITEM else None
            words_start = start + marker.end() if marker else start
            self._placed.append(Placed(chunk, start, self._length, words_start))
        return Body("".join(self._parts), tuple(self._placed), tuple(self._stretches))

    def _write_rows(self, chunk: Chunk) -> None:
        for k, row in enumerate(chunk.rows):
            if k:
                self._add(_line_join(chunk.rows[k - 1], row))
            after = chunk.rows[k + 1] if k + 1 < len(chunk.rows) else None
            self._write_row(row, is_cut=after is not None and joins_word(row.runs[-1].text, after.runs[0].text))
            self._row += 1

    def _write_row(self, row: Row, *, is_cut: bool) -> None:
        """Write the runs of a row, the last one without its hyphen where the word goes on in the next row."""
        for k, run in enumerate(row.runs):
            if k:
                is_cell = row.is_table and k in row.cells
                self._add(CELL_SEPARATOR if is_cell else " ")
            text = run.text[:-1] if is_cut and k == len(row.runs) - 1 else run.text
            self._stretches.append(Stretch(self._length, len(text), run.first, self._row))
            self._add(text)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def furniture_lines(runs: Sequence[Run], furniture: Sequence[int]) -> Iterator[str]:
    """The words of a page's furniture, line by line from the top down."""
    wanted = frozenset(furniture)
    for row in rows_of([run for run in runs if run.number in wanted]):
        yield row.text


def _separator(before: Chunk, after: Chunk) -> str:
    is_alike = before.kind is after.kind and after.kind in (BlockKind.TABLE_ROW, BlockKind.LIST_ITEM)
    return "\n" if is_alike else "\n\n"


def _line_join(before: Row, after: Row) -> str:
    """What stands between two lines: nothing inside a word and between Chinese or Japanese characters, else a space."""
    end, begin = before.runs[-1].text, after.runs[0].text
    if joins_word(end, begin) or keeps_hyphen(end, begin) or (_is_unspaced(end[-1]) and _is_unspaced(begin[0])):
        return ""
    return " "


def _is_unspaced(character: str) -> bool:
    """Whether a character is of a script without spaces: Han, kana and their punctuation, in full width."""
    return "\u3000" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
