import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.fusion import dense_score, fuse, min_max


def test_the_best_sentence_weighs_more_than_the_passage() -> None:
    assert dense_score(passage=0.5, sentence=0.8) == pytest.approx(0.3 * 0.5 + 0.7 * 0.8)


def test_min_max_scales_to_zero_and_one() -> None:
    assert min_max({1: 2.0, 2: 3.0, 3: 6.0}) == {1: 0.0, 2: 0.25, 3: 1.0}


def test_equal_scores_scale_to_one_and_none_to_none() -> None:
    assert min_max({1: 2.0, 2: 2.0}) == {1: 1.0, 2: 1.0}
    assert min_max({}) == {}


def test_fusion_is_the_mean_of_both_and_a_missing_lexical_score_is_zero() -> None:
    assert fuse({1: 0.2, 2: 0.6, 3: 0.4}, {1: 8.0, 3: 4.0}) == pytest.approx({1: 0.5, 2: 0.5, 3: 0.5})


def test_without_any_lexical_match_the_dense_order_stands() -> None:
    assert fuse({1: 0.2, 2: 0.6}, {}) == {1: 0.0, 2: 0.5}


@given(st.dictionaries(st.integers(1, 50), st.floats(-1, 1), min_size=1), st.data())
def test_fused_scores_lie_between_zero_and_one(dense: dict[int, float], data: st.DataObject) -> None:
    lexical = data.draw(st.dictionaries(st.sampled_from(sorted(dense)), st.floats(0, 50)))
    fused = fuse(dense, lexical)
    assert fused.keys() == dense.keys()
    assert all(0 <= score <= 1 for score in fused.values())
