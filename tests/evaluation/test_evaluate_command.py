"""`footnote evaluate`, with the fake encoder in place of the real one."""

import json
from functools import partial
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.evaluation.collections import COST, PAIN, SWAPPED_CORPUS, write_collection
from tests.fakes import WordEncoder


@pytest.fixture(autouse=True)
def fake_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str = "words") -> WordEncoder:
        return WordEncoder(name=name)

    monkeypatch.setattr("bot.encoders.sentence_transformer.load_encoder", load)
    monkeypatch.setattr("bot.chatbot.load_encoder", load)


def test_a_folder_is_measured_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_collection(tmp_path / "laser")
    assert main(["evaluate", str(folder), "--json", str(tmp_path / "report.json")]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("laser: 3 questions, 3 documents, 3 passages;")
    assert "mrr@10             0.750 [0.500, 1.000]" in shown
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [system["name"] for system in report["systems"]][:2] == ["footnote", "BM25"]
    assert [result["id"] for result in report["systems"][0]["questions"]] == ["q1", "q2", "q3"]


PAINS = ({"_id": "q1", "text": "laser pain"}, {"_id": "q2", "text": "needle pain"})


def test_a_fall_beyond_the_tolerance_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = partial(
        write_collection, tmp_path / "laser", queries=PAINS, qrels=[("q1", "pain", 1), ("q2", "pain", 1)], answers=None
    )
    folder, before = judged(), str(tmp_path / "before.json")
    common = ["evaluate", str(folder), "--no-baselines"]
    assert main([*common, "--json", before]) == 0
    assert main([*common, "--baseline", before]) == 0
    assert "No figure is worse by more than 0.01 with" in capsys.readouterr().out
    judged(corpus=SWAPPED_CORPUS)
    after = str(tmp_path / "after.json")
    assert main([*common, "--baseline", before, "--json", after]) == 1
    shown = capsys.readouterr().out
    assert "Worse by more than 0.01, and not by chance: ndcg@10, mrr@10, recall@1" in shown
    assert "  q1: ndcg@10 1.00 → " in shown
    comparison = json.loads(Path(after).read_text(encoding="utf-8"))["comparison"]
    assert [change["id"] for change in comparison["worse"]] == ["q1", "q2"]
    assert main([*common, "--baseline", before, "--tolerance", "1"]) == 0


def test_a_question_of_a_file_that_is_lost_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    for name, text in (("pain", PAIN), ("cost", COST)):
        (tmp_path / "docs" / f"{name}.txt").write_text(text, encoding="utf-8")
    questions, before = tmp_path / "questions.toml", str(tmp_path / "before.json")
    questions.write_text(
        'documents = "docs"\n'
        '[[questions]]\nquestion = "laser pain"\nquote = "Laser pain"\n'
        '[[questions]]\nquestion = "session price"\nquote = "Session price"\n',
        encoding="utf-8",
    )
    common = ["evaluate", str(questions), "--no-baselines"]
    assert main([*common, "--json", before]) == 0
    assert main([*common, "--baseline", before]) == 0
    (tmp_path / "docs" / "cost.txt").write_text("Session cost. Session fee.", encoding="utf-8")
    capsys.readouterr()
    assert main([*common, "--baseline", before]) == 1
    assert "Passed before, fails now: 1 of 2 questions\n  session price\n" in capsys.readouterr().out
    assert main([*common, "--baseline", before, "--tolerance", "0.5"]) == 0


def test_an_index_that_is_kept_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_collection(tmp_path / "laser")
    index = tmp_path / "index"
    assert main(["evaluate", str(folder), "--index", str(index)]) == 0
    encoder = WordEncoder(name="all-MiniLM-L6-v2")
    monkeypatch.setattr("bot.encoders.sentence_transformer.load_encoder", lambda *_: encoder)
    assert main(["evaluate", str(folder), "--index", str(index)]) == 0
    assert [text for text in encoder.encoded if text != "dimension"] == ["laser pain", "session price", "helicopter"]


def test_baselines_can_be_left_out_and_questions_limited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_collection(tmp_path / "laser")
    assert main(["evaluate", str(folder), "--no-baselines", "--limit", "1"]) == 0
    shown = capsys.readouterr().out
    assert "BM25" not in shown.split("In brackets")[0]
    assert "laser: 1 question, 3 documents" in shown


def test_a_question_file_is_asked_of_the_documents_that_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pain.txt").write_text(PAIN, encoding="utf-8")
    questions = tmp_path / "questions.toml"
    questions.write_text(
        'documents = "docs"\n[[questions]]\nquestion = "laser pain"\nquote = "Laser pain"\n', encoding="utf-8"
    )
    assert main(["evaluate", str(questions)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("questions.toml: 1 question, 1 document, 1 passage;")
    assert "passed" in shown


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["--limit", "0"], "--limit must be at least 1, got 0."),
        (["--tolerance", "-1"], "--tolerance must be 0 or more, got -1.0."),
        (["--tolerance", "nan"], "--tolerance must be 0 or more, got nan."),
        (["--baseline", "none.json"], "none.json: cannot be read"),
        (["--split", "train"], "there is no train.tsv"),
        (["--json", "no/such/folder/report.json"], "to write into"),
    ],
)
def test_bad_options_are_one_sentence(
    extra: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(write_collection(tmp_path / "laser")), *extra]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_a_target_that_is_nothing_to_measure_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    for target, message in (("none", "There is no folder or file at"), ("notes.txt", "is neither a folder")):
        assert main(["evaluate", str(tmp_path / target)]) == 1
        assert message in capsys.readouterr().err


def test_the_help_states_the_tolerance_and_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["evaluate", "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert "worse than the baseline's by more than X, not by chance" in shown
    assert "(default: 0.01)" in shown
    assert "more than the share --tolerance of its questions passed before and fails now" in shown
    assert "example: footnote evaluate questions.toml" in shown
