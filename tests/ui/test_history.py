import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import SettingsError
from bot.feedback.records import Opinion
from bot.ui.drawing import drawing, whole
from bot.ui.exchanges import Conversation, Exchange
from bot.ui.history import MOST_CHARS, conversation_of

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


@pytest.fixture
def kept(chatbot: "ChatBot") -> Conversation:
    noted = Exchange("noted", chatbot.reply("noted"), without=("packs",), pinned=("ice",))
    return Conversation("c1", (noted, Exchange("broken", problem="No index.")))


def as_browser_keeps(*drawings: str) -> str:
    """What assets/history.js makes of what it was told, one after the other."""
    exchanges: dict[int, object] = {}
    for told in map(json.loads, drawings):
        exchanges = {number: one for number, one in exchanges.items() if number <= told["count"]}
        exchanges |= {int(number): one for number, one in told["kept"].items()}
    listed = [exchanges[number] for number in sorted(exchanges)]
    return json.dumps({"format": told["format"], "conversation": {"id": told["id"], "exchanges": listed}})


def test_what_the_browser_keeps_piece_by_piece_gives_the_same_conversation_again(kept: Conversation) -> None:
    first = replace(kept, exchanges=kept.exchanges[:1])
    changed = kept.rated(1, 1, Opinion.RELEVANT)
    pieces = (drawing(first, (1,)), drawing(kept, (2,)), drawing(changed, (1,)))
    assert conversation_of(as_browser_keeps(*pieces)) == changed
    assert conversation_of(as_browser_keeps(*pieces, drawing(first, (1,)))) == first
    assert conversation_of(as_browser_keeps(drawing(kept, whole(kept)))) == kept


def test_only_what_changed_is_drawn_and_kept(kept: Conversation) -> None:
    told = json.loads(drawing(kept, (2,)))
    assert (told["id"], told["count"]) == ("c1", 2)
    assert list(told["exchanges"]) == list(told["kept"]) == ["2"]
    assert 'id="fn-exchange-2"' in told["exchanges"]["2"]
    opened = json.loads(drawing(kept, whole(kept), is_kept=False))
    assert (list(opened["exchanges"]), opened["kept"]) == (["1", "2"], {})


def test_no_two_drawings_are_equal_so_that_a_hint_is_said_as_often_as_it_is_given(kept: Conversation) -> None:
    first, second = drawing(kept, hint="No."), drawing(kept, hint="No.")
    assert first != second
    assert '<p class="fn-hint" role="status">No.</p>' in json.loads(first)["ending"]


def test_nothing_that_looks_like_a_tag_is_given_to_the_page() -> None:
    hostile = Conversation("c", (Exchange("<script>", problem="</script><!--"),))
    told = drawing(hostile, (1,))
    assert "<" not in told
    assert "<script>" not in json.loads(told)["exchanges"]["1"]
    assert conversation_of(as_browser_keeps(told)) == hostile


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
    told = json.loads(as_browser_keeps(drawing(kept, whole(kept))))
    told["conversation"]["exchanges"][0]["is_asked_again"] = True
    opened = conversation_of(json.dumps(told))
    assert not opened.is_waiting
    assert len(opened.exchanges) == 1
