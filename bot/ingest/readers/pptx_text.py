"""The words of one shape's text frame: its paragraphs, and which of them are items of a list."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bot.ingest.readers.builder import TextBuilder

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAX_LEVEL = 8  # PowerPoint's own limit, counted from 0
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BULLETS = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a slide; `level` is its depth in a list, or None when it shows no bullet."""

    text: str
    level: int | None = None
    is_numbered: bool = False


def paragraphs(frame: etree._Element, *, has_bullets: bool) -> Iterator[Paragraph]:
    """The paragraphs of a text frame that hold words. `has_bullets` is what counts where a paragraph is silent."""
    for element in frame.iterchildren(f"{A}p"):
        text = _words(element)
        if text.strip():
            yield _paragraph(element, text, has_bullets=has_bullets)


def text_of(frame: etree._Element) -> str:
    """All words of a text frame, a line for each paragraph."""
    return "\n".join(_words(element) for element in frame.iter(f"{A}p"))


def shows_bullets(frame: etree._Element | None) -> bool | None:
    """Whether the list style of a layout's frame shows bullets on the first level; None when it does not say."""
    style = frame.find(f"{A}lstStyle/{A}lvl1pPr") if frame is not None else None
    return _bulleted(style)


def write_paragraphs(builder: TextBuilder, found: list[Paragraph]) -> None:
    """Write paragraphs and nested lists."""
    depth = 0
    kind: bool | None = None
    for paragraph in found:
        wanted = 0 if paragraph.level is None else min(paragraph.level, MAX_LEVEL) + 1
        while depth > wanted or (depth and depth == wanted and paragraph.is_numbered is not kind):
            builder.close_list()
            depth -= 1
        while depth < wanted:
            builder.open_list(1 if paragraph.is_numbered else None)
            depth += 1
        kind = paragraph.is_numbered
        if depth:
            builder.item()
        builder.paragraph(paragraph.text)
    for _ in range(depth):
        builder.close_list()


def _paragraph(element: etree._Element, text: str, *, has_bullets: bool) -> Paragraph:
    properties = element.find(f"{A}pPr")
    own = _bulleted(properties)
    if not (has_bullets if own is None else own):
        return Paragraph(text)
    level = properties.get("lvl", "0") if properties is not None else "0"
    is_numbered = properties is not None and properties.find(f"{A}buAutoNum") is not None
    return Paragraph(text, int(level) if level in "012345678" else 0, is_numbered)


def _bulleted(properties: etree._Element | None) -> bool | None:
    if properties is None:
        return None
    if properties.find(f"{A}buNone") is not None:
        return False
    return True if any(properties.find(bullet) is not None for bullet in _BULLETS) else None


def _words(paragraph: etree._Element) -> str:
    marks = paragraph.iter(f"{A}t", f"{A}br", _FORMULA)
    return "".join("\n" if mark.tag == f"{A}br" else mark.text or "" for mark in marks)
