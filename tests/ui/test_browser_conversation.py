"""Words left out and questions edited, in a real Chromium."""

from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import OpenTab, Tab

if TYPE_CHECKING:
    from tests.ui.samples import FakeChatBot

pytestmark = pytest.mark.browser


def questions(tab: Tab) -> list[str]:
    return tab.page.locator(".fn-question").all_inner_texts()


def left_out(chatbot: "FakeChatBot") -> tuple[str, ...]:
    """The words that the last search went without."""
    return chatbot.chosen[-1][0]


def test_a_carried_word_is_left_out_in_place_and_can_be_had_back_by_keyboard(
    open_tab: OpenTab, chatbot: "FakeChatBot"
) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    tab.ask("noted")
    tab.ask("And swelling?")
    tab.page.get_by_role("button", name="Search without packs").focus()
    tab.page.keyboard.press("Enter")
    tab.page.get_by_role("button", name="Search with packs again").wait_for()
    assert chatbot.asked[-1][0] == "noted"
    assert [turn.question for turn in chatbot.asked[-1][1]] == ["Can I work?"]
    assert left_out(chatbot) == ("packs",)
    assert questions(tab) == ["Can I work?", "noted", "And swelling?"]
    tab.page.wait_for_function("document.activeElement.dataset.word === 'packs'")
    tab.page.wait_for_function("document.querySelector('#fn-status').textContent.includes('Found in your documents')")
    tab.picture("left_out")
    tab.page.get_by_role("button", name="Search with packs again").press("Space")
    tab.page.wait_for_function("!document.querySelector('.fn-left-out, [aria-busy]')")
    assert left_out(chatbot) == ()
    assert tab.complaints == []


def test_an_edited_question_replaces_itself_and_drops_the_later_ones(open_tab: OpenTab, chatbot: "FakeChatBot") -> None:
    tab = open_tab()
    for question in ("Can I work?", "How long does swelling last?", "Thank you"):
        tab.ask(question)
    tab.page.get_by_role("button", name="Edit question 2").press("Enter")
    box = tab.page.get_by_label("Question 2", exact=True).and_(tab.page.locator("textarea"))
    assert box.input_value() == "How long does swelling last?"
    assert tab.page.get_by_text("The question after it goes.").is_visible()
    tab.picture("edit")
    box.fill("Can I work")
    box.press("Shift+Enter")
    tab.page.keyboard.type("today?")
    box.press("Enter")
    tab.page.locator("#fn-exchange-3").wait_for(state="detached")
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert questions(tab) == ["Can I work?", "Can I work\ntoday?"]
    assert [turn.question for turn in chatbot.asked[-1][1]] == ["Can I work?"]


def test_editing_ends_with_escape_and_nothing_is_asked(open_tab: OpenTab, chatbot: "FakeChatBot") -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    asked = len(chatbot.asked)
    tab.page.get_by_role("button", name="Edit question 1").click()
    box = tab.page.locator("#fn-exchange-1 textarea")
    box.fill("Something else")
    box.press("Escape")
    assert not box.is_visible()
    assert tab.page.evaluate("document.activeElement.id") == "fn-edit-1"
    tab.page.get_by_role("button", name="Edit question 1").click()
    assert box.input_value() == "Can I work?"
    box.fill("  ")
    box.press("Enter")  # an empty question is not sent
    assert box.is_visible()
    assert len(chatbot.asked) == asked


def test_what_is_being_edited_survives_another_answer(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    tab.page.get_by_role("button", name="Edit question 1").click()
    tab.page.locator("#fn-exchange-1 textarea").fill("Half a thought")
    tab.ask("Thank you")
    assert tab.page.locator("#fn-exchange-1 textarea").input_value() == "Half a thought"
    assert tab.page.locator("#fn-exchange-1 textarea").is_visible()
