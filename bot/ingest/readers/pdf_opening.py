"""Opening a PDF: its passwords, its damage and its size are dealt with here, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.pdf_annotations import draw_annotations, has_drawn_annotations, unseen_characters


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page in use, and how many characters of notes and form fields it has but does not show."""

    page: pdfium.PdfPage
    unseen: int


def open_pdf(data: bytes, limits: ReadingLimits) -> pdfium.PdfDocument:
    """The PDF that `data` holds; a PDF that opens with an empty password is no secret. The caller closes it.

    Forms are not initialised, so no script of the file runs. Raises ReadingError for what is no whole PDF, needs a
    password or has too many pages.
    """
    if not data:
        raise ReadingError("the file is empty; replace it or take it out of the folder.")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadingError(
                "the PDF is encrypted and needs a password; save a copy without one, or take it out of the folder."
            ) from error
        raise ReadingError(
            f"the file cannot be opened as a PDF ({error}); mend it or take it out of the folder."
        ) from error
    pages = len(document)
    if pages > limits.pages:
        document.close()
        raise ReadingError(f"the PDF has {pages} pages, the limit is {limits.pages}; split it or raise --max-pages.")
    return document


@contextmanager
def open_page(document: pdfium.PdfDocument, number: int) -> Iterator[OpenPage]:
    """Page `number`, counted from 1, with what its form fields and text notes show drawn on it.

    Raises ReadingError for a page that is damaged, also when that is found while it is used.
    """
    page = None
    try:
        page = document[number - 1]
        unseen = unseen_characters(page)
        if has_drawn_annotations(page) and draw_annotations(page):
            page.close()
            page = document[number - 1]
        yield OpenPage(page, unseen)
    except pdfium.PdfiumError as error:
        raise ReadingError(f"page {number} of the PDF is damaged ({error}); mend the file.") from error
    finally:
        if page is not None:
            page.close()
