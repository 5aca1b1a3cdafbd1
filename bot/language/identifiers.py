"""Identifiers, split and joined in any way: "E1057", "e 1057" and "E-1057" are one; 7.3.2 and 10.0.7.1 are others."""

import re
from collections.abc import Iterator, Sequence

from bot.language.dates import is_year
from bot.language.numbers import values_of
from bot.language.wordlists import wordlists
from bot.language.words import function_words
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import DASHES, LETTER, SPACES

LONG_DIGITS = 6  # runs from here on are also written in groups: 4471 0093
FILLED_GRADE = 0.9  # of an identifier with more noughts, or fewer, before its figures

_LETTERS_AND_FIGURES = re.compile(rf"(?P<letters>{LETTER}+)-(?P<figures>\d{{1,{LONG_DIGITS}}})")
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(rf"\d+|{LETTER}+|[^\w{SPACES}]")
_CHUNK = re.compile(rf"[^\W_]+(?:(?:[{DASHES}_/]|(?<=\d)[:.](?=\d)|(?<={LETTER})\.(?=\d))[^\W_]+)*")
_SPACED = re.compile(
    rf"(?<![^\W_])(?<![{DASHES}])(?P<label>[A-Z]{{1,5}}|[a-z]{{1,3}})[{SPACES}]"
    rf"(?P<number>\d+[A-Za-z]?(?:[.:/{DASHES}](?:\d+[A-Za-z]?|[A-Za-z]{{1,2}}))*)"
    rf"(?P<suffix>[{SPACES}][A-Za-z])?(?![^\W_])"
)

IdentifierPatterns = tuple[re.Pattern[str], re.Pattern[str]]  # of one as it is, and of one as the part of a longer one


def identifiers_in(text: str) -> Iterator[Key]:
    """The identifiers of `text`: those whose letters a space parts from the figures, then the others."""
    for match in _SPACED.finditer(text):
        if _names_a_thing(match):
            yield _spaced(match)
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        if _DIGIT.search(chunk) and _is_identifier(chunk):
            letters = "".join(re.findall(LETTER, chunk))
            is_strict = (
                not letters or any(map(str.isupper, letters)) or (len(letters) <= 2 and not chunk[0].isdecimal())
            )
            yield _identifier(chunk, *match.span(), [(_name_of(chunk), 1.0)], is_strict=is_strict)


def parts_of(identifier: str) -> list[str]:
    """The letters and the digits of the name of an identifier, apart: "tx-4480-a" is tx, 4480, a."""
    return re.findall(rf"\d+|{LETTER}+", identifier)


def patterns_of(name: str) -> IdentifierPatterns:
    """What finds an identifier however it is split and joined: as it is, and as the part of a longer one."""
    pieces = re.findall(rf"\d+|{LETTER}+|[^\w]", name)
    runs, joints = pieces[::2], pieces[1::2]
    spread = [_spread(run) for run in runs]
    between = [r"\." if joint == "." else "[/]" if joint == "/" else rf"[{DASHES}_./:{SPACES}]?" for joint in joints]
    whole = "".join(run + joint for run, joint in zip(spread, [*between, ""], strict=True))
    part = re.compile(rf"(?<![^\W_]){whole}(?![^\W_])", re.IGNORECASE)
    before = rf"(?<![^\W_][{DASHES}_])(?<!\d[./])(?<![^\W_])"
    after = rf"(?![^\W_]|[{DASHES}_](?:\d|{LETTER}{{1,2}}(?![^\W_]))|[./:]\d)"
    return re.compile(before + whole + after, re.IGNORECASE), part


def _spread(run: str) -> str:
    """The run with what may part its characters: "TX-AB" for txab, "4471 0093" for 44710093."""
    if run.isdecimal():
        return rf"[{DASHES}{SPACES}]?".join(run) if len(run) >= LONG_DIGITS else run
    return rf"[{DASHES}]?".join(map(re.escape, run)) if len(run) <= LONG_DIGITS else re.escape(run)


def _names_a_thing(spaced: re.Match[str]) -> bool:
    """Whether the letters are no word of grammar and no label ("page 5"), and the figures no mere amount of them."""
    label, number = spaced["label"], spaced["number"]
    is_coded = len(label) == 1 or bool(spaced["suffix"]) or (len(number) >= 3 and not is_year(number))
    lowered = label.casefold()
    return (label.isupper() or is_coded) and lowered not in function_words() and lowered not in wordlists().labels


def _spaced(match: re.Match[str]) -> Key:
    label, number, suffix = match["label"], match["number"], match["suffix"] or ""
    bare = _name_of(f"{label} {number}")
    names = [(_name_of(f"{bare}{suffix}"), 1.0), (bare, WEAKLY)] if suffix else [(bare, 1.0)]
    is_number = not label.isupper() and re.fullmatch(r"\d+(?:[.,]\d+)*", number) is not None
    numbers = [(name, WEAKLY) for name in values_of(number)] if is_number else []
    return _identifier(match.group(), *match.span(), [*names, *numbers], is_strict=label.isupper())


def _is_identifier(chunk: str) -> bool:
    """Whether the chunk, which has a digit, is no number, range, ordinal, amount, or word with a number before it."""
    digits, letters = re.findall(r"\d+", chunk), re.findall(rf"{LETTER}+", chunk)
    if not letters:
        is_grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", chunk)
        is_code = len(digits) == 2 and len("".join(digits)) >= 8 and not all(map(is_year, digits))
        return not is_grouped and (len(digits) >= 3 or "/" in chunk or is_code)
    if not chunk[0].isdecimal():
        return True
    words = wordlists()
    first = letters[0].casefold()
    is_amount = first == "s" or first in words.ordinal_endings or first in words.scales
    is_amount = is_amount and re.fullmatch(rf"\d+(?:[.,]\d+)?{LETTER}+", chunk) is not None
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
    filled = [(other, FILLED_GRADE) for other in _filled_up(name)]
    return Key(text, start, end, KeyKind.IDENTIFIER, name, (*asked, *filled), frozenset(held), is_strict)


def _filled_up(name: str) -> Iterator[str]:
    """The letters and figures of an identifier with other numbers of noughts before the figures: "hx-00417"."""
    match = _LETTERS_AND_FIGURES.fullmatch(name)
    if match is None:
        return
    letters, figures = match["letters"], match["figures"].lstrip("0") or "0"
    for length in range(len(figures), LONG_DIGITS + 1):
        if length != len(match["figures"]):
            yield f"{letters}-{figures.zfill(length)}"
