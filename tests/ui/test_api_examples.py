"""The examples of docs/api.md, run as they stand there, against a running page."""

import json
import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.exports.records import without_paths
from tests.conftest import ROOT

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

WRITTEN_FOR = "http://127.0.0.1:7860"
EXAMPLES = dict(re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "docs" / "api.md").read_text("utf-8"), re.M | re.S))


def written(language: str, url: str, folder: Path, suffix: str) -> str:
    """The path of the example of that language, which asks the page at `url`."""
    script = folder / f"example{suffix}"
    assert WRITTEN_FOR in EXAMPLES[language]
    script.write_text(EXAMPLES[language].replace(WRITTEN_FOR, url), encoding="utf-8")
    return str(script)


def run(*command: str) -> str:
    """What the command prints."""
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def expected_lines(chatbot: "ChatBot") -> str:
    """Level, then text and document of each short quotation, then title, start and text of each passage."""
    answer = chatbot.reply("How long does swelling last?")
    short = [f"{shown.text} {shown.citation.document}\n" for shown in answer.short_answer]
    lines = [f"{shown.citation.title} {shown.citation.start} {shown.text}\n" for shown in answer.passages]
    return f"{answer.level.value}\n{''.join((*short, *lines))}"


def test_the_example_in_python_prints_the_answer(
    url: str, chatbot: "ChatBot", tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runpy.run_path(written("python", url, tmp_path, ".py"))  # here, where requests are patient
    printed = capsys.readouterr().out
    question, history = chatbot.asked[-1]  # type: ignore[attr-defined]  # the fake remembers
    assert (question, [turn.question for turn in history]) == ("And can I work?", ["How long does swelling last?"])
    assert printed == f"{expected_lines(chatbot)}{chatbot.reply('And can I work?').level.value}\n"


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_example_with_curl_prints_the_answer(url: str, chatbot: "ChatBot", tmp_path: Path) -> None:
    (spoken,) = json.loads(run("sh", written("sh", url, tmp_path, ".sh")))
    assert spoken == json.loads(without_paths(chatbot.reply("How long does swelling last?")).to_json())


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node; the browser runs the example too")
def test_the_example_in_javascript_prints_the_answer(url: str, chatbot: "ChatBot", tmp_path: Path) -> None:
    assert run("node", written("js", url, tmp_path, ".mjs")) == expected_lines(chatbot)
