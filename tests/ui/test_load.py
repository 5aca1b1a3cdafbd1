"""Many at once: nobody's answer goes to another, nobody is passed over, and everybody sees how many are before him."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load import ask_at_once
from bot import Answer, ChatBot
from bot.errors import TooBusy
from bot.exports.records import without_paths
from bot.ui import waiting
from bot.ui.serve import RunningPage, start
from bot.ui.waiting import Desk, place_words
from tests.patience import LIMIT_S, wait_until
from tests.ui.browsing import OpenTab
from tests.ui.loops import run_apart
from tests.ui.real_bots import small_bot
from tests.ui.test_accessibility import violations

if TYPE_CHECKING:
    from tests.ui.samples import FakeChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

PEOPLE = 50


class Line:
    """A desk of one worker who is kept busy, so that what is asked meanwhile stands in line."""

    def __init__(self) -> None:
        self.desk = Desk(workers=1)
        self.served: list[str] = []
        self._door = threading.Event()
        self._begun = threading.Event()
        self.desk.enqueue("first", self._keep_busy)
        assert self._begun.wait(LIMIT_S)

    def _keep_busy(self) -> None:
        self._begun.set()
        self._door.wait(LIMIT_S)

    def ask(self, visitor: str, name: str = "") -> "Future[None]":
        return self.desk.enqueue(visitor, partial(self.served.append, name or visitor))

    def open(self, *asked: "Future[None]") -> list[str]:
        self._door.set()
        for future in asked:
            future.result(LIMIT_S)
        self.desk.close()
        return self.served


def test_questions_are_answered_in_the_order_in_which_they_came() -> None:
    line = Line()
    assert line.open(*[line.ask(visitor) for visitor in "abcde"]) == list("abcde")


def test_who_asks_much_does_not_hold_up_who_asks_once() -> None:
    line = Line()
    asked = [line.ask("greedy", f"greedy {number}") for number in range(1, 4)]
    asked += [line.ask("ada"), line.ask("ben")]
    assert line.open(*asked) == ["greedy 1", "ada", "ben", "greedy 2", "greedy 3"]


def test_the_place_counts_the_questions_of_others_before_the_next_own() -> None:
    line = Line()
    asked = [line.ask(visitor) for visitor in ("ada", "ada", "ben", "cy")]
    places = {visitor: line.desk.before(visitor) for visitor in ("ada", "ben", "cy", "nobody")}
    line.open(*asked)
    assert places == {"ada": 0, "ben": 1, "cy": 2, "nobody": 0}
    assert [place_words(before) for before in (0, 1, 2)] == [
        "",
        "1 question is before yours…",
        "2 questions are before yours…",
    ]


def test_who_has_gone_is_passed_over() -> None:
    line = Line()
    gone, stays = line.ask("gone"), line.ask("stays")
    assert gone.cancel()
    assert line.desk.before("stays") == 0
    assert line.open(stays) == ["stays"]


def test_an_error_reaches_who_asked_and_nobody_else() -> None:
    desk = Desk(workers=1)

    async def both() -> tuple[object, object]:
        return await asyncio.gather(
            desk.serve("a", lambda: 1 / 0), desk.serve("b", lambda: "fine"), return_exceptions=True
        )

    failed, fine = run_apart(both())
    assert isinstance(failed, ZeroDivisionError)
    assert fine == "fine"


def test_more_than_can_wait_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 3)
    monkeypatch.setattr(waiting, "MOST_OF_ONE_VISITOR", 2)
    line = Line()
    asked = [line.ask("greedy"), line.ask("greedy")]
    with pytest.raises(TooBusy, match="2 questions are waiting to be answered; ask again in a minute"):
        line.ask("greedy")
    asked.append(line.ask("ada"))
    with pytest.raises(TooBusy, match="3 questions are waiting"):
        line.ask("ben")
    line.open(*asked)


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_the_nth_question_of_anybody_comes_before_the_next_of_everybody(visitors: list[str]) -> None:
    line = Line()
    served = line.open(*[line.ask(visitor) for visitor in visitors])
    # By hand: the first of each in order of arrival, then the second of each, and so on.
    turns = [(visitors[:place].count(visitor), place) for place, visitor in enumerate(visitors)]
    assert served == [visitors[place] for _, place in sorted(turns)]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    with small_bot(tmp_path_factory.mktemp("load")) as bot:
        yield bot


@pytest.fixture(scope="module")
def page(bot: ChatBot) -> Iterator[RunningPage]:
    running = start(bot, port=0)
    yield running
    running.close()


def test_fifty_people_at_once_get_their_own_answers(page: RunningPage, bot: ChatBot) -> None:
    words = ("laser", "pain", "cost", "session", "sun", "skin", "price", "air", "weeks", "dollars")
    questions = [f"What about the {words[i % 10]} and the {words[i // 10]}?" for i in range(PEOPLE)]
    for asked in run_apart(ask_at_once(page.url, questions)):
        assert Answer.from_json(json.dumps(json.loads(asked.answer))) == without_paths(bot.reply(asked.question))


@pytest.mark.browser
def test_who_waits_sees_how_many_are_before_and_then_the_answer(
    open_tab: OpenTab, door: threading.Event, chatbot: "FakeChatBot"
) -> None:
    tabs = [open_tab(width=360) for _ in range(3)]
    programs = [httpx.Client(base_url=tabs[0].page.url) for _ in range(os.cpu_count() or 1)]  # one for each worker
    try:
        for client in programs:
            client.post("gradio_api/call/v2/ask", json={"question": "held"})
        wait_until(lambda: [asked for asked, _ in chatbot.asked].count("held") == len(programs))
        for tab in tabs:
            tab.page.get_by_label("Your question").fill("held")
            tab.page.get_by_label("Your question").press("Enter")
            tab.page.locator(".fn-pending").wait_for()
        tabs[-1].page.get_by_text("questions are before yours…").first.wait_for()
        tabs[-1].picture("waiting")
        assert violations(tabs[-1]) == []
        tabs[-1].page.locator("#fn-status").get_by_text("before yours").wait_for(state="attached")
        assert not tabs[-1].has_sideways_scroll()
    finally:
        door.set()
        for client in programs:
            client.close()
    for tab in tabs:
        tab.page.locator(".fn-level").wait_for()
        assert tab.complaints == []


def test_the_waiting_route_is_not_cached_and_says_nothing_of_others(page: RunningPage) -> None:
    answer = httpx.get(f"{page.url}/footnote/waiting")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {"before": 0, "words": "", "warming_up": ""}
