"""What is laid over a PDF page: form fields and text notes, drawn on it where the file says how, else counted."""

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_NORMAL = pdfium_c.FPDF_ANNOT_APPEARANCEMODE_NORMAL
_NO_TEXT_BYTES = 2  # PDFium's strings end with a UTF-16 NUL


def has_drawn_annotations(page: pdfium.PdfPage) -> bool:
    """Whether the page has form fields or text notes that look like something."""
    drawn = (pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_WIDGET)
    return any(kind in drawn and looks for kind, looks, _ in _annotations(page))


def unseen_characters(page: pdfium.PdfPage) -> int:
    """How many characters there are in form values without a look of their own, and in notes behind an icon."""
    unseen = 0
    for kind, looks, characters in _annotations(page):
        is_note = kind == pdfium_c.FPDF_ANNOT_TEXT
        is_field = kind in (pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_WIDGET) and not looks
        unseen += characters if is_note or is_field else 0
    return unseen


def draw_annotations(page: pdfium.PdfPage) -> bool:
    """Make form fields and notes part of what is drawn; whether the page has to be loaded anew to see it."""
    return bool(pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS)


def _annotations(page: pdfium.PdfPage) -> list[tuple[int, bool, int]]:
    """The kind of each annotation, whether it has a look, and how many characters its text or value has."""
    found: list[tuple[int, bool, int]] = []
    for i in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, i)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        looks = pdfium_c.FPDFAnnot_GetAP(annotation, _NORMAL, None, 0) > _NO_TEXT_BYTES
        key = b"V" if kind == pdfium_c.FPDF_ANNOT_WIDGET else b"Contents"
        size = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        found.append((kind, looks, max(0, size - _NO_TEXT_BYTES) // ctypes.sizeof(ctypes.c_ushort)))
    return found
