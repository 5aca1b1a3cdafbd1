"""The canonical text of a document as HTML by its blocks: every character of it, cited words marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from bot.records import Block, BlockKind, Document, Span
from bot.ui.html import element, join
from bot.ui.labels import page_name

BLANK_LINES = re.compile(r"\n\s*\n")
CELL_SEPARATOR = re.compile(r"\t| ?\| ?")
MARKER = r"(?:[-*+•‣◦–]|\(?\w{1,3}[.)])"
OWN_MARKER = re.compile(rf"{MARKER}\s")
MARKER_BEFORE = re.compile(rf"(?<!\S){MARKER}[ \t]+\Z")
DEEPEST_HEADING = 6
NEAR_BLOCKS = 3
FIRST_HEADING = 3  # below the page's name and the title of the source


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text of which a span may be cited, a wider one around it marked, and words found, one of them the current.

    In a quotation, the `best` words of it may be marked.
    """

    text: str
    cited: Span | None = None
    around: Span | None = None
    found: tuple[Span, ...] = ()
    current: int = -1
    best: tuple[Span, ...] = ()

    def html(self, start: int, end: int) -> Markup:
        """The words from `start` to `end`, escaped, the marked ones among them in a `mark` that says by what."""
        layers = [(span, kind) for span, kind in self._layers(start, end) if span.start < end and span.end > start]
        edges = {start, end, *(min(max(edge, start), end) for span, _ in layers for edge in (span.start, span.end))}
        return join(*(self._piece(Span(*piece), layers) for piece in pairwise(sorted(edges))))

    def _layers(self, start: int, end: int) -> Iterator[tuple[Span, str]]:
        if self.cited is not None:
            yield self.cited, "fn-cited"
        for best in self.best:
            yield best, "fn-best"
        if self.around is not None:
            yield self.around, "fn-around"
        first = bisect_right(self.found, start, key=lambda span: span.end)
        for number in range(first, bisect_left(self.found, end, key=lambda span: span.start)):
            yield self.found[number], "fn-hit fn-hit-now" if number == self.current else "fn-hit"

    def _piece(self, piece: Span, layers: Sequence[tuple[Span, str]]) -> str:
        kinds = [kind for span, kind in layers if span.start <= piece.start and piece.end <= span.end]
        if "fn-cited" in kinds:
            kinds = [kind for kind in kinds if kind != "fn-around"]
        words = piece.of(self.text)
        return element("mark", words, class_=" ".join(kinds)) if kinds else words


def text_html(document: Document, marked: MarkedText, window: Span) -> Markup:
    """The part of the document's text inside `window`; words outside all blocks are shown as paragraphs."""
    headers = {block.lead_in for block in document.blocks if block.kind is BlockKind.TABLE_ROW}
    page: int | None = None
    written: list[Markup] = []
    for group in _groups(_clipped(document, window), headers):
        if group[0].page is not None and group[0].page != page:
            page = group[0].page
            written.append(element("div", class_="fn-page", role="separator", aria_label=page_name(document, page)))
        written.append(_group_html(group, marked, headers))
    return Markup("\n").join(written)


def row_html(row: Span, marked: MarkedText, tag: str, behind: Markup | None = None) -> Markup:
    """A row with its cells; the bars between them are there and not shown, and so is what is put `behind` the last."""
    cells: list[Markup] = []
    start = row.start
    for separator in CELL_SEPARATOR.finditer(marked.text, row.start, row.end):
        hidden = element("span", marked.html(*separator.span()), hidden=True)
        cells.append(element(tag, marked.html(start, separator.start()), hidden))
        start = separator.end()
    cells.append(element(tag, marked.html(start, row.end), behind))
    return element("tr", *cells)


def neighbours(document: Document, span: Span) -> tuple[Span | None, Span | None]:
    """The pieces of the text right before and right behind `span`: a paragraph, a list item, a row, a heading."""
    before: Span | None = None
    for block in _pieces(document, _surroundings(document, span)):
        if not document.text[block.start : block.end].strip():
            continue
        if block.start < span.start:
            before = Span(block.start, min(block.end, span.start))
        if block.end > span.end:
            return before, Span(max(block.start, span.end), block.end)
    return before, None


def _surroundings(document: Document, span: Span) -> Span:
    """A part of the text with some blocks on both sides of `span`; some, because one may be all white space."""
    blocks = document.blocks
    first = bisect_left(blocks, span.start, key=lambda block: block.start) - NEAR_BLOCKS
    last = bisect_right(blocks, span.end, key=lambda block: block.end) + NEAR_BLOCKS
    start = blocks[first].start if first > 0 else 0
    return Span(start, blocks[last].end if last < len(blocks) else len(document.text))


def _clipped(document: Document, window: Span) -> Iterator[Block]:
    for block in _pieces(document, window):
        start, end = max(block.start, window.start), min(block.end, window.end)
        if document.text[start:end].strip():
            yield replace(block, start=start, end=end)


def _pieces(document: Document, window: Span) -> Iterator[Block]:
    """The blocks that reach into `window`, in order, and a paragraph for every stretch of text between them."""
    blocks = document.blocks
    first = bisect_right(blocks, window.start, key=lambda block: block.end)
    last = bisect_left(blocks, window.end, key=lambda block: block.start) + 1  # whose marker may stand in the window
    position = blocks[first - 1].end if first else 0
    for unmarked in blocks[first:last]:
        block = _with_marker(document.text, unmarked, position)
        yield from _paragraphs(document.text, position, block.start)
        yield block
        position = block.end
    yield from _paragraphs(document.text, position, blocks[last].start if last < len(blocks) else len(document.text))


def _with_marker(text: str, block: Block, position: int) -> Block:
    """A list item together with the bullet or number that stands before it, from `position` on."""
    if block.kind is not BlockKind.LIST_ITEM:
        return block
    line_start = max(position, text.rfind("\n", 0, block.start) + 1)
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
            return element(f"h{depth}", marked.html(first.start, first.end), data_start=first.start)
        case BlockKind.LIST_ITEM:
            return element("ul", *(_item_html(block, marked) for block in group), data_start=first.start)
        case BlockKind.TABLE_ROW:
            rows = [
                row_html(Span(block.start, block.end), marked, "th" if _is_header(block, headers) else "td")
                for block in group
            ]
            return element("div", element("table", *rows), class_="fn-table", tabindex=0, data_start=first.start)
        case BlockKind.CODE:
            return element("pre", marked.html(first.start, first.end), tabindex=0, data_start=first.start)
        case _:
            return element("p", marked.html(first.start, first.end), data_start=first.start)


def _item_html(block: Block, marked: MarkedText) -> Markup:
    has_marker = OWN_MARKER.match(marked.text, block.start, block.end) is not None
    classes = [f"fn-depth-{min(max(block.level, 1), 4)}", "fn-own-marker" if has_marker else "fn-bullet"]
    return element("li", marked.html(block.start, block.end), class_=" ".join(classes))
