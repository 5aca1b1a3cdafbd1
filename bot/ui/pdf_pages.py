"""Pages of the library's PDF files as pictures, drawn in a process of their own and kept for a while."""

import threading
import weakref
from collections import OrderedDict
from pathlib import Path

from bot.errors import ReadingError
from bot.ingest.drawing import DrawingProcess, PageBoxes, PdfPage
from bot.records import Document, Span
from bot.ui.viewer_page import has_pages

KEPT_BYTES = 48 << 20  # some 150 pages of text, or 50 scans


class PdfPages:
    """Draws each page once while it is among the last ones looked at; safe to use from several threads."""

    def __init__(self, kept_bytes: int = KEPT_BYTES) -> None:
        self._process = DrawingProcess()
        self._kept_bytes = kept_bytes
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, self._process.close)  # at the latest when the interpreter ends

    def picture(self, document: Document, number: int) -> bytes:
        """Page `number`, from 1, as a PNG.

        Raises:
            ReadingError: the document has no such page, its file has changed or is gone, or it cannot be drawn.
        """
        page = _page(document, number)
        key = (document.source_sha256, number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        picture = self._process.picture(page)
        self._keep(key, picture)
        return picture

    def boxes(self, document: Document, number: int, span: Span) -> PageBoxes:
        """Where the words of `span` stand on that page. Raises as `picture` does."""
        return self._process.boxes(_page(document, number), span)

    def _keep(self, key: tuple[str, int], picture: bytes) -> None:
        with self._lock:
            self._kept[key] = picture
            while sum(map(len, self._kept.values())) > self._kept_bytes:
                self._kept.popitem(last=False)


def _page(document: Document, number: int) -> PdfPage:
    if not has_pages(document) or not 1 <= number <= len(document.pages):
        raise ReadingError(f"the document has no page {number} that can be drawn.")
    return PdfPage(Path(document.location), document.source_sha256, number, document.pages[number - 1])
