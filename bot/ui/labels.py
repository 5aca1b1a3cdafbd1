"""The words in which the page names a source: publisher, kind, date, page, headings."""

from typing import assert_never
from urllib.parse import urlsplit

from markupsafe import Markup

from bot.records import UNKNOWN, Citation, Document, SourceClass
from bot.ui.html import element
from bot.ui.saying import capital, say

HEADING_SEPARATOR = " › "


def source_line(source: Citation | Document) -> str:
    """Who says it, what kind of voice that is, and when, in one line; what is unknown is said to be.

    What an upload says of these is told as its own words.
    """
    if source.is_upload:
        return _upload_line(source)
    publisher = source.publisher if source.publisher != UNKNOWN else say("publisher unknown")
    return " · ".join([publisher, _kind(source.source_class), _date(source.date)])


def _upload_line(source: Citation | Document) -> str:
    kind = _kind(source.source_class) if source.source_class is not SourceClass.UNKNOWN else UNKNOWN
    claims = [claim for claim in (source.publisher, kind, source.date) if claim not in ("", UNKNOWN)]
    return say("uploaded; says of itself: {claims}", claims=" · ".join(claims)) if claims else say("uploaded")


def place_line(citation: Citation) -> str:
    """Where in its document a citation stands: the heading path and the page, or "" when neither is known."""
    headings = path(citation.headings)
    page = page_words(citation.page, citation.page_label) if citation.page is not None else ""
    return " · ".join(part for part in (headings, page) if part)


def page_words(number: int, label: str | None) -> str:
    """What a page is called: by its number in the file, and by what is printed on it where that differs."""
    if label and label != str(number):
        return say("page {page} (printed “{label}”)", page=str(number), label=label)
    return say("page {page}", page=str(number))


def page_name(document: Document, number: int) -> str:
    """What a page of a document is called, with a capital."""
    label = document.pages[number - 1].label if number <= len(document.pages) else None
    return capital(page_words(number, label))


def path(headings: tuple[str, ...]) -> str:
    """A heading path in one line, outermost first."""
    return HEADING_SEPARATOR.join(headings)


def title_of(source: Citation | Document) -> str:
    """The title of a source, or the name of its file when it has none."""
    document = source.document if isinstance(source, Citation) else source.id
    return source.title.strip() or document


def linked(text: str) -> str | Markup:
    """`text`, as a link when it is a web address and as plain text otherwise (never `javascript:` or a file)."""
    if not is_web_address(text):
        return text
    return element("a", text, href=text, target="_blank", rel="noopener noreferrer")


def _kind(source_class: SourceClass) -> str:
    match source_class:
        case SourceClass.ENCYCLOPEDIA:
            return say("encyclopedia wiki")
        case SourceClass.MAGAZINE:
            return say("magazine or blog")
        case SourceClass.CLINIC:
            return say("clinic or seller")
        case SourceClass.REGULATOR:
            return say("regulator")
        case SourceClass.JOURNAL:
            return say("journal")
        case SourceClass.UNKNOWN:
            return say("kind of source unknown")
        case _:
            assert_never(source_class)


def _date(date: str) -> str:
    return date if date != UNKNOWN else say("date unknown")


def is_web_address(text: str) -> bool:
    """Whether `text` is an address of the web."""
    try:
        parts = urlsplit(text)
    except ValueError:  # such as an unclosed bracket in the host
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
