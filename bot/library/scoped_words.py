"""BM25 over some of the passages, as if there were no others: counted from the forward index.

The lexical index weighs a word by how rare it is in the whole library. Among a few documents other words are rare, and
what is ranked there must not depend on documents that nobody asked. So the same formula, constants and rounding of
lengths as in tantivy are computed from the words of those passages alone; with all of them it gives tantivy's figures.
"""

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.library.forward import ForwardIndex
from bot.library.lexical import CONTEXT_BOOST, TEXT_BOOST
from bot.library.runs import Gathered, Rows

K1, B = 1.2, 0.75  # as tantivy has them
EXACT_LENGTH = 40  # words; longer texts are taken for the next shorter length that one byte can say
STEPS = 8  # such lengths between a power of two and the next

Floats = npt.NDArray[np.float64]


class ScopedWords:
    """The words of the passages in `rows`, ascending, of a forward index."""

    def __init__(self, forward: ForwardIndex, rows: Rows) -> None:
        self._forward = forward
        self._rows = rows

    def search(self, terms: Sequence[str], k: int) -> list[tuple[int, float]]:
        """The `k` rows with the highest BM25 for any of the `terms`, best first; ties go to the lower row.

        A term that stands twice counts twice.
        """
        scores, is_found = np.zeros(len(self._rows)), np.zeros(len(self._rows), dtype=np.bool_)
        for number in self._numbers(terms):
            for field, boost in ((self._text, TEXT_BOOST), (self._context, CONTEXT_BOOST)):
                counts = field.counts(number)
                scores += boost * field.weights(counts)
                is_found |= counts > 0
        found = np.flatnonzero(is_found)
        best = found[np.lexsort((found, -scores[found]))][: max(k, 0)]
        return [(int(self._rows[i]), float(scores[i])) for i in best]

    def document_frequency(self, term: str) -> int:
        """How many of the passages have `term` in their text or context."""
        held = (self._text.counts(number) + self._context.counts(number) for number in self._numbers([term]))
        return sum(int(np.count_nonzero(counts)) for counts in held)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every term of any of the passages' texts or contexts."""
        return frozenset(self._forward.vocabulary[number] for number in np.flatnonzero(self.is_held))

    @cached_property
    def is_held(self) -> npt.NDArray[np.bool_]:
        """Whether any of the passages has the term of a number, for all terms of the forward index."""
        is_held = np.zeros(len(self._forward.vocabulary), dtype=np.bool_)
        for field in (self._text, self._context):
            is_held[field.values] = True
        return is_held

    def _numbers(self, terms: Sequence[str]) -> list[int]:
        found = (self._forward.number(term) for term in terms if term)
        return [number for number in found if number is not None]

    @cached_property
    def _context(self) -> "_Field":
        return _Field(self._forward.context_words(self._rows), len(self._rows))

    @cached_property
    def _text(self) -> "_Field":
        """The texts: those with words outside their sentences whole, the others by their sentences."""
        forward, rows = self._forward, self._rows
        sentences = forward.words(rows)
        places = np.flatnonzero(np.isin(rows, forward.unspoken_rows))
        if not len(places):
            return _Field(sentences, len(rows))
        kept = ~np.isin(sentences.owners, places)
        inside = np.searchsorted(forward.unspoken_rows, rows[places])
        whole = forward.unspoken.gather(inside, inside + 1)
        values = np.concatenate([sentences.values[kept], whole.values])
        return _Field(Gathered(values, np.concatenate([sentences.owners[kept], places[whole.owners]])), len(rows))


class _Field:
    """One field of `count` passages: its terms, by passage."""

    def __init__(self, words: Gathered, count: int) -> None:
        self.values = words.values
        self._owners = words.owners.astype(np.int32)  # they may be kept, and are as many as all words
        self._count = count
        lengths = np.bincount(words.owners, minlength=count)
        self._weight_of_length = 1 - B + B * _rounded(lengths) / max(float(lengths.mean()) if count else 0.0, 1e-9)

    def counts(self, number: int) -> npt.NDArray[np.int64]:
        """How often the term of that number stands in each passage."""
        return np.bincount(self._owners[self.values == number], minlength=self._count)

    def weights(self, counts: npt.NDArray[np.int64]) -> Floats:
        """BM25 of a term that stands so often in each passage (Robertson and Zaragoza 2009, eq. 3.15)."""
        frequency = int(np.count_nonzero(counts))
        rarity = math.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5))
        weights: Floats = rarity * (1 + K1) * counts / (counts + K1 * self._weight_of_length)
        return weights


def _rounded(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Lengths as Lucene and tantivy keep them, in one byte: exact up to `EXACT_LENGTH`, then in eighths of a power."""
    # Lucene's SmallFloat: beyond 24 a number is kept with the four highest bits of what it exceeds 24 by.
    offset = EXACT_LENGTH - 2 * STEPS
    above = np.maximum(lengths - offset, 1)
    step = 2 ** np.maximum(np.floor(np.log2(above)).astype(np.int64) - 3, 0)
    return np.where(lengths <= EXACT_LENGTH, lengths, offset + above // step * step)
