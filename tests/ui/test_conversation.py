from typing import TYPE_CHECKING

import pytest

from bot.chatbot import NO_DOCUMENT_CHOSEN
from bot.records import Answer
from bot.ui.conversation import ending_html, exchange_html, waiting_html
from bot.ui.exchanges import Exchange
from bot.ui.html import join
from bot.ui.saying import Language, speaking

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


@pytest.fixture
def answer(chatbot: "ChatBot") -> Answer:
    return chatbot.reply("Can I work?")


def test_before_the_first_question_there_are_examples_to_press() -> None:
    shown = ending_html(0, ("Is it <safe>?",))
    assert 'data-question="Is it &lt;safe&gt;?"' in shown
    assert "New chat" not in shown


def test_after_the_first_question_the_examples_are_gone() -> None:
    shown = ending_html(1, ("Is it safe?",))
    assert "Is it safe?" not in shown
    assert "New chat" in shown


def test_two_answers_share_no_id(answer: Answer) -> None:
    exchange = Exchange("Can I work?", answer)
    shown = join(exchange_html(1, exchange), exchange_html(2, exchange))
    assert shown.count('id="fn-cite-1-1"') == shown.count('id="fn-cite-2-1"') == 1


def test_a_question_without_answer_waits_or_says_why() -> None:
    assert "Reading your documents…" in waiting_html()
    assert 'aria-busy="true"' in waiting_html()
    assert "fn-edit" not in waiting_html()
    assert "No index &lt;here&gt;." in exchange_html(1, Exchange("Why?", problem="No index <here>."))


def test_what_failed_can_be_asked_again_and_is_no_alert_which_would_be_told_with_every_drawing() -> None:
    failed = exchange_html(1, Exchange("Why?", problem="No index here."))
    assert 'data-action="again"' in failed
    assert 'role="alert"' not in failed


def test_why_there_is_no_answer_is_marked_with_its_language_where_that_is_not_the_page_s() -> None:
    below, own = Exchange("Why?", problem="No index."), Exchange("Why?", problem="Ocupado.", problem_language="es")
    chosen = Exchange("Why?", problem=NO_DOCUMENT_CHOSEN)
    hostile = Exchange("Why?", problem="x", problem_language='"><b>')
    drawn = []
    for wanted in Language:
        with speaking(wanted):
            drawn.append(join(*(exchange_html(1, each) for each in (below, own, chosen, hostile))))
    english, german, spanish = drawn
    assert '<p class="fn-problem">No index.</p>' in english
    assert '<p class="fn-problem" lang="es">Ocupado.</p>' in english
    assert '<p class="fn-problem" lang="en">No index.</p>' in german
    assert '<p class="fn-problem">Kein Dokument ist ausgewählt' in german
    assert '<p class="fn-problem">Ocupado.</p>' in spanish
    assert '<p class="fn-problem" lang="en">x</p>' in spanish


def test_a_question_can_be_edited_once_it_is_settled(answer: Answer) -> None:
    shown = exchange_html(2, Exchange("Is it <safe>?", answer))
    assert "&lt;safe&gt;?</textarea>" in shown
    assert 'aria-label="Edit question 2"' in shown
