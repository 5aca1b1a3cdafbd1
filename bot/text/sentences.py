"""Where sentences begin and end: syntok's segmentation, its known errors mended, bounded in time and length."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.records.documents import Span
from bot.text.long_sentences import cut
from bot.text.words import WORD

if TYPE_CHECKING:
    from syntok.tokenizer import Tokenizer

PIECE_CHARS = 10_000  # syntok is fed no more at once: its token offsets cost time in the square of the text

_BLANK_LINE = re.compile(r"\n[ \t\f\v]*\n\s*")
_SENTENCE_BREAK = re.compile(r"[.!?。！？]\s+")

CLOSERS = "\"'”’»)\\]」』）"  # behind the end of a sentence, for a set of characters in a pattern
_OPENERS = "\"'“‘«(\\[„¿¡"
# Sentence ends that syntok does not see. Each match ends where the next sentence starts.
_MISSED_ENDS = re.compile(
    rf"""
      [。！？｡][{CLOSERS}]*\s*(?=[^\s{CLOSERS}。！？｡])            # Chinese, Japanese: no space follows
    | [।॥۔؟][{CLOSERS}]*\s+(?=\S)                                   # Hindi, Urdu, Arabic
    | (?<=\d[.,]\d)\d*[A-Za-z%]{{0,2}}[.!?][{CLOSERS}]*\s+(?=[{_OPENERS}]*[A-Z][a-z]*\s)   # … cost $2.5K. He …
    | [.!?][{CLOSERS}]*(?:\[\d+(?:\s?[,–-]\s?\d+)*\])+\s+(?=[{_OPENERS}]*[A-Z])           # … hurts.[2] Then …
    | (?<=\b[ap]\.m)\.\s+(?=(?:Then|He|She|We|You|They|After|Before|When|If|Do|Please)\s)
    | \b(?:Ph\.D|M\.D|etc)\.\s+(?=(?:He|She|We|You|They|After|Before|When|If|Do|Please)\s)
    """,
    re.VERBOSE,
)
# A sentence that ends so goes on when the next begins with a figure (Fig. 2, pp. 3-4) …
_COUNTED = re.compile(
    r"(?:^|[\s(\[])(?:pp?|Eqs?|Refs?|refs?|Chs?|ch|[Nn]os?|[Ff]igs?|[Vv]ols?|[Ss]ecs?|[Ss]ect|[Tt]abs?|[Aa]pp|[Ss]uppl|"
    r"[Aa]rts?|[Pp]t|[Ee]d|[Aa]pprox|ca)\.$"
)
# … or, whatever follows, when its last word is only ever an abbreviation.
_OPEN_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"])(?:e\.g|i\.e|eg|ie|cf|viz|vs|resp|Drs?|Mrs?|Ms|Prof|St|Gen|Sen|Rep|Gov|Capt|Lt|Sgt|Rev|Hon|Messrs|"
    r"Mme|Mlle|esp|incl|eds)\.$"
)
# German and its neighbours write an ordinal as a figure with a full stop: a day before its month or before a word in
# small letters, and whatever follows an article ("am 21. Mai", "vom 4. bis 22. August", "die 2. Mahnung").
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_AFTER_ORDINAL = re.compile(
    r"[a-zäöüßåæø]|(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
    r"|(?:Jan|Feb|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\."
)
_BEFORE_ORDINAL = re.compile(
    r"\b(?:am|im|vom|zum|zur|beim|der|die|das|dem|den|des|jede[rns]?)\s\d{1,2}\.$", re.IGNORECASE
)
_OF_AUTHORS = re.compile(r"(?:^|\s)et\sal\.$")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]$")
_FIGURE = re.compile(r"[\d(\[§]|[A-Z]?\d|[IVX]+\b")
_TAIL_CHARS = 24  # enough to see the last word of a sentence


def sentence_spans(text: str) -> list[Span]:
    """The sentences of `text` in order: disjoint, without white space at the ends, covering all else.

    A sentence ends at a blank line at the latest. One of more than `long_sentences.MAX_WORDS` words or `MAX_CHARS`
    characters is cut at punctuation, else at white space, else between two characters. A sentence without a single
    letter or digit is joined to its neighbour. Takes time in proportion to the length, whatever the text.
    """
    spans: list[Span] = []
    for start, end in _paragraphs(text):
        starts = _mended(text, _sentence_starts(text, start, end), end)
        for first, after in pairwise([*starts, end]):
            spans += cut(text, _trimmed(text, first, after))
    return spans


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines that hold anything but white space, from their first character on."""
    start = 0
    for blank in [*_BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        trimmed = _trimmed(text, start, end)
        if trimmed.start < trimmed.end:
            yield trimmed.start, trimmed.end
        start = blank.end() if blank else end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`text[start:end]` in pieces of at most PIECE_CHARS, broken after a sentence, at white space, or anywhere."""
    while end - start > PIECE_CHARS:
        middle, limit = start + PIECE_CHARS // 2, start + PIECE_CHARS
        breaks = [match.end() for match in _SENTENCE_BREAK.finditer(text, middle, limit)]
        space = max(text.rfind(" ", middle, limit), text.rfind("\n", middle, limit)) + 1
        after = breaks[-1] if breaks else space or limit
        yield start, after
        start = after
    yield start, end


def _sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Offsets at which a sentence starts in a paragraph, `start` being the first; syntok's and those it misses."""
    starts = {start}
    for piece_start, piece_end in _pieces(text, start, end):
        starts.update(_syntok_starts(text[piece_start:piece_end], piece_start))
    starts.update(match.end() for match in _MISSED_ENDS.finditer(text, start, end))
    return sorted(offset for offset in starts if offset < end)


def _syntok_starts(piece: str, offset: int) -> Iterator[int]:
    from syntok.segmenter import segment

    for tokens in segment(_tokenizer().tokenize(piece)):
        first = next((token for token in tokens if token.value), None)
        if first is not None:
            yield offset + first.offset


@cache
def _tokenizer() -> "Tokenizer":
    from syntok.tokenizer import Tokenizer

    # Hyphens are tokens and "n't" stays as it is, or the offsets would not be those of the text.
    return Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)


def _mended(text: str, starts: list[int], end: int) -> list[int]:
    """`starts` without those that split a sentence, or that begin or end one without a word."""
    kept = starts[:1]
    wordless = not WORD.search(text, starts[0], starts[1] if len(starts) > 1 else end)
    for start, after in pairwise([*starts[1:], end]):
        if wordless:
            wordless = not WORD.search(text, start, after)
        elif WORD.search(text, start, after) and not _goes_on(text, kept[-1], start):
            kept.append(start)
    return kept


def _goes_on(text: str, start: int, after: int) -> bool:
    """Whether the sentence that began at `start` is not over at `after`."""
    tail = text[max(start, after - _TAIL_CHARS) : after].rstrip()
    is_ordinal = _ORDINAL.search(tail) and (_AFTER_ORDINAL.match(text, after) or _BEFORE_ORDINAL.search(tail))
    is_counted = _COUNTED.search(tail) or _OF_AUTHORS.search(tail)
    return bool(
        tail.endswith((";", ","))
        or (after - start <= _TAIL_CHARS and _LIST_NUMBER.match(tail))
        or _OPEN_ABBREVIATION.search(tail)
        or is_ordinal
        or (is_counted and _FIGURE.match(text, after))
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
