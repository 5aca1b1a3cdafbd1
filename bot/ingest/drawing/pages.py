"""A page of an opened PDF as pixels; only the drawing process loads this module."""

from math import sqrt

import numpy as np

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.drawing.messages import MAX_PIXELS, PICTURE_WIDTH, PageBoxes, PdfPage, SentBox
from bot.ingest.drawing.png import png_of
from bot.ingest.readers.pdf_boxes import highlight_boxes, page_size
from bot.ingest.readers.pdf_opening import open_page, open_pdf
from bot.records.documents import Span


def picture_of(data: bytes, page: PdfPage, limits: ReadingLimits) -> bytes:
    """A PNG of the page as it is shown. Raises ReadingError for a page that cannot be drawn."""
    document = open_pdf(data, limits)
    try:
        if not 1 <= page.number <= len(document):
            raise ReadingError(f"the PDF has {len(document)} pages, and no page {page.number}; build the index again.")
        with open_page(document, page.number) as opened:
            bitmap = opened.page.render(
                scale=_scale(*opened.page.get_size()), may_draw_forms=False, rev_byteorder=True, limit_image_cache=True
            )
        try:
            return png_of(np.ascontiguousarray(bitmap.to_numpy()))
        finally:
            bitmap.close()
    finally:
        document.close()


def boxes_of(data: bytes, page: PdfPage, span: Span, limits: ReadingLimits) -> PageBoxes:
    """Where the words of `span` stand on the page."""
    pages = (page.known,) * page.number  # it looks at this one only
    boxes = highlight_boxes(data, page.number, pages, span, limits)
    size = page_size(data, page.number, limits)
    return PageBoxes(size.width, size.height, tuple(SentBox(box.x0, box.y0, box.x1, box.y1) for box in boxes))


def _scale(width: float, height: float) -> float:
    """Pixels for a point. Raises ReadingError for a page so thin that a side would have less than one."""
    if not (width > 0 and height > 0):
        raise ReadingError(f"the page has no size ({width:g} by {height:g} points), so it cannot be drawn.")
    scale = min(PICTURE_WIDTH / width, sqrt(MAX_PIXELS / (width * height)))
    if min(width, height) * scale < 1:
        raise ReadingError(f"the page is {width:g} by {height:g} points, too thin to be drawn.")
    return scale
