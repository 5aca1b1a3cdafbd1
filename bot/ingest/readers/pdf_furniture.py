"""Telling running headers, footers and page numbers: lines at a page's edge that come back at the same place."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.ingest.readers.pdf_rows import Row, rows_of
from bot.ingest.readers.pdf_runs import Run

EDGE_SHARE = 0.18  # of the page's height, above and below; LaTeX sets page numbers 0.17 from the lower edge of A4
EDGE_ROWS = 3  # from either edge; what stands further in is text
MIN_PAGES = 3
NEAR_PAGES = 5  # how far apart three pages in a row may be: chapters change, left and right pages alternate
SAME_PLACE_POINTS = 8.0  # scanned pages lie a little askew

_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\W*(?:page|seite|p\.)?\W*#(?:\W*(?:of|von|/)?\W*#)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row near an edge of a page: its words, where it stands, and the numbers of the runs it is made of.

    Numbers are all alike ("#"), and left out at both ends, where left and right pages have them.
    """

    words: str
    middle: float
    runs: tuple[int, ...]


def edge_rows(runs: Sequence[Run], quarter: int, height: float) -> tuple[EdgeRow, ...]:
    """The rows that may be furniture, of a page that is shown turned by `quarter`s and is `height` points high."""
    margin = EDGE_SHARE * height
    upright = [run for run in runs if run.quarter == quarter]
    near = [run for run in upright if run.middle <= margin or run.middle >= height - margin]
    rows = rows_of(near)
    above = [row for row in rows if row.middle <= margin][:EDGE_ROWS]
    below = [row for row in rows if row.middle >= height - margin][-EDGE_ROWS:]
    return tuple(_edge_row(row) for row in above + below if _may_be_furniture(_words(row)))


def furniture_of(pages: Sequence[Sequence[EdgeRow]]) -> list[tuple[int, ...]]:
    """For each page the numbers of its runs that are furniture, given the rows near its edges.

    A row is furniture when it stands on MIN_PAGES pages or more that are near each other, at the same height.
    """
    places: dict[str, list[tuple[int, EdgeRow]]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for row in rows:
            places[row.words].append((page, row))
    found: list[list[int]] = [[] for _ in pages]
    for same in places.values():
        for page, row in same if len(same) >= MIN_PAGES else []:
            if _comes_back(page, row, same):
                found[page] += row.runs
    return [tuple(sorted(runs)) for runs in found]


def _edge_row(row: Row) -> EdgeRow:
    return EdgeRow(_words(row).strip("# "), row.middle, tuple(run.number for run in row.runs))


def _words(row: Row) -> str:
    return " ".join(_NUMBER.sub("#", row.text).casefold().split())


def _may_be_furniture(words: str) -> bool:
    """Whether words are a page number, or a title maybe beside one; but no row of figures."""
    letters = sum(character.isalpha() for character in words)
    return _LONE_NUMBER.fullmatch(words) is not None or letters > 2 * words.count("#")


def _comes_back(page: int, row: EdgeRow, same: Sequence[tuple[int, EdgeRow]]) -> bool:
    first = bisect_left(same, page - NEAR_PAGES, key=lambda place: place[0])
    last = bisect_right(same, page + NEAR_PAGES, key=lambda place: place[0])
    near = {other for other, place in same[first:last] if abs(place.middle - row.middle) <= SAME_PLACE_POINTS}
    return len(near) >= MIN_PAGES
