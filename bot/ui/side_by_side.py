"""What the sources say, side by side, as HTML: a table for each figure, its words open their source."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.records import Aspect
from bot.ui.citations import words_html
from bot.ui.compared import Row, rows, verdict_words
from bot.ui.html import element
from bot.ui.saying import say


def way_there_html(aspects: Sequence[Aspect], key: str) -> Markup | None:
    """A line above the quotations that says what is compared below them, and leads there; None without aspects."""
    if not aspects:
        return None
    compared = "; ".join(map(_title, aspects))
    return element("p", f"{say('Side by side:')} ", element("a", compared, href=f"#{_place(key)}"), class_="fn-way")


def side_by_side_html(aspects: Sequence[Aspect], key: str) -> Markup | None:
    """The tables; None without aspects."""
    if not aspects:
        return None
    tables = [_table(aspect, f"{key}-says-{number}") for number, aspect in enumerate(aspects, start=1)]
    return element(
        "section",
        element("h3", say("What the sources say, side by side")),
        *tables,
        id=_place(key),
        class_="fn-says",
    )


def _place(key: str) -> str:
    return f"fn-says-{key}"


def _title(aspect: Aspect) -> str:
    return f"{aspect.name}: {verdict_words(aspect)}"


def _table(aspect: Aspect, key: str) -> Markup:
    heads = (element("th", head, scope="col") for head in (say("Source"), say("Says")))
    table = element(
        "table",
        element("caption", _title(aspect)),
        element("thead", element("tr", *heads)),
        element("tbody", *(_row(row, f"{key}-{number}") for number, row in enumerate(rows(aspect), start=1))),
    )
    return element("div", table, class_="fn-aspect")


def _row(row: Row, key: str) -> Markup:
    words = element("td", words_html(row.citation, key, row.words))
    return element("tr", element("th", row.source, scope="row"), words)
