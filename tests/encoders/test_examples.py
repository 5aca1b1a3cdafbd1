"""Kinds told by examples, on vectors for paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoders import FloatArray
from bot.encoders.examples import BUCKETS, fit, is_of_kind, words_vectors


def rows(*values: tuple[float, float]) -> FloatArray:
    return np.array(values, dtype=np.float32)


def test_what_lies_on_either_side_is_told_apart_and_mirrored_examples_weigh_alike() -> None:
    weights = fit(rows((1, 0), (0, 1)), [True, False])
    assert weights.dtype == np.float32
    assert weights[0] == pytest.approx(-weights[1])
    assert weights[0] > 0
    assert weights[2] == pytest.approx(0, abs=1e-6)
    assert is_of_kind(weights, rows((0.8, 0.6), (0.6, 0.8))).tolist() == [True, False]


def test_a_kind_with_few_examples_is_not_outvoted() -> None:
    """Nine times the same example of the other side weigh as one: the border stays in the middle."""
    few, even = fit(rows((1, 0), *[(0, 1)] * 9), [True, *[False] * 9]), fit(rows((1, 0), (0, 1)), [True, False])
    assert is_of_kind(few, rows((0.75, 0.66))).all()
    assert is_of_kind(even, rows((0.75, 0.66))).all()


def test_the_same_examples_give_the_same_weights() -> None:
    vectors = words_vectors(["I am ill", "How much is it?", "May I?"])
    first, second = (fit(vectors, [True, False, True]) for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_words_and_their_order_count_and_their_case_and_punctuation_do_not() -> None:
    one, same, swapped, other = words_vectors(["Is it safe?", "is IT safe", "safe is it", "How much"])
    assert one.tolist() == same.tolist()
    assert 0 < one @ other < 0.01 or one @ other == 0
    assert one @ other < one @ swapped < 0.99


@given(st.lists(st.text(), max_size=4))
def test_any_text_has_a_vector_of_length_1_or_none_of_whose_places_counts(texts: list[str]) -> None:
    vectors = words_vectors(texts)
    assert vectors.shape == (len(texts), BUCKETS)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))
