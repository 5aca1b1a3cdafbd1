"""Near-duplicate passages: the same words under two covers are one answer with two citations."""

from collections.abc import Sequence
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


def group_near_duplicates(texts: Sequence[Numbers], most: int) -> list[list[int]]:
    """Positions in `texts`, given as the numbers of their terms in order: the `most` first groups.

    Each group leads with its first, followed by its near-duplicates in order.
    """
    groups: list[list[int]] = []
    leaders: list[Shingles] = []
    for position, text in enumerate(texts):
        own = shingles(text)
        for group, leader in zip(groups, leaders, strict=True):
            if resemblance(own, leader) >= NEAR_DUPLICATE:
                group.append(position)
                break
        else:
            if len(groups) < most:
                groups.append([position])
                leaders.append(own)
    return groups
