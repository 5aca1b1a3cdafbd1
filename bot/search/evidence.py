"""Everything that speaks for a passage as an answer to a query, as numbers that are larger when it speaks louder."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.library import DenseScore
from bot.records import Passage
from bot.search.answer_types import AnswerType, answer_type, holds
from bot.search.query import Query
from bot.search.wanted import Wanted, share
from bot.text.words import terms, words

REMEMBERED = 32_768  # sentences whose terms are kept, some 20 MB; the passages of like questions overlap
SHARED_HEADING = 2  # a heading over more candidates than this says nothing of one of them


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one candidate.

    Cosines with the query, in [-1, 1]: `passage`; `best`, the larger of that and the best sentence's; `heading`, of
    title and headings, 0 when more than two candidates share them. BM25 of the candidate, of the best candidate's:
    `lexical`, in [0, 1]. Shares of the query's words by weight, in [0, 1], in the text or its context: `matched`; in
    title, headings and lead-in: `matched_heading`; in the best sentence: `matched_sentence`. `phrase` is the share of
    the query's neighbouring words that are neighbours in the text, `nearness` how near they are otherwise, both in
    [0, 1]; `missing` how many words of the query neither text nor context holds, negated; `answer_type` 1 when the
    best sentence names what the question asks for; `brevity` the negated logarithm of the length in words.
    """

    passage: float
    best: float
    heading: float
    lexical: float
    matched: float
    matched_heading: float
    matched_sentence: float
    phrase: float
    nearness: float
    missing: float
    answer_type: float
    brevity: float


@dataclass(frozen=True, slots=True)
class Sought:
    """A query with all that is the same for every candidate."""

    wanted: tuple[Wanted, ...]
    pairs: tuple[tuple[str, str], ...]
    kind: AnswerType

    @classmethod
    def of(cls, query: Query, wanted: tuple[Wanted, ...]) -> "Sought":
        """`pairs` are the neighbouring words of the query of which one carries its subject."""
        content = set(query.terms)
        spoken = [word.term for word in words(query.text)]
        pairs = tuple(pair for pair in pairwise(spoken) if content & set(pair))
        return cls(wanted, pairs, answer_type(query.text))


def weigh(
    sought: Sought, passages: Sequence[Passage], dense: Sequence[DenseScore], lexical: Sequence[float]
) -> list[Evidence]:
    """The evidence for each candidate, given with its cosines and its BM25 (0 when it has none)."""
    most = max(lexical, default=0.0) or 1.0
    sharing = Counter(passage.heading_input for passage in passages)
    return [
        _evidence(sought, passage, score, bm25 / most, is_own=sharing[passage.heading_input] <= SHARED_HEADING)
        for passage, score, bm25 in zip(passages, dense, lexical, strict=True)
    ]


def _evidence(sought: Sought, passage: Passage, score: DenseScore, lexical: float, *, is_own: bool) -> Evidence:
    sentences = [_spoken(sentence.text) for sentence in passage.sentences]
    spoken = [term for sentence in sentences for term in sentence]
    context = set(_spoken(passage.context))
    held = set(spoken) | context
    return Evidence(
        passage=score.passage,
        best=max(score.passage, score.sentence),
        heading=score.heading if is_own else 0.0,
        lexical=lexical,
        matched=share(sought.wanted, held),
        matched_heading=share(sought.wanted, context),
        matched_sentence=share(sought.wanted, set(sentences[score.position])),
        phrase=_phrase(sought.pairs, spoken),
        nearness=_nearness(sought.wanted, spoken),
        missing=-float(sum(not word.is_in(held) for word in sought.wanted)),
        answer_type=float(holds(passage.sentences[score.position].text, sought.kind)),
        brevity=-math.log(len(spoken) + 1),
    )


@lru_cache(maxsize=REMEMBERED)
def _spoken(text: str) -> tuple[str, ...]:
    return tuple(terms(text))


def _phrase(pairs: Sequence[tuple[str, str]], spoken: Sequence[str]) -> float:
    neighbours: AbstractSet[tuple[str, str]] = set(pairwise(spoken))
    return sum(pair in neighbours for pair in pairs) / len(pairs) if pairs else 0.0


def _nearness(wanted: Sequence[Wanted], spoken: Sequence[str]) -> float:
    """The mean, by weight, of 1 / distance of the neighbouring content words; 0 for a pair that is not there."""
    places: dict[str, list[int]] = {word.word.term: [] for word in wanted}
    for place, term in enumerate(spoken):
        if term in places:
            places[term].append(place)
    near = total = 0.0
    for first, second in pairwise(wanted):
        weight = (first.weight + second.weight) / 2
        total += weight
        near += weight / _distance(places, first.word.term, second.word.term)
    return near / total if total else 0.0


def _distance(places: Mapping[str, Sequence[int]], first: str, second: str) -> float:
    """How many words apart two terms come at their nearest; infinite when one is not there."""
    if first == second or not places[first] or not places[second]:
        return math.inf
    return min(abs(i - j) for i in places[first] for j in places[second])
