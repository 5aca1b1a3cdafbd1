"""Thumbs that a program sends: only one on an answer that the page gave is kept."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import gradio as gr
import pytest

from bot.feedback.records import Opinion, Thumb
from bot.feedback.report import standing
from bot.feedback.store import FeedbackStore
from bot.records import Level
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.exchanges import Asked, Exchange
from bot.ui.feedback_pane import FeedbackEvents
from bot.ui.history import FORMAT
from tests.ui.noted import as_listing
from tests.ui.samples import found, sample_chatbot

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

Kept = dict[str, Any]  # an exchange as a browser keeps it, which a program may change as it likes
QUESTION = "How long does swelling last?"


class Page:
    """What a page over an index does with questions and thumbs, without what a browser does."""

    def __init__(self, chatbot: "ChatBot", index: Path) -> None:
        self.store = FeedbackStore(index)
        self._conversing = ConversationEvents(chatbot, self.store, ())
        self._rating = FeedbackEvents(self._conversing, self.store)

    def ask(self, question: str) -> Kept:
        told = json.loads(self._conversing.answer(Asked(Exchange(question))))
        kept: Kept = told["kept"]["1"]
        return kept

    def rate(self, exchange: object, /, **sent: object) -> Kept:
        """What the page tells the browser then."""
        text = json.dumps({"format": FORMAT, "exchanges": [exchange]})
        data = {"count": 1, "number": 1, "rank": 1, "opinion": "relevant", "exchange": text, **sent}
        told: Kept = json.loads(self._rating.rate(gr.EventData(None, data)))
        return told

    def given(self) -> list[tuple[str, int, Opinion]]:
        return [(thumb.question, thumb.rank, thumb.opinion) for thumb in standing(self.store.read().entries)]


@pytest.fixture
def page(chatbot: "ChatBot", tmp_path: Path) -> Page:
    return Page(chatbot, tmp_path)


def as_javascript_writes(value: Any) -> Any:  # noqa: ANN401  (JSON)
    """JSON that a browser has read and written again: it has one kind of number, and no minus zero."""
    match value:
        case dict():
            return {name: as_javascript_writes(part) for name, part in value.items()}
        case list():
            return [as_javascript_writes(part) for part in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def test_a_thumb_on_an_answer_of_the_page_is_kept_changed_and_taken_back(page: Page) -> None:
    asked = as_javascript_writes(page.ask(QUESTION))
    liked = page.rate(asked)["kept"]["1"]
    assert page.given() == [(QUESTION, 1, Opinion.RELEVANT)]
    wrong = page.rate(liked, opinion="wrong")["kept"]["1"]
    assert page.given() == [(QUESTION, 1, Opinion.WRONG)]
    page.rate(page.rate(wrong, rank=2)["kept"]["1"], opinion="wrong")
    assert page.given() == [(QUESTION, 2, Opinion.RELEVANT)]


def test_a_thumb_holds_after_a_restart_of_the_server(page: Page, chatbot: "ChatBot", tmp_path: Path) -> None:
    asked = page.ask(QUESTION)
    Page(chatbot, tmp_path).rate(asked)
    assert page.given() == [(QUESTION, 1, Opinion.RELEVANT)]


def set_to(*path: str | int, to: object) -> Callable[[Kept], None]:
    """Puts something else into an exchange, at that place."""

    def change(exchange: Any) -> None:  # noqa: ANN401  (JSON)
        *way, last = path
        for name in way:
            exchange = exchange[name]
        exchange[last] = to

    return change


PASSAGE = ("answer", "passages", 0)


@pytest.mark.parametrize(
    "change",
    [
        set_to("answer", "question", to="Is this clinic any good?"),
        set_to("answer", "level", to="not_found"),
        set_to("answer", "carried", to=[{"text": "bad", "term": "bad", "turn": 0}]),
        set_to(*PASSAGE, "rank", to=7),
        set_to("answer", "short_answer", 0, "text", to="Lasers kill."),
        set_to(*PASSAGE, "citation", "document", to="corpus/clinic.md"),
        set_to(*PASSAGE, "citation", "start", to=0),
        set_to(*PASSAGE, "citation", "text_sha256", to="0" * 64),
        set_to("answer", "passages", to=[]),
        set_to("seal", to=""),
        set_to("seal", to="0.0"),
        set_to("answer", to=None),
    ],
)
def test_a_thumb_on_what_the_page_did_not_give_is_refused_and_nothing_is_kept(
    page: Page, change: Callable[[Kept], None]
) -> None:
    exchange = page.ask(QUESTION)
    change(exchange)
    exchange["problem"] = "" if exchange["answer"] else "None."
    for rank in (1, 7):
        told = page.rate(exchange, rank=rank)
        assert told["refused"]
        assert "It is not certain that this page gave this answer" in told["ending"]
    assert page.store.read().entries == ()


def test_the_seal_of_one_answer_is_none_for_another(page: Page) -> None:
    one, other = page.ask(QUESTION), page.ask("Can I work?")
    assert page.rate({**one, "seal": other["seal"]})["refused"]
    assert page.store.read().entries == ()


@pytest.mark.parametrize(
    "sent",
    [
        {"rank": 9},
        {"rank": "1"},
        {"rank": [1]},
        {"opinion": "splendid"},
        {"opinion": ["relevant"]},
        {"opinion": None},
        {"number": 2},
        {"number": 0},
        {"number": "1"},
        {"count": None},
        {"exchange": None},
        {"exchange": '{"format": 1, "exchanges": []}'},
        {"exchange": "[" * 100_000},
    ],
)
def test_a_thumb_on_no_quotation_is_refused_in_a_sentence(page: Page, sent: Kept) -> None:
    told = page.rate(page.ask(QUESTION), **sent)
    assert told["refused"]
    assert told["kept"] == {}
    assert page.store.read().entries == ()


def test_nobody_takes_back_what_another_gave(page: Page) -> None:
    page.rate(page.ask(QUESTION))
    forged = {**page.ask(QUESTION), "rated": [{"rank": 1, "opinion": "relevant"}]}
    page.rate(forged)  # as if it had been given for this answer
    assert page.given() == [(QUESTION, 1, Opinion.RELEVANT)]


def test_one_answer_has_one_thumb_however_often_it_is_sent(page: Page) -> None:
    asked = page.ask(QUESTION)
    for opinion in ("relevant", "relevant", "wrong"):
        page.rate(asked, opinion=opinion)
    assert page.given() == [(QUESTION, 1, Opinion.WRONG)]


def test_what_is_kept_says_the_name_of_the_answer_and_not_its_seal(page: Page) -> None:
    asked = page.ask(QUESTION)
    page.rate(asked)
    (entry,) = page.store.read().entries
    assert isinstance(entry, Thumb)
    name, code = asked["seal"].split(".")
    assert entry.answer == name
    assert code not in page.store.path.read_text()


def test_what_is_answered_by_a_list_is_not_kept_as_unanswered(tmp_path: Path) -> None:
    bot = sample_chatbot()
    bot.answers = {"listed": lambda _: replace(as_listing(found(bot.library, "listed")), level=Level.NOT_FOUND)}
    page = Page(cast("ChatBot", bot), tmp_path)
    page.store.keep_unanswered(wanted=True)
    assert [page.ask(question)["is_kept"] for question in ("listed", "a submarine")] == [False, True]
