import json
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr
import pytest

from bot.errors import SettingsError
from bot.feedback.records import Opinion
from bot.feedback.store import FeedbackStore
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.drawing import drawing
from bot.ui.exchanges import Exchange
from bot.ui.history import MOST_CHARS, exchanges_of
from bot.ui.history_pane import MOST_AT_ONCE, HistoryEvents

if TYPE_CHECKING:
    from pathlib import Path

    from bot.chatbot import ChatBot

Exchanges = tuple[Exchange, ...]


@pytest.fixture
def kept(chatbot: "ChatBot") -> Exchanges:
    noted = Exchange("noted", chatbot.reply("noted"), without=("packs",), pinned=("ice",), seal="a.b")
    return (noted, Exchange("broken", problem="No index."))


def as_browser_keeps(*drawings: str) -> str:
    """What assets/history.js makes of what it was told, one after the other, and sends when it opens it."""
    exchanges: dict[int, object] = {}
    for told in map(json.loads, drawings):
        exchanges = {number: one for number, one in exchanges.items() if number <= told["count"]}
        exchanges |= {int(number): one for number, one in told["kept"].items()}
    listed = [exchanges[number] for number in sorted(exchanges)]
    return json.dumps({"format": told["format"], "exchanges": listed})


def test_what_the_browser_keeps_piece_by_piece_gives_the_same_conversation_again(kept: Exchanges) -> None:
    noted, broken = kept
    changed = noted.with_opinion(1, Opinion.RELEVANT)
    pieces = (drawing(1, {1: noted}), drawing(2, {2: broken}), drawing(2, {1: changed}))
    assert exchanges_of(as_browser_keeps(*pieces)) == (changed, broken)
    assert exchanges_of(as_browser_keeps(*pieces, drawing(1, {1: noted}))) == (noted,)


def test_only_what_changed_is_drawn_and_kept(kept: Exchanges) -> None:
    told = json.loads(drawing(2, {2: kept[1]}))
    assert (told["count"], told["refused"]) == (2, False)
    assert list(told["exchanges"]) == list(told["kept"]) == ["2"]
    assert 'id="fn-exchange-2"' in told["exchanges"]["2"]


def test_a_conversation_is_opened_piece_by_piece_each_behind_the_one_before(
    kept: Exchanges, chatbot: "ChatBot", tmp_path: "Path"
) -> None:
    events = HistoryEvents(ConversationEvents(chatbot, FeedbackStore(tmp_path), ()))
    text = as_browser_keeps(drawing(2, dict(enumerate(kept, 1))))
    told = json.loads(events.open(gr.EventData(None, {"drawn": 7, "exchanges": text})))
    assert (told["count"], list(told["exchanges"]), told["kept"]) == (9, ["8", "9"], {})
    empty = json.loads(events.open(gr.EventData(None, {"exchanges": '{"format": 1, "exchanges": []}'})))
    assert (empty["count"], empty["exchanges"]) == (0, {})
    assert "fn-welcome" in empty["ending"]


def test_more_questions_than_can_be_drawn_at_once_are_refused(chatbot: "ChatBot", tmp_path: "Path") -> None:
    events = HistoryEvents(ConversationEvents(chatbot, FeedbackStore(tmp_path), ()))
    text = json.dumps({"format": 1, "exchanges": [{"question": "q", "problem": "p"}] * (MOST_AT_ONCE + 1)})
    with pytest.raises(SettingsError, match="1,001 questions cannot be opened at once, but at most 1,000"):
        events.open(gr.EventData(None, {"exchanges": text}))


def test_an_exchange_that_an_earlier_version_kept_opens_as_it_was(kept: Exchanges) -> None:
    told = json.loads(as_browser_keeps(drawing(1, {1: kept[0]})))
    (old,) = told["exchanges"]
    del old["seal"]
    old["is_asked_again"] = False  # which it had besides
    assert exchanges_of(json.dumps(told)) == (replace(kept[0], seal=""),)


def test_no_two_drawings_are_equal_so_that_a_hint_is_said_as_often_as_it_is_given() -> None:
    first, second = drawing(2, hint="No."), drawing(2, hint="No.")
    assert first != second
    assert '<p class="fn-hint" role="status">No.</p>' in json.loads(first)["ending"]
    assert json.loads(first)["refused"]


def test_nothing_that_looks_like_a_tag_is_given_to_the_page() -> None:
    hostile = Exchange("<script>", problem="</script><!--")
    told = drawing(1, {1: hostile})
    assert "<" not in told
    assert "<script>" not in json.loads(told)["exchanges"]["1"]
    assert exchanges_of(as_browser_keeps(told)) == (hostile,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "gave back no conversation"),
        (7, "gave back no conversation"),
        (" " * (MOST_CHARS + 1), "has 2,000,001 characters, and at most 2,000,000 are taken at once"),
        ("", "cannot be opened"),
        ("{}", r"cannot be opened \(format: Field required\)"),
        ('{"format": 1, "exchanges": [{"answer": {}}]}', "cannot be opened"),
        ('{"format": 1, "exchanges": [{"question": "q"}]}', "a question has no answer"),
        ('{"format": 2, "exchanges": []}', "kept in format 2"),
        ('{"format": 1, "exchanges": [{"question": "\\ud800", "problem": "p"}]}', "cannot be opened"),
        ("[" * 100_000, "cannot be opened"),
    ],
)
def test_what_is_no_conversation_is_refused_in_a_sentence(text: object, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        exchanges_of(text)
