"""From the runs of a region to its rows: what stands on one line, as words or as the cells of a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from bot.ingest.readers.pdf_runs import WIDEST_SPACE, Run
from bot.text.reading_order import has_right_to_left, is_right_to_left

SHARED_HEIGHT = 0.5  # of the lower box, for two runs to stand on one line; a footnote's mark shares 0.6 and more
CELL_GAP = 1.3  # in parts of the size; justified lines have gaps of up to 1.2 behind a full stop
MIN_TABLE_ROWS = 3
MIN_TABLE_ROWS_IF_WIDE = 2  # rows of three cells and more are a table sooner
WIDE_TABLE_CELLS = 3

BULLETS = "•◦▪▫‣·●○■□◆◇►▶➢➤✓✔–—*-"
_MARKER = re.compile(
    rf"(?P<bullet>[{re.escape(BULLETS)}]) +(?=\S)"
    r"|(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]|\[\d{1,3}\]) +(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """Runs on one line in reading order, and the first run of each cell (of a row in no table: only the first run).

    `text` are its words as one line, cells no further apart than words. `is_turned` where all its letters are read from
    the other side than those of its page are.
    """

    runs: tuple[Run, ...]
    text: str
    cells: tuple[int, ...]
    x0: float
    x1: float
    middle: float
    size: float
    is_bold: bool
    is_table: bool = False
    is_turned: bool = False

    @property
    def begin(self) -> float:
        """Where across the page its reading begins; like `end`, comparable between rows that are turned alike."""
        return -self.x1 if self.is_turned else self.x0

    @property
    def end(self) -> float:
        """Where across the page its reading ends, always behind `begin`."""
        return -self.x0 if self.is_turned else self.x1

    @property
    def marker(self) -> re.Match[str] | None:
        """The bullet or number that a list item begins with."""
        return _MARKER.match(self.text)


def rows_of(region: Sequence[Run]) -> list[Row]:
    """The rows of a region, from the top down; rows that make a table are marked."""
    lines: list[list[Run]] = []
    for run in region:
        if lines and _is_beside(run, lines[-1]):
            lines[-1].append(run)
        else:
            lines.append([run])
    return _tables_marked([_row(line) for line in lines])


def _is_beside(run: Run, line: list[Run]) -> bool:
    main = max(line, key=lambda other: (other.size, -other.number))
    shared = min(run.y1, main.y1) - max(run.y0, main.y0)
    return shared >= SHARED_HEIGHT * min(run.y1 - run.y0, main.y1 - main.y0) and run.quarter == main.quarter


def _row(line: list[Run]) -> Row:
    runs = _in_reading_order(sorted(line, key=lambda run: (run.x0, run.number)))
    longest = max(runs, key=lambda run: (len(run.text), -run.number))
    return Row(
        runs=tuple(runs),
        text=" ".join(run.text for run in runs),
        cells=_cells(runs, CELL_GAP),
        x0=min(run.x0 for run in runs),
        x1=max(run.x1 for run in runs),
        middle=longest.middle,
        size=longest.size,
        is_bold=all(run.is_bold for run in runs),
        is_turned=all(_is_turned([run]) for run in runs),
    )


def _cells(runs: Sequence[Run], widest_space: float) -> tuple[int, ...]:
    """The first run of each cell, when cells are parted by more than so many parts of the size."""
    cells = [0]
    for k in range(1, len(runs)):
        gap = max(runs[k].x0 - runs[k - 1].x1, runs[k - 1].x0 - runs[k].x1)
        if gap > widest_space * max(runs[k].size, runs[k - 1].size):
            cells.append(k)
    return tuple(cells)


def _in_reading_order(runs: list[Run]) -> list[Run]:
    """The runs of a line cell after cell as the page is read; inside a cell as its own letters are."""
    if not any(run.is_page_right_to_left or has_right_to_left(run.text) for run in runs):
        return runs
    begins = [*_cells(runs, CELL_GAP), len(runs)]
    found: list[Run] = []
    for start, end in pairwise(begins):
        cell = runs[start:end]
        found += reversed(cell) if _is_turned(cell) else cell
    return found


def _is_turned(runs: Sequence[Run]) -> bool:
    """Whether words, if they have letters at all, are read from the other side than their page is."""
    text = "".join(run.text for run in runs)
    return is_right_to_left(text) != runs[0].is_page_right_to_left and any(map(str.isalpha, text))


def _tables_marked(rows: list[Row]) -> list[Row]:
    """`rows` with those in tables marked, and the cells of all others taken for words with wide spaces."""
    marked: list[Row] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and (_is_celled(rows[end]) or _is_inside(rows, end, start)):
            end += 1
        if _is_table(rows[start:end]):
            marked += [_as_table_row(row) for row in rows[start:end]]
            start = end
        else:
            end = max(end, start + 1)
            marked += [_as_words(row) for row in rows[start:end]]
            start = end
    return marked


def _is_celled(row: Row) -> bool:
    is_item = len(row.cells) == 2 and row.cells[1] == 1 and len(row.runs[0].text) <= 3 and row.marker is not None
    return len(row.cells) > 1 and not is_item


def _is_inside(rows: list[Row], k: int, start: int) -> bool:
    """Whether a row of one cell is the wrapped text of a table's cell: between rows of cells, beside the first."""
    if not start < k < len(rows) - 1 or not _is_celled(rows[k - 1]) or not _is_celled(rows[k + 1]):
        return False
    return rows[k].x0 > rows[k - 1].x0 + rows[k].size


def _is_table(rows: list[Row]) -> bool:
    if len(rows) >= MIN_TABLE_ROWS:
        return True
    return len(rows) >= MIN_TABLE_ROWS_IF_WIDE and median(len(row.cells) for row in rows) >= WIDE_TABLE_CELLS


def _as_table_row(row: Row) -> Row:
    """`row` as one of a table, where a gap that elsewhere may be a wide space parts cells."""
    return replace(row, cells=_cells(row.runs, WIDEST_SPACE), is_table=True)


def _as_words(row: Row) -> Row:
    return replace(row, cells=(0,))
