"""What the documents use as one name ("radio frequency"), and which names stand side by side in them."""

from itertools import pairwise
from typing import TypeAlias

import numpy as np

from bot.language.words import Word, content_words, terms
from bot.library import Snapshot
from bot.records import Passage

Heading: TypeAlias = tuple[tuple[str, ...], frozenset[str]]  # the document and headings above it; its terms

READ = 50  # passages that hold a word, the best by BM25; more would cost milliseconds and tell the same
MOST_OTHER_WORDS = 3  # terms in which two headings of a kind may differ: "ultrasound" and "radio frequency (RF)"


def whole_names(snapshot: Snapshot, question: str, named: frozenset[str]) -> frozenset[str]:
    """The terms of `named`, and those beside them in `question` without which the documents hardly write them."""
    words = content_words(question)
    completing: list[str] = []
    for first, second in pairwise(words):
        is_open = (first.term in named) != (second.term in named)
        if is_open and _are_neighbours(question, first, second) and _is_one_name(snapshot, first.term, second.term):
            completing += [first.term, second.term]
    return named.union(completing)


class Kinds:
    """Which words stand in each other's place in the headings of the documents; looks each word up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._found: dict[str, tuple[Heading, ...]] = {}

    def are_alike(self, names: frozenset[str], earlier: str) -> bool:
        """Whether a heading has one of `names` where one of the same kind has the term `earlier`.

        Of the same kind are headings beside each other that share words: "Ultrasound skin tightening" and "Radio
        frequency skin tightening".
        """
        if earlier in names:
            return False
        headings = {heading for term in sorted(names) for heading in self._headings(term)}
        return any(
            beside == place and heading & other and earlier not in other and len(other - heading) <= MOST_OTHER_WORDS
            for place, heading in self._headings(earlier)
            for beside, other in headings
        )

    def _headings(self, term: str) -> tuple[Heading, ...]:
        """The headings that hold `term`."""
        if term not in self._found:
            keys = [key for key, _ in self._snapshot.lexical([term], READ)]
            passages = [passage for passage in self._snapshot.passages(keys) if passage.headings]
            headings = ((_place(passage), frozenset(terms(passage.headings[-1]))) for passage in passages)
            self._found[term] = tuple(heading for heading in dict.fromkeys(headings) if term in heading[1])
        return self._found[term]


def _place(passage: Passage) -> tuple[str, ...]:
    return (passage.document, *passage.headings[:-1])


def _are_neighbours(question: str, first: Word, second: Word) -> bool:
    return not question[first.end : second.start].strip(" -\N{HYPHEN}")


def _is_one_name(snapshot: Snapshot, first: str, second: str) -> bool:
    """Whether, of the times that the rarer of the two stands in the documents, most have both, in this order."""
    forward = snapshot.forward
    numbers = forward.number(first), forward.number(second)
    rarer = min(first, second, key=snapshot.document_frequency)
    rows = np.array([key for key, _ in snapshot.lexical([rarer], READ)], dtype=np.int64)
    if None in numbers or not len(rows):
        return False
    values = forward.words(rows).values
    together = np.count_nonzero((values[:-1] == numbers[0]) & (values[1:] == numbers[1]))
    return bool(2 * together > np.count_nonzero(values == forward.number(rarer)))
