"""Questions for one end of an order, "the cheapest", "ends last", and the figures that such an order is made of."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.language.dates import date_fields
from bot.language.keys import keys_in
from bot.language.periods import period_of_key
from bot.language.spans import part_of
from bot.language.words import content_words, term_of, terms
from bot.records import KeyKind, Order
from bot.text.moments import CLOCK, DATE, DAY_OF_YEAR, DAYS_OF_MONTH, MONTHS_OF_YEAR, YEAR, moments
from bot.text.quantities import Quantity, quantities
from bot.text.units import COUNT, Dimension
from bot.text.words import WORD

RATE_WORDS = 3  # from a figure to what it is for each of: "euro plus VAT per month"
_SEPARATED = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.,]*\d)|(?<![\d.,])\d+,\d+(?![\d.,]*\d)")
_SWAPPED = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class Superlative:
    """A word that asks for one end of an order; it has no `dimensions` where it fits every measure."""

    asks: re.Pattern[str]
    order: Order
    dimensions: frozenset[Dimension]
    noun: str
    told: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a question for one end of an order asks: `rest` is the question for the figure itself.

    The word that asked stood at `place` of it; `implied` are terms that a sentence may leave out, `said` are those of
    that word, which a sentence that answers by itself holds; `told` one of which stands beside the figure in sentences
    that say which figure it is.
    """

    order: Order
    dimensions: frozenset[Dimension]
    rest: str
    place: int
    implied: frozenset[str]
    said: frozenset[str]
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure or date of a text, and the terms of what it counts and is for each of ("month"), "" without one."""

    quantity: Quantity
    counted: str
    rate: str

    @property
    def kind(self) -> tuple[str, str, str]:
        """What has to be the same of two that are compared."""
        return self.quantity.unit.base, self.counted, self.rate

    def measures(self, dimensions: AbstractSet[Dimension]) -> bool:
        """Whether it is of one of `dimensions`, or of any where there are none; "3 Monate" are a time as well."""
        of_time = Dimension.TIME in dimensions and self.counted in _time_words()
        return not dimensions or self.quantity.unit.dimension in dimensions or of_time

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the most that it may be; of an open range, its only end."""
        low, high = self.quantity.low, self.quantity.high
        return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


@dataclass(frozen=True, slots=True)
class _Tables:
    superlatives: Mapping[str, Sequence[Superlative]]
    rates: Mapping[str, frozenset[str]]
    decimal_comma: frozenset[str]


def ordered_by(question: str, language: str) -> Ordered | None:
    """Which end of which order `question` asks for; None when it asks for none."""
    text = " ".join(unicodedata.normalize("NFC", question).split())
    for word in _tables().superlatives.get(language, ()):
        if match := word.asks.search(text):
            before, noun, after = text[: match.start()].strip(), word.noun.split()[:1], text[match.end() :].strip()
            rest = " ".join([before, *noun, after])
            said = frozenset(found.term for found in content_words(match.group(), language))
            implied = frozenset(terms(word.noun, language))
            told = implied.union(terms(word.told, language))
            return Ordered(word.order, word.dimensions, rest, len(before), implied, said, told)
    return None


def measures_in(text: str, language: str) -> tuple[Measure, ...]:
    """The figures, dates and hours of `text` in order, whatever the language writes between thousands.

    A number without a unit that is known counts the word behind it, so that it is compared with others of that.
    """
    comma = language in _tables().decimal_comma
    text = _SEPARATED.sub(lambda match: match.group().translate(_SWAPPED), text) if comma else text
    figures = [one for one in quantities(text) if not one.is_vague]
    measured = [one for one in figures if one.unit != COUNT]
    points = [point for point in moments(text) if point.unit == CLOCK]
    points += [one for one in _dates(text) if one.unit != YEAR or not any(_overlap(one, other) for other in measured)]
    free = [one for one in figures if not any(_overlap(one, point) for point in points)]
    found = sorted((*points, *(_counting(text, one) for one in free)), key=lambda one: one.start)
    return tuple(_measure(text, one, language) for one in found)


def _dates(text: str) -> list[Quantity]:
    """The dates of a text, and its times of a month or longer from their first day to their last."""
    found = []
    for key in keys_in(text):
        name = key.name.rpartition("#")[2]
        if key.kind is not KeyKind.DATE or not (key.is_strict or "-" in name):
            continue
        end = key.start + len(text[key.start : key.end].rstrip("."))  # "15 May." at the end of a sentence
        if period := period_of_key(key):
            low, high = (_days(*map(int, day.split("-"))) for day in (period.start, period.end))
            found.append(Quantity(key.start, end, low, high, DATE if "-" in name else YEAR))
        elif not part_of(name):
            year, month, day = date_fields(name)
            value, unit = _days(year, month, day), DAY_OF_YEAR if not year else DATE if month else YEAR
            found.append(Quantity(key.start, end, value, value, unit))
    return found


def _days(year: int, month: int, day: int) -> float:
    return float((year * MONTHS_OF_YEAR + month) * DAYS_OF_MONTH + day)


def _counting(text: str, figure: Quantity) -> Quantity:
    """The figure; a number that has no unit, and counts nothing that is known, with the word right behind it."""
    following = WORD.search(text, figure.end)
    if figure.unit != COUNT or figure.counted or following is None or following.group().isdecimal():
        return figure
    is_beside = not text[figure.end : following.start()].strip(" -")
    return replace(figure, counted=following.group()) if is_beside else figure


def _measure(text: str, figure: Quantity, language: str) -> Measure:
    counted = term_of(figure.counted.split()[-1], language) if figure.counted else ""
    return Measure(figure, counted, _rate(text, figure, counted, language))


def _rate(text: str, figure: Quantity, counted: str, language: str) -> str:
    """The first of the words behind a figure, before the clause ends, that says what it is for each of."""
    if figure.unit.dimension in (Dimension.DATE, Dimension.CLOCK):
        return ""
    clause = re.split(r"[.;,|()\n]", text[figure.end :], maxsplit=1)[0]
    following = [term_of(word, language) for word in clause.replace("/", " ").split()[:RATE_WORDS]]
    known = _tables().rates.get(language, frozenset())
    return next((word for word in following if word in known and word != counted), "")


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _time_words() -> frozenset[str]:
    return frozenset().union(*_tables().rates.values())


@cache
def _tables() -> _Tables:
    data = tomllib.loads((files("bot.language") / "orders.toml").read_text(encoding="utf-8"))
    rates, commas = data.pop("rates"), data.pop("decimal_comma")
    return _Tables(
        superlatives={language: [_superlative(row) for row in rows] for language, rows in data.items()},
        rates={language: frozenset(terms(words, language)) for language, words in rates.items()},
        decimal_comma=frozenset(commas),
    )


def _superlative(row: Mapping[str, str | Sequence[str]]) -> Superlative:
    asks, dimensions = re.compile(str(row["asks"]), re.IGNORECASE), frozenset(map(Dimension, row.get("dimensions", ())))
    return Superlative(asks, Order(str(row["order"])), dimensions, str(row.get("noun", "")), str(row.get("told", "")))
