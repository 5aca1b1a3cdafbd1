"""The commands, in this process and with the real model."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot import Answer, Library
from bot.cli.main import main

pytestmark = pytest.mark.real

DOCUMENT = """\
# Gold needles

The stamp carries 37 gold needles. They are made of gold. Their size is not told.

# Parking

Cars park behind the house. A ticket costs two euros an hour and is sold at the door of the clinic.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "needles.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "rules.txt").write_text("Dogs stay outside.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    assert main(["build", str(folder), "--index", str(index)]) == 0
    return index


def test_build_says_what_happened_to_the_files(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(folder), "--index", str(tmp_path), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    name = folder.name
    assert [receipt["document"] for receipt in report["receipts"]] == [f"{name}/needles.md", f"{name}/rules.txt"]
    assert (report["documents"], report["counts"]["added"], report["generation"]) == (2, 2, 1)
    assert main(["build", str(folder), "--index", str(tmp_path), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["counts"]["added"], again["counts"]["unchanged"], again["encoded"]) == (0, 2, 0)
    assert again["generation"] == 1


def test_ask_quotes_with_a_citation(index: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How much is a parking ticket?", "--index", str(index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Found in your documents:")
    assert "A ticket costs two euros an hour" in " ".join(printed.split())
    assert f"{folder / 'needles.md'}, characters " in printed


def test_ask_json_is_an_answer_whose_citations_hold(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "How many needles are there?", "--index", str(index), "--json"]) == 0
    answer = Answer.from_json(capsys.readouterr().out)
    assert "37 gold needles" in answer.passages[0].text
    with Library.open(index) as library:
        for quotation in answer.passages:
            cited = quotation.citation
            assert library.text(cited.document)[cited.start : cited.end] == cited.exact == quotation.text


@pytest.mark.parametrize("question", ["", "  "])
def test_an_empty_question_gets_a_remark_and_is_no_error(
    index: Path, question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", question, "--index", str(index)]) == 0
    printed = capsys.readouterr()
    assert printed.out == "You have typed nothing yet. Ask a question in a few words.\n"
    assert printed.err == ""


def test_small_talk_in_a_chat_is_answered_and_does_not_lead_the_next_question_astray(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["hello", "What are the needles made of?", "thanks", "What is their size?"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines, ""))
    assert main(["chat", "--index", str(index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Hello. Ask me about 2 documents.\n\n")
    assert "\n\nYou are welcome. Ask on, whenever you like.\n\n" in printed
    assert "Also searching: needles" in printed.split("You are welcome.")[1]


def test_the_same_question_gives_the_same_bytes(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "What costs two euros?", "--index", str(index), "--json"])
    first = capsys.readouterr().out
    main(["ask", "What costs two euros?", "--index", str(index), "--json"])
    assert capsys.readouterr().out == first


def test_chat_answers_line_after_line(
    index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["May I bring my dog?", "is it gold? " * 500, "What are the needles made of?"])
    monkeypatch.setattr("builtins.input", lambda _: next(lines, ""))
    assert main(["chat", "--index", str(index)]) == 0
    printed = capsys.readouterr()
    assert "Dogs stay outside." in printed.out
    assert "They are made of gold." in " ".join(printed.out.split())
    assert "The question has 5,999 characters" in printed.err


def test_status_tells_what_there_is(index: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--index", str(index), "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["documents"], status["encoder_name"], status["generation"]) == (2, "all-MiniLM-L6-v2", 1)
    assert [held["id"] for held in status["held"]] == [f"{folder.name}/needles.md", f"{folder.name}/rules.txt"]
    assert main(["status", "--index", str(index)]) == 0
    assert "all-MiniLM-L6-v2" in capsys.readouterr().out


def test_guide_quotes_what_a_document_is_about(index: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{folder.name}/needles.md"
    assert main(["guide", name, "--index", str(index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Gold needles\n")
    assert "Outline:\n   Gold needles\n   Parking" in printed
    assert "   The stamp carries 37 gold needles.\n" in printed
    assert "It answers:" not in printed
    assert main(["guide", name, "--json", "--index", str(index)]) == 0
    guide = json.loads(capsys.readouterr().out)
    with Library.open(index) as library:
        text = library.text(name)
    for quoted in (*guide["central"], *guide["figures"]):
        assert quoted["text"] == text[quoted["start"] : quoted["end"]] == quoted["citation"]["exact"]
    assert guide["questions"] == []


def test_guide_without_a_document_tells_all_of_them(
    index: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guide", "--index", str(index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("2 documents\n")
    assert f"   {folder.name}/needles.md" in printed.split("The documents:")[1]


def test_the_questions_of_a_guide_are_answered_from_its_document(
    index: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{folder.name}/needles.md"
    assert main(["guide", name, "--questions", "--json", "--index", str(index)]) == 0
    questions = json.loads(capsys.readouterr().out)["questions"]
    assert questions == ["Parking"]
    assert main(["ask", *questions, "--json", "--index", str(index)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["level"], answer["passages"][0]["citation"]["document"]) == ("found", name)


def test_verify_proves_every_citation(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--index", str(index)]) == 0
    assert "every citation holds." in capsys.readouterr().out


def test_verify_names_the_place_of_a_changed_byte(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import sqlite3

    main(["build", str(folder), "--index", str(tmp_path)])
    with sqlite3.connect(tmp_path / "footnote.db") as database:
        database.execute("UPDATE passages SET text = replace(text, '37', '38')")
    database.close()
    capsys.readouterr()
    assert main(["verify", "--index", str(tmp_path)]) == 1
    assert f"{folder.name}/needles.md" in capsys.readouterr().err


def test_remove_takes_a_document_out_and_leaves_its_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", str(folder), "--index", str(tmp_path)])
    capsys.readouterr()
    assert main(["remove", str(folder / "rules.txt"), "--index", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"removed {folder.name}/rules.txt\n"
    assert (folder / "rules.txt").exists()
    with Library.open(tmp_path) as library:
        assert [document.id for document in library.documents()] == [f"{folder.name}/needles.md"]


def test_a_copy_is_cited_under_both_names_and_can_be_taken_out_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = tmp_path / folder.name
    docs.mkdir()
    for name in ("rules.txt", "rules-copy.txt"):
        (docs / name).write_bytes((folder / "rules.txt").read_bytes())
    index = tmp_path / "index"
    assert main(["build", str(docs), "--index", str(index)]) == 0
    assert f"duplicate  {docs.name}/rules.txt: text" in capsys.readouterr().out
    assert main(["remove", str(docs / "rules-copy.txt"), "--index", str(index)]) == 0
    with Library.open(index) as library:
        assert [(held.id, held.same_as) for held in library.documents()] == [(f"{docs.name}/rules.txt", "")]
        assert library.text(f"{docs.name}/rules.txt") == "Dogs stay outside.\n"


def test_the_installed_command_works_from_any_folder(index: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "ask", "What", "are", "needles", "made", "of?", "--index", str(index)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "They are made of gold." in " ".join(done.stdout.split())
    assert done.stderr == ""


@pytest.mark.parametrize("part", ["settings", "older database", "manifest in the database"])
def test_build_mends_an_index_that_cannot_even_be_opened(
    folder: Path, tmp_path: Path, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    shutil.copytree(folder, docs)
    build = ["build", str(docs), "--index", str(index)]
    assert main(build) == 0
    older = (index / "footnote.db").read_bytes()
    (docs / "needles.md").write_text(DOCUMENT.replace("two euros", "three euros"), encoding="utf-8")
    assert main(build) == 0
    if part == "older database":
        (index / "footnote.db").write_bytes(older)
    with closing(sqlite3.connect(index / "footnote.db")) as database:
        if part == "settings":
            database.execute("UPDATE settings SET folders = '{\"a\":1}'")
        elif part == "manifest in the database":
            database.execute("UPDATE generations SET manifest = replace(manifest, 'documents', 'dokuments')")
        database.commit()
    ask = ["ask", "How much is a parking ticket?", "--index", str(index)]
    assert main(ask) == 1
    assert "footnote build DIR" in capsys.readouterr().err
    assert main(build) == 0
    capsys.readouterr()
    assert main(ask) == 0
    assert "three euros" in " ".join(capsys.readouterr().out.split())
