"""Where the words of a citation stand on a page of its PDF: rectangles to draw over the page's picture."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.pdf_body import Body, body_of
from bot.ingest.readers.pdf_geometry import Floats, Ints, shape_of
from bot.ingest.readers.pdf_layout import layout_of
from bot.ingest.readers.pdf_opening import open_page, open_pdf
from bot.records.documents import Page, Span
from bot.text.reading_order import has_right_to_left

DEFAULT_LIMITS = ReadingLimits()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the page as it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size in points of a page as it is shown."""

    width: float
    height: float


def highlight_boxes(
    data: bytes, page: int, pages: tuple[Page, ...], span: Span, limits: ReadingLimits = DEFAULT_LIMITS
) -> tuple[Box, ...]:
    """The boxes of the part of `span` that stands on `page` (from 1), one for each line, in reading order.

    A line in which directions mix has several where other words stand between those of the span.

    `data` are the bytes that gave `pages`, and `span` lies in their canonical text. Only this page is laid out again.
    Raises ReadingError when the PDF can no longer be opened, or has no such page.
    """
    document = open_pdf(data, limits)
    try:
        if not 1 <= page <= min(len(pages), len(document)):
            raise ReadingError(f"the PDF has {len(document)} pages, and no page {page}; build the index again.")
        known = pages[page - 1]
        with open_page(document, page) as opened:
            layout = layout_of(opened.page)
        body = body_of(layout.runs, known.furniture)
        part = Span(max(span.start, known.start) - known.start, min(span.end, known.end) - known.start)
        return tuple(
            _box(layout.shape.turned(_outline(layout.glyphs.boxes[glyphs]), layout.shape.quarter))
            for glyphs in _quoted_parts(body, part, layout.glyphs.boxes)
        )
    finally:
        document.close()


def page_size(data: bytes, page: int, limits: ReadingLimits = DEFAULT_LIMITS) -> PageSize:
    """The size of `page` (from 1), which the boxes are to be scaled by."""
    document = open_pdf(data, limits)
    try:
        with open_page(document, page) as opened:
            shape = shape_of(opened.page)
        return PageSize(shape.width, shape.height)
    finally:
        document.close()


def _quoted_parts(body: Body, span: Span, boxes: Floats) -> Iterator[Ints]:
    """The glyphs of the code points in `span`, without the spaces at either end, for each part of a row.

    A row has several parts only where words from the left and from the right stand in it, with others between.
    """
    quoted: dict[int, list[int]] = defaultdict(list)
    others: dict[int, list[int]] = defaultdict(list)
    turned: set[int] = set()
    for stretch in body.stretches:
        words = body.text[stretch.start : stretch.start + stretch.length]
        for k, character in enumerate(words, start=stretch.start):
            if not character.isspace():
                rows = quoted if span.start <= k < span.end else others
                rows[stretch.row].append(stretch.glyph + k - stretch.start)
        if has_right_to_left(words):
            turned.add(stretch.row)
    for row, glyphs in quoted.items():
        found = np.array(glyphs, dtype=np.int64)
        yield from _parted(found, others[row], boxes) if row in turned else [found]


def _parted(glyphs: Ints, others: Sequence[int], boxes: Floats) -> list[Ints]:
    """`glyphs` of one row, parted where `others` of the row lie between them."""
    middles = boxes[:, :2] + boxes[:, 2:]
    across = int(np.argmax(np.ptp(middles[[*glyphs.tolist(), *others]], axis=0)))
    ordered = glyphs[np.argsort(middles[glyphs, across], kind="stable")]
    between = np.searchsorted(np.sort(middles[list(others), across]), middles[ordered, across])
    return np.split(ordered, np.flatnonzero(np.diff(between)) + 1)


def _outline(boxes: Floats) -> Floats:
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)]).reshape(1, 4)


def _box(outline: Floats) -> Box:
    x0, y0, x1, y1 = (float(value) for value in outline[0])
    return Box(x0, y0, x1, y1)
