"""A document as HTML with the cited words marked: what the right side of the page shows."""

from dataclasses import replace

from markupsafe import Markup

from bot.exports.records import told_location
from bot.records import UNKNOWN, Document, Span
from bot.ui.blocks import MarkedText, text_html
from bot.ui.html import element, join
from bot.ui.labels import linked, page_words, path, source_line, title_of
from bot.ui.saying import language, say
from bot.ui.viewer_find import find
from bot.ui.viewer_page import Printed, page_html
from bot.ui.viewer_place import Place, View, page_at
from bot.ui.viewer_tools import Found, look_button, tools_html

SHOWN_CHARS = 60_000  # some 20 printed pages; a text of megabytes would make the browser pause


def empty_html() -> Markup:
    """The right side before anything was opened."""
    words = say("Open a citation to read it in its source.")
    return element("div", element("p", words), class_="fn-viewer fn-viewer-empty")


def problem_html(problem: str) -> Markup:
    """The right side when a document cannot be shown."""
    return element(
        "div",
        element("p", problem, class_="fn-problem", role="alert", tabindex=-1),
        class_="fn-viewer fn-viewer-empty",
    )


def viewer_html(
    document: Document, place: Place, printed: Printed | None = None, *, is_offered: bool = False
) -> Markup:
    """The document, opened at `place`; nothing is marked when the span is empty or of an older text.

    `printed` is the page to show in place of the text; `is_offered` says whether the file may be downloaded.
    """
    is_changed = not place.is_of(document)
    shown = replace(place, text_sha256=document.text_sha256, document=document.id)
    if is_changed:
        shown = replace(shown, start=0, end=0, quoted_start=-1, quoted_end=-1)
    is_page = printed is not None and not printed.problem
    shown = replace(shown, view=View.PAGE if is_page else View.TEXT)
    found = _found(document, shown)
    return element(
        "div",
        _head_html(document, shown),
        tools_html(document, shown, found, is_offered=is_offered),
        element("p", changed(), class_="fn-note") if is_changed else None,
        element("p", _not_drawn(printed), class_="fn-note", role="alert") if printed and printed.problem else None,
        page_html(document, shown, printed) if printed and is_page else _text_html(document, shown, found),
        class_="fn-viewer",
        data_place=shown.query(),
    )


def changed() -> str:
    """Why nothing is marked in a document of which the answer was given before it was built anew."""
    return say(
        "This document was built anew after the answer was given, so the quoted words are not marked. Ask again."
    )


def shown_span(length: int, cited: Span | None) -> Span:
    """The part of a text of `length` that is shown: all of it, or `SHOWN_CHARS` around the beginning of `cited`."""
    if length <= SHOWN_CHARS:
        return Span(0, length)
    middle = cited.start if cited is not None else 0
    start = min(max(0, middle - SHOWN_CHARS // 2), length - SHOWN_CHARS)
    return Span(start, start + SHOWN_CHARS)


def _found(document: Document, place: Place) -> Found:
    """Where what is searched for stands; behind the last place comes the first."""
    spans = find(document.text, place.find)
    return Found(spans, place.hit % len(spans)) if spans else Found()


def _text_html(document: Document, place: Place, found: Found) -> Markup:
    marked, quotation = place.marked(len(document.text)), place.quoted(len(document.text))
    text = MarkedText(document.text, quotation, marked, found.spans, found.current)
    if found.spans:
        middle: Span | None = found.spans[found.current]
    else:
        middle = Span(place.middle, place.middle) if place.middle >= 0 else marked
    window = shown_span(len(document.text), middle)
    return join(
        _window_note(len(document.text), window),
        element(
            "div",
            _further(place, say("Show earlier text"), "further back", window.start) if window.start > 0 else None,
            text_html(document, text, window),
            _further(place, say("Show later text"), "further on", window.end)
            if window.end < len(document.text)
            else None,
            class_="fn-text",
            role="region",
            aria_label=say("Text"),
            lang="",
            tabindex=0,
        ),
    )


def _further(place: Place, words: str, key: str, middle: int) -> Markup:
    target = replace(place, middle=middle, find="", hit=0)
    return look_button(words, target, key, data_stay=True, class_="fn-tool fn-further", lang=language())


def _head_html(document: Document, place: Place) -> Markup:
    marked = place.marked(len(document.text))
    where = _where(document, marked) if marked is not None else ""
    return element(
        "header",
        element("h2", title_of(document), tabindex=-1, lang=""),
        element("p", source_line(document), class_="fn-source"),
        _about_html(document),
        element("p", where, class_="fn-path", aria_label=_standing(where)) if where else None,
    )


def _standing(where: str) -> str:
    return say("The quotation stands under {headings}", headings=where)


def _where(document: Document, marked: Span) -> str:
    """The headings above the words, and their page."""
    before = [block for block in document.blocks if block.start <= marked.start]
    headings = path(before[-1].headings) if before else ""
    number = page_at(document, marked.start)
    label = document.pages[number - 1].label if number and number <= len(document.pages) else None
    return " · ".join(part for part in (headings, page_words(number, label) if number else "") if part)


def _about_html(document: Document) -> Markup:
    file = told_location(document.location, document.id)
    facts = [(say("Author"), document.author), (say("Taken from"), document.origin), (say("File"), file)]
    rows = [
        join(element("dt", name), element("dd", linked(value))) for name, value in facts if value not in {"", UNKNOWN}
    ]
    return element("details", element("summary", say("About this source")), element("dl", *rows), class_="fn-about")


def _not_drawn(printed: Printed) -> str:
    problem = printed.problem
    return say("Page {page} is not shown as printed: {problem}", page=str(printed.number), problem=problem)


def _window_note(length: int, window: Span) -> Markup | None:
    if (window.start, window.end) == (0, length):
        return None
    text = say(
        "A long document: characters {first} to {last} of {all} are shown.",
        first=window.start + 1,
        last=window.end,
        all=length,
    )
    return element("p", text, class_="fn-note")
