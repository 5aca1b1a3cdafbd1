"""The reading order of a page: its runs cut into columns where white space runs down between blocks of prose.

A recursive cut like the XY-cut (Nagy and Seth 1984), but it looks for gutters first and for the lines that cross them
second, so that a title over two columns parts them from what stands above, and tables are left in one piece.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import numpy as np

from bot.ingest.readers.pdf_runs import Run

BIN_POINTS = 2.0
MAX_BINS = 4_000  # pages may be metres wide
QUIET_SHARE = 0.35  # of the runs that cross the busiest place, for a place to be tried as a gutter
MAX_GUTTERS_TRIED = 12
MIN_COLUMN_LINES = 3
MARKER_CHARS = 4  # a column of no more is bullets or numbers, and belongs to the text beside it
# A column is prose when most of its lines fill most of its width and hold several words.
FILLED_SHARE = 0.7
MIN_FILLED_LINES = 0.5
MIN_PROSE_CHARS = 14
MAX_ALIGNED_LINES = 0.5  # in a table, lines stand beside lines; in a sidebar only some do, by chance
MAX_DEPTH = 8


@dataclass(slots=True)
class _Column:
    """Runs above each other, and the stretch of the page's width that they take up; grows while it is found."""

    runs: list[Run]
    x0: float
    x1: float

    @property
    def is_marker(self) -> bool:
        return max(len(run.text) for run in self.runs) <= MARKER_CHARS

    @property
    def is_prose(self) -> bool:
        filled = sum(run.x1 - run.x0 >= FILLED_SHARE * (self.x1 - self.x0) for run in self.runs)
        chars = median(len(run.text) for run in self.runs)
        return (
            len(self.runs) >= MIN_COLUMN_LINES
            and filled >= MIN_FILLED_LINES * len(self.runs)
            and chars >= MIN_PROSE_CHARS
        )


def regions_of(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of a page in regions to be read one after the other, each from the top down and from the left.

    Text that stands upright as most of the page does comes first, then text turned otherwise.
    """
    by_quarter = {k: list(group) for k, group in groupby(sorted(runs, key=lambda r: r.quarter), lambda r: r.quarter)}
    sizes = {quarter: sum(len(run.text) for run in group) for quarter, group in by_quarter.items()}
    regions: list[list[Run]] = []
    for quarter in sorted(by_quarter, key=lambda quarter: (-sizes[quarter], quarter)):
        regions += _regions(by_quarter[quarter], MAX_DEPTH)
    return regions


def _regions(runs: list[Run], depth: int) -> list[list[Run]]:
    """`runs` cut at their best gutter, if there is one."""
    best: list[list[_Column] | list[Run]] = []
    best_size = 0
    for x in _quiet_places(runs) if depth else []:
        parts, size = _cut(runs, x)
        if size > best_size:
            best, best_size = parts, size
    if not best:
        return [sorted(runs, key=lambda run: (run.middle, run.x0, run.number))]
    regions: list[list[Run]] = []
    for part in best:
        for piece in _pieces(part):
            regions += _regions(piece, depth - 1) if len(piece) < len(runs) else [piece]
    return regions


def _pieces(part: "list[_Column] | list[Run]") -> list[list[Run]]:
    columns = [piece.runs for piece in part if isinstance(piece, _Column)]
    return columns or [[piece for piece in part if isinstance(piece, Run)]]


def _quiet_places(runs: list[Run]) -> list[float]:
    """Places across the page that few runs cross, the quietest first."""
    if len(runs) < 2 * MIN_COLUMN_LINES:
        return []
    x0, x1 = np.array([run.x0 for run in runs]), np.array([run.x1 for run in runs])
    left, right = float(x0.min()), float(x1.max())
    step = max(BIN_POINTS, (right - left) / MAX_BINS)
    count = int((right - left) / step) + 2
    begins = ((x0 - left) / step).astype(np.int64)
    ends = np.maximum(np.ceil((x1 - left) / step).astype(np.int64), begins + 1)
    crossing = np.cumsum(np.bincount(begins, minlength=count + 1) - np.bincount(ends, minlength=count + 1))[:count]
    inside = np.flatnonzero((crossing <= QUIET_SHARE * crossing.max()) & (np.arange(count) < ends.max()))
    if not len(inside):
        return []
    found: list[tuple[int, float, float]] = []
    for stretch in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
        lowest = stretch[crossing[stretch] == crossing[stretch].min()]
        widest = max(np.split(lowest, np.flatnonzero(np.diff(lowest) > 1) + 1), key=len)
        middle = left + step * (float(widest[0] + widest[-1]) / 2 + 0.5)
        found.append((int(crossing[widest[0]]), -len(widest), middle))
    return [middle for _, _, middle in sorted(found)[:MAX_GUTTERS_TRIED]]


def _cut(runs: list[Run], x: float) -> tuple[list[list[_Column] | list[Run]], int]:
    """`runs` parted at the gutter at `x` between the lines that cross it, and how many runs stand in columns now."""
    parts: list[list[_Column] | list[Run]] = []
    rest: list[Run] = []
    size = 0
    for band in _bands(runs, x):
        columns = _columns(band) if len(band) >= 2 * MIN_COLUMN_LINES else []
        if not columns:
            rest += band
            continue
        if rest:
            parts.append(rest)
            rest = []
        parts.append(columns)
        size += len(band)
    if rest:
        parts.append(rest)
    return parts, size


def _bands(runs: list[Run], x: float) -> list[list[Run]]:
    """Runs that do not cross `x`, between one crossing run and the next; those are bands of their own."""
    bands: list[list[Run]] = [[]]
    for run in sorted(runs, key=lambda run: (run.middle, run.number)):
        if run.x0 < x < run.x1:
            bands += [[run], []]
        else:
            bands[-1].append(run)
    return [band for band in bands if band]


def _columns(band: list[Run]) -> list[_Column]:
    """The columns of `band`, or none when it is a table, a list, or a single column."""
    columns: list[_Column] = []
    for run in sorted(band, key=lambda run: (run.x0, run.number)):
        if columns and run.x0 < columns[-1].x1:
            columns[-1].runs.append(run)
            columns[-1].x1 = max(columns[-1].x1, run.x1)
        else:
            columns.append(_Column([run], run.x0, run.x1))
    columns = _without_markers(columns)
    if len(columns) < 2:
        return []
    prose = [column for column in columns if column.is_prose]
    if len(prose) == len(columns):
        return columns
    is_sidebar = bool(prose) and all(_is_apart(column, prose[0]) for column in columns if not column.is_prose)
    return columns if is_sidebar else []


def _without_markers(columns: list[_Column]) -> list[_Column]:
    joined: list[_Column] = []
    for column in columns:
        if joined and joined[-1].is_marker:
            joined[-1].runs += column.runs
            joined[-1].x1 = column.x1
        else:
            joined.append(column)
    return joined


def _is_apart(column: _Column, prose: _Column) -> bool:
    """Whether the lines of `column` do not stand beside lines of `prose`, as the cells of a row do."""
    middles = np.array(sorted(run.middle for run in prose.runs))
    near = 0
    for run in column.runs:
        nearest = float(np.abs(middles - run.middle).min())
        near += nearest < (run.y1 - run.y0) / 8
    return near <= MAX_ALIGNED_LINES * len(column.runs)
