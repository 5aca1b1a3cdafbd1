"""From an HTML tree to blocks: one pass over the elements, without recursion."""

from lxml import etree

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.html_tree import parse, remove_hidden

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr"
)
INLINE = frozenset(INLINE_NAMES.split())
_STRUCTURED = ("table", "ul", "ol", "dl", "pre", *_HEADINGS)


def write_fragment(source: str, builder: TextBuilder) -> None:
    """Write the visible text of a piece of HTML, such as stands inside Markdown."""
    root = parse(f"<div>{source}</div>")
    remove_hidden(root)
    Walk(builder).take(root)


class Walk:
    """Tells a builder what stands in a tree: headings, paragraphs, items, rows."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._words: list[str] = []
        self._open_lists = 0
        self._tables: list[etree._Element] = []
        self._cells: list[str] = []
        self._has_body_cell = False
        self._pre: etree._Element | None = None
        self._heading: etree._Element | None = None

    def take(self, root: etree._Element) -> None:
        """Write all that stands below `root`."""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "end":
                self._end(element)
                if element is not root and element.tail:
                    self._words.append(self._spaced(element.tail))
            else:
                self._start(element)
        self._flush()

    def _start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag not in INLINE:
            self._start_block(element, tag)
        if tag == "img":
            self._words.append(self._spaced(element.get("alt", "")))
        if element.text:
            self._words.append(self._spaced(element.text))

    def _start_block(self, element: etree._Element, tag: str) -> None:
        if self._tables or self._pre is not None or self._heading is not None:
            self._words.append("\n" if tag == "br" and self._heading is None else " ")
            return
        if tag == "br":
            self._words.append("\n")
            return
        self._flush()
        match tag:
            case "ul" | "ol":
                self._builder.open_list(_first_number(element) if tag == "ol" else None)
                self._open_lists += 1
            case "li" if self._open_lists:
                self._builder.item()
            case "pre":
                self._pre = element
            case "table" if is_data(element):
                self._tables.append(element)
                self._builder.open_table()
            case _ if tag in _HEADINGS and not self._open_lists:
                self._heading = element

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if self._tables:
            self._end_in_table(element, tag)
        elif element is self._pre:
            self._builder.code("".join(self._words))
            self._words.clear()
            self._pre = None
        elif element is self._heading:
            self._builder.heading(_HEADINGS[tag], "".join(self._words))
            self._words.clear()
            self._heading = None
        elif tag in ("ul", "ol") and self._open_lists and self._pre is None and self._heading is None:
            self._flush()
            self._builder.close_list()
            self._open_lists -= 1
        elif tag not in INLINE and tag != "br" and self._pre is None and self._heading is None:
            self._flush()

    def _end_in_table(self, element: etree._Element, tag: str) -> None:
        if tag in ("td", "th"):
            self._cells.append("".join(self._words))
            self._has_body_cell = self._has_body_cell or (tag == "td" and not _is_in_head(element))
            self._words.clear()
        elif tag == "tr":
            self._builder.row(self._cells, is_header=not self._has_body_cell)
            self._cells, self._has_body_cell = [], False
            self._words.clear()
        elif element is self._tables[-1]:
            self._tables.pop()
            self._builder.close_table()
            self._words.clear()
        elif tag == "caption":
            self._builder.paragraph("".join(self._words))
            self._words.clear()

    def _spaced(self, text: str) -> str:
        """`text` with its white space as it is shown: kept in `pre`, else line ends count as spaces."""
        return text if self._pre is not None else text.replace("\n", " ")

    def _flush(self) -> None:
        """Write what has been collected as a paragraph, or as the text of the item being written."""
        if self._words:
            self._builder.paragraph("".join(self._words))
            self._words.clear()


def _is_in_head(cell: etree._Element) -> bool:
    row = cell.getparent()
    return row is not None and row.getparent() is not None and row.getparent().tag == "thead"


def is_data(table: etree._Element) -> bool:
    """Whether a table holds cells of text rather than the layout of a page."""
    return not any(element is not table for element in table.iter(*_STRUCTURED))


def _first_number(element: etree._Element) -> int:
    start = element.get("start", "1").strip()
    return int(start) if start.isdecimal() and len(start) <= 6 else 1
