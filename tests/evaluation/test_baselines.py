"""The plain systems that rank."""

import pytest

from bot.evaluation.baselines import Baseline, average, reciprocal_rank_fusion
from bot.evaluation.judged import Place
from bot.evaluation.systems import DEPTH, Ranked
from bot.search.query import parse_query

PLACES = [Place("a", number, number + 1) for number in range(DEPTH + 1)]


def asked(*found: tuple[int, float]) -> Ranked:
    baseline = Baseline("plain", lambda _: list(found), lambda keys: [PLACES[key] for key in keys])
    return baseline.ask(parse_query("why?"))


def test_a_baseline_shows_the_first_five_each_by_itself_and_is_as_sure_as_the_first_scores() -> None:
    ranked = asked(*((key, 1 - key / 10) for key in (0, 3, 4, 6, 7, 9)))
    assert ranked.places == tuple(PLACES[key] for key in (0, 3, 4, 6, 7, 9))
    assert ranked.shown == tuple((PLACES[key],) for key in (0, 3, 4, 6, 7))
    assert (ranked.confidence, ranked.quoted) == (1, None)


def test_a_baseline_that_finds_nothing_shows_nothing_and_is_unsure() -> None:
    ranked = asked()
    assert (ranked.places, ranked.shown, ranked.confidence) == ((), (), 0)


def test_a_baseline_ranks_no_deeper_than_the_others() -> None:
    """Two lists of a hundred that are fused can be two hundred."""
    assert asked(*((key, 1.0) for key in range(DEPTH + 1))).places == tuple(PLACES[:DEPTH])


def test_reciprocal_ranks_add_up() -> None:
    # 7 is first and third, 8 second and first, 9 only second.
    fused = reciprocal_rank_fusion([7, 8], [8, 9, 7])
    assert [key for key, _ in fused] == [8, 7, 9]
    assert [total for _, total in fused] == pytest.approx([1 / 62 + 1 / 61, 1 / 61 + 1 / 63, 1 / 62])
    assert [key for key, _ in reciprocal_rank_fusion([5], [4])] == [4, 5]


def test_the_average_is_of_scaled_scores_and_a_missing_one_is_the_least() -> None:
    # Scaled, the first are 1, 1/2, 0 for the keys 1, 2, 5, the second 1, 1/3, 0 for 2, 4, 3.
    means = average({1: 0.9, 2: 0.5, 5: 0.1}, {2: 8.0, 4: 4.0, 3: 2.0})
    assert [key for key, _ in means] == [2, 1, 4, 3, 5]
    assert [mean for _, mean in means] == pytest.approx([3 / 4, 1 / 2, 1 / 6, 0, 0])
    assert average({7: 0.5}, {}) == [(7, 0.5)]
    assert average({}, {}) == []
