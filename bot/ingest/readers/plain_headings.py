"""Telling headings of a plain text by their looks.

They are lone short lines in title case or capitals, numbered, or asking; or short lines right above a paragraph.
"""

import re
from collections.abc import Sequence

from bot.text.words import WORD

MAX_WORDS = 12
MAX_CHARS = 90
MIN_QUESTION_WORDS = 3
MAX_WORDS_ABOVE = 6  # of a heading without a blank line below it
TIMES_LONGER = 2  # than such a heading the line below it is at least: lines of a verse or an address are much alike

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-Z])")
_SMALL_WORDS_LIST = "a an and as at but by for from if in into nor of on onto or over the to up via vs with your"
_SMALL_WORDS = frozenset(_SMALL_WORDS_LIST.split())
_QUESTION_WORDS_LIST = (
    "am are can could did do does has have how is may might must shall should was were what when where which who whom "
    "whose why will would"
)
_QUESTION_WORDS = frozenset(_QUESTION_WORDS_LIST.split())


def heading_level(line: str, *, is_before_list: bool) -> int:
    """The level of a line that stands alone between blank lines, or 0 when it may be text.

    Capitals are level 1, others level 2, numbered ones as deep as their number. `is_before_list` asks for more: a
    line in sentence case above a list is its lead-in.
    """
    words = [match.group() for match in WORD.finditer(line)]
    if not words or len(words) > MAX_WORDS or len(line) > MAX_CHARS or line.endswith((".", "!", ":", ";", ",")):
        return 0
    numbered = _NUMBERED.match(line)
    if numbered:
        return numbered.group("number").count(".") + 1
    if not line[0].isupper():
        return 0
    if line.endswith("?"):
        return 2 if len(words) >= MIN_QUESTION_WORDS and words[0].casefold() in _QUESTION_WORDS else 0
    if line.isupper() and sum(character.isalpha() for character in line) > 3:
        return 1
    return 2 if _is_title_case(words) and not (is_before_list and len(words) == 1) else 0


def is_title(line: str) -> bool:
    """Whether the first line of a text, alone above a blank line, is its title; sentence case will do there."""
    is_open = not line.endswith((".", "!", "?", ":", ";", ","))
    return is_open and line[:1].isupper() and 1 < len(WORD.findall(line)) <= MAX_WORDS and len(line) <= MAX_CHARS


def heads_paragraph(lines: Sequence[str]) -> bool:
    """Whether the first of the lines of a paragraph is a heading, with a text in sentences right below it.

    A line that was wrapped is none: the first word of the next one would have fitted into the longest line beside it.
    """
    first, *others = (line.strip() for line in lines)
    if not others or not first[:1].isupper() or first.endswith((".", "!", "?", ":", ";", ",", "-")):
        return False
    if not 0 < len(WORD.findall(first)) <= MAX_WORDS_ABOVE or any(map(str.isdigit, first)) or ":" in first:
        return False
    below = others[0]
    joined = f"{first} {below.split()[0]}"
    is_wrapped = len(joined) > max(map(len, others))
    is_text = (
        (below[0].isupper() or below[0].isdigit())
        and others[-1].endswith((".", "!", "?"))
        and len(below) >= TIMES_LONGER * len(first)
    )
    return is_text and not is_wrapped


def _is_title_case(words: list[str]) -> bool:
    """Whether all words but small ones are capitalised, in a line of several words or a single long one."""
    weighty = [word for word in words if word.casefold() not in _SMALL_WORDS and not word.isdecimal() and len(word) > 1]
    return bool(weighty) and all(word[0].isupper() for word in weighty) and (len(weighty) > 1 or len(words) == 1)
