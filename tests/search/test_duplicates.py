import numpy as np

from bot.library.runs import Numbers
from bot.search.duplicates import group_near_duplicates, resemblance, shingles
from tests.search.forwards import forward_of, passage


def numbers(text: str) -> Numbers:
    """One number a word."""
    return np.array([int(word) for word in text.split()], dtype=np.int32)


def groups(*texts: str) -> list[list[int]]:
    forward = forward_of([passage([("", text)]) for text in texts])
    return group_near_duplicates([forward.text(row) for row in range(len(forward))], len(texts))


def test_shingles_are_runs_of_three_terms() -> None:
    assert shingles(numbers("1 2 3 4 5")) == {(1, 2, 3), (2, 3, 4), (3, 4, 5)}


def test_a_short_text_is_one_shingle() -> None:
    assert shingles(numbers("1 2")) == {(1, 2)}
    assert shingles(numbers("")) == {()}


def test_resemblance_is_the_shared_part_of_all_shingles() -> None:
    # Three shingles each; two are shared, four there are.
    assert resemblance(shingles(numbers("1 2 3 4 5")), shingles(numbers("1 2 3 4 9"))) == 2 / 4


def test_the_same_words_with_other_case_and_marks_are_near_duplicates() -> None:
    first = "Pregnant women should not have laser skin tightening."
    second = "PREGNANT women should not have laser-skin tightening!"
    assert groups(first, "Ultrasound needs 1 or 2 treatments.", second) == [[0, 2], [1]]


def test_another_figure_in_a_short_sentence_is_no_duplicate() -> None:
    first = "Radio frequency takes two to six treatments."
    second = "Radio frequency takes three to four treatments."
    assert groups(first, second) == [[0], [1]]


def test_numbers_of_list_items_count_as_words_of_the_text() -> None:
    one = passage([("1)", "Gold heats"), ("2)", "Needles heat")])
    other = passage([("7)", "Gold heats"), ("8)", "Needles heat")])
    forward = forward_of([one, other, one])
    assert group_near_duplicates([forward.text(row) for row in range(3)], 3) == [[0, 2], [1]]


def test_the_groups_after_the_last_that_is_asked_for_are_left_out_with_all_that_is_in_them() -> None:
    gold, sun, sea = numbers("1 2 3 4"), numbers("5 6 7 8"), numbers("9")
    assert group_near_duplicates([gold, sun, sea, sun, sea, gold], 2) == [[0, 5], [1, 3]]


def test_nothing_makes_no_groups() -> None:
    assert group_near_duplicates([], 5) == []


COPY = "1 2 3 4 5 6 7 8 9 10 11 12"
CHANGED = "1 2 3 4 5 6 7 8 9 10 11 13"  # 9 of 11 shingles


def test_an_upload_that_ranks_higher_is_behind_the_built_text_in_the_place_of_that() -> None:
    texts = [numbers(CHANGED), numbers("20 21 22 23"), numbers(COPY), numbers("30 31 32 33")]
    assert group_near_duplicates(texts, 4, {0: numbers("5 6 7 8 9")}) == [[1], [2, 0], [3]]
    assert group_near_duplicates(texts, 4) == [[0, 2], [1], [3]]


def test_an_upload_is_behind_a_built_text_even_when_that_is_in_no_group_that_is_asked_for() -> None:
    texts = [numbers(CHANGED), numbers("20 21 22 23"), numbers(COPY)]
    assert group_near_duplicates(texts, 1, {0: numbers("5 6 7 8 9")}) == [[1]]


def test_an_upload_that_ranks_higher_with_a_sentence_that_the_built_text_lacks_stands_by_itself() -> None:
    revised = f"{COPY} 40 41"
    texts = [numbers(revised), numbers(COPY)]
    assert group_near_duplicates(texts, 2, {0: numbers("12 40 41")}) == [[0], [1]]
    assert group_near_duplicates(texts[::-1], 2, {1: numbers("12 40 41")}) == [[0, 1]]


def test_an_upload_leads_other_uploads() -> None:
    texts = [numbers(CHANGED), numbers(COPY), numbers("20 21 22 23")]
    assert group_near_duplicates(texts, 3, {0: numbers("1 2"), 1: numbers("1 2")}) == [[0, 1], [2]]
