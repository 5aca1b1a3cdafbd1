"""What becomes of a question between Enter and its answer, in a real Chromium."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.ui.serve import start
from tests.ui.browsing import OpenTab, Tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Request, Route

    from bot.chatbot import ChatBot
    from tests.ui.samples import FakeChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

CHANGE = "**/run/predict*"
CHANGES = '"event_data":{'  # what a reader asks for; the requests of a page that opens tell of no event


def box(tab: Tab) -> "Locator":
    return tab.page.get_by_label("Your question")


def questions(tab: Tab) -> list[str]:
    return tab.page.locator(".fn-question").all_inner_texts()


def meet_next(tab: Tab, meet: "Callable[[Route], object]") -> None:
    """Have `meet` see to the next change that is asked for; all else that the page sends goes through."""
    met: list[Route] = []

    def see(route: "Route") -> None:
        if met or CHANGES not in (route.request.post_data or ""):
            route.continue_()
        else:
            met.append(route)
            meet(route)

    tab.page.route(CHANGE, see)


@contextmanager
def held_back(tab: Tab) -> Iterator[Callable[[], None]]:
    """A network that holds the next question back until what is given is called."""
    held: list[Route] = []
    meet_next(tab, held.append)

    def let_through() -> None:
        while not held:
            tab.page.wait_for_timeout(10)
        held[0].continue_()

    yield let_through


def test_a_question_is_one_request_and_only_its_own_answer_comes_back(open_tab: OpenTab) -> None:
    tab = open_tab()
    sizes: list[int] = []

    def weigh(request: "Request") -> None:
        if "/run/predict" in request.url and CHANGES in (request.post_data or ""):
            sizes.append(request.sizes()["responseBodySize"])

    tab.page.on("requestfinished", weigh)
    tab.ask("How long does swelling last?")
    tab.page.evaluate("document.querySelector('#fn-exchange-1').isTheSame = true")
    for _ in range(5):
        tab.ask("How long does swelling last?")
    tab.page.wait_for_function("Object.values(localStorage).some(text => text.split('question').length > 12)")
    assert len(sizes) == 6
    assert max(sizes) <= 1.01 * min(sizes)
    assert tab.page.evaluate("document.querySelector('#fn-exchange-1').isTheSame")
    tab.page.reload()
    tab.page.locator("#fn-exchange-6 .fn-level").wait_for()
    assert len(questions(tab)) == 6
    assert tab.complaints == []


def test_what_is_typed_after_enter_stays_on_a_slow_network(open_tab: OpenTab) -> None:
    tab = open_tab()
    with held_back(tab) as let_through:
        box(tab).fill("Can I work?")
        box(tab).press("Enter")
        assert box(tab).input_value() == ""  # at once, and never again
        assert questions(tab) == ["Can I work?"]
        tab.page.keyboard.type("And swell")
        let_through()
        tab.page.locator(".fn-level").wait_for()
        tab.page.keyboard.type("ing?")
        assert box(tab).input_value() == "And swelling?"
    box(tab).press("Enter")
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert questions(tab) == ["Can I work?", "And swelling?"]
    assert tab.complaints == []


def test_the_open_question_and_the_draft_outlive_a_reload(open_tab: OpenTab, chatbot: "FakeChatBot") -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    box(tab).fill("A slow <b>one</b>")
    box(tab).press("Enter")
    tab.page.locator(".fn-pending").wait_for()
    box(tab).press_sequentially("and then")
    tab.page.reload()
    tab.page.locator("#fn-exchange-1 .fn-level").wait_for()
    tab.page.wait_for_function("document.querySelector('#fn-question textarea').value !== ''")
    assert box(tab).input_value() == "A slow <b>one</b>\nand then"
    assert questions(tab) == ["Can I work?"]
    tab.picture("draft_restored")
    box(tab).fill("")
    tab.page.reload()
    tab.page.locator("#fn-exchange-1 .fn-level").wait_for()
    assert box(tab).input_value() == ""  # what was taken out does not come back
    tab.ask("Thank you")
    assert [turn.question for turn in chatbot.asked[-1][1]] == ["Can I work?"]
    assert tab.complaints == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_when_the_server_fails_the_question_is_back_in_the_box_and_can_be_asked_again(
    open_tab: OpenTab, language: str
) -> None:
    tab = open_tab(f"/?lang={language}")
    field = tab.page.locator("#fn-question textarea")
    meet_next(tab, lambda route: route.fulfill(status=500, body="{}"))
    field.fill("Can I work?")
    field.press("Enter")
    tab.page.locator(".fn-welcome").wait_for()
    assert field.input_value() == "Can I work?"
    assert questions(tab) == []
    field.press("Enter")
    tab.page.locator(".fn-level").wait_for()
    assert questions(tab) == ["Can I work?"]


def test_a_question_whose_answer_was_lost_on_its_way_is_back_in_the_box_and_can_be_asked_again(
    open_tab: OpenTab,
) -> None:
    tab = open_tab()
    tab.ask("Thank you")

    def lose(route: "Route") -> None:
        route.fetch()  # the server has answered
        route.fulfill(status=500, body="{}")

    meet_next(tab, lose)
    box(tab).fill("Can I work?")
    box(tab).press("Enter")
    tab.page.wait_for_function("document.querySelector('#fn-question textarea').value === 'Can I work?'")
    tab.page.locator("#fn-exchange-2").wait_for(state="detached")
    box(tab).press("Enter")
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    tab.page.wait_for_function("Object.values(localStorage).some(text => text.includes('Can I work?'))")
    assert questions(tab) == ["Thank you", "Can I work?"]
    tab.page.reload()
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()


def test_a_connection_that_was_lost_takes_no_question(browser: "Browser", chatbot: "ChatBot") -> None:
    running = start(chatbot, port=0)
    page = browser.new_page()
    try:
        page.goto(running.url)
        tab = Tab(page, [], [])
        tab.ask("Can I work?")
        running.close()
        box(tab).fill("And swelling?")
        box(tab).press("Enter")
        box(tab).press_sequentially("later")
        running = start(chatbot, port=int(running.url.rsplit(":", 1)[1]))
        page.wait_for_function("document.querySelector('#fn-question textarea')?.value === 'And swelling?\\nlater'")
        page.locator("#fn-exchange-1 .fn-level").wait_for()
        assert questions(tab) == ["Can I work?"]
    finally:
        page.close()
        running.close()


def test_two_quick_presses_ask_once(open_tab: OpenTab, chatbot: "FakeChatBot") -> None:
    tab = open_tab()
    asked = len(chatbot.asked)
    tab.page.get_by_role("button", name="Can I work the next day?").dblclick()
    tab.page.locator("#fn-exchange-1 .fn-level").wait_for()
    box(tab).fill("How long does swelling last?")
    tab.page.get_by_role("button", name="Ask", exact=True).dblclick()
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    box(tab).fill("A slow one")
    box(tab).press("Enter")
    box(tab).press("Enter")
    tab.page.locator("#fn-exchange-3 .fn-level").wait_for()
    tab.page.get_by_role("button", name="Edit question 3").click()
    tab.page.locator("#fn-exchange-3 textarea").fill("Thank you")
    tab.page.get_by_role("button", name="Ask again").dblclick()
    tab.page.locator("#fn-exchange-3 .fn-remark").wait_for()
    assert [question for question, _ in chatbot.asked[asked:]] == [
        "Can I work the next day?",
        "How long does swelling last?",
        "A slow one",
        "Thank you",
    ]
    assert tab.page.locator(".fn-hint").count() == 0


def test_a_new_chat_during_an_answer_begins_after_it_and_knows_nothing_of_it(
    open_tab: OpenTab, chatbot: "FakeChatBot"
) -> None:
    tab = open_tab()
    box(tab).fill("A slow one")
    box(tab).press("Enter")
    tab.page.get_by_role("button", name="New chat").first.click()
    tab.page.locator(".fn-welcome").wait_for()
    assert questions(tab) == []
    tab.ask("Can I work?")
    assert chatbot.asked[-1] == ("Can I work?", ())
    tab.page.wait_for_function("Object.keys(localStorage).length === 2")  # both are kept
    assert tab.complaints == []


def test_a_question_asked_again_stands_dimmed_with_its_old_answer_and_nothing_to_edit(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("noted")
    with held_back(tab) as let_through:
        tab.page.get_by_role("button", name="Search without packs").click()
        reply = tab.page.locator("#fn-exchange-1 .fn-reply[aria-busy=true]")
        assert reply.locator(".fn-level").inner_text() == "Found in your documents"
        assert tab.page.locator(".fn-edit").count() == 0
        tab.picture("asked_again")
        let_through()
        tab.page.get_by_role("button", name="Search with packs again").wait_for()
    assert tab.page.locator("[aria-busy]").count() == 0


def test_what_an_edited_question_takes_away_is_said_and_escape_ends_it_from_anywhere(open_tab: OpenTab) -> None:
    tab = open_tab()
    for question in ("Can I work?", "Thank you", "How long does swelling last?"):
        tab.ask(question)
    edit = tab.page.get_by_role("button", name="Edit question 1")
    edit.click()
    assert tab.page.locator("#fn-lost-1").inner_text() == "The 2 questions after it go."
    tab.page.get_by_role("button", name="Cancel").focus()
    tab.page.keyboard.press("Escape")
    assert tab.page.evaluate("document.activeElement.id") == "fn-edit-1"
    tab.page.get_by_role("button", name="Edit question 3").click()
    assert not tab.page.locator("#fn-lost-3").is_visible()
    tab.ask("Thank you")
    assert tab.page.locator("#fn-lost-3").inner_text() == "The question after it goes."


def test_escape_closes_the_panel_on_the_api(open_tab: OpenTab) -> None:
    tab = open_tab()
    opener = tab.page.get_by_role("button", name="Use via API")
    opener.click()
    tab.page.get_by_role("dialog", name="Use via API").wait_for()
    tab.page.keyboard.press("Escape")
    tab.page.get_by_role("dialog", name="Use via API").wait_for(state="detached")
    assert opener.evaluate("opener => opener === document.activeElement")
    assert "view=api" not in tab.page.url
