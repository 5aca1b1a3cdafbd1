"""Near-duplicate passages: the same words under two covers are one answer with two citations."""

from collections.abc import Sequence

from bot.records import Passage
from bot.text.words import terms

SHINGLE_WORDS = 3
NEAR_DUPLICATE = 0.8  # share of three-word runs in common: quotes with a changed word pass, a shared phrase does not


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of three index terms of `text` (Broder 1997); the whole of a shorter text."""
    spoken = terms(text)
    if len(spoken) <= SHINGLE_WORDS:
        return frozenset({tuple(spoken)})
    return frozenset(tuple(spoken[i : i + SHINGLE_WORDS]) for i in range(len(spoken) - SHINGLE_WORDS + 1))


def resemblance(first: frozenset[tuple[str, ...]], second: frozenset[tuple[str, ...]]) -> float:
    """The Jaccard coefficient of two sets of shingles, in [0, 1]."""
    return len(first & second) / len(first | second)


def group_near_duplicates(passages: Sequence[Passage]) -> list[list[int]]:
    """Positions in `passages`, grouped: each group leads with its first, followed by its near-duplicates in order."""
    groups: list[list[int]] = []
    leaders: list[frozenset[tuple[str, ...]]] = []
    for position, passage in enumerate(passages):
        own = shingles(passage.text)
        for group, leader in zip(groups, leaders, strict=True):
            if resemblance(own, leader) >= NEAR_DUPLICATE:
                group.append(position)
                break
        else:
            groups.append([position])
            leaders.append(own)
    return groups
