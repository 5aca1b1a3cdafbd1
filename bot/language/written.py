"""Identifiers, dates, numbers and ordinals, whatever way they are written: what a question names exactly.

"E1057", "e 1057" and "E-1057" are one fault, "in June 2024" is met by 2024-06-14, "the 2nd version" by "Version II",
"1.540,50" by 1540.5. A `Key` is one of them as it stands in a text; `held_keys` says how well a text holds those of a
question.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.language.wordlists import wordlists
from bot.language.words import function_words
from bot.text.words import runs_of

WEAKLY = (
    0.5  # how well a text holds a key of which it has the number without what it counts, or the day without its year
)

_LONG_DIGITS = 6  # runs from here on are also written in groups: 4471 0093
_BY_ITSELF = 100  # from here on a number is rare enough to be what is meant whatever word stands before it
_FIRST_YEAR, _LAST_YEAR = 1500, 2099
_ROMAN = {"II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}

_DASH = r"\-\u2010\u2011"
_SPACE = " \u00a0\u202f"
_LETTERS = r"[^\W\d_]"
_OF = r"(?:(?:of|de|di|del|do)\s+)?"
_DAY_ENDING = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_MONTH = rf"(?P<name>{_LETTERS}{{3,10}})"
_DIGIT = re.compile(r"\d")
_ENDLESS = re.compile(r"\d{40,}")  # no number that anybody asks for, and Python refuses to read thousands of figures
_PIECE = re.compile(rf"\d+|{_LETTERS}+|[^\w{_SPACE}]")
_FIGURES = (r"(?<![\d.,/-])", r"(?![\d/-]|\.\d)")  # what stands before and after a date in figures
_DATES = (
    re.compile(r"(?P<year>\d{4})(?P<joint>[-/.])(?P<month>\d\d?)(?:(?P=joint)(?P<day>\d\d?))?".join(_FIGURES)),
    re.compile(r"(?P<day>\d\d?)(?P<joint>[-/.])\s?(?P<month>\d\d?)(?P=joint)\s?(?P<year>\d{4}|\d\d)".join(_FIGURES)),
    re.compile(r"(?P<month>\d\d?)[/.](?P<year>\d{4})".join(_FIGURES)),
    re.compile(
        rf"(?<![\d.,/-])(?P<day>\d\d?)(?:{_LETTERS}{{1,2}}|[.º°ª])?[-\s]*{_OF}{_MONTH}\b\.?,?(?:[-\s]*{_OF}{_YEAR})?"
    ),
    re.compile(rf"(?<![^\W_]){_MONTH}\.?\s+(?P<day>\d\d?){_DAY_ENDING}(?![\w%-])(?:,?\s+{_YEAR})?"),
    re.compile(rf"(?<![^\W_]){_MONTH}\.?,?[-/\s]*{_OF}{_YEAR}"),
)
_CHUNK = re.compile(rf"[^\W_]+(?:(?:[{_DASH}_/]|(?<=\d)[:.](?=\d)|(?<={_LETTERS})\.(?=\d))[^\W_]+)*")
_SPACED = re.compile(
    rf"(?<![^\W_])(?<![{_DASH}])(?P<label>[A-Z]{{1,5}}|[a-z]{{1,3}})[{_SPACE}]"
    rf"(?P<number>\d+[A-Za-z]?(?:[.:/{_DASH}](?:\d+[A-Za-z]?|[A-Za-z]{{1,2}}))*)"
    rf"(?P<suffix>[{_SPACE}][A-Za-z])?(?![^\W_])"
)
_NUMBERED = re.compile(
    rf"(?<![^\W_])(?P<label>{_LETTERS}+|§+|\#)[.:]?[{_SPACE}]{{0,2}}(?:(?:no|nr|n°|nº|№)\.?[{_SPACE}]?|\#)?"
    rf"(?P<number>(?<![^\W\d_])\d+(?:\.\d+)*|(?<=[{_SPACE}])[IVX]{{1,4}}|(?<=[vV])\d+(?:\.\d+)*)"
    rf"(?![^\W_]|[.,]\d|[{_SPACE}'’]\d{{3}}(?!\d))",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?P<joined>(?<={_LETTERS})|(?<={_LETTERS}[{_DASH}])|)(?<!\d)(?<!\d[.,])"
    rf"(?P<digits>\d+(?:[{_SPACE}'’]\d{{3}}(?!\d))*(?:[.,]\d+)*)(?:[{_SPACE}]?(?P<scale>{_LETTERS}+))?"
)
_WORD = re.compile(rf"{_LETTERS}+")
_NEXT_WORD = re.compile(rf"[{_SPACE}-]({_LETTERS}+)")
_LAST_WORD = re.compile(rf"({_LETTERS}+|\d)[{_SPACE}]$")


class KeyKind(StrEnum):
    """What a key is."""

    IDENTIFIER = "identifier"
    DATE = "date"
    NUMBER = "number"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Key:
    """What `text[start:end]` names exactly.

    `name` is the same for every spelling: "e-1057", "2024-06-14", "--06-14" without a year, "1540.5", "version #2".
    `asked` are the names that meet it, each with how well, in (0, 1]; `held` those that a text with it meets. A text
    without a key that `is_strict` is about something else.
    """

    text: str
    start: int
    end: int
    kind: KeyKind
    name: str
    asked: tuple[tuple[str, float], ...]
    held: frozenset[str]
    is_strict: bool = True


def keys_in(text: str) -> tuple[Key, ...]:
    """The keys of `text` in order; none overlaps another."""
    return _keys_in(text, (_dates, _identifiers, _ordinals, _numbered, _numbers))


def _keys_in(text: str, readers: Sequence[Callable[[str], Iterator[Key]]]) -> tuple[Key, ...]:
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


def held_keys(keys: Sequence[Key], text: str) -> tuple[float, ...]:
    """How well `text` holds each of the keys of a question, in [0, 1]: 0 not at all, `WEAKLY` in part, 1 as asked."""
    if not keys:
        return ()
    lowered = text.casefold()
    read: list[frozenset[str]] = []
    is_calendar = all(key.kind is KeyKind.DATE and "-" in key.name for key in keys)

    def names() -> frozenset[str]:
        if not read:
            found = _keys_in(text, (_dates,)) if is_calendar else keys_in(text)
            read.append(frozenset().union(*(key.held for key in found)))
        return read[0]

    return tuple(_grade(key, text, names) if _may_hold(key, lowered) else 0.0 for key in keys)


def parts_of(identifier: str) -> list[str]:
    """The letters and the digits of the name of an identifier, apart: "tx-4480-a" is tx, 4480, a."""
    return re.findall(rf"\d+|{_LETTERS}+", identifier)


def _grade(key: Key, text: str, names: Callable[[], frozenset[str]]) -> float:
    if key.kind is KeyKind.IDENTIFIER:
        for name, grade in key.asked:
            if "#" in name:
                continue
            exact, part = _patterns(name)
            if exact.search(text):
                return grade
            if part.search(text):
                return min(grade, WEAKLY)
        if not any("#" in name for name, _ in key.asked):
            return 0.0
    held = names()
    return max((grade for name, grade in key.asked if name in held), default=0.0)


@lru_cache(maxsize=1_024)
def _patterns(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds an identifier however it is split and joined: as it is, and as the part of a longer one."""
    pieces = re.findall(rf"\d+|{_LETTERS}+|[^\w]", name)
    runs, joints = pieces[::2], pieces[1::2]
    spread = [_spread(run) for run in runs]
    between = [r"\." if joint == "." else "[/]" if joint == "/" else rf"[{_DASH}_./:{_SPACE}]?" for joint in joints]
    whole = "".join(run + joint for run, joint in zip(spread, [*between, ""], strict=True))
    part = re.compile(rf"(?<![^\W_]){whole}(?![^\W_])", re.IGNORECASE)
    before = rf"(?<![^\W_][{_DASH}_])(?<!\d[./])(?<![^\W_])"
    after = rf"(?![^\W_]|[{_DASH}_](?:\d|{_LETTERS}{{1,2}}(?![^\W_]))|[./:]\d)"
    return re.compile(before + whole + after, re.IGNORECASE), part


def _spread(run: str) -> str:
    """The run with what may part its characters: "TX-AB" for txab, "4471 0093" for 44710093."""
    if run.isdecimal():
        return rf"[{_DASH}{_SPACE}]?".join(run) if len(run) >= _LONG_DIGITS else run
    return rf"[{_DASH}]?".join(map(re.escape, run)) if len(run) <= _LONG_DIGITS else re.escape(run)


@lru_cache(maxsize=1_024)
def _hints(key: Key) -> tuple[tuple[tuple[re.Pattern[str], frozenset[str]], ...], ...]:
    """Per name that meets the key, what a text that holds it has: of each pair the pattern, or one of the words."""
    return tuple(
        tuple((re.compile(figures), frozenset(words)) for figures, words in _hints_of(key.kind, name))
        for name, _ in key.asked
    )


def _may_hold(key: Key, lowered: str) -> bool:
    """A glance at the text, in lower case, which spares reading most."""
    return any(
        all(figures.search(lowered) or (words and not words.isdisjoint(runs_of(lowered))) for figures, words in pairs)
        for pairs in _hints(key)
    )


def _hints_of(kind: KeyKind, name: str) -> list[tuple[str, list[str]]]:
    words = wordlists()
    if kind is KeyKind.IDENTIFIER and "#" not in name:
        digits = max(re.findall(r"\d+", name), key=len)
        return [(digits if len(digits) < _LONG_DIGITS else digits[:2], [])]
    if kind is KeyKind.DATE and "-" in name:
        year, month, day = _fields(name)
        said: list[tuple[str, list[str]]] = [(f"{year % 100:02}", [])] if year else []
        return [*said, *([(_alone(day), [])] if day else []), (_alone(month), words.month_words(month))]
    whole, *fraction = re.findall(r"\d+", name)
    if fraction:
        return [(f"[.,]{fraction[0]}", [])]
    value = int(whole)
    if value >= _BY_ITSELF:
        return [(rf"[.,{_SPACE}'’]?".join(whole.rstrip("0")), [])]  # 3,100 and 3.1k
    roman = [letters.lower() for letters, number in _ROMAN.items() if number == value]
    return [(_alone(value), [*roman, *words.ordinal_words(value), *words.number_words(value)])]


def _alone(number: int) -> str:
    return rf"(?<!\d)0*{number}(?!\d)"


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """Of these a text without a digit has one when it has a key."""
    return wordlists().telling | {letters.lower() for letters in _ROMAN}


def _fields(date: str) -> tuple[int, int, int]:
    """Year, month and day of the name of a date, 0 for what it lacks."""
    year, month, day = (*date.removeprefix("yearless ").replace("--", "-").split("-"), "", "")[:3]
    return int(year or 0), int(month or 0), int(day or 0)


def _dates(text: str) -> Iterator[Key]:
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            dates = _read_date(match)
            if dates and all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield _date(text, *match.span(), dates)
    yield from _lone_months(text, taken)


def _read_date(match: re.Match[str]) -> list[tuple[int, int, int]]:
    """The dates that it may be, as year, month and day, 0 for what is not said: 03/04/2024 may be two."""
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
        both = (
            [(year, month, day)]
            if said["month"] and match.re is _DATES[0]
            else [(year, month, day), (year, day, month)]
        )
        return [(y, m, d) for y, m, d in dict.fromkeys(both) if 1 <= m <= 12 and d <= 31 and (d or not said.get("day"))]
    month = wordlists().months.get(name.casefold(), 0)
    is_doubtful = name.islower() and not year and name in wordlists().doubtful_months
    return [(year, month, day)] if month and not is_doubtful and day <= 31 and (day or not said.get("day")) else []


def _lone_months(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Key]:
    words = wordlists()
    for match in _WORD.finditer(text):
        month = words.months.get(match.group().casefold())
        if month is None or any(start <= match.start() < end for start, end in taken):
            continue
        before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        follows = before is not None and before.group(1).casefold() in words.before_months
        is_name = (
            match.group()[0].isupper() and match.start() > 0 and match.group().casefold() not in words.doubtful_months
        )
        if len(match.group()) > 2 and (follows or is_name):
            yield _date(text, *match.span(), [(0, month, 0)])


def _date(text: str, start: int, end: int, dates: Sequence[tuple[int, int, int]]) -> Key:
    names = [_date_name(*date) for date in dates]
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


def _date_name(year: int, month: int, day: int) -> str:
    return "-".join([str(year) if year else "-", f"{month:02}", *([f"{day:02}"] if day else [])])


def _identifiers(text: str) -> Iterator[Key]:
    for match in _SPACED.finditer(text):
        label, number = match["label"], match["number"]
        is_coded = len(label) == 1 or bool(match["suffix"]) or (len(number) >= 3 and not _is_year(number))
        is_name = label.isupper() or is_coded
        if is_name and label.casefold() not in function_words() and label.casefold() not in wordlists().labels:
            suffix = match["suffix"] or ""
            end = match.end("suffix") if suffix else match.end()
            bare = _name_of(f"{label} {number}")
            names = [(_name_of(f"{bare}{suffix}"), 1.0), (bare, WEAKLY)] if suffix else [(bare, 1.0)]
            numbers = [] if label.isupper() else [(name, WEAKLY) for name in _values(number)]
            yield _identifier(text, match.start(), end, [*names, *numbers], is_strict=label.isupper())
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if _DIGIT.search(chunk) and _is_identifier(chunk):
            name = _name_of(chunk)
            letters = "".join(re.findall(_LETTERS, chunk))
            is_strict = (
                not letters or any(map(str.isupper, letters)) or (len(letters) <= 2 and not chunk[0].isdecimal())
            )
            yield _identifier(text, match.start(), match.end(), [(name, 1.0)], is_strict=is_strict)


def _is_identifier(chunk: str) -> bool:
    """Whether the chunk, which has a digit, is no number, range, ordinal, amount, or word with a number before it."""
    digits, letters = re.findall(r"\d+", chunk), re.findall(rf"{_LETTERS}+", chunk)
    if not letters:
        is_grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", chunk)
        is_code = len(digits) == 2 and len("".join(digits)) >= 8 and not all(map(_is_year, digits))
        return not is_grouped and (len(digits) >= 3 or "/" in chunk or is_code)
    if not chunk[0].isdecimal():
        return True
    words = wordlists()
    first = letters[0].casefold()
    is_amount = first == "s" or first in words.ordinal_endings or first in words.scales
    is_amount = is_amount and re.fullmatch(rf"\d+(?:[.,]\d+)?{_LETTERS}+", chunk) is not None
    return not is_amount and not any(len(word) > 2 and word.islower() for word in letters)


def _name_of(chunk: str) -> str:
    """The parts of an identifier in lower case, with "-" between them but for a dot or slash between figures."""
    pieces = _PIECE.findall(chunk.casefold())
    name = ""
    for i, piece in enumerate(pieces):
        if piece[0].isalnum():
            joint = pieces[i - 1] if i and pieces[i - 1] in "./" else "-"
            is_between = i > 1 and pieces[i - 2].isdecimal() and piece.isdecimal()
            name += (joint if is_between else "-") * bool(name) + piece
    return name


def _identifier(text: str, start: int, end: int, asked: Sequence[tuple[str, float]], *, is_strict: bool) -> Key:
    name = asked[0][0]
    parts = parts_of(name)
    held = {name, *(f"~{int(part)}" for part in parts if part.isdecimal())}
    if parts[0] == "v" and len(parts) > 1:
        label = f"version #{'.'.join(parts[1:])}"
        asked, held = [*asked, (label, 1.0)], {*held, label}
    return Key(text[start:end], start, end, KeyKind.IDENTIFIER, name, tuple(asked), frozenset(held), is_strict)


def _ordinals(text: str) -> Iterator[Key]:
    words = wordlists()
    for match in _WORD.finditer(text):
        number = words.ordinals.get(match.group().casefold())
        if number is None:
            continue
        label = _label_after(text, match.end())
        before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        is_unit = before is not None and (before[1].isdecimal() or before[1].casefold() in words.before_units)
        if label and not (number == 2 and is_unit):
            yield _ordinal(text, match.start(), match.end(), number, label, is_strict=number > 1)
    for match in _ordinal_figures().finditer(text):
        label = _label_after(text, match.end())
        if label or match["ending"] != ".":
            yield _ordinal(text, match.start(), match.end(), int(match["number"]), label, is_strict=True)


@lru_cache(maxsize=1)
def _ordinal_figures() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, wordlists().ordinal_endings))
    return re.compile(rf"(?<![\w.,{_DASH}/])(?P<number>\d{{1,3}})(?P<ending>{endings})(?![^\W_])", re.IGNORECASE)


def _label_after(text: str, end: int) -> str:
    match = _NEXT_WORD.match(text, end)
    return _label(match[1]) if match else ""


def _label(word: str) -> str:
    """What is numbered, by its one name; "" for a function word, which is nothing."""
    lowered = word.casefold()
    known = wordlists().labels.get(lowered)
    if known is None and lowered in function_words():
        return ""
    return known or (lowered.removesuffix("s") if len(lowered) > 3 else lowered)


def _ordinal(text: str, start: int, end: int, number: int, label: str, *, is_strict: bool) -> Key:
    """A figure with a point is an ordinal in German and the end of a sentence in English, and is held as both."""
    bare = f"#{number}"
    name = f"{label} {bare}" if label else bare
    asked = ((name, 1.0), (bare, WEAKLY)) if label else ((name, 1.0),)
    held = {name, bare}
    if text[end - 1] == ".":
        before = _LAST_WORD.search(text, max(0, start - 20), start)
        held |= {str(number), f"{_label(before[1]) if before else ''} {bare}"}
    return Key(text[start:end], start, end, KeyKind.ORDINAL, name, asked, frozenset(held), is_strict)


def _numbered(text: str) -> Iterator[Key]:
    for match in _NUMBERED.finditer(text):
        word, number = match["label"], match["number"]
        label = "section" if word[0] == "§" else "number" if word == "#" else _label(word)
        is_known = label in wordlists().numbered
        if not number[0].isdecimal():
            value = _ROMAN.get(number) if is_known or len(number) > 1 else None
            number = str(value or "")
        if not label or not number:
            continue
        name = f"{label} #{number.lstrip('0') or '0'}"
        values = _values(number)
        names = [name, name.removesuffix(".0")] if number.endswith(".0") else [name]
        alone = 1.0 if not is_known and "." not in number and int(number) >= _BY_ITSELF else WEAKLY
        asked = (*((name, 1.0) for name in names), *((value, alone) for value in values))
        kind = KeyKind.ORDINAL if is_known else KeyKind.DATE if _is_year(number) else KeyKind.NUMBER
        start, end = (match.start(), match.end()) if is_known else match.span("number")
        yield Key(text[start:end], start, end, kind, name, asked, frozenset({*names, *values}), is_known)


def _numbers(text: str) -> Iterator[Key]:
    words = wordlists()
    for match in _NUMBER.finditer(text):
        scale = words.scales.get((match["scale"] or "").casefold(), 1)
        end = match.end() if scale > 1 else match.end("digits")
        values = _values(match["digits"], scale)
        groups = [str(int(group)) for group in _groups(match["digits"]) if group.isdecimal()]  # one number, or several
        whole = [value for value in values if value.isdecimal() and int(value) >= _BY_ITSELF]
        asked = (*((value, 1.0) for value in values), *((f"~{value}", WEAKLY) for value in whole))
        is_year = scale == 1 and _is_year(match["digits"])
        kind = KeyKind.DATE if is_year else KeyKind.NUMBER
        before = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        is_strict = is_year and before is not None and before[1].casefold() in words.before_months
        yield Key(
            text[match.start() : end],
            match.start(),
            end,
            kind,
            values[0],
            asked,
            frozenset({*values, *groups}),
            is_strict,
        )
    for match in _WORD.finditer(text):
        if (number := words.numbers.get(match.group().casefold())) is not None:
            name = str(number)
            key = Key(
                match.group(), *match.span(), KeyKind.NUMBER, name, ((name, 1.0),), frozenset({name}), is_strict=False
            )
            yield key


def _values(written: str, scale: int = 1) -> list[str]:
    """The numbers that the figures may stand for, likeliest first: 1.540 is 1540, or 1.54 in English."""
    joined = "".join(_groups(written))
    separators = re.findall(r"[.,]", joined)
    figures = re.split(r"[.,]", joined)
    are_thousands = bool(separators) and all(len(figure) == 3 for figure in figures[1:]) and 0 < len(figures[0]) <= 3
    if not separators:
        found = [_scaled(joined, "", scale)]
    elif len(set(separators)) == 2 and separators.count(separators[-1]) == 1:
        found = [_scaled("".join(figures[:-1]), figures[-1], scale)]
    elif len(separators) == 1:
        split = _scaled(figures[0], figures[1], scale)
        found = [_scaled(joined.replace(separators[0], ""), "", scale), split] if are_thousands else [split]
    elif are_thousands:
        found = [_scaled("".join(figures), "", scale)]
    else:
        found = [_scaled(figure, "", scale) for figure in figures]
    return list(dict.fromkeys(found))


def _groups(written: str) -> list[str]:
    return re.split(rf"[{_SPACE}'’]", written)


def _scaled(whole: str, fraction: str, scale: int) -> str:
    """A decimal number in its shortest form, times `scale`: "2", "5" and 1,000 are 2500."""
    places = len(str(scale)) - 1
    digits = whole + fraction[:places].ljust(places, "0")
    rest = fraction[places:].rstrip("0")
    return str(int(digits)) + (f".{rest}" if rest else "")


def _is_year(number: str) -> bool:
    return number.isdecimal() and len(number) == 4 and _FIRST_YEAR <= int(number) <= _LAST_YEAR
