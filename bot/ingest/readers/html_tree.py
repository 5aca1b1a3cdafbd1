"""Parsing hostile HTML: bytes to a tree of what a browser would show, without network, entities or deep nesting."""

import re
from dataclasses import replace
from itertools import islice

from lxml import etree, html

from bot.errors import ReadingError
from bot.text.normalise import Decoded, clean, decode, decode_as
from bot.text.raised import MAX_CHARS, lowered, raised

DECLARATION_BYTES = 4_096  # where a page declares its encoding, if it does; browsers look at 1,024
# Labels that pages use and that browsers read as something wider (https://encoding.spec.whatwg.org/#names-and-labels).
_WIDER = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254",
}
# Python decodes more than text (punycode, in quadratic time); these are what pages are written in.
_WRITTEN_IN = re.compile(
    r"utf-?8|iso-?8859-\d+|windows-\d+|cp\d+|koi8-\w|gb\d+|gbk|big5(-hkscs)?|euc-\w\w|iso-2022-jp|shift[_-]jis|latin\d|"
    r"(us-)?ascii|ks_c_5601-1987|tis-620|macintosh"
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# Document types with declarations of their own, of which the parser would take "]>" for text.
_DOCTYPES = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)+", re.IGNORECASE)
_INVISIBLE_NAMES = (
    "script style noscript template head iframe object embed svg math canvas audio video map select textarea "
    "input button datalist dialog"
)
_INVISIBLE = frozenset(_INVISIBLE_NAMES.split())
_NOT_DISPLAYED = re.compile(r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])")
_FOOTNOTE = re.compile(r"foot-?note|note-?ref|referen|\bcit[ea]|\bfn", re.IGNORECASE)  # in classes, roles and names
_SHALLOW = re.compile(
    r"(?:</?(?:div|span|section|font|center|b|i|em|strong|blockquote)\b[^>]{0,1000}>\s*)+", re.IGNORECASE
)


def decode_html(data: bytes) -> Decoded:
    """The source text of a page, clean: by byte order mark, as declared when that fits, else by detection."""
    declared = _DECLARED.search(data[:DECLARATION_BYTES])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        fitting = decode_declared(data, declared.group(1).decode("ascii", errors="replace"))
        if fitting is not None:
            return replace(fitting, text=clean(fitting.text))
    decoded = decode(data)
    return replace(decoded, text=clean(decoded.text))


def decode_declared(data: bytes, encoding: str) -> Decoded | None:
    """`data` in the encoding that it is declared to be in, or None when that is none of text or does not fit."""
    declared = encoding.lower()
    name = _WIDER.get(declared, declared)
    text = decode_as(data, name) if _WRITTEN_IN.fullmatch(declared) else None
    return None if text is None else Decoded(text, name)


def parse(source: str) -> etree._Element:
    """The root of `source` as a tree without comments; raised and lowered figures stand in it as characters.

    Raises ReadingError when nothing can be parsed.
    """
    doctypes = _DOCTYPES.match(source)
    source = source[doctypes.end() :] if doctypes else source
    root, is_cut_off = _parsed(source)
    if is_cut_off:  # the parser gave up at its depth limit: nesting carries no meaning there, so take it away
        root, _ = _parsed(_SHALLOW.sub("<br>", source))
    if root is None:
        raise ReadingError("the file holds no HTML; check what it is.")
    for element in reversed(list(root.iter("sup", "sub"))):
        _keep_raised(element)
    return root


def remove_hidden(root: etree._Element) -> int:
    """Take out of the tree what a browser would not show; the text behind it stays.

    Returns how many characters of text, white space aside, were hidden by an attribute or a style.
    """
    hidden: list[etree._Element] = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_hidden(element):
            hidden.append(element)
            walk.skip_subtree()
    for element in hidden:
        _remove(element)
    return sum(_characters(element) for element in hidden if element.tag not in _INVISIBLE)


def _parsed(source: str) -> tuple[etree._Element | None, bool]:
    """The tree, and whether the parser cut it off for its depth."""
    # The parser of lxml.html, for trafilatura takes its elements only.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode("utf-8"), parser)
    except etree.LxmlError:
        root = None
    return root, any("depth" in entry.message for entry in parser.error_log)


def _keep_raised(element: etree._Element) -> None:
    """Write what stands raised or lowered in characters that do, unless it is the mark of a footnote."""
    text = "".join(islice(element.itertext(), MAX_CHARS + 1))
    found = lowered(text) if element.tag == "sub" else raised(text, _text_before(element))
    if found is None or _is_footnote_mark(element, text):
        return
    element[:] = []
    element.text = found
    element.tag = "span"


def _is_footnote_mark(element: etree._Element, text: str) -> bool:
    """Whether an element holds a link, is all that its link holds, or calls itself a footnote or reference."""
    parent = element.getparent()
    around = [element] if parent is None else [element, parent]
    if any(_FOOTNOTE.search(f"{one.get('class', '')} {one.get('role', '')} {one.get('id', '')}") for one in around):
        return True
    is_linked = parent is not None and parent.tag == "a" and "".join(parent.itertext()).strip() == text.strip()
    return is_linked or next(element.iter("a"), None) is not None


def _text_before(element: etree._Element) -> str:
    """The text that ends where `element` begins, in its parent; "" where there is none."""
    before = element.getprevious()
    if before is None:
        parent = element.getparent()
        return "" if parent is None else parent.text or ""
    while not before.tail and len(before):
        before = before[-1]
    return before.tail or before.text or ""


def _is_hidden(element: etree._Element) -> bool:
    tag = element.tag
    if tag in ("html", "body"):  # scripts unhide whole pages
        return False
    if not isinstance(tag, str) or tag in _INVISIBLE:
        return True
    if "hidden" in element.attrib or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = "".join(element.get("style", "").split()).lower()
    return bool(style) and _NOT_DISPLAYED.search(style) is not None


def _characters(element: etree._Element) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def _remove(element: etree._Element) -> None:
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
