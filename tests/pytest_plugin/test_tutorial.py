"""Every file and command of docs/testing-your-documents.md, in its order, with the real model."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from bot.cli.main import main
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from tests.conftest import ROOT

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.real

TUTORIAL = (ROOT / "docs" / "testing-your-documents.md").read_text(encoding="utf-8")
STEP = re.compile(
    r'^<!-- file: (?P<changed>[^\n,]+), "(?P<old>[^\n"]+)" becomes "(?P<new>[^\n"]+)" -->$'
    r"|^<!-- file: (?P<file>[^\n,]+) -->\n```\w+\n(?P<text>.*?)^```$"
    r"|^<!-- run: (?P<outcome>[^\n]+?) -->\n```sh\npytest (?P<arguments>[^\n]+)\n```"
    r"(?:\n\n```text\n(?P<shown>.*?)^```$)?"
    r"|^<!-- run: exit 0 -->\n```sh\n(?P<commands>(?:footnote [^\n]+\n)+)```$",
    re.MULTILINE | re.DOTALL,
)


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(pytester: pytest.Pytester, step: re.Match[str]) -> None:
    """Run a command of the page, and compare what it printed; `*` stands for anything."""
    result = pytester.runpytest(*shlex.split(step["arguments"]))
    outcomes = {what: int(count) for count, what in re.findall(r"(\d+) (\w+)", step["outcome"])}
    assert {what: n for what, n in result.parseoutcomes().items() if what != "warnings"} == outcomes
    if step["shown"]:
        lines = [re.escape(line).replace(r"\*", ".*") for line in step["shown"].splitlines() if line]
        result.stdout.re_match_lines([rf"^{line.replace('=' * 30, '=+')}" for line in lines])


def test_every_file_and_command_of_the_page_does_what_it_says(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    real_encoder: SentenceTransformerEncoder,
    model_is_loaded: None,  # noqa: ARG001
) -> None:
    for place in ("bot.pytest_plugin.bots", "bot.chatbot", "bot.encoders.sentence_transformer"):
        monkeypatch.setattr(f"{place}.load_encoder", lambda _name=None: real_encoder)
    monkeypatch.setenv("COLUMNS", "80")  # what is printed fills the line
    steps = list(STEP.finditer(TUTORIAL))
    assert len(steps) == TUTORIAL.count("<!-- ") == 15
    for step in steps:
        if step["changed"]:
            path = pytester.path / step["changed"]
            put(path, path.read_text(encoding="utf-8").replace(step["old"], step["new"]))
        elif step["file"]:
            put(pytester.path / step["file"], step["text"])
        elif step["commands"]:
            assert [main(shlex.split(line)[1:]) for line in step["commands"].splitlines()] == [0, 0]
        else:
            run(pytester, step)


def test_the_workflow_runs_the_questions() -> None:
    workflow = re.search(r"documents\.yml -->\n```yaml\n(.*?)```", TUTORIAL, re.DOTALL)
    assert workflow is not None
    steps = yaml.safe_load(workflow[1])["jobs"]["questions"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [
        "pip install ./.footnote pytest",
        "pytest questions.toml",
    ]


def test_every_key_of_a_question_is_explained() -> None:
    from bot.evaluation.questions import QUESTION_KEYS
    from bot.evaluation.turn_keys import LISTING_KEYS

    cells = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", TUTORIAL, re.MULTILINE)
    explained = sorted(key for cell in cells for key in re.findall(r"\w+", cell))
    assert explained == sorted((*QUESTION_KEYS, *LISTING_KEYS))


def test_the_lists_and_guides_of_the_page_can_be_asked_for(tmp_path: Path) -> None:
    from bot.evaluation.questions import read_questions

    (example,) = re.findall(r"^```toml\n([^`]*\nlisting = .*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
    (tmp_path / "questions.toml").write_text(example, encoding="utf-8")
    asked = [
        turn.expected for question in read_questions(tmp_path / "questions.toml").questions for turn in question.turns
    ]
    for key in ("listing", "guide", "which", "period", "act"):
        assert sum(getattr(expected, key) is not None for expected in asked) == 1


def test_every_assertion_of_a_reply_is_named() -> None:
    from bot.pytest_plugin.replies import Reply

    others = {"level", "passages", "verdict_on"}  # what is looked at, and what the plugin itself asks
    assertions = {name for name in vars(Reply) if not name.startswith("_")} - others
    assert {name for name in assertions if f"`{name}`" not in TUTORIAL} == set()
