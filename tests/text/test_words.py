"""Words and terms where a text breaks its words."""

import pytest

from bot.language.words import terms, words
from bot.text.words import count_words, unbroken


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("photo\xadsyn\xadthesis", ["photosynthesi"]),
        ("photosyn\xad\n  thesis", ["photosynthesi"]),
        ("photosyn-\nthesis of light", ["photosynthesi", "of", "light"]),
        ("photosyn-\n\nthesis", ["photosyn", "thesi"]),
        ("COVID-\n19", ["covid", "19"]),
        ("a well-known word", ["a", "well", "known", "word"]),
        ("1-\nx", ["1", "x"]),
        ("Jean-\nPaul", ["jean", "paul"]),
        ("\xad", []),
    ],
)
def test_a_broken_word_is_one_term_and_a_compound_is_two(text: str, expected: list[str]) -> None:
    assert terms(text) == expected
    assert [word.term for word in words(text)] == expected
    assert terms(unbroken(text)) == expected
    assert count_words(text) == len(expected)


def test_a_broken_word_keeps_its_place_in_the_text() -> None:
    text = "The photo\xadsyn-\nthesis of plants"
    word = words(text)[1]
    assert (word.text, text[word.start : word.end]) == ("photo\xadsyn-\nthesis", "photo\xadsyn-\nthesis")
