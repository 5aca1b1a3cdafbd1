"""What is compared (`System`), and Footnote as people see it; the others are in `bot.evaluation.baselines`."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from bot.chatbot import PASSAGES_SHOWN
from bot.encoders import Encoder, FloatArray, Reranker
from bot.evaluation.judged import Place
from bot.library import Snapshot
from bot.records import Hit, Passage
from bot.search.query import Query
from bot.search.ranking import rank
from bot.search.reranking import RERANKED, search_and_rerank

DEPTH = 100  # passages ranked for every question
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
        query = query.read_in(self._snapshot.languages)
        k = PASSAGES_SHOWN if self._reranker is None else RERANKED
        hits = search_and_rerank(self._snapshot, self._encoder, self._reranker, query, k).hits
        milliseconds = 1000 * (perf_counter() - began)
        shown = hits[:PASSAGES_SHOWN]
        first = shown[0] if shown else None
        return Ranked(
            places=ranked_places(self._snapshot, self._encoder, query, () if self._reranker is None else hits),
            shown=tuple(tuple(place_of(passage) for passage in (hit.passage, *hit.also_in)) for hit in shown),
            sentence=Place(first.passage.document, first.sentence.start, first.sentence.end) if first else None,
            confidence=first.probability if first else 0.0,
            milliseconds=milliseconds,
        )


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
