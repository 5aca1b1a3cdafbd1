"""Near-duplicate passages: the same words under two covers are one answer with two citations."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from bot.library.runs import Numbers

SHINGLE_WORDS = 3
NEAR_DUPLICATE = 0.8  # share of three-word runs in common: quotes with a changed word pass, a shared phrase does not

Shingles: TypeAlias = frozenset[tuple[int, ...]]


def shingles(text: Numbers) -> Shingles:
    """Every run of three terms of `text` (Broder 1997); the whole of a shorter text."""
    terms = text.tolist()
    if len(terms) <= SHINGLE_WORDS:
        return frozenset({tuple(terms)})
    return frozenset(zip(terms, terms[1:], terms[2:], strict=False))


def resemblance(first: Shingles, second: Shingles) -> float:
    """The Jaccard coefficient of two sets of shingles, in [0, 1]."""
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def group_near_duplicates(
    texts: Sequence[Numbers], most: int, uploads: Mapping[int, Numbers] = MappingProxyType({})
) -> list[list[int]]:
    """Positions in `texts`, given as the numbers of their terms in order: the `most` first groups.

    Each group leads with its first, followed by its near-duplicates in order. `uploads` gives the positions of
    uploaded texts, each with the sentence of it that answers. An upload leads other uploads alone: what is near to a
    built text is behind that, in the place that this has by itself, so that no upload moves a built text up. But one
    that stands before a built text, and whose sentence that does not hold, is another answer and no duplicate of it.
    """
    groups: list[list[int]] = []
    leaders: list[Shingles] = []
    for position in sorted(range(len(texts)), key=lambda position: position in uploads):
        own = shingles(texts[position])
        for group, leader in zip(groups, leaders, strict=True):
            if resemblance(own, leader) >= NEAR_DUPLICATE and not _is_news(position, group[0], texts, uploads):
                group.append(position)
                break
        else:
            if len(groups) < most or uploads:  # which may be behind any of them
                groups.append([position])
                leaders.append(own)
    return sorted(groups)[:most]


def _is_news(position: int, leader: int, texts: Sequence[Numbers], uploads: Mapping[int, Numbers]) -> bool:
    """Whether the sentence with which an upload answers better than the built text `leader` is not in that."""
    if position not in uploads or leader in uploads or position > leader:
        return False
    sentence = frozenset(uploads[position].tolist())
    return len(sentence.intersection(texts[leader].tolist())) < NEAR_DUPLICATE * len(sentence)
