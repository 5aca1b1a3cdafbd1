"""Reads XML: feeds (RSS and Atom) item by item, other documents as the text of their elements."""

from lxml import etree

from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.dates import mail_date
from bot.ingest.readers.html_walk import write_fragment
from bot.ingest.readers.reading import Reading
from bot.ingest.readers.xml_tree import parse_xml
from bot.records.documents import UNKNOWN, Extraction
from bot.text.normalise import clean

DEEPEST_HEADING = 6

_FEEDS = frozenset({"rss", "feed", "RDF"})
_ITEMS = frozenset({"item", "entry"})
_BODIES = frozenset({"encoded", "content", "description", "summary"})
_DATES = ("lastBuildDate", "pubDate", "updated", "date", "published")
_TITLES = frozenset({"title", "head", "heading"})


class XmlReader:
    """A feed or any other XML document, without its markup."""

    format = "xml"
    version = 1

    def read(self, data: bytes) -> Reading:
        """The items of a feed below their titles, or each element that holds text as a paragraph.

        Raises ReadingError for broken XML and for XML that declares entities.
        """
        root = parse_xml(data.lstrip())
        builder = TextBuilder()
        if _name(root) in _FEEDS:
            return _feed(root, builder)
        _write_elements(root, builder)
        text, blocks = builder.finish()
        return Reading(text=text, blocks=blocks, title=_first_title(root), extraction=_receipt(root, builder))


def _feed(root: etree._Element, builder: TextBuilder) -> Reading:
    channel = next((element for element in root if _name(element) == "channel"), root)
    items = [element for element in root.iter(etree.Element) if _name(element) in _ITEMS]
    title = _child_text(channel, "title")
    builder.paragraph(_child_text(channel, "description") or _child_text(channel, "subtitle"))
    for item in items:
        builder.leave_headings()
        builder.heading(1, _child_text(item, "title"))
        _write_body(item, builder)
    text, blocks = builder.finish()
    return Reading(
        text=text,
        blocks=blocks,
        title=title,
        publisher=title or UNKNOWN,
        date=_date(channel),
        extraction=_receipt(root, builder),
    )


def _write_body(item: etree._Element, builder: TextBuilder) -> None:
    """Write the longest of the item's contents: a description is often the beginning of the content."""
    bodies = ["".join(_markup(child)) for child in item if _name(child) in _BODIES]
    if not bodies:
        return
    inner = TextBuilder()
    write_fragment(clean(max(bodies, key=len)), inner)
    builder.join(*inner.finish())


def _markup(body: etree._Element) -> str:
    """The HTML that `body` holds: escaped as its text, or as its elements."""
    if len(body):
        return str(etree.tostring(body, encoding="unicode", method="html", with_tail=False))
    return body.text or ""


def _write_elements(root: etree._Element, builder: TextBuilder) -> None:
    """Write each element with text of its own, and all inside it, as a paragraph; titles as headings."""
    walk = etree.iterwalk(root, events=("start", "end"))
    depth = 0
    for event, element in walk:
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if _has_own_text(element):
            words = "".join(element.itertext())
            if _name(element) in _TITLES:
                builder.heading(min(max(depth - 1, 1), DEEPEST_HEADING), words)
            else:
                builder.paragraph(words)
            walk.skip_subtree()


def _has_own_text(element: etree._Element) -> bool:
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _receipt(root: etree._Element, builder: TextBuilder) -> Extraction:
    return Extraction(tables=builder.tables, encoding=(root.getroottree().docinfo.encoding or "utf-8").lower())


def _date(channel: etree._Element) -> str:
    for name in _DATES:
        said = _child_text(channel, name)
        if said:
            return iso_date(said) if said[:4].isdecimal() else mail_date(said)
    return UNKNOWN


def _first_title(root: etree._Element) -> str:
    found = (element for element in root.iter(etree.Element) if _name(element) == "title")
    return next((words for words in map(_words, found) if words), "")


def _child_text(element: etree._Element, name: str) -> str:
    return next((_words(child) for child in element if _name(child) == name), "")


def _words(element: etree._Element) -> str:
    return clean(" ".join("".join(element.itertext()).split()))


def _name(element: etree._Element) -> str:
    """The element's name without its name space; "" for what is no element, such as an entity."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
