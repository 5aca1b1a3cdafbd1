import json
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.cli.main import main
from bot.exports.files import Form, text_of
from bot.exports.records import exported
from tests.fakes import WordEncoder

LEASE = "# Lease\n\n## Notice\n\nThe tenant may end the lease with three months' notice at any time.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "lease.md").write_text(LEASE, encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "contracts"], WordEncoder())
    return tmp_path / "index"


@pytest.fixture
def saved(index: Path) -> Path:
    with Library.open(index) as library:
        answer = ChatBot(library, WordEncoder()).reply("How long is the notice?")
    assert len(answer.passages) == 1
    path = index.parent / "answers.html"
    path.write_text(text_of(exported([answer], "2026-03-01T12:00:00+00:00"), Form.HTML), encoding="utf-8")
    return path


def test_saved_answers_are_proved_against_the_index(
    index: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(saved), "--index", str(index)]) == 0
    assert capsys.readouterr().out == "1 answer with 1 quotation checked: every quotation holds.\n"


def test_a_quotation_that_no_longer_stands_in_its_document_is_named_and_the_exit_code_is_1(
    index: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lease = index.parent / "contracts" / "lease.md"
    lease.write_text(LEASE.replace("three months'", "one month's"), encoding="utf-8")
    build(index, [index.parent / "contracts"], WordEncoder())
    assert main(["verify", str(saved), "--index", str(index), "--json"]) == 1
    told = capsys.readouterr()
    proof = json.loads(told.out)
    assert (proof["holds"], proof["shows_its_record"]) == (False, True)
    assert proof["quotations"][0]["standing"] == "changed"
    assert "contracts/lease.md [" in told.err
    assert "these are not the words" in told.err


def test_a_page_whose_words_were_changed_by_hand_does_not_hold(
    index: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved.write_text(saved.read_text(encoding="utf-8").replace("<h2>How", "<h2>\x1b[31mHow"), encoding="utf-8")
    assert main(["verify", str(saved), "--index", str(index)]) == 1
    assert "what it shows is not what its record says" in capsys.readouterr().err


def test_a_file_of_something_else_is_refused_in_one_line(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "notes.md"
    other.write_text("# Notes", encoding="utf-8")
    assert main(["verify", str(other), "--index", str(index)]) == 1
    assert "holds no record of exported answers" in capsys.readouterr().err
