from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.documents import Span
from bot.text import long_sentences
from bot.text.normalise import clean
from bot.text.sentences import PIECE_CHARS, sentence_spans
from bot.text.words import count_words
from tests.patience import assert_grows_no_faster_than_its_input


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in sentence_spans(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Dr. Smith saw e.g. lasers (vol. 4(1)).", "It cost $2.5K.", "He left."],
        ["1. First do this.", "2. Then that."],
        ["10. First do this.", "11. Then that."],
        ["He said “It works.”", "Then left.", "(It did.)", "Yes."],
        ["See Fig. 2.", "The U.S. Food and Drug Administration approved it."],
        ["St. John et al. (2004) found 3.5 J/cm2 on pp. 3-4.", "Others did not."],
        ["It hurts.[2]", "Then it is over.", "Wait... what?", "Really?!"],
        ["Tissue shrinks at 40 °C; RF devices heat it.", "That is all."],
        ["He came at 5 p.m.", "Then he slept.", "At 5 p.m. on Monday he left."],
        ["She has a Ph.D.", "She works."],
        ["Rev. Lee and Messrs. Hill met Gov. Ray, viz. Mr. Ray.", "They left."],
        ["30 patients came.", "5 Of them left."],
    ],
)
def test_english_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Der Markt beginnt am 14. Juni um zehn.", "Er dauert zwei Tage."],
        ["Vom 9. bis 30. Sept. bleibt das Bad zu."],
        ["Im 4. Stock wohnt niemand.", "Die 3. Rate ist bezahlt."],
        ["Das Los kostet 30.", "Danach wird es teurer."],
        ["They moved in 2012.", "August was warm."],
        ["It stands on line 14.", "Juniper grows there."],
    ],
)
def test_the_full_stop_of_an_ordinal_ends_no_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_sentences_end_at_full_stops_of_other_scripts() -> None:
    assert sentences("日本語です。「はい。」そうです！ 終") == ["日本語です。", "「はい。」", "そうです！", "終"]
    assert sentences("हिन्दी वाक्य। दूसरा वाक्य।") == ["हिन्दी वाक्य।", "दूसरा वाक्य।"]
    assert sentences("هل هذا؟ نعم.") == ["هل هذا؟", "نعم."]


def test_a_blank_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    assert sentences("one\ntwo\n \nthree") == ["one\ntwo", "three"]


def test_no_text_has_no_sentences() -> None:
    assert sentence_spans("") == []
    assert sentence_spans(" \n\t\n ") == []


def test_a_long_sentence_is_cut_at_a_comma_of_its_second_half() -> None:
    text = "a " * 100 + "b, " + "c " * 99 + "d."
    first, second = sentences(text)
    assert first == "a " * 100 + "b,"
    assert second == "c " * 99 + "d."


def test_a_long_sentence_without_punctuation_is_cut_at_white_space() -> None:
    pieces = sentences("word " * 1_000)
    assert [count_words(piece) for piece in pieces] == [180, 180, 180, 180, 180, 100]


def test_text_without_spaces_is_cut_between_characters_and_not_before_an_accent() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    pieces = sentences(family * 500)
    assert "".join(pieces) == family * 500
    assert all(not piece.startswith("\u200d") and not piece.endswith("\u200d") for piece in pieces)
    assert all(len(piece) <= long_sentences.MAX_CHARS for piece in pieces)


@pytest.mark.parametrize(
    ("unit", "length"),
    [
        ("The laser heats the skin. ", 2_000_000),
        ("a", 1_000_000),
        (".", 300_000),
        ("a[1] ", 100_000),
        ("(", 300_000),
        ("a\u0301", 300_000),
        ("日本語です。", 100_000),
        (" \n", 500_000),
    ],
)
def test_megabytes_in_one_line_are_split_in_bounded_time(unit: str, length: int) -> None:
    def split(count: int) -> None:
        text = unit * count
        spans = sentence_spans(text)
        assert all(span.end - span.start <= long_sentences.MAX_CHARS for span in spans)
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())

    assert_grows_no_faster_than_its_input(split, length // len(unit))


def test_a_sentence_that_spans_two_pieces_given_to_syntok_starts_where_it_starts() -> None:
    text = "It is so. " * (PIECE_CHARS // 5)
    assert sentences(text) == ["It is so."] * (PIECE_CHARS // 5)


ENDS = [". ", "! ", "? ", "。", "e.g. ", "Dr. ", "1. ", "(a) ", "“Yes.” ", "$2.5K. ", "[3] ", "…", "et al. ", "; "]
OTHERS = ["\n", "\n\n", "\t", "👩\u200d👧 ", "שלום. ", "word ", "A", "\u200b", "\xa0", "\x1c", "-"]
FRAGMENTS = st.sampled_from(ENDS + OTHERS)


@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=60).map("".join).map(clean))
def test_sentences_are_ordered_disjoint_trimmed_and_cover_all_but_white_space(text: str) -> None:
    spans = sentence_spans(text)
    assert all(span.start < span.end and span.of(text) == span.of(text).strip() for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    edges = [Span(0, 0), *spans, Span(len(text), len(text))]
    assert all(text[before.end : after.start].strip() == "" for before, after in pairwise(edges))
