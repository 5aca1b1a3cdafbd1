import json
from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError
from bot.ui.exchanges import Conversation, Exchange
from bot.ui.history import MOST_CHARS, conversation_of, history_json

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


@pytest.fixture
def kept(chatbot: "ChatBot") -> Conversation:
    noted = Exchange("noted", chatbot.reply("noted"), without=("packs",), pinned=("ice",))
    return Conversation("c1", (noted, Exchange("broken", problem="No index.")))


def test_what_the_browser_keeps_gives_the_same_conversation_again(kept: Conversation) -> None:
    assert conversation_of(history_json(kept)) == kept


def test_nothing_that_looks_like_a_tag_is_given_to_the_page() -> None:
    hostile = Conversation("c", (Exchange("<script>", problem="</script><!--"),))
    assert "<" not in history_json(hostile)
    assert conversation_of(history_json(hostile)) == hostile


def test_what_is_being_answered_is_not_kept(kept: Conversation) -> None:
    assert conversation_of(history_json(kept.asked("waiting"))) == kept
    assert history_json(Conversation("c", (Exchange("waiting"),))) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "gave back no conversation"),
        (7, "gave back no conversation"),
        (" " * (MOST_CHARS + 1), "gave back no conversation"),
        ("", "cannot be opened"),
        ("{}", r"cannot be opened \(format: Field required\)"),
        ('{"format": 1, "conversation": {"exchanges": [{"answer": {}}]}}', "cannot be opened"),
        ('{"format": 2, "conversation": {"exchanges": []}}', "kept in format 2"),
        ("[" * 100_000, "cannot be opened"),
    ],
)
def test_what_is_no_conversation_is_refused_in_a_sentence(text: object, reason: str) -> None:
    with pytest.raises(SettingsError, match=reason):
        conversation_of(text)


def test_a_browser_cannot_leave_a_question_waiting_for_ever(kept: Conversation) -> None:
    told = json.loads(history_json(kept))
    told["conversation"]["exchanges"][0]["is_asked_again"] = True
    opened = conversation_of(json.dumps(told))
    assert not opened.is_waiting
    assert len(opened.exchanges) == 1
