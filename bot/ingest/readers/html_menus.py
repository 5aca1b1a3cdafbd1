"""Taking menus out of a web page by its structure: navigation, lists of links, forms, head and foot."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.ingest.readers.html_choice import squeezed
from bot.ingest.readers.html_walk import INLINE, is_data

MIN_LINKS = 2
MIN_LINKS_SHARE = 0.6  # of the characters of a menu by name, head, foot or aside; the rest is marks and names
MAX_TRAIL_CHARS = 80  # of a page's own name at the end of the line of links that leads to it
MAX_NAMED_TRAIL_CHARS = 300  # of a line of links that calls itself so
MAX_BANNER_CHARS = 600  # longer texts on cookies are what the page is about

_MENU_ROLES = frozenset({"navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"})
_PARTS = {"banner": "header", "contentinfo": "footer", "complementary": "aside"}  # by role
_RENAMED = frozenset({"header", "footer", "aside", "form", "menu"})  # what is content becomes a plain box
_NAMED_MENU = re.compile(r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|header|footer)(?:$|[\s_-])", re.IGNORECASE)
_NAMED_TRAIL = re.compile(r"breadcrumb", re.IGNORECASE)
_NAMED_BANNER = re.compile(
    r"(?:cookie|consent|gdpr|privacy)[\s_-]*"
    r"(?:banner|bar|box|consent|dialog|hint|info|law|message|modal|notice|overlay|popup|wall)",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"main", "article"})
_SECTIONS = _ARTICLES | {"section", "blockquote"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_NEVER = _ARTICLES | _HEADINGS | {"body"}
_BOXES = _LISTS | {"div", "section", "header", "footer", "aside", "p", "center", "td"}
_CONTAINERS = ("body", "main", "article", "section", "header", "footer", "aside", "div", "form", "center", "td")
_ITEMS = frozenset({"dd", "li"})  # lists of links inside belong to their text
_MARKS = " \t\n\xa0|/\\>›»→<‹«←·•*,:-–—"  # between the links of a menu
_TRAIL_MARKS = tuple(">›»→/")
_EXTERNAL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:mailto|tel|sms):", re.IGNORECASE)  # links that are content


@dataclass(slots=True)
class _Content:
    """What stands in an element so far, counted in characters without white space.

    `plain` stands outside headings, `linked` in links, `words` outside both, marks between links aside; `trail` are
    the words behind the last link and a mark such as "›". `external` links lead to other sites, `jumps` into the page.
    `introduction` is the last text before the element: "#" for a heading, ":" for one with a colon, "" for none.
    """

    introduction: str = ""
    characters: int = 0
    plain: int = 0
    linked: int = 0
    words: int = 0
    trail: int = 0
    links: int = 0
    external: int = 0
    jumps: int = 0
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
        self.jumps += inner.jumps
        self.has_heading |= inner.has_heading

    def is_mostly_links(self) -> bool:
        return self.links > 0 and self.linked >= MIN_LINKS_SHARE * self.characters

    def is_only_links(self) -> bool:
        """Whether links and marks are all, but for the name of the page itself at the end."""
        is_trail = self.words == self.trail <= MAX_TRAIL_CHARS
        return self.links >= (MIN_LINKS if not self.words else 1) and is_trail and not self.has_heading


class _Survey:
    """One pass over a page: what each element holds, and which tables are none of layout."""

    def __init__(self, root: etree._Element) -> None:
        self.contents: dict[etree._Element, _Content] = {}
        self._open = [_Content()]
        self._links = self._headings = 0
        self._introduction = ""
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._start(element)
            else:
                self._end(element)
        self.page = self._open[0]
        self.tables = {table for table in root.iter("table") if is_data(table)}

    def _start(self, element: etree._Element) -> None:
        is_link = _is_link(element)
        self._links += is_link
        self._headings += element.tag in _HEADINGS
        content = _Content(self._introduction, links=int(is_link), has_heading=element.tag in _HEADINGS)
        if is_link:
            content.external = int(_EXTERNAL.match(element.get("href")) is not None)
            content.jumps = int(element.get("href").startswith("#"))
        self._open.append(content)
        self._text(element.get("alt") if element.tag == "img" else element.text)

    def _end(self, element: etree._Element) -> None:
        self._links -= _is_link(element)
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
        content.plain += 0 if self._headings else length
        if self._headings:
            self._introduction = "#"
        if self._links:
            content.linked += length
            return
        words = len(squeezed(text.strip(_MARKS)))
        content.trail += words if content.has_mark or text.lstrip().startswith(_TRAIL_MARKS) else 0
        content.has_mark = text.rstrip().endswith(_TRAIL_MARKS)
        content.words += 0 if self._headings else words
        if words and not self._headings:
            self._introduction = ":" if text.rstrip().endswith((":", "：")) else "."


def without_menus(root: etree._Element) -> tuple[etree._Element, int]:
    """A copy of the page without its menus, and how many there were.

    What is left of heads, feet, asides and forms are plain boxes there, so that nobody takes them for menus. Where
    nothing but headings would be left, lists of links are no menus; where that is so still, nothing is one.
    """
    tree = deepcopy(root)
    _box_loose_links(tree)
    survey = _Survey(tree)
    menus = list(_menus(tree, survey))
    if sum(survey.contents[menu].plain for menu in menus) >= survey.page.plain:
        menus = [menu for menu in menus if not survey.contents[menu].is_only_links() or _is_navigation(menu)]
    if sum(survey.contents[menu].plain for menu in menus) >= survey.page.plain:
        menus = []
    for menu in menus:
        if menu.tag == "td":
            menu.drop_tree()
        else:  # an empty box stays, to part the texts around it
            menu.clear(keep_tail=True)
            menu.tag = "div"
    for element in list(tree.iter(*_RENAMED)):
        is_paragraph = all(inner.tag in INLINE for inner in element.iterdescendants())
        element.tag = "p" if is_paragraph and element.tag != "form" else "div"
    for element in tree.iter(*_LISTS):  # or it would be taken for a menu by others
        content = survey.contents[element]
        if content.is_only_links() and content.introduction != "#":
            etree.strip_tags(element, "a")
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
    if element.tag in _NEVER:
        return False
    content = survey.contents[element]
    if _is_navigation(element) or _is_jump(element, content) or _is_named_menu(element, content):
        return True
    if element.tag in _BOXES and _is_menu_of_links(element, survey, around):
        return True
    return _is_part_of_site(element, survey, around, has_article=has_article)


def _is_part_of_site(element: etree._Element, survey: _Survey, around: frozenset[str], *, has_article: bool) -> bool:
    """Whether an element is a head, foot, aside or form that has nothing to do with the text of the page."""
    content = survey.contents[element]
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
            return False


def _is_navigation(element: etree._Element) -> bool:
    return element.tag == "nav" or element.get("role", "").lower() in _MENU_ROLES


def _is_named_menu(element: etree._Element, content: _Content) -> bool:
    """Whether an element is a menu, a line of links to the page or a banner by its class or name."""
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if name.isspace() or element.tag not in _BOXES | {"table"}:
        return False
    if content.characters <= MAX_BANNER_CHARS and _NAMED_BANNER.search(name):
        return True
    if content.links and content.characters <= MAX_NAMED_TRAIL_CHARS and _NAMED_TRAIL.search(name):
        return True
    is_of_links = content.is_mostly_links() and (not content.has_heading or not content.words)
    return is_of_links and bool(_NAMED_MENU.search(name)) and next(element.iter("h1"), None) is None


def _is_jump(element: etree._Element, content: _Content) -> bool:
    """Whether a box is nothing but a link into the page itself, such as "Skip to content"."""
    is_jump = content.links == content.jumps == 1 and not content.words
    return is_jump and element.tag in ("div", "p") and not content.has_heading


def _is_menu_of_links(element: etree._Element, survey: _Survey, around: frozenset[str]) -> bool:
    """Whether a box holds nothing but links, and no text says what they are: then they lead through the site."""
    content = survey.contents[element]
    is_in_head = "header" in around and not around & _SECTIONS
    if is_in_head and content.links and not content.words and not content.has_heading:
        return True
    if around & _ITEMS or not content.is_only_links():
        return False
    if element.tag == "td" or "td" in around:  # in a table of layout, menus come first
        return not content.introduction and next(element.iterancestors("table"), None) not in survey.tables
    if content.introduction == ":" or (content.introduction == "#" and content.jumps < content.links):
        return False
    is_what_the_page_is_for = 2 * content.external > content.links or 2 * content.plain > survey.page.plain
    return not (element.tag in _LISTS and content.introduction and is_what_the_page_is_for)


def _is_link(element: etree._Element) -> bool:
    return element.tag == "a" and "href" in element.attrib and not _ADDRESS.match(element.get("href"))


def _box_loose_links(root: etree._Element) -> None:
    """Put each row of links that stands between boxes, with nothing but marks among them, into a box of its own."""
    for parent in list(root.iter(*_CONTAINERS)):
        text, row = parent.text, list[etree._Element]()
        for child in [*parent, None]:
            if child is not None and (child.tag in INLINE or child.tag == "br"):
                row.append(child)
                continue
            is_all = len(row) == len(parent) and parent.tag != "body"
            if row and not is_all and _is_row_of_links(text, row):
                box = row[0].makeelement("div")
                row[0].addprevious(box)
                box.extend(row)
            text, row = None if child is None else child.tail, []


def _is_row_of_links(text: str | None, row: list[etree._Element]) -> bool:
    beside = [text, *(element.tail for element in row)]
    links = [element for element in row if _is_link(element) or (len(element) == 1 and _is_link(element[0]))]
    others = [element for element in row if element not in links]
    beside += [text for element in links if not _is_link(element) for text in (element.text, element[0].tail)]
    is_plain = not any((words or "").strip(_MARKS) for words in beside)
    return bool(links) and is_plain and not any("".join(element.itertext()).strip(_MARKS) for element in others)
