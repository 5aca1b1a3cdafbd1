import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.moments import moments


@pytest.mark.parametrize(
    ("text", "words", "minutes"),
    [
        ("It closes at 5 p.m. sharp", "5 p.m.", 17 * 60),
        ("Leave by noon please", "noon", 12 * 60),
        ("until half past six in the evening", "half past six in the evening", 18 * 60 + 30),
        ("at 8 o'clock in the evening", "8 o'clock in the evening", 20 * 60),
        ("the bus at 07:45", "07:45", 7 * 60 + 45),
        ("at 12 a.m.", "12 a.m.", 0),
    ],
)
def test_an_hour_is_minutes_since_midnight(text: str, words: str, minutes: int) -> None:
    (moment,) = moments(text)
    assert (text[moment.start : moment.end], moment.low, moment.high) == (words, minutes, minutes)


@pytest.mark.parametrize(("text", "first", "last"), [("9 to 5 p.m.", 9, 17), ("2 to 5 p.m.", 14, 17)])
def test_the_first_hour_of_a_span_comes_before_the_last(text: str, first: int, last: int) -> None:
    (moment,) = moments(text)
    assert (moment.low, moment.high) == (first * 60, last * 60)


@pytest.mark.parametrize("text", ["31 December 2026", "December 31, 2026", "the end of December 2026", "2026-12-31"])
def test_one_day_is_one_day_however_it_is_written(text: str) -> None:
    (moment,) = moments(text)
    (other,) = moments("31 December 2026")
    assert (moment.low, moment.unit) == (other.low, other.unit)


def test_a_day_without_its_year_is_of_another_unit() -> None:
    (one,), (other,) = moments("3 May"), moments("3 May 2025")
    assert one.unit != other.unit


def test_measures_are_no_moments() -> None:
    assert moments("It takes 2 hours and costs $30; 1500 mg of it, 10.5 % and a ratio of 3.2.") == ()


@given(st.text(alphabet="0123456789:. apm-oclk'tnuhMay", max_size=40))
def test_moments_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = moments(text)
    ends = [0, *(moment.end for moment in found)]
    assert all(end <= moment.start < moment.end <= len(text) for end, moment in zip(ends, found, strict=False))


def test_an_hour_in_odd_letters_is_one_too() -> None:
    (found,) = moments("f\N{LATIN SMALL LETTER DOTLESS I}ve o'clock")
    assert (found.low, found.unit.base) == (300.0, "minutes of a day")
