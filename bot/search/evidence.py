"""Everything that speaks for a passage as an answer to a query, as numbers that are larger when it speaks louder."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import starmap

import numpy as np

from bot.language.answer_types import AnswerType, answer_type
from bot.language.words import words
from bot.library import DenseScore
from bot.library.forward import ForwardIndex
from bot.search.occurrences import Flags, Floats, QueryTerms
from bot.search.query import Query, neighbours
from bot.search.wanted import Wanted

SHARED_HEADING = 2  # a heading over more candidates than this says nothing of one of them


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one candidate.

    Cosines with the query, in [-1, 1]: `passage`; `best`, the larger of that and the best sentence's; `heading`, of
    title and headings, 0 when more than two candidates share them; `place`, the same whoever shares them. BM25 of the
    candidate, of the best candidate's: `lexical`, in [0, 1].

    A word is there with a grade: 1 in one of its forms, that of a soft form otherwise. Shares of the query's words by
    weight and grade, in [0, 1], in the text or its context: `matched`; in title, headings and lead-in:
    `matched_heading`; in the best sentence: `matched_sentence`. The lowest grade of a word, those carried aside, in the
    text or its context: `least_matched`; in the best sentence or the context: `least_in_sentence`; 1 without words.
    `missing` is how many words of the query neither text nor context holds, negated, those carried aside; of one that
    is there with a grade the rest is missing.

    `phrase` is the share of the query's neighbouring words that are neighbours in the text, `nearness` how near they
    are otherwise, both in [0, 1]; `answer_type` 1 when the best sentence names what the question asks for; `brevity`
    the negated logarithm of the length in words.
    """

    passage: float
    best: float
    heading: float
    place: float
    lexical: float
    matched: float
    matched_heading: float
    matched_sentence: float
    phrase: float
    nearness: float
    missing: float
    answer_type: float
    brevity: float
    least_matched: float
    least_in_sentence: float


@dataclass(frozen=True, slots=True)
class Nominee:
    """A passage that may become a candidate: its key, its cosines, and its BM25 (0 when it has none)."""

    key: int
    dense: DenseScore
    lexical: float


@dataclass(frozen=True, slots=True)
class Sought:
    """A query with all that is the same for every candidate."""

    wanted: tuple[Wanted, ...]
    pairs: tuple[tuple[str, str], ...]
    kind: AnswerType

    @property
    def terms(self) -> list[str]:
        """Every term of a form of a word, and of a pair."""
        sought = (term for word in self.wanted for term in word.terms)
        return [*sought, *(term for pair in self.pairs for term in pair)]

    @classmethod
    def of(cls, query: Query, wanted: tuple[Wanted, ...]) -> "Sought":
        """`query`, whose words are `wanted`."""
        content = {*query.terms, *(term for word in wanted for term in word.run)}
        pairs = neighbours(query, _as_written(query, wanted), content)
        return cls(wanted, pairs, answer_type(query.text, query.asked_in))


def _as_written(query: Query, wanted: Sequence[Wanted]) -> list[str]:
    """The terms of a query, its identifiers and dates as the corpus writes them."""
    runs = {word.word.start: word for word in wanted if word.run}
    spoken: list[str] = []
    after = 0
    for word in words(query.text, query.language):
        if word.start in runs:
            spoken += runs[word.start].run
            after = runs[word.start].word.end
        elif word.start >= after:
            spoken.append(word.term)
    return spoken


def weigh(sought: Sought, forward: ForwardIndex, nominees: Sequence[Nominee]) -> list[Evidence]:
    """The evidence for each nominee, in their order."""
    if not nominees:
        return []
    dense = [nominee.dense for nominee in nominees]
    rows = np.array([nominee.key for nominee in nominees], dtype=np.int64)
    positions = np.array([cosines.position for cosines in dense], dtype=np.int64)
    spoken = forward.words(rows)
    terms = QueryTerms(forward, sought.terms)
    text = terms.find(spoken, len(rows))
    context = terms.held(terms.find(forward.context_words(rows), len(rows)))
    sentence = terms.held(terms.find(forward.sentence_words(rows, positions), len(rows)))
    held = np.stack([terms.held(text) | context, context, sentence, sentence | context])
    grades = _grades(terms, sought.wanted, held)
    own = [i for i, word in enumerate(sought.wanted) if not word.is_carried]
    matched, matched_heading, matched_sentence = _shares(sought.wanted, grades[:, :3]).tolist()
    least = grades[own].min(axis=0, initial=1.0)
    columns: dict[str, list[float]] = {
        "passage": [cosines.passage for cosines in dense],
        "best": [max(cosines.passage, cosines.sentence) for cosines in dense],
        "heading": _own_headings(dense, forward.headings[rows].tolist()),
        "place": [cosines.heading for cosines in dense],
        "lexical": _of_largest([nominee.lexical for nominee in nominees]),
        "matched": matched,
        "matched_heading": matched_heading,
        "matched_sentence": matched_sentence,
        "phrase": terms.phrase(text, sought.pairs).tolist(),
        "nearness": terms.nearness(text, sought.wanted).tolist(),
        "missing": (grades[own, 0] - 1).sum(axis=0).tolist(),
        "least_matched": least[0].tolist(),
        "least_in_sentence": least[3].tolist(),
        "answer_type": forward.names(sought.kind, rows, positions).astype(np.float64).tolist(),
        "brevity": [-math.log(count + 1) for count in np.bincount(spoken.owners, minlength=len(rows)).tolist()],
    }
    in_order = [columns[field.name] for field in fields(Evidence)]
    return list(starmap(Evidence, zip(*in_order, strict=True)))


def _grades(terms: QueryTerms, wanted: Sequence[Wanted], held: Flags) -> Floats:
    """How well the texts have each word, shape (words, …); `held` has shape (…, terms)."""
    grades = [terms.grades(held, word) for word in wanted]
    return np.array(grades, dtype=np.float64).reshape(len(wanted), *held.shape[:-1])


def _shares(wanted: Sequence[Wanted], grades: Floats) -> Floats:
    """The weight of the words that are there, by grade, of the weight of all, in [0, 1]; 0 without words."""
    found, total = np.zeros(grades.shape[1:]), 0.0
    for word, grade in zip(wanted, grades, strict=True):
        found += word.weight * grade
        total += word.weight
    return found / total if total else found


def _own_headings(dense: Sequence[DenseScore], headings: Sequence[int]) -> list[float]:
    sharing = Counter(headings)
    return [
        cosines.heading if sharing[heading] <= SHARED_HEADING else 0.0
        for cosines, heading in zip(dense, headings, strict=True)
    ]


def _of_largest(scores: Sequence[float]) -> list[float]:
    largest = max(scores) or 1.0
    return [score / largest for score in scores]
