"""From the body of a Word file to blocks: headings, paragraphs, lists, tables, notes behind their section."""

from collections.abc import Iterator, Mapping

from lxml import etree

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.docx_numbering import ListWriter, Numbering
from bot.ingest.readers.docx_styles import PLAIN, Style, Styles, W, is_on, value, whole_number
from bot.ingest.readers.docx_text import DELETED, HIDDEN, Line, LineReader, NoteMark, characters
from bot.ingest.readers.header_rows import names_columns
from bot.ingest.readers.office_dropped import DroppedTally
from bot.ingest.readers.office_package import COMPATIBILITY

FIRST_ROW_FLAG = 0x20  # of `w:tblLook`: the first row is formatted on its own
_PROPERTIES = frozenset({f"{W}pPr", f"{W}tblPr", f"{W}tcPr", f"{W}trPr", f"{W}sdtPr", f"{W}sectPr"})


class DocxWalk:
    """Tells a builder what stands in a body. `notes` are the foot- and endnotes by the marks that refer to them."""

    def __init__(
        self,
        builder: TextBuilder,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[NoteMark, etree._Element],
        tally: DroppedTally,
    ) -> None:
        self._builder = builder
        self._styles = styles
        self._numbering = numbering
        self._lists = ListWriter(builder, numbering)
        self._lines = LineReader(styles, tally)
        self._notes = dict(notes)
        self._awaited: list[NoteMark] = []
        self._tally = tally
        self._carried = ""  # the words of a paragraph whose end was deleted
        self.tables = 0
        self.title = ""

    def take(self, body: etree._Element) -> None:
        """Write all that stands in `body`, and the notes it refers to."""
        self._blocks(body)
        self._end_section()

    def _blocks(self, parent: etree._Element) -> None:
        for element in _flow(parent):
            match element.tag.rpartition("}")[2]:
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "altChunk":
                    self._tally.add("embedded documents")
                case "del" | "moveFrom":
                    self._tally.add(DELETED, characters(element))

    def _paragraph(self, element: etree._Element) -> None:
        style = self._styles.paragraph(element)
        if style.is_contents or style.is_hidden:
            self._tally.add("table of contents" if style.is_contents else HIDDEN, characters(element))
            return
        line = self._lines.read(element)
        text = self._carried + line.text
        if element.find(f"{W}pPr/{W}rPr/{W}del") is not None:  # joined to the next
            self._carried = text
        else:
            self._carried = ""
            self._write(style, text)
        self._hang(line)

    def _write(self, style: Style, text: str) -> None:
        if not text.strip():
            return
        if style.heading:
            self._end_section()
            self._builder.heading(style.heading, text)
            self.title = self.title or (" ".join(text.split()) if style.is_title else "")
        elif style.numbered is not None and self._numbering.is_item(style.numbered):
            self._lists.item(style.numbered, text)
        else:
            self._lists.close()
            self._builder.paragraph(text)

    def _hang(self, line: Line) -> None:
        """Write what hangs on a line: pictures and boxes now, notes behind the section."""
        self._awaited += line.notes
        if line.pictures or line.boxes:
            self._lists.close()
        for words in line.pictures:
            self._builder.paragraph(words)
        for box in line.boxes:
            self._blocks(box)

    def _end_section(self) -> None:
        """Write the notes of the section that ends here, each once."""
        self._lists.close()
        if self._carried:
            self._builder.paragraph(self._carried)
            self._carried = ""
        while self._awaited:
            note = self._notes.pop(self._awaited.pop(0), None)
            if note is not None:
                self._blocks(note)
                self._lists.close()

    def _table(self, table: etree._Element) -> None:
        self._lists.close()
        rows = [row for row in _flow(table) if row.tag == f"{W}tr" and not self._is_deleted(row)]
        cells = [[cell for cell in _flow(row) if cell.tag == f"{W}tc"] for row in rows]
        if self._is_layout(cells):
            for cell in (cell for row in cells for cell in row):
                self._blocks(cell)
            return
        self.tables += 1
        lines: list[Line] = []
        self._builder.open_table()
        for position, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
            words = [self._words(cell, lines) for cell in row_cells]
            is_header = _is_header(row) or (position == 0 and _has_own_first_row(table) and names_columns(words))
            self._builder.row(words, is_header=is_header)
        self._builder.close_table()
        for line in lines:
            self._hang(line)

    def _is_deleted(self, row: etree._Element) -> bool:
        if row.find(f"{W}trPr/{W}del") is None:
            return False
        self._tally.add(DELETED, characters(row))
        return True

    def _is_layout(self, cells: list[list[etree._Element]]) -> bool:
        """Whether a table arranges a page rather than data: one column, or headings or tables inside."""
        if all(len(row) <= 1 for row in cells):
            return True
        inner = (element for row in cells for cell in row for element in _flow(cell))
        return any(element.tag == f"{W}tbl" or self._is_heading(element) for element in inner)

    def _is_heading(self, element: etree._Element) -> bool:
        style = self._styles.paragraph(element) if element.tag == f"{W}p" else PLAIN
        return bool(style.heading) and bool(characters(element))

    def _words(self, cell: etree._Element, lines: list[Line]) -> str:
        """The words of a cell; what hangs on them is added to `lines`. A cell merged into the one above is empty."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and (value(merge) or "continue") == "continue":
            return ""
        words: list[str] = []
        for element in _flow(cell):
            if element.tag == f"{W}p" and not self._styles.paragraph(element).is_hidden:
                line = self._lines.read(element)
                words.append(line.text)
                lines.append(line)
        return "\n".join(words)


def _flow(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs, tables, rows or cells in `parent`, also those inside controls, insertions and other wrappers."""
    for element in parent:
        name = element.tag.rpartition("}")[2]
        if name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _flow(element)
        elif element.tag == f"{COMPATIBILITY}AlternateContent":
            yield from _flow(element[0]) if len(element) else ()
        elif element.tag not in _PROPERTIES:
            yield element


def _is_header(row: etree._Element) -> bool:
    return is_on(row.find(f"{W}trPr/{W}tblHeader"))


def _has_own_first_row(table: etree._Element) -> bool:
    """Whether the table's style may format its first row; Word says so of nearly every table."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    first = look.get(f"{W}firstRow")
    if first is not None:
        return first in ("1", "true", "on")
    flags = value(look) or ""
    return bool(_hexadecimal(flags) & FIRST_ROW_FLAG)


def _hexadecimal(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return whole_number(text, 0)
