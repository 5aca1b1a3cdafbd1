"""`footnote ask --document` and `footnote serve --read-only`, and the endpoint with `documents`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from bot import Answer
from bot.cli.main import main, make_parser

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


@pytest.mark.real
def test_ask_goes_to_the_named_documents_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for name, price in (("house", "two"), ("hotel", "nine"), ("clinic", "five")):
        (notes / f"{name}.md").write_text(f"# Parking\n\nAt the {name} a ticket costs {price} euros.\n")
    index = str(tmp_path / "index")
    assert main(["build", str(notes), "--index", index]) == 0
    capsys.readouterr()
    question = ["ask", "What does a parking ticket cost?", "--index", index, "--json"]
    assert main([*question, "--document", "notes/hotel.md", "--document", "notes/clinic.md"]) == 0
    answer = Answer.from_json(capsys.readouterr().out)
    assert {quotation.citation.document for quotation in answer.passages} == {"notes/hotel.md", "notes/clinic.md"}
    assert main([*question, "--document", "notes/hotels.md"]) == 1
    assert "no document 'notes/hotels.md'; did you mean notes/hotel.md" in capsys.readouterr().err


def test_serve_takes_read_only() -> None:
    parse = make_parser().parse_args
    assert parse(["serve", "--read-only"]).read_only
    assert not parse(["serve"]).read_only


def test_the_endpoint_asks_the_named_documents(url: str, chatbot: "ChatBot") -> None:
    client = Client(url, verbose=False)
    client.predict("And work?", documents=["corpus/laser.md", "corpus/clinic.md"], api_name="/ask")
    client.predict("And work?", api_name="/ask")
    scopes = chatbot.scopes[-2:]  # type: ignore[attr-defined]  # the fake remembers
    assert scopes == [("corpus/laser.md", "corpus/clinic.md"), None]
    with pytest.raises(AppError, match="'documents' must be a list of ids, got 'laser'"):
        client.predict("And work?", documents="laser", api_name="/ask")
