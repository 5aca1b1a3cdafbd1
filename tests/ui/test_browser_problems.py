"""Why a question has no answer, said in the conversation, in a real Chromium."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import build
from bot.ui import waiting
from bot.ui.serve import start
from bot.ui.waiting import Desk
from tests.fakes import WordEncoder
from tests.patience import LIMIT_S
from tests.ui.browsing import OpenTab, Tab, patient_page
from tests.ui.real_bots import small_bot
from tests.ui.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

WAITING = 1_234
# What a screen reader is told, in its order.
LISTEN = """() => {
    window.told = [];
    const status = document.getElementById("fn-status");
    new MutationObserver(() => status.textContent && window.told.push(status.textContent)).observe(
        status, {childList: true, characterData: true, subtree: true});
}"""


class Crowd:
    """Visitors who fill a desk of one worker, until they are let through."""

    def __init__(self) -> None:
        self.desk = Desk(workers=1)
        self.door = threading.Event()

    def come(self) -> None:
        self.door.clear()
        begun = threading.Event()
        self.desk.enqueue("first", partial(self._hold, begun))
        assert begun.wait(LIMIT_S)
        self.last = [self.desk.enqueue(f"visitor {number}", lambda: None) for number in range(WAITING)][-1]

    def _hold(self, begun: threading.Event) -> None:
        begun.set()
        self.door.wait(LIMIT_S)

    def go(self) -> None:
        """Return when nobody waits."""
        self.door.set()
        self.last.result(LIMIT_S)


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    return Crowd()


@pytest.fixture(scope="module")
def url(chatbot: "ChatBot", crowd: Crowd) -> Iterator[str]:
    """A page whose desk the crowd can fill."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting, "MOST_WAITING", WAITING)
        with pytest.MonkeyPatch.context() as at_the_start:
            at_the_start.setattr(waiting, "Desk", lambda: crowd.desk)
            running = start(chatbot, port=0, examples=("Can I work?",))
        yield running.url
        running.close()


@pytest.mark.parametrize(
    ("language", "reason", "again", "answered"),
    [
        ("en", "1,234 questions are waiting to be answered; ask again in a minute.", "Ask again", "Possibly related"),
        (
            "de",
            "1.234 Fragen warten auf Antwort; fragen Sie in einer Minute noch einmal.",
            "Noch einmal fragen",
            "Möglicherweise verwandt",
        ),
    ],
)
def test_when_too_many_wait_the_reason_is_told_once_and_the_question_can_be_asked_again(
    open_tab: OpenTab, crowd: Crowd, language: str, reason: str, again: str, answered: str
) -> None:
    tab = open_tab(f"/?lang={language}", width=1280 if language == "en" else 320)
    tab.page.evaluate(LISTEN)
    crowd.come()
    try:
        tab.ask("Can I work?")
        button = tab.page.get_by_role("button", name=again)
        assert tab.page.locator(".fn-problem").inner_text() == reason
        assert tab.page.locator(".fn-problem").get_attribute("lang") is None
        assert violations(tab) == []
        assert not tab.has_sideways_scroll()
        button.focus()
        tab.picture(f"problem_{language}")
        tab.page.keyboard.press("Enter")  # too early
        tab.page.wait_for_function("window.told.length === 2")
        assert tab.page.evaluate("window.told") == [reason, reason]
        assert tab.page.evaluate("document.activeElement.id") == "fn-again-1"
    finally:
        crowd.go()
    tab.page.keyboard.press("Enter")
    tab.page.locator(".fn-level").wait_for()
    assert tab.page.evaluate("window.told.slice(2)") == [answered]
    assert tab.page.evaluate("document.activeElement.id") == "fn-edit-1"
    assert tab.page.locator(".fn-question").all_inner_texts() == ["Can I work?"]
    assert tab.page.locator("[role=alert], .fn-problem").count() == 0


def test_the_question_that_failed_is_kept_and_asked_again_in_its_place(open_tab: OpenTab, crowd: Crowd) -> None:
    tab = open_tab(width=1280, scheme="dark")
    crowd.come()
    try:
        tab.ask("Can I work?")
        tab.page.wait_for_function("Object.values(localStorage).some(text => text.includes('1,234 questions'))")
    finally:
        crowd.go()
    tab.page.reload()
    tab.page.locator(".fn-problem").wait_for()
    tab.picture("problem_dark")
    tab.ask("How long does swelling last?")
    tab.page.get_by_role("button", name="Ask again").click()
    tab.page.locator("#fn-exchange-1 .fn-level").wait_for()
    assert tab.page.locator(".fn-level").all_inner_texts() == ["Possibly related", "Found in your documents"]
    assert tab.complaints == []


def damaged(index: Path, _: Path) -> None:
    (index / "footnote.db").write_bytes(b"no database" * 1_000)


def built_otherwise(index: Path, documents: Path) -> None:
    build(index, [documents], WordEncoder(fingerprint="words-2"))


@pytest.mark.parametrize(
    ("harm", "reason"),
    [(damaged, "the database is damaged"), (built_otherwise, "was built with the encoder")],
)
def test_what_befalls_the_index_while_the_page_runs_is_one_clear_sentence(
    browser: "Browser", tmp_path: Path, harm: Callable[[Path, Path], None], reason: str
) -> None:
    with small_bot(tmp_path) as bot:
        running = start(bot, port=0)
        page = patient_page(browser)
        try:
            page.goto(f"{running.url}/?lang=es")
            tab = Tab(page, [], [])
            tab.ask("What does a session cost?")
            harm(tmp_path / "index", tmp_path / "notes")
            tab.ask("What does the laser cost?")
            problem = page.locator(".fn-problem")
            assert reason in problem.inner_text()
            assert problem.get_attribute("lang") == "en"
            assert "Traceback" not in page.content()
        finally:
            page.close()
            running.close()


def test_nothing_is_said_of_a_question_that_was_never_taken(open_tab: OpenTab, crowd: Crowd) -> None:
    tab = open_tab()
    crowd.come()
    try:
        tab.page.locator("#fn-question textarea").press("Enter")
        tab.page.locator(".fn-hint").wait_for()
        assert tab.page.locator(".fn-hint").inner_text() == "Type a question first, then press Enter."
    finally:
        crowd.go()
    tab.ask("Can I work?")  # and by now anything that was to be said before would have been
    assert tab.page.locator(".fn-exchange").count() == 1
    assert tab.page.locator(".fn-problem").count() == 0
