"""Quantities as text states them: numbers with units, ranges and bounds, by a small grammar with exact offsets.

quantulum3 0.10 (MIT) was measured first: it averages ranges, drops bounds ("up to", "or less"), reads dates and class
numbers as quantities and "45 minutes" as an angle, knows no "several thousand dollars", and takes 4 s to start.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.text.amounts import Amount, amounts
from bot.text.numbers import NUMBER_WORDS
from bot.text.reference_numbers import without_references
from bot.text.set_phrases import set_phrases
from bot.text.units import COUNT, Dimension, Unit, unit_of, unit_symbols, unit_words
from bot.text.words import runs_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """The figure at `text[start:end]`; `low` and `high` are in `unit.base`, None where the range is open.

    `counted` is what a number without a unit counts ("separate appointments"), or the kind of days ("business").
    A vague quantity ("several hours") has neither end. `is_interval` holds for what recurs: "every six months",
    "twice a year".
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: Unit
    counted: str = ""
    is_approximate: bool = False
    is_vague: bool = False
    is_interval: bool = False

    def of(self, text: str) -> str:
        """Its words in the `text` that it was read from."""
        return text[self.start : self.end]


BEFORE_CHARS = 40  # the longest bound with a hedge, "up to a maximum of approximately", and room for a verb
_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\bor\b|\band\b)\s*(?:about\s+|around\s+)?(?:[$€£¥]|US\$)?", re.IGNORECASE)
_UPPER_BEFORE = re.compile(
    r"\b(?:up to(?: a maximum of)?|at (?:the )?most|(?:no|not) (?:more|longer|later|greater|higher|bigger) than"
    r"|(?:not|never) (?:to )?(?:exceed(?:ing)?|rise above)|(?:no|not) (?:[a-z]+ )?(?:greater|higher|heavier"
    r"|larger) than|maximum"
    r"|less than|fewer than|under|below|within|maximum of|limited to|capped at"
    r"|as (?:many|much|long) as)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_LOWER_BEFORE = re.compile(
    r"\b(?:at (?:the )?least|(?:no|not) (?:less|fewer|shorter|earlier) than|more than|over|above|minimum of|minimum"
    r"|(?:no|not) (?:closer|nearer|smaller|lower) than|exceed(?:s|ing)?|as (?:few|little) as"
    r"|down to)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_UPPER_AFTER = re.compile(
    r",?\s*(?:of [a-z]+ )?(?:\bor (?:less|fewer|under|below|shorter)\b|\bat (?:the )?most\b|\bmaximum\b|\bmax\b)",
    re.IGNORECASE,
)
_LOWER_AFTER = re.compile(
    r",?\s*(?:\bor (?:more|longer|over|above)\b|\bat (?:the )?least\b|\bminimum\b)|\+", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:\b(?:about|around|approximately|approx\.|roughly|nearly|almost|circa|ca\.)\s+|[~≈]\s?)$", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:[$€£¥])?$", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each)\s+(?:about\s+)?$", re.IGNORECASE)
_AGE = re.compile(r"\bage[ds]?\s+(?:(?:of|is|was)\s+)?(?:from\s+|between\s+|around\s+|about\s+)?$", re.IGNORECASE)
_TIMES = re.compile(r"\s*times?\s+(?:a|an|per|each|every)\s+(day|week|month|year)\b", re.IGNORECASE)
_THEN = re.compile(r"(?:,?\s*and\s+|,?\s+)?", re.IGNORECASE)
_COUPLE = re.compile(r"(?:a\s+)?couple", re.IGNORECASE)
# What every quantity without a digit has one of; many sentences have none, and are done.
_DIGIT = re.compile(r"\d")
_SPANS = frozenset("second minute hour day week fortnight month year".split())
_AMOUNT_WORDS = NUMBER_WORDS | frozenset(
    "zero half single couple several many few some numerous dozen hundred thousand million billion".split()
)
_PHRASE_WORDS = frozenset(
    """
    once twice thrice half third thirds quarter quarters fifth fifths birthday every each hourly daily weekly
    fortnightly monthly yearly annually
    """.split()
)
_SET_WORDS = _SPANS | _PHRASE_WORDS | {"in", "out"}  # every set phrase has one; the last two for "six in ten"
_HINTS = (_AMOUNT_WORDS | _PHRASE_WORDS) - {"zero", "billion", "birthday"}
_HINT_ENDINGS = ("teen", "ty", "ly")
_A_SPAN = re.compile(rf"\ban?\s+(?:\w+\s+)?(?:{'|'.join(sorted(_SPANS))})\b", re.IGNORECASE)
# Letters that a pattern takes for "s" and "i" when it ignores case, and that no table of words or units has.
_ODD_LETTERS = "\N{LATIN SMALL LETTER LONG S}\N{LATIN SMALL LETTER DOTLESS I}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
_OTHER_LETTERS = str.maketrans(_ODD_LETTERS, "siI")
_YEARS = unit_of("year")
_UNNAMED = frozenset((Dimension.COUNT, Dimension.SHARE))  # told by no unit: "six", "half of"
_TIME_WORDS = frozenset("age ages aged hourly daily weekly fortnightly monthly yearly annually".split())  # and no unit


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, disjoint. Dates, years, page and list numbers are none."""
    text = as_matched(text)
    runs = runs_of(text)
    has_digit = _DIGIT.search(text) is not None
    if not has_digit and not _is_hint(text, runs):
        return ()
    masked = without_references(text)
    found: list[Quantity] = []
    if not runs.isdisjoint(_SET_WORDS):
        found += _fixed_forms(masked)
    if has_digit or not runs.isdisjoint(_AMOUNT_WORDS):
        found += _ranges(masked)
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(kept)


def may_measure(text: str, dimensions: Collection[Dimension]) -> bool:
    """Whether `quantities` may hold one of these dimensions, or of any when there are none, by a look at the words.

    Never False for a text that does; so most texts need not be read for the figures that are asked for.
    """
    return (
        not dimensions
        or not _UNNAMED.isdisjoint(dimensions)
        or not runs_of(text).isdisjoint(_names(frozenset(dimensions)))
    )


@cache
def _names(dimensions: frozenset[Dimension]) -> frozenset[str]:
    """The words and signs of which every text with a figure of one of `dimensions` has one."""
    named = {**unit_words(), **unit_symbols()}
    runs = (runs_of(name) for name, unit in named.items() if unit.dimension in dimensions)
    return frozenset().union(*runs, _TIME_WORDS if Dimension.TIME in dimensions else ())


def as_matched(text: str) -> str:
    """`text` with the letters that patterns take for others in every case: a table of words would not know "dayſ"."""
    return text.translate(_OTHER_LETTERS) if any(letter in text for letter in _ODD_LETTERS) else text


def _is_hint(text: str, runs: frozenset[str]) -> bool:
    """Whether a text without digits may hold a quantity."""
    if not runs.isdisjoint(_HINTS) or any(run.endswith(_HINT_ENDINGS) for run in runs):
        return True
    return not runs.isdisjoint(_SPANS) and _A_SPAN.search(text) is not None


def _fixed_forms(text: str) -> Iterator[Quantity]:
    """What no number with a unit makes, with the bounds around it: "up to an hour and a half"."""
    for phrase in set_phrases(text):
        plain = Quantity(
            phrase.start, phrase.end, phrase.value, phrase.value, phrase.unit, is_interval=phrase.is_interval
        )
        yield _bounded(text, text[max(0, phrase.start - BEFORE_CHARS) : phrase.start], plain)


def _ranges(text: str) -> Iterator[Quantity]:
    """Amounts, two of them together where "to", "or", a dash, or "between … and" joins them."""
    waiting: Amount | None = None
    for amount in amounts(text):
        if waiting is not None:
            if _is_rest(text, waiting, amount):
                waiting = _sum(waiting, amount)
                continue
            if _is_range(text, waiting, amount):
                yield _quantity(text, waiting, amount)
                waiting = None
                continue
            yield _quantity(text, waiting, waiting)
        waiting = amount
    if waiting is not None:
        yield _quantity(text, waiting, waiting)


def _is_rest(text: str, first: Amount, last: Amount) -> bool:
    """Whether `last` is the rest of one span of time that `first` begins: "two hours and twenty minutes"."""
    is_time = first.unit.dimension is Dimension.TIME and last.unit.dimension is Dimension.TIME
    if not is_time or first.value is None or last.value is None or first.counted or last.counted:
        return False
    return last.value < first.unit.factor and _THEN.fullmatch(text, first.end, last.start) is not None


def _sum(first: Amount, last: Amount) -> Amount:
    return replace(first, end=last.end, value=(first.value or 0.0) + (last.value or 0.0))


def _is_range(text: str, first: Amount, last: Amount) -> bool:
    between = text[first.end : last.start]
    if not _TO.fullmatch(between) or first.value is None or last.value is None:
        return False
    if "and" in between.lower() and not _BETWEEN.search(text, max(0, first.start - BEFORE_CHARS), first.start):
        return False
    is_same = first.unit.base == last.unit.base or first.is_bare or last.is_bare
    return is_same and (first.unit.dimension is last.unit.dimension or first.is_bare or last.is_bare)


def _quantity(text: str, first: Amount, last: Amount) -> Quantity:
    """The range from `first` to `last`, which are one and the same for a single figure, with its bounds."""
    unit = last.unit if not last.is_bare else first.unit
    low, high = _ends(first, last)
    counted = last.counted or first.counted
    plain = Quantity(first.start, last.end, low, high, unit, counted, is_vague=low is None)
    head = text[max(0, first.start - BEFORE_CHARS) : first.start]
    return _as_age(head, _as_interval(text, head, _bounded(text, head, plain)))


def _ends(first: Amount, last: Amount) -> tuple[float | None, float | None]:
    """Both values, the smaller first, in the unit of the end that names one ("2 to 8 °C", "$2K to 3K")."""
    low, high = first.value, last.value
    if low is not None and first.is_bare and not last.is_bare:
        low = low * last.unit.factor + last.unit.offset
    if high is not None and last.is_bare and not first.is_bare:
        high = high * first.unit.factor + first.unit.offset
    if low is not None and high is not None and low > high:
        return high, low
    return low, high


def _bounded(text: str, head: str, quantity: Quantity) -> Quantity:
    """`quantity` with the words before and after it that bound or soften it, which then belong to it."""
    if match := _ABOUT.search(head):
        quantity = replace(quantity, start=quantity.start - len(match.group()), is_approximate=True)
        head = head[: match.start()]
    if _COUPLE.match(text, quantity.start):
        quantity = replace(quantity, is_approximate=True)
    if match := _UPPER_BEFORE.search(head):
        return replace(quantity, start=quantity.start - len(match.group()), low=None)
    if match := _LOWER_BEFORE.search(head):
        return replace(quantity, start=quantity.start - len(match.group()), high=None)
    if match := _UPPER_AFTER.match(text, quantity.end):
        return replace(quantity, end=match.end(), low=None)
    if match := _LOWER_AFTER.match(text, quantity.end):
        return replace(quantity, end=match.end(), high=None)
    return quantity


def _as_interval(text: str, head: str, quantity: Quantity) -> Quantity:
    """What recurs as the time between: "every 4-6 weeks", "two times a day"."""
    times = _TIMES.match(text, quantity.end)
    if times and quantity.low and quantity.high and quantity.unit is COUNT:
        unit = unit_of(times[1])
        low, high = unit.factor / quantity.high, unit.factor / quantity.low
        return replace(quantity, end=times.end(), low=low, high=high, unit=unit, counted="", is_interval=True)
    if quantity.unit.dimension is Dimension.TIME and (match := _EVERY.search(head)):
        return replace(quantity, start=quantity.start - len(match.group()), is_interval=True)
    return quantity


def _as_age(head: str, quantity: Quantity) -> Quantity:
    """A number after "age" or "aged" in years."""
    if quantity.unit is not COUNT or quantity.counted or not _AGE.search(head):
        return quantity
    low, high = quantity.low, quantity.high
    return replace(
        quantity,
        low=None if low is None else low * _YEARS.factor,
        high=None if high is None else high * _YEARS.factor,
        unit=_YEARS,
    )
