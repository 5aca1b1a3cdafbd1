from typing import TYPE_CHECKING

import pytest

from bot.records import Answer
from bot.ui.conversation import Exchange, conversation_html, turns

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


@pytest.fixture
def answer(chatbot: "ChatBot") -> Answer:
    return chatbot.reply("Can I work?")


def test_before_the_first_question_there_are_examples_to_press() -> None:
    shown = conversation_html((), ("Is it <safe>?",))
    assert 'data-question="Is it &lt;safe&gt;?"' in shown
    assert "Start over" not in shown


def test_after_the_first_question_the_examples_are_gone(answer: Answer) -> None:
    shown = conversation_html((Exchange("Can I work?", answer),), ("Is it safe?",))
    assert "Is it safe?" not in shown
    assert "Start over" in shown


def test_two_answers_share_no_id(answer: Answer) -> None:
    shown = conversation_html((Exchange("Can I work?", answer), Exchange("Can I work?", answer)))
    assert shown.count('id="fn-cite-1-1"') == shown.count('id="fn-cite-2-1"') == 1


def test_a_question_without_answer_waits_or_says_why() -> None:
    assert "Reading your documents…" in conversation_html((Exchange("Why?"),))
    assert "No index &lt;here&gt;." in conversation_html((Exchange("Why?", problem="No index <here>."),))


def test_only_answered_questions_are_history(answer: Answer) -> None:
    exchanges = (Exchange("Can I work?", answer), Exchange("broken", problem="No."), Exchange("waiting"))
    assert [turn.question for turn in turns(exchanges)] == ["Can I work?"]
