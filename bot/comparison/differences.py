"""Where two near-duplicates do not say the same: figures, dates, names, units, negations."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from bot.comparison.asking import figure_words, is_name
from bot.text.moments import MONTH_NAMES
from bot.text.numbers import NUMBER_WORDS
from bot.text.units import unit_symbols, unit_words

_TOKEN = re.compile(r"[-−+±<>≤≥]?\d(?:[\w.,:/-]*\w)?|n['’]t\b|\w+?(?=n['’]t\b)|\w+(?:['’-]\w+)*|[%‰$€£¥°]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n|])[\s\"'“‘(*_#>-]*$")
LOOK_BACK_CHARS = 20


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one text and what the other has in their place; "" where it has nothing."""

    one: str
    other: str


def differences(one: str, other: str) -> tuple[Difference, ...]:
    """Where the two say other figures, dates, names, units or negations, in their order.

    Other words in the same place are no difference in this sense: "must be paid" and "is to be paid". Empty for texts
    that may stand for each other.
    """
    ones, others = list(_TOKEN.finditer(one)), list(_TOKEN.finditer(other))
    matcher = SequenceMatcher(None, list(map(_plain, ones)), list(map(_plain, others)), autojunk=False)
    found = (
        (ones[begin:end], others[first:last])
        for change, begin, end, first, last in matcher.get_opcodes()
        if change != "equal"
    )
    return tuple(
        Difference(_words(one, own), _words(other, theirs))
        for own, theirs in found
        if any(_matters(one, token) for token in own) or any(_matters(other, token) for token in theirs)
    )


def _plain(token: re.Match[str]) -> str:
    return token.group().casefold().replace("’", "'")


def _words(text: str, tokens: list[re.Match[str]]) -> str:
    return text[tokens[0].start() : tokens[-1].end()] if tokens else ""


def _matters(text: str, token: re.Match[str]) -> bool:
    """Whether a word is a figure, a unit, a month, a negation, a condition, or is spelt as a name."""
    word = token.group()
    if word in unit_symbols() or _plain(token) in _telling():
        return True
    is_first = _SENTENCE_START.search(text, max(0, token.start() - LOOK_BACK_CHARS), token.start()) is not None
    return is_name(word[1:] if is_first and not word[0].isdigit() else word)


@cache
def _telling() -> frozenset[str]:
    words = figure_words()
    return frozenset((*unit_words(), *NUMBER_WORDS, *MONTH_NAMES, *words.negations, *words.limits))
