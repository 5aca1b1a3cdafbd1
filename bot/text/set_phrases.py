"""Amounts in set phrases, that no number before a unit makes: "an hour and a half", "twice a year", "two thirds of"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.text.numbers import NUMBER_WORDS, number_of
from bot.text.units import Unit, unit_of


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """The amount at `text[start:end]`, in `unit.base`; `is_interval` holds for the time between what recurs."""

    start: int
    end: int
    value: float
    unit: Unit
    is_interval: bool = False


_UNIT = r"(minute|hour|day|week|fortnight|month|year)"
_AND_A_HALF = re.compile(rf"\b(?:an?|one)\s+{_UNIT}\s+and\s+a\s+half\b", re.IGNORECASE)
# "an hour" is an amount only after a word that introduces one: "a session", "$600 a day" have none.
_ONE = re.compile(
    r"\b(?:within|in|for|after|about|under|over|around|than|nearly|almost|least|most|lasts?|takes?|every|until"
    r"|is|up to)"
    rf"\s+an?\s+(?:full\s+|whole\s+|good\s+|single\s+|calendar\s+)?{_UNIT}(?!\s+and\s+a\s+half|[’'\w-])",
    re.IGNORECASE,
)
_QUARTERS = re.compile(r"\b(an?|one|three)[\s-]quarters?\s+of\s+an\s+hour\b", re.IGNORECASE)
_NUMBER = rf"(?:\d+|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})"
_ADVERBS = re.compile(r"\b(hour|dai|week|fortnight|month|year|annual)ly\b", re.IGNORECASE)
_TIMES = re.compile(rf"\b(once|twice|thrice)\s+(?:(?:a|an|per|each|every)\s+{_UNIT}|(dai|week|month|year)ly)\b", re.I)
_EVERY_OTHER = re.compile(rf"\bevery\s+(other|second|third|fourth)\s+{_UNIT}\b", re.IGNORECASE)
_EVERY_ONE = re.compile(rf"\b(?:every|each)\s+(?:single\s+)?{_UNIT}\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(an?|one|two|three|four)[\s-])?(half|thirds?|quarters?|fifths?)\s+of\s+(?!an?\b)(?!which\b)", re.IGNORECASE
)
_OUT_OF = re.compile(rf"\b({_NUMBER})\s+(?:out\s+of\s+(?:every\s+)?|in\s+(?:every\s+)?)({_NUMBER})\s+[a-z]+s?\b", re.I)
_BY_HALF = re.compile(r"\bby\s+((?:a\s+)?half)\b(?!\s+an?\b)", re.IGNORECASE)
_BIRTHDAY = re.compile(r"\b(\w+teen)th\s+birthday\b", re.IGNORECASE)
_TIMES_WORDS = {"once": 1, "twice": 2, "thrice": 3}
_ORDINALS = {"other": 2, "second": 2, "third": 3, "fourth": 4}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}
_PERIODS = {"dai": "day", "annual": "year"}
_PERCENT = unit_of("percent")
_HOUR = unit_of("hour")
_YEAR = unit_of("year")


def set_phrases(text: str) -> Iterator[SetPhrase]:
    """The set phrases of `text`; they may overlap, and then the one that begins first and ends last is meant."""
    lowered = text.lower()
    for words, pattern, read in _READERS:
        if any(word in lowered for word in words):
            for match in pattern.finditer(text):
                yield read(match)


def _and_a_half(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(match[1])
    return SetPhrase(*match.span(), 1.5 * unit.factor, unit)


def _one(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(match[1])
    start = match.end() - len(match.group().split(maxsplit=1)[1])
    return SetPhrase(start, match.end(), unit.factor, unit)


def _quarters(match: re.Match[str]) -> SetPhrase:
    quarters = 3 if match[1].lower() == "three" else 1
    return SetPhrase(*match.span(), quarters * _HOUR.factor / 4, _HOUR)


def _times(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(match[2] or _PERIODS.get(match[3].lower(), match[3]))
    return SetPhrase(*match.span(), unit.factor / _TIMES_WORDS[match[1].lower()], unit, is_interval=True)


def _adverb(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(_PERIODS.get(match[1].lower(), match[1]))
    return SetPhrase(*match.span(), unit.factor, unit, is_interval=True)


def _every_other(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(match[2])
    return SetPhrase(*match.span(), unit.factor * _ORDINALS[match[1].lower()], unit, is_interval=True)


def _every_one(match: re.Match[str]) -> SetPhrase:
    unit = unit_of(match[1])
    return SetPhrase(*match.span(), unit.factor, unit, is_interval=True)


def _fraction(match: re.Match[str]) -> SetPhrase:
    count = 1.0 if (match[1] or "a").lower() in ("a", "an") else number_of(match[1])
    share = 100 * count / _PARTS[match[2].lower().removesuffix("s")]
    return SetPhrase(match.start(), match.end(2), share, _PERCENT)


def _out_of(match: re.Match[str]) -> SetPhrase:
    whole = number_of(match[2])
    return SetPhrase(match.start(), match.end(2), 100 * number_of(match[1]) / whole if whole else 0.0, _PERCENT)


def _by_half(match: re.Match[str]) -> SetPhrase:
    return SetPhrase(match.start(1), match.end(), 50.0, _PERCENT)


def _birthday(match: re.Match[str]) -> SetPhrase:
    return SetPhrase(*match.span(), number_of(match[1]) * _YEAR.factor, _YEAR)


_UNITS = ("minute", "hour", "day", "week", "fortnight", "month", "year")
# Each pattern after the words of which a text has one where the pattern fits, looked for first as that is quick.
_READERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], SetPhrase]], ...] = (
    (("a half",), _AND_A_HALF, _and_a_half),
    (_UNITS, _ONE, _one),
    (("quarter",), _QUARTERS, _quarters),
    (("once", "twice", "thrice"), _TIMES, _times),
    (tuple(f"{unit}ly" for unit in ("hour", "dai", "week", "fortnight", "month", "year", "annual")), _ADVERBS, _adverb),
    (("every",), _EVERY_OTHER, _every_other),
    (("every", "each"), _EVERY_ONE, _every_one),
    (("half of", "third", "quarter", "fifth"), _FRACTION, _fraction),
    ((" in ", " out of "), _OUT_OF, _out_of),
    (("half",), _BY_HALF, _by_half),
    (("teenth birthday",), _BIRTHDAY, _birthday),
)
