"""Telling running headers, footers and page numbers: rows at a page's edge that come back at the same place.

In doubt a row is text: a header left in a passage is ugly, a fact left out of all passages is a wrong answer.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.ingest.readers.pdf_edges import EdgeRow, PageEdges
from bot.ingest.readers.pdf_headings import LARGER
from bot.ingest.readers.pdf_page_numbers import YEARS, Likeness, likenesses

MIN_PAGES = 3
NEAR_PAGES = 5  # how far apart three pages in a row may be: chapters change, left and right pages alternate
SAME_PLACE_POINTS = 8.0  # scanned pages lie a little askew
WHOLE_SHARE = 0.7  # of the pages, from a row's first page to its last; one that spans less names a part of the document

_NUMBER = re.compile(r"\d+")
# What a running header puts before a chapter's name, and the chapter's heading often does not.
_PART = re.compile(
    r"(?:chapter|kapitel|capítulo|appendix|anhang|anexo|section|abschnitt|sección|part|teil|parte)\s+\w{1,4}\b"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row near an edge: on which page, on which side, how many rows from the edge, and what it is like."""

    page: int
    is_above: bool
    rank: int
    row: EdgeRow
    like: Likeness


def furniture_of(pages: Sequence[PageEdges]) -> list[tuple[int, ...]]:
    """For each page the numbers of its runs that are furniture.

    A row is furniture when it stands at the same height on MIN_PAGES pages or more that are near each other, apart from
    the text, with nothing but furniture between it and the edge. The first one stays in the text when it says what
    the text does not: a part of the document, or a number that is no year, such as a telephone number.
    """
    recurring = _recurring(pages)
    outermost = _outermost(pages, recurring)
    stays = _telling_firsts(pages, outermost)
    outermost = _outermost(pages, [place for place in recurring if (place.page, place.row.runs) not in stays])
    found: list[set[int]] = [set() for _ in pages]
    for place in outermost:
        found[place.page].update(place.row.runs)
    return [tuple(sorted(runs)) for runs in found]


def _recurring(pages: Sequence[PageEdges]) -> list[_Place]:
    """The rows that come back, page by page; one that is like others in several ways is there as often."""
    size = _text_size(pages)
    groups: dict[Likeness, list[_Place]] = defaultdict(list)
    for place in _places(pages):
        groups[place.like].append(place)
    worded = sum(bool(page.runs) for page in pages)
    found = []
    for like, places in groups.items():
        if len(places) < MIN_PAGES:
            continue
        # Set large it is a heading, such as each page of a form or a section has one, unless all pages have the same.
        is_constant = like.offset is None and len({place.page for place in places}) >= worded - 1
        found += [
            place for place in places if (is_constant or place.row.size < LARGER * size) and _comes_back(place, places)
        ]
    return sorted(found, key=lambda place: place.page)


def _places(pages: Sequence[PageEdges]) -> Iterable[_Place]:
    for number, page in enumerate(pages):
        for is_above, side in ((True, page.above), (False, page.below)):
            for rank, row in enumerate(side):
                for like in likenesses(row, number, page.label):
                    yield _Place(number, is_above, rank, row, like)


def _text_size(pages: Sequence[PageEdges]) -> float:
    """The size that most characters have, the smaller of two."""
    sizes = Counter[float]()
    for page in pages:
        for run in page.runs:
            sizes[round(2 * run.size) / 2] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _comes_back(place: _Place, same: Sequence[_Place]) -> bool:
    first = bisect_left(same, place.page - NEAR_PAGES, key=lambda other: other.page)
    last = bisect_right(same, place.page + NEAR_PAGES, key=lambda other: other.page)
    near = {
        other.page
        for other in same[first:last]
        if abs(other.row.middle - place.row.middle) <= SAME_PLACE_POINTS and other.is_above == place.is_above
    }
    return len(near) >= MIN_PAGES


def _outermost(pages: Sequence[PageEdges], recurring: Sequence[_Place]) -> list[_Place]:
    """Those of the rows that have no text between them and the edge, up to the last that is apart from the text."""
    ranks: dict[tuple[int, bool], set[int]] = defaultdict(set)
    for place in recurring:
        ranks[place.page, place.is_above].add(place.rank)
    ends = {}
    for (number, is_above), those in ranks.items():
        side = pages[number].above if is_above else pages[number].below
        end = next(rank for rank in range(len(side) + 1) if rank not in those)
        while end and not side[end - 1].is_apart:
            end -= 1
        ends[number, is_above] = end
    return [place for place in recurring if place.rank < ends[place.page, place.is_above]]


def _telling_firsts(pages: Sequence[PageEdges], furniture: Sequence[_Place]) -> set[tuple[int, tuple[int, ...]]]:
    """The page and the runs of each first row that says what stands nowhere in the text near it."""
    texts = _Texts(pages, furniture)
    groups: dict[str, list[_Place]] = defaultdict(list)
    for place in furniture:
        groups[place.like.words].append(place)
    found = set()
    for words, places in groups.items():
        first, last = places[0].page, places[-1].page
        is_part = last - first + 1 < WHOLE_SHARE * len(pages)
        if words and (is_part or _has_fact(words)) and not texts.say(words, first):
            found.add((first, places[0].row.runs))
    return found


def _has_fact(words: str) -> bool:
    return "@" in words or any(int(number[:5]) not in YEARS for number in _NUMBER.findall(words))


class _Texts:
    """The text of each page without its furniture, letters and figures only, made when it is asked for."""

    def __init__(self, pages: Sequence[PageEdges], furniture: Sequence[_Place]) -> None:
        self._pages = pages
        self._left_out: dict[int, set[int]] = defaultdict(set)
        for place in furniture:
            self._left_out[place.page].update(place.row.runs)
        self._squeezed: dict[int, str] = {}

    def say(self, words: str, page: int) -> bool:
        """Whether `words` stand in the text on a page near `page`."""
        wanted = {_squeezed(words), _squeezed(_PART.sub("", words, count=1))} - {""}
        near = range(max(0, page - NEAR_PAGES), min(len(self._pages), page + NEAR_PAGES + 1))
        return any(some in self._text(number) for number in near for some in wanted)

    def _text(self, number: int) -> str:
        if number not in self._squeezed:
            left_out = self._left_out.get(number, set())
            runs = [run.text for run in self._pages[number].runs if run.number not in left_out]
            self._squeezed[number] = _squeezed("".join(runs).casefold())
        return self._squeezed[number]


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))
