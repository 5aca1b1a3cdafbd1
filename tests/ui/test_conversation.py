from typing import TYPE_CHECKING

import pytest

from bot.chatbot import NO_DOCUMENT_CHOSEN
from bot.records import Answer
from bot.ui.conversation import conversation_html
from bot.ui.exchanges import Conversation, Exchange
from bot.ui.saying import Language, speaking

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


def talk(*exchanges: Exchange) -> Conversation:
    return Conversation("c", exchanges)


@pytest.fixture
def answer(chatbot: "ChatBot") -> Answer:
    return chatbot.reply("Can I work?")


def test_before_the_first_question_there_are_examples_to_press() -> None:
    shown = conversation_html(talk(), ("Is it <safe>?",))
    assert 'data-question="Is it &lt;safe&gt;?"' in shown
    assert "New chat" not in shown


def test_after_the_first_question_the_examples_are_gone(answer: Answer) -> None:
    shown = conversation_html(talk(Exchange("Can I work?", answer)), ("Is it safe?",))
    assert "Is it safe?" not in shown
    assert "New chat" in shown


def test_two_answers_share_no_id(answer: Answer) -> None:
    shown = conversation_html(talk(Exchange("Can I work?", answer), Exchange("Can I work?", answer)))
    assert shown.count('id="fn-cite-1-1"') == shown.count('id="fn-cite-2-1"') == 1


def test_a_question_without_answer_waits_or_says_why() -> None:
    assert "Reading your documents…" in conversation_html(talk(Exchange("Why?")))
    assert "No index &lt;here&gt;." in conversation_html(talk(Exchange("Why?", problem="No index <here>.")))


def test_what_failed_can_be_asked_again_and_is_no_longer_in_the_way_meanwhile() -> None:
    failed = talk(Exchange("Why?", problem="No index here."))
    assert 'data-action="again"' in conversation_html(failed)
    assert 'role="alert"' not in conversation_html(failed)  # it would be told with every drawing
    asked = conversation_html(failed.again(1))
    assert "No index here." not in asked
    assert "Reading your documents…" in asked


def test_why_there_is_no_answer_is_marked_with_its_language_where_that_is_not_the_page_s() -> None:
    below, own = Exchange("Why?", problem="No index."), Exchange("Why?", problem="Ocupado.", problem_language="es")
    chosen = Exchange("Why?", problem=NO_DOCUMENT_CHOSEN)
    hostile = Exchange("Why?", problem="x", problem_language='"><b>')
    drawn = []
    for wanted in Language:
        with speaking(wanted):
            drawn.append(conversation_html(talk(below, own, chosen, hostile)))
    english, german, spanish = drawn
    assert '<p class="fn-problem">No index.</p>' in english
    assert '<p class="fn-problem" lang="es">Ocupado.</p>' in english
    assert '<p class="fn-problem" lang="en">No index.</p>' in german
    assert '<p class="fn-problem">Kein Dokument ist ausgewählt' in german
    assert '<p class="fn-problem">Ocupado.</p>' in spanish
    assert '<p class="fn-problem" lang="en">x</p>' in spanish


def test_a_question_can_be_edited_once_it_is_settled_and_the_form_says_what_goes(answer: Answer) -> None:
    settled = Exchange("Is it <safe>?", answer)
    shown = conversation_html(talk(settled, settled, settled))
    assert shown.count("&lt;safe&gt;?</textarea>") == 3
    assert "The 2 questions after it go." in shown
    assert "The question after it goes." in shown
    assert "fn-edit" not in conversation_html(talk(Exchange("Why?")))


def test_an_answer_stands_dimmed_while_its_question_is_asked_again(answer: Answer) -> None:
    shown = conversation_html(talk(Exchange("Can I work?", answer)).without(1, "packs"))
    assert 'class="fn-reply" aria-busy="true"' in shown
    assert "Possibly related" in shown
    assert "fn-edit" not in shown
