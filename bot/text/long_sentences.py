"""Cutting what is too long for one sentence: run-on text, tables without line ends, megabytes without a space."""

import re
import unicodedata
from collections.abc import Iterator

from bot.records.documents import Span
from bot.text.words import WORD

MAX_WORDS = 180  # the longest passage by default; a longer sentence fits no encoder's window
MAX_CHARS = 1_600  # 180 English words have about 1,100; more is text without spaces
LONGEST_MARK_RUN = 32  # characters to step back so as not to part a letter from its accents, an emoji from its parts

_STRONG_BREAK = re.compile(r"[;:!?](?=\s)|[.…](?=\s)|[—–]|\n|[；：]")
_WEAK_BREAK = re.compile(r"[,)\]](?=\s)|[，、]")
_JOINER = "\N{ZERO WIDTH JOINER}"


def cut(text: str, span: Span) -> list[Span]:
    """`span` of `text` in pieces of at most MAX_WORDS and MAX_CHARS, without white space at their ends.

    A piece ends behind the last strong punctuation of its second half, else behind a comma or bracket there, else at
    the last white space, else between two characters, but not before a combining mark or inside a joined emoji.
    """
    return list(_pieces(text, span))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    start, end = span.start, span.end
    while start < end:
        limit = _limit(text, start, end)
        after = end if limit == end else _break_before(text, start, limit)
        last = after
        while text[last - 1].isspace():
            last -= 1
        yield Span(start, last)
        start = after
        while start < end and text[start].isspace():
            start += 1


def _limit(text: str, start: int, end: int) -> int:
    """The furthest end of a piece from `start`."""
    limit = min(end, start + MAX_CHARS)
    for count, word in enumerate(WORD.finditer(text, start, limit)):
        if count == MAX_WORDS:
            return int(word.start())
    return limit


def _break_before(text: str, start: int, limit: int) -> int:
    """Where to cut `text[start:limit]`, which goes on behind `limit`; beyond `start` always."""
    middle = (start + limit) // 2
    for pattern in (_STRONG_BREAK, _WEAK_BREAK):
        # The look-ahead may read the character at `limit`, hence no end position beyond it.
        ends = [match.end() for match in pattern.finditer(text, middle, limit)]
        if ends:
            return ends[-1]
    for position in range(limit, start, -1):
        if text[position].isspace() or text[position - 1].isspace():
            return position
    return _between_characters(text, start, limit)


def _between_characters(text: str, start: int, limit: int) -> int:
    for position in range(limit, max(start, limit - LONGEST_MARK_RUN), -1):
        if not _continues(text[position]) and text[position - 1] != _JOINER:
            return position
    return limit


def _continues(character: str) -> bool:
    """Whether `character` belongs to the one before it: accents, joiners, variation selectors, skin tones."""
    is_skin_tone = "\U0001f3fb" <= character <= "\U0001f3ff"
    return character == _JOINER or is_skin_tone or unicodedata.category(character).startswith("M")
