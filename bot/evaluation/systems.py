"""What is compared (`System`), and Footnote as people see it; the others are in `bot.evaluation.baselines`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Protocol

from bot.answer.evidence import Asked
from bot.answer.short import PASSAGES_CHOSEN_FROM, choice, quoted
from bot.chatbot import PASSAGES_SHOWN
from bot.encoders import Encoder, Reranker
from bot.evaluation.judged import Place
from bot.library import Snapshot
from bot.records import Hit, Passage, Sentence, Span
from bot.search.query import Query
from bot.search.ranking import Ranking, rank
from bot.search.reranking import RERANKED, search_and_rerank

DEPTH = 100  # passages ranked for every question
DOCUMENTS_HELD = 1_000  # in memory; reading a paper of 300 sentences for every question would be most of the time
FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of a short answer: where it stands, and its length in words."""

    place: Place
    words: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a system gives for one question: up to `DEPTH` passages, best first, and what a person would be shown.

    Each of `shown` is a passage with its near-duplicates. `quoted` is the short answer, best first. A system that does
    not rank has None for `places`, one that does not answer None for `quoted`. `confidence` is that of the first
    passage: higher is surer, 0 without any.
    """

    places: tuple[Place, ...] | None
    shown: tuple[tuple[Place, ...], ...]
    quoted: tuple[Quote, ...] | None
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


class RememberingSearch:
    """Footnote's search, which searches for the question it was asked last only once, for all systems."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.snapshot = snapshot
        self.encoder = encoder
        self.reranker = reranker
        self._last: tuple[Query, Ranking] | None = None

    def __call__(self, query: Query) -> Ranking:
        """At least as many passages as are shown or chosen from; with a reranker all that it read."""
        if self._last is None or self._last[0] != query:
            k = max(PASSAGES_SHOWN, PASSAGES_CHOSEN_FROM) if self.reranker is None else RERANKED
            self._last = query, search_and_rerank(self.snapshot, self.encoder, self.reranker, query, k)
        return self._last[1]


class Footnote:
    """The search behind every answer, and the short answer that it would give if it refused none.

    Its time is that of the search people wait for, the encoding included.
    """

    name = FOOTNOTE
    is_probability = True

    def __init__(self, search: RememberingSearch) -> None:
        self._search = search
        self._document = lru_cache(DOCUMENTS_HELD)(search.snapshot.document)

    def ask(self, query: Query) -> Ranked:
        """The ranking, the passages shown after near-duplicates were folded together, and what of them is quoted."""
        began = perf_counter()
        query = query.read_in(self._search.snapshot.languages)
        ranking = self._search(query)
        milliseconds = 1000 * (perf_counter() - began)
        hits, shown = ranking.hits, ranking.hits[:PASSAGES_SHOWN]
        reranked = () if self._search.reranker is None else hits
        return Ranked(
            places=ranked_places(self._search.snapshot, self._search.encoder, query, reranked),
            shown=tuple(tuple(place_of(passage) for passage in (hit.passage, *hit.also_in)) for hit in shown),
            quoted=self._quoted(query, ranking),
            confidence=shown[0].probability if shown else 0.0,
            milliseconds=milliseconds,
        )

    def _quoted(self, query: Query, ranking: Ranking) -> tuple[Quote, ...]:
        asked = Asked.of(query, ranking.wanted)
        found = choice(asked, self._search.snapshot, ranking.vector, ranking.hits, self._document)
        return tuple(quote_of(ranking.hits[one.unit.passage].passage, one.span) for one in quoted(found))


def quote_of(passage: Passage, span: Span | Sentence) -> Quote:
    """The quotation of a part of a passage."""
    words = passage.text[span.start - passage.start : span.end - passage.start]
    return Quote(Place(passage.document, span.start, span.end), len(words.split()))


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
