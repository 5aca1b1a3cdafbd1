import asyncio
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

import gradio as gr
import pytest

from bot.errors import SettingsError
from bot.feedback.store import FeedbackStore
from bot.records import Answer, Level
from bot.ui.asking import (
    LONGEST_QUESTION_CHARS,
    LONGEST_WORD_CHARS,
    MOST_EARLIER_QUESTIONS,
    MOST_WORDS,
    asked_of,
    number_of,
    word_of,
)
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.exchanges import Exchange
from bot.ui.history import MOST_CHARS
from bot.ui.in_turn import in_turn
from bot.ui.waiting import Desk
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chatbot import ChatBot

ANSWER = Answer("And run?", Level.RELATED, (), ())


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def text(**fields: object) -> str:
    """What the page sends of a third question, but for these fields."""
    asked = {"question": "And swim?", "number": 3, "count": 3, "earlier": ["Can I work?", "And run?"], **fields}
    return json.dumps(asked)


def sent(**fields: object) -> gr.EventData:
    return event(asked=text(**fields))


def test_a_question_comes_with_what_it_may_lean_on() -> None:
    asked = asked_of(sent(question=" And swim? ", last=json.loads(ANSWER.to_json())))
    assert (asked.exchange, asked.number, asked.count) == (Exchange("And swim?"), 3, 3)
    assert [turn.question for turn in asked.before] == ["Can I work?", "And run?"]
    assert asked.before[-1].answer == ANSWER


def test_a_question_asked_again_keeps_its_place_and_its_words() -> None:
    asked = asked_of(sent(number=1, count=3, earlier=[], without=["ice"], pinned=["packs"]))
    assert (asked.number, asked.count, asked.before) == (1, 3, ())
    assert asked.exchange == Exchange("And swim?", without=("ice",), pinned=("packs",))


def test_a_question_that_is_too_long_is_cut() -> None:
    assert asked_of(sent(question="x" * 3000)).exchange.question == "x" * LONGEST_QUESTION_CHARS


def test_as_much_as_the_page_ever_sends_is_taken() -> None:
    words = ["w" * LONGEST_WORD_CHARS] * MOST_WORDS
    earlier = ["q" * LONGEST_QUESTION_CHARS] * MOST_EARLIER_QUESTIONS
    assert len(asked_of(sent(without=words, pinned=words, earlier=earlier)).before) == MOST_EARLIER_QUESTIONS


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (text(question=" "), "Type a question first"),
        (text(question=5), "no question, or too long .question: "),
        (text(number=0), "number: "),
        (text(number="one"), "number: "),
        (text(count=10**9), "count: "),
        (text(pinned=["w"] * (MOST_WORDS + 1)), "pinned: "),
        (text(without=["w" * (LONGEST_WORD_CHARS + 1)]), "without.0: "),
        (text(earlier=["q"] * (MOST_EARLIER_QUESTIONS + 1)), "earlier: "),
        (text(earlier=["q" * (LONGEST_QUESTION_CHARS + 1)]), "earlier.0: "),
        (text(last={"question": "And run?"}), "last.level: Field required"),
        ("[" * 100_000, "the whole text: "),
        ("\ud800", "the whole text: "),
        (f'{{"question": "{"q" * MOST_CHARS}"}}', "the whole text: "),
        (5, "the whole text: "),
    ],
)
def test_what_is_no_question_is_refused_in_a_sentence(asked: object, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        asked_of(event(asked=asked))


@pytest.mark.parametrize("nothing", [None, {}, 7, "asked"])
def test_an_event_that_tells_nothing_is_refused_in_a_sentence(nothing: object) -> None:
    with pytest.raises(SettingsError, match="What the page sent is no question"):
        asked_of(gr.EventData(None, nothing))


def test_a_word_and_a_number_are_none_when_they_are_no_such_thing() -> None:
    assert [word_of(event(word=word)) for word in ("run", 7, None, "w" * 300)] == ["run", "", "", "w" * 200]
    assert [number_of(event(count=number)) for number in (2, -1, "2", 10**9, None)] == [2, 0, 0, 0, 0]


def test_a_failure_that_nobody_foresaw_is_owned_up_to_in_place_of_the_answer_and_told_to_the_owner(
    chatbot: "ChatBot", tmp_path: "Path", capsys: pytest.CaptureFixture[str]
) -> None:
    events, desk = ConversationEvents(chatbot, FeedbackStore(tmp_path), ()), Desk(workers=1)

    async def answered() -> str:
        answer = in_turn(desk, events)(SimpleNamespace(request=None), sent(question="crash"))
        return await asyncio.wait_for(answer, 20)

    told = json.loads(run_apart(answered()))
    desk.close()
    assert told["count"] == 3
    assert told["kept"]["3"]["problem"].startswith("Something went wrong inside Footnote")
    assert "secret" not in str(told)
    assert "secret inner detail" in capsys.readouterr().err
