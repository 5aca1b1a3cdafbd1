"""Which period an answer is taken from."""

from collections.abc import Iterator

from bot.answer.short import Choice, quoted
from bot.answer.units import Unit
from bot.language.keys import KeyFinder, held_keys
from bot.language.periods import name_of, periods_in
from bot.records import KeyKind, Period
from bot.search.query import Query


def period_of(found: Choice, query: Query, shown: int) -> Period | None:
    """The period that decided for the first of the quotations of the first `shown` passages.

    Of the period that the question names, or where it asks for the latest or earliest; None for another question, or
    where nothing names one.
    """
    asked = tuple(KeyFinder.of(key) for key in query.keys if key.kind is KeyKind.DATE)
    if not asked and not found.end_in_time:
        return None
    quotations = quoted(found.first(shown))
    said = _periods(quotations[0].unit, statement_first=bool(asked)) if quotations else ()
    return next((one for one in said if not asked or any(held_keys(asked, name_of(one)))), None)


def _periods(unit: Unit, *, statement_first: bool) -> Iterator[Period]:
    """The periods that a unit names, or inherits, the nearest first; its own words go first or last."""
    own = periods_in(unit.sentence.text)
    yield from own if statement_first else ()
    for heading in reversed(unit.block.headings):
        yield from periods_in(heading)
    yield from [unit.period] if unit.period else ()
    yield from periods_in(unit.title)
    yield from own
