"""The rows near the upper and the lower edge of a PDF page, where running headers and footers may stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ingest.readers.pdf_paragraphs import WIDEST_STEP
from bot.ingest.readers.pdf_rows import CELL_GAP, Row, rows_of
from bot.ingest.readers.pdf_runs import Run

EDGE_SHARE = 0.18  # of the page's height, above and below; LaTeX sets page numbers 0.17 from the lower edge of A4
EDGE_ROWS = 3  # from either edge; what stands further in is text
NEXT_ROWS = 8  # whose steps tell how far apart the lines of a text are
# In parts of the smallest step of the rows that follow. Headers stand 1.8 steps (a scanned book) to 3 (LaTeX) from the
# text, and 1.3 from lines with double spaces; a table's first row is no further from the second than others are.
APART = 1.2
USUAL_STEP = 1.25  # in parts of the size, where no rows follow; 1.2 to 1.4 is what type is commonly set with
SAME_COLUMN_POINTS = 2.0
MOST_CELLS = 20  # that are looked at
LEAST_STEP = 0.9  # in parts of the size; less is between the lines of columns that do not stand beside each other


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row near an edge of a page: its words, as parted by wide gaps, where it stands and which runs it is made of.

    `is_apart` tells whether more than a line's step lies between it and the next row further in, and no table begins.
    """

    parts: tuple[str, ...]
    middle: float
    size: float
    runs: tuple[int, ...]
    is_apart: bool = True

    @property
    def text(self) -> str:
        """Its words as one line."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class PageEdges:
    """The rows near the edges of a page, each side from the edge inwards, and all of its runs."""

    label: str
    above: tuple[EdgeRow, ...] = ()
    below: tuple[EdgeRow, ...] = ()
    runs: tuple[Run, ...] = ()


def edges_of(label: str, runs: Sequence[Run], quarter: int, height: float) -> PageEdges:
    """The edges of a page that is called `label`, is shown turned by `quarter`s and is `height` points high."""
    margin = EDGE_SHARE * height
    rows = rows_of([run for run in runs if run.quarter == quarter])
    above = sum(row.middle <= margin for row in rows)
    below = sum(row.middle >= height - margin for row in rows)
    return PageEdges(label, _edge(rows, above), _edge(rows[::-1], below), tuple(runs))


def _edge(inwards: Sequence[Row], near: int) -> tuple[EdgeRow, ...]:
    """The first of the rows that lead from an edge inwards; the first `near` stand near it."""
    return tuple(_edge_row(inwards[k], inwards[k : k + 1 + NEXT_ROWS]) for k in range(min(near, EDGE_ROWS)))


def _edge_row(row: Row, inwards: Sequence[Row]) -> EdgeRow:
    """`row` as one at an edge; `inwards` are it and those that follow."""
    return EdgeRow(
        parts=_parts(row.runs),
        middle=row.middle,
        size=row.size,
        runs=tuple(run.number for run in row.runs),
        is_apart=_is_apart(inwards),
    )


def _parts(runs: Sequence[Run]) -> tuple[str, ...]:
    parts = [runs[0].text]
    for before, after in pairwise(runs):
        gap = max(after.x0 - before.x1, before.x0 - after.x1)  # the second for right to left
        if gap > CELL_GAP * max(before.size, after.size):
            parts.append(after.text)
        else:
            parts[-1] += f" {after.text}"
    return tuple(parts)


def _is_apart(inwards: Sequence[Row]) -> bool:
    if len(inwards) > 1 and _is_tables_head(inwards[0], inwards[1]):
        return False
    steps = [(abs(after.middle - before.middle), after.size) for before, after in pairwise(inwards)]
    if not steps:
        return True
    usual = [step for step, size in steps[1:] if LEAST_STEP * size <= step <= WIDEST_STEP * size]
    return steps[0][0] >= APART * min(usual, default=USUAL_STEP * steps[0][1])


def _is_tables_head(row: Row, after: Row) -> bool:
    """Whether two runs and more of a row begin where those of the next row do."""
    begins = [run.x0 for run in after.runs[:MOST_CELLS]]
    return sum(any(abs(run.x0 - x0) <= SAME_COLUMN_POINTS for x0 in begins) for run in row.runs[:MOST_CELLS]) > 1
