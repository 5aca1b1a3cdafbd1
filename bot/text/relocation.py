"""Finds quoted words again in another version of their text, by the selectors of the W3C.

A TextPositionSelector holds where the words stood, a TextQuoteSelector the words and a little of what stood on both
sides (https://www.w3.org/TR/annotation-model/#selectors). The position is tried first; the words decide, and whether
they stand there as they were quoted: not inside a longer word, number, sentence or row.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.records import Citation, Span
from bot.text.edges import is_cut, reads_alike

SURE_CHARS = 24  # so long a quotation stands for itself; "Yes." needs what stood beside it
SHINGLE_WORDS = 3
# The share of a quotation's runs of three words that must still stand near each other, for it to have been changed and
# not taken out. A sentence of 12 words of which one was replaced keeps 7 of 10; two of 8, scattered, keep 1 of 6.
CHANGED_SHARE = 0.3
WINDOW = 2.0  # how much longer than the quotation the place may be in which they stand

_WORD = re.compile(r"[^\W_]+")


class Standing(StrEnum):
    """What became of quoted words."""

    VALID = "valid"  # the same words at the same place
    MOVED = "moved"  # the same words at another place
    CHANGED = "changed"  # something like it in other words, or the same words as a part or in the place of others
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Relocation:
    """What became of a quotation, and where in the new text that stands; nowhere when it is gone."""

    standing: Standing
    place: Span | None = None


def relocate(citation: Citation, text: str, is_whole: Callable[[Span], bool] | None = None) -> Relocation:
    """Where the words of `citation` stand in `text`, another version of the text that they were quoted from.

    Of several places with the same words the one counts that has most of the same words beside it; of equals the
    nearest to the old one. Words shorter than `SURE_CHARS` must have half of the same beside them. At a place that cuts
    them out of something longer they have changed: `is_whole` tells, for who knows where sentences begin and end and
    what they stand under; without it what stands beside them must do.
    """
    here = Span(citation.start, citation.end)
    sure = [place for place in _places(citation.exact, text) if _is_sure(citation, text, place)]
    whole = [place for place in sure if _stands(citation, text, place, is_whole)]
    if here in whole:
        return Relocation(Standing.VALID, here)
    if whole:
        return Relocation(Standing.MOVED, _best(whole, citation, text))
    alike = _best(sure, citation, text) if sure else _alike(citation.exact, text)
    return Relocation(Standing.CHANGED, alike) if alike else Relocation(Standing.GONE)


def _stands(citation: Citation, text: str, place: Span, is_whole: Callable[[Span], bool] | None) -> bool:
    if is_cut(citation, text, place):
        return False
    return is_whole(place) if is_whole else reads_alike(citation, text, place)


def _best(places: list[Span], citation: Citation, text: str) -> Span:
    return max(places, key=lambda place: (_shared(citation, text, place), -abs(place.start - citation.start)))


def _places(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _is_sure(citation: Citation, text: str, place: Span) -> bool:
    """Whether it is these words and no others like them.

    Short ones answer what stands before them, so half of that must be there; with too little beside them that could
    tell, they must be where they were.
    """
    beside = len(citation.prefix) + len(citation.suffix)
    if len(citation.exact) >= SURE_CHARS:
        return True
    if beside < SURE_CHARS and place.start != citation.start:
        return False
    is_answered = 2 * _shared_before(citation, text, place) >= len(citation.prefix)
    return is_answered and 2 * _shared(citation, text, place) >= beside


def _shared(citation: Citation, text: str, place: Span) -> int:
    """How many characters right before and right behind `place` are those of the selector."""
    after = text[place.end : place.end + len(citation.suffix)]
    return _shared_before(citation, text, place) + _common(after, citation.suffix)


def _shared_before(citation: Citation, text: str, place: Span) -> int:
    before = text[max(0, place.start - len(citation.prefix)) : place.start]
    return _common(before[::-1], citation.prefix[::-1])


def _common(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _alike(quotation: str, text: str) -> Span | None:
    """The shortest place in `text` with the most of the quotation's runs of words, if those are enough."""
    wanted = Counter(run for run, _ in _runs(quotation))
    hits = [(run, place) for run, place in _runs(text) if run in wanted]
    reach = int(WINDOW * len(quotation))
    best: tuple[int, int, Span] | None = None
    first = 0
    for last in range(len(hits)):
        while hits[last][1].end - hits[first][1].start > reach:
            first += 1
        count = (Counter(run for run, _ in hits[first : last + 1]) & wanted).total()
        place = Span(hits[first][1].start, hits[last][1].end)
        rating = (count, place.start - place.end)
        if best is None or rating > best[:2]:
            best = (*rating, place)
    return best[2] if best and best[0] >= CHANGED_SHARE * wanted.total() else None


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], Span]]:
    """Every run of `SHINGLE_WORDS` words, in lower case, and where it stands."""
    words = list(_WORD.finditer(text))
    for i in range(len(words) - SHINGLE_WORDS + 1):
        run = words[i : i + SHINGLE_WORDS]
        yield tuple(word.group().casefold() for word in run), Span(run[0].start(), run[-1].end())
