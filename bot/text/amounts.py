"""Amounts: one number with its unit or with the noun it counts, before ranges and bounds are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.text.numbers import NUMBER, VAGUE_NUMBER, number_of
from bot.text.units import COUNT, Unit, unit_of, unit_symbols, unit_words


@dataclass(frozen=True, slots=True)
class Amount:
    """The amount at `text[start:end]`; `value` is None where the words give none ("several hours").

    `counted` is the noun that a number without a unit counts, or what stands between number and unit ("business").
    `is_bare` holds for a number with neither, which may take its unit from the other end of a range.
    """

    start: int
    end: int
    value: float | None
    unit: Unit = COUNT
    counted: str = ""
    is_bare: bool = False


# Nothing begins inside a word; said first, that makes the search three times as quick.
_AMOUNT = re.compile(rf"(?<!\w)(?:(?P<vague>{VAGUE_NUMBER})|(?P<number>(?<!\.){NUMBER}))", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"(?:(?:US)?\$|€|£|¥|\b(?:USD|EUR|GBP|CHF|JPY)\s?)\s?$")
_REPEATED = re.compile(r"\s*\(\d[\d,.]*\)")  # "thirty (30) days"
_RATIO = re.compile(r"\s+of\s+(?:the\s+)?(?=\d|two\b|three\b|five\b|ten\b|twenty\b)", re.IGNORECASE)
# Adjectives that may part a number from the unit of time it counts.
_KINDS_OF_DAYS = (
    r"(?:(?P<kind>working|business|calendar|consecutive|vacation|sick|additional|further|more|extra|full)\s+)?"
)
_GAP = r"(?:\s|-)?\s*"
_WORD = re.compile(r"[\s-]+(?P<word>[A-Za-z][\w'’-]*)")
# Where a counted noun phrase ends at the latest, and what describes no kind of thing.
_STOPS = frozenset(
    """
    a an and are as at be been before but by can could do does each every for from had has have if in into is it its
    may might more most must not of on or our out per she should so some than that the their them then there these
    they this those through to under until was we were when which while who will with would you your after about apart
    ago later old long wide thick high deep times fold less fewer needed required enough
    """.split()
)
_FILLERS = frozenset("separate different individual additional further other consecutive single full".split())
_PLURAL = re.compile(r"(?:[^su]|[aeo]u)s$|^(?:people|children|men|women|feet|teeth|staff|personnel)$", re.IGNORECASE)
MOST_NOUN_WORDS = 4  # "six pulsed dye laser visits"; a longer run of words before a plural is no noun phrase


@cache
def _unit_after() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, unit_words()), key=len, reverse=True))
    symbols = "|".join(sorted(map(re.escape, unit_symbols()), key=len, reverse=True))
    return re.compile(
        rf"{_GAP}(?i:{_KINDS_OF_DAYS})(?P<unit>(?i:{words})|{symbols})(?![\w²³$]|/(?!(?:day|week|month|year"
        rf"|night|person|session|hour|d|wk)\b|\s))"
    )


def amounts(text: str) -> Iterator[Amount]:
    """The amounts of `text` in order; of "two of the ten patients" the first number, with the noun."""
    position = 0
    for match in _AMOUNT.finditer(text):
        if match.start() < position:
            continue
        amount = _amount(text, match)
        position = amount.end
        yield amount


def _amount(text: str, match: re.Match[str]) -> Amount:
    value = number_of(match["number"]) if match["number"] else None
    currency = _CURRENCY_BEFORE.search(text, max(0, match.start() - 5), match.start())
    start = currency.start() if currency else match.start()
    end = repeated.end() if (repeated := _REPEATED.match(text, match.end())) else match.end()
    if currency:
        return Amount(start, end, value, unit_of(currency.group()))
    if unit := _unit_after().match(text, end):
        return _with_unit(start, value, unit)
    if (ratio := _RATIO.match(text, end)) and (whole := _AMOUNT.match(text, ratio.end())):
        end = whole.end()
    return _counting(text, start, end, value)


def _with_unit(start: int, value: float | None, match: re.Match[str]) -> Amount:
    unit = unit_of(match["unit"])
    converted = None if value is None else value * unit.factor + unit.offset
    return Amount(start, match.end(), converted, unit, match["kind"] or "")


def _counting(text: str, start: int, end: int, value: float | None) -> Amount:
    """The number with the noun it counts: the first plural after it, else, for one thing, the word after it."""
    words: list[re.Match[str]] = []
    position = end
    while len(words) <= MOST_NOUN_WORDS and (match := _WORD.match(text, position)):
        if match["word"].lower() in _STOPS:
            break
        words.append(match)
        position = match.end()
        if _PLURAL.search(match["word"]):
            return Amount(start, position, value, COUNT, _noun(words))
    if words and value == 1:
        last = next((word for word in words if word["word"].lower() not in _FILLERS), words[0])
        return Amount(start, last.end(), value, COUNT, last["word"])
    return Amount(start, end, value, COUNT, "", is_bare=True)


def _noun(words: list[re.Match[str]]) -> str:
    return " ".join(word["word"] for word in words if word["word"].lower() not in _FILLERS)
