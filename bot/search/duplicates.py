"""Near-duplicate passages: the same words under two covers are one answer with two citations.

Versions that differ in a figure, a name or a "not" are near-duplicates by their words, and say different things.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import TypeAlias

from bot.language.words import Word, folded, negations, words
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


def say_the_same(one: str, other: str, language: str) -> bool:
    """Whether two near-duplicates agree in all that decides: figures and what they count, names, negations.

    A word that begins with a capital may be a name, and is looked for in the other in any case.
    """
    first, second = words(one, language), words(other, language)
    in_one_only = _names(first) ^ _names(second)
    return _decides(first, language) == _decides(second, language) and in_one_only <= _spoken(first) & _spoken(second)


def group_near_duplicates(
    texts: Sequence[Numbers],
    most: int,
    uploads: Mapping[int, Numbers] = MappingProxyType({}),
    *,
    agree: Callable[[int, int], bool] = lambda _one, _other: True,
) -> list[list[int]]:
    """Positions in `texts`, given as the numbers of their terms in order: the `most` first groups.

    Each group leads with its first, followed by its near-duplicates in order, as far as they `agree`. `uploads` gives
    the positions of uploaded texts, each with the sentence of it that answers. An upload leads other uploads alone:
    what is near to a built text is behind that, in the place that this has by itself, so that no upload moves a built
    text up. But one that stands before a built text, and whose sentence that does not hold, is another answer and no
    duplicate of it.
    """
    groups: list[list[int]] = []
    leaders: list[Shingles] = []
    known: set[tuple[int, ...]] = set()
    for position in sorted(range(len(texts)), key=lambda position: position in uploads):
        own = shingles(texts[position])
        is_new = len(own & known) / len(own) < NEAR_DUPLICATE  # then it is near to none of them: most texts are
        for group, leader in () if is_new else zip(groups, leaders, strict=True):
            is_alike = resemblance(own, leader) >= NEAR_DUPLICATE and not _is_news(position, group[0], texts, uploads)
            if is_alike and agree(group[0], position):
                group.append(position)
                break
        else:
            if len(groups) < most or uploads:  # which may be behind any of them
                groups.append([position])
                leaders.append(own)
                known |= own
    return sorted(groups)[:most]


def _is_news(position: int, leader: int, texts: Sequence[Numbers], uploads: Mapping[int, Numbers]) -> bool:
    """Whether the sentence with which an upload answers better than the built text `leader` is not in that."""
    if position not in uploads or leader in uploads or position > leader:
        return False
    sentence = frozenset(uploads[position].tolist())
    return len(sentence.intersection(texts[leader].tolist())) < NEAR_DUPLICATE * len(sentence)


def _decides(found: Sequence[Word], language: str) -> Counter[tuple[str, str]]:
    """The figures of a text, each with the word behind it, and its negations."""
    counted = Counter(
        (word.term, after.term if after else "")
        for word, after in zip_longest(found, found[1:])
        if any(character.isdigit() for character in word.text)
    )
    return counted + Counter((word.term, "") for word in found if folded(word.text) in negations(language))


def _names(found: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.term for word in found if word.text[:1].isupper())


def _spoken(found: Sequence[Word]) -> frozenset[str]:
    return frozenset(word.term for word in found)
