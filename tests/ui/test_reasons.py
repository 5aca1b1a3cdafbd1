"""What spoke for a passage, from score parts that were made by hand."""

from dataclasses import replace

import pytest

from bot.records import Move, Why
from bot.ui.reasons import Reason, move_words, reasons

WHY = Why(passage=0.2, sentence=0.1, lexical=0.0, matched=0.0, fused=1.0, matched_words=())


def words_of(why: Why) -> dict[str, str]:
    return {reason.name: reason.words for reason in reasons(why)}


def test_where_little_speaks_for_a_passage_that_is_said() -> None:
    assert reasons(WHY) == [
        Reason("Meaning", "Not close to the question."),
        Reason("Words", "It holds none of those looked for."),
    ]


@pytest.mark.parametrize(
    ("passage", "sentence", "words"),
    [
        (0.5, 0.49, "The passage as a whole is very close to the question."),
        (0.49, 0.5, "One of its sentences is very close to the question."),
        (0.35, 0.34, "The passage as a whole is close to the question."),
        (0.34, 0.35, "One of its sentences is close to the question."),
        (0.34, 0.34, "Not close to the question."),
        (-0.2, -0.1, "Not close to the question."),
    ],
)
def test_the_nearer_of_passage_and_sentence_says_how_close_the_meaning_is(
    passage: float, sentence: float, words: str
) -> None:
    assert words_of(replace(WHY, passage=passage, sentence=sentence))["Meaning"] == words


@pytest.mark.parametrize(
    ("matched", "words"),
    [
        (1.0, "It holds all of those looked for: pain, cost."),
        (0.5, "It holds the more telling of those looked for: pain, cost."),
        (0.49, "It holds some of those looked for: pain, cost."),
    ],
)
def test_the_words_in_common_are_named_and_what_they_weigh_is_said(matched: float, words: str) -> None:
    assert words_of(replace(WHY, matched=matched, matched_words=("pain", "cost")))["Words"] == words


def test_what_else_spoke_for_it_is_named_only_where_it_did() -> None:
    assert words_of(replace(WHY, phrase=0.01))["Wording"] == "Neighbours in the question are neighbours in it."
    assert words_of(replace(WHY, heading=0.5))["Headings"] == "Its title and headings fit the question."
    assert words_of(replace(WHY, rerank=-3.0))["Reranker"] == "It read the passage and decided its place."
    assert list(words_of(replace(WHY, heading=0.49))) == ["Meaning", "Words"]


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move.WARNS, "Warns, so it comes first."),
        (Move.BEHIND_WARNINGS, "Moved: passages that warn come first."),
        (Move.YIELDS, "Moved: a regulator or a journal, as relevant, comes before who sells."),
        (Move.PREFERRED, "Moved: who sells, and is as relevant, comes after a regulator or a journal."),
    ],
)
def test_what_was_moved_says_first_why_and_from_where(move: Move, words: str) -> None:
    moved = reasons(replace(WHY, moved=move, found_at=3))
    assert moved[0] == Reason("Place", f"{words} By what speaks for it alone it would be number 3.")
    assert moved[1:] == reasons(WHY)
    assert reasons(replace(WHY, moved=move))[0] == Reason("Place", words)


def test_what_was_not_moved_says_nothing_of_its_place() -> None:
    assert move_words(Move.NONE) == ""
    assert "Place" not in words_of(WHY)
