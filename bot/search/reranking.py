"""The head of a ranked list, put in the order of a reranker that the user chose, if one was chosen."""

from collections.abc import Sequence
from dataclasses import replace

from bot.encoders import Encoder, Reranker
from bot.library import Snapshot
from bot.records import Hit
from bot.search.query import Query
from bot.search.ranking import Ranking, search

RERANKED = 20  # hits that a reranker reads; each costs it as much as encoding a passage
# Beyond, scores differ between processors and thread counts, and the order of equal answers must not.
SCORE_DIGITS = 4


def rerank(hits: Sequence[Hit], query_text: str, reranker: Reranker, top: int = RERANKED) -> list[Hit]:
    """The first `top` hits by falling score of the reranker, then the others as they were.

    Scores that are equal to four decimals keep the earlier order. The reranker reads what the encoder read, title and
    headings before the text. It decides the order alone: a hit's `probability` stays that of the calibrated evidence,
    since the score of a model nobody calibrated says which passage is better and not whether any is good.
    """
    head, tail = hits[:top], hits[top:]
    scores = reranker.scores(query_text, [hit.passage.encoder_input for hit in head])
    scored = [
        replace(hit, scores=replace(hit.scores, rerank=float(score))) for hit, score in zip(head, scores, strict=True)
    ]
    return [*sorted(scored, key=_falling), *tail]


def search_and_rerank(snapshot: Snapshot, encoder: Encoder, reranker: Reranker | None, query: Query, k: int) -> Ranking:
    """The `k` best distinct passages for `query` as people see them, in the order of the reranker where there is one.

    It reads the first `RERANKED` whatever `k` is, so that the first five are the same among five and among fifty.
    """
    if reranker is None:
        return search(snapshot, encoder, query, k)
    ranking = search(snapshot, encoder, query, max(k, RERANKED))
    return replace(ranking, hits=tuple(rerank(ranking.hits, query.text, reranker)[:k]))


def _falling(hit: Hit) -> tuple[bool, float]:
    return hit.of_another, -round(hit.scores.rerank or 0.0, SCORE_DIGITS)
