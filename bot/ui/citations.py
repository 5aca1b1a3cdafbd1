"""Buttons that open a citation in its source."""

from markupsafe import Markup

from bot.records import Citation
from bot.ui.html import Child, element
from bot.ui.labels import place_line, source_line, title_of
from bot.ui.saying import say


def citation_html(citation: Citation, key: str, *, number: int | None = None) -> Markup:
    """The button that names a citation by its source; without a `number` a small one."""
    place = place_line(citation)
    return _button(
        citation,
        key,
        "fn-citation" if number is not None else "fn-citation fn-citation-small",
        element("span", str(number), class_="fn-number") if number is not None else None,
        element(
            "span",
            element("span", title_of(citation), class_="fn-title", lang=""),
            element("span", place, class_="fn-place") if place else None,
            element("span", source_line(citation), class_="fn-source"),
            class_="fn-citation-words",
            data_place=f"{citation.document} [{citation.start}:{citation.end}]",  # printed
        ),
    )


def place_html(citation: Citation, key: str, number: int | None = None, *, is_titled: bool = False) -> Markup:
    """The button that names in a line where cited words stand, by the `number` of their passage, title and place.

    The title is left out where it stands above and `is_titled`, unless nothing else is known of the place.
    """
    place = place_line(citation)
    has_title = not (is_titled and place)
    return _button(
        citation,
        key,
        "fn-from",
        element("span", str(number), class_="fn-number") if number is not None else None,
        element(
            "span",
            element("span", title_of(citation), class_="fn-title", lang="") if has_title else None,
            element("span", " · " if has_title else None, place, class_="fn-place") if place else None,
            class_="fn-citation-words",
            data_place=f"{citation.document} [{citation.start}:{citation.end}]",  # printed
        ),
    )


def words_html(citation: Citation, key: str, words: str) -> Markup:
    """The button that names a citation by some of its `words`."""
    return _button(citation, key, "fn-words", words)


def _button(citation: Citation, key: str, class_: str, *children: Child) -> Markup:
    return element(
        "button",
        *children,
        type="button",
        id=f"fn-cite-{key}",
        class_=class_,
        title=say("Open in its source"),
        data_document=citation.document,
        data_start=citation.start,
        data_end=citation.end,
        data_sha256=citation.text_sha256,
    )
