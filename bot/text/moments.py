"""Points in time as text states them: hours of the day and dates, which measure nothing but can be compared."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.text.quantities import Quantity, as_matched
from bot.text.units import Dimension, Unit
from bot.text.words import runs_of

CLOCK = Unit(Dimension.CLOCK, "minutes of a day")
DATE = Unit(Dimension.DATE, "days")  # of a calendar with months of 31 days: only order and equality matter
DAY_OF_YEAR = Unit(Dimension.DATE, "days of a year")
YEAR = Unit(Dimension.DATE, "years")
DAYS_OF_MONTH, MONTHS_OF_YEAR = 31, 12
HOURS_OF_HALF = 12
HALF_DAY = HOURS_OF_HALF * 60  # minutes

_HOURS = {word: i for i, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAMED = {"noon": HALF_DAY, "midday": HALF_DAY, "midnight": 2 * HALF_DAY}
_SHIFTS = {"half past": 30, "quarter past": 15, "quarter to": -15}
_PART = r"\s+(?:in\s+the\s+(?:morning|afternoon|evening)|at\s+night)\b"
_CLOCK = re.compile(
    rf"""
      \b(?P<named>noon|midday|midnight)\b
    | \b(?P<shift>half\spast|quarter\s(?:past|to))\s+(?P<of>{"|".join(_HOURS)})\b(?:{_PART})?
    | \b(?P<word>{"|".join(_HOURS)})(?:\s+o['’]clock\b(?:{_PART})?|{_PART})
    | (?<![\d:.,])(?P<hour>[01]?\d|2[0-4])
      (?:[:.](?P<minute>[0-5]\d)(?:\s?[ap]\.?m\b\.?|(?<=:\d\d)(?![\d:%]))
        |\s?[ap]\.?m\b\.?|\s+o['’]clock\b|(?={_PART})|(?=(?:\s?[-–]\s?|\s+(?:to|and)\s+)\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b))
      (?:{_PART})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:,?\s+(?P<year>{_YEAR}))?",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+(?P<year>{_YEAR}))?",
        rf"\b(?P<edge>end|close|last day|beginning|start|first day)\s+of\s+{_MONTH}(?:\s+(?P<year>{_YEAR}))?",
        rf"\b(?P<year>{_YEAR})-(?P<number>\d\d)-(?P<day>\d\d)\b",
    )
)
_LONE_YEAR = re.compile(rf"\b(?:in|since|until|till|by|from|of|year)\s+(?P<year>{_YEAR})\b(?![-,.]?\d)", re.IGNORECASE)
_HINT = re.compile(
    r"o['’]clock|\d\s?[ap]\.?m\b|\d:[0-5]\d|noon|mid(?:day|night)|\b(?:past|quarter)\b|\b(?:1[5-9]|20)\d\d\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|in the (?:morning|afternoon|evening)|at night",
    re.IGNORECASE,
)
# Of these every point in time without a digit has one: an hour named or in words, the edge of a month.
_SAID = frozenset("noon midday midnight past quarter clock morning afternoon evening night end close last".split()) | {
    *("beginning", "start", "first")
}
_DIGIT = re.compile(r"\d")
_FIRST_NUMBER = re.compile(r"\d{1,2}")
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b|\band\b)\s*(?:the\s+)?$", re.IGNORECASE)


def moments(text: str) -> tuple[Quantity, ...]:
    """The hours of the day and dates of `text` in order; two joined by "to" or a dash are one span."""
    text = as_matched(text)
    if _DIGIT.search(text) is None and runs_of(text).isdisjoint(_SAID):
        return ()
    if not _HINT.search(text):
        return ()
    found = sorted((*_hours(text), *_dates(text)), key=lambda moment: (moment.start, -moment.end))
    kept: list[Quantity] = []
    for moment in found:
        if kept and moment.start < kept[-1].end:
            continue
        if kept and moment.unit == kept[-1].unit and _RANGE.fullmatch(text, kept[-1].end, moment.start):
            kept[-1] = replace(kept[-1], end=moment.end, high=moment.high)
        else:
            kept.append(moment)
    return tuple(kept)


def _hours(text: str) -> Iterator[Quantity]:
    matches = list(_CLOCK.finditer(text))
    for i, match in enumerate(matches):
        following = matches[i + 1].group() if i + 1 < len(matches) else ""
        minutes = float(_minutes(match, following))
        yield Quantity(match.start(), match.end(), minutes, minutes, CLOCK)


def _minutes(match: re.Match[str], following: str) -> int:
    """Minutes since midnight; "9 to 11 p.m." says of both hours that they are in the evening."""
    if match["named"]:
        return _NAMED[match["named"].lower()]
    shift = _SHIFTS[" ".join(match["shift"].lower().split())] if match["shift"] else int(match["minute"] or 0)
    word = match["of"] or match["word"]
    hour = _HOURS[word.lower()] if word else int(match["hour"])
    half = _half(match.group())
    if (
        match.group().isdigit()
        and (after := _FIRST_NUMBER.match(following))
        and hour < int(after.group()) < HOURS_OF_HALF
    ):
        half = _half(following)
    if half == "p" and hour < HOURS_OF_HALF:
        return 60 * hour + shift + HALF_DAY
    return 60 * (0 if half == "a" and hour == HOURS_OF_HALF else hour) + shift


def _half(words: str) -> str:
    """Which half of the day `words` name: "a", "p", or "" where they do not say."""
    if match := re.search(r"([ap])\.?m\b", words, re.IGNORECASE):
        return match[1].lower()
    if re.search(r"morning", words, re.IGNORECASE):
        return "a"
    return "p" if re.search(r"afternoon|evening|night", words, re.IGNORECASE) else ""


def _dates(text: str) -> Iterator[Quantity]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            yield _date(match)
    for match in _LONE_YEAR.finditer(text):
        year = float(match["year"])
        yield Quantity(match.start("year"), match.end("year"), year, year, YEAR)


def _date(match: re.Match[str]) -> Quantity:
    named = match.groupdict()
    month = int(named["number"]) if named.get("number") else _MONTHS[match["month"][:3].lower()]
    day = int(named["day"]) if named.get("day") else _edge(match["edge"])
    value = float(month * DAYS_OF_MONTH + day)
    if year := named.get("year"):
        value += int(year) * DAYS_OF_MONTH * MONTHS_OF_YEAR
    return Quantity(match.start(), match.end(), value, value, DATE if year else DAY_OF_YEAR)


def _edge(words: str) -> int:
    return DAYS_OF_MONTH if words.lower() in ("end", "close", "last day") else 1
