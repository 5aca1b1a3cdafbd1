"""Some documents of a published generation, searched as if there were no others."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from bot.library.derived import Derived
from bot.library.forward import ForwardIndex
from bot.library.manifest import Manifest
from bot.library.runs import Rows, Runs
from bot.library.scoped_words import ScopedWords
from bot.library.snapshot import Snapshot
from bot.library.subject import subject_of
from bot.library.view import DocumentSummary, View
from bot.records import Passage


@dataclass(frozen=True, slots=True)
class Scope:
    """What was chosen: the rows of its passages, ascending, their words, and by document that holds a text its names.

    The names are those chosen with the same content, the oldest first, uploads last (see `bot.library.head`); passages
    go by the first. `uploads` says of every row of the generation whether that is an upload, `subject` what the
    documents are about.
    """

    rows: Rows
    words: ScopedWords
    names: dict[str, tuple[str, ...]]
    uploads: npt.NDArray[np.bool_]
    subject: str

    @classmethod
    def of(
        cls, documents: Sequence[DocumentSummary], forward: ForwardIndex, chosen: Sequence[str], language: str
    ) -> "Scope":
        """`documents` are all of the generation, each with as many rows as passages; `language` is of the chosen."""
        wanted = frozenset(chosen)
        named: dict[str, list[DocumentSummary]] = {}
        for document in sorted(documents, key=lambda document: document.precedence):
            if document.id in wanted:
                named.setdefault(document.same_as or document.id, []).append(document)
        in_rows = sorted(documents, key=lambda document: document.row_order)
        counts = [document.passages for document in in_rows]
        is_chosen = np.repeat([document.id in named for document in in_rows], counts)
        uploads = np.repeat([named.get(document.id, [document])[0].is_upload for document in in_rows], counts)
        rows = np.flatnonzero(is_chosen)
        names = {holder: tuple(document.id for document in same) for holder, same in named.items()}
        held = [named[document.id][0] for document in in_rows if document.id in named]
        return cls(rows, ScopedWords(forward, rows), names, uploads, _subject(held, forward, rows, uploads, language))


def _subject(
    chosen: Sequence[DocumentSummary],
    forward: ForwardIndex,
    rows: Rows,
    uploads: npt.NDArray[np.bool_],
    language: str,
) -> str:
    """As of the whole: uploads have no say where there are others."""
    built = [document.title for document in chosen if not document.is_upload]
    if not built:
        return subject_of([document.title for document in chosen], forward, rows, language)
    return subject_of(built, forward, rows[~uploads[rows]], language)


class Scopes:
    """The scopes that were asked last, whose documents and words need not be gone through again.

    Safe to use from several threads.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._generation = 0
        self._known: OrderedDict[tuple[str, ...], Scope] = OrderedDict()

    def of(self, snapshot: Snapshot, documents: tuple[str, ...]) -> Scope:
        """As `snapshot.scope`."""
        with self._lock:
            if snapshot.generation != self._generation:  # the words of the one before must not stay in memory
                self._generation, self._known = snapshot.generation, OrderedDict()
            scope = self._known.pop(documents, None)
        scope = scope or snapshot.scope(documents)
        with self._lock:
            if snapshot.generation == self._generation:
                self._known[documents] = scope
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return scope


class ScopedSnapshot(Snapshot):
    """A snapshot that finds nothing outside a scope, and counts words and passages inside it only.

    Its keys are those of the whole generation. What it finds is what the whole snapshot of a library that holds just
    these documents would find, with the same cosines and BM25, in the same order; but of equal texts under several
    names, passages keep the place of the name that holds them. It lives as long as the snapshot it was made from.
    """

    def __init__(self, view: View, derived: Derived, manifest: Manifest, scope: Scope) -> None:
        super().__init__(view, derived, manifest)
        self._names = scope.names
        self._words = scope.words
        self._uploads = scope.uploads
        self._subject = scope.subject
        self._count = len(scope.rows)
        self._among = np.zeros(manifest.passages, dtype=np.bool_)
        self._among[scope.rows] = True

    @property
    def passage_count(self) -> int:
        """How many passages there are in the scope."""
        return self._count

    @property
    def subject(self) -> str:
        """What the documents of the scope are about."""
        return self._subject

    def lexical(self, terms: Sequence[str], k: int, part: range | None = None) -> list[tuple[int, float]]:
        """Keys and BM25 of the `k` best passages of the scope; only those weigh the words."""
        if part is None or self._is_all(part):
            return self._words.search(terms, k)
        return [hit for hit in self._words.search(terms, self._count) if hit[0] in part][: max(k, 0)]

    def document_frequency(self, term: str) -> int:
        """How many passages of the scope hold the analysed `term` in their text or context."""
        return self._words.document_frequency(term)

    def vocabulary(self) -> frozenset[str]:
        """Every analysed term that some passage of the scope holds."""
        return self._words.vocabulary

    def is_asked(self) -> npt.NDArray[np.bool_]:
        """Of each of the `texts`, whether a name of it was chosen."""
        return np.array([name in self._names for name in self.texts.ids], dtype=np.bool_)

    def names_of(self, document_id: str) -> tuple[str, ...]:
        """The ids that were chosen of those that share the text of the document of that id."""
        return self._names[document_id]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages of the documents of the scope, that of the most passages first."""
        return self._derived.catalogue.languages(self._names)

    @cached_property
    def spoken(self) -> tuple[Runs, Runs]:
        """The words of all sentences of the scope, and those of its contexts."""
        rows = np.flatnonzero(self._among)
        forward = self.forward
        counts = forward.first_sentences[rows + 1] - forward.first_sentences[rows]
        starts = forward.first_sentences[rows] - (np.cumsum(counts) - counts)
        sentences = np.arange(int(counts.sum())) + np.repeat(starts, counts)
        return forward.sentences.take(sentences), forward.contexts.take(np.unique(forward.context_rows[rows]))

    def passages(self, keys: Sequence[int]) -> list[Passage]:
        """The passages of these keys, under the name that was chosen."""
        return [self._named(passage) for passage in super().passages(keys)]

    def keys_at(self, document_id: str, starts: Sequence[int]) -> list[int]:
        """The keys of the passages of a document of the scope that begin at these places; of another there are none."""
        holder = next((holder for holder, names in self._names.items() if document_id in names), None)
        return [] if holder is None else super().keys_at(holder, starts)

    def document_at(self, key: int) -> str:
        """The id of the document of the scope that the passage of that key goes by."""
        return self._names[super().document_at(key)][0]

    def is_upload(self, key: int) -> bool:
        """Whether the passage of that key goes by the name of an upload."""
        return bool(self._uploads[self._checked(key)])

    def aliases(self, document_id: str) -> tuple[str, ...]:
        """The ids of the other documents of the scope that have the content of the one of that id, in order."""
        names = next((names for names in self._names.values() if document_id in names), ())
        return tuple(name for name in names[1:] if name != document_id)

    def _passages_among(self, part: range | None) -> npt.NDArray[np.bool_]:
        among = super()._passages_among(part)
        return self._among if among is None else self._among & among

    def _held(self) -> frozenset[str]:
        return frozenset(name for names in self._names.values() for name in names)

    def _words_among(self) -> npt.NDArray[np.bool_]:
        return self._words.is_held[self._derived.words.numbers]

    def _named(self, passage: Passage) -> Passage:
        name = self._names[passage.document][0]
        return passage if name == passage.document else replace(passage, document=name)
