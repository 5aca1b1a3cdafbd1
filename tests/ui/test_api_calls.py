"""What the endpoint says to a call that is none: a sentence, and the owner's window stays quiet."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from bot.errors import SettingsError
from bot.exports.records import without_paths
from bot.ui.api import ask_endpoint, find_endpoint, guide_endpoint
from bot.ui.api_calls import ENDPOINTS, require_call

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


@pytest.mark.parametrize("made", [ask_endpoint, find_endpoint, guide_endpoint])
def test_the_arguments_are_those_of_the_endpoint(made: Callable[..., Callable[..., Awaitable[object]]]) -> None:
    code = made(None, None).__code__  # only its names are looked at
    assert code.co_varnames[1 : code.co_argcount] == ENDPOINTS[code.co_name]


NAMED = "v2/ask"
MANY = json.dumps({"question": "hi", "history": [{"question": "x"}] * 51})
LONG = json.dumps({"question": "hi", "history": [{"question": "x" * 4_000}] * 50})


def asked(**arguments: object) -> str:
    return json.dumps({"question": "hi", **arguments})


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        (NAMED, "{}", 422, "'question' is missing; give one"),
        (NAMED, '{"question": "hi", "bogus": 1}', 422, "There is no argument 'bogus'; there are question, history"),
        (NAMED, "[]", 422, "The body must be a JSON object"),
        (NAMED, "[" * 50_000, 422, "The body is nested too deeply"),
        (NAMED, asked(question=[[]] * 50_000), 422, "The body holds more than 50,000 lists and objects"),
        (NAMED, "question=hi", 422, "The body must be JSON"),
        ("ask", '{"data": []}', 422, "'data' must be a list of question, history"),
        ("ask", '{"data": "hi"}', 422, "'data' must be a list"),
        ("v2/find", "{}", 422, "'query' is missing; give one, as in {\"query\""),
        (
            "v2/find",
            '{"query": "hi", "history": []}',
            422,
            "There is no argument 'history'; there are query, doc",
        ),
        ("v2/find", '{"query": 5}', 422, "'query' must be a text, got 5."),
        ("v2/find", json.dumps({"query": "x" * 2_001}), 422, "'query' has 2,001 characters; ask in at most 2,000."),
        ("find", '{"data": ["hi"]}', 422, "'data' must be a list of query, documents"),
        ("v2/other", '{"question": "hi"}', 404, "There is no endpoint 'other'"),
        ("other", '{"data": []}', 404, "There is no endpoint 'other'; there are ask, find, guide"),
        ("v2/guide", '{"question": "hi"}', 422, "There is no argument 'question'; there are document"),
        ("v2/guide", '{"document": 5}', 422, "'document' must be the id of a document, got 5"),
        (NAMED, asked(question=5), 422, "'question' must be a text, got 5."),
        (NAMED, asked(question=None), 422, "'question' must be a text, got None."),
        (NAMED, asked(question="x" * 2_001), 422, "'question' has 2,001 characters; ask in at most 2,000."),
        (NAMED, asked(question="laser \ud800"), 422, "The body holds half of a character (a lone surrogate"),
        (NAMED, asked(question="\udfff laser"), 422, "The body holds half of a character"),
        (NAMED, asked(history=5), 422, "'history' must be a list of answers, got 5."),
        (NAMED, asked(history=[{"a\udc00": 1}]), 422, "The body holds half of a character"),
        (NAMED, MANY, 422, "'history' holds 51 answers; give at most 50."),
        (NAMED, LONG, 422, "'history' holds 200,000 characters of questions; give at most 10,000."),
        (NAMED, '{"history": ' + "[" * 500 + "]" * 500 + "}", 422, "The body is nested too deeply"),
        (NAMED, asked(pinned=["word"] * 100_000), 422, "'pinned' holds 100,000 words; give at most 100."),
        (NAMED, asked(pinned=["x" * 1_001] * 2), 422, "'pinned' holds 2,002 characters of words; give at most 2,000."),
        (NAMED, asked(pinned=["\ud83d"]), 422, "The body holds half of a character"),
        (NAMED, asked(pinned=[5]), 422, "'pinned' must be a list of words, got [5]."),
        (NAMED, asked(without="pain"), 422, "'without' must be a list of words, got 'pain'."),
        (NAMED, asked(without=["x" * 500_000]), 422, "'without' holds 500,000 characters of words"),
        (NAMED, asked(documents="x" * 5_000), 422, "'documents' must be a list of ids, got 'xxx"),
        (NAMED, asked(documents=["x"] * 10_001), 422, "'documents' holds 10,001 ids; give at most 10,000."),
        (NAMED, asked(documents=["x" * 100_000]), 422, "'documents' holds an id of 100,000 characters"),
        (NAMED, asked(pinned=["x" * 2_200_000]), 413, "This is larger than 2 MiB, which is the limit."),
        ("ask", json.dumps({"data": ["hi", None, None, ["x"] * 101, None]}), 422, "'pinned' holds 101 words"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_call_that_cannot_be_answered_is_refused_at_once(
    url: str, chatbot: "ChatBot", capfd: pytest.CaptureFixture[str], path: str, body: str, status: int, reason: str
) -> None:
    before = len(chatbot.asked)  # type: ignore[attr-defined]  # the fake remembers
    refused = httpx.post(f"{url}/gradio_api/call/{path}", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.headers["X-Content-Type-Options"]) == (status, "nosniff")
    assert refused.json()["detail"].startswith(reason)
    assert len(refused.json()["detail"]) < 200
    assert len(chatbot.asked) == before  # type: ignore[attr-defined]
    assert "Traceback" not in capfd.readouterr().err


def test_a_call_at_its_limits_is_answered(url: str, chatbot: "ChatBot") -> None:
    answer = json.loads(without_paths(chatbot.reply("Can I work?")).to_json())
    arguments = {
        "question": ("Can I work? " + "x" * 2_000)[:2_000],
        "history": [{**answer, "question": "x" * 200}] * 50,
        "without": ["x" * 20] * 100,
        "pinned": ["\N{GRINNING FACE}" * 20] * 100,
        "documents": ["corpus/laser.md"] * 10_000,
    }
    call = f"{url}/gradio_api/call"
    event = httpx.post(f"{call}/v2/ask", json=arguments).json()["event_id"]
    kind, *_ = httpx.get(f"{call}/ask/{event}").text.splitlines()
    assert kind == "event: complete"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"question": "hi", "history": [5]}, "Not an answer in Footnote's JSON"),
        (
            {"question": "hi", "history": [{"question": "x", "level": "y" * 300_000}]},
            "'history' holds an answer of 300",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_history_that_holds_no_answer_is_an_error_in_words(
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


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"pinned": ["word"] * 100_000}, "'pinned' holds 100,000 words; give at most 100."),
        ({"without": ["x" * 3_000]}, "'without' holds 3,000 characters of words; give at most 2,000."),
        ({"history": [{"question": "x" * 4_000}] * 50}, "'history' holds 200,000 characters of questions"),
        ({"documents": ["x" * 5_000]}, "'documents' holds an id of 5,000 characters"),
        ({"question": "x" * 2_001}, "'question' has 2,001 characters"),
        ({"question": 5}, "'question' must be a text, got 5."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_through_gradio_s_queue_the_limits_are_the_same(url: str, given: dict[str, object], reason: str) -> None:
    with pytest.raises(AppError) as refused:
        Client(url, verbose=False).predict(**{"question": "hi", **given}, api_name="/ask")
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize("route", ["queue/join", "run/predict", "call/ask"])
@pytest.mark.parametrize(
    ("inside", "reason"),
    [('"\\ud800"', "The body holds half of a character"), ("[" * 900 + "]" * 900, "The body is nested too deeply")],
    ids=["half a character", "deep"],
)
def test_what_gradio_cannot_read_is_refused_before_it_wherever_it_is_sent(
    url: str, capfd: pytest.CaptureFixture[str], route: str, inside: str, reason: str
) -> None:
    body = f'{{"data": [{inside}], "fn_index": 0, "session_hash": "x", "event_data": {{"question": {inside}}}}}'
    refused = httpx.post(f"{url}/gradio_api/{route}", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["detail"][: len(reason)]) == (422, reason)
    assert "Traceback" not in capfd.readouterr().err


def test_a_call_by_place_is_answered_as_one_by_name(url: str, chatbot: "ChatBot") -> None:
    call = f"{url}/gradio_api/call"
    event = httpx.post(f"{call}/ask", json={"data": ["Can I work?", None, None, None, None]}).json()["event_id"]
    kind, data = told(f"{call}/ask/{event}")
    assert kind == "complete"
    assert json.loads(data) == [json.loads(without_paths(chatbot.reply("Can I work?")).to_json())]


def test_a_body_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(SettingsError, match="in UTF-8"):
        require_call(b'{"question": "\xff"}', "ask", is_named=True)
