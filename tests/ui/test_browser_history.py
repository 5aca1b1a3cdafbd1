"""Conversations kept in the browser, in a real Chromium."""

import json

import pytest

from tests.ui.browsing import OpenTab, Tab, patient_page
from tests.ui.documents import HOSTILE

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter(name => name.startsWith('footnote.conversation.')).length"


def wait_until_kept(tab: Tab, count: int) -> None:
    tab.page.wait_for_function(f"{KEPT} === {count}")


def listed(tab: Tab) -> list[str]:
    return tab.page.locator(".fn-kept span").all_inner_texts()


def show(tab: Tab) -> None:
    tab.page.get_by_role("button", name="History").click()
    tab.page.get_by_role("dialog", name="History").wait_for()


def another(tab: Tab) -> Tab:
    """Another tab of the same browser."""
    page = patient_page(tab.page.context)
    page.goto(tab.page.url)
    page.locator(".fn-conversation").wait_for()
    return Tab(page, [], [])


def test_conversations_outlive_a_reload_and_can_be_opened_renamed_deleted_and_had_back(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    tab.ask("And swelling?")
    wait_until_kept(tab, 1)
    tab.page.get_by_role("button", name="New chat").first.click()
    tab.page.locator(".fn-welcome").wait_for()
    tab.ask("noted")
    wait_until_kept(tab, 2)
    tab.page.reload()
    tab.page.locator("#fn-exchange-1 .fn-says").wait_for()  # the tab is where it was
    show(tab)
    assert listed(tab) == ["noted", "Can I work?"]
    tab.picture("history")
    tab.page.get_by_role("button", name="Rename Can I work?").click()
    tab.page.get_by_label("New name").fill("Time off")
    tab.page.keyboard.press("Enter")
    tab.page.get_by_role("button", name="Delete noted").click()
    assert listed(tab) == ["Time off"]
    tab.page.get_by_role("button", name="Undo").press("Enter")
    tab.page.locator("#fn-exchange-1 .fn-says").wait_for()
    show(tab)
    assert listed(tab) == ["noted", "Time off"]
    tab.page.locator(".fn-kept").nth(1).click()
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert tab.page.locator(".fn-question").all_inner_texts() == ["Can I work?", "And swelling?"]
    tab.ask("Thank you")  # and it goes on
    tab.page.wait_for_function("Object.values(localStorage).some(text => text.includes('Thank you'))")
    show(tab)
    assert listed(tab) == ["Time off", "noted"]
    assert tab.complaints == []


def test_two_tabs_that_go_on_with_one_conversation_keep_both_ways(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    wait_until_kept(tab, 1)
    other = another(tab)
    show(other)
    other.page.locator(".fn-kept").click()
    other.page.locator(".fn-level").wait_for()
    other.ask("And swelling?")
    other.page.wait_for_function("Object.values(localStorage).some(text => text.includes('And swelling?'))")
    tab.ask("Thank you")
    wait_until_kept(tab, 2)
    kept = tab.page.evaluate("Object.values(localStorage)")
    second = [json.loads(json.loads(item)["data"])["conversation"]["exchanges"][1]["question"] for item in kept]
    assert sorted(second) == ["And swelling?", "Thank you"]


def test_when_the_room_is_full_the_oldest_goes_and_that_is_said(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    tab.ask("How long does swelling last?")
    tab.page.wait_for_function("Object.values(localStorage).some(text => text.includes('swelling last?'))")
    tab.page.evaluate("""() => {
        for (let size = 1 << 20; size >= 1; size >>= 1)
            try { for (;;) localStorage.setItem('filler' + size + '.' + localStorage.length, 'x'.repeat(size)); }
            catch { /* full */ }
    }""")
    tab.page.get_by_role("button", name="New chat").first.click()
    tab.page.locator(".fn-welcome").wait_for()
    tab.ask("Can I work now?")
    tab.page.get_by_text("the oldest went: Can I work?").wait_for()
    tab.picture("history_full")
    show(tab)
    assert listed(tab) == ["Can I work now?"]


def test_hostile_words_that_were_kept_neither_run_nor_fetch(open_tab: OpenTab) -> None:
    tab = open_tab(width=320)
    tab.ask(f"hostile {HOSTILE}")
    wait_until_kept(tab, 1)
    show(tab)
    assert listed(tab)[0].startswith("hostile <script>")
    assert not tab.has_sideways_scroll()
    tab.picture("history_narrow")
    tab.page.locator(".fn-kept").click()
    tab.page.locator(".fn-level").wait_for()
    assert tab.page.evaluate("window.hacked") is None
    assert [request for request in tab.requests if "evil" in request] == []


def test_what_was_kept_and_cannot_be_read_is_said_and_can_be_deleted(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.evaluate("""localStorage.setItem('footnote.conversation.x', JSON.stringify(
        {title: 'Old', saved: '2020-01-01', revision: 'r', data: '{"format": 9, "conversation": {}}'}))""")
    show(tab)
    tab.page.locator(".fn-kept").click()
    tab.page.get_by_text("kept in format 9").wait_for()
    show(tab)
    tab.page.get_by_role("button", name="Delete Old").click()
    assert listed(tab) == []
