"""What the styles of a Word file mean for its paragraphs: headings, lists, hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_HEADING_LEVEL = 6  # Word has nine; what is deeper counts as the sixth
MAX_LIST_LEVEL = 8  # Word's own limit, counted from 0
BODY_TEXT_LEVEL = 9  # the outline level that says "no heading"

# Word writes "heading 1" in every language; other programs write what their menus say.
_HEADING_NAMES = (
    "heading überschrift titre título titolo kop rubrik overskrift otsikko nagłówek заголовок nadpis címsor başlık "
    "encabezado cabeçalho 標題 标题 見出し 제목"
)
_HEADING = re.compile(rf"(?:{'|'.join(_HEADING_NAMES.split())})\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset("title titel tytuł titre título titolo název cím заголовок".split())
_CONTENTS = re.compile(r"(?:toc|table of contents|contents|verzeichnis|inhaltsverzeichnis|tm)[ _]?(?:\d|heading)")
_INDENTED_LIST = re.compile(r"list (?:bullet|number) ([2-5])")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph's place in a list: the number of the list definition, and the level from 0."""

    definition: str
    level: int


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; `heading` is 1 to 6, or 0 for none."""

    heading: int = 0
    is_title: bool = False
    is_contents: bool = False
    is_hidden: bool = False
    numbered: Numbered | None = None


PLAIN = Style()


class Styles:
    """The styles of a file by id, each with what it takes over from those it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = {element.get(f"{W}styleId"): element for element in ([] if root is None else root)}
        self._known: dict[str, Style] = {}

    def style(self, style_id: str | None) -> Style:
        """The style of this id; a plain one when there is none."""
        if style_id is None:
            return PLAIN
        if style_id not in self._known:
            self._known[style_id] = self._resolved(style_id)
        return self._known[style_id]

    def paragraph(self, paragraph: etree._Element) -> Style:
        """What holds for a paragraph: its style, overruled by its own properties."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return PLAIN
        style = self.style(value(own.find(f"{W}pStyle")))
        level = _outline_level(own)
        heading = style.heading if level is None else level
        numbered = _numbered(own, style.numbered)
        return Style(heading, style.is_title, style.is_contents, style.is_hidden, numbered)

    def _resolved(self, style_id: str) -> Style:
        chain = list(self._chain(style_id))
        names = [_name(element) for element in chain] or [style_id.lower()]
        heading, numbered = _heading_by_name(names[-1]), None
        for element, name in zip(reversed(chain), reversed(names), strict=False):
            own = element.find(f"{W}pPr")
            level = _outline_level(own)
            heading = level if level is not None else _heading_by_name(name) or heading
            numbered = _numbered(own, numbered)
        is_title = names[0] in _TITLE
        return Style(
            heading=heading or int(is_title),
            is_title=is_title,
            is_contents=_CONTENTS.fullmatch(names[0]) is not None,
            is_hidden=any(is_on(element.find(f"{W}rPr/{W}vanish")) for element in chain),
            numbered=_indented(numbered, names[0]),
        )

    def _chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """The style and what it is based on, nearest first."""
        seen: set[str] = set()
        while style_id is not None and style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            element = self._elements[style_id]
            yield element
            style_id = value(element.find(f"{W}basedOn"))


def value(element: etree._Element | None) -> str | None:
    """The `w:val` of an element that may be missing."""
    found = element.get(f"{W}val") if element is not None else None
    return str(found) if found is not None else None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as `w:vanish` is there and not turned off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def whole_number(text: str | None, default: int) -> int:
    """The number that an attribute holds, or `default` when it holds none."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) <= 9 else default


def _name(style: etree._Element) -> str:
    return (value(style.find(f"{W}name")) or "").strip().lower()


def _heading_by_name(name: str) -> int:
    match = _HEADING.fullmatch(name)
    return min(int(match.group(1)), MAX_HEADING_LEVEL) if match else 0


def _outline_level(properties: etree._Element | None) -> int | None:
    """The heading level that paragraph properties set: 0 for body text, None when they set none."""
    element = properties.find(f"{W}outlineLvl") if properties is not None else None
    if element is None:
        return None
    level = whole_number(value(element), BODY_TEXT_LEVEL)
    return 0 if level >= BODY_TEXT_LEVEL else min(level + 1, MAX_HEADING_LEVEL)


def _numbered(properties: etree._Element | None, inherited: Numbered | None) -> Numbered | None:
    element = properties.find(f"{W}numPr") if properties is not None else None
    if element is None:
        return inherited
    definition = value(element.find(f"{W}numId")) or (inherited.definition if inherited else "0")
    level = whole_number(value(element.find(f"{W}ilvl")), inherited.level if inherited else 0)
    return None if definition == "0" else Numbered(definition, min(level, MAX_LIST_LEVEL))


def _indented(numbered: Numbered | None, name: str) -> Numbered | None:
    """The styles "List Bullet 2" to "5" are lists of one level each, that only look nested."""
    match = _INDENTED_LIST.fullmatch(name)
    if numbered is None or match is None or numbered.level:
        return numbered
    return Numbered(numbered.definition, int(match.group(1)) - 1)
