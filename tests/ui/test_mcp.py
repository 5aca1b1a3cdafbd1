"""The tools as a program that speaks MCP meets them: a real client, over HTTP."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict
from typing import TypeVar

import httpx
import pytest
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from mcp import Client
from mcp_types import CallToolResult
from pydantic import JsonValue

from bot import Answer, ChatBot
from bot.errors import SettingsError
from bot.exports.records import without_paths
from bot.records import CollectionGuide, Guide, Turn
from bot.ui import doors
from bot.ui.doors import Doors
from bot.ui.serve import RunningPage, start
from tests.ui.loops import run_apart
from tests.ui.real_bots import small_bot

T = TypeVar("T")

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

WITH_TOOLS = Doors(has_tools=True)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    with small_bot(tmp_path_factory.mktemp("mcp")) as bot:
        yield bot


@pytest.fixture(scope="module")
def page(bot: ChatBot) -> Iterator[RunningPage]:
    running = start(bot, port=0, doors=WITH_TOOLS)
    yield running
    running.close()


def with_client(page: RunningPage, use: Callable[[Client], Awaitable[T]]) -> T:
    async def run() -> T:
        async with Client(f"{page.url}/mcp") as client:
            return await use(client)

    return run_apart(run())


def call(page: RunningPage, name: str, **arguments: JsonValue) -> CallToolResult:
    return with_client(page, lambda client: client.call_tool(name, arguments))


def structured(result: CallToolResult) -> dict[str, JsonValue]:
    assert not result.is_error, result.content
    content: dict[str, JsonValue] = result.structured_content
    return content


def as_json(guide: Guide | CollectionGuide) -> JsonValue:
    told: JsonValue = json.loads(json.dumps(asdict(guide)))
    return told


def test_the_tools_are_listed_with_typed_arguments_and_results(page: RunningPage) -> None:
    listed = with_client(page, lambda client: client.list_tools()).tools
    assert [tool.name for tool in listed] == ["ask", "search", "open_citation", "find", "guide"]
    for tool in listed:
        assert tool.description
        assert tool.output_schema is not None
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
    assert list(listed[0].input_schema["properties"]) == ["question", "history", "documents"]
    assert listed[2].input_schema["required"] == ["document", "start", "end"]


def test_ask_gives_the_answer_of_the_bot(page: RunningPage, bot: ChatBot) -> None:
    given = structured(call(page, "ask", question="What does a session cost?"))
    assert given["short_answer"]
    assert Answer.from_json(json.dumps(given)) == without_paths(bot.reply("What does a session cost?"))


def test_ask_understands_a_question_by_those_before(page: RunningPage, bot: ChatBot) -> None:
    question = "And how much does it cost?"
    earlier: list[JsonValue] = ["Does the laser hurt?", "And the sun?"]
    turns: list[Turn] = []
    for asked in earlier:
        turns.append(Turn(str(asked), bot.reply(str(asked), turns)))
    given = structured(call(page, "ask", question=question, history=earlier))
    assert Answer.from_json(json.dumps(given)) == without_paths(bot.reply(question, turns))
    assert given["carried"] != structured(call(page, "ask", question=question))["carried"] == []


def test_guide_says_what_a_document_is_about_or_all_of_them(page: RunningPage, bot: ChatBot) -> None:
    name = bot.library.documents()[0].id
    assert structured(call(page, "guide", document=name)) == as_json(without_paths(bot.guide(name)))
    assert structured(call(page, "guide")) == as_json(bot.library.collection_guide())
    missing = call(page, "guide", document="notes/laser.pdf")
    assert missing.is_error
    assert "the index holds no document 'notes/laser.pdf'" in str(missing.content)


def test_search_gives_the_best_k_passages_in_order(page: RunningPage, bot: ChatBot) -> None:
    given = structured(call(page, "search", query="laser pain", k=2))
    expected = without_paths(bot.reply("laser pain", passages=2)).passages
    texts = [passage["text"] for passage in given["passages"]]  # type: ignore[call-overload,index,union-attr]
    assert texts == [quotation.text for quotation in expected]
    assert len(texts) == 2


def test_only_the_named_documents_are_asked(page: RunningPage, bot: ChatBot) -> None:
    for name in [summary.id for summary in bot.library.documents()]:
        expected = without_paths(bot.reply("laser pain", passages=3, documents=[name]))
        given = structured(call(page, "search", query="laser pain", k=3, documents=[name]))
        texts = [passage["text"] for passage in given["passages"]]  # type: ignore[call-overload,index,union-attr]
        assert texts == [quotation.text for quotation in expected.passages]
        asked = structured(call(page, "ask", question="laser pain", documents=[name]))
        assert Answer.from_json(json.dumps(asked)) == without_paths(bot.reply("laser pain", documents=[name]))


def test_find_lists_every_document_with_the_words(page: RunningPage, bot: ChatBot) -> None:
    listing = without_paths(bot.find("laser"))
    assert [one.document for one in listing.documents] == ["notes/laser.md", "notes/sun.md"]
    assert structured(call(page, "find", query="laser")) == json.loads(json.dumps(asdict(listing)))
    narrowed = structured(call(page, "find", query="laser -pain", documents=["notes/sun.md"]))
    assert narrowed == json.loads(json.dumps(asdict(without_paths(bot.find("laser", ["notes/sun.md"])))))
    assert "location" in json.dumps(narrowed)
    assert str(bot.library.path.parent) not in json.dumps(narrowed)  # where the file lies on this machine


def test_the_endpoint_find_gives_the_same_listing(page: RunningPage, bot: ChatBot) -> None:
    client = GradioClient(page.url, verbose=False)
    listing = json.loads(json.dumps(asdict(without_paths(bot.find("laser")))))
    assert client.predict("laser", api_name="/find") == listing
    assert client.predict("laser", ["notes/sun.md"], api_name="/find")["total"] == 1
    with pytest.raises(AppError, match="After title: a value is missing"):
        client.predict("title:", api_name="/find")


def test_a_citation_opens_at_its_words(page: RunningPage, bot: ChatBot) -> None:
    citation = bot.reply("What does a session cost?").passages[0].citation
    opened = structured(call(page, "open_citation", document=citation.document, start=citation.start, end=citation.end))
    assert opened["exact"] == citation.exact
    whole = f"{opened['before']}{opened['exact']}{opened['after']}"
    assert whole == bot.library.text(citation.document)  # short enough to be shown whole
    assert (opened["title"], opened["text_sha256"]) == (citation.title, citation.text_sha256)
    assert opened["location"] == citation.document  # not where it lies on this machine


@pytest.mark.parametrize(
    ("tool", "arguments", "sentence"),
    [
        ("open_citation", {"document": "gone.md", "start": 0, "end": 1}, "'gone.md'"),
        ("open_citation", {"document": "notes/sun.md", "start": 5, "end": 5_000}, "5 to 5000 are no words of it"),
        ("find", {"query": 'the "pain'}, "The quotation mark before 'pain' is not closed; close it."),
        ("search", {"query": "pain", "k": 0}, "'k' must be a whole number from 1 to 50, got 0."),
        ("ask", {"question": "long " * 1_000}, "'question' has 5,000 characters; ask in at most 2,000."),
        ("search", {"query": "long " * 1_000}, "'query' has 5,000 characters; ask in at most 2,000."),
        ("ask", {"question": "pain", "history": ["x" * 4_000] * 50}, "'history' holds 200,000 characters"),
        ("ask", {"question": "pain", "history": ["x"] * 51}, "'history' holds 51 questions; give at most 50."),
        (
            "ask",
            {"question": "pain", "documents": ["x"] * 10_001},
            "'documents' holds 10,001 ids; give at most",
        ),
        ("search", {"query": "pain", "documents": ["x" * 5_000]}, "'documents' holds an id of 5,000 characters"),
        (
            "open_citation",
            {"document": "x" * 5_000, "start": 0, "end": 1},
            "'document' holds an id of 5,000",
        ),
        ("ask", {"question": 5}, "'question' must be a text, got 5."),
        ("ask", {"question": "pain", "history": [[]] * 400}, "'history' holds 400 questions; give at most 50."),
        ("ask", {"question": "pain", "history": [5]}, "'history' must be a list of questions, got [5]."),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    page: RunningPage, tool: str, arguments: dict[str, JsonValue], sentence: str
) -> None:
    result = call(page, tool, **arguments)
    assert result.is_error
    assert sentence in result.content[0].text  # type: ignore[union-attr]  # errors are text


def test_a_foreign_host_name_is_refused_here_too(page: RunningPage) -> None:
    answer = httpx.post(f"{page.url}/mcp", headers={"Host": "evil.invalid"}, json={})
    assert answer.status_code == 403


def test_without_the_option_there_are_no_tools(url: str) -> None:
    assert httpx.post(f"{url}/mcp", json={}).status_code in {404, 405}


def test_without_the_package_the_page_does_not_start_and_says_what_to_install(
    bot: ChatBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"pip install 'footnote\[mcp\]'"):
        start(bot, port=0, doors=WITH_TOOLS)


@pytest.mark.parametrize("inside", ['"\\ud800"', '"\\udfff pain"', "[" * 100_000])
def test_a_call_that_cannot_be_read_is_an_error_of_the_protocol(
    page: RunningPage, capfd: pytest.CaptureFixture[str], inside: str
) -> None:
    called = f'{{"name": "ask", "arguments": {{"question": {inside}}}}}'
    body = f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {called}}}'
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    refused = httpx.post(f"{page.url}/mcp", content=body, headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, -32700)
    assert refused.json()["error"]["message"].startswith("Parse error: ")
    assert "Traceback" not in capfd.readouterr().err
