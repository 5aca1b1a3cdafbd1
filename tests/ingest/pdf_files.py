"""Writes small PDFs for tests: words at places, in Helvetica, on pages of 612 by 792 points."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

WIDTH = 612
HEIGHT = 792
LEADING = 1.2

_FONTS = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
_LOOK = f"/Type /XObject /Subtype /Form /BBox [0 0 400 20] {_FONTS}"
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
class Sheet:
    """A page: what is written on it, whether it shows an image, and its clockwise turns in degrees.

    A note is laid over it, 300 points from the top; without a look of its own, PDFium draws nothing of it.
    """

    words: Sequence[Words] = ()
    has_image: bool = False
    rotation: int = 0
    note: str = ""
    note_looks: bool = True


def lines(texts: Sequence[str], x: float = 72, y: float = 150, size: float = 10, is_bold: bool = False) -> list[Words]:
    """Lines below each other from `y` on, no paragraph's end between them."""
    return [Words(text, x, y + LEADING * size * k, size, is_bold) for k, text in enumerate(texts)]


def write_pdf(sheets: Sequence[Sheet], info: str = "", catalog: str = "", trailer: str = "") -> bytes:
    """The bytes of a PDF; `info`, `catalog` and `trailer` are entries in the format's own syntax.

    Objects 1 to 5 are the catalog, the page tree, the two fonts and the information.
    """
    pages = [6 + 3 * k for k in range(len(sheets))]
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
        objects += [_page(sheet, number), _stream("", content), _stream(_LOOK, look)]
    return _file(objects, trailer)


def _page(sheet: Sheet, number: int) -> bytes:
    look = f"/AP << /N {number + 2} 0 R >>" if sheet.note_looks else ""
    note = f"/Type /Annot /Subtype /FreeText /Rect [72 480 472 500] /F 4 /Contents ({sheet.note}) {look}"
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {sheet.rotation} {_FONTS} "
        f"/Contents {number + 1} 0 R {f'/Annots [<< {note} >>]' if sheet.note else ''} >>"
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
