import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.reading_order import is_right_to_left, line_runs_left, reading_order, with_matched_brackets

HEBREW = st.text("אבגדהוזחט", min_size=1, max_size=5)
LATIN = st.text("abcdef", min_size=1, max_size=5)
NUMBER = st.text("0123456789", min_size=1, max_size=4)


def read(drawn: str, *, is_right: bool = True, strokes: str = "") -> str:
    """What is read of a line, given as it is drawn from left to right; `strokes` has a letter for each."""
    order = reading_order(list(drawn), [ord(stroke) for stroke in strokes or drawn], is_right_to_left=is_right)
    assert sorted(order) == list(range(len(drawn)))
    return "".join(drawn[k] for k in order)


@given(st.lists(st.one_of(HEBREW, st.tuples(HEBREW, NUMBER, HEBREW).map(" ".join), LATIN), min_size=1, max_size=6))
def test_hebrew_is_turned_while_numbers_and_latin_words_stay_as_they_are(words: list[str]) -> None:
    # What lies between two Hebrew words is drawn at one place; of these, each is turned, and so is their order.
    text = " ".join(words)
    parts = re.findall(r"[a-f]+(?: [a-f]+)*|[0-9]+|[א-ת]+", text)
    drawn = " ".join(part if part.isascii() else part[::-1] for part in reversed(parts))
    assert read(drawn) == text


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        (".10% דע", "עד 10%."),  # rule W5: the sign is part of the number
        ("12.50-10 ןיב", "בין 12.50-10"),  # W4: a number in Hebrew goes on over a hyphen,
        ("20-10 نيب", "بين 10-20"),  # W2: in Arabic it does not,
        ("12:30 دنع", "عند 12:30"),  # but over a colon it does
        ("Word (2) המ", "מה Word (2)"),  # N0: brackets belong together
        ("20 10 המ", "מה 10 20"),  # two numbers, the first on the right
    ],
)
def test_signs_beside_numbers_follow_the_rules_of_unicode(drawn: str, text: str) -> None:
    assert read(drawn) == text


def test_what_was_drawn_in_one_go_is_read_together() -> None:
    assert read("GB 16 שי", strokes="aa bb cc") == "יש 16 GB"
    assert read("GB 16 שי", strokes="aaaaa cc") == "יש GB 16"
    assert read("say 12 םולש", is_right=False, strokes="aaaabb cccc") == "say שלום 12"
    assert read("say 12 םולש", is_right=False, strokes="aaaaaaacccc") == "say 12 שלום"


def test_words_from_the_right_are_turned_in_a_line_from_the_left() -> None:
    assert read("He said םולש 12 ךל, twice.", is_right=False) == "He said לך 12 שלום, twice."


@pytest.mark.parametrize(
    ("drawn", "is_page_right", "expected"),
    [
        (".םולש", False, True),
        ("םולש said he.", True, False),
        ("םולש", False, True),
        (".Please call", True, True),
        ("Please call", True, False),
        ("Light הז המ", True, True),
        ("Light הז המ", False, False),
    ],
)
def test_the_last_full_stop_tells_where_a_line_is_read_from(drawn: str, is_page_right: bool, expected: bool) -> None:
    assert line_runs_left(drawn, is_page_right_to_left=is_page_right) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(")a( b", "(a) b"), ("(a( b", "(a) b"), ("((a) b)", "((a) b)"), ("a) b", "a) b"), ("»a« [b]", "«a» [b]")],
)
def test_brackets_open_before_they_close(text: str, expected: str) -> None:
    assert with_matched_brackets(text) == expected


def test_the_more_letters_tell_where_a_text_is_read_from() -> None:
    assert is_right_to_left("שלום abc 123 456")
    assert not is_right_to_left("של abc")
