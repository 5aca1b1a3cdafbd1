import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from bot.errors import SettingsError
from bot.exports.records import without_paths
from bot.records import Answer
from bot.ui.doors import Doors
from bot.ui.serve import serve, start
from tests.patience import LIMIT_S

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

SERVER = """
from bot.ui.serve import serve
from tests.ui.samples import sample_chatbot
serve(sample_chatbot(), port=0)
"""


def test_the_endpoint_gives_the_answer_as_json(url: str, chatbot: "ChatBot") -> None:
    question = "How long does swelling last?"
    spoken = Client(url, verbose=False).predict(question, api_name="/ask")
    assert spoken["level"] == "found"
    citation = spoken["passages"][0]["citation"]
    assert chatbot.library.text(citation["document"])[citation["start"] : citation["end"]] == citation["exact"]


def test_the_endpoint_takes_its_own_answers_as_history(url: str, chatbot: "ChatBot") -> None:
    client = Client(url, verbose=False)
    first = client.predict("How long does swelling last?", api_name="/ask")
    client.predict("And work?", [first], api_name="/ask")
    question, history = chatbot.asked[-1]  # type: ignore[attr-defined]  # the fake remembers
    assert (question, [turn.question for turn in history]) == ("And work?", ["How long does swelling last?"])
    assert history[0].answer == without_paths(chatbot.reply("How long does swelling last?"))


def test_the_endpoint_passes_on_which_words_to_search_for(url: str, chatbot: "ChatBot") -> None:
    client = Client(url, verbose=False)
    client.predict("And work?", [], ["laser"], ["swelling", "pain"], api_name="/ask")
    client.predict("And work?", api_name="/ask")
    chosen = chatbot.chosen[-2:]  # type: ignore[attr-defined]  # the fake remembers
    assert chosen == [(("laser",), ("swelling", "pain")), ((), ())]


def test_the_endpoint_gives_all_that_stands_around_the_quotations(url: str, chatbot: "ChatBot") -> None:
    client = Client(url, verbose=False)
    for question in ("noted", "thank you"):
        spoken = client.predict(question, api_name="/ask")
        assert Answer.from_json(json.dumps(spoken)) == without_paths(chatbot.reply(question))


def test_the_endpoint_says_foreseen_errors_and_nothing_of_others(url: str) -> None:
    client = Client(url, verbose=False)
    with pytest.raises(AppError, match="built with another encoder <b>; build it again"):
        client.predict("broken", api_name="/ask")
    with pytest.raises(AppError, match="Not an answer in Footnote's JSON: level: Field required"):
        client.predict("swelling", [{"question": "x"}], api_name="/ask")
    with pytest.raises(AppError, match="'pinned' must be a list of words, got 'pain'"):
        client.predict("swelling", pinned="pain", api_name="/ask")
    with pytest.raises(AppError, match="has not enabled verbose error reporting") as hidden:
        client.predict("crash", api_name="/ask")
    assert "secret" not in str(hidden.value)


def test_ask_find_and_guide_are_offered_to_programs(url: str) -> None:
    described = Client(url, verbose=False).view_api(return_format="dict", print_info=False)
    assert list(described["named_endpoints"]) == ["/ask", "/find", "/guide"]
    assert described["unnamed_endpoints"] == {}


@pytest.mark.parametrize("path", ["/etc/hostname", str(Path(__file__)), "pyproject.toml"])
def test_no_file_of_this_machine_is_served(url: str, path: str) -> None:
    assert httpx.get(f"{url}/gradio_api/file={path}").status_code == 404


def test_gradio_takes_no_file(url: str) -> None:
    assert httpx.post(f"{url}/gradio_api/upload", files={"files": ("a.txt", b"a")}).status_code == 404


def test_a_foreign_host_name_is_refused(url: str) -> None:
    assert httpx.get(url, headers={"Host": "evil.invalid"}).status_code == 403
    assert httpx.get(url.replace("127.0.0.1", "localhost")).status_code == 200


def test_the_browser_is_told_to_reach_no_other_host(url: str) -> None:
    policy = httpx.get(url).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_a_taken_port_is_passed_over_and_the_page_says_so(
    chatbot: "ChatBot", capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = start(chatbot, host="127.0.0.1", port=port)
        try:
            used = int(running.url.rsplit(":", 1)[1])
            assert port < used < port + 100
            assert capsys.readouterr().out == f"Port {port} is taken, so port {used} is used.\n"
            assert httpx.get(running.url).status_code == 200
        finally:
            running.close()


def test_serve_without_blocking_says_and_returns_the_address(
    chatbot: "ChatBot", capsys: pytest.CaptureFixture[str]
) -> None:
    url = serve(chatbot, port=0, block=False)
    assert capsys.readouterr().out == f"Footnote is at {url}\n"
    assert httpx.get(url).status_code == 200


@pytest.mark.parametrize("port", [-1, 65_536])
def test_an_impossible_port_is_refused(chatbot: "ChatBot", port: int) -> None:
    with pytest.raises(SettingsError, match=f"from 0 to 65535, got {port}"):
        start(chatbot, host="127.0.0.1", port=port)


def test_a_host_of_another_machine_is_refused(chatbot: "ChatBot") -> None:
    with pytest.raises(SettingsError, match=r"Cannot serve at host '192\.0\.2\.1'.*Use 127\.0\.0\.1"):
        start(chatbot, host="192.0.2.1", port=0, doors=Doors(is_open_to_all=True))


@pytest.mark.real
@pytest.mark.skipif(os.name == "nt", reason="a console's Ctrl-C cannot be sent to one process there")
def test_ctrl_c_ends_the_page_without_a_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Footnote is at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=LIMIT_S)
    finally:
        process.kill()
    assert (process.returncode, out, error) == (0, "Footnote has stopped.\n", "")


@pytest.mark.real
def test_starting_the_page_reaches_no_other_machine(
    url: str, chatbot: "ChatBot", monkeypatch: pytest.MonkeyPatch
) -> None:
    del url  # Gradio is imported and running
    reached: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: object) -> None:
        reached.append(address)
        connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", watched)
    others = set(threading.enumerate())
    running = start(chatbot, host="127.0.0.1", port=0, examples=("Why?",))
    httpx.get(running.url)
    running.close()
    for thread in set(threading.enumerate()) - others:  # what Gradio begins beside, as it does its telemetry
        thread.join(LIMIT_S)
    hosts = {address[0] for address in reached if isinstance(address, tuple)}
    assert hosts == {"127.0.0.1"}
