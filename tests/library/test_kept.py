from collections.abc import Sequence

import numpy as np
import pytest

from bot.library.runs import places_of
from bot.library.vectors import ExactIndex
from bot.library.view import Kept


class Texts:
    """Gives "aaa" for ("a", 3), and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Sequence[tuple[str, int]]] = []

    def read(self, keys: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
        self.asked.append(keys)
        return {key: key[0] * key[1] for key in keys}


@pytest.fixture
def texts() -> Texts:
    return Texts()


def test_only_what_is_not_kept_is_read_and_all_of_it_at_once(texts: Texts) -> None:
    kept = Kept[tuple[str, int], str](10, len)
    assert kept.of([("a", 1), ("b", 2)], texts.read) == {("a", 1): "a", ("b", 2): "bb"}
    assert kept.of([("c", 1), ("b", 2), ("d", 1), ("c", 1)], texts.read) == {
        ("b", 2): "bb",
        ("c", 1): "c",
        ("d", 1): "d",
    }
    assert texts.asked == [[("a", 1), ("b", 2)], [("c", 1), ("d", 1)]]


def test_what_was_asked_for_longest_ago_gives_way_where_the_sizes_add_up_to_more(texts: Texts) -> None:
    kept = Kept[tuple[str, int], str](10, len)
    for key in (("a", 5), ("b", 5), ("a", 5), ("c", 2)):  # five and two leave no room for b
        kept.of([key], texts.read)
    kept.of([("a", 5), ("c", 2)], texts.read)
    assert texts.asked == [[("a", 5)], [("b", 5)], [("c", 2)]]
    kept.of([("b", 5)], texts.read)
    assert texts.asked[3:] == [[("b", 5)]]


def test_what_is_larger_than_all_that_may_be_kept_is_given_and_takes_no_place(texts: Texts) -> None:
    kept = Kept[tuple[str, int], str](10, len)
    kept.of([("a", 5)], texts.read)
    assert kept.of([("b", 11)], texts.read) == {("b", 11): "b" * 11}
    kept.of([("a", 5)], texts.read)
    kept.of([("b", 11)], texts.read)
    assert texts.asked == [[("a", 5)], [("b", 11)], [("b", 11)]]


def test_a_run_stands_where_all_its_numbers_do_one_after_the_other() -> None:
    values = np.array([1, 2, 1, 2, 3, 1, 2], dtype=np.int32)
    assert places_of([1, 2], values).tolist() == [0, 2, 5]
    assert places_of([1, 2, 3], values).tolist() == [2]
    assert places_of([3, 2], values).tolist() == []
    assert places_of([2], values).tolist() == [1, 3, 6]
    assert places_of([1, 2], values[:1]).tolist() == []


def test_the_vectors_of_rows_are_those_that_were_added_in_half_precision_in_any_order() -> None:
    added = np.random.default_rng(5).normal(size=(7, 8)).astype(np.float32)
    index = ExactIndex.build(8, [added[:3], added[3:]])
    rows = np.array([6, 0, 3, 0], dtype=np.int64)
    assert np.array_equal(index.vectors(rows), added[rows].astype(np.float16).astype(np.float32))
    assert ExactIndex.build(8, []).vectors(rows[:0]).shape == (0, 8)
