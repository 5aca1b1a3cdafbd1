"""What stands around the quotations, in a real Chromium."""

from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import OpenTab
from tests.ui.noted import CARE, MEANT

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = pytest.mark.browser


def test_the_words_of_the_table_open_their_sentence_and_the_way_back_leads_to_them(
    open_tab: OpenTab, chatbot: "ChatBot"
) -> None:
    tab = open_tab()
    tab.ask("noted")
    tab.page.locator(".fn-way a").click()
    tab.page.locator(".fn-says").wait_for()
    words = tab.page.locator(".fn-words")
    said = [one for aspect in chatbot.reply("noted").sources_say for one in aspect.said]
    for number, one in ((1, said[1]), (2, said[2]), (3, said[3])):
        words.nth(number).click()
        tab.wait_for_cited(one.sentence.text)
        tab.wait_until_in_sight()
        assert tab.page.locator(".fn-conversation [aria-current]").count() == 1
    tab.picture("side_by_side")
    tab.page.get_by_role("button", name="Back to the answer").click()
    assert tab.page.evaluate("document.activeElement.textContent") == said[3].words.text
    assert tab.complaints == []


def test_what_may_have_been_meant_is_asked_when_pressed(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("noted")
    tab.page.get_by_role("button", name=MEANT[1]).click()
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert tab.page.locator(".fn-question").all_inner_texts() == ["noted", MEANT[1]]


def test_a_screen_reader_is_told_of_care_before_the_level(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("noted")
    tab.page.get_by_role("note", name="Please read this first").wait_for()
    assert tab.page.locator("#fn-status").text_content() == f"{CARE.note}\nFound in your documents"


def test_a_remark_is_shown_as_a_reply_and_the_next_question_is_answered(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Thank you")
    reply = tab.page.locator(".fn-reply").first
    assert reply.inner_text().startswith("I answer from 2 documents:")
    assert reply.locator("h3").count() == 0
    assert "I answer from 2 documents:" in (tab.page.locator("#fn-status").text_content() or "")
    tab.picture("remark")
    tab.ask("Can I work?")
    assert tab.page.locator("#fn-exchange-2 .fn-level").inner_text() == "Possibly related"


def test_pictures_of_all_notes_in_both_colour_schemes_and_widths(open_tab: OpenTab) -> None:
    for width in (1280, 360):
        for scheme in ("light", "dark"):
            tab = open_tab(width=width, scheme=scheme)
            tab.ask("noted")
            tab.picture(f"notes_{width}_{scheme}")
            assert not tab.has_sideways_scroll()
            tab.page.locator(".fn-way a").click()
            tab.picture(f"side_by_side_{width}_{scheme}")
