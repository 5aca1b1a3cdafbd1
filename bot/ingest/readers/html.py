"""Reads web pages: the main text without navigation, as the blocks that it is laid out in."""

import logging
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.html_tree import decode_html, parse, remove_hidden
from bot.ingest.readers.html_walk import Walk
from bot.ingest.readers.reading import Reading
from bot.records.documents import UNKNOWN, Block, BlockKind
from bot.text.normalise import clean
from bot.text.words import count_words

# A page of which extraction finds less than this share of the visible words was misread. A guard against gross errors,
# chosen and not measured: long menus outside `nav` may well hold half of a page's words.
MIN_SHARE = 0.4
MIN_SHARE_OF_DECLARED = 0.7  # where the page itself says what its main text is
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
    version = 1

    def read(self, data: bytes) -> Reading:
        """The main text of the page; its own title, publisher (site name), author and date where it names them.

        Trafilatura decides what is main text; where it finds too little, or loses the structure, all visible text
        outside navigation is taken. Raises ReadingError for data that is no HTML.
        """
        source = decode_html(data)
        root = parse(source)
        page_title = clean(" ".join("".join(root.xpath("(//head/title)[1]//text()")).split()))
        about = _about(root)
        remove_hidden(root)
        whole = _whole(root)
        text, blocks = whole
        if len(source) <= LARGEST_SOURCE_CHARS and not _is_deep(root):
            text, blocks = _better(_main(root), whole, has_declared_main=_declared_main(root) is not None)
        first = next((block for block in blocks if block.kind is BlockKind.HEADING), None)
        return Reading(
            text=text,
            blocks=blocks,
            title=about.title or (first.headings[-1] if first and first.level == 1 else page_title),
            publisher=about.publisher,
            author=about.author,
            date=about.date,
        )


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


def _whole(root: etree._Element) -> tuple[str, tuple[Block, ...]]:
    """All visible text of the declared main part, or of the page outside navigation, or of the page."""
    main = _declared_main(root)
    text, blocks = _written(main if main is not None else root, skips_navigation=True)
    return (text, blocks) if text else _written(root, skips_navigation=False)


def _declared_main(root: etree._Element) -> etree._Element | None:
    for query in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(query)
        if len(found) == 1:
            return found[0]
    return None


def _main(root: etree._Element) -> tuple[str, tuple[Block, ...]]:
    """The main text as trafilatura finds it; empty when it finds none."""
    import trafilatura

    # Its warnings ("discarding data: None") concern its own command line.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            deepcopy(root), include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
        )
    except _EXTRACTION_FAULTS:
        return "", ()
    body = getattr(found, "body", None)
    if body is None:
        return "", ()
    _rename(body)
    return _written(body, skips_navigation=False)


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


def _written(element: etree._Element, *, skips_navigation: bool) -> tuple[str, tuple[Block, ...]]:
    builder = TextBuilder()
    Walk(builder, skips_navigation=skips_navigation).take(element)
    return builder.finish()


def _better(
    main: tuple[str, tuple[Block, ...]], whole: tuple[str, tuple[Block, ...]], *, has_declared_main: bool
) -> tuple[str, tuple[Block, ...]]:
    """`main`, unless it holds too little of the page or has lost its structure."""
    share = MIN_SHARE_OF_DECLARED if has_declared_main else MIN_SHARE
    has_enough = count_words(main[0]) >= share * count_words(whole[0])
    is_flat = len(main[1]) < min(3, len(whole[1]))
    has_lost_code = _has_code(whole[1]) and not _has_code(main[1])  # trafilatura joins the lines of some `pre`
    return main if main[0] and has_enough and not is_flat and not has_lost_code else whole


def _has_code(blocks: tuple[Block, ...]) -> bool:
    return any(block.kind is BlockKind.CODE for block in blocks)


def _is_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False
