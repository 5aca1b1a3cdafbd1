"""Writes small PDFs for tests: words at places, in Helvetica, on pages of 612 by 792 points.

Letters of other scripts are glyphs of Courier that stand for them (in the font's ToUnicode).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin

WIDTH = 612
HEIGHT = 792
LEADING = 1.2

ADVANCE = 0.6  # of the size: how wide each sign is, as all of Courier are
# What the glyphs of the third font stand for: Latin letters, digits and signs by their own codes, then these.
_LIGATURES = ("لا", "لأ", "لإ", "לּ", "لله", "ﻻ")
_SIGNS = (*"אבגדהוזחטיךכלםמןנסעףפץצקרשת", *"ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي٠١٢٣٤٥٦٧٨٩،؛؟٪", *_LIGATURES)
_CODES = {sign: code for code, sign in enumerate(_SIGNS, start=0x80)} | {chr(code): code for code in range(0x20, 0x7F)}
_FONTS = "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 {} 0 R >> >>"
_LOOK = "/Type /XObject /Subtype /Form /BBox [0 0 400 20]"
_IMAGE = b"q 100 0 0 100 72 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q\n"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that begin `x` points from the left, on a baseline `y` points from the top, turned by `angle` degrees."""

    text: str
    x: float
    y: float
    size: float = 10
    is_bold: bool = False
    angle: float = 0

    def drawn(self) -> bytes:
        """The operators that draw them."""
        c, s = cos(radians(self.angle)), sin(radians(self.angle))
        font = "F2" if self.is_bold else "F1"
        codes = self.text.encode("cp1252").hex()
        matrix = f"{c:.4f} {s:.4f} {-s:.4f} {c:.4f} {self.x:.2f} {HEIGHT - self.y:.2f}"
        return f"BT /{font} {self.size} Tf {matrix} Tm <{codes}> Tj ET\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class Signs:
    """Glyphs as they stand from left to right, each a letter or a ligature of `_SIGNS`, from `x` on.

    They are drawn in one go, from the last to the first with `from_right`, or each on its own with `one_by_one`. Spaces
    are drawn, or left free with `no_spaces`. What they stand for is `spelt` out where that is not empty (ActualText).
    """

    signs: Sequence[str]
    x: float
    y: float
    size: float = 10
    from_right: bool = False
    one_by_one: bool = False
    no_spaces: bool = False
    spelt: str = ""

    @property
    def text(self) -> str:
        """What is drawn, from left to right."""
        return self.spelt or "".join(self.signs)

    def drawn(self) -> bytes:
        """The operators that draw them."""
        shown = f"BT /F3 {self.size} Tf {self._strokes()} ET"
        if self.spelt:
            shown = f"/Span << /ActualText <feff{self.spelt.encode('utf-16-be').hex()}> >> BDC {shown} EMC"
        return f"{shown}\n".encode("ascii")

    def _strokes(self) -> str:
        places = [k for k, sign in enumerate(self.signs) if sign != " " or not self.no_spaces]
        if self.from_right:
            # Behind each glyph back over it and over what stands before it.
            back = [1000 * ADVANCE * (1 + after - before) for before, after in pairwise(places)]
            glyphs = zip(places[::-1], [*reversed(back), 0.0], strict=True)
            return f"{self._at(places[-1])} [{' '.join(f'{self._glyph(k)} {move:.0f}' for k, move in glyphs)}] TJ"
        if self.one_by_one or self.no_spaces:
            return " ".join(f"{self._at(k)} {self._glyph(k)} Tj" for k in places)
        return f"{self._at(0)} [{''.join(map(self._glyph, places))}] TJ"

    def _at(self, k: int) -> str:
        return f"1 0 0 1 {self.x + ADVANCE * self.size * k:.2f} {HEIGHT - self.y:.2f} Tm"

    def _glyph(self, k: int) -> str:
        return f"<{_CODES[self.signs[k]]:02x}>"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: what is written on it, whether it shows an image, and its clockwise turns in degrees.

    A note is laid over it, 300 points from the top; without a look of its own, PDFium draws nothing of it.
    """

    words: Sequence[Words | Signs] = ()
    has_image: bool = False
    rotation: int = 0
    note: str = ""
    note_looks: bool = True


def lines(texts: Sequence[str], x: float = 72, y: float = 150, size: float = 10, is_bold: bool = False) -> list[Words]:
    """Lines below each other from `y` on, no paragraph's end between them."""
    return [Words(text, x, y + LEADING * size * k, size, is_bold) for k, text in enumerate(texts)]


def write_pdf(sheets: Sequence[Sheet], info: str = "", catalog: str = "", trailer: str = "") -> bytes:
    """The bytes of a PDF; `info`, `catalog` and `trailer` are entries in the format's own syntax.

    Objects 1 to 5 are the catalog, the page tree, the two fonts and the information; the third font and what its glyphs
    stand for are the last.
    """
    pages = [6 + 3 * k for k in range(len(sheets))]
    third = 6 + 3 * len(sheets)
    kids = " ".join(f"{number} 0 R" for number in pages)
    font = "<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /{} >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        f"<< {info} >>".encode("latin-1"),
    ]
    for number, sheet in zip(pages, sheets, strict=True):
        content = b"".join(words.drawn() for words in sheet.words) + (_IMAGE if sheet.has_image else b"")
        look = Words(sheet.note, 0, HEIGHT - 5).drawn()
        fonts = _FONTS.format(third)
        objects += [_page(sheet, number, fonts), _stream("", content), _stream(f"{_LOOK} {fonts}", look)]
    objects += [_third_font(third + 1), _stream("", _meanings())]
    return _file(objects, trailer)


def _page(sheet: Sheet, number: int, fonts: str) -> bytes:
    look = f"/AP << /N {number + 2} 0 R >>" if sheet.note_looks else ""
    note = f"/Type /Annot /Subtype /FreeText /Rect [72 480 472 500] /F 4 /Contents ({sheet.note}) {look}"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotation} {fonts} "
        f"/Contents {number + 1} 0 R {f'/Annots [<< {note} >>]' if sheet.note else ''} >>"
    ).encode()


def _third_font(meanings: int) -> bytes:
    base = "/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /Courier"
    return f"<< {base} /ToUnicode {meanings} 0 R >>".encode()


def _meanings() -> bytes:
    entries = [f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in _CODES.items()]
    groups = [entries[k : k + 100] for k in range(0, len(entries), 100)]
    mapped = "\n".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Signs def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{mapped}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(entries: str, content: bytes) -> bytes:
    return f"<< {entries} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    ending = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\n"
    )
    return out + ending.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()
