"""Whether quoted words begin and end at a place as they did where they were quoted.

Words prove nothing when something beside them makes them parts of others: "10" in "100" or "-10", "may be taken" in
"may be taken only in hospital". What stands on both sides of a citation tells how they began and ended.
"""

import re
from enum import IntEnum

from bot.records import Citation, Span
from bot.records.citations import SELECTOR_CONTEXT_CHARS
from bot.text.sentences import CLOSERS

CELL_SEPARATOR = " | "  # between the cells of a row, as readers write them

_ENDS_SENTENCE = re.compile(rf"[.!?…。！？｡।॥۔؟][{CLOSERS}]*\s*$")
_ENDS_WITHOUT_SPACE = re.compile(rf"[。！？｡][{CLOSERS}]*$")  # the next sentence follows at once
_SIGN = re.compile(r"[-+−–±~≈<>≤≥]\s?$")
_MARKER = re.compile(r"(?:^|\n)[ \t]*(?:[•◦▪‣·–*+>-]|#{1,6}|\(?(?:\d{1,3}|[a-z])[.)])[ \t]+$")
_MARKED = re.compile(r"\n[ \t]*(?:[•◦▪‣*+-]|#{1,6}|\(?(?:\d{1,3}|[a-z])[.)])[ \t]")
_BLANK_LINE_BEFORE = re.compile(r"\n[^\S\n]*\n\s*$")
_BLANK_LINE_BEHIND = re.compile(r"\s*?\n[^\S\n]*\n")
_LINE_BEFORE = re.compile(r"\n\s*$")
_LINE_BEHIND = re.compile(r"[^\S\n]*\n\s*(?=\S)(?P<next>.)")


class _Edge(IntEnum):
    """What the words begin or end with, in the order of what it proves."""

    INSIDE = 0  # more of the sentence
    LINE = 1  # a line, perhaps of a paragraph that goes on
    SENTENCE = 2  # a sentence, a paragraph, an item or a row


def is_cut(citation: Citation, text: str, place: Span) -> bool:
    """Whether what touches the words at `place`, up to the next white space, differs from what touched them."""
    before, behind = _beside(text, place)
    exact = citation.exact
    if exact[:1].isdigit() and _sign(before) != _sign(citation.prefix):
        return True
    if not _is_freely_preceded(citation.prefix, before) and _touching(citation.prefix[::-1]) != _touching(before[::-1]):
        return True
    return not _ENDS_WITHOUT_SPACE.search(exact) and _touching(citation.suffix) != _touching(behind)


def reads_alike(citation: Citation, text: str, place: Span) -> bool:
    """Whether the words at `place` begin and end a sentence or line where they did, as far as the text shows.

    Words out of the middle of a sentence must have the same word beside them.
    """
    before, behind = _beside(text, place)
    began, begins = _beginning(citation.prefix, citation.exact), _beginning(before, citation.exact)
    ended, ends = _ending(citation.exact, citation.suffix), _ending(citation.exact, behind)
    if began is _Edge.INSIDE and citation.prefix.split()[-1:] != before.split()[-1:]:
        return False
    if ended is _Edge.INSIDE and citation.suffix.split()[:1] != behind.split()[:1]:
        return False
    return begins >= began and ends >= ended


def _beside(text: str, place: Span) -> tuple[str, str]:
    before = text[max(0, place.start - SELECTOR_CONTEXT_CHARS) : place.start]
    return before, text[place.end : place.end + SELECTOR_CONTEXT_CHARS]


def _touching(beside: str) -> str:
    """The characters of `beside` up to the first white space."""
    return re.split(r"\s", beside, maxsplit=1)[0]


def _sign(before: str) -> str:
    found = _SIGN.search(before)
    return found.group().strip() if found else ""


def _is_freely_preceded(was: str, now: str) -> bool:
    """Whether both times a sentence was over before the words, in a script that leaves no space."""
    return bool(_ENDS_WITHOUT_SPACE.search(was)) and (not now[-1:].strip() or bool(_ENDS_WITHOUT_SPACE.search(now)))


def _beginning(before: str, exact: str) -> _Edge:
    is_first = len(before) < SELECTOR_CONTEXT_CHARS and not before.strip()
    if is_first or _ENDS_SENTENCE.search(before) or _BLANK_LINE_BEFORE.search(before) or _MARKER.search(before):
        return _Edge.SENTENCE
    if not _LINE_BEFORE.search(before):
        return _Edge.INSIDE
    return _Edge.SENTENCE if CELL_SEPARATOR in exact.partition("\n")[0] else _Edge.LINE


def _ending(exact: str, behind: str) -> _Edge:
    is_last = len(behind) < SELECTOR_CONTEXT_CHARS and not behind.strip()
    is_over = _ENDS_SENTENCE.search(exact + _touching(behind))
    if is_last or is_over or _BLANK_LINE_BEHIND.match(behind) or _MARKED.match(behind):
        return _Edge.SENTENCE
    line = _LINE_BEHIND.match(behind)
    if not line:
        return _Edge.INSIDE
    if CELL_SEPARATOR in exact.rpartition("\n")[2]:
        return _Edge.SENTENCE
    return _Edge.LINE if line["next"].isupper() else _Edge.INSIDE
