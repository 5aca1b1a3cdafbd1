"""The tools of the source pane: how it is shown, searching in it, marking more or less of it, copying from it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup

from bot.records import Document, Span
from bot.ui.blocks import neighbours
from bot.ui.html import Attribute, element
from bot.ui.quoting import LONGEST_QUOTATION_CHARS, as_bibtex, as_markdown, as_plain, quoted
from bot.ui.saying import say
from bot.ui.viewer_page import has_pages
from bot.ui.viewer_place import Place, View

LONGEST_FIND_CHARS = 200
ORIGINAL_ROUTE = "source/original"


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words that are searched for stand; `current` is the one in sight, counted from 0."""

    spans: tuple[Span, ...] = ()
    current: int = -1


def _steps_html() -> Markup:
    """From one citation of the open answer to the next; the browser knows them, and shows this where there are any."""
    return element(
        "span",
        element("button", "‹", type="button", data_step=-1, data_key="step back", aria_label=say("Previous citation")),
        element("span", class_="fn-count"),
        element("button", "›", type="button", data_step=1, data_key="step on", aria_label=say("Next citation")),
        class_="fn-steps fn-tool-group",
        hidden=True,
    )


def tools_html(document: Document, place: Place, found: Found, *, is_offered: bool) -> Markup:
    """The choice between text and page, where there is one, the search, and, folded, what else can be done."""
    return element(
        "div",
        element("button", say("Back to the answer"), type="button", class_="fn-tool", data_action="back"),
        _steps_html(),
        _views_html(place) if has_pages(document) else None,
        element(
            "button",
            say("Search in it"),
            type="button",
            class_="fn-tool",
            data_action="find",
            data_key="find",
            aria_expanded="true" if place.find else "false",
        ),
        _find_html(place, found),
        _more_html(document, place, is_offered=is_offered),
        class_="fn-tools",
    )


def look_button(words: str, target: Place, key: str, **attributes: Attribute) -> Markup:
    """A button that shows `target`; `key` names it among the tools, so that it keeps the focus."""
    return element(
        "button",
        words,
        **{"type": "button", "class_": "fn-tool", "data_look": target.query(), "data_key": key, **attributes},
    )


def _views_html(place: Place) -> Markup:
    names = {View.TEXT: say("Text"), View.PAGE: say("Page as printed")}
    tabs = [
        look_button(
            name,
            replace(place, view=view, page=0, find="", hit=0),
            f"view {view}",
            class_="fn-tab",
            role="tab",
            aria_selected="true" if place.view is view else "false",
            tabindex=0 if place.view is view else -1,
        )
        for view, name in names.items()
    ]
    return element("div", *tabs, class_="fn-tabs", role="tablist", aria_label=say("Show the source as"))


def _find_html(place: Place, found: Found) -> Markup:
    return element(
        "form",
        element(
            "input",
            type="search",
            name="find",
            value=place.find,
            maxlength=LONGEST_FIND_CHARS,
            aria_label=say("Words to search for in this text"),
            autocomplete="off",
            data_key="find box",
        ),
        element("button", say("Search"), type="submit", class_="fn-tool"),
        _found_html(place, found) if place.find else None,
        class_="fn-find",
        role="search",
        aria_label=say("In this text"),
        hidden=not place.find,
    )


def _found_html(place: Place, found: Found) -> Markup:
    count = len(found.spans)
    words = say("{number} of {all}", number=found.current + 1, all=count) if count else say("Not in this text")
    return element(
        "span",
        look_button("‹", replace(place, hit=found.current - 1), "hit back", aria_label=say("Previous place"))
        if count > 1
        else None,
        element("span", words, class_="fn-count fn-found-count"),
        look_button("›", replace(place, hit=found.current + 1), "hit on", aria_label=say("Next place"))
        if count > 1
        else None,
        look_button(
            say("Close"), replace(place, find="", hit=0), "find", data_close=True, aria_label=say("End the search")
        ),
        class_="fn-tool-group",
    )


def _more_html(document: Document, place: Place, *, is_offered: bool) -> Markup | None:
    marked = place.marked(len(document.text))
    if marked is None and not is_offered:
        return None
    link = element("a", say("Link to this passage"), href=place.link(), target="_blank", rel="noopener")
    address = f"{ORIGINAL_ROUTE}?{urlencode({'document': document.id})}"
    return element(
        "details",
        element("summary", say("Copy, link, mark more") if marked else say("More")),
        element(
            "div",
            _copy_html(document, marked) if marked else None,
            _widen_html(document, place, marked) if marked else None,
            link if marked else None,
            element("a", say("Download the file"), href=address, download=True) if is_offered else None,
            class_="fn-more-tools",
        ),
        class_="fn-more",
    )


def _copy_html(document: Document, marked: Span) -> Markup:
    if marked.end - marked.start > LONGEST_QUOTATION_CHARS:
        most = LONGEST_QUOTATION_CHARS
        note = say("More than {count} characters are marked: too many to copy as a quotation.", count=most)
        return element("span", note, class_="fn-count")
    words = quoted(document, marked)
    kinds = {say("Plain text"): as_plain(words), "Markdown": as_markdown(words), "BibTeX": as_bibtex(words)}
    buttons = [
        element(
            "button",
            kind,
            type="button",
            class_="fn-tool",
            data_copy=text,
            data_kind=kind,
            aria_label=say("Copy the quotation with its citation as {kind}", kind=kind),
        )
        for kind, text in kinds.items()
    ]
    name = element("span", say("Copy as"))
    return element("span", name, *buttons, class_="fn-tool-group", role="group", aria_label=say("Copy the quotation"))


def _widen_html(document: Document, place: Place, marked: Span) -> Markup | None:
    """What can be marked besides; None when the quotation is all of the text."""
    before, behind = neighbours(document, marked)
    quotation = place.quoted(len(document.text))
    spans = [
        (say("what stands before"), "wider before", before and Span(before.start, marked.end)),
        (say("what follows"), "wider behind", behind and Span(marked.start, behind.end)),
        (say("only the quotation"), "narrow", quotation if quotation != marked else None),
    ]
    buttons = [
        look_button(words, place.widened(span.start, span.end), key, data_stay=True)
        for words, key, span in spans
        if span
    ]
    if not buttons:
        return None
    return element(
        "span",
        element("span", say("Mark also")),
        *buttons,
        class_="fn-tool-group",
        role="group",
        aria_label=say("Mark more"),
    )
