"""Telling menus and lists of related pages from text, by their links."""

from dataclasses import dataclass

from lxml import etree

from bot.ingest.readers.html_choice import Written, is_heading, squeezed

MIN_LINKS_SHARE = 0.6  # of the characters of a menu or a list of related pages; the rest is marks and the page's name
MIN_LINKS = 2
MAX_LINKS_SHARE_OF_TEXT = 0.05  # of the characters of a page; a text on its own has a link now and then

_BOXES = frozenset({"div", "ul", "ol", "li", "dl", "dd", "table", "td", "section", "header", "p", "center", "span"})


@dataclass(slots=True)
class _Tally:
    """What an element holds so far: characters, those of them in links, links, whether some of it was found.

    `boxes` is how many boxes of links stand before it.
    """

    boxes: int
    characters: int = 0
    linked: int = 0
    links: int = 0
    is_found: bool = False

    def add(self, text: str | None, *, is_linked: bool) -> None:
        length = len(squeezed(text or ""))
        self.characters += length
        self.linked += length if is_linked else 0

    def take(self, inner: "_Tally") -> None:
        self.characters += inner.characters
        self.linked += inner.linked
        self.links += inner.links
        self.is_found = self.is_found or inner.is_found

    def is_of_links(self) -> bool:
        return self.links >= MIN_LINKS and self.linked >= MIN_LINKS_SHARE * self.characters and not self.is_found


def remove_links(root: etree._Element, main: Written) -> bool:
    """Take out of the tree what consists of links, unless some of it is in `main`; whether it is a page of a site.

    A page with no such parts and few links is a text on its own.
    """
    page = _Tally(0)
    found = {main.squeezed(block) for block in main.blocks if not is_heading(block)}
    boxes = _boxes_of_links(root, found, page)
    for box in boxes:
        box.clear(keep_tail=True)  # empty it parts the texts around it
    return bool(boxes) or page.linked > MAX_LINKS_SHARE_OF_TEXT * page.characters


def _boxes_of_links(root: etree._Element, found: set[str], page: _Tally) -> list[etree._Element]:
    """The outermost elements that consist of links and of nothing whose words are among those `found`.

    `page` is told what there is in all of the page.
    """
    longest = max(map(len, found), default=0)
    boxes: list[etree._Element] = []
    open_links = 0
    tallies = [page]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_link = element.tag == "a"
        if event == "start":
            open_links += is_link
            tallies.append(_Tally(len(boxes), links=int(is_link)))
            shown = element.get("alt") if element.tag == "img" else element.text
            tallies[-1].add(shown, is_linked=open_links > 0)
            continue
        open_links -= is_link
        tally = tallies.pop()
        if element.tag in _BOXES:
            words = squeezed("".join(element.itertext())) if tally.characters <= longest else ""
            tally.is_found = tally.is_found or words in found
            if tally.is_of_links():
                boxes[tally.boxes :] = [element]
        tallies[-1].take(tally)
        tallies[-1].add(element.tail, is_linked=open_links > 0)
    return boxes
