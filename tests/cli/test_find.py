"""`footnote find`, without a model: no meaning is compared."""

import json

import pytest

from bot import Library, build
from bot.cli.main import main
from tests.fakes import WordEncoder

FILES = {
    "ferry.md": "# Ferry\n\nThe ferry leaves at noon. Dogs travel free, and a dog may stay on deck.\n",
    "bus.txt": "The bus takes no dogs.\x1b[31m It leaves at noon.\n",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("finding")
    (folder / "notes").mkdir()
    for name, text in FILES.items():
        (folder / "notes" / name).write_text(text, encoding="utf-8")
    build(folder / "index", [folder / "notes"], WordEncoder())
    return str(folder / "index")


def test_every_document_is_printed_with_its_count_and_a_quotation(
    index: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["find", "dog", "--index", index]) == 0
    printed = capsys.readouterr().out
    assert printed == (
        "2 documents with dog:\n\n"
        "Bus (1 place)\n   The bus takes no dogs.\N{REPLACEMENT CHARACTER}[31m It leaves at noon.\n"
        "       notes/bus.txt, characters 0-46\n\n"
        "Ferry (1 place)\n   Dogs travel free, and a dog may stay on deck.\n"
        "       notes/ferry.md, characters 33-78\n"
    )


def test_json_is_the_listing_and_its_quotations_hold(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", 'leaves "at noon" -ferry', "--index", index, "--json"]) == 0
    listing = json.loads(capsys.readouterr().out)
    assert (listing["complete"], listing["words"], listing["total"]) == (True, ["leaves", '"at noon"'], 1)
    (one,) = listing["documents"]
    assert (one["document"], one["title"], one["count"]) == ("notes/bus.txt", "Bus", 1)
    quotation = one["quotation"]
    assert list(quotation) == ["text", "start", "end", "citation"]
    with Library.open(index) as library:
        assert library.text("notes/bus.txt")[quotation["start"] : quotation["end"]] == quotation["text"]


def test_nothing_found_is_said_with_status_1(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "zeppelin", "noon", "--index", index]) == 1
    assert capsys.readouterr().out == "No document with zeppelin, noon.\n"
    assert main(["find", "zeppelin", "--index", index, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["documents"] == []


def test_a_word_that_is_written_otherwise_is_said(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "feryr", "--index", index]) == 0
    assert capsys.readouterr().out.startswith("1 document with feryr (written: ferry):\n")


def test_only_the_named_document_is_looked_in(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "noon", "--document", "notes/bus.txt", "--index", index]) == 0
    assert capsys.readouterr().out.startswith("1 document with noon:\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["find", 'the "noon'], "footnote: The quotation mark before 'noon' is not closed; close it.\n"),
        (["find", "noon", "--document", "x.md"], "footnote: the index holds no document 'x.md'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    index: str, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--index", index]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(sentence)
