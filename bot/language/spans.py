"""Spans of months or years: "Q3 2022", "first half of 2023", "FY2022/23", "March to June 2024", "2019-2021".

Their names: "2022-q3", "2023-h1", "--q3" without a year, "2022/2023" and "2024-03/2024-06" from one to another.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from bot.language.wordlists import wordlists
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import LETTER, runs_of

LONGEST_YEARS = 50  # from and to; more are two years that happen to stand side by side
_PARTS = {"q": 3, "h": 6}  # how many months each is of
_NAMED = re.compile(r"(?P<year>\d{4})?-{1,2}(?P<part>[qh])(?P<number>\d)")
_FROM_TO_NAMES = re.compile(r"(\d{4})(?:-(\d\d))?/(\d{4})(?:-(\d\d))?")
_DATE_NAME = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-\d\d)?)?")
_ANY_YEAR = re.compile(r"\d{4}")
_YEAR = r"(?:1[5-9]|20)\d\d"
_FROM_TO = r"\s?[-–/]\s?"


def spans_in(text: str) -> Iterator[Key]:
    """The quarters, halves, years of accounts and times from one month or year to another of `text`, form by form."""
    patterns, said = _patterns(), runs_of(text)
    for pattern in patterns.parts if not said.isdisjoint(patterns.part_words) else ():
        for match in pattern.finditer(text):
            yield from _part(match)
    if not said.isdisjoint(wordlists().months):
        for match in patterns.months.finditer(text):
            yield from _from_month(match)
    if _ANY_YEAR.search(text):
        for match in patterns.years.finditer(text):
            yield from _from_year(match)


def open_name(key: Key, text: str) -> str:
    """The name of all the time before or after a date, where the text names that: "before 2022", "after 2024-06"."""
    if key.kind is not KeyKind.DATE:
        return ""
    match = _patterns().open.search(text[: key.start])
    return f"{'before' if match['before'] else 'after'} {key.name.rpartition('#')[2]}" if match else ""


def asked_openly(key: Key, question: str) -> Key:
    """The key; that of all the time before or after it, for as many years as a time may be of, where that is asked."""
    open_end = open_name(key, question)
    side, _, said = open_end.partition(" ")
    ends = months_of(said) or _months_of_date(said)
    if not open_end or ends is None:
        return key
    (year, month), (last_year, last) = ends
    if side == "before":
        within = [f"{year}-{i:02}" for i in range(1, month)]
        years = range(year - LONGEST_YEARS, year)
        name = f"{years[0]}-01/{within[-1] if within else f'{year - 1}-12'}"
    else:
        within = [f"{last_year}-{i:02}" for i in range(last + 1, 13)]
        years = range(last_year + 1, last_year + LONGEST_YEARS + 1)
        name = f"{within[0] if within else f'{last_year + 1}-01'}/{years[-1]}-12"
    names = (name, open_end, *map(str, years), *within)
    return replace(key, name=name, asked=tuple((one, 1.0) for one in names), held=frozenset(names), is_strict=True)


def months_of(name: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """First and last month, each with its year, of the name of such a time; None for any other name, or no year."""
    part = _NAMED.fullmatch(name)
    if part and part["year"]:
        count = _PARTS[part["part"]]
        end = int(part["number"]) * count
        return (int(part["year"]), end - count + 1), (int(part["year"]), end)
    ends = _FROM_TO_NAMES.fullmatch(name)
    if not ends:
        return None
    first, first_month, last, last_month = ends.groups()
    return (int(first), int(first_month or 1)), (int(last), int(last_month or 12))


def part_of(name: str) -> tuple[str, str, int] | None:
    """Year ("" without one), "q" or "h", and number of the name of a quarter or half; None for any other name."""
    part = _NAMED.fullmatch(name)
    return (part["year"] or "", part["part"], int(part["number"])) if part else None


def part_words(part: str) -> frozenset[str]:
    """Every word and sign for a quarter ("q") or a half ("h")."""
    return wordlists().quarters if part == "q" else wordlists().halves


def _months_of_date(name: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    said = _DATE_NAME.fullmatch(name)
    if said is None:
        return None
    year, month = int(said["year"]), int(said["month"] or 0)
    return (year, month or 1), (year, month or 12)


def _part(match: re.Match[str]) -> Iterator[Key]:
    said = match.groupdict()
    number = _number(said["number"])
    part = "q" if said["part"].casefold() in wordlists().quarters else "h"
    if not 1 <= number <= 12 // _PARTS[part]:
        return
    year = said.get("year") or (f"20{said['short']}" if said.get("short") else "")
    word = said["part"].casefold()
    if not year and len(word) <= 2 and word != "q":
        return  # T3 is a hormone
    name = f"{year}-{part}{number}" if year else f"--{part}{number}"
    held = {name, f"--{part}{number}", *([year] if year else [f"{word} #{number}", f"#{number}"])}
    asked = {name: 1.0}
    if year:
        last = number * _PARTS[part]
        quarters = [f"{year}-q{last // 3 - 1}", f"{year}-q{last // 3}"] if part == "h" else []
        months = [f"{year}-{month:02}" for month in range(last - _PARTS[part] + 1, last + 1)]
        asked |= dict.fromkeys([*quarters, *months], WEAKLY)
    elif len(word) > 2:
        asked[f"#{number}"] = WEAKLY
    is_strict = bool(year) or part == "q" or number > 1
    yield _key(match, name, asked, held, is_strict=is_strict)


def _number(said: str) -> int:
    figures = re.match(r"\d+", said)
    return int(figures.group()) if figures else wordlists().ordinals.get(said.casefold(), 0)


def _from_month(match: re.Match[str]) -> Iterator[Key]:
    months = wordlists().months
    first, last = (months.get(match[name].casefold(), 0) for name in ("month", "last"))
    year = int(match["year"])
    before = int(match["first_year"] or year)
    count = (year - before) * 12 + last - first
    if not (first and last and 0 < count <= LONGEST_YEARS):
        return
    within = [f"{before + (first - 1 + i) // 12}-{(first - 1 + i) % 12 + 1:02}" for i in range(count + 1)]
    name = f"{within[0]}/{within[-1]}"
    yield _key(match, name, {name: 1.0, **dict.fromkeys(within, 1.0)}, {name, *within, str(before), str(year)})


def _from_year(match: re.Match[str]) -> Iterator[Key]:
    first, said = int(match["year"]), match["last"]
    if said is None:
        if match["fiscal"]:
            yield _key(match, str(first), {str(first): 1.0}, {str(first)})
        return
    last = int(said) if len(said) == 4 else first - first % 100 + int(said)
    may_be_month = len(said) == 2 and int(said) <= 12 and not match["fiscal"]
    if not 0 < last - first <= LONGEST_YEARS or may_be_month or (len(said) == 2 and last - first > 1):
        return
    name = f"{first}/{last}"
    asked = {name: 1.0, **dict.fromkeys(map(str, range(first, last + 1)), WEAKLY)}
    is_account = bool(match["fiscal"]) or len(said) == 2
    yield _key(match, name, asked, {name, str(first), str(last)}, is_strict=is_account)


def _key(match: re.Match[str], name: str, asked: dict[str, float], held: set[str], *, is_strict: bool = True) -> Key:
    return Key(
        match.group(), *match.span(), KeyKind.DATE, name, tuple(asked.items()), frozenset(held), is_strict=is_strict
    )


class _Patterns:
    """The patterns of such times in every language, made of the words of `written.toml`."""

    def __init__(self) -> None:
        lists = wordlists()
        self.part_words = known = lists.quarters | lists.halves
        signs, names = _any(word for word in known if len(word) <= 2), _any(word for word in known if len(word) > 2)
        joint = rf"[\s/,_.–'’-]{{0,3}}(?:(?:{_any(lists.before_years | lists.fiscal)})[\s'’]+){{0,4}}"
        ordinal = rf"(?:{_any(lists.ordinals)}|\d(?:{_any(lists.ordinal_endings)}))"
        year, short = rf"(?P<year>{_YEAR})(?!\d)", r"(?P<short>\d\d)(?!\d)"
        alone = r"(?<![^\W_])"
        self.parts = (
            _compiled(rf"(?<!\d){year}[\s/_.-]{{0,3}}(?P<part>{signs})(?P<number>[1-4])(?![^\W_])"),
            _compiled(
                rf"{alone}(?P<part>{signs})(?P<number>[1-4])(?:{joint}{year}|(?:/|\s?['’]|\s?fy\s?){short}|(?![^\W_]))"
            ),
            _compiled(rf"(?<![\w.,])(?P<number>[1-4])\.?\s?(?P<part>{signs})(?:{joint}{year}|[\s/'’-]?{short})"),
            _compiled(rf"{alone}(?P<number>{ordinal})[\s-]+(?P<part>{names})(?![^\W_])(?:{joint}{year})?"),
        )
        between = rf"(?P<between>(?:{_any(lists.between)})\s)?"
        until = rf"(?(between)\s(?:{_any(lists.joined)})\s|(?:{_FROM_TO}|\s(?:{_any(lists.until)})\s))"
        self.months = _compiled(
            rf"{alone}{between}(?P<month>{LETTER}{{3,10}})(?:\s(?P<first_year>{_YEAR}))?{until}(?P<last>{LETTER}{{3,10}})\s{year}"
        )
        beside = rf"(?:\s(?:{_any(lists.before_years)}|{LETTER}{{1,3}})){{0,2}}"
        self.open = _compiled(rf"{alone}(?:(?P<before>{_any(lists.before)})|(?P<after>{_any(lists.after)})){beside}\s$")
        fiscal = rf"{alone}(?P<fiscal>(?:{_any(lists.fiscal)})(?:\s(?:{_any(lists.before_years)}))*[\s'’]?)"
        self.years = _compiled(
            rf"(?:{fiscal}|(?<![\w.,/-]){between}){year}(?:{until}(?P<last>\d{{4}}|(?<=[-–/])\d\d)(?![\d/-]|[.,]\d))?"
        )


@cache
def _patterns() -> _Patterns:
    return _Patterns()


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
