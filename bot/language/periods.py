"""Periods: which days a text names, and which a whole document is about."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.language.dates import date_fields, dates_in, is_year
from bot.language.spans import months_of, part_of, spans_in
from bot.records import UNKNOWN, Document, Key, KeyKind
from bot.records.periods import Period

FIRST_LINES = 6  # of a document, that may say its period
OPENING_CHARS = 600  # that these are looked for in
LONGEST_LINE_CHARS = 60  # of a line that names a period as a heading does; a longer one tells of something

_ENDS = (".", "!", "?", "…")  # a sentence tells of something
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)")
_MONTH_FIRST = re.compile(r"(?<![\d-])(?P<month>0[1-9]|1[0-2])-(?P<year>(?:19|20)\d\d)(?![\d-])")
_YEAR = re.compile(r"(?<![\d.,$€£])(?:19|20)\d\d(?!\d|[.,]\d|\s?[%$€£])")


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods of `text` that name a year, in order; none overlaps another, and of doubtful ones the likelier.

    Read without knowing the language: days, months, quarters, halves, years, and times from one to another.
    """
    found: list[tuple[int, int, Period]] = []
    for start, end, name in _named(text):
        period = period_of_name(name, text[start:end])
        if period and all(end <= first or start >= last for first, last, _ in found):
            found.append((start, end, period))
    return tuple(period for _, _, period in sorted(found, key=lambda one: one[0]))


def period_of_key(key: Key) -> Period | None:
    """The period that a key names; None for one that is no date, or a date of no year."""
    return period_of_name(key.name.rpartition("#")[2], key.text) if key.kind is KeyKind.DATE else None


def period_of_name(name: str, words: str) -> Period | None:
    """The period with the name of a key: "2024-06-14", "2024-06", "2022-q3", "2022", "2022/2023"; None for no such."""
    months = months_of(name)
    if months is None:
        if part_of(name) or "#" in name or name.startswith(("-", "yearless")):
            return None
        year, month, day = date_fields(name)
        if not is_year(str(year)):
            return None
        if day:
            return _day(year, month, day, words)
        months = (year, month or 1), (year, month or 12)
    (year, month), (last_year, last) = months
    return Period(f"{year}-{month:02}-01", f"{last_year}-{last:02}-{calendar.monthrange(last_year, last)[1]}", words)


def name_of(period: Period) -> str:
    """The shortest name of the period, in figures: "2024-06-14", "2024-06", "2022-Q3", "2022", "2022/2023"."""
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    if first == last:
        return period.start
    month, count = first.month, (last.year - first.year) * 12 + last.month - first.month + 1
    if count == 1:
        return period.start[:7]
    if count == 12 and month == 1:
        return str(first.year)
    if count in (3, 6) and (month - 1) % count == 0:
        return f"{first.year}-{'Q' if count == 3 else 'H'}{(month - 1) // count + 1}"
    if month == 1 and last.month == 12:
        return f"{first.year}/{last.year}"
    return f"{period.start[:7]}/{period.end[:7]}"


def words_of(period: Period) -> str:
    """The period and the longer ones that it lies in, each as one word for an index: "2022 2022h2 2022q3".

    One word, as the 14 of a date is no number that anybody asks for.
    """
    (year, month), (last_year, last) = (tuple(map(int, day.split("-")[:2])) for day in (period.start, period.end))
    if year != last_year:
        return word_of(f"{year}/{last_year}")
    longer = [
        f"{year}-{part}{(month - 1) // count + 1}"
        for part, count in (("h", 6), ("q", 3))
        if (month - 1) // count == (last - 1) // count
    ]
    names = [str(year), *longer, *([period.start[:7]] if month == last else [])]
    return " ".join(map(word_of, [*names, *([period.start] if period.start == period.end else [])]))


def word_of(name: str) -> str:
    """The name of a time with a year as one word."""
    return name.replace("-", "").replace("/", "to")


def lies_within(period: Period, other: Period) -> bool:
    """Whether all days of a period are of the other, which may be the same."""
    return other.start <= period.start and period.end <= other.end


def document_period(document: Document) -> Period | None:
    """The period that a document is about or of; None when nothing says so, or it is unclear (`stated_period`)."""
    return stated_period(document.id, document.title, document.text[:OPENING_CHARS], document.date)


def stated_period(document_id: str, title: str, opening: str, day: str) -> Period | None:
    """The period of a document with that id and title, whose text begins with `opening`; `day` is its date, if known.

    The file's name says it best, as people name files to tell them apart, then the title, the first lines ("Reporting
    period: Q3 2022"), and the folders, the innermost first; last the date that the file gives itself, which may be that
    of printing, unless it only says more closely what its folder says. Where one of these names several periods, of
    which none lies within all others, nothing less sure decides in its place.
    """
    *folders, name = document_id.split("/")
    lines = [line.strip() for line in opening.splitlines() if line.strip()][:FIRST_LINES]
    short = [line for line in lines if len(line) <= LONGEST_LINE_CHARS and not line.endswith(_ENDS)]
    said = (
        _in_file_name(name.rpartition(".")[0] or name)
        or periods_in(title)
        or [period for line in short for period in periods_in(line)]
    )
    if said:
        return _one_of(said)
    dated = period_of_name(day, day) if day != UNKNOWN else None
    said = next(filter(None, map(_in_file_name, reversed(folders))), ())
    of_folder = _one_of(said) if said else dated
    return dated if dated and of_folder and lies_within(dated, of_folder) else of_folder


def _named(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of each key with a year, those that say most before those that say less."""
    if not any(character.isdecimal() for character in text):
        return
    for key in (*spans_in(text), *dates_in(text)):
        yield key.start, key.end, key.name
    for match in _YEAR.finditer(text):
        yield *match.span(), match.group()


def _in_file_name(name: str) -> Sequence[Period]:
    """The periods in the name of a file or folder, where words are joined by what is no space."""
    plain = re.sub(r"(?<=\d)_(?=\d)", "-", name)
    plain = re.sub(r"(?<=\D)[-_.]|[-_.](?=\D)", " ", plain)
    plain = _COMPACT.sub(lambda match: "-".join(filter(None, match.groups())), plain)
    return periods_in(_MONTH_FIRST.sub(r"\g<year>-\g<month>", plain))


def _one_of(said: Iterable[Period]) -> Period | None:
    """Of several periods the one within all others; None when there is none."""
    distinct = list(dict.fromkeys(said))
    return next((one for one in distinct if all(lies_within(one, other) for other in distinct)), None)


def _day(year: int, month: int, day: int, words: str) -> Period | None:
    if day > calendar.monthrange(year, month)[1]:
        return None
    only = date(year, month, day).isoformat()
    return Period(only, only, words)
