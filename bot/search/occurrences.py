"""Where the terms of a query stand in many texts at once, by the numbers of the forward index."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.library.forward import ForwardIndex
from bot.library.runs import Gathered, Rows
from bot.search.wanted import Wanted

NOWHERE = -1

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every occurrence of a query's terms in `count` texts, in order.

    `places` count the words of all texts, one after the other; `owners` number the texts, `columns` the terms.
    """

    count: int
    words: int
    places: Rows
    owners: Rows
    columns: Rows


class QueryTerms:
    """The distinct terms of a query, each with a column of its own."""

    def __init__(self, forward: ForwardIndex, terms: Iterable[str]) -> None:
        self.columns: Mapping[str, int] = {term: column for column, term in enumerate(dict.fromkeys(terms))}
        # A table over the whole vocabulary: at a million terms 2 MB, filled in 0.1 ms, and every look-up is one step.
        self._column_of = np.full(len(forward.vocabulary), NOWHERE, dtype=np.int16)
        for term, column in self.columns.items():
            number = forward.number(term)
            if number is not None:
                self._column_of[number] = column

    def find(self, texts: Gathered, count: int) -> Occurrences:
        """Where the terms stand in `count` texts."""
        columns = self._column_of[texts.values]
        places = np.flatnonzero(columns != NOWHERE)
        return Occurrences(count, len(columns), places, texts.owners[places], columns[places].astype(np.int64))

    def held(self, found: Occurrences) -> Flags:
        """Which text holds which term, shape (texts, terms)."""
        held = np.zeros((found.count, len(self.columns)), dtype=np.bool_)
        held[found.owners, found.columns] = True
        return held

    def grades(self, held: Flags, word: Wanted) -> Floats:
        """How well each text has the word, in [0, 1]: 1 in one of its forms, else the grade of its best soft form.

        `held` has shape (…, terms), the result (…).
        """
        grades: Floats = np.zeros(held.shape[:-1])
        for soft in reversed(word.soft):  # the best last
            grades[held[..., self.columns[soft.term]]] = soft.grade
        for form in word.forms:
            grades[held[..., [self.columns[term] for term in sorted(form)]].all(axis=-1)] = 1.0
        return grades

    def phrase(self, found: Occurrences, pairs: Sequence[tuple[str, str]]) -> Floats:
        """The share of `pairs` that are neighbours in each text; 0 without pairs."""
        first = np.flatnonzero((np.diff(found.places) == 1) & (np.diff(found.owners) == 0))
        neighbours = found.columns[first] * len(self.columns) + found.columns[first + 1]
        together = np.zeros(found.count, dtype=np.int64)
        for one, other in pairs:
            there = neighbours == self.columns[one] * len(self.columns) + self.columns[other]
            together[np.unique(found.owners[first[there]])] += 1
        return together / max(len(pairs), 1)

    def nearness(self, found: Occurrences, wanted: Sequence[Wanted]) -> Floats:
        """For each text the mean, by weight, of 1 / distance of the neighbouring words of the query, as typed.

        A pair of which one is not there counts 0.
        """
        occurring = [found.columns == self.columns[word.word.term] for word in wanted]
        near, total = np.zeros(found.count), 0.0
        for (first, here), (second, there) in pairwise(zip(wanted, occurring, strict=True)):
            weight = (first.weight + second.weight) / 2
            total += weight
            if first.word.term != second.word.term:
                near += weight / _distances(found, here, there)
        return near / total if total else near


def _distances(found: Occurrences, here: Flags, there: Flags) -> Floats:
    """How many words apart two terms come at their nearest, in each text; infinite where one is not there."""
    nearest = np.full(found.count, math.inf)
    apart = found.places + found.owners * found.words  # no distance between two texts is below `words`
    places, others = apart[here], apart[there]
    if not len(places) or not len(others):
        return nearest
    after = np.searchsorted(others, places)
    before_it = places - others[np.maximum(after - 1, 0)]
    behind_it = others[np.minimum(after, len(others) - 1)] - places
    distances = np.minimum(np.abs(before_it), np.abs(behind_it))
    is_same_text = distances < found.words
    np.minimum.at(nearest, found.owners[here][is_same_text], distances[is_same_text])
    return nearest
