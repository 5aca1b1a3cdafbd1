"""The metrics against arithmetic on paper, and against ir_measures."""

import math
from collections.abc import Mapping

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, nDCG

from bot.evaluation.metrics import (
    auroc,
    coverage_at_precision,
    expected_calibration_error,
    ndcg,
    recall,
    reciprocal_rank,
)

DOCUMENTS = [f"d{number}" for number in range(15)]


def floats(*values: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return np.array(values, dtype=np.float64)


def flags(*values: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    return np.array(values, dtype=np.bool_)


def test_graded_ndcg_by_hand() -> None:
    # Gains 1, 0 (not judged), 3 at the discounts log2 2, log2 3, log2 4; ideal order 3, 2, 1.
    grades = {"a": 1, "b": 3, "c": 2}
    gained = 1 / 1 + 0 + 3 / 2
    ideal = 3 / 1 + 2 / math.log2(3) + 1 / 2
    assert ndcg(["a", "unjudged", "b"], grades, 10) == pytest.approx(gained / ideal)


def test_ndcg_looks_no_deeper_than_k_and_neither_does_its_ideal() -> None:
    assert ndcg(["a", "b"], {"a": 1, "b": 1}, 1) == 1.0
    assert ndcg(["x", "a"], {"a": 1}, 1) == 0.0


def test_a_relevant_document_outside_the_ranking_lowers_ndcg() -> None:
    assert ndcg(["a"], {"a": 1, "b": 1}, 10) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_reciprocal_rank_by_hand() -> None:
    assert reciprocal_rank(["x", "y", "a", "b"], {"a": 1, "b": 1}, 10) == pytest.approx(1 / 3)
    assert reciprocal_rank(["x", "y", "a"], {"a": 1}, 2) == 0.0


def test_recall_by_hand() -> None:
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1, "x": 0}, 3) == pytest.approx(2 / 3)
    assert recall(["a", "x", "b"], {"a": 1, "b": 2, "c": 1}, 1) == pytest.approx(1 / 3)


def test_negative_and_zero_grades_are_not_relevant() -> None:
    assert ndcg(["spam", "a"], {"spam": -1, "a": 1}, 10) == pytest.approx(1 / math.log2(3))
    assert reciprocal_rank(["zero", "a"], {"zero": 0, "a": 1}, 10) == 0.5


@pytest.mark.parametrize("relevance", [{}, {"a": 0}])
def test_a_question_without_a_relevant_document_scores_nothing(relevance: Mapping[str, int]) -> None:
    assert ndcg(["a"], relevance, 10) == reciprocal_rank(["a"], relevance, 10) == recall(["a"], relevance, 10) == 0.0


def test_an_empty_ranking_scores_nothing() -> None:
    assert ndcg([], {"a": 1}, 10) == reciprocal_rank([], {"a": 1}, 10) == recall([], {"a": 1}, 10) == 0.0


@settings(max_examples=200)
@given(
    ranked=st.lists(st.sampled_from(DOCUMENTS), unique=True, min_size=1),
    relevance=st.dictionaries(st.sampled_from(DOCUMENTS), st.integers(-1, 3), min_size=1),
)
def test_all_three_agree_with_ir_measures(ranked: list[str], relevance: dict[str, int]) -> None:
    judged = [ir_measures.Qrel("q", document, grade) for document, grade in relevance.items()]
    run = [ir_measures.ScoredDoc("q", document, -float(rank)) for rank, document in enumerate(ranked)]
    measures = [nDCG @ 10, RR @ 10, R @ 1, R @ 5, R @ 10]
    theirs = {str(metric.measure): metric.value for metric in ir_measures.iter_calc(measures, judged, run)}
    ours = {
        "nDCG@10": ndcg(ranked, relevance, 10),
        "RR@10": reciprocal_rank(ranked, relevance, 10),
        **{f"R@{k}": recall(ranked, relevance, k) for k in (1, 5, 10)},
    }
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_auroc_is_the_share_of_right_above_wrong() -> None:
    # Pairs (right, wrong): .9 > .8, .9 > .1, .4 < .8, .4 > .1, so 3 of 4.
    assert auroc(floats(0.9, 0.8, 0.4, 0.1), flags(1, 0, 1, 0)) == 0.75


def test_ties_count_half_in_auroc() -> None:
    # .5 = .5 counts ½, .5 > .2 counts 1: 1.5 of 2.
    assert auroc(floats(0.5, 0.5, 0.2), flags(1, 0, 0)) == 0.75
    assert auroc(floats(0.3, 0.3, 0.3), flags(1, 0, 0)) == 0.5


@pytest.mark.parametrize("right", [flags(1, 1), flags(0, 0), flags()])
def test_auroc_needs_both_right_and_wrong(right: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> None:
    assert math.isnan(auroc(np.linspace(0, 1, right.size), right))


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30))
def test_auroc_by_counting_pairs(answers: list[tuple[int, bool]]) -> None:
    right = [confidence for confidence, is_right in answers if is_right]
    wrong = [confidence for confidence, is_right in answers if not is_right]
    ours = auroc(floats(*(c for c, _ in answers)), flags(*(r for _, r in answers)))
    if right and wrong:
        pairs = [(r > w) + (r == w) / 2 for r in right for w in wrong]
        assert ours == pytest.approx(sum(pairs) / len(pairs))
    else:
        assert math.isnan(ours)


def test_coverage_goes_as_far_as_the_precision_holds() -> None:
    # Right of the first n: 1/1, 2/2, 2/3, 3/4, 3/5: at precision 3/4 four of five can be answered.
    confidence, right = floats(0.9, 0.8, 0.7, 0.6, 0.5), flags(1, 1, 0, 1, 0)
    assert coverage_at_precision(confidence, right, 0.75) == 0.8
    assert coverage_at_precision(confidence, right, 0.95) == 0.4


def test_equal_confidences_are_answered_together() -> None:
    # The right one of the two at .8 cannot be answered without the wrong one: 1/1, then 2/3.
    assert coverage_at_precision(floats(0.9, 0.8, 0.8), flags(1, 1, 0), 0.95) == pytest.approx(1 / 3)
    assert coverage_at_precision(floats(0.8, 0.8), flags(1, 0), 0.95) == 0.0


def test_nineteen_right_of_twenty_is_a_precision_of_95_percent() -> None:
    assert coverage_at_precision(np.linspace(1, 0.5, 20), flags(*[1] * 19, 0), 0.95) == 1.0


def test_calibration_error_by_hand() -> None:
    # Bin .9-1: probabilities .9 and 1.0, one right: |1 - 1.9| / 4. Bin .2-.3: .25 and .25, none right: |0 - .5| / 4.
    error = expected_calibration_error(floats(0.9, 1.0, 0.25, 0.25), flags(1, 0, 0, 0))
    assert error == pytest.approx((0.9 + 0.5) / 4)


def test_stated_probabilities_that_come_true_have_no_calibration_error() -> None:
    assert expected_calibration_error(floats(0.5, 0.5, 0.0, 1.0), flags(1, 0, 0, 1)) == 0.0


def test_no_question_has_no_figure() -> None:
    assert math.isnan(coverage_at_precision(floats(), flags(), 0.95))
    assert math.isnan(expected_calibration_error(floats(), flags()))
