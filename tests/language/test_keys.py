"""Keys in all their spellings: each meets the others of its own, and none of its neighbours'."""

from datetime import date, timedelta
from itertools import pairwise
from string import ascii_uppercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.identifiers import parts_of
from bot.language.keys import KeyFinder, held_keys, keys_in
from bot.language.ordinals import with_ordinal_of
from bot.language.wordlists import wordlists
from bot.language.words import function_words
from bot.records import WEAKLY, KeyKind

SPELLINGS = ("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d. %B %Y", "%dth of %B, %Y")
JOINTS = ("", "-", " ", "\u2011")

letters = st.text(ascii_uppercase, min_size=2, max_size=3).filter(
    lambda text: text.casefold() not in function_words().union(wordlists().labels, wordlists().months)
)
identifiers = st.tuples(letters, st.integers(1_000, 99_999))


def grade(asked: str, text: str) -> float:
    """How well the text holds the one key of the question."""
    (key,) = keys_in(asked)
    (held,) = held_keys([KeyFinder.of(key)], text)
    return held


@given(identifiers, st.sampled_from(JOINTS), st.sampled_from(JOINTS), st.booleans())
def test_every_spelling_of_an_identifier_is_held_by_every_other(
    parts: tuple[str, int], asked: str, written: str, is_lower: bool
) -> None:
    name, number = parts
    text = f"The part {name}{written}{number} costs little."
    question = f"price: {name}{asked}{number}"
    assert grade(question, text.lower() if is_lower else text) == 1


@given(identifiers, st.sampled_from(JOINTS), st.sampled_from(JOINTS), st.sampled_from([-1, 1, 10]))
def test_the_neighbours_of_an_identifier_do_not_hold_it(
    parts: tuple[str, int], asked: str, written: str, step: int
) -> None:
    name, number = parts
    question = f"price: {name}{asked}{number}"
    for text in (f"{name}{written}{number + step} | 3", f"{name}{written}{number}7", f"{name}{name}{number}"):
        assert grade(question, text) == 0


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(SPELLINGS),
    st.sampled_from(SPELLINGS),
    st.integers(1, 40),
)
def test_every_spelling_of_a_date_is_held_by_every_other_and_by_no_other_day(
    day: date, asked: str, written: str, days: int
) -> None:
    assert grade(f"on {day:{asked}}", f"Seen on {day:{written}}.") == 1
    assert grade(f"on {day:{asked}}", f"Seen on {day + timedelta(days):{written}}.") == 0


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("QX-71-B", "qx71b"),
        ("qx 71 b", "QX-71-B"),
        ("4711-0815", "47110815"),
        ("KLMN12", "KL-MN-12"),
        ("RFC 1149", "see RFC1149."),
        ("DIN4844:2012", "DIN 4844:2012"),
        ("7.3.2", "as 7.3.2 says"),
        ("10.0.7.1", "at 10.0.7.1"),
        ("§ 8", "Section 8"),
        ("No. 9", "number 9"),
        ("v3", "Version III"),
        ("the 4th release", "the fourth release"),
        ("the fourth chapter", "Chapter 4"),
        ("version 3", "Version 3.0"),
        ("die dritte Rate", "3. Rate"),
        ("in May 2019", "on 7 May 2019"),
        ("in May 2019", "2019-05-07"),
        ("May 2019", "05/2019"),
        ("7 May 2019", "May 7th, 2019"),
        ("2019-05-07", "7. Mai 2019"),
        ("7 May 2019", "el 7 de mayo de 2019"),
        ("7 mai 2019", "07.05.2019"),
        ("7 maggio 2019", "7 maio 2019"),
        ("7 mei 2019", "7/5/19"),
        ("05/07/2019", "5 July 2019"),
        ("05/07/2019", "7 May 2019"),
        ("in 2019", "7 May 2019"),
        ("in May", "2019-05-07"),
        ("7 May", "2019-05-07"),
        ("2,350.50", "2.350,50"),
        ("2350.50", "2 350,50"),
        ("2350.5", "2’350.50"),
        ("3k", "3,000"),
        ("3.5 million", "3,500,000"),
        ("30 percent", "30 %"),
        ("7 hens", "seven hens"),
        ("sieben Hühner", "7 Hühner"),
    ],
)
def test_what_is_written_otherwise_is_the_same(asked: str, text: str) -> None:
    assert grade(asked, text) == 1


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("QX-71-B", "QX-71-C"),
        ("7.3.2", "7.3.21"),
        ("7.3.2", "7 3 2"),
        ("in May 2019", "May 2018 and June 2019"),
        ("7 May 2019", "7 June 2019"),
        ("7 May 2019", "17 May 2019"),
        ("§ 8", "Section 18"),
        ("the second part", "30 seconds a part"),
        ("in May", "It may rain."),
        ("7 hens", "17 hens"),
        ("2,350", "2,351"),
    ],
)
def test_what_is_near_is_another(asked: str, text: str) -> None:
    assert grade(asked, text) == 0


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("4711", "QX-4711"),  # the number of an identifier
        ("QX-71", "QX-71-B"),  # a part of a longer one
        ("qx 718 b", "QX-718-C"),  # the letter may be none of it
        ("7 May 2019", "on 7 May"),  # the year may stand elsewhere
        ("room 7", "7 chairs"),
        ("the third rule", "the third day"),
    ],
)
def test_a_part_of_a_key_is_held_weakly(asked: str, text: str) -> None:
    assert grade(asked, text) == WEAKLY


@pytest.mark.parametrize(
    "text",
    [
        "May I come in?",
        "How long is a second?",
        "They march on.",
        "Is it a 10-day course?",
        "between 1990-1995",
        "Who came first?",
    ],
)
def test_what_names_nothing_exactly_is_no_strict_key(text: str) -> None:
    assert not [key for key in keys_in(text) if key.is_strict]


def test_keys_are_given_in_order_with_their_places_and_kinds() -> None:
    text = "Is part QX-71 of the third box from 7 May 2019 worth 1,200 euros?"
    keys = keys_in(text)
    assert [(key.kind, key.name) for key in keys] == [
        (KeyKind.IDENTIFIER, "qx-71"),
        (KeyKind.ORDINAL, "box #3"),
        (KeyKind.DATE, "2019-05-07"),
        (KeyKind.NUMBER, "1200"),
    ]
    assert all(text[key.start : key.end] == key.text for key in keys)


@given(st.text())
def test_any_text_can_be_read_and_no_two_keys_overlap(text: str) -> None:
    keys = keys_in(text)
    assert all(text[key.start : key.end] == key.text for key in keys)
    assert all(one.end <= other.start for one, other in pairwise(keys))
    assert all(0 <= held <= 1 for held in held_keys(list(map(KeyFinder.of, keys)), text))


@pytest.mark.parametrize(("text", "name"), [("fault e 1057b", "e-1057-b"), ("built ca 1890s", "ca-1890-s")])
def test_a_code_that_ends_in_a_letter_is_no_number(text: str, name: str) -> None:
    assert [key.name for key in keys_in(text)] == [name]


@pytest.mark.parametrize("text", ["le 2024-06-14", "es 12/2024", "am 1:30"])
def test_a_word_before_a_date_or_an_hour_makes_no_number_of_it(text: str) -> None:
    assert all(text[key.start : key.end] == key.text for key in keys_in(text))


def test_endless_figures_are_no_number() -> None:
    assert keys_in("9" * 5_000) == ()


def test_the_parts_of_an_identifier_are_its_letters_and_its_digits() -> None:
    assert parts_of("tx-44/3") == ["tx", "44", "3"]


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        ("And the second one?", "What is the first step?", "What is the second step?"),
        ("the 3rd?", "What is the first step?", "What is the 3rd step?"),
        ("Und der dritte?", "Wie lautet der zweite Punkt?", "Wie lautet der dritte Punkt?"),
        ("And the first?", "What is the first step?", ""),
        ("And the second?", "Is the first step before the third step?", ""),
        ("And the other?", "What is the first step?", ""),
        ("The second one", "What are the steps?", ""),
    ],
)
def test_one_ordinal_takes_the_place_of_another(said: str, asked: str, expected: str) -> None:
    assert with_ordinal_of(said, asked) == expected
