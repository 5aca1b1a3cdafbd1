"""What Footnote is compared with: five plain ways to rank with the same encoder, and two plain ways to answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeAlias

from bot.chatbot import PASSAGES_SHOWN
from bot.encoders import Encoder
from bot.evaluation.judged import Place
from bot.evaluation.systems import DEPTH, Ranked, RememberingSearch, place_of, quote_of
from bot.evaluation.windows import Windows
from bot.library import Snapshot
from bot.records import Hit, Sentence
from bot.search.fusion import min_max
from bot.search.query import Query

RRF_K = 60  # Cormack, Clarke and Büttcher 2009, who found it to matter little

Scored: TypeAlias = list[tuple[int, float]]  # keys and their scores, best first; ties go to the lower key


@dataclass(frozen=True, slots=True)
class Baseline:
    """A system that gives what `rank` finds as it is; `places` says where the keys stand."""

    name: str
    rank: Callable[[Query], Scored]
    places: Callable[[Sequence[int]], Sequence[Place]]
    is_probability = False

    def ask(self, query: Query) -> Ranked:
        """The `DEPTH` best, each shown by itself."""
        began = perf_counter()
        found = self.rank(query)[:DEPTH]
        places = tuple(self.places([key for key, _ in found]))
        return Ranked(
            places=places,
            shown=tuple((place,) for place in places[:PASSAGES_SHOWN]),
            quoted=None,
            confidence=found[0][1] if found else 0.0,
            milliseconds=1000 * (perf_counter() - began),
        )


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A system that ranks nothing: it quotes one `sentence` of the passage that Footnote ranks first."""

    name: str
    search: RememberingSearch
    sentence: Callable[[Hit], Sentence]
    is_probability = False

    def ask(self, query: Query) -> Ranked:
        """The sentence; nothing when there is no passage."""
        began = perf_counter()
        first = self.search(query).hits[:1]
        quoted = tuple(quote_of(hit.passage, self.sentence(hit)) for hit in first)
        return Ranked(None, (), quoted, confidence=0.0, milliseconds=1000 * (perf_counter() - began))


def plain_answers(search: RememberingSearch) -> list[PlainAnswer]:
    """The first sentence of the first passage, and the one of the largest cosine with the question."""
    return [
        PlainAnswer("first sentence", search, lambda hit: hit.passage.sentences[0]),
        PlainAnswer("nearest sentence", search, lambda hit: hit.sentence),
    ]


def baselines(snapshot: Snapshot, windows: Windows, encoder: Encoder) -> list[Baseline]:
    """BM25 and vectors, each alone and both together, over the passages that Footnote ranks; vectors over windows."""

    def bm25(query: Query) -> Scored:
        return snapshot.lexical(query.terms, DEPTH)

    def dense(query: Query) -> Scored:
        return snapshot.nearest_passages(encoder.encode([query.text])[0], DEPTH)

    def dense_windows(query: Query) -> Scored:
        return windows.nearest(encoder.encode([query.text])[0], DEPTH)

    def fused(query: Query) -> Scored:
        return reciprocal_rank_fusion([key for key, _ in bm25(query)], [key for key, _ in dense(query)])

    def averaged(query: Query) -> Scored:
        return average(dict(bm25(query)), dict(dense(query)))

    def passages(keys: Sequence[int]) -> Sequence[Place]:
        return [place_of(passage) for passage in snapshot.passages(keys)]

    def in_windows(rows: Sequence[int]) -> Sequence[Place]:
        return [windows.places[row] for row in rows]

    return [
        Baseline("BM25", bm25, passages),
        Baseline("dense, passages", dense, passages),
        Baseline("dense, windows", dense_windows, in_windows),
        Baseline("RRF", fused, passages),
        Baseline("average", averaged, passages),
    ]


def reciprocal_rank_fusion(*rankings: Sequence[int]) -> Scored:
    """Keys and Σ 1 / (60 + rank) over the rankings that hold them (Cormack, Clarke and Büttcher 2009)."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for position, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + position)
    return _best_first(scores)


def average(*scores: Mapping[int, float]) -> Scored:
    """Keys and the plain mean of their min-max normalised scores (Lee 1997).

    A key that one of them lacks has the least there, 0.
    """
    scaled = [min_max(one) for one in scores]
    return _best_first({key: sum(one.get(key, 0.0) for one in scaled) / len(scaled) for one in scaled for key in one})


def _best_first(scores: Mapping[int, float]) -> Scored:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
