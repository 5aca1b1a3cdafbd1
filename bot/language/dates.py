"""Dates in words and figures, whole or without day or year: 2024-06-14, "14th of June", "en juin 2024", "06/2024"."""

import re
from collections.abc import Iterator, Sequence

from bot.language.wordlists import wordlists
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import LETTER, WORD_OF_LETTERS, word_before

_FIRST_YEAR, _LAST_YEAR = 1500, 2099
_OF = r"(?:(?:of|de|di|del|do)\s+)?"
_DAY_ENDING = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_MONTH = rf"(?P<name>{LETTER}{{3,10}})"
_FIGURES = (r"(?<![\d.,/-])", r"(?![\d/-]|\.\d)")  # what stands before and after a date in figures
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<joint>[-/.])(?P<month>\d\d?)(?:(?P=joint)(?P<day>\d\d?))?".join(_FIGURES))
_DATES = (
    _YEAR_FIRST,
    re.compile(r"(?P<day>\d\d?)(?P<joint>[-/.])\s?(?P<month>\d\d?)(?P=joint)\s?(?P<year>\d{4}|\d\d)".join(_FIGURES)),
    re.compile(r"(?P<month>\d\d?)[/.](?P<year>\d{4})".join(_FIGURES)),
    re.compile(
        rf"(?<![\d.,/-])(?P<day>\d\d?)(?:{LETTER}{{1,2}}|[.º°ª])?[-\s]*{_OF}{_MONTH}\b\.?,?(?:[-\s]*{_OF}{_YEAR})?"
    ),
    re.compile(rf"(?<![^\W_]){_MONTH}\.?\s+(?P<day>\d\d?){_DAY_ENDING}(?![\w%-])(?:,?\s+{_YEAR})?"),
    re.compile(rf"(?<![^\W_]){_MONTH}\.?,?[-/\s]*{_OF}{_YEAR}"),
)

Fields = tuple[int, int, int]  # year, month and day, 0 for what is not said


def dates_in(text: str) -> Iterator[Key]:
    """The dates of `text` with a month, form by form."""
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            dates = _read(match)
            if dates and all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield _date(text, *match.span(), dates)
    yield from _lone_months(text, taken)


def date_fields(name: str) -> Fields:
    """Year, month and day of the name of a date, 0 for what it lacks."""
    year, month, day = (*name.removeprefix("yearless ").replace("--", "-").split("-"), "", "")[:3]
    return int(year or 0), int(month or 0), int(day or 0)


def is_calendar(key: Key) -> bool:
    """Whether the key names a time by more than a year, or by several."""
    return key.kind is KeyKind.DATE and ("-" in key.name or "/" in key.name)


def is_year(figures: str) -> bool:
    """Whether the figures may be a year by themselves."""
    return figures.isdecimal() and len(figures) == 4 and _FIRST_YEAR <= int(figures) <= _LAST_YEAR


def _read(match: re.Match[str]) -> list[Fields]:
    """The dates that it may be: 03/04/2024 may be two."""
    said = match.groupdict()
    year, day = int(said.get("year") or 0), int(said.get("day") or 0)
    if said.get("year") and len(said["year"]) == 2:
        year += 2_000
    is_decimal = not day and said.get("joint") and (said["joint"] == "." or len(said["month"]) < 2)
    if is_decimal or (year and not _FIRST_YEAR <= year <= _LAST_YEAR):
        return []
    name = said.get("name")
    if name is None:
        month = int(said["month"])
        orders = [(year, month, day)] if match.re is _YEAR_FIRST else [(year, month, day), (year, day, month)]
    else:
        is_doubtful = name.islower() and not year and name in wordlists().doubtful_months
        orders = [] if is_doubtful else [(year, wordlists().months.get(name.casefold(), 0), day)]
    has_day = bool(said.get("day"))
    return [(y, m, d) for y, m, d in dict.fromkeys(orders) if 1 <= m <= 12 and d <= 31 and (d or not has_day)]


def _lone_months(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Key]:
    words = wordlists()
    for match in WORD_OF_LETTERS.finditer(text):
        name = match.group().casefold()
        month = words.months.get(name)
        if month is None or any(start <= match.start() < end for start, end in taken):
            continue
        follows = word_before(text, match.start()) in words.before_months
        is_name = match.group()[0].isupper() and match.start() > 0 and name not in words.doubtful_months
        if len(match.group()) > 2 and (follows or is_name):
            yield _date(text, *match.span(), [(0, month, 0)])


def _date(text: str, start: int, end: int, dates: Sequence[Fields]) -> Key:
    names = [_name_of(*date) for date in dates]
    asked = dict.fromkeys(names, 1.0)
    held = set(names)
    for year, month, day in dates:
        if year and day:
            asked[f"yearless --{month:02}-{day:02}"] = WEAKLY
            held |= {f"{year}-{month:02}", str(year), f"--{month:02}-{day:02}"}
        elif year:
            held.add(str(year))
        elif day:
            held.add(f"yearless --{month:02}-{day:02}")
        held.add(f"--{month:02}")
    return Key(text[start:end], start, end, KeyKind.DATE, names[0], tuple(asked.items()), frozenset(held))


def _name_of(year: int, month: int, day: int) -> str:
    return "-".join([str(year) if year else "-", f"{month:02}", *([f"{day:02}"] if day else [])])
