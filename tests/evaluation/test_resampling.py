"""Intervals and p-values against what is known of them."""

import numpy as np
import pytest

from bot.evaluation.metrics import Flags
from bot.evaluation.resampling import RESAMPLES, Rows, bootstrap, randomisation


def test_the_interval_of_a_constant_is_a_point() -> None:
    values = np.full(20, 0.25)
    assert bootstrap(20, lambda rows: {"mean": float(values[rows].mean())}) == {"mean": (0.25, 0.25)}


def test_the_interval_of_a_mean_is_near_the_normal_one() -> None:
    values = np.random.default_rng(7).normal(size=400)
    low, high = bootstrap(400, lambda rows: {"mean": float(values[rows].mean())})["mean"]
    half = 1.96 * values.std() / 20
    assert low == pytest.approx(values.mean() - half, abs=0.02)
    assert high == pytest.approx(values.mean() + half, abs=0.02)


def test_a_statistic_that_a_sample_lacks_is_taken_over_the_others() -> None:
    def only_without_row_0(rows: Rows) -> dict[str, float]:
        return {} if (rows == 0).any() else {"mean": 1.0}

    assert bootstrap(2, only_without_row_0) == {"mean": (1.0, 1.0)}


def test_equal_seeds_give_equal_intervals() -> None:
    values = np.arange(30.0)
    first, second = (bootstrap(30, lambda rows: {"mean": float(values[rows].mean())}) for _ in range(2))
    assert first == second


def swapped_sum(differences: "list[float]", mask: Flags) -> dict[str, float]:
    return {"sum": float(np.where(mask, -1, 1) @ np.array(differences))}


def test_runs_that_do_not_differ_have_p_1() -> None:
    assert randomisation(5, lambda mask: swapped_sum([0.0] * 5, mask)) == {"sum": 1.0}


def test_a_difference_on_three_of_three_questions_is_as_large_in_a_quarter_of_the_swappings() -> None:
    # Of the 8 ways to swap three equal differences, none and all give one as large.
    p = randomisation(3, lambda mask: swapped_sum([1.0, 1.0, 1.0], mask))["sum"]
    assert p == pytest.approx(0.25, abs=0.04)


def test_a_difference_on_every_one_of_many_questions_is_not_chance() -> None:
    assert randomisation(30, lambda mask: swapped_sum([1.0] * 30, mask))["sum"] == 1 / (RESAMPLES + 1)
