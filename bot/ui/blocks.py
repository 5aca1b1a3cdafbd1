"""The canonical text of a document as HTML by its blocks: every character of it, cited words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.records import Block, BlockKind, Document, Span
from bot.ui.html import element, join

BLANK_LINES = re.compile(r"\n\s*\n")
CELL_SEPARATOR = re.compile(r"\t| ?\| ?")
MARKER = r"(?:[-*+•‣◦–]|\(?\w{1,3}[.)])"
OWN_MARKER = re.compile(rf"{MARKER}\s")
MARKER_BEFORE = re.compile(rf"{MARKER}[ \t]+\Z")
DEEPEST_HEADING = 6
FIRST_HEADING = 3  # below the page's name and the title of the source


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text of which a span may be cited."""

    text: str
    cited: Span | None

    def html(self, start: int, end: int) -> Markup:
        """The words from `start` to `end`, escaped, the cited ones among them in a `mark`."""
        if self.cited is None:
            return join(self.text[start:end])
        first = min(max(start, self.cited.start), end)
        last = max(min(end, self.cited.end), first)
        marked = element("mark", self.text[first:last], class_="fn-cited") if first < last else None
        return join(self.text[start:first], marked, self.text[last:end])


def text_html(document: Document, cited: Span | None, window: Span) -> Markup:
    """The part of the document's text inside `window`; words outside all blocks are shown as paragraphs."""
    marked = MarkedText(document.text, cited)
    headers = {block.lead_in for block in document.blocks if block.kind is BlockKind.TABLE_ROW}
    page: int | None = None
    written: list[Markup] = []
    for group in _groups(_clipped(document, window), headers):
        if group[0].page is not None and group[0].page != page:
            page = group[0].page
            written.append(element("div", class_="fn-page", role="separator", aria_label=f"Page {page}"))
        written.append(_group_html(group, marked, headers))
    return Markup("\n").join(written)


def _clipped(document: Document, window: Span) -> Iterator[Block]:
    for block in _pieces(document):
        start, end = max(block.start, window.start), min(block.end, window.end)
        if document.text[start:end].strip():
            yield replace(block, start=start, end=end)


def _pieces(document: Document) -> Iterator[Block]:
    """The blocks in order, and a paragraph for every stretch of text that lies between them."""
    position = 0
    for block in (_with_marker(document.text, block) for block in document.blocks):
        yield from _paragraphs(document.text, position, block.start)
        yield block
        position = block.end
    yield from _paragraphs(document.text, position, len(document.text))


def _with_marker(text: str, block: Block) -> Block:
    """A list item together with the bullet or number that stands before it."""
    if block.kind is not BlockKind.LIST_ITEM:
        return block
    line_start = text.rfind("\n", 0, block.start) + 1
    marker = MARKER_BEFORE.search(text, line_start, block.start)
    return replace(block, start=marker.start()) if marker else block


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for separator in BLANK_LINES.finditer(text, start, end):
        yield Block(BlockKind.PARAGRAPH, start, separator.start())
        start = separator.end()
    yield Block(BlockKind.PARAGRAPH, start, end)


def _groups(blocks: Iterator[Block], headers: set[Span | None]) -> Iterator[list[Block]]:
    """Blocks that make one element together: the items of a list, the rows of a table; any other stands alone."""
    group: list[Block] = []
    for block in blocks:
        if group and not _continues(group[-1], block, headers):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _continues(before: Block, block: Block, headers: set[Span | None]) -> bool:
    if block.kind is not before.kind or block.headings != before.headings or block.page != before.page:
        return False
    if block.kind is BlockKind.TABLE_ROW:
        return not _is_header(block, headers)
    return block.kind is BlockKind.LIST_ITEM


def _is_header(row: Block, headers: set[Span | None]) -> bool:
    return Span(row.start, row.end) in headers


def _group_html(group: Sequence[Block], marked: MarkedText, headers: set[Span | None]) -> Markup:
    first = group[0]
    match first.kind:
        case BlockKind.HEADING:
            depth = min(DEEPEST_HEADING, FIRST_HEADING + max(first.level, 1) - 1)
            return element(f"h{depth}", marked.html(first.start, first.end))
        case BlockKind.LIST_ITEM:
            return element("ul", *(_item_html(block, marked) for block in group))
        case BlockKind.TABLE_ROW:
            rows = [_row_html(block, marked, "th" if _is_header(block, headers) else "td") for block in group]
            return element("div", element("table", *rows), class_="fn-table", tabindex=0)
        case BlockKind.CODE:
            return element("pre", marked.html(first.start, first.end), tabindex=0)
        case _:
            return element("p", marked.html(first.start, first.end))


def _item_html(block: Block, marked: MarkedText) -> Markup:
    has_marker = OWN_MARKER.match(marked.text, block.start, block.end) is not None
    classes = [f"fn-depth-{min(max(block.level, 1), 4)}", "fn-own-marker" if has_marker else "fn-bullet"]
    return element("li", marked.html(block.start, block.end), class_=" ".join(classes))


def _row_html(row: Block, marked: MarkedText, tag: str) -> Markup:
    cells: list[Markup] = []
    start = row.start
    for separator in CELL_SEPARATOR.finditer(marked.text, row.start, row.end):
        hidden = element("span", marked.html(*separator.span()), hidden=True)
        cells.append(element(tag, marked.html(start, separator.start()), hidden))
        start = separator.end()
    cells.append(element(tag, marked.html(start, row.end)))
    return element("tr", *cells)
