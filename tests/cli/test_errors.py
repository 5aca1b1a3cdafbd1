"""Every error a user can cause is one sentence on standard error, and exit status 1 (2 for nothing to index)."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main as command_line
from bot.cli.main import INTERRUPTED, main, make_parser


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(arguments)
    return status, capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["ask", "why?"], ["find", "why"], ["chat"], ["status"], ["verify"], ["remove", "x.md"], ["serve"]]
)
def test_no_index_yet(command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, error = said([*command, "--index", str(tmp_path / "none")], capsys)
    assert status == 1
    assert error.startswith("footnote: ")
    assert "footnote build DIR" in error
    assert error.count("\n") == 1


def test_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, error = said(["build", str(tmp_path / "nowhere"), "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert "There is no folder or file at" in error


@pytest.mark.real
def test_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    status, error = said(["build", str(tmp_path / "docs"), "--index", str(tmp_path / "i")], capsys)
    assert status == 2
    assert "nothing was indexed" in error


def test_unknown_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, error = said(["build", str(tmp_path), "--model", "./no/model", "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert "There is no model folder at './no/model'" in error


@pytest.mark.real
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_indexed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "good.txt").write_text("Dogs stay outside.", encoding="utf-8")
    (docs / "bad.txt").write_bytes(b"%PDF-1.7 not text at all")
    status, error = said(["build", str(docs), "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert "refused: " in error
    assert "bad.txt: the file cannot be opened as a PDF" in error


@pytest.mark.real
def test_a_file_that_wants_more_than_a_limit_is_refused_until_the_limit_is_raised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "long.txt").write_text("Dogs stay outside. " * 100, encoding="utf-8")
    command = ["build", str(tmp_path / "docs"), "--index", str(tmp_path / "i"), "--max-characters"]
    status, error = said([*command, "1000"], capsys)
    assert status == 2
    assert "long.txt: " in error
    assert said([*command, "2000"], capsys)[0] == 0


def test_a_limit_must_be_greater_than_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, error = said(["build", str(tmp_path), "--max-seconds", "0", "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert "the limit 'seconds' must be greater than 0, got 0.0." in error


@pytest.mark.parametrize(
    ("limit", "value"), [("seconds", "inf"), ("seconds", "1e300"), ("memory-mib", "9" * 30), ("pages", "1000000001")]
)
def test_a_limit_must_be_one_that_can_be_kept(
    limit: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, error = said(["build", str(tmp_path), f"--max-{limit}", value, "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert f"the limit '{limit.replace('-', '_')}' must be at most 1,000,000,000, got " in error


@pytest.mark.skipif(os.name == "nt", reason="Windows has other words, and other names")
@pytest.mark.parametrize("command", [["build", "."], ["ask", "why?"], ["status"]])
def test_what_can_be_no_index_is_said_before_anything_is_done(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    for name, reason in [
        (str(tmp_path / "file"), "it is no folder"),
        (str(tmp_path / "file" / "below"), "Not a directory"),
        ("ix\udce9", "the name is not valid Unicode"),
        ("~no such user/index", "Could not determine home directory"),
    ]:
        status, error = said([*command, "--index", name], capsys)
        assert (status, error.count("\n")) == (1, 1)
        assert f" cannot hold an index ({reason}); give --index another folder." in error


def test_an_index_in_the_home_is_found_behind_an_equals_sign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert f"{tmp_path / 'index'} holds no" in said(["status", "--index=~/index"], capsys)[1]


def test_an_interruption_at_any_time_is_one_line_and_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    def made_into_another() -> None:
        try:
            interrupted()
        except KeyboardInterrupt as error:
            raise RuntimeError("Error calling __set_name__") from error

    for stops in (interrupted, made_into_another):
        monkeypatch.setattr(command_line, "make_parser", stops)
        status, error = said(["status"], capsys)
        assert status == INTERRUPTED
        assert error.startswith("\nfootnote: interrupted; ")


def test_an_interruption_while_a_class_is_made_ends_with_a_status_not_by_the_signal() -> None:
    script = (
        "import bot.cli.main as command_line\n"
        "command_line.make_parser = lambda: exec('raise KeyboardInterrupt')\n"
        "raise SystemExit(command_line.main([]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (INTERRUPTED, "")
    assert "Traceback" not in done.stderr


@pytest.mark.real
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "good.txt").write_text("Dogs stay outside.", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, error = said(["build", str(docs), "--index", str(tmp_path / "i")], capsys)
    assert status == 1
    assert "room" in error or "full" in error


def test_every_command_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("build", "ask", "chat", "serve", "verify", "status", "remove", "evaluate"):
        with pytest.raises(SystemExit, match="0"):
            make_parser().parse_args([command, "--help"])
        shown = capsys.readouterr().out
        assert f"example:\n  footnote {command}" in shown
        assert "--index DIR" in shown
