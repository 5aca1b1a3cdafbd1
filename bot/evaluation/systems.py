"""What is compared: Footnote as people see it, and five plain ways to rank with the same encoder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from bot.chatbot import PASSAGES_SHOWN
from bot.encoders import Encoder, FloatArray, Reranker
from bot.evaluation.judged import Place
from bot.evaluation.windows import Windows
from bot.library import Snapshot
from bot.records import Hit, Passage, Sentence
from bot.search.fusion import min_max
from bot.search.query import Query
from bot.search.ranking import rank
from bot.search.reranking import RERANKED, search_and_rerank

DEPTH = 100  # passages ranked for every question
RRF_K = 60  # Cormack, Clarke and Büttcher 2009, who found it to matter little
FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a system gives for one question: up to `DEPTH` passages, best first, and what a person would be shown.

    Each of `shown` is a passage with its near-duplicates. `sentence` is the one marked in the first of them, if the
    system marks any. `confidence` is that of the first passage: higher is surer, 0 without any.
    """

    places: tuple[Place, ...]
    shown: tuple[tuple[Place, ...], ...]
    sentence: Place | None
    confidence: float
    milliseconds: float


class System(Protocol):
    """Something that ranks passages; `is_probability` says whether its confidence claims to be one."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    @property
    def is_probability(self) -> bool:
        """Whether its confidence is a probability."""
        ...

    def ask(self, query: Query) -> Ranked:
        """What it gives for `query`."""
        ...


class RememberingEncoder:
    """An encoder that encodes the question it was asked last only once, for all systems."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._last: tuple[list[str], FloatArray] | None = None

    @property
    def name(self) -> str:
        """The encoder's name."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """The encoder's fingerprint."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """The encoder's vectors."""
        if self._last is None or self._last[0] != list(texts):
            self._last = list(texts), self._encoder.encode(texts)
        return self._last[1]


class Footnote:
    """The search behind every answer. Its time is that of the search people wait for, the encoding included."""

    name = FOOTNOTE
    is_probability = True

    def __init__(self, snapshot: Snapshot, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self._snapshot = snapshot
        self._encoder = encoder
        self._reranker = reranker

    def ask(self, query: Query) -> Ranked:
        """The ranking, and the passages shown after near-duplicates were folded together."""
        began = perf_counter()
        k = PASSAGES_SHOWN if self._reranker is None else RERANKED
        hits = search_and_rerank(self._snapshot, self._encoder, self._reranker, query, k).hits
        milliseconds = 1000 * (perf_counter() - began)
        shown = hits[:PASSAGES_SHOWN]
        return Ranked(
            places=ranked_places(self._snapshot, self._encoder, query, () if self._reranker is None else hits),
            shown=tuple(tuple(place_of(passage) for passage in (hit.passage, *hit.also_in)) for hit in shown),
            sentence=sentence_place(shown[0].passage.document, shown[0].sentence) if shown else None,
            confidence=shown[0].probability if shown else 0.0,
            milliseconds=milliseconds,
        )


class Lexical:
    """BM25 alone, over the same passages and their context."""

    name = "BM25"
    is_probability = False

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def ask(self, query: Query) -> Ranked:
        """The passages by BM25."""
        began = perf_counter()
        found = self._snapshot.lexical(query.terms, DEPTH)
        return _ranked([place_of(passage) for passage in _passages(self._snapshot, found)], found, began)


class Dense:
    """Vectors alone, over the same passages."""

    name = "dense, passages"
    is_probability = False

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._snapshot = snapshot
        self._encoder = encoder

    def ask(self, query: Query) -> Ranked:
        """The passages by cosine."""
        began = perf_counter()
        found = self._snapshot.nearest_passages(self._encoder.encode([query.text])[0], DEPTH)
        return _ranked([place_of(passage) for passage in _passages(self._snapshot, found)], found, began)


class Fusion:
    """Reciprocal rank fusion of BM25 and of vectors over the same passages (Cormack, Clarke and Büttcher 2009)."""

    name = "RRF"
    is_probability = False

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._snapshot = snapshot
        self._encoder = encoder

    def ask(self, query: Query) -> Ranked:
        """The passages by Σ 1 / (60 + rank) over both lists; ties go to the lower key."""
        began = perf_counter()
        lexical = self._snapshot.lexical(query.terms, DEPTH)
        dense = self._snapshot.nearest_passages(self._encoder.encode([query.text])[0], DEPTH)
        found = reciprocal_rank_fusion([key for key, _ in lexical], [key for key, _ in dense])[:DEPTH]
        return _ranked([place_of(passage) for passage in _passages(self._snapshot, found)], found, began)


class Average:
    """The plain mean of BM25 and cosine over the same passages, each min-max normalised (Lee 1997)."""

    name = "average"
    is_probability = False

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._snapshot = snapshot
        self._encoder = encoder

    def ask(self, query: Query) -> Ranked:
        """The passages of both lists by the mean of their scaled scores."""
        began = perf_counter()
        lexical = dict(self._snapshot.lexical(query.terms, DEPTH))
        dense = dict(self._snapshot.nearest_passages(self._encoder.encode([query.text])[0], DEPTH))
        found = average(lexical, dense)[:DEPTH]
        return _ranked([place_of(passage) for passage in _passages(self._snapshot, found)], found, began)


class DenseWindows:
    """Vectors alone over fixed windows of the text; see `bot.evaluation.windows`."""

    name = "dense, windows"
    is_probability = False

    def __init__(self, windows: Windows, encoder: Encoder) -> None:
        self._windows = windows
        self._encoder = encoder

    def ask(self, query: Query) -> Ranked:
        """The windows by cosine."""
        began = perf_counter()
        found = self._windows.nearest(self._encoder.encode([query.text])[0], DEPTH)
        return _ranked([self._windows.places[row] for row, _ in found], found, began)


def reciprocal_rank_fusion(*rankings: Sequence[int]) -> list[tuple[int, float]]:
    """Keys and Σ 1 / (60 + rank) over the rankings that hold them, best first; ties go to the lower key."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for position, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + position)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def average(*scores: Mapping[int, float]) -> list[tuple[int, float]]:
    """Keys and the mean of their min-max normalised scores, best first; ties go to the lower key.

    A key that one of them lacks has the least there, 0.
    """
    scaled = [min_max(one) for one in scores]
    means = {key: sum(one.get(key, 0.0) for one in scaled) / len(scaled) for one in scaled for key in one}
    return sorted(means.items(), key=lambda item: (-item[1], item[0]))


def ranked_places(
    snapshot: Snapshot, encoder: Encoder, query: Query, reranked: Sequence[Hit] = ()
) -> tuple[Place, ...]:
    """Where Footnote's `DEPTH` best passages for `query` stand, near-duplicates and all.

    Those of `reranked` come first, each with its near-duplicates behind it.
    """
    first = [passage for hit in reranked for passage in (hit.passage, *hit.also_in)]
    others = [hit.passage for hit in rank(snapshot, encoder, query, DEPTH)]
    return tuple(dict.fromkeys(map(place_of, [*first, *others])))


def place_of(passage: Passage) -> Place:
    """Where a passage stands."""
    return Place(passage.document, passage.start, passage.end)


def sentence_place(document: str, sentence: Sentence) -> Place:
    """Where a sentence of a document stands."""
    return Place(document, sentence.start, sentence.end)


def _passages(snapshot: Snapshot, found: Sequence[tuple[int, float]]) -> list[Passage]:
    return snapshot.passages([key for key, _ in found])


def _ranked(places: Sequence[Place], found: Sequence[tuple[int, float]], began: float) -> Ranked:
    return Ranked(
        places=tuple(places),
        shown=tuple((place,) for place in places[:PASSAGES_SHOWN]),
        sentence=None,
        confidence=found[0][1] if found else 0.0,
        milliseconds=1000 * (perf_counter() - began),
    )
