import json
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.cli.main import main
from bot.feedback.records import Opinion, Unanswered, thumb
from bot.feedback.store import FeedbackStore
from tests.fakes import WordEncoder

LEASE = "# Lease\n\n## Notice\n\nThe tenant may end the lease with three months' notice at any time.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "lease.md").write_text(LEASE, encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "contracts"], WordEncoder())
    return tmp_path / "index"


def rate(index: Path, opinion: Opinion) -> None:
    with Library.open(index) as library:
        answer = ChatBot(library, WordEncoder()).reply("How long is the notice?")
    FeedbackStore(index).add(thumb(answer, answer.passages[0], opinion, "2026-03-01", ""))


def test_the_report_names_questions_without_answer_and_passages_voted_down(
    index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(index, Opinion.OUTDATED)
    FeedbackStore(index).add(Unanswered("2026-03-01", "What does parking cost?\x1b[31m"))
    assert main(["report", "--index", str(index)]) == 0
    told = capsys.readouterr().out
    assert "1 thumb from readers." in told
    assert "  1 x  What does parking cost?\N{REPLACEMENT CHARACTER}[31m" in told
    assert "1 outdated:  contracts/lease.md, characters" in told
    assert "asked: How long is the notice?" in told
    assert main(["report", "--index", str(index), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["downvoted"][0]["votes"] == [{"opinion": "outdated", "times": 1}]
    assert report["keeps_unanswered"] is False


def test_the_owner_turns_the_keeping_of_questions_on_and_off(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word, kept in (("on", True), ("off", False)):
        assert main(["report", "--index", str(index), "--keep-unanswered", word]) == 0
        assert FeedbackStore(index).keeps_unanswered is kept
    assert "(are not kept, only those given a thumb" in capsys.readouterr().out


def test_relevant_passages_become_a_question_file_that_is_never_written_over(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "relevant.toml"
    command = ["report", "--index", str(index), "--questions", str(path)]
    assert main(command) == 1
    assert "No passage was called relevant yet" in capsys.readouterr().err
    rate(index, Opinion.RELEVANT)
    assert main(command) == 0
    assert f"{path}: 1 question. Ask them with: footnote evaluate {path}" in capsys.readouterr().out
    assert 'quote = "The tenant may end the lease with three months\' notice at any time."' in path.read_text("utf-8")
    assert main(command) == 1
    assert "cannot be written (File exists)" in capsys.readouterr().err


def test_an_index_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--index", str(tmp_path)]) == 1
    assert "holds no index" in capsys.readouterr().err
