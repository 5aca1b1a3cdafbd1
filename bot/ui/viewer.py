"""A document as HTML with the cited words marked: what the right side of the page shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from bot.records import UNKNOWN, Document, Span
from bot.ui.blocks import text_html
from bot.ui.html import element, join
from bot.ui.labels import linked, path, source_line, title_of

SHOWN_CHARS = 60_000  # some 20 printed pages; a text of megabytes would make the browser pause
CHANGED = "This document was built anew after the answer was given, so the quoted words are not marked. Ask again."


@dataclass(frozen=True, slots=True)
class Place:
    """What to open: a span of a document; `text_sha256` is that of the text the span was cut from, "" if unknown."""

    document: str
    start: int = 0
    end: int = 0
    text_sha256: str = ""


def empty_html() -> Markup:
    """The right side before anything was opened."""
    return element("div", element("p", "Open a citation to read it in its source."), class_="fn-viewer fn-viewer-empty")


def problem_html(problem: str) -> Markup:
    """The right side when a document cannot be shown."""
    return element(
        "div",
        element("p", problem, class_="fn-problem", role="alert", tabindex=-1),
        class_="fn-viewer fn-viewer-empty",
    )


def viewer_html(document: Document, place: Place) -> Markup:
    """The document, opened at `place`; nothing is marked when the span is empty or of an older text."""
    is_changed = place.text_sha256 not in {"", document.text_sha256}
    cited = None if is_changed else _cited(document, place)
    window = shown_span(len(document.text), cited)
    return element(
        "div",
        _head_html(document, cited),
        element("p", CHANGED, class_="fn-note") if is_changed else None,
        _window_note(len(document.text), window),
        element(
            "div", text_html(document, cited, window), class_="fn-text", role="region", aria_label="Text", tabindex=0
        ),
        class_="fn-viewer",
    )


def shown_span(length: int, cited: Span | None) -> Span:
    """The part of a text of `length` that is shown: all of it, or `SHOWN_CHARS` around the beginning of `cited`."""
    if length <= SHOWN_CHARS:
        return Span(0, length)
    middle = cited.start if cited is not None else 0
    start = min(max(0, middle - SHOWN_CHARS // 2), length - SHOWN_CHARS)
    return Span(start, start + SHOWN_CHARS)


def _cited(document: Document, place: Place) -> Span | None:
    start, end = max(0, place.start), min(place.end, len(document.text))
    return Span(start, end) if start < end else None


def _head_html(document: Document, cited: Span | None) -> Markup:
    headings = path(_headings_at(document, cited)) if cited is not None else ""
    return element(
        "header",
        element("h2", title_of(document), tabindex=-1),
        element("p", source_line(document), class_="fn-source"),
        _about_html(document),
        element("p", headings, class_="fn-path", aria_label="The quotation stands under") if headings else None,
        element(
            "p",
            element("button", "Back to the answer", type="button", data_action="back"),
            _link_html(document, cited) if cited is not None else None,
            class_="fn-actions",
        ),
    )


def _headings_at(document: Document, cited: Span) -> tuple[str, ...]:
    before = [block for block in document.blocks if block.start <= cited.start]
    return before[-1].headings if before else ()


def _about_html(document: Document) -> Markup:
    facts = [("Author", document.author), ("Taken from", document.origin), ("File", document.location)]
    rows = [
        join(element("dt", name), element("dd", linked(value))) for name, value in facts if value not in {"", UNKNOWN}
    ]
    return element("details", element("summary", "About this source"), element("dl", *rows), class_="fn-about")


def _link_html(document: Document, cited: Span) -> Markup:
    query = urlencode({"document": document.id, "start": cited.start, "end": cited.end})
    return element("a", "Link to this passage", href=f"?{query}", target="_blank", rel="noopener")


def _window_note(length: int, window: Span) -> Markup | None:
    if (window.start, window.end) == (0, length):
        return None
    text = (
        f"A long document: characters {window.start + 1:,} to {window.end:,} of {length:,} are shown, "
        "around the quotation."
    )
    return element("p", text, class_="fn-note")
