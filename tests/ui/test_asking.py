import asyncio
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import gradio as gr
import pytest

from bot.errors import SettingsError
from bot.feedback.store import FeedbackStore
from bot.records import Answer, Level
from bot.ui import asking
from bot.ui.asking import Way
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.exchanges import Conversation, Exchange
from bot.ui.in_turn import in_turn
from bot.ui.limits import LONGEST_QUESTION_CHARS
from bot.ui.waiting import Desk
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chatbot import ChatBot

ANSWER = Answer("Can I work?", Level.RELATED, (), ())
TWO = Conversation("c", (Exchange("Can I work?", ANSWER), Exchange("And run?", ANSWER)))


def sent(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


@pytest.mark.parametrize(
    ("way", "data", "asked"),
    [
        (asking.anew, {"question": " And swim? "}, TWO.asked("And swim?")),
        (asking.anew, {"question": "x" * 3000}, TWO.asked("x" * LONGEST_QUESTION_CHARS)),
        (asking.edited, {"number": 1, "question": "Can I swim?"}, TWO.edited(1, "Can I swim?")),
        (asking.without, {"number": 2, "word": "run"}, TWO.without(2, "run")),
        (asking.with_again, {"number": 2, "word": "run"}, TWO.with_again(2, "run")),
        (asking.again, {"number": 2}, TWO.again(2)),
    ],
)
def test_what_the_page_sends_is_the_question_that_waits(way: Way, data: dict[str, object], asked: Conversation) -> None:
    assert way(TWO, sent(**data)) == asked


@pytest.mark.parametrize(
    ("way", "data", "reason"),
    [
        (asking.anew, {"question": " "}, "Type a question first"),
        (asking.anew, {"question": 5}, "Type a question first"),
        (asking.anew, {}, "Type a question first"),
        (asking.edited, {"number": 1, "question": ""}, "Type a question first"),
        (asking.edited, {"number": 3, "question": "Can I swim?"}, "no longer there"),
        (asking.without, {"number": "1", "word": "run"}, "no longer there"),
        (asking.again, {"number": 0}, "no longer there"),
        (asking.again, {}, "no longer there"),
    ],
)
def test_what_is_no_question_of_the_conversation_is_refused(way: Way, data: dict[str, object], reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        way(TWO, sent(**data))


@pytest.mark.parametrize("way", [asking.without, asking.with_again])
def test_no_more_words_are_chosen_than_a_program_may_give(way: Way) -> None:
    few, many = (replace(TWO.exchanges[0], without=("x",) * count, pinned=("y",)) for count in (98, 99))
    assert way(Conversation("c", (few,)), sent(number=1, word="run")).is_waiting
    for exchange, word in ((many, "run"), (few, "x" * 2_001)):
        with pytest.raises(SettingsError, match="too many chosen words"):
            way(Conversation("c", (exchange,)), sent(number=1, word=word))


def test_a_failure_that_nobody_foresaw_is_owned_up_to_in_place_of_the_answer_and_told_to_the_owner(
    chatbot: "ChatBot", tmp_path: "Path", capsys: pytest.CaptureFixture[str]
) -> None:
    events, desk = ConversationEvents(chatbot, FeedbackStore(tmp_path), ()), Desk(workers=1)
    answer = partial(in_turn(desk, events, asking.anew), SimpleNamespace(request=None))
    message, state = run_apart(_awaited(answer, sent(question="crash")))
    desk.close()
    assert isinstance(state, Conversation)
    assert not state.is_waiting
    assert state.exchanges[0].problem.startswith("Something went wrong inside Footnote")
    assert "secret" not in str(message)
    assert "secret inner detail" in capsys.readouterr().err


async def _awaited(answer: object, event: gr.EventData) -> tuple[object, object]:
    given = await asyncio.wait_for(answer(event, Conversation()), 20)  # type: ignore[operator]  # see above
    assert isinstance(given, tuple)
    return given
