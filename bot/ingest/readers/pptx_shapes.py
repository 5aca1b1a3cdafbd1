"""The shapes of a slide: their roles, and where they stand, be it by the slide's layout or master."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from bot.ingest.readers.office_package import COMPATIBILITY
from bot.ingest.readers.pptx_text import A

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# Shapes whose tops lie within this of each other stand side by side: 1 cm, in English Metric Units.
BAND_EMU = 360_000
MAX_DIGITS = 12  # of a coordinate; the format allows 27273042316900 for the largest, slides are smaller

_SHAPES = frozenset(f"{P}{name}" for name in ("sp", "grpSp", "graphicFrame", "pic", "cxnSp"))
_OFFSETS = (f"{P}spPr/{A}xfrm/{A}off", f"{P}grpSpPr/{A}xfrm/{A}off", f"{P}xfrm/{A}off")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """The role of a shape on its slide, by which it takes position and bullets from the layout."""

    role: str
    index: str

    @property
    def is_title(self) -> bool:
        """Whether it holds the slide's title."""
        return self.role in ("title", "ctrTitle")

    @property
    def is_furniture(self) -> bool:
        """Whether it repeats on each slide: date, number, header, footer."""
        return self.role in ("dt", "ftr", "sldNum", "hdr")


class Layouts:
    """The layout of a slide and its master, in this order, as far as there are such."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._placeholders = [_placeholders(root) for root in roots]

    def sources(self, found: Placeholder) -> list[etree._Element]:
        """The shapes that a placeholder takes its place from, nearest first."""
        matches = (_match(found, placeholders) for placeholders in self._placeholders)
        return [shape for shape in matches if shape is not None]

    def place(self, shape: etree._Element) -> tuple[float, float]:
        """Where a shape stands for reading: its band from the top, then its left edge; at the end when unknown."""
        found = placeholder(shape)
        sources = self.sources(found) if found is not None else []
        offset = next((known for source in (shape, *sources) if (known := _offset(source)) is not None), None)
        if offset is None:
            return math.inf, 0.0
        return float(_coordinate(offset.get("y", "")) // BAND_EMU), float(_coordinate(offset.get("x", "")))


def shapes_of(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost shapes of a slide, layout or master, in file order."""
    tree = root.find(f"{P}cSld/{P}spTree")
    if tree is not None:
        yield from shapes_in(tree)


def shapes_in(group: etree._Element) -> Iterator[etree._Element]:
    """The shapes directly in a group, in file order."""
    for element in group:
        if element.tag in _SHAPES:
            yield element
        elif element.tag == f"{COMPATIBILITY}AlternateContent" and len(element):
            yield from shapes_in(element[0])


def frame_of(shape: etree._Element) -> etree._Element | None:
    """The text frame of a shape."""
    return shape.find(f"{P}txBody")


def placeholder(shape: etree._Element) -> Placeholder | None:
    """The role of a shape, None for one that was drawn freely."""
    element = shape.find(f"*/{P}nvPr/{P}ph")
    return None if element is None else Placeholder(element.get("type", ""), element.get("idx", "0"))


def _placeholders(root: etree._Element) -> dict[Placeholder, etree._Element]:
    return {found: shape for shape in shapes_of(root) if (found := placeholder(shape)) is not None}


def _match(found: Placeholder, placeholders: Mapping[Placeholder, etree._Element]) -> etree._Element | None:
    """The placeholder of the same kind and index, else of the same kind; on a master all content is "body"."""
    kin = {other: shape for other, shape in placeholders.items() if _are_kin(found, other)}
    same = (shape for other, shape in kin.items() if other.index == found.index)
    return next(same, next(iter(kin.values()), None))


def _are_kin(found: Placeholder, other: Placeholder) -> bool:
    if found.is_furniture or other.is_furniture:
        return found.role == other.role
    return found.is_title == other.is_title


def _offset(shape: etree._Element) -> etree._Element | None:
    return next((found for path in _OFFSETS if (found := shape.find(path)) is not None), None)


def _coordinate(text: str) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= MAX_DIGITS):
        return 0
    return -int(digits) if text.startswith("-") else int(digits)
