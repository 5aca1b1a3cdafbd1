"""Finds quoted words again in another version of their text, by the selectors of the W3C.

A TextPositionSelector holds where the words stood, a TextQuoteSelector the words and a little of what stood on both
sides (https://www.w3.org/TR/annotation-model/#selectors). The position is tried first; the words decide.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.records import Citation, Span

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
    CHANGED = "changed"  # something like it, in other words
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Relocation:
    """What became of a quotation, and where in the new text that stands; nowhere when it is gone."""

    standing: Standing
    place: Span | None = None


def relocate(citation: Citation, text: str) -> Relocation:
    """Where the words of `citation` stand in `text`, another version of the text that they were quoted from.

    Of several places with the same words the one counts that has most of the same words beside it; of equals the
    nearest to the old one. Words shorter than `SURE_CHARS` must have half of the same beside them.
    """
    here = Span(citation.start, citation.end)
    if here.of(text) == citation.exact and _is_sure(citation, text, here):
        return Relocation(Standing.VALID, here)
    found = [place for place in _places(citation.exact, text) if _is_sure(citation, text, place)]
    if found:
        best = max(found, key=lambda place: (_shared(citation, text, place), -abs(place.start - citation.start)))
        return Relocation(Standing.MOVED, best)
    alike = _alike(citation.exact, text)
    return Relocation(Standing.CHANGED, alike) if alike else Relocation(Standing.GONE)


def _places(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def _beside(citation: Citation) -> int:
    return len(citation.prefix) + len(citation.suffix)


def _is_sure(citation: Citation, text: str, place: Span) -> bool:
    if len(citation.exact) >= SURE_CHARS or not _beside(citation):
        return True
    return 2 * _shared(citation, text, place) >= _beside(citation)


def _shared(citation: Citation, text: str, place: Span) -> int:
    """How many characters right before and right behind `place` are those of the selector."""
    before = text[max(0, place.start - len(citation.prefix)) : place.start]
    after = text[place.end : place.end + len(citation.suffix)]
    return _common(before[::-1], citation.prefix[::-1]) + _common(after, citation.suffix)


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
