"""Small talk is recognised, questions are searched."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.replies import remark_parts, remark_words
from bot.conversation.smalltalk import SmallTalk, recognise
from bot.encoders.common_words import common_terms
from bot.language.words import term_of

TESTS = Path(__file__).resolve().parent.parent
LABELLED: dict[str, list[str]] = tomllib.loads((TESTS / "data" / "smalltalk.toml").read_text(encoding="utf-8"))


def knows_word(word: str) -> bool:
    return term_of(word) in common_terms()


def reply_to(kind: SmallTalk, titles: Sequence[str], examples: Sequence[str] = ()) -> str:
    return remark_words(remark_parts(kind, titles, examples))


def real_questions() -> list[str]:
    """The questions of the shipped corpus and those about safety."""
    shipped = tomllib.loads((TESTS.parent / "corpus" / "questions.toml").read_text(encoding="utf-8"))["questions"]
    turns = [turn for entry in shipped for turn in (entry, *entry.get("follow_ups", []))]
    asked = [turn["question"] for turn in turns if "remark" not in turn]
    safety = tomllib.loads((TESTS / "data" / "care_held_out.toml").read_text(encoding="utf-8"))
    return [*asked, *(question for questions in safety.values() for question in questions)]


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, lines in LABELLED.items() for said in lines])
def test_every_labelled_line_is_taken_for_what_it_is(kind: str, said: str) -> None:
    assert recognise(said, knows_word) == (None if kind == "search" else kind)


def test_no_real_question_is_caught() -> None:
    questions = real_questions()
    assert len(questions) > 200
    assert [question for question in questions if recognise(question, knows_word)] == []


def test_a_greeting_before_a_question_does_not_hide_it() -> None:
    assert [question for question in real_questions() if recognise(f"Hello! {question}", knows_word)] == []


def test_a_word_that_the_documents_hold_is_no_keyboard_noise() -> None:
    assert recognise("qwertyuiop", lambda _: False) is SmallTalk.ABSURD
    assert recognise("qwertyuiop", lambda _: True) is None


@pytest.mark.parametrize("kind", SmallTalk)
def test_every_kind_has_a_short_reply(kind: SmallTalk) -> None:
    reply = reply_to(kind, ["Laser", "Warning"], ["Does it hurt?"])
    assert 0 < len(reply) < 300
    assert not {"{", "}"} & set(reply)


def test_the_documents_are_listed_and_counted() -> None:
    assert reply_to(SmallTalk.DOCUMENTS, ["Laser", "Warning"]) == "I answer from 2 documents:\n- Laser\n- Warning"
    many = reply_to(SmallTalk.DOCUMENTS, [f"Part {i}" for i in range(1_012)])
    assert many.startswith("I answer from 1,012 documents:\n- Part 0\n")
    assert many.endswith("\n- Part 9\n- and 1,002 more")
    assert reply_to(SmallTalk.DOCUMENTS, []) == "I answer from 0 documents:"


def test_help_says_from_how_much_and_what_to_ask() -> None:
    reply = reply_to(SmallTalk.HELP, ["Laser"], ["Does it hurt?"])
    assert reply.endswith("I answer from 1 document. For example: Does it hurt?")


@given(st.text(max_size=80))
def test_any_text_is_small_talk_or_a_question(text: str) -> None:
    assert recognise(text, knows_word) in {*SmallTalk, None}
