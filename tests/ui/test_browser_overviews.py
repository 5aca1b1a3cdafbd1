"""Lists, guides and choices, in a real Chromium."""

from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import OpenTab
from tests.ui.noted import MEANT
from tests.ui.test_accessibility import violations

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("question", ["mention", "summarise", "which one"])
def test_each_quotation_is_reached_by_keyboard_and_opens_its_source(
    open_tab: OpenTab, chatbot: "ChatBot", question: str
) -> None:
    tab = open_tab()
    tab.ask(question)
    tab.picture(f"overview_{question.split()[0]}")
    for number, quotation in enumerate(chatbot.reply(question).laid_out):
        button = tab.page.locator(".fn-overview .fn-from").nth(number)
        button.focus()
        tab.page.keyboard.press("Enter")
        tab.wait_for_cited(quotation.text)
        tab.wait_until_in_sight()
    assert violations(tab) == []
    assert tab.complaints == []


@pytest.mark.parametrize("question", ["summarise", "which one"])
def test_its_questions_are_asked_when_pressed(open_tab: OpenTab, question: str) -> None:
    tab = open_tab()
    tab.ask(question)
    tab.page.get_by_role("button", name=MEANT[1]).click()
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert tab.page.locator("#fn-exchange-2 .fn-question").inner_text() == MEANT[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_narrow_page_holds_the_guide_of_all(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(width=320, height=640, scheme=scheme)
    tab.ask("mention")
    tab.ask("collection")
    tab.picture(f"overview_narrow_{scheme}")
    assert not tab.has_sideways_scroll()
    assert violations(tab) == []
