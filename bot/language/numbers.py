"""Numbers in figures and words, whatever their separators: 2350.5 is "2.350,50", "2’350.50" and "2 350,5"."""

import re
from collections.abc import Iterator

from bot.language.dates import is_year
from bot.language.wordlists import wordlists
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import DASHES, LETTER, SPACES, WORD_OF_LETTERS, word_before

LEAST_ALONE = 100  # from here on a number is rare enough to be what is meant whatever word stands before it
ROMAN = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

_NUMBER = re.compile(
    rf"(?P<joined>(?<={LETTER})|(?<={LETTER}[{DASHES}])|)(?<!\d)(?<!\d[.,])"
    rf"(?P<digits>\d+(?:[{SPACES}'’]\d{{3}}(?!\d))*(?:[.,]\d+)*)(?:[{SPACES}]?(?P<scale>{LETTER}+))?"
)


def numbers_in(text: str) -> Iterator[Key]:
    """The numbers of `text` in figures, then those in words; a year is a date."""
    words = wordlists()
    for match in _NUMBER.finditer(text):
        yield _in_figures(text, match)
    for match in WORD_OF_LETTERS.finditer(text):
        if (number := words.numbers.get(match.group().casefold())) is not None:
            name = str(number)
            asked, held = ((name, 1.0),), frozenset({name})
            yield Key(match.group(), *match.span(), KeyKind.NUMBER, name, asked, held, is_strict=False)


def roman_words(number: int) -> list[str]:
    """The number in Roman numerals in lower case; none for those that nobody numbers things with."""
    return [letters for letters, value in ROMAN.items() if value == number]


def values_of(figures: str, scale: int = 1) -> list[str]:
    """The numbers that the figures may stand for, likeliest first: 1.540 is 1540, or 1.54 in English."""
    joined = "".join(_groups(figures))
    separators = re.findall(r"[.,]", joined)
    parts = re.split(r"[.,]", joined)
    are_thousands = bool(separators) and all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3
    if not separators:
        found = [_scaled(joined, "", scale)]
    elif len(set(separators)) == 2 and separators.count(separators[-1]) == 1:
        found = [_scaled("".join(parts[:-1]), parts[-1], scale)]
    elif len(separators) == 1:
        split = _scaled(parts[0], parts[1], scale)
        found = [_scaled(joined.replace(separators[0], ""), "", scale), split] if are_thousands else [split]
    elif are_thousands:
        found = [_scaled("".join(parts), "", scale)]
    else:
        found = [_scaled(part, "", scale) for part in parts]
    return list(dict.fromkeys(found))


def _in_figures(text: str, match: re.Match[str]) -> Key:
    words = wordlists()
    scale = words.scales.get((match["scale"] or "").casefold(), 1)
    start, end = match.start(), match.end() if scale > 1 else match.end("digits")
    values = values_of(match["digits"], scale)
    groups = [str(int(group)) for group in _groups(match["digits"]) if group.isdecimal()]  # one number, or several
    whole = [value for value in values if value.isdecimal() and int(value) >= LEAST_ALONE]
    asked = (*((value, 1.0) for value in values), *((f"~{value}", WEAKLY) for value in whole))
    may_be_year = scale == 1 and is_year(match["digits"])
    is_strict = may_be_year and word_before(text, start) in words.before_months
    kind = KeyKind.DATE if may_be_year else KeyKind.NUMBER
    return Key(text[start:end], start, end, kind, values[0], asked, frozenset({*values, *groups}), is_strict)


def _groups(figures: str) -> list[str]:
    return re.split(rf"[{SPACES}'’]", figures)


def _scaled(whole: str, fraction: str, scale: int) -> str:
    """A decimal number in its shortest form, times `scale`: "2", "5" and 1,000 are 2500."""
    places = len(str(scale)) - 1
    digits = whole + fraction[:places].ljust(places, "0")
    rest = fraction[places:].rstrip("0")
    return str(int(digits)) + (f".{rest}" if rest else "")
