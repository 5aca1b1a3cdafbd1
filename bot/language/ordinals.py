"""Places in an order, and things that bear a number: "the second version", "2nd version", "Version II", "§ 2"."""

import re
from collections.abc import Iterator
from functools import cache

from bot.language.dates import is_year
from bot.language.numbers import LEAST_ALONE, ROMAN, values_of
from bot.language.wordlists import wordlists
from bot.language.words import function_words
from bot.records import WEAKLY, Key, KeyKind
from bot.text.words import DASHES, LETTER, SPACES, WORD_OF_LETTERS, word_before

_NUMBERED = re.compile(
    rf"(?<![^\W_])(?P<label>{LETTER}+|§+|\#)[.:]?[{SPACES}]{{0,2}}(?:(?:no|nr|n°|nº|№)\.?[{SPACES}]?|\#)?"
    rf"(?P<number>(?<![^\W\d_])\d+(?:\.\d+)*|(?<=[{SPACES}])[IVX]{{1,4}}|(?<=[vV])\d+(?:\.\d+)*)"
    rf"(?![^\W_]|[.,]\d|[{SPACES}'’]\d{{3}}(?!\d))",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(rf"[{SPACES}-]({LETTER}+)")


def ordinals_in(text: str) -> Iterator[Key]:
    """The ordinals of `text` in words before what they order, then those in figures."""
    words = wordlists()
    for match in WORD_OF_LETTERS.finditer(text):
        number = words.ordinals.get(match.group().casefold())
        if number is None:
            continue
        label = _label_after(text, match.end())
        before = word_before(text, match.start())
        is_unit = before.isdecimal() or before in words.before_units
        if label and not (number == 2 and is_unit):
            yield _ordinal(text, match, number, label, is_strict=number > 1)
    for match in _in_figures().finditer(text):
        label = _label_after(text, match.end())
        if label or match["ending"] != ".":
            yield _ordinal(text, match, int(match["number"]), label, is_strict=True)


def with_ordinal_of(other: str, text: str) -> str:
    """`text` with the ordinal of `other` in place of its own; "" where these are one, or either has none or several."""
    own, instead = list(_said(text)), list(_said(other))
    if len(own) != 1 or len(instead) != 1 or own[0][1] == instead[0][1]:
        return ""
    start, end = own[0][0].span()
    return f"{text[:start]}{instead[0][0].group()}{text[end:]}"


def _said(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The ordinals of `text`, whatever they order, with their numbers."""
    for match in WORD_OF_LETTERS.finditer(text):
        number = wordlists().ordinals.get(match.group().casefold())
        if number is not None:
            yield match, number
    for match in _in_figures().finditer(text):
        if match["ending"] != ".":
            yield match, int(match["number"])


def numbered_in(text: str) -> Iterator[Key]:
    """The numbers of `text` that follow a word; they count as one with it where it is a label: "page 5"."""
    for match in _NUMBERED.finditer(text):
        word, number = match["label"], match["number"]
        label = "section" if word[0] == "§" else "number" if word == "#" else _label(word)
        is_known = label in wordlists().numbered
        if not number[0].isdecimal():
            may_count = number.isupper() and (is_known or len(number) > 1)
            number = str(ROMAN.get(number.lower()) or "") if may_count else ""
        if label and number:
            yield _numbered(text, match, label, number, is_known=is_known)


def _numbered(text: str, match: re.Match[str], label: str, number: str, *, is_known: bool) -> Key:
    name = f"{label} #{number.lstrip('0') or '0'}"
    values = values_of(number)
    names = [name, name.removesuffix(".0")] if number.endswith(".0") else [name]
    alone = 1.0 if not is_known and "." not in number and int(number) >= LEAST_ALONE else WEAKLY
    asked = (*((name, 1.0) for name in names), *((value, alone) for value in values))
    kind = KeyKind.ORDINAL if is_known else KeyKind.DATE if is_year(number) else KeyKind.NUMBER
    start, end = match.span() if is_known else match.span("number")
    return Key(text[start:end], start, end, kind, name, asked, frozenset({*names, *values}), is_known)


def _ordinal(text: str, match: re.Match[str], number: int, label: str, *, is_strict: bool) -> Key:
    """A figure with a point is an ordinal in German and the end of a sentence in English, and is held as both."""
    bare = f"#{number}"
    name = f"{label} {bare}" if label else bare
    asked = ((name, 1.0), (bare, WEAKLY)) if label else ((name, 1.0),)
    held = {name, bare}
    if match.group().endswith("."):
        held |= {str(number), f"{_label(word_before(text, match.start()))} {bare}"}
    return Key(match.group(), *match.span(), KeyKind.ORDINAL, name, asked, frozenset(held), is_strict)


@cache
def _in_figures() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, wordlists().ordinal_endings))
    return re.compile(rf"(?<![\w.,{DASHES}/])(?P<number>\d{{1,3}})(?P<ending>{endings})(?![^\W_])", re.IGNORECASE)


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
