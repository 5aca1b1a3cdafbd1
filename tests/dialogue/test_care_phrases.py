"""The notation of phrases, on lines one can check by eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.phrases import BLANK, Vocabulary, is_one_edit, line_of, listed, pattern_of, vocabulary_of
from bot.language.words import term_of

LISTS = {"sore": listed("burn, blood clot, -itis"), "benign": listed("wedding, too late")}
NOTHING = Vocabulary((), {})


def found(phrase: str, question: str) -> str | None:
    line = line_of(question, lambda _: True, vocabulary_of(LISTS))
    match = pattern_of([phrase], LISTS).search(line.terms)
    return line.span(match).of(question) if match else None


@pytest.mark.parametrize(
    ("phrase", "question", "words"),
    [
        ("burn", "It BURNED, badly", "BURNED"),
        ("burn", "sunburn", None),
        ("my * <sore>", "Hm, my left upper cheek burns!", "my left upper cheek burns"),
        ("my * <sore>", "my one two three four five burns", None),
        ("my * <sore>", "That is my skin. Does it burn?", None),
        ("<sore>", "a blood-clot", "blood-clot"),
        ("<sore>", "arthritis and a university", "arthritis"),
        ("^ burn", "It hurts. Burning is worse", "Burning"),
        ("^ burn", "It burns", None),
        ("i have !<benign>", "I have a very rare illness", "I have a very rare"),
        ("i have !<benign>", "I have a big wedding in June", None),
        ("i have !<benign>", "I have", None),
    ],
)
def test_a_phrase_finds_its_words_in_any_form(phrase: str, question: str, words: str | None) -> None:
    assert found(phrase, question) == words


def test_what_is_marked_can_be_looked_for_as_one() -> None:
    line = line_of("I take warfarin daily", lambda _: True, NOTHING)
    marked = line.marked(pattern_of(["warfarin"], {}))
    match = pattern_of(["i take #"], {}).search(marked.terms)
    assert match
    assert marked.span(match).of("I take warfarin daily") == "I take warfarin"


def test_what_is_left_out_of_account_can_stand_before_the_rest() -> None:
    line = line_of("I wonder what lupus is", lambda _: True, NOTHING).marked(pattern_of(["i wonder"], {}), BLANK)
    assert pattern_of(["^ _ what"], {}).search(line.terms)
    assert not pattern_of(["^ what"], {}).search(line.terms)


def test_a_word_one_edit_away_is_taken_for_the_listed_one_unless_it_is_known() -> None:
    vocabulary = vocabulary_of({"health": listed("diabetes, lupus")})
    assert line_of("diabetis", lambda _: False, vocabulary).terms == "diabet"
    assert line_of("diabetis", lambda _: True, vocabulary).terms != "diabet"


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [
        ("burn", "burn", False),
        ("burn", "bur", True),
        ("burn", "burns", True),
        ("burn", "barn", True),
        ("burn", "brun", True),
        ("burn", "bran", False),
        ("burn", "bu", False),
        ("", "b", True),
    ],
)
def test_one_edit_is_a_letter_less_more_other_or_two_swapped(a: str, b: str, is_one: bool) -> None:
    assert is_one_edit(a, b) is is_one
    assert is_one_edit(b, a) is is_one


SHORT_WORDS = st.text("abc", max_size=7)


@given(SHORT_WORDS, st.lists(SHORT_WORDS, unique=True))
def test_the_first_listed_word_one_edit_away_is_found_as_by_comparing_all(typed: str, listed: list[str]) -> None:
    vocabulary = Vocabulary((), {word: word for word in listed})
    assert vocabulary.one_edit_from(typed) == next((word for word in listed if is_one_edit(typed, word)), None)


@given(st.text())
def test_every_word_of_a_line_leads_back_to_its_place(question: str) -> None:
    line = line_of(question, lambda _: True, NOTHING)
    for match in pattern_of(["a"], {}).finditer(line.terms):
        assert term_of(line.span(match).of(question)) == "a"
    assert len(line.starts) == len(line.words)
