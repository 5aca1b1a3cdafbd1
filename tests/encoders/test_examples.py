"""Kinds told by examples, on vectors for paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoders import FloatArray
from bot.encoders.examples import PLACES, fit, fit_with_words, is_of_kind, log_odds_with_words, word_places

NONE = np.empty((2, 0), dtype=np.float32)


def log_odds(weights: FloatArray, vector: FloatArray, text: str) -> float:
    return log_odds_with_words(weights, vector, word_places(text))


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
    vectors, texts, wanted = (
        rows((1, 0), (0, 1), (0.6, 0.8)),
        ["I am ill", "How much is it?", "May I?"],
        [True, False, True],
    )
    assert fit(vectors, wanted).tobytes() == fit(vectors, wanted).tobytes()
    assert fit_with_words(vectors, texts, wanted).tobytes() == fit_with_words(vectors, texts, wanted).tobytes()


def test_words_tell_apart_what_the_vectors_do_not_and_vectors_what_no_words_do() -> None:
    texts = ["needle", "laser", "needle", "laser"]
    same = rows((1, 0), (1, 0), (1, 0), (1, 0))
    by_words = fit_with_words(same, texts, [True, False, True, False])
    assert by_words.shape == (2 + PLACES + 1,)
    assert log_odds(by_words, same[0], "a needle") > 0 > log_odds(by_words, same[0], "a laser")
    other = rows((1, 0), (0, 1), (1, 0), (0, 1))
    by_vectors = fit_with_words(other, ["word"] * 4, [True, False, True, False])
    assert log_odds(by_vectors, other[0], "word") > 0 > log_odds(by_vectors, other[1], "word")


def test_words_are_learnt_where_there_are_no_vectors() -> None:
    weights = fit_with_words(NONE, ["needle", "laser"], [True, False])
    assert log_odds(weights, NONE[0], "needle") > 0 > log_odds(weights, NONE[0], "laser")
    assert log_odds(weights, NONE[0], "needle") == pytest.approx(-log_odds(weights, NONE[0], "laser"), rel=0.02)


def test_letters_inside_words_find_compounds_and_slips_of_the_pen() -> None:
    weights = fit_with_words(NONE, ["Schrittmacher", "Preisliste"], [True, False])
    assert log_odds(weights, NONE[0], "Herzschrittmacher") > 0 > log_odds(weights, NONE[0], "Preise")
    assert log_odds(weights, NONE[0], "schritmacher") > 0


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Is it safe?", "is IT safe"),
        ("für ältere Öfen", "fuer aeltere Oefen"),
        ("Straße", "STRASSE"),
        ("crème", "creme"),
    ],
)
def test_case_accents_punctuation_and_the_way_to_write_an_umlaut_do_not_count(text: str, same: str) -> None:
    assert word_places(text).tolist() == word_places(same).tolist()


def test_the_order_of_words_counts() -> None:
    assert word_places("is it safe").tolist() != word_places("safe is it").tolist()


def test_three_words_in_a_row_count_beside_their_pairs() -> None:
    pairs = {*word_places("a b"), *word_places("b c"), *word_places("c d")}
    threes = set(word_places("a b c d")) - pairs
    assert len(threes) == 2  # "a b c" and "b c d": "^ a b" and "c d $" came with the pairs


def test_weights_for_fewer_places_are_read_by_the_same_words_as_when_they_were_learnt() -> None:
    fewer = PLACES // 4
    weights = np.zeros(fewer + 1, dtype=np.float32)
    weights[word_places("needle") % fewer] = 1.0
    assert log_odds(weights, NONE[0], "needle") > 0
    assert log_odds(weights, NONE[0], "price") == 0


@given(st.text())
def test_any_text_has_places(text: str) -> None:
    places = word_places(text)
    assert len(places) > 0
    assert 0 <= places.min() <= places.max() < PLACES
    assert places.tolist() == sorted(set(places.tolist()))
