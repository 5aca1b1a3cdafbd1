"""The package of an e-book: which chapters it has, in which order, what they are called, and who wrote it."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from bot.errors import ReadingError
from bot.ingest.readers.archive_members import Members
from bot.ingest.readers.html_tree import decode_html, parse
from bot.ingest.readers.xml_tree import parse_xml
from bot.text.normalise import clean

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
RIGHTS = "META-INF/rights.xml"

# Fonts may be scrambled in books that anybody can read (https://www.w3.org/TR/epub-33/#sec-font-obfuscation).
_FONT_SCRAMBLING = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


@dataclass(frozen=True, slots=True)
class About:
    """The Dublin Core of a book; "" for what it does not say."""

    title: str
    author: str
    publisher: str
    date: str


@dataclass(frozen=True, slots=True)
class Package:
    """A book: what it says about itself, its chapters as members in reading order, and the names they go by."""

    about: About
    chapters: tuple[str, ...]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Item:
    member: str
    media_type: str
    properties: tuple[str, ...]


def read_package(members: Members) -> Package:
    """The package of the book. Raises ReadingError when it is locked, damaged or none."""
    _refuse_locked(members)
    name = _package_name(members)
    root = parse_xml(members.read(name))
    items = _items(root, posixpath.dirname(name))
    spine = [items.get(reference.get("idref", "")) for reference in _named(root, "itemref")]
    contents = {_resolved(name, element.get("href", "")) for element in _named(root, "reference") if _is_toc(element)}
    chapters = dict.fromkeys(  # each once: a book that lists a chapter 100,000 times means harm
        item.member
        for item in spine
        if item and item.media_type in _PAGES and "nav" not in item.properties and item.member not in contents
    )
    if not chapters:
        raise ReadingError("the e-book lists no chapters; get a sound copy of it.")
    return Package(_about(root), tuple(chapters), _titles(members, tuple(items.values())))


def _refuse_locked(members: Members) -> None:
    is_locked = RIGHTS in members
    if ENCRYPTION in members:
        methods = _named(parse_xml(members.read(ENCRYPTION)), "EncryptedData")
        is_locked = is_locked or any(_method(element) not in _FONT_SCRAMBLING for element in methods)
    if is_locked:
        raise ReadingError("the e-book is locked by copy protection (DRM); get a copy without it.")


def _method(encrypted: etree._Element) -> str:
    return next((element.get("Algorithm", "") for element in _named(encrypted, "EncryptionMethod")), "")


def _package_name(members: Members) -> str:
    for element in _named(parse_xml(members.read(CONTAINER)), "rootfile"):
        name = element.get("full-path", "")
        if name in members:
            return str(name)
    raise ReadingError(f"the e-book lacks the package that {CONTAINER} names; get a sound copy of it.")


def _items(root: etree._Element, folder: str) -> dict[str, _Item]:
    """The files of the manifest by their ids."""
    return {
        element.get("id", ""): _Item(
            _resolved(f"{folder}/", element.get("href", "")),
            element.get("media-type", ""),
            tuple(element.get("properties", "").split()),
        )
        for element in _named(root, "item")
    }


def _about(root: etree._Element) -> About:
    def said(name: str) -> list[str]:
        values = (clean(" ".join("".join(element.itertext()).split())) for element in _named(root, name))
        return [value for value in values if value]

    first = {name: next(iter(said(name)), "") for name in ("title", "publisher", "date")}
    return About(first["title"], ", ".join(said("creator")), first["publisher"], first["date"])


def _titles(members: Members, items: tuple[_Item, ...]) -> dict[str, str]:
    """What the table of contents calls each file: its first entry for it. Of EPUB 3, else of EPUB 2."""
    for item in items:
        if "nav" in item.properties and item.member in members:
            root = parse(decode_html(members.read(item.member)).text)
            links = ((link.get("href", ""), link) for link in root.iter("a"))
            return _first_names((_resolved(item.member, href), _words(link)) for href, link in links)
    for item in items:
        if item.media_type == "application/x-dtbncx+xml" and item.member in members:
            points = _named(parse_xml(members.read(item.member)), "navPoint")
            return _first_names(_point(item.member, point) for point in points)
    return {}


def _point(member: str, point: etree._Element) -> tuple[str, str]:
    source = next((element.get("src", "") for element in point if _local(element) == "content"), "")
    label = next((_words(element) for element in point if _local(element) == "navLabel"), "")
    return _resolved(member, source), label


def _first_names(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    for member, name in entries:
        if name:
            names.setdefault(member, name)
    return names


def _is_toc(reference: etree._Element) -> bool:
    return str(reference.get("type", "")).lower() == "toc"


def _resolved(base: str, href: str) -> str:
    """The member that `href` means in the member `base`."""
    path = unquote(href.split("#", 1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)).lstrip("/")


def _words(element: etree._Element) -> str:
    return clean(" ".join("".join(element.itertext()).split()))


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    """The elements called `name`, in whatever name space, in document order."""
    return [element for element in root.iter(etree.Element) if _local(element) == name]


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
