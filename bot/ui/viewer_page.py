"""A page of a PDF as it is printed, with the quoted words marked on it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup

from bot.ingest.drawing import PageBoxes, SentBox
from bot.records import Document, Span
from bot.ui.html import element
from bot.ui.labels import page_name
from bot.ui.saying import say
from bot.ui.viewer_place import Place, View, page_at

PICTURE_ROUTE = "source/page.png"
PAGED_FORMAT = "pdf"
SPOKEN_CHARS = 2_000  # of the words on the page, for those who cannot see where the boxes are


@dataclass(frozen=True, slots=True)
class Printed:
    """A page that was drawn, and where the marked words stand on it; or the `problem` why it was not."""

    number: int
    boxes: PageBoxes | None = None
    problem: str = ""


def has_pages(document: Document) -> bool:
    """Whether pages of the document's file can be drawn."""
    return document.format == PAGED_FORMAT and bool(document.pages)


def page_number(document: Document, place: Place) -> int:
    """The page to show: the one asked for, else that of the marked words, else the first."""
    marked = place.marked(len(document.text))
    wanted = place.page or (page_at(document, marked.start) if marked else None) or 1
    return min(max(wanted, 1), len(document.pages))


def page_html(document: Document, place: Place, printed: Printed) -> Markup:
    """The page as a picture that scrolls, and beside it the buttons that turn and enlarge it."""
    name = page_name(document, printed.number)
    return element(
        "div",
        _tools_html(document, place, printed.number, name),
        element(
            "div",
            _sheet_html(document, place, printed, name),
            class_="fn-text fn-desk",
            role="region",
            aria_label=say("{page} as printed", page=name),
            tabindex=0,
        ),
        class_="fn-printed",
    )


def _sheet_html(document: Document, place: Place, printed: Printed, name: str) -> Markup:
    page = document.pages[printed.number - 1]
    marked = place.marked(len(document.text))
    words = _words_on(page.start, page.end, marked).of(document.text).strip() if marked else ""
    size = printed.boxes
    return element(
        "figure",
        element(
            "img",
            src=_picture_address(document, printed.number),
            alt=say(
                "{page} of {title} as printed. Its words are under “Text”.",
                page=name,
                title=document.title or document.id,
            ),
            width=round(size.width) if size else None,
            height=round(size.height) if size else None,
            class_="fn-picture",
        ),
        *([_box_html(box, size) for box in size.boxes] if size else []),
        element("figcaption", _caption(words, is_marked=marked is not None), class_="fn-visually-hidden"),
        element("p", say("The picture of this page could not be loaded."), class_="fn-problem", hidden=True),
        class_="fn-sheet",
    )


def _picture_address(document: Document, number: int) -> str:
    fields = {"document": document.id, "page": number, "sha256": document.source_sha256}
    return f"{PICTURE_ROUTE}?{urlencode(fields)}"


def _words_on(start: int, end: int, marked: Span) -> Span:
    first = max(start, marked.start)
    return Span(first, max(first, min(end, marked.end, first + SPOKEN_CHARS)))


def _caption(words: str, *, is_marked: bool) -> str:
    if words:
        return say("Marked on this page: “{words}”", words=words)
    if is_marked:
        return say("None of the quoted words stand on this page.")
    return say("Nothing is marked on this page.")


def _box_html(box: SentBox, page: PageBoxes) -> Markup:
    shares = {
        "left": box.x0 / page.width,
        "top": box.y0 / page.height,
        "width": (box.x1 - box.x0) / page.width,
        "height": (box.y1 - box.y0) / page.height,
    }
    style = ";".join(f"{name}:{100 * min(max(share, 0.0), 1.0):.3f}%" for name, share in shares.items())
    return element("span", class_="fn-box", style=style, aria_hidden="true")


def _tools_html(document: Document, place: Place, number: int, name: str) -> Markup:
    last = len(document.pages)
    return element(
        "div",
        element(
            "span",
            _turn_html(place, number - 1, say("Previous page"), "‹", is_there=number > 1),
            element("span", say("{page} of {all}", page=name, all=last), class_="fn-count"),
            _turn_html(place, number + 1, say("Next page"), "›", is_there=number < last),
            class_="fn-tool-group",
        ),
        element(
            "span",
            element("button", "−", type="button", data_zoom=-1, aria_label=say("Smaller")),
            element("span", "100 %", class_="fn-count fn-zoom"),
            element("button", "+", type="button", data_zoom=1, aria_label=say("Larger")),
            class_="fn-tool-group",
        ),
        class_="fn-tools",
    )


def _turn_html(place: Place, number: int, label: str, sign: str, *, is_there: bool) -> Markup:
    target = replace(place, view=View.PAGE, page=number)
    return element(
        "button",
        sign,
        type="button",
        aria_label=label,
        data_key=f"turn {sign}",
        data_look=target.query() if is_there else None,
        disabled=not is_there,
    )
