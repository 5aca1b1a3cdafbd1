"""The forward index: the words of every passage, in order and as numbers, so that ranking reads and analyses no text.

Search engines keep one beside the inverted index (Terrier calls it the direct index; Ounis et al. 2006). A term's
number is its place in the sorted vocabulary. The words of a passage are those of its sentences; what stands between
them, such as the number of a list item, is kept apart, for the few passages that have it.
"""

import io
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.errors import IndexDamaged
from bot.language.answer_types import KINDS, AnswerType
from bot.library.runs import Gathered, Numbers, Rows, Runs

STORED_ARRAYS = 12


@dataclass(frozen=True, slots=True)
class ForwardIndex:
    """The words of the passages of a generation, by row.

    `sentences` holds the terms of every sentence of all passages; those of passage i are its rows from
    `first_sentences[i]` up to `first_sentences[i + 1]`. `answers` has a bit for each of KINDS, by sentence.
    `headings` is a number for each distinct title and headings; `context_rows` is the row in `contexts`, which holds
    the terms of every distinct context. `unspoken` holds the terms of the whole text of the passages in
    `unspoken_rows`, ascending, which have words outside their sentences.
    """

    vocabulary: list[str]
    sentences: Runs
    first_sentences: Rows
    answers: npt.NDArray[np.uint16]
    headings: Numbers
    contexts: Runs
    context_rows: Rows
    unspoken: Runs
    unspoken_rows: Rows

    @classmethod
    def parse(cls, data: bytes) -> "ForwardIndex":
        """The index that `write` wrote. Raises IndexDamaged when the bytes are anything else."""
        stream = io.BytesIO(data)
        try:
            arrays = [np.load(stream, allow_pickle=False) for _ in range(STORED_ARRAYS)]
        except (ValueError, EOFError) as error:
            raise IndexDamaged(f"this version of Footnote cannot read the words of the passages ({error}).") from error
        vocabulary, terms, ends, first, answers, headings, contexts, context_ends, context_rows, *unspoken = arrays
        return cls(
            vocabulary=vocabulary.tobytes().decode().split(),
            sentences=Runs(terms, ends),
            first_sentences=first,
            answers=answers,
            headings=headings,
            contexts=Runs(contexts, context_ends),
            context_rows=context_rows,
            unspoken=Runs(*unspoken[:2]),
            unspoken_rows=unspoken[2],
        )

    def write(self, path: Path) -> None:
        """Write the index to a new file, not yet synced; equal indexes give equal bytes. Raises OSError."""
        with path.open("xb") as file:
            for stored in self._arrays():
                one = io.BytesIO()  # np.save into a file loses the error number that says that the disk is full
                np.save(one, stored, allow_pickle=False)
                file.write(one.getbuffer())

    def __len__(self) -> int:
        return len(self.headings)

    def number(self, term: str) -> int | None:
        """The number of `term`; None when no passage holds it in its text or context."""
        place = bisect_left(self.vocabulary, term)
        return place if place < len(self.vocabulary) and self.vocabulary[place] == term else None

    def beginning_with(self, letter: str) -> range:
        """The numbers of the terms that begin with `letter`."""
        after = chr(ord(letter) + 1)
        return range(bisect_left(self.vocabulary, letter), bisect_left(self.vocabulary, after))

    def words(self, rows: Rows) -> Gathered:
        """The terms of the sentences of these passages, in order."""
        return self.sentences.gather(self.first_sentences[rows], self.first_sentences[rows + 1])

    def context_words(self, rows: Rows) -> Gathered:
        """The terms of the contexts of these passages."""
        contexts = self.context_rows[rows]
        return self.contexts.gather(contexts, contexts + 1)

    def sentence_words(self, rows: Rows, positions: Rows) -> Gathered:
        """The terms of one sentence of each of these passages, given by its position there."""
        sentences = self.first_sentences[rows] + positions
        return self.sentences.gather(sentences, sentences + 1)

    def sentence(self, row: int, position: int) -> Numbers:
        """The terms of one sentence of a passage."""
        return self.sentences.row(int(self.first_sentences[row]) + position)

    def place(self, sentence: int) -> tuple[int, int]:
        """The row of the passage of a sentence, given by its number among all, and its position there."""
        row = int(np.searchsorted(self.first_sentences, sentence, side="right")) - 1
        return row, sentence - int(self.first_sentences[row])

    def names(self, kind: AnswerType, rows: Rows, positions: Rows) -> npt.NDArray[np.bool_]:
        """Whether that sentence of each of these passages names something of `kind`; never for `ANY`."""
        if kind is AnswerType.ANY:
            return np.zeros(len(rows), dtype=np.bool_)
        answers = self.answers[self.first_sentences[rows] + positions]
        named: npt.NDArray[np.bool_] = (answers >> KINDS.index(kind) & 1).astype(np.bool_)
        return named

    def text(self, row: int) -> Numbers:
        """The terms of the text of a passage, in order, with those outside its sentences."""
        place = int(np.searchsorted(self.unspoken_rows, row))
        if place < len(self.unspoken_rows) and self.unspoken_rows[place] == row:
            return self.unspoken.row(place)
        first, after = self.sentences.offsets[self.first_sentences[row : row + 2]]
        return self.sentences.values[first:after]

    def context(self, row: int) -> Numbers:
        """The terms of the context of a passage, in order."""
        return self.contexts.row(int(self.context_rows[row]))

    def spelt(self, numbers: Numbers) -> list[str]:
        """The terms of these numbers."""
        return [self.vocabulary[number] for number in numbers.tolist()]

    def held(self, row: int) -> frozenset[str]:
        """Every term of the text and the context of a passage."""
        numbers = {*self.text(row).tolist(), *self.context(row).tolist()}
        return frozenset(self.vocabulary[number] for number in numbers)

    def _arrays(self) -> Iterable[npt.NDArray[np.generic]]:
        yield np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)
        yield from (self.sentences.values, self.sentences.offsets, self.first_sentences, self.answers, self.headings)
        yield from (self.contexts.values, self.contexts.offsets, self.context_rows)
        yield from (self.unspoken.values, self.unspoken.offsets, self.unspoken_rows)
