"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.conftest import ROOT

pytestmark = pytest.mark.real

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_exchange_is_the_beginning_of_the_real_one(
    monkeypatch: pytest.MonkeyPatch, shipped_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = re.search(r'\$ footnote ask "([^"\n]*)"\n(.*?)```', README, re.DOTALL)
    assert shown is not None
    question, exchange = shown.groups()
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(ROOT)
    main(["ask", question, "--index", str(shipped_index)])
    printed = capsys.readouterr().out
    assert printed[: len(exchange)] == exchange


def test_the_python_example_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = re.search(r"<!-- run by .*? -->\n```python\n(.*?)```", README, re.DOTALL)
    assert example is not None
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    exec(compile(example[1], "README.md", "exec"), {})  # noqa: S102  (our own text)
    assert capsys.readouterr().out.startswith("1 Infrared laser skin tightening")


def test_every_command_of_the_table_exists() -> None:
    from bot.cli.main import make_parser

    commands = set(re.findall(r"^\| `footnote (\w+)", README, re.MULTILINE))
    assert len(commands) == 13
    for command in commands:
        with pytest.raises(SystemExit, match="0"):
            make_parser().parse_args([command, "--help"])
