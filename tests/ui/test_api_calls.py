"""What the endpoint says to a call that is none: a sentence, and the owner's window stays quiet."""

import json
import re
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.errors import SettingsError
from bot.exports.records import without_paths
from bot.ui.api import ask_endpoint
from bot.ui.api_calls import ARGUMENTS, require_call

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


def told(url: str) -> tuple[str, str]:
    """The kind and the data of the event that ends an answer; those that only say that it lasts are passed over."""
    ((kind, data),) = re.findall(r"^event: (complete|error)\ndata: (.*)$", httpx.get(url).text, re.MULTILINE)
    return kind, data


def test_the_arguments_are_those_of_the_endpoint() -> None:
    ask = ask_endpoint(None, None)  # type: ignore[arg-type]  # only its names are looked at
    assert ask.__code__.co_varnames[1 : ask.__code__.co_argcount] == ARGUMENTS


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        ("v2/ask", "{}", 422, "'question' is missing; give one"),
        ("v2/ask", '{"question": "hi", "bogus": 1}', 422, "There is no argument 'bogus'; there are question, history"),
        ("v2/ask", "[]", 422, "The body must be a JSON object"),
        ("v2/ask", "[" * 100_000, 422, "The body must be JSON"),
        ("v2/ask", "question=hi", 422, "The body must be JSON"),
        ("ask", '{"data": []}', 422, "'data' must be a list of question, history"),
        ("ask", '{"data": "hi"}', 422, "'data' must be a list"),
        ("v2/other", '{"question": "hi"}', 404, "There is no endpoint 'other'"),
        ("other", '{"data": []}', 404, "There is no endpoint 'other'"),
    ],
)
def test_a_call_that_cannot_be_read_is_refused_at_once(
    url: str, capfd: pytest.CaptureFixture[str], path: str, body: str, status: int, reason: str
) -> None:
    refused = httpx.post(f"{url}/gradio_api/call/{path}", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.headers["X-Content-Type-Options"]) == (status, "nosniff")
    assert refused.json()["detail"].startswith(reason)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"question": 5}, "'question' must be a text, got 5."),
        ({"question": None}, "'question' must be a text, got None."),
        ({"question": "hi", "history": 5}, "'history' must be a list of answers, got 5."),
        ({"question": "hi", "history": [5]}, "Not an answer in Footnote's JSON"),
        ({"question": "hi", "documents": "x" * 5_000}, "'documents' must be a list of ids, got 'xxx"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_an_error_in_words(
    url: str, capfd: pytest.CaptureFixture[str], given: dict[str, object], reason: str
) -> None:
    call = f"{url}/gradio_api/call"
    event = httpx.post(f"{call}/v2/ask", json=given).json()["event_id"]
    kind, data = told(f"{call}/ask/{event}")
    assert kind == "error"
    said = json.loads(data)["error"]
    assert said.startswith(reason)
    assert len(said) < 200
    assert "Traceback" not in capfd.readouterr().err


def test_a_call_by_place_is_answered_as_one_by_name(url: str, chatbot: "ChatBot") -> None:
    call = f"{url}/gradio_api/call"
    event = httpx.post(f"{call}/ask", json={"data": ["Can I work?", None, None, None, None]}).json()["event_id"]
    kind, data = told(f"{call}/ask/{event}")
    assert kind == "complete"
    assert json.loads(data) == [json.loads(without_paths(chatbot.reply("Can I work?")).to_json())]


def test_a_body_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(SettingsError, match="in UTF-8"):
        require_call(b'{"question": "\xff"}', is_named=True)
