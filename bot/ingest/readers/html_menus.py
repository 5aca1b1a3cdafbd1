"""Taking menus out of a web page by its structure: navigation, lists of links, forms, banners, a site's head and foot."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.ingest.readers.html_choice import squeezed

MIN_LINKS = 2
MIN_LINKS_SHARE = 0.6  # of the characters of a menu by name, head, foot or aside; the rest is marks and names
MAX_TRAIL_CHARS = 80  # of a page's own name at the end of the line of links that leads to it
MAX_BANNER_CHARS = 600  # longer texts on cookies are what the page is about

_MENU_ROLES = frozenset({"navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"})
_PARTS = {"banner": "header", "contentinfo": "footer", "complementary": "aside"}  # by role
_RENAMED = frozenset({"header", "footer", "aside", "form", "menu"})  # what is content becomes a plain box
_NAMED_MENU = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|header|footer|toc)(?:$|[\s_-])", re.IGNORECASE
)
_NAMED_TRAIL = re.compile(r"breadcrumb", re.IGNORECASE)
_NAMED_BANNER = re.compile(
    r"(?:cookie|consent|gdpr|privacy)[\s_-]*"
    r"(?:banner|bar|box|consent|dialog|hint|info|law|message|modal|notice|overlay|popup|wall)",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"main", "article"})
_SECTIONS = _ARTICLES | {"section", "blockquote"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOXES = frozenset({"div", "ul", "ol", "menu", "dl", "section", "header", "footer", "aside", "p", "center"})
_TABLES = frozenset({"table", "dd", "li"})  # lists of links inside are cells, explanations and items
_MARKS = " \t\n\xa0|/\\>›»→<‹«←·•*,:-–—"  # between the links of a menu
_TRAIL_MARKS = tuple(">›»→/")
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)


@dataclass(slots=True)
class _Content:
    """What stands in an element so far, counted in characters without white space.

    `plain` stands outside headings, `linked` in links, `words` outside both, marks between links aside; `trail` are
    the words behind the last link and a mark such as "›". `is_introduced` tells that the text before the element is a
    heading or ends with a colon, `is_after_text` that there is some.
    """

    is_introduced: bool = False
    is_after_text: bool = False
    characters: int = 0
    plain: int = 0
    linked: int = 0
    words: int = 0
    trail: int = 0
    links: int = 0
    external: int = 0
    has_mark: bool = False
    has_heading: bool = False

    def take(self, inner: "_Content") -> None:
        """Add what an element inside holds."""
        self.trail = inner.trail if inner.links else self.trail + inner.words * self.has_mark
        self.has_mark = inner.has_mark if inner.characters else self.has_mark
        self.characters += inner.characters
        self.plain += inner.plain
        self.linked += inner.linked
        self.words += inner.words
        self.links += inner.links
        self.external += inner.external
        self.has_heading |= inner.has_heading

    def is_mostly_links(self) -> bool:
        return self.links > 0 and self.linked >= MIN_LINKS_SHARE * self.characters

    def is_only_links(self) -> bool:
        """Whether links and marks are all, but for the name of the page itself at the end."""
        is_trail = self.words == self.trail <= MAX_TRAIL_CHARS
        return self.links >= (MIN_LINKS if not self.words else 1) and is_trail and not self.has_heading


class _Survey:
    """One pass over a page: what each element holds."""

    def __init__(self, root: etree._Element) -> None:
        self.contents: dict[etree._Element, _Content] = {}
        self._open = [_Content()]
        self._links = self._headings = 0
        self._is_introduced = self._is_after_text = False
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self.page = self._open[0]

    def _start(self, element: etree._Element) -> None:
        is_link = element.tag == "a"
        self._links += is_link
        self._headings += element.tag in _HEADINGS
        content = _Content(self._is_introduced, self._is_after_text, links=int(is_link))
        content.external = int(is_link and _EXTERNAL.match(element.get("href", "")) is not None)
        content.has_heading = element.tag in _HEADINGS
        self._open.append(content)
        self._text(element.get("alt") if element.tag == "img" else element.text)

    def _end(self, element: etree._Element) -> None:
        self._links -= element.tag == "a"
        self._headings -= element.tag in _HEADINGS
        content = self._open.pop()
        self.contents[element] = content
        self._open[-1].take(content)
        self._text(element.tail)

    def _text(self, text: str | None) -> None:
        length = len(squeezed(text or ""))
        if text is None or not length:
            return
        content = self._open[-1]
        content.characters += length
        if self._headings:
            self._is_introduced = True
        else:
            content.plain += length
        if self._links:
            content.linked += length
            return
        words = len(squeezed(text.strip(_MARKS)))
        content.trail += words if content.has_mark or text.lstrip().startswith(_TRAIL_MARKS) else 0
        content.has_mark = text.rstrip().endswith(_TRAIL_MARKS)
        content.words += 0 if self._headings else words
        if words:
            self._is_after_text = True
            self._is_introduced = bool(self._headings) or text.rstrip().endswith((":", "："))


def without_menus(root: etree._Element) -> tuple[etree._Element, int]:
    """A copy of the page without its menus, and how many there were.

    What is left of heads, feet, asides and forms are plain boxes there, so that nobody takes them for menus. Where
    nothing but headings would be left, lists of links are no menus; where that is so still, nothing is one.
    """
    tree = deepcopy(root)
    survey = _Survey(tree)
    menus = list(_menus(tree, survey))
    if sum(survey.contents[menu].plain for menu in menus) >= survey.page.plain:
        menus = [menu for menu in menus if not survey.contents[menu].is_only_links() or _is_navigation(menu)]
    if sum(survey.contents[menu].plain for menu in menus) >= survey.page.plain:
        menus = []
    for menu in menus:
        menu.drop_tree()
    for element in tree.iter(*_RENAMED):
        element.tag = "div"
    for element in tree.iter("div"):
        element.attrib.pop("role", None)
    return tree, len(menus)


def _menus(root: etree._Element, survey: _Survey) -> Iterator[etree._Element]:
    """The outermost menus."""
    has_article = next(root.iter(*_ARTICLES), None) is not None
    around: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            around.pop()
            continue
        around.append(element.tag)
        if element is not root and _is_menu(element, survey, frozenset(around[:-1]), has_article=has_article):
            yield element
            walk.skip_subtree()


def _is_menu(element: etree._Element, survey: _Survey, around: frozenset[str], *, has_article: bool) -> bool:
    if element.tag in ("body", "main", "article") or element.tag in _HEADINGS:
        return False
    content = survey.contents[element]
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if _is_navigation(element) or _is_jump(element, content):
        return True
    if content.characters <= MAX_BANNER_CHARS and _NAMED_BANNER.search(name):
        return True
    if element.tag in _BOXES and content.is_mostly_links() and _is_named_menu(name, content):
        return True
    match _PARTS.get(element.get("role", "").lower(), element.tag):
        case "header":
            return content.is_mostly_links() and not content.has_heading and not around & _SECTIONS
        case "footer":
            return content.is_mostly_links() or not around & _SECTIONS
        case "aside":
            return content.is_mostly_links() or (has_article and not around & _ARTICLES)
        case "form":
            return not content.has_heading and 2 * content.plain < survey.page.plain
        case _:
            return _is_menu_of_links(element, content, around)


def _is_navigation(element: etree._Element) -> bool:
    return element.tag == "nav" or element.get("role", "").lower() in _MENU_ROLES


def _is_named_menu(name: str, content: _Content) -> bool:
    return bool(_NAMED_TRAIL.search(name)) or (bool(_NAMED_MENU.search(name)) and not content.has_heading)


def _is_jump(element: etree._Element, content: _Content) -> bool:
    """Whether an element is a link into the page itself and stands alone, such as "Skip to content"."""
    if element.tag == "a" and element.getparent().tag == "body":
        before = element.getprevious()
        beside = (element.tail, element.getparent().text if before is None else before.tail)
        is_alone = not any(text and not text.isspace() for text in beside)
        return is_alone and element.get("href", "").startswith("#")
    if element.tag not in ("p", "div") or content.links != 1 or content.words or content.has_heading:
        return False
    return next(element.iter("a")).get("href", "").startswith("#")


def _is_menu_of_links(element: etree._Element, content: _Content, around: frozenset[str]) -> bool:
    """Whether a box holds nothing but links, and no text says what they are: then they lead through the site."""
    if element.tag not in _BOXES or around & _TABLES or not content.is_only_links():
        return False
    is_list_of_sources = content.is_after_text and 2 * content.external > content.links
    return not content.is_introduced and not is_list_of_sources
