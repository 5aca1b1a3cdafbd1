"""The characters that PDFium finds on a page, with their boxes and styles, through its C functions.

A page has thousands of characters and PDFium is asked three times about each; the functions are called with plain
addresses and from `map`, which is five times as fast as through pypdfium2's own declarations.
"""

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from bot.ingest.readers.pdf_geometry import Floats, Ints

HYPHEN_AT_LINE_END = "\x02"  # PDFium's code for it; in text taken in bulk U+FFFE
NO_CHARACTER = "\x00"

_BOLD = re.compile(r"bold|black|heavy|demi|cmbx|[-,]bd", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_FONT_NAME_BYTES = 128


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set: its size in points, its weight, and its quarter turns from the page's own axes."""

    size: float
    is_bold: bool
    quarter: int


@dataclass(frozen=True, slots=True)
class Characters:
    """What PDFium finds, in its order: each code point of `text` has a row in `boxes` and a number in `object_of`.

    Boxes are (left, bottom, right, top) in points on the page's own axes, as wide as the character's advance and as
    high as its font. `styles` has one entry for each text object.
    """

    text: str
    boxes: Floats
    object_of: Ints
    styles: tuple[Style, ...]


def characters_of(page: pdfium.PdfPage) -> Characters:
    """All characters of a page, those that PDFium makes up (spaces between words, line ends) among them."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count <= 0:
            return Characters("", np.empty((0, 4), np.float32), np.empty(0, np.int64), ())
        object_of, styles = _objects(text_page, count)
        return Characters(_text(text_page, count), _boxes(text_page, count), object_of, styles)
    finally:
        text_page.close()


def _text(text_page: pdfium.PdfTextPage, count: int) -> str:
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(text_page, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", errors="replace")
    if written == count + 1 and len(text) == count:
        return text.replace("\ufffe", HYPHEN_AT_LINE_END)
    # Something was left out or lies outside of the basic plane: one by one, or text and boxes would part.
    codes = map(_functions().code, [_address(text_page)] * count, range(count))
    return _without_surrogates("".join(chr(code) if code <= 0x10FFFF else NO_CHARACTER for code in codes))


def _without_surrogates(text: str) -> str:
    """`text`, as long as before, with each pair of surrogates as its character and a place that holds none."""
    if not _SURROGATES.search(text):
        return text
    text = _PAIR.sub(lambda pair: pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\x00", text)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _boxes(text_page: pdfium.PdfTextPage, count: int) -> Floats:
    boxes = np.zeros((count, 4), np.float32)
    first, step = boxes.ctypes.data, boxes.strides[0]
    places = range(first, first + step * count, step)
    list(map(_functions().box, [_address(text_page)] * count, range(count), places))
    return boxes[:, [0, 3, 2, 1]]  # PDFium's order is left, top, right, bottom


def _objects(text_page: pdfium.PdfTextPage, count: int) -> tuple[Ints, tuple[Style, ...]]:
    """The number of each character's text object, and the objects' styles; made up characters go with those before.

    The characters of an object need not follow each other: PDFium turns letters and numbers of a line from right to
    left round one by one.
    """
    addresses = map(_functions().text_object, [_address(text_page)] * count, range(count))
    found = np.array([address or 0 for address in addresses], dtype=np.uint64)
    carried = found[np.maximum.accumulate(np.where(found != 0, np.arange(count), 0))]
    _, firsts, numbers = np.unique(carried, return_index=True, return_inverse=True)
    by_appearance = np.argsort(firsts)
    rank = np.empty(len(firsts), dtype=np.int64)
    rank[by_appearance] = np.arange(len(firsts))
    bold_fonts: dict[int, bool] = {}
    styles = tuple(
        _style(text_page, _first_drawn(text_page, start, count), bold_fonts) for start in firsts[by_appearance].tolist()
    )
    return rank[numbers.reshape(-1)], styles


def _first_drawn(text_page: pdfium.PdfTextPage, start: int, end: int) -> int:
    return next((i for i in range(start, end) if pdfium_c.FPDFText_IsGenerated(text_page, i) == 0), start)


def _style(text_page: pdfium.PdfTextPage, index: int, bold_fonts: dict[int, bool]) -> Style:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium_c.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    return Style(round(size, 1), _is_bold(pdfium_c.FPDFText_GetTextObject(text_page, index), bold_fonts), quarter)


def _is_bold(text_object: object, bold_fonts: dict[int, bool]) -> bool:
    """Whether the font's name says bold; the weights that PDFium reports are made up from stem widths."""
    if not text_object:
        return False
    font = pdfium_c.FPDFTextObj_GetFont(text_object)
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in bold_fonts:
        name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
        pdfium_c.FPDFFont_GetBaseFontName(font, name, _FONT_NAME_BYTES)
        bold_fonts[address] = bool(_BOLD.search(name.value.decode("utf-8", errors="replace")))
    return bold_fonts[address]


@dataclass(frozen=True, slots=True)
class _Functions:
    """PDFium's functions about a character, for plain addresses."""

    code: Callable[[int, int], int]
    text_object: Callable[[int, int], int | None]
    box: Callable[[int, int, int], int]


@cache
def _functions() -> _Functions:
    pointer, number = ctypes.c_void_p, ctypes.c_int
    about = ctypes.CFUNCTYPE(ctypes.c_uint, pointer, number)
    found = ctypes.CFUNCTYPE(pointer, pointer, number)
    measured = ctypes.CFUNCTYPE(number, pointer, number, pointer)
    return _Functions(
        code=about(_entry(pdfium_c.FPDFText_GetUnicode)),
        text_object=found(_entry(pdfium_c.FPDFText_GetTextObject)),
        box=measured(_entry(pdfium_c.FPDFText_GetLooseCharBox)),
    )


def _entry(function: object) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # a function is a pointer


def _address(text_page: pdfium.PdfTextPage) -> int:
    return ctypes.cast(text_page.raw, ctypes.c_void_p).value or 0
