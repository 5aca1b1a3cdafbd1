"""What the server holds of its visitors: nothing that grows with their number, or with how long they talk."""

import gc
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import httpx
import pytest
from gradio.state_holder import SessionState

from benchmarks.load import ask_alone
from benchmarks.visitors import Exchange, Page, conversation, pieces, visit
from bot import Answer, ChatBot
from bot.exports.records import without_paths
from bot.records import Turn
from bot.ui import forgetting
from bot.ui.forgetting import Unfetched
from bot.ui.history import FORMAT, MOST_SAVED_CHARS
from bot.ui.serve import start
from tests.patience import wait_until
from tests.ui.loops import run_apart
from tests.ui.real_bots import small_bot

if TYPE_CHECKING:
    from asyncio import Queue

LONG_BYTES = 9_000_000
QUESTIONS = ["What does a session cost?", "Does the laser hurt?", "And the sun?"]


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    with small_bot(tmp_path_factory.mktemp("visitors")) as bot:
        yield bot


@pytest.fixture(scope="module")
def page(bot: ChatBot) -> Iterator[Page]:
    running = start(bot, port=0)
    page = Page.at(running.url)
    yield page
    page.client.close()
    running.close()


@pytest.fixture(scope="module")
def long(page: Page) -> list[Exchange]:
    return conversation(page, QUESTIONS, LONG_BYTES)


def held() -> tuple[int, int]:
    """How many answers, and how many sessions of Gradio's, this process holds."""
    gc.collect()
    kinds = [type(one) for one in gc.get_objects()]  # no object is asked itself: some of torch's then warn
    return kinds.count(Answer), kinds.count(SessionState)


def wait_until_released(before: tuple[int, int]) -> None:
    """Return when no more is held than before; what worked on a request may outlive its answer by a moment."""
    wait_until(lambda: all(now <= then for now, then in zip(held(), before, strict=True)))


def test_five_hundred_visitors_leave_nothing_behind(page: Page, long: list[Exchange]) -> None:
    visit(page, long[:3], "Why?")
    before = held()
    for number in range(500):
        visit(page, long[:3], QUESTIONS[number % 3])
    wait_until_released(before)


def test_a_conversation_of_nine_megabytes_is_drawn_whole_and_given_back(page: Page, long: list[Exchange]) -> None:
    visit(page, long[:1], "Why?")
    before = held()
    assert len(list(pieces(long))) > 5
    visit(page, long, "And the sun?")
    wait_until_released(before)


@pytest.mark.parametrize("event", ["open_conversation", "save_as", "rate", "ask_question"])
def test_more_than_is_taken_at_once_is_refused_in_a_sentence_and_not_held(page: Page, event: str) -> None:
    before = held()
    text = "x" * (MOST_SAVED_CHARS + 1)
    told = page.send("s", event, exchanges=text, exchange=text, asked=text, form="md")
    said = told.get("problem") or told["ending"]
    assert "at most" in said or "too long" in said
    wait_until_released(before)


def test_a_session_that_the_server_never_heard_of_is_as_good_as_any(page: Page, bot: ChatBot) -> None:
    asked, following = "What about the sun?", "Why?"
    answer = page.ask("another", following, page.ask("one", asked))["answer"]
    alone, leaning = bot.reply(following), bot.reply(following, [Turn(asked, bot.reply(asked))])
    assert Answer.from_json(json.dumps(answer)) == without_paths(leaning) != without_paths(alone)


def test_which_documents_are_asked_is_told_by_the_event_that_asks(page: Page) -> None:
    asked = json.dumps({"question": "laser", "number": 1, "count": 1})
    chosen = json.dumps({"collections": [], "documents": ["notes/sun.md"]})
    answer = page.send("s", "ask_question", asked=asked, chosen=chosen)["kept"]["1"]["answer"]
    assert {quotation["citation"]["document"] for quotation in answer["passages"]} == {"notes/sun.md"}
    told = page.send("s", "ask_question", asked=asked)
    assert "did not say which documents to ask" in told["kept"]["1"]["problem"]


def test_a_saved_conversation_holds_all_that_was_sent(page: Page) -> None:
    exchange = page.ask("s", "What does a session cost?")
    text = json.dumps({"format": FORMAT, "exchanges": [exchange] * 3})
    told = page.send("s", "save_as", form="html", exchanges=text)
    assert told["text"].count("<h2>What does a session cost?</h2>") == 3


@pytest.mark.parametrize("sent", [None, {}, 7, [1], {"exchanges": 5}, {"form": "exe"}, {"drawn": "x", "exchanges": {}}])
@pytest.mark.parametrize("event", ["open_conversation", "save_as", "rate", "ask_question", "search_without"])
def test_an_event_of_any_shape_is_answered_in_a_sentence(page: Page, event: str, sent: object) -> None:
    body = {"fn_index": page.functions[event], "data": [], "session_hash": "s", "event_data": sent}
    answer = page.client.post("/gradio_api/run/predict", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    told = json.loads(answer.json()["data"][0])
    assert told.get("problem") or told["refused"]


# What programs ask and never fetch.


def message(text: str) -> Any:  # noqa: ANN401  (of Gradio's)
    return SimpleNamespace(model_dump=lambda: {"data": text})


def put(unfetched: Unfetched, session: str, *texts: str) -> None:
    if session not in unfetched:
        unfetched[session] = cast("Queue[Any]", None)
    for text in texts:
        unfetched[session].put_nowait(message(text))


def test_the_largest_pile_of_answers_that_nobody_fetches_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_UNFETCHED_BYTES", 1_000)
    events = {"patient": {"1"}, "flood": {"2"}}
    unfetched = Unfetched(events)
    put(unfetched, "patient", "a" * 100)
    for number in range(100):
        put(unfetched, "flood", f"{number:0100}")
        assert unfetched.size_bytes <= 1_000
    assert unfetched["patient"].get_nowait().model_dump() == {"data": "a" * 100}
    assert unfetched["patient"].empty()
    assert "patient" in events
    unfetched["gone"].put_nowait(message("heard by nobody"))
    assert "gone" not in unfetched


def test_what_was_fetched_weighs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_UNFETCHED_BYTES", 1_000)
    unfetched = Unfetched({})
    for _ in range(100):
        put(unfetched, "s", "a" * 500)
        assert unfetched["s"].get_nowait().model_dump() == {"data": "a" * 500}
    assert unfetched.size_bytes == 0


def test_sessions_that_nobody_comes_back_to_are_forgotten_with_their_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_UNFETCHED_SESSIONS", 3)
    events = {str(number): {"event"} for number in range(5)}
    unfetched = Unfetched(events)
    for number in range(5):
        put(unfetched, str(number), "a")
    assert list(unfetched) == list(events) == ["2", "3", "4"]
    del unfetched["2"]
    assert list(events) == ["3", "4"]


def piles() -> list[Unfetched]:
    """Those of all pages of this process; those of other tests may not be gone yet."""
    return [one for one in gc.get_objects() if type(one) is Unfetched]


def test_answers_that_a_hundred_programs_never_fetch_are_bounded(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "MOST_UNFETCHED_BYTES", 50_000)
    before = {id(pile): pile.size_bytes for pile in piles()}
    for _ in range(100):
        page.ask_and_go("What does a session cost?")
    run_apart(ask_alone(str(page.client.base_url), ["And the sun?"]))  # answered after all of them
    (mine,) = (pile for pile in piles() if pile.size_bytes != before.get(id(pile)))
    assert 25_000 < mine.size_bytes <= 50_000
