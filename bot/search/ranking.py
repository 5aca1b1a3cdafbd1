"""Query to ranked passages: candidates from both kinds of index, scored alike, near-duplicates folded together."""

from dataclasses import dataclass, replace

from bot.encoders import Encoder
from bot.library import DenseScore, Snapshot
from bot.records import Hit, Passage, Scores
from bot.search.confidence import inverse_document_frequency, matched_share, probability
from bot.search.duplicates import group_near_duplicates
from bot.search.fusion import dense_score, fuse
from bot.search.query import Query
from bot.text.words import words

CANDIDATES = 100  # from each index, before they are scored alike
DUPLICATES_AMONG = 4  # times as many passages as asked for are looked at for near-duplicates


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits, best first, and the words of the query that no passage of the corpus holds."""

    hits: tuple[Hit, ...]
    unknown_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the indexes say of every candidate, by passage key."""

    dense: dict[int, DenseScore]
    lexical: dict[int, float]
    fused: dict[int, float]
    term_weights: dict[str, float]


def search(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> Ranking:
    """The `k` best distinct passages for `query`; fewer when the corpus has fewer.

    Near-duplicates are folded into the best of them.
    """
    hits = rank(snapshot, encoder, query, k * DUPLICATES_AMONG)
    groups = group_near_duplicates([hit.passage for hit in hits])[:k]
    folded = (replace(hits[first], also_in=tuple(hits[i].passage for i in others)) for first, *others in groups)
    unknown = tuple(word.text for word in query.words if not snapshot.document_frequency(word.term))
    return Ranking(tuple(folded), unknown)


def rank(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> list[Hit]:
    """The `k` best passages for `query`, near-duplicates and all, best first.

    Ties go to the document whose id sorts first, then to the earlier passage, however the library was built.
    """
    frequencies = {term: snapshot.document_frequency(term) for term in query.terms}
    weights = {term: inverse_document_frequency(n, snapshot.passage_count) for term, n in frequencies.items()}
    evidence = _gather(snapshot, encoder, query, weights)
    best = sorted(evidence.fused, key=lambda key: (-evidence.fused[key], key))[:k]
    return [_hit(query, evidence, key, passage) for key, passage in zip(best, snapshot.passages(best), strict=True)]


def _gather(snapshot: Snapshot, encoder: Encoder, query: Query, weights: dict[str, float]) -> _Evidence:
    vector = encoder.encode([query.text])[0]
    lexical = dict(snapshot.lexical(query.terms, CANDIDATES))
    keys = {key for key, _ in snapshot.nearest_passages(vector, CANDIDATES)}
    keys |= {key for key, _, _ in snapshot.nearest_sentences(vector, CANDIDATES)}
    dense = snapshot.dense_scores(vector, sorted(keys | lexical.keys()))
    fused = fuse({key: dense_score(score.passage, score.sentence) for key, score in dense.items()}, lexical)
    return _Evidence(dense, lexical, fused, weights)


def _hit(query: Query, evidence: _Evidence, key: int, passage: Passage) -> Hit:
    dense = evidence.dense[key]
    held = {word.term for word in words(f"{passage.context}\n{passage.text}")}
    matched = matched_share(query.terms, held, evidence.term_weights)
    return Hit(
        key=key,
        passage=passage,
        sentence=passage.sentences[dense.position],
        scores=Scores(
            passage=dense.passage,
            sentence=dense.sentence,
            lexical=evidence.lexical.get(key, 0.0),
            matched=matched,
            fused=evidence.fused[key],
        ),
        probability=probability(dense_score(dense.passage, dense.sentence), matched),
        matched_words=tuple(word.text for word in query.words if word.term in held),
    )
