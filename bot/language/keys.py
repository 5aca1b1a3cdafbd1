"""What a text names exactly, whatever way it is written, and how well another text holds it.

"E1057", "e 1057" and "E-1057" are one fault, "in June 2024" is met by 2024-06-14, "the 2nd version" by "Version II",
"1.540,50" by 1540.5. `keys_in` reads them, `held_keys` says how well a text holds those of a question.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.language.dates import date_fields, dates_in, is_calendar, is_year
from bot.language.identifiers import LONG_DIGITS, IdentifierPatterns, identifiers_in, patterns_of
from bot.language.numbers import LEAST_ALONE, ROMAN, numbers_in, roman_words
from bot.language.ordinals import numbered_in, ordinals_in
from bot.language.spans import open_name, part_of, part_words, spans_in
from bot.language.wordlists import wordlists
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import SPACES, runs_of

_DIGIT = re.compile(r"\d")
_ENDLESS = re.compile(r"\d{40,}")  # no number that anybody asks for, and Python refuses to read thousands of figures

Reader = Callable[[str], Iterator[Key]]
Glance = tuple[tuple[re.Pattern[str], frozenset[str]], ...]  # patterns, or one of the words in place of each


def keys_in(text: str) -> tuple[Key, ...]:
    """The keys of `text` in order; none overlaps another."""
    return _read(text, (spans_in, dates_in, identifiers_in, ordinals_in, numbered_in, numbers_in))


def _read(text: str, readers: Sequence[Reader]) -> tuple[Key, ...]:
    if _DIGIT.search(text) is None and runs_of(text).isdisjoint(_telling()):
        return ()
    text = _ENDLESS.sub(lambda match: "_" * len(match.group()), text)
    kept: list[Key] = []
    for read in readers:
        taken = [(key.start, key.end) for key in kept]
        for key in read(text):
            if all(key.end <= start or key.start >= end for start, end in taken):
                kept.append(key)
                taken.append((key.start, key.end))
    return tuple(sorted(kept, key=lambda key: key.start))


@cache
def _telling() -> frozenset[str]:
    """Of these a text without a digit has one when it has a key."""
    return wordlists().telling | ROMAN.keys()


@dataclass(frozen=True, slots=True)
class KeyFinder:
    """A key of a question with what finds it in a text, made once for all texts.

    `glances` say, per name that meets the key, what a text that holds it has; `identifiers` are the patterns of those
    names that are identifiers, with how well each meets it; `is_calendar` is whether only dates in words or with a
    month meet it.
    """

    key: Key
    glances: tuple[Glance, ...]
    identifiers: tuple[tuple[IdentifierPatterns, float], ...]
    is_calendar: bool

    @classmethod
    def of(cls, key: Key) -> "KeyFinder":
        """What finds `key`."""
        glances = tuple(
            tuple((re.compile(figures), frozenset(words)) for figures, words in _hints_of(key.kind, name))
            for name, _ in key.asked
        )
        is_identifier = key.kind is KeyKind.IDENTIFIER
        named = [(name, grade) for name, grade in key.asked if is_identifier and "#" not in name]
        only_dates = is_calendar(key) and not any(is_year(name) for name, _ in key.asked)
        return cls(key, glances, tuple((patterns_of(name), grade) for name, grade in named), only_dates)

    def may_be_in(self, lowered: str) -> bool:
        """A glance at a text, in lower case, which spares reading most."""
        return any(
            all(figures.search(lowered) or (words and not words.isdisjoint(runs_of(lowered))) for figures, words in one)
            for one in self.glances
        )

    def grade(self, text: str, names: Callable[[], frozenset[str]]) -> float:
        """How well a text holds the key, in [0, 1]; `names` gives what the keys of the text meet."""
        for (exact, part), grade in self.identifiers:
            if exact.search(text):
                return grade
            if part.search(text):
                return min(grade, WEAKLY)
        if len(self.identifiers) == len(self.key.asked):
            return 0.0
        held = names()
        return max((grade for name, grade in self.key.asked if name in held), default=0.0)


def held_keys(finders: Sequence[KeyFinder], text: str, place: str = "") -> tuple[float, ...]:
    """How well `text` holds each of the keys of a question, in [0, 1]: 0 not at all, `WEAKLY` in part, 1 as asked.

    Dates in `text` without a year are of the year that its `place` names: the third quarter, in a report of 2022.
    """
    if not finders:
        return ()
    lowered = f"{place}\n{text}".casefold()
    read: list[frozenset[str]] = []
    are_calendar = all(finder.is_calendar for finder in finders)

    def names() -> frozenset[str]:
        if not read:
            found = _read(text, (spans_in, dates_in)) if are_calendar else keys_in(text)
            open_ends = (open_name(key, text) for key in found)
            read.append(frozenset().union(*(key.held for key in found), _completed(found, place), open_ends))
        return read[0]

    return tuple(finder.grade(text, names) if finder.may_be_in(lowered) else 0.0 for finder in finders)


def _completed(found: Sequence[Key], place: str) -> frozenset[str]:
    """The names of the dates without a year, with each year that the place of the text names."""
    yearless = [name.removeprefix("yearless ") for key in found if not any(map(is_year, key.held)) for name in key.held]
    months = [name.removeprefix("--") for name in yearless if name.startswith("--")]
    if not place or not months:
        return frozenset()
    years = [name for key in keys_in(place) for name in key.held if is_year(name)]
    return frozenset(f"{year}-{month}" for year in years for month in months)


def _hints_of(kind: KeyKind, name: str) -> list[tuple[str, list[str]]]:
    words = wordlists()
    if kind is KeyKind.DATE and "#" not in name:
        name = name.rpartition(" ")[2]  # "before 2022"
    if kind is KeyKind.IDENTIFIER and "#" not in name:
        digits = max(re.findall(r"\d+", name), key=len)
        return [(digits if len(digits) < LONG_DIGITS else digits[:2], [])]
    if kind is KeyKind.DATE and ("-" in name or "/" in name):
        return _hints_of_date(name)
    whole, *fraction = re.findall(r"\d+", name)
    if fraction:
        return [(f"[.,]{fraction[0]}", [])]
    value = int(whole)
    if value >= LEAST_ALONE:
        return [(rf"[.,{SPACES}'’]?".join(whole.rstrip("0")), [])]  # 3,100 and 3.1k
    return [(_alone(value), [*roman_words(value), *words.ordinal_words(value), *words.number_words(value)])]


def _hints_of_date(name: str) -> list[tuple[str, list[str]]]:
    words = wordlists()
    if part := part_of(name):
        said, sign, number = part
        in_year = [(said[2:], list[str]())] if said else []
        return [*in_year, (_alone(number), words.ordinal_words(number)), (sign, sorted(part_words(sign)))]
    if "/" in name:
        return [(end[2:4], []) for end in name.split("/")]
    year, month, day = date_fields(name)
    in_year = [(f"{year % 100:02}", [])] if year else []
    return [*in_year, *([(_alone(day), [])] if day else []), (_alone(month), words.month_words(month))]


def _alone(number: int) -> str:
    return rf"(?<!\d)0*{number}(?!\d)"
