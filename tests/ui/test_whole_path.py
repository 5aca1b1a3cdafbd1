"""The whole path with nothing faked: the command, the real model, the shipped corpus, a browser, the API."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio_client import Client

from bot import Answer, ChatBot
from bot.cli.main import main
from bot.exports.records import without_paths
from tests.conftest import ROOT
from tests.patience import LIMIT_S
from tests.ui.browsing import OpenTab

pytestmark = [
    pytest.mark.real,
    pytest.mark.browser,
    # Kept open by gradio_client until the interpreter ends.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

QUESTION = "How many sessions will I need?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the corpus, and beside it the index."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    return folder


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """`footnote serve` in a process of its own, ended by Ctrl-C."""
    command = ["serve", "--build", str(folder / "corpus"), "--index", str(folder / "index"), "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    address = ""
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            address = found.group()
            break
    yield address
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=LIMIT_S)
    assert "Footnote has stopped." in rest
    assert process.returncode == 0


def test_a_question_is_answered_and_each_citation_opens_at_its_words(
    open_tab: OpenTab, url: str, shipped_bot: ChatBot
) -> None:
    tab = open_tab()
    tab.picture("shipped_empty")
    tab.ask(QUESTION)
    tab.picture("shipped_answer")
    answer = shipped_bot.reply(QUESTION)
    assert tab.page.locator(".fn-card").count() == len(answer.passages)
    for number, quotation in enumerate(answer.passages):
        tab.page.locator(".fn-card > .fn-citation").nth(number).click()
        tab.wait_for_cited(quotation.text)
        tab.wait_until_in_sight()
        tab.picture(f"shipped_citation_{number + 1}")
    assert tab.complaints == []
    assert {request.split("/")[2] for request in tab.requests if "://" in request} == {url.split("/")[2]}


def test_what_is_not_in_the_documents_is_said_so(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Who wrote The Magic Mountain?")
    tab.page.get_by_role("heading", name="Not in these documents").wait_for()
    assert tab.page.locator(".fn-unknown").inner_text() == "Nowhere in the documents: Magic, Mountain."
    tab.picture("shipped_not_found")


@pytest.mark.parametrize(("name", "width", "scheme"), [("narrow", 360, "light"), ("dark", 1360, "dark")])
def test_the_shipped_answer_looks_right_in_a_narrow_and_in_a_dark_window(
    open_tab: OpenTab, name: str, width: int, scheme: str
) -> None:
    tab = open_tab(width=width, scheme=scheme)
    tab.ask("How do the three methods compare?")
    tab.page.locator(".fn-card > .fn-citation").first.click()
    tab.page.locator("mark.fn-cited").first.wait_for()
    tab.wait_until_in_sight()
    assert not tab.has_sideways_scroll()
    tab.picture(f"shipped_{name}")


def test_the_endpoint_gives_the_answer_of_the_command(
    url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = Client(url, verbose=False).predict(QUESTION, api_name="/ask")
    capsys.readouterr()
    assert main(["ask", QUESTION, "--json", "--index", str(folder / "index")]) == 0
    asked = Answer.from_json(capsys.readouterr().out)
    assert Answer.from_json(json.dumps(given)) == without_paths(asked)


def test_a_running_page_answers_from_a_new_generation_without_a_restart(open_tab: OpenTab, folder: Path) -> None:
    tab = open_tab()
    tab.ask("What do zebras eat?")
    tab.page.get_by_role("heading", name="Not in these documents").wait_for()
    (folder / "corpus" / "zebras.md").write_text("# Zebras\n\nZebras eat grass all day long.\n", encoding="utf-8")
    assert main(["build", str(folder / "corpus"), "--index", str(folder / "index")]) == 0
    tab.ask("What do zebras eat?")
    last = tab.page.locator(".fn-exchange").last
    assert last.locator("mark").first.inner_text() == "Zebras eat grass all day long."
