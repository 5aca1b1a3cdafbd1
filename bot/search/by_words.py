"""Search by words alone, for as long as no encoder is there to compare meanings with."""

from dataclasses import replace

from bot.library import DenseScore, Snapshot
from bot.search.evidence import Nominee
from bot.search.query import Query
from bot.search.ranking import CANDIDATES, Candidate, Ranking, apart, distinct, hits_of, ordered, weighed
from bot.search.wanted import Wanted, sought_terms, unknown_words, wanted_words

UNCOMPARED = DenseScore(passage=0.0, sentence=0.0, position=0, heading=0.0)


def search_by_words(snapshot: Snapshot, query: Query, k: int) -> Ranking:
    """The `k` best distinct passages by BM25 and where the words of the query stand in them; only such as hold one.

    The order is that of `search` with every cosine 0. A hit's probability is the share of the query's words, by
    weight, that it holds; nothing better is known without meanings, and it is not calibrated.
    """
    wanted = wanted_words(query, snapshot)
    sought = sought_terms(wanted)
    found = [hit for part in snapshot.parts for hit in snapshot.lexical(sought, CANDIDATES, part)]
    nominees = [Nominee(key, UNCOMPARED, score) for key, score in found]
    candidates = ordered(weighed(snapshot, query, wanted, nominees))
    # Of uploads the sentence that answers decides whether they are duplicates of others.
    with_uploads = [
        _marked(snapshot, wanted, candidate) if snapshot.is_upload(candidate.key) else candidate
        for candidate in candidates
    ]
    of_it, of_others = apart(snapshot, query, with_uploads)
    groups = distinct(snapshot, of_it, k)
    last = distinct(snapshot, of_others, k - len(groups)) if of_others else []
    marked = [[_marked(snapshot, wanted, first), *others] for first, *others in (*groups, *last)]
    hits = hits_of(snapshot, wanted, marked, [() for _ in marked])
    placed = [replace(hit, of_another=place >= len(groups)) for place, hit in enumerate(hits)]
    return Ranking(tuple(placed), unknown_words(query, wanted), wanted)


def _marked(snapshot: Snapshot, wanted: tuple[Wanted, ...], candidate: Candidate) -> Candidate:
    """The candidate with the sentence that holds most of the words, by weight; the first of equals."""
    first, after = snapshot.forward.first_sentences[candidate.key : candidate.key + 2].tolist()
    weights = [_weight(snapshot, wanted, candidate.key, position) for position in range(after - first)]
    best = weights.index(max(weights))
    return replace(candidate, dense=replace(UNCOMPARED, position=best))


def _weight(snapshot: Snapshot, wanted: tuple[Wanted, ...], key: int, position: int) -> float:
    held = frozenset(snapshot.forward.spelt(snapshot.forward.sentence(key, position)))
    return sum(word.weight for word in wanted if word.is_in(held))
