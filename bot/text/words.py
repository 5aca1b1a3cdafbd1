"""What a word is in a text, whatever its language: where it begins and ends, and what breaks it in two."""

import re
from collections.abc import Iterator

import regex

from bot.records.documents import Span

# What breaks a word in two where a line may end, or does: a soft hyphen, or a hyphen before a small letter.
_BREAK = r"(?:\xad+(?:\n[ \t]*)?|(?<=\p{L}\p{M}*)-\n[ \t]*(?=[a-z]))"
_BREAKS = regex.compile(_BREAK)
_PIECE = r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*"  # a combining mark belongs to the letter before it
WORD = regex.compile(rf"{_PIECE}(?:{_BREAK}{_PIECE})*")
_RUN = re.compile(r"[^\W\d_]+|[$€£¥%°℃]")

LETTER = r"[^\W\d_]"  # as a pattern
WORD_OF_LETTERS = re.compile(rf"{LETTER}+")
DASHES = r"\-\u2010\u2011"  # that join two parts of one word, for a set of characters in a pattern
SPACES = " \u00a0\u202f"  # that stay in a line
_LAST_WORD = re.compile(rf"({LETTER}+|\d)[{SPACES}]$")
_LAST_WORD_CHARS = 20  # of the text before a place that are looked at for it

# Scripts that are written without spaces. A run of one is no word, and where its words end takes a dictionary to tell.
_UNSPACED = (
    r"\p{Han}",
    r"\p{Hiragana}",
    r"\p{Katakana}ー",
    r"\p{Hangul}",
    r"\p{Thai}",
    r"\p{Lao}",
    r"\p{Khmer}",
    r"\p{Myanmar}",
)
_IS_UNSPACED = regex.compile(f"[{''.join(_UNSPACED)}]")
_SEGMENT = regex.compile(
    "|".join([*(rf"(?:[{script}]\p{{M}}*)+" for script in _UNSPACED), f"[^{''.join(_UNSPACED)}]+"]),
)
_CHARACTER = regex.compile(r"\P{M}\p{M}*")


def word_spans(text: str) -> Iterator[Span]:
    """Where the words of `text` stand, in order.

    A run of a script without spaces is read as its pairs of neighbouring characters, each with its marks; these
    overlap. A character that stands alone between others is a word, as a kanji between kana is.
    """
    for match in WORD.finditer(text):
        if _IS_UNSPACED.search(match.group()):
            for segment in _SEGMENT.finditer(match.group()):
                yield from _pairs(segment.group(), match.start() + segment.start())
        else:
            yield Span(*match.span())


def is_unspaced(text: str) -> bool:
    """Whether `text` begins with a character of a script that is written without spaces."""
    return _IS_UNSPACED.match(text) is not None


def spelt_words(text: str) -> Iterator[str]:
    """The words of `text` in order: those of `word_spans`, several times faster in scripts with spaces."""
    if text.isascii() or not _IS_UNSPACED.search(text):
        return iter(WORD.findall(text))
    return (span.of(text) for span in word_spans(text))


def runs_of(text: str) -> frozenset[str]:
    """The runs of letters in `text`, in lower case, and the signs for units: whatever names an amount has one of few.

    One look at a sentence, in place of the many patterns that it cannot fit.
    """
    return frozenset(_RUN.findall(text.lower()))


def word_before(text: str, end: int) -> str:
    """The word in lower case, or the digit, that one space parts from `text[end]`; "" where there is none."""
    found = _LAST_WORD.search(text, max(0, end - _LAST_WORD_CHARS), end)
    return found[1].casefold() if found else ""


def unbroken(text: str) -> str:
    """`text` with the words whole that a soft hyphen or the end of a line breaks; offsets are lost."""
    return str(_BREAKS.sub("", text)) if "\xad" in text or "\n" in text else text


def count_words(text: str) -> int:
    """How many words `text` has; a run of digits or letters is one, and a pair of a script without spaces."""
    return sum(1 for _ in spelt_words(text))


def _pairs(segment: str, offset: int) -> Iterator[Span]:
    if not is_unspaced(segment):
        yield Span(offset, offset + len(segment))
        return
    characters = [match.span() for match in _CHARACTER.finditer(segment)]
    for (start, _), (_, end) in zip(characters, characters[1:] or characters, strict=False):
        yield Span(offset + start, offset + end)
