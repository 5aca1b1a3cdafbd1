"""What the sources say, side by side, as HTML: a table for each thing, its words open their source."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.records import Aspect
from bot.ui.citations import words_html
from bot.ui.compared import Row, has_one_source, rows, verdict_words
from bot.ui.html import element, join
from bot.ui.saying import say


def way_there_html(aspects: Sequence[Aspect], key: str) -> Markup | None:
    """A line above the quotations that says what is compared below them, and leads there; None without aspects.

    And a second one for what a single source says, which is compared with nothing.
    """
    compared = [_title(aspect) for aspect in aspects if not has_one_source(aspect)]
    alone = [aspect.name for aspect in aspects if has_one_source(aspect)]
    if not aspects:
        return None
    return join(
        _way(say("Side by side:"), compared, key) if compared else None,
        _way(say("Of one source alone:"), alone, key) if alone else None,
    )


def _way(words: str, names: Sequence[str], key: str) -> Markup:
    return element("p", f"{words} ", element("a", "; ".join(names), href=f"#{_place(key)}"), class_="fn-way")


def side_by_side_html(aspects: Sequence[Aspect], key: str) -> Markup | None:
    """The tables; None without aspects."""
    if not aspects:
        return None
    tables = [_table(aspect, f"{key}-says-{number}") for number, aspect in enumerate(aspects, start=1)]
    return element(
        "section",
        element("h3", _heading(aspects)),
        *tables,
        id=_place(key),
        class_="fn-says",
    )


def _heading(aspects: Sequence[Aspect]) -> str:
    if all(map(has_one_source, aspects)):
        return say("What one source says")
    return say("What the sources say, side by side")


def _place(key: str) -> str:
    return f"fn-says-{key}"


def _title(aspect: Aspect) -> str:
    return f"{aspect.name}: {verdict_words(aspect)}"


def _table(aspect: Aspect, key: str) -> Markup:
    has_conditions = any(said.condition for said in aspect.said)
    heads = [say("Source"), say("Says"), *([say("About")] if has_conditions else [])]
    table = element(
        "table",
        element("caption", _title(aspect)),
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        *(
            _source(of_one, f"{key}-{number}", has_conditions=has_conditions)
            for number, of_one in enumerate(rows(aspect), start=1)
        ),
    )
    return element("div", table, class_="fn-aspect")


def _source(of_one: Sequence[Row], key: str, *, has_conditions: bool) -> Markup:
    """The rows of one source, its name beside them all."""
    name = element("th", of_one[0].source, scope="rowgroup", rowspan=len(of_one))
    return element(
        "tbody",
        *(
            element(
                "tr",
                name if number == 1 else None,
                _words(row, f"{key}-{number}"),
                element("td", row.condition, class_="fn-condition") if has_conditions else None,
            )
            for number, row in enumerate(of_one, start=1)
        ),
    )


def _words(row: Row, key: str) -> Markup:
    stance = element("span", f"{row.stance}: ", class_="fn-stance") if row.stance else None
    return element("td", stance, words_html(row.citation, key, row.words))
