"""The lists of a Word file: which paragraphs are items, and what number each has."""

from lxml import etree

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.docx_styles import MAX_LIST_LEVEL, Numbered, W, value, whole_number


class Numbering:
    """The list definitions of a file, and how far each has been counted."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        for element in [] if root is None else root:
            if element.tag == f"{W}abstractNum":
                self._abstract[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._numbers[element.get(f"{W}numId", "")] = element
        self._next: dict[Numbered, int] = {}

    def is_item(self, place: Numbered) -> bool:
        """Whether paragraphs at this place show a marker; a definition that is missing gives a bullet."""
        return self._format(place) != "none"

    def number(self, place: Numbered) -> int | None:
        """The number of the next item at this place, None for a bullet. Counting on starts the levels below anew."""
        for level in range(place.level + 1, MAX_LIST_LEVEL + 1):
            self._next.pop(Numbered(place.definition, level), None)
        if self._format(place) == "bullet":
            return None
        number = self._next[place] if place in self._next else self._first(place)
        self._next[place] = number + 1
        return number

    def _format(self, place: Numbered) -> str:
        level = self._level(place)
        return (value(level.find(f"{W}numFmt")) or "decimal") if level is not None else "bullet"

    def _first(self, place: Numbered) -> int:
        number, level = self._numbers.get(place.definition), self._level(place)
        override = None
        if number is not None:
            found = number.find(f"{W}lvlOverride[@{W}ilvl='{place.level}']/{W}startOverride")
            override = value(found)
        start = value(level.find(f"{W}start")) if level is not None else None
        return whole_number(override or start, 1)

    def _level(self, place: Numbered) -> etree._Element | None:
        number = self._numbers.get(place.definition)
        if number is None:
            return None
        levels = number.findall(f"{W}lvlOverride/{W}lvl")
        abstract = self._abstract.get(value(number.find(f"{W}abstractNumId")) or "")
        levels += abstract.findall(f"{W}lvl") if abstract is not None else []
        named = [level for level in levels if level.get(f"{W}ilvl") == str(place.level)]
        return (named or levels or [None])[0]


class ListWriter:
    """Tells a builder where lists begin, nest and end, of paragraphs that each know only their own place."""

    def __init__(self, builder: TextBuilder, numbering: Numbering) -> None:
        self._builder = builder
        self._numbering = numbering
        self._open: list[Numbered] = []

    def item(self, place: Numbered, text: str) -> None:
        """Write an item."""
        while self._open and (self._open[-1].level > place.level or self._is_other_list(place)):
            self._close_one()
        number = self._numbering.number(place)
        if not self._open or self._open[-1].level < place.level:
            self._builder.open_list(number)
            self._open.append(place)
        self._builder.item()
        self._builder.paragraph(text)

    def close(self) -> None:
        """End all lists that are open."""
        while self._open:
            self._close_one()

    def _is_other_list(self, place: Numbered) -> bool:
        return self._open[-1].level == place.level and self._open[-1].definition != place.definition

    def _close_one(self) -> None:
        self._open.pop()
        self._builder.close_list()
