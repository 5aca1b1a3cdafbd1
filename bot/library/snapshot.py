"""One published generation, searched: what a reader holds while it answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.encoders import FloatArray
from bot.language.words import term_of
from bot.library.catalogue import Texts
from bot.library.derived import Derived
from bot.library.forward import ForwardIndex
from bot.library.manifest import Manifest
from bot.library.runs import Numbers, Runs
from bot.library.view import DocumentSummary, View
from bot.records import CollectionGuide, Document, Guide, Passage, Period

if TYPE_CHECKING:
    from bot.library.scoped import Scope

# A word that so many documents have in their titles says what they are: a "data sheet", a "lease".
FEWEST_OF_KIND = 3
MOST_READ_FOR_KINDS = 200  # at equal steps; a word that half of the documents have is met in them


@dataclass(frozen=True, slots=True)
class DenseScore:
    """Cosines of a query with a passage, with its best sentence, at `position`, and with its title and headings."""

    passage: float
    position: int
    sentence: float
    heading: float


class Snapshot:
    """A generation that stays as it is for as long as it is held. Safe to use from several threads.

    Passages are known by key, from 0 to `passage_count` - 1 in the order of (is an upload, document id, position). Keys
    mean something within one snapshot only; equal corpora built in one go have equal keys. Every ranking is sorted by
    falling score, then by key. Queries are unit vectors of shape (d,), float32.
    """

    def __init__(self, view: View, derived: Derived, manifest: Manifest) -> None:
        self.manifest = manifest
        self._view = view
        self._derived = derived

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go at once; otherwise that happens when the last reference goes."""
        self._view.close()

    @property
    def generation(self) -> int:
        """The number of the generation; a later one is larger."""
        return self.manifest.generation

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return self.manifest.passages

    @property
    def parts(self) -> tuple[range, ...]:
        """The keys of what is no upload and those of uploads, as far as there are any.

        Who looks for the best passages looks in each part, so that no number of uploads hides the others.
        """
        count, uploaded = self.manifest.passages, self.manifest.uploaded_passages
        return tuple(part for part in (range(count - uploaded), range(count - uploaded, count)) if part)

    def language_of(self, document_id: str) -> str:
        """The code of the language that a document is read in; English for one that is not held."""
        return self._derived.catalogue.language_of(document_id)

    def document_at(self, key: int) -> str:
        """The id of the document that the passage of that key goes by."""
        return self._derived.catalogue.holder_at(self._checked(key))

    def period_of(self, document_id: str) -> Period | None:
        """The period of a document (`bot.language.periods`); None for one that has none, or is not held.

        An index of an earlier version knows none until documents change.
        """
        return self._derived.periods.get(document_id)

    def nearest_passages(self, query: FloatArray, k: int, part: range | None = None) -> list[tuple[int, float]]:
        """Keys and cosines of the `k` passages nearest to `query`. Raises EncoderMismatch for another dimension."""
        return self._as_passages(self._derived.passages.search(query, k, self._passages_among(part)))

    def nearest_sentences(self, query: FloatArray, k: int, part: range | None = None) -> list[tuple[int, int, float]]:
        """Passage key, position in the passage, and cosine of the `k` nearest sentences."""
        return self._as_sentences(self._derived.sentences.search(query, k, self._sentences_among(part)))

    def dense_scores(self, query: FloatArray, keys: Sequence[int]) -> dict[int, DenseScore]:
        """The cosines of each of these passages; of sentences that tie, the first counts."""
        if not keys:
            return {}
        rows = np.array([self._checked(key) for key in keys], dtype=np.int64)
        passages = _cosines(self._derived.passages.products(query, rows))
        headings = _cosines(self._derived.headings.products(query, rows))
        positions, products = self._best_sentences(query, rows)
        columns = zip(passages, positions.tolist(), _cosines(products), headings, strict=True)
        return dict(zip(rows.tolist(), starmap(DenseScore, columns), strict=True))

    def sentence_cosines(self, query: FloatArray, keys: Sequence[int]) -> list[list[float]]:
        """The cosine of every sentence of each of these passages with `query`, in their order, on the fitted scale."""
        offsets = self._derived.offsets
        runs = [np.arange(offsets[self._checked(key)], offsets[key + 1]) for key in keys]
        if not runs:
            return []
        cosines = iter(self._on_scale(self._derived.sentences.products(query, np.concatenate(runs))).tolist())
        return [[next(cosines) for _ in run] for run in runs]

    def sentence_vectors(self, key: int) -> FloatArray:
        """The vectors of the sentences of a passage, in their order, shape (n, d)."""
        offsets = self._derived.offsets
        return self._derived.sentences.vectors(np.arange(offsets[self._checked(key)], offsets[key + 1]))

    def sentence_likeness(self, keys: Sequence[int], positions: Sequence[int]) -> FloatArray:
        """The cosines of these sentences, given by passage and position there, on the fitted scale; shape (n, n)."""
        rows = self._derived.offsets[np.array([self._checked(key) for key in keys], dtype=np.int64)] + positions
        vectors = self._derived.sentences.vectors(rows.astype(np.int64))
        return self._on_scale(vectors @ vectors.T)

    def lexical(self, terms: Sequence[str], k: int, part: range | None = None) -> list[tuple[int, float]]:
        """Keys and BM25 of the `k` best passages that hold any of the analysed `terms`."""
        return self._derived.lexical.search(terms, k, None if self._is_all(part) else part)

    def document_frequency(self, term: str) -> int:
        """How many passages hold the analysed `term` in their text or context."""
        return self._derived.lexical.document_frequency(term)

    def vocabulary(self) -> frozenset[str]:
        """Every analysed term that some passage holds in its text or context; made once a generation."""
        return self._derived.lexical.vocabulary

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that the documents are read in, that of the most passages first."""
        return self._derived.catalogue.languages(self._derived.catalogue.holders)

    def nearest_words(self, query: FloatArray, k: int) -> list[tuple[str, float]]:
        """Terms and cosines of the `k` words of the corpus nearest to `query`, best first; ties go by alphabet.

        Only words whose letters say what they are: no numbers, identifiers or function words. The cosines are on the
        fitted scale.
        """
        nearest = self._derived.words.nearest(query, k, self._words_among())
        cosines = self._on_scale(np.array([product for _, product in nearest], dtype=np.float32)).tolist()
        vocabulary = self._derived.forward.vocabulary
        return [(vocabulary[number], cosine) for (number, _), cosine in zip(nearest, cosines, strict=True)]

    def written(self, term: str) -> str:
        """The word that stands for a term of the corpus, in small letters; the term where none does."""
        number = self._derived.forward.number(term)
        rows = self._derived.words.rows_of(np.array([] if number is None else [number], dtype=np.int32))
        return self._derived.words.words[rows[0]] if len(rows) else term

    def word_vector(self, term: str) -> FloatArray | None:
        """The vector of the word that stands for a term of the corpus; None when it has none."""
        number = self._derived.forward.number(term)
        rows = self._derived.words.rows_of(np.array([] if number is None else [number], dtype=np.int32))
        return self._derived.words.vectors.vectors(rows)[0] if len(rows) else None

    def alikeness(self, queries: FloatArray, numbers: Numbers) -> FloatArray:
        """The cosine of each of the `queries`, shape (n, d), with the nearest of the terms with these numbers.

        The shape is (n,), the scale the fitted one; all are -1 where none of the terms has a vector.
        """
        rows = self._derived.words.rows_of(np.unique(numbers))
        if not len(rows):
            return np.full(len(queries), -1.0, dtype=np.float32)
        return self._on_scale((queries @ self._derived.words.vectors.vectors(rows).T).max(axis=1))

    def _on_scale(self, products: FloatArray) -> FloatArray:
        """Products of vectors as cosines on the scale that what is compared with them was fitted on, in [-1, 1].

        The vectors' lengths differ from 1 by the rounding to half precision.
        """
        cosines: FloatArray = np.clip(products, -1.0, 1.0)
        scale = self.manifest.cosine_scale
        return scale.all_rescaled(cosines) if scale else cosines

    @property
    def subject(self) -> str:
        """What the documents are about, if they are about one thing, else ""; see `bot.library.subject`."""
        return self._derived.subject

    @property
    def forward(self) -> ForwardIndex:
        """The words of the passages, whose rows are the keys."""
        return self._derived.forward

    @property
    def spoken(self) -> tuple[Runs, Runs]:
        """The words of all sentences, and those of all contexts, that of several passages once."""
        return self.forward.sentences, self.forward.contexts

    @property
    def texts(self) -> Texts:
        """The documents that hold the passages, whose rows are the keys."""
        return self._derived.catalogue.texts

    def is_asked(self) -> npt.NDArray[np.bool_]:
        """Of each of the `texts`, whether it is to be searched."""
        return np.ones(len(self.texts.ids), dtype=np.bool_)

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """The ids under which a text is to be found, that of the document that holds it first."""
        return (document_id, *self.aliases(document_id))

    def summaries(self) -> Mapping[str, DocumentSummary]:
        """All documents of the generation without their texts, by id; read once for all snapshots of it."""

        def read(_: Sequence[int]) -> dict[int, Mapping[str, DocumentSummary]]:
            return {self.generation: {document.id: document for document in self._view.documents()}}

        return self._derived.kept_summaries.of([self.generation], read)[self.generation]

    def passage(self, key: int) -> Passage:
        """The passage of that key. Raises IndexError when there is none."""
        return self.passages([key])[0]

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of these keys, in their order.

        Raises IndexError when there is no such key, IndexDamaged when one is not as it was stored.
        """
        rows = [int(self._derived.keys[self._checked(key)]) for key in keys]
        found = self._derived.kept_passages.of(rows, self._view.passages)
        return [found[row] for row in rows]

    def keys_at(self, document_id: str, starts: Sequence[int]) -> list[int]:
        """The keys of the passages of a document that begin at these places, as far as any do."""
        return self._derived.catalogue.rows_at(document_id, starts)

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises DocumentMissing, and IndexDamaged when it is not as it was stored."""
        kept = self._derived.kept_documents
        return kept.of([document_id], lambda _: {document_id: self._view.document(document_id)})[document_id]

    def guide(self, document_id: str) -> Guide:
        """What a document is about. Raises DocumentMissing."""
        document = self.document(document_id)
        return self._derived.guides.entries[document_id].guide(document)

    def collection_guide(self) -> CollectionGuide:
        """What all the documents are about."""
        return self._derived.guides.collection(self._held())

    @property
    def titles(self) -> dict[str, str]:
        """The title of each document by its id, in the order of the rows."""
        held = self._held()
        entries = self._derived.guides.entries.items()
        return {name: entry.title for name, entry in entries if held is None or name in held}

    def calls_itself(self, word: str) -> bool:
        """Whether at least half of the documents, of three or more, have the word in their title or first heading."""
        terms = {term_of(word, language) for language in self.languages}
        return any(term in self._names_of_kinds for term in terms if term)

    @cached_property
    def _names_of_kinds(self) -> frozenset[str]:
        firsts = self.texts.first_rows[:-1][self.is_asked()]
        if len(firsts) < FEWEST_OF_KIND:
            return frozenset()
        sample = firsts[:: -(-len(firsts) // MOST_READ_FOR_KINDS)]
        counts = Counter(number for row in sample for number in set(self.forward.context(row).tolist()))
        return frozenset(
            self.forward.vocabulary[number] for number, count in counts.items() if 2 * count >= len(sample)
        )

    def is_upload(self, key: int) -> bool:
        """Whether the passage of that key is of a document that a reader of the page gave."""
        return self._checked(key) >= self.manifest.passages - self.manifest.uploaded_passages

    def aliases(self, document_id: str) -> tuple[str, ...]:
        """The ids of the other documents whose content the document of that id holds: oldest first, uploads last."""
        return self._derived.catalogue.aliases(document_id)

    def scope(self, documents: Sequence[str]) -> "Scope":
        """These documents, for `within`; for one generation it is the same and may be kept.

        Raises DocumentMissing, with the ids that look like it.
        """
        from bot.library.scoped import Scope  # which is made of this module

        held = self._view.documents()
        known = {document.id for document in held}
        for name in documents:
            if name not in known:
                self._view.document(name)
        return Scope.of(held, self._derived.forward, documents, self._derived.catalogue.languages(documents)[0])

    def within(self, scope: "Scope") -> "Snapshot":
        """This generation as if it held the documents of a scope only. Lives as long as this snapshot."""
        from bot.library.scoped import ScopedSnapshot

        return ScopedSnapshot(self._view, self._derived, self.manifest, scope)

    def _held(self) -> frozenset[str] | None:
        """The ids of the documents there are; None for all of the generation."""
        return None

    def _words_among(self) -> npt.NDArray[np.bool_] | None:
        """Which rows of the words are to be searched; None for all."""
        return None

    def _is_all(self, part: range | None) -> bool:
        return part is None or len(part) == self.manifest.passages

    def _passages_among(self, part: range | None) -> npt.NDArray[np.bool_] | None:
        """Which rows are to be searched; None for all."""
        if part is None or self._is_all(part):
            return None
        among = np.zeros(self.manifest.passages, dtype=np.bool_)
        among[part.start : part.stop] = True
        return among

    def _sentences_among(self, part: range | None) -> npt.NDArray[np.bool_] | None:
        among = self._passages_among(part)
        return None if among is None else np.repeat(among, np.diff(self._derived.offsets))

    def _as_passages(self, rows: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        cosines = _cosines([product for _, product in rows])
        found = zip((key for key, _ in rows), cosines, strict=True)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _as_sentences(self, rows: Sequence[tuple[int, float]]) -> list[tuple[int, int, float]]:
        offsets = self._derived.offsets
        keys = np.searchsorted(offsets, np.array([row for row, _ in rows], dtype=np.int64), side="right") - 1
        cosines = _cosines([product for _, product in rows])
        positions = (row - first for (row, _), first in zip(rows, offsets[keys].tolist(), strict=True))
        found = zip(keys.tolist(), positions, cosines, strict=True)
        return sorted(found, key=lambda hit: (-hit[2], *hit[:2]))

    def _best_sentences(
        self, query: FloatArray, rows: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Position and product of the sentence nearest to `query` in each passage; of those that tie, the first."""
        offsets = self._derived.offsets
        counts = offsets[rows + 1] - offsets[rows]
        starts = np.cumsum(counts) - counts
        places = np.arange(int(counts.sum())) + np.repeat(offsets[rows] - starts, counts)
        products = self._derived.sentences.products(query, places)
        best: FloatArray = np.maximum.reduceat(products, starts)
        is_best = np.flatnonzero(products == np.repeat(best, counts))
        return is_best[np.searchsorted(is_best, starts)] - starts, best

    def _checked(self, key: int) -> int:
        if not 0 <= key < self.manifest.passages:
            raise IndexError(f"no passage has the key {key}; there are {self.manifest.passages}")
        return key


def _cosines(products: npt.ArrayLike) -> list[float]:
    """The products of vectors whose lengths differ from 1 by the rounding to half precision."""
    cosines: list[float] = np.clip(products, -1.0, 1.0).tolist()
    return cosines
