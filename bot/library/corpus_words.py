"""The corpus's own words with their vectors: among them a word is looked up that the documents say otherwise.

The encoder reads words and not stems, so each term stands here as the form that most passages have. `words.txt` holds
these forms, `words.npy` the numbers of their terms in the forward index, ascending, and `words.faiss` their vectors.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np

from bot.encoders import FloatArray
from bot.errors import IndexDamaged
from bot.language.words import is_function_word, term_of
from bot.library.failures import BUILD_AGAIN
from bot.library.pending import PendingInput, encoder_key
from bot.library.rows import input_hash, is_proved
from bot.library.runs import Numbers, Rows
from bot.library.schema import VISIBLE
from bot.library.vectors import ExactIndex
from bot.text.words import is_unspaced, spelt_words, unbroken

MOST_WORDS = 50_000  # 38 MB with the default model; a search takes about 1 ms (`python -m benchmarks.soft_words DATA`)
SHORTEST_CHARS, LONGEST_CHARS = 3, 32  # shorter ones are abbreviations, longer ones no words
TEXTS = (
    "SELECT p.text, p.context, d.language FROM documents d CROSS JOIN passages p ON p.document = d.key "  # noqa: S608 - constants
    f"WHERE {VISIBLE} ORDER BY d.is_upload, d.id, p.position"
)
VECTOR = "SELECT vector, digest FROM vectors WHERE encoder = ? AND input_hash = ?"


@dataclass(frozen=True, slots=True)
class CorpusWord:
    """A term and the word that stands for it."""

    term: str
    word: str

    @property
    def input_hash(self) -> bytes:
        """The key of its vector."""
        return input_hash(self.word)


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """The words of a generation by row: the terms' numbers in the forward index, the words, their vectors."""

    numbers: Numbers
    words: tuple[str, ...]
    vectors: ExactIndex

    def nearest(self, query: FloatArray, k: int, among: np.ndarray | None = None) -> list[tuple[int, float]]:
        """Numbers of the terms and cosines of the `k` words nearest to `query`, best first; ties go by alphabet."""
        return [(int(self.numbers[row]), cosine) for row, cosine in self.vectors.search(query, k, among)]

    def rows_of(self, numbers: Numbers) -> Rows:
        """The rows of those of these terms that have one; the numbers ascend."""
        places = np.searchsorted(self.numbers, numbers)
        inside = np.minimum(places, max(len(self.numbers) - 1, 0))
        return inside[self.numbers[inside] == numbers] if len(self.numbers) else inside[:0]


def corpus_words(connection: sqlite3.Connection, generation: int) -> list[CorpusWord]:
    """The most widespread words of a generation, by alphabet of their terms.

    Of the forms of a term the one that most passages have stands for it; of equals the first by alphabet.
    """
    passages: Counter[tuple[str, str]] = Counter()
    for text, context, language in connection.execute(TEXTS, {"generation": generation}):
        read = unbroken(f"{context}\n{text}").lower()
        passages.update({(word, language) for word in spelt_words(read)})
    spread: Counter[str] = Counter()
    most: dict[str, int] = {}
    words: dict[str, str] = {}
    for word, language in sorted(form for form in passages if _is_word(*form)):
        term, count = term_of(word, language), passages[word, language]
        spread[term] += count
        if count > most.get(term, 0):
            words[term], most[term] = word, count
    kept = nsmallest(MOST_WORDS, spread, key=lambda term: (-spread[term], term))
    return [CorpusWord(term, words[term]) for term in sorted(kept) if term]


def words_to_encode(connection: sqlite3.Connection, generation: int, fingerprint: str) -> list[PendingInput]:
    """The words of a generation without a vector of that encoder, longest first."""
    encoder = encoder_key(connection, fingerprint)
    missing = [
        PendingInput(word.input_hash, word.word)
        for word in corpus_words(connection, generation)
        if stored_vector(connection, encoder, word) is None
    ]
    return sorted(missing, key=lambda pending: (-len(pending.text), pending.text))


def encoded_words(connection: sqlite3.Connection, generation: int, encoder: int) -> Iterator[tuple[CorpusWord, bytes]]:
    """The words of a generation that have a vector, with it. Raises IndexDamaged when it is not as it was stored.

    One without is left out: documents may be taken out, and other words become the most widespread, without an encoder.
    """
    for word in corpus_words(connection, generation):
        stored = stored_vector(connection, encoder, word)
        if stored is None:
            continue
        vector, digest = stored
        if not is_proved(digest, (encoder,), word.input_hash, vector):
            raise IndexDamaged(f"a damaged vector is stored for the word {word.word!r}; {BUILD_AGAIN}.")
        yield word, vector


def stored_vector(connection: sqlite3.Connection, encoder: int, word: CorpusWord) -> tuple[bytes, bytes] | None:
    """The vector of a word and its digest, whatever they are; None when it was not encoded."""
    found: tuple[bytes, bytes] | None = connection.execute(VECTOR, (encoder, word.input_hash)).fetchone()
    return found


def _is_word(word: str, language: str) -> bool:
    is_one = word.isalpha() and SHORTEST_CHARS <= len(word) <= LONGEST_CHARS and not is_unspaced(word)
    return is_one and not is_function_word(word, language)
