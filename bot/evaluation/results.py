"""What came of every question: the metrics that apply to it, and whether its first passage answers it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.judged import JudgedQuestion, Kind, Place
from bot.evaluation.metrics import ndcg, recall, reciprocal_rank
from bot.evaluation.systems import Ranked

DIGITS = 4  # what is beyond differs between processors
RECALL_AT = (1, 5, 10, 100)
SPAN_AT = (1, 5)
DOCUMENTS_KEPT = 10

PASSED = "passed"
NDCG, MRR, ANSWER_HIT = "ndcg@10", "mrr@10", "answer hit@1"
METRICS = (
    PASSED,
    NDCG,
    MRR,
    *(f"recall@{k}" for k in RECALL_AT),
    *(f"span hit@{k}" for k in SPAN_AT),
    ANSWER_HIT,
)


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One system's result for one question.

    `values` are the metrics that apply to it. `is_right` says whether the first passage answers it, None when that
    cannot be told. `documents` are the first ten. `answer_words` is the length of the first quotation of the short
    answer where it is known what it should have been, None without one.
    """

    id: str
    kind: Kind
    values: dict[str, float]
    confidence: float
    is_right: bool | None
    documents: tuple[str, ...]
    answer_words: int | None = None


def score(question: JudgedQuestion, ranked: Ranked) -> QuestionResult:
    """The metrics of one question: those of documents where any is relevant, those of spans where one is known.

    A quotation is a hit when it overlaps a span; without any there is none, whatever the reason.
    """
    documents = tuple(dict.fromkeys(place.document for place in ranked.places or ()))
    values: dict[str, float] = {}
    if ranked.places is not None:
        values |= _ranking(question, documents)
        if question.places:
            values |= {f"span hit@{k}": float(_is_hit(question, ranked.shown[:k])) for k in SPAN_AT}
    quoted = ranked.quoted if question.places else None
    if quoted is not None:
        values[ANSWER_HIT] = float(any(question.is_answered_at(quote.place) for quote in quoted[:1]))
    return QuestionResult(
        id=question.id,
        kind=question.kind,
        values={name: round(value, DIGITS) for name, value in values.items()},
        confidence=round(ranked.confidence, DIGITS),
        is_right=None if ranked.places is None else _is_right(question, ranked),
        documents=documents[:DOCUMENTS_KEPT],
        answer_words=quoted[0].words if quoted else None,
    )


def _ranking(question: JudgedQuestion, documents: Sequence[str]) -> dict[str, float]:
    if not any(grade > 0 for grade in question.relevance.values()):
        return {}
    return {
        NDCG: ndcg(documents, question.relevance, 10),
        MRR: reciprocal_rank(documents, question.relevance, 10),
        **{f"recall@{k}": recall(documents, question.relevance, k) for k in RECALL_AT},
    }


def _is_hit(question: JudgedQuestion, shown: Sequence[tuple[Place, ...]]) -> bool:
    return any(question.is_answered_at(place) for places in shown for place in places)


def _is_right(question: JudgedQuestion, ranked: Ranked) -> bool | None:
    """Whether the first passage shown overlaps the answer; where no span is known, whether its document is relevant."""
    if question.kind is not Kind.ANSWERABLE:
        return False
    if question.places:
        return _is_hit(question, ranked.shown[:1])
    if not question.relevance:
        return None
    first = ranked.shown[0] if ranked.shown else ()
    return any(question.relevance.get(place.document, 0) > 0 for place in first)
