"""Conversations kept in the browser, in a real Chromium."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import build
from bot.exports.files import read_export
from bot.exports.proof import prove
from bot.ui.serve import start
from tests.fakes import WordEncoder
from tests.ui.browsing import OpenTab, Tab, patient_page
from tests.ui.documents import HOSTILE
from tests.ui.real_bots import small_bot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.ui.samples import FakeChatBot

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


def keep(tab: Tab, key: str, exchanges: list[object]) -> None:
    """Put a conversation into the browser, as one of our pages has kept it."""
    data = json.dumps({"format": 1, "conversation": {"id": key, "exchanges": exchanges}})
    item = json.dumps({"title": key, "saved": "2026-01-01", "revision": "r", "data": data})
    tab.page.evaluate("([key, item]) => localStorage.setItem('footnote.conversation.' + key, item)", [key, item])


def kept_exchanges(tab: Tab) -> list[dict[str, object]]:
    item = json.loads(tab.page.evaluate("Object.values(localStorage)[0]"))
    exchanges: list[dict[str, object]] = json.loads(item["data"])["conversation"]["exchanges"]
    return exchanges


def test_a_long_conversation_opens_in_pieces_and_goes_on(open_tab: OpenTab, chatbot: "FakeChatBot") -> None:
    tab = open_tab()
    tab.ask("noted")
    wait_until_kept(tab, 1)
    (exchange,) = kept_exchanges(tab)
    count = 1_500_000 // len(json.dumps(exchange))
    keep(tab, "long", [{**exchange, "question": f"noted {number}"} for number in range(1, count + 1)])
    requests: list[int] = []
    tab.page.on("request", lambda request: requests.append(len(request.post_data or "")))
    show(tab)
    tab.page.locator(".fn-kept", has_text="long").click()
    tab.page.locator("#fn-question textarea").fill("Thank you")
    tab.page.locator("#fn-question textarea").press("Enter")  # while it opens: it is asked after all pieces
    tab.page.locator(f"#fn-exchange-{count + 1} .fn-remark").wait_for()
    assert tab.page.locator(".fn-question").all_inner_texts()[: count + 1] == [
        *(f"noted {number}" for number in range(1, count + 1)),
        "Thank you",
    ]
    assert max(requests) < 1_100_000  # a piece, its quotation marks escaped
    assert len([turn.question for turn in chatbot.asked[-1][1]]) == 50
    assert chatbot.asked[-1][1][-1].question == f"noted {count}"
    assert tab.complaints == []


def test_what_an_earlier_version_kept_opens_and_goes_on_but_takes_no_thumbs(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    wait_until_kept(tab, 1)
    (exchange,) = kept_exchanges(tab)
    del exchange["seal"]
    keep(tab, "old", [{**exchange, "is_asked_again": False}])
    show(tab)
    tab.page.locator(".fn-kept", has_text="old").click()
    tab.page.wait_for_function("sessionStorage.getItem('footnote.current') === 'old'")
    tab.page.get_by_role("button", name="Relevant", exact=True).click()
    tab.page.get_by_text("It is not certain that this page gave this answer").wait_for()
    tab.ask("And swelling?")
    tab.page.wait_for_function("localStorage['footnote.conversation.old'].includes('And swelling?')")
    assert tab.complaints == []


def test_of_a_conversation_that_is_broken_further_on_what_can_be_read_stands_and_is_not_written_over(
    open_tab: OpenTab,
) -> None:
    tab = open_tab()
    tab.ask("noted")
    wait_until_kept(tab, 1)
    (exchange,) = kept_exchanges(tab)
    count = 600_000 // len(json.dumps(exchange))
    keep(tab, "broken", [*[exchange] * count, {**exchange, "answer": {"level": "splendid"}}])
    before = tab.page.evaluate("localStorage['footnote.conversation.broken']")
    show(tab)
    tab.page.locator(".fn-kept", has_text="broken").click()
    tab.page.get_by_text("cannot be opened").wait_for()
    drawn = tab.page.locator(".fn-exchange").count()
    assert 0 < drawn < count
    tab.ask("Can I work?")
    wait_until_kept(tab, 3)
    assert tab.page.locator(".fn-exchange").count() == drawn + 1
    assert tab.page.evaluate("localStorage['footnote.conversation.broken']") == before


def test_a_page_goes_on_when_the_server_was_started_anew(browser: "Browser", tmp_path: Path) -> None:
    page = browser.new_page()
    tab = Tab(page, [], [])
    with small_bot(tmp_path) as bot:
        running = start(bot, port=0)
        try:
            page.goto(running.url)
            tab.ask("What about the sun?")
            running.close()
            build(tmp_path / "index", [tmp_path / "notes"], WordEncoder())
            running = start(bot, port=int(running.url.rsplit(":", 1)[1]))
            tab.ask("Why?")
            assert page.locator("#fn-exchange-2 .fn-carried b").all_inner_texts() == ["sun"]
            page.locator("#fn-exchange-1").get_by_role("button", name="Relevant", exact=True).first.click()
            page.locator("#fn-exchange-1").get_by_text("Kept for the owner").wait_for()
            with page.expect_download() as waiting:
                page.get_by_role("button", name="Save as Markdown").click()
            waiting.value.save_as(tmp_path / "saved.md")
            export, shows_its_record = read_export(tmp_path / "saved.md")
            assert shows_its_record
            assert [answer.question for answer in export.answers] == ["What about the sun?", "Why?"]
            assert prove(export, bot.library).holds
        finally:
            page.close()
            running.close()


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
