"""Every error a user can cause is one sentence on standard error, and exit status 1 (2 for nothing to index)."""

import errno
import os
from pathlib import Path

import pytest

from bot.cli.main import main, make_parser


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    status = main(arguments)
    return status, capsys.readouterr().err


@pytest.mark.parametrize("command", [["ask", "why?"], ["chat"], ["status"], ["verify"], ["remove", "x.md"], ["serve"]])
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
