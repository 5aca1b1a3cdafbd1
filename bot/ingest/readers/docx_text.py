"""The words of one paragraph of a Word file, without what was deleted, is hidden or is code."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from bot.ingest.readers.docx_styles import Styles, W, is_on, value
from bot.ingest.readers.docx_symbols import symbol
from bot.ingest.readers.office_dropped import DroppedTally, alternative_text
from bot.ingest.readers.office_package import COMPATIBILITY
from bot.text.raised import lowered, raised

DELETED = "tracked deletions"
HIDDEN = "hidden text"

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TEXTS = frozenset({f"{W}t", f"{_MATH}t"})
_LITERAL = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# Properties, codes of fields, and the reading aids above characters.
_SKIPPED = frozenset(
    f"{W}{name}" for name in "pPr rPr sdtPr sdtEndPr rubyPr rt instrText delInstrText fldData sectPr".split()
)
_PICTURES = frozenset({"picture", "wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas"})


_PLACED: dict[str | None, Callable[[str, str], str | None]] = {
    "superscript": raised,
    "subscript": lambda text, _: lowered(text),
}


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is referred to: "footnote" or "endnote", and the note's id."""

    kind: str
    id: str


@dataclass(slots=True)
class Line:
    """A paragraph as it reads, with what hangs on it: notes, text boxes, descriptions of pictures."""

    parts: list[str] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with tabs and line ends."""
        return "".join(self.parts)


class LineReader:
    """Reads paragraphs, and notes in a tally what it leaves out."""

    def __init__(self, styles: Styles, tally: DroppedTally) -> None:
        self._styles = styles
        self._tally = tally

    def read(self, paragraph: etree._Element) -> Line:
        """The line of a `w:p` that is not hidden as a whole."""
        return _Reading(self._styles, self._tally).line(paragraph)


class _Reading:
    """The reading of one paragraph. Fields may run across paragraphs, but their code never does."""

    def __init__(self, styles: Styles, tally: DroppedTally) -> None:
        self._styles = styles
        self._tally = tally
        self._line = Line()
        self._fields: list[bool] = []  # innermost last: whether we stand in its code
        self._handlers: dict[str, Callable[[etree._Element], None]] = {
            f"{W}r": self._run,
            f"{W}br": self._break,
            f"{W}sym": self._symbol,
            f"{W}fldChar": self._field,
            f"{W}del": self._deleted,
            f"{W}moveFrom": self._deleted,
            f"{W}sdt": self._control,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}txbxContent": self._line.boxes.append,
            f"{COMPATIBILITY}AlternateContent": self._alternatives,
            f"{_WORD_DRAWING}docPr": self._description,
            f"{_DRAWING}graphicData": self._graphic,
        }

    def line(self, paragraph: etree._Element) -> Line:
        self._children(paragraph)
        return self._line

    def _take(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _TEXTS:
            self._write(element.text or "")
        elif tag in _LITERAL:
            self._write(_LITERAL[tag])
        elif tag in self._handlers:
            self._handlers[tag](element)
        elif tag not in _SKIPPED:
            self._children(element)

    def _children(self, element: etree._Element) -> None:
        for child in element:
            self._take(child)

    def _write(self, text: str) -> None:
        if not any(self._fields):
            self._line.parts.append(text)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and self._is_hidden(properties):
            self._tally.add(HIDDEN, characters(run))
            return
        start = len(self._line.parts)
        self._children(run)
        place = _PLACED.get(value(properties.find(f"{W}vertAlign")) if properties is not None else None)
        if place is not None and not _is_linked(run):
            self._place(start, place)

    def _place(self, start: int, place: Callable[[str, str], str | None]) -> None:
        """Write the parts from `start` on in characters that stand raised or lowered, where they are a figure."""
        parts = self._line.parts
        placed = place("".join(parts[start:]), next((part for part in reversed(parts[:start]) if part), ""))
        if placed is not None:
            parts[start:] = [placed]

    def _is_hidden(self, properties: etree._Element) -> bool:
        own = properties.find(f"{W}vanish")
        if own is not None:
            return is_on(own)
        return self._styles.style(value(properties.find(f"{W}rStyle"))).is_hidden

    def _break(self, element: etree._Element) -> None:
        # A paragraph may run on over the end of a page or column.
        self._write(" " if element.get(f"{W}type") in ("page", "column") else "\n")

    def _symbol(self, element: etree._Element) -> None:
        found = symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
        if not found:
            self._tally.add("symbols that no Unicode character is known for", 1)
        self._write(found)

    def _field(self, element: etree._Element) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(True)
            case "separate" if self._fields:
                self._fields[-1] = False
            case "end" if self._fields:
                self._fields.pop()

    def _deleted(self, element: etree._Element) -> None:
        self._tally.add(DELETED, characters(element))

    def _control(self, element: etree._Element) -> None:
        """A form control; the prompt that stands in an empty one ("Click here") is not content."""
        if is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
            self._tally.add("prompts of empty form fields", characters(element))
        else:
            self._children(element)

    def _note(self, element: etree._Element) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self._line.notes.append(NoteMark(kind, element.get(f"{W}id", "")))

    def _alternatives(self, element: etree._Element) -> None:
        """The same thing for newer and for older programs; the first is for the newest."""
        for branch in element[:1]:
            self._children(branch)

    def _description(self, element: etree._Element) -> None:
        words = alternative_text(element.get("descr", ""))
        if words:
            self._line.pictures.append(words)

    def _graphic(self, element: etree._Element) -> None:
        kind = element.get("uri", "").rsplit("/", 1)[-1]
        if kind not in _PICTURES:
            self._tally.add(f"drawings of the kind {kind!r}")
        self._children(element)


def _is_linked(run: etree._Element) -> bool:
    """Whether a run is a link's: raised, it is the mark of a note."""
    parent = run.getparent()
    return parent is not None and parent.tag == f"{W}hyperlink"


def characters(element: etree._Element) -> int:
    """How many characters of text stand below `element`, deleted ones included."""
    return sum(len(text.text or "") for text in element.iter(f"{W}t", f"{W}delText"))
