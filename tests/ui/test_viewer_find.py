from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Span
from bot.ui.viewer_find import find, fold


def found(text: str, words: str) -> list[str]:
    return [span.of(text) for span in find(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Laser skin, LASER SKIN", "laser  skin", ["Laser skin", "LASER SKIN"]),
        ("laser\nskin and laser \n skin", "laser skin", ["laser\nskin", "laser \n skin"]),
        ("Résumé or resume", "résume", ["Résumé", "resume"]),
        ("Re\u0301sume\u0301 twice", "resume", ["Re\u0301sume\u0301"]),
        ("Große Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("Straße", "s", ["S", "ß", "ß"]),
        ("the ﬁnal oﬃce", "final office", ["ﬁnal oﬃce"]),
        ("tight\u00adening", "tightening", ["tight\u00adening"]),
        ("the patient’s “own” choice – so far", 'patient\'s "own" choice - so', ["patient’s “own” choice – so"]),
        ("İstanbul ve Iğdır", "istanbul", ["İstanbul"]),
        ("søren łódź", "soren lodz", ["søren łódź"]),
        ("한글과 한", "한", ["한", "한"]),
        ("a.c abc", "a.c", ["a.c"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing here", "", []),
        ("nothing here", " \u00ad ", []),
        ("", "x", []),
    ],
)
def test_words_are_found_as_a_reader_means_them(text: str, words: str, expected: list[str]) -> None:
    assert found(text, words) == expected


@given(st.text("aAáß\u0301\u00adﬁ İ\n", max_size=30))
def test_each_place_of_a_folded_text_stands_for_the_character_it_comes_from(text: str) -> None:
    folded = fold(text)
    by_hand = [i for i, character in enumerate(text) for _ in fold(character).text]
    assert [folded.original(k) for k in range(len(folded.text))] == by_hand
    assert folded.original(len(folded.text)) >= (by_hand[-1] if by_hand else 0)


@given(st.text("abé \n", max_size=30), st.integers(0, 30), st.integers(1, 5))
def test_what_stands_in_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    spans = find(text, piece)
    if piece.strip():
        assert any(span.start < start + length and span.end > start for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(Span(0, len(text)).start <= span.start < span.end <= len(text) for span in spans)
