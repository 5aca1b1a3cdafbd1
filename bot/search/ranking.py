"""Query to ranked passages: candidates from both kinds of index, weighed alike, near-duplicates folded together."""

from dataclasses import dataclass, replace

from bot.encoders import Encoder
from bot.library import DenseScore, Snapshot
from bot.records import Hit, Passage, Scores
from bot.search.confidence import probability
from bot.search.duplicates import group_near_duplicates
from bot.search.evidence import Evidence, Sought, weigh
from bot.search.fusion import dense_score, fuse
from bot.search.query import Query
from bot.search.ranking_model import score
from bot.search.wanted import Wanted, wanted_words
from bot.text.words import terms

CANDIDATES = 100  # from each index, and the best of them all, by dense and lexical score, whose words are looked at
DUPLICATES_AMONG = 4  # times as many passages as asked for are looked at for near-duplicates


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits, best first, and the words of the query that no passage of the corpus holds in any form."""

    hits: tuple[Hit, ...]
    unknown_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage on its way to a hit."""

    key: int
    passage: Passage
    dense: DenseScore
    lexical: float
    evidence: Evidence


def search(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> Ranking:
    """The `k` best distinct passages for `query`; fewer when the corpus has fewer.

    Near-duplicates are folded into the best of them.
    """
    wanted = wanted_words(query, snapshot)
    hits = _rank(snapshot, encoder, query, wanted, k * DUPLICATES_AMONG)
    groups = group_near_duplicates([hit.passage for hit in hits])[:k]
    folded = (replace(hits[first], also_in=tuple(hits[i].passage for i in others)) for first, *others in groups)
    unknown = tuple(word.word.text for word in wanted if not word.is_known)
    return Ranking(tuple(folded), unknown)


def rank(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> list[Hit]:
    """The `k` best passages for `query`, near-duplicates and all, best first.

    Ties go to the document whose id sorts first, then to the earlier passage, however the library was built. There
    are never more than `CANDIDATES`.
    """
    return _rank(snapshot, encoder, query, wanted_words(query, snapshot), k)


def _rank(snapshot: Snapshot, encoder: Encoder, query: Query, wanted: tuple[Wanted, ...], k: int) -> list[Hit]:
    candidates = gather(snapshot, encoder, query, wanted)
    best = sorted(candidates, key=lambda candidate: (-score(candidate.evidence), candidate.key))[:k]
    return [_hit(wanted, candidate) for candidate in best]


def gather(snapshot: Snapshot, encoder: Encoder, query: Query, wanted: tuple[Wanted, ...]) -> list[Candidate]:
    """The best candidates by dense and lexical score, with all that speaks for each."""
    vector = encoder.encode([query.text])[0]
    sought_terms = sorted({term for word in wanted for form in word.forms for term in form})
    lexical = dict(snapshot.lexical(sought_terms, CANDIDATES))
    keys = {key for key, _ in snapshot.nearest_passages(vector, CANDIDATES)}
    keys |= {key for key, _, _ in snapshot.nearest_sentences(vector, CANDIDATES)}
    dense = snapshot.dense_scores(vector, sorted(keys | lexical.keys()))
    fused = fuse({key: dense_score(found.passage, found.sentence) for key, found in dense.items()}, lexical)
    best = sorted(fused, key=lambda key: (-fused[key], key))[:CANDIDATES]
    passages, cosines = snapshot.passages(best), [dense[key] for key in best]
    bm25 = [lexical.get(key, 0.0) for key in best]
    evidence = weigh(Sought.of(query, wanted), passages, cosines, bm25)
    return [Candidate(*found) for found in zip(best, passages, cosines, bm25, evidence, strict=True)]


def _hit(wanted: tuple[Wanted, ...], candidate: Candidate) -> Hit:
    passage, dense, evidence = candidate.passage, candidate.dense, candidate.evidence
    held = set(terms(f"{passage.context}\n{passage.text}"))
    return Hit(
        key=candidate.key,
        passage=passage,
        sentence=passage.sentences[dense.position],
        scores=Scores(
            passage=dense.passage,
            sentence=dense.sentence,
            heading=dense.heading,
            lexical=candidate.lexical,
            matched=evidence.matched,
            phrase=evidence.phrase,
            fused=score(evidence),
        ),
        probability=probability(evidence),
        matched_words=tuple(word.word.text for word in wanted if word.is_in(held)),
    )
