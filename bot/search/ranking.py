"""Query to ranked passages: candidates from both kinds of index, weighed alike, near-duplicates folded together."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import numpy as np

from bot.encoders import Encoder, FloatArray
from bot.encoders.scale import CosineScale
from bot.library import DenseScore, Snapshot
from bot.library.forward import ForwardIndex
from bot.records import Hit, Passage, Scores, Standing
from bot.search.confidence import ALIKE_FROM, ALIKE_WORDS, COMPARED, FOUND_FROM, Flags, probability, standings
from bot.search.duplicates import group_near_duplicates, say_the_same
from bot.search.evidence import Evidence, Nominee, Sought, weigh
from bot.search.fusion import dense_score, fuse
from bot.search.in_time import InTime
from bot.search.kinds import of_others
from bot.search.query import Query, Shown
from bot.search.ranking_model import score
from bot.search.reading import Reading, read_query
from bot.search.wanted import Wanted, sought_terms, unknown_words

CANDIDATES = 100  # from each index, and the best of them all, by dense and lexical score, whose words are looked at
DUPLICATES_AMONG = 4  # times as many passages as are wanted are looked at for near-duplicates
NEARLY_EQUAL = 3.0  # of what candidates are worth: about as much as alike reports on several times differ by
# What a passage of the last answer is worth for a question that leans on it. On the even conversations of
# mtrag_human_subset better than 0.5, 1 and 1.25, and as good as 2 to 0.006 nDCG@10
# (`python -m benchmarks.followups DATA`).
SHOWN_BEFORE = 1.5


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hits, best first, and the words of the query that no passage of the corpus holds in any form.

    `wanted` are the words that were looked for, `vector` is that of the query, None when words alone were compared.
    """

    hits: tuple[Hit, ...]
    unknown_words: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    vector: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage on its way to a hit."""

    key: int
    dense: DenseScore
    lexical: float
    evidence: Evidence
    is_shown: bool = False


def search(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> Ranking:
    """The `k` best distinct passages for `query`; fewer when the corpus has fewer.

    Near-duplicates are folded into the best of them, uploads into the best that is none. Passages that would answer if
    nothing had been uploaded come first, so no upload takes their place or makes them look doubtful. Those about
    another thing of the kind of what is asked about come last.
    """
    reading = read_query(snapshot, encoder, query)
    wanted = reading.wanted
    candidates, earlier = in_time(snapshot, query, ordered(gather(snapshot, query, reading)))
    candidates, others = apart(snapshot, query, candidates)
    others += earlier
    own = _own_answers(snapshot, query, reading, candidates)
    candidates.sort(key=lambda candidate: candidate.key not in own)
    groups = distinct(snapshot, candidates, max(k, COMPARED))
    firsts = ordered([first for first, *_ in groups])
    standing = dict(zip([first.key for first in firsts], _standings(snapshot, query, reading, firsts), strict=True))
    in_order = [own.get(first.key, standing[first.key]) for first, *_ in groups]
    hits = hits_of(snapshot, wanted, groups[:k], in_order)
    if others and len(hits) < k:
        last = distinct(snapshot, others, k - len(hits))
        standing_last = _standings(snapshot, query, reading, [first for first, *_ in last])
        hits += [replace(hit, of_another=True) for hit in hits_of(snapshot, wanted, last, standing_last)]
    return Ranking(tuple(hits), unknown_words(query, wanted), wanted, reading.vector)


def rank(snapshot: Snapshot, encoder: Encoder, query: Query, k: int) -> list[Hit]:
    """The `k` best passages for `query`, near-duplicates and all, best first.

    Ties go to what is no upload, then to the document whose id sorts first, then to the earlier passage, however the
    library was built. There are never more than `CANDIDATES` and those that `query` shows.
    """
    reading = read_query(snapshot, encoder, query)
    best = ordered(gather(snapshot, query, reading))
    return hits_of(
        snapshot, reading.wanted, [[candidate] for candidate in best[:k]], [(one,) for one in _stand(snapshot, best)]
    )


def shown_first(snapshot: Snapshot, encoder: Encoder, query: Query, ranking: Ranking) -> Ranking:
    """The ranking with the passages that `query` shows before all others, in their order, near-duplicates too."""
    found = {
        Shown(hit.passage.document, hit.passage.start): hit
        for hit in rank(snapshot, encoder, query, CANDIDATES + len(query.shown))
    }
    firsts = [found[place] for place in query.shown if place in found]
    keys = {hit.key for hit in firsts}
    hits = (*firsts, *(hit for hit in ranking.hits if hit.key not in keys))
    return replace(ranking, hits=hits[: max(len(ranking.hits), len(firsts))])


def gather(snapshot: Snapshot, query: Query, reading: Reading) -> list[Candidate]:
    """The best candidates by dense and lexical score, with all that speaks for each."""
    shown = frozenset(key for place in query.shown for key in snapshot.keys_at(place.document, [place.start]))
    nominees = nominate(snapshot, reading.vector, reading.wanted, shown)
    candidates = weighed(snapshot, query, reading.wanted, nominees)
    return [replace(one, is_shown=True) if one.key in shown else one for one in candidates]


def nominate(
    snapshot: Snapshot, vector: FloatArray, wanted: tuple[Wanted, ...], shown: AbstractSet[int] = frozenset()
) -> list[Nominee]:
    """The best passages by dense and lexical score, best first, then those of `shown` that are not among them.

    `vector` is that of the query. Uploads are nominated apart from all others, behind them.
    """
    sought = sought_terms(wanted)
    nominated = [_nominated(snapshot, vector, sought, shown, part) for part in snapshot.parts]
    return [nominee for part in nominated for nominee in part]


def _nominated(
    snapshot: Snapshot, vector: FloatArray, terms: Sequence[str], shown: AbstractSet[int], part: range
) -> list[Nominee]:
    """The nominees among the keys of one part of the passages."""
    shown = frozenset(key for key in shown if key in part)
    lexical = dict(snapshot.lexical(terms, CANDIDATES, part))
    keys = {key for key, _ in snapshot.nearest_passages(vector, CANDIDATES, part)}
    keys |= {key for key, _, _ in snapshot.nearest_sentences(vector, CANDIDATES, part)}
    keys |= shown
    dense = _dense(snapshot, vector, sorted(keys | lexical.keys()))
    fused = fuse({key: dense_score(found.passage, found.sentence) for key, found in dense.items()}, lexical)
    best = sorted(fused, key=lambda key: (-fused[key], key))[:CANDIDATES]
    again = sorted(shown - set(best))
    return [Nominee(key, dense[key], lexical.get(key, 0.0)) for key in (*best, *again)]


def weighed(
    snapshot: Snapshot, query: Query, wanted: tuple[Wanted, ...], nominees: Sequence[Nominee]
) -> list[Candidate]:
    """The nominees with their evidence, in the same order."""
    evidence = weigh(Sought.of(query, wanted), snapshot.forward, nominees)
    return [
        Candidate(nominee.key, nominee.dense, nominee.lexical, found)
        for nominee, found in zip(nominees, evidence, strict=True)
    ]


def apart(snapshot: Snapshot, query: Query, candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates, and those of them that are about another thing of the kind of what `query` asks about."""
    others = of_others(snapshot, query.about, [candidate.key for candidate in candidates])
    if len(others) == len(candidates):  # then nothing is said of the thing itself
        return list(candidates), []
    return (
        [candidate for candidate in candidates if candidate.key not in others],
        [candidate for candidate in candidates if candidate.key in others],
    )


def read_again(
    snapshot: Snapshot,
    query: Query,
    wanted: tuple[Wanted, ...],
    vector: FloatArray,
    candidates: Sequence[Candidate],
) -> list[Candidate]:
    """The candidates with the evidence that speaks for them when the query is read as `vector`, in the same order."""
    dense = _dense(snapshot, vector, [candidate.key for candidate in candidates])
    nominees = [Nominee(candidate.key, dense[candidate.key], candidate.lexical) for candidate in candidates]
    return weighed(snapshot, query, wanted, nominees)


def ordered(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first; ties go to the lower key."""
    return sorted(candidates, key=lambda candidate: (-_worth(candidate), candidate.key))


def in_time(
    snapshot: Snapshot, query: Query, candidates: Sequence[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates, best first; of nearly equal ones of several documents, those of the time that is asked for first.

    Only the best of each document changes its place, and only with others whose document has a period. Beside them
    those of documents of which a later one is asked for.
    """
    wanted = InTime(snapshot, query)
    if not wanted.is_asked or not candidates:
        return list(candidates), []
    best: dict[str, int] = {}
    for i, candidate in enumerate(candidates):
        if _worth(candidate) >= _worth(candidates[0]) - NEARLY_EQUAL:
            best.setdefault(snapshot.document_at(candidate.key), i)
    fitting = {i: fit for document, i in best.items() if (fit := wanted.fit(document)) is not None}
    found = list(candidates)
    for place, i in zip(sorted(fitting), sorted(fitting, key=lambda i: fitting[i], reverse=True), strict=True):
        found[place] = candidates[i]
    documents = [snapshot.document_at(candidate.key) for candidate in found]
    earlier = wanted.of_another_time(documents[min(fitting) :]) if fitting else frozenset()
    return (
        [one for one, document in zip(found, documents, strict=True) if document not in earlier],
        [one for one, document in zip(found, documents, strict=True) if document in earlier],
    )


def hits_of(
    snapshot: Snapshot,
    wanted: tuple[Wanted, ...],
    groups: Sequence[Sequence[Candidate]],
    standing: Sequence[tuple[Standing, ...]],
) -> list[Hit]:
    """A hit for each group: its first candidate, with the others folded in. Only here are passages fetched.

    `standing` says how each of the groups stands, and may go on beyond them.
    """
    keys = [candidate.key for group in groups for candidate in group]
    passages = dict(zip(keys, snapshot.passages(keys), strict=True))
    return [
        _hit(snapshot, wanted, first, held, [passages[candidate.key] for candidate in (first, *others)])
        for (first, *others), held in zip(groups, standing, strict=False)
    ]


def distinct(snapshot: Snapshot, candidates: Sequence[Candidate], k: int) -> list[list[Candidate]]:
    """The first `k` groups of near-duplicates among the candidates, as `group_near_duplicates` orders them."""
    candidates = _looked_at(snapshot, candidates, k * DUPLICATES_AMONG)
    texts = [snapshot.forward.text(candidate.key) for candidate in candidates]
    uploads = {
        i: snapshot.forward.sentence(candidate.key, candidate.dense.position)
        for i, candidate in enumerate(candidates)
        if snapshot.is_upload(candidate.key)
    }

    def agree(one: int, other: int) -> bool:
        first, second = snapshot.passages([candidates[one].key, candidates[other].key])
        return say_the_same(first.text, second.text, snapshot.language_of(first.document))

    return [[candidates[i] for i in group] for group in group_near_duplicates(texts, k, uploads, agree=agree)]


def _looked_at(snapshot: Snapshot, candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    """The first `most` uploads among the candidates and the first `most` others: no number of uploads hides these."""
    counts: Counter[bool] = Counter()
    looked_at = []
    for candidate in candidates:
        is_upload = snapshot.is_upload(candidate.key)
        counts[is_upload] += 1
        if counts[is_upload] <= most:
            looked_at.append(candidate)
    return looked_at


def _worth(candidate: Candidate) -> float:
    return score(candidate.evidence) + (SHOWN_BEFORE if candidate.is_shown else 0.0)


def _standings(
    snapshot: Snapshot, query: Query, reading: Reading, candidates: Sequence[Candidate]
) -> list[tuple[Standing, ...]]:
    """How each candidate stands under every reading of the query.

    "What does it depend on?" is near to nothing by itself, so nothing would seem to answer it.
    """
    others = [vector for vector in (reading.in_context, reading.with_subject) if vector is not None]
    again = [_stand(snapshot, read_again(snapshot, query, reading.wanted, vector, candidates)) for vector in others]
    return list(zip(_stand(snapshot, candidates), *again, strict=True))


def _own_answers(
    snapshot: Snapshot, query: Query, reading: Reading, candidates: Sequence[Candidate]
) -> dict[int, tuple[Standing, ...]]:
    """Of the passages that are no uploads, by key, those that answer as if there were no uploads, and how they stand.

    None where there are no uploads, with which they could be compared.
    """
    own = [candidate for candidate in candidates if not snapshot.is_upload(candidate.key)]
    if len(own) == len(candidates):
        return {}
    firsts = [first for first, *_ in distinct(snapshot, own, COMPARED)]
    standing = zip(firsts, _standings(snapshot, query, reading, firsts), strict=True)
    return {first.key: held for first, held in standing if max(map(probability, held)) >= FOUND_FROM}


def alike(snapshot: Snapshot, keys: Sequence[int], positions: Sequence[int]) -> Flags:
    """Which of these sentences, given by passage and position there, say nearly the same, shape (n, n).

    By their meaning, or by their words but for the figures: "The kettle weighs 2 kg", "The toaster weighs 3 kg".
    """
    if not keys:
        return np.zeros((0, 0), dtype=np.bool_)
    held = _words_held(snapshot.forward, keys, positions)
    shared = held @ held.T
    sizes = shared.diagonal()
    found: Flags = snapshot.sentence_likeness(keys, positions) >= ALIKE_FROM
    found |= shared >= ALIKE_WORDS * (sizes[:, np.newaxis] + sizes - shared)
    return found


def _words_held(forward: ForwardIndex, keys: Sequence[int], positions: Sequence[int]) -> FloatArray:
    """Which of these sentences, a row each, hold which words that are no figures: 1 where one does, else 0."""
    said = forward.sentence_words(np.array(keys, dtype=np.int64), np.array(positions, dtype=np.int64))
    numbers, columns = np.unique(said.values, return_inverse=True)
    held = np.zeros((len(keys), len(numbers)), dtype=np.float32)
    held[said.owners, columns] = 1
    is_word = [not term.isdecimal() for term in forward.spelt(numbers)]
    return held[:, is_word]


def _are_alike(snapshot: Snapshot, candidates: Sequence[Candidate]) -> Flags:
    """Which of the first candidates answer equally well, by their best sentences; shape (n, n)."""
    first = candidates[:COMPARED]
    found = np.zeros((len(candidates), len(candidates)), dtype=np.bool_)
    likeness = alike(snapshot, [one.key for one in first], [one.dense.position for one in first])
    found[: len(first), : len(first)] = likeness
    return found


def _stand(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Standing]:
    evidence = [candidate.evidence for candidate in candidates]
    return standings(evidence, [score(one) for one in evidence], _are_alike(snapshot, candidates))


def _dense(snapshot: Snapshot, vector: FloatArray, keys: Sequence[int]) -> dict[int, DenseScore]:
    """The cosines of these passages, on the scale that ranking was fitted with."""
    found, scale = snapshot.dense_scores(vector, keys), snapshot.manifest.cosine_scale
    return {key: _rescaled(cosines, scale) for key, cosines in found.items()} if scale else found


def _rescaled(dense: DenseScore, scale: CosineScale) -> DenseScore:
    return replace(
        dense,
        passage=scale.rescaled(dense.passage),
        sentence=scale.rescaled(dense.sentence),
        heading=scale.rescaled(dense.heading),
    )


def _hit(
    snapshot: Snapshot,
    wanted: tuple[Wanted, ...],
    candidate: Candidate,
    standing: tuple[Standing, ...],
    passages: Sequence[Passage],
) -> Hit:
    passage, *duplicates = passages
    dense, evidence = candidate.dense, candidate.evidence
    held = snapshot.forward.held(candidate.key)
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
        probability=max(map(probability, standing)) if standing else evidence.matched,
        standings=standing,
        matched_words=tuple(word.word.text for word in wanted if word.is_in(held)),
        also_in=tuple(duplicates),
    )
