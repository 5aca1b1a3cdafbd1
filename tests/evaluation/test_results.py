"""What a ranking is worth for one question."""

import pytest

from bot.evaluation.judged import JudgedQuestion, Kind, Place
from bot.evaluation.outcomes import Outcomes
from bot.evaluation.results import QuestionResult, score
from bot.evaluation.systems import Quote, Ranked
from bot.search.query import parse_query

ANSWER = Place("a", 10, 20)
QUESTION = JudgedQuestion("q", parse_query("why?"), {"a": 1, "b": 0}, (ANSWER,))


def ranked(*shown: tuple[Place, ...], quoted: tuple[Quote, ...] | None = None) -> Ranked:
    return Ranked(tuple(place for places in shown for place in places), shown, quoted, 0.5, 1.0)


@pytest.mark.parametrize(
    ("place", "is_hit"),
    [
        (Place("a", 0, 11), True),
        (Place("a", 19, 30), True),
        (Place("a", 0, 10), False),
        (Place("a", 20, 30), False),
        (Place("b", 10, 20), False),
    ],
)
def test_a_span_is_hit_by_one_common_character_in_its_document(place: Place, is_hit: bool) -> None:
    assert score(QUESTION, ranked((place,))).values["span hit@1"] == is_hit


def test_a_near_duplicate_that_is_shown_with_a_passage_hits_too() -> None:
    assert score(QUESTION, ranked((Place("b", 0, 5), Place("a", 5, 15)))).values["span hit@1"] == 1


def test_span_hit_at_5_counts_passages_shown_and_not_near_duplicates() -> None:
    wrong = tuple((Place("b", number, number + 1),) for number in range(4))
    assert score(QUESTION, ranked(*wrong, (ANSWER,))).values["span hit@5"] == 1
    assert score(QUESTION, ranked(*wrong, (Place("b", 9, 10),), (ANSWER,))).values["span hit@5"] == 0


def test_a_document_stands_at_the_rank_of_its_first_passage() -> None:
    result = score(QUESTION, ranked((Place("b", 0, 5),), (Place("b", 5, 9),), (Place("a", 0, 5),)))
    assert result.documents == ("b", "a")
    assert result.values["mrr@10"] == 0.5


def test_the_right_document_is_not_yet_the_right_passage() -> None:
    beside = ranked((Place("a", 0, 5),))
    assert score(QUESTION, beside).is_right is False
    without_span = JudgedQuestion("q", QUESTION.query, QUESTION.relevance)
    assert score(without_span, beside).is_right is True


def test_an_empty_ranking_is_wrong_and_unsure() -> None:
    result = score(QUESTION, Ranked((), (), (), 0.0, 1.0))
    assert (result.is_right, result.confidence, result.values["ndcg@10"], result.values["span hit@5"]) == (
        False,
        0,
        0,
        0,
    )


RIGHT, WRONG = Quote(Place("a", 19, 40), 4), Quote(Place("a", 20, 40), 7)


@pytest.mark.parametrize(
    ("quoted", "hit", "words"),
    [((RIGHT, WRONG), 1.0, 4), ((WRONG, RIGHT), 0.0, 7), ((), 0.0, None), (None, None, None)],
)
def test_an_answer_is_its_first_quotation_and_none_is_no_hit(
    quoted: tuple[Quote, ...] | None, hit: float | None, words: int | None
) -> None:
    result = score(QUESTION, ranked((ANSWER,), quoted=quoted))
    assert (result.values.get("answer hit@1"), result.answer_words) == (hit, words)


def test_an_answer_is_not_measured_where_nobody_knows_where_it_stands() -> None:
    result = score(JudgedQuestion("q", QUESTION.query, QUESTION.relevance), ranked((ANSWER,), quoted=(RIGHT,)))
    assert ("answer hit@1" in result.values, result.answer_words) == (False, None)


def test_what_only_answers_has_no_figure_of_ranking() -> None:
    result = score(QUESTION, Ranked(None, (), (RIGHT,), 0.0, 1.0))
    assert (result.values, result.is_right, result.documents) == ({"answer hit@1": 1.0}, None, ())
    outcomes = Outcomes.of([result], is_probability=False)
    assert outcomes.figures() == {"answer hit@1": 1, "answer words, median": 4, "answer words, mean": 4}


def test_the_length_of_answers_is_that_of_those_given() -> None:
    given = (Quote(ANSWER, words) for words in (10, 60, 20))
    results = [score(QUESTION, ranked(quoted=(quote,))) for quote in given] + [score(QUESTION, ranked(quoted=()))]
    outcomes = Outcomes.of(results, is_probability=True)
    figures, counts = outcomes.figures(), outcomes.counts()
    assert (figures["answer words, median"], figures["answer words, mean"]) == (20, 30)
    assert (figures["answer hit@1"], counts["answer words, mean"], counts["answer hit@1"]) == (0.75, 3, 4)


def test_kinds_of_unanswerable_questions_are_set_against_right_answers_only() -> None:
    def result(name: str, kind: Kind, confidence: float, *, is_right: bool) -> QuestionResult:
        return QuestionResult(name, kind, {}, confidence, is_right, ())

    figures = Outcomes.of(
        [
            result("right", Kind.ANSWERABLE, 0.8, is_right=True),
            result("wrong", Kind.ANSWERABLE, 0.9, is_right=False),
            result("near", Kind.NEAR_TOPIC, 0.85, is_right=False),
            result("off", Kind.OFF_TOPIC, 0.1, is_right=False),
        ],
        is_probability=True,
    ).figures()
    # Off-topic: .8 > .1. Near-topic: .8 < .85. All: one of three wrong ones is below .8.
    assert (figures["auroc off-topic"], figures["auroc near-topic"]) == (1, 0)
    assert figures["auroc"] == pytest.approx(1 / 3)
