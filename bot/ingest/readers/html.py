"""Reads web pages: the main text without navigation, as the blocks that it is laid out in."""

import logging
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.html_choice import Written, has_lost_structure, is_misread, without_edges
from bot.ingest.readers.html_links import remove_links
from bot.ingest.readers.html_menus import without_menus
from bot.ingest.readers.html_tree import decode_html, parse, remove_hidden
from bot.ingest.readers.html_walk import Walk
from bot.ingest.readers.reading import Reading
from bot.records.documents import UNKNOWN, BlockKind, Dropped, Extraction
from bot.text.normalise import clean

# Extraction took 0.4 s for 1.8 MB of headings and paragraphs, and 4 s for 0.7 MB of nothing but nested tags.
LARGEST_SOURCE_CHARS = 2_000_000
MAX_DEPTH = 200

# What a parser of foreign pages may fail with; the page is then read whole.
_EXTRACTION_FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    etree.LxmlError,
)
# Names that trafilatura gives to elements, and those they had.
_HTML_NAMES = {"list": "ul", "item": "li", "row": "tr", "quote": "blockquote", "lb": "br", "hi": "em", "ref": "a"}


class HtmlReader:
    """A web page without its navigation, scripts and hidden parts."""

    format = "html"
    version = 4

    def read(self, data: bytes) -> Reading:
        """The main text of the page; its own title, publisher (site name), author and date where it names them.

        Menus are taken out by the structure of the page. Of the rest trafilatura decides what is main text; where it
        finds too little, or loses the structure, all visible text is taken. Raises ReadingError for what is no HTML.
        """
        decoded = decode_html(data)
        root = parse(decoded.text)
        page_title = clean(" ".join("".join(root.xpath("(//head/title)[1]//text()")).split()))
        about = _about(root)
        hidden = remove_hidden(root)
        content, menus = without_menus(root)
        taken = whole = _whole(content)
        if len(decoded.text) <= LARGEST_SOURCE_CHARS and not _is_deep(content):
            taken = _better(content, _main(content), whole, has_menus=menus > 0)
        first = next((block for block in taken.blocks if block.kind is BlockKind.HEADING), None)
        return Reading(
            text=taken.text,
            blocks=taken.blocks,
            title=about.title or (first.headings[-1] if first and first.level == 1 else page_title),
            publisher=about.publisher,
            author=about.author,
            date=about.date,
            extraction=Extraction(
                tables=taken.tables,
                encoding=decoded.encoding,
                repaired=decoded.repaired,
                dropped=_dropped(_written(root).characters - taken.characters, hidden),
            ),
        )


def _dropped(around: int, hidden: int) -> tuple[Dropped, ...]:
    noted = (Dropped("navigation and boilerplate", max(0, around)), Dropped("hidden text", hidden))
    return tuple(dropped for dropped in noted if dropped.characters)


@dataclass(frozen=True, slots=True)
class _About:
    title: str
    publisher: str
    author: str
    date: str


def _about(root: etree._Element) -> _About:
    """What the page's `meta` elements say."""
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or "").strip().lower()
        said.setdefault(name, clean(" ".join(element.get("content", "").split())))
    return _About(
        title=_first(said, "og:title", "dc.title", "citation_title"),
        publisher=_first(said, "og:site_name", "dc.publisher", "citation_publisher") or UNKNOWN,
        author=_first(said, "author", "dc.creator", "citation_author") or UNKNOWN,
        date=iso_date(_first(said, "article:published_time", "date", "dc.date", "citation_publication_date")),
    )


def _first(said: dict[str, str], *names: str) -> str:
    return next((said[name] for name in names if said.get(name)), "")


def _whole(root: etree._Element) -> Written:
    """All visible text of the declared main part, or of the page where that has none."""
    main = _declared_main(root)
    written = _written(main if main is not None else root)
    return written if written.text else _written(root)


def _declared_main(root: etree._Element) -> etree._Element | None:
    for query in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(query)
        if len(found) == 1:
            return found[0]
    return None


def _main(root: etree._Element) -> Written:
    """The main text as trafilatura finds it; empty when it finds none."""
    import trafilatura

    # Its warnings ("discarding data: None") concern its own command line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = deepcopy(root)
    etree.strip_attributes(tree, "colspan", "rowspan")  # it writes a bar for each column that is spanned
    try:
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
        )
    except _EXTRACTION_FAULTS:
        return Written("", (), 0)
    body = getattr(found, "body", None)
    if body is None:
        return Written("", (), 0)
    _rename(body)
    return _written(body)


def _rename(body: etree._Element) -> None:
    """Give the elements of trafilatura's tree their HTML names back."""
    for element in list(body.iter(etree.Element)):
        match element.tag:
            case "head":
                level = element.get("rend", "h2")
                element.tag = level if level in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
            case "list" if element.get("rend") == "ol":
                element.tag = "ol"
            case "cell":
                element.tag = "th" if element.get("role") == "head" else "td"
            case "code" if element.getparent() is body:
                element.tag = "pre"
            case tag:
                element.tag = _HTML_NAMES.get(tag, tag)


def _written(element: etree._Element) -> Written:
    builder = TextBuilder()
    Walk(builder).take(element)
    return Written(*builder.finish(), builder.tables)


def _better(root: etree._Element, main: Written, whole: Written, *, has_menus: bool) -> Written:
    """`main`, unless it holds too little of the page or has lost its structure; in the second case without menus."""
    if is_misread(main, whole, has_declared_main=_declared_main(root) is not None):
        return whole
    if not has_lost_structure(main, whole):
        return main
    without_links = deepcopy(root)
    has_menus |= remove_links(without_links, main)
    rest = _whole(without_links)
    if not has_lost_structure(main, rest):
        return main
    return without_edges(main, rest) if has_menus else rest


def _is_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
