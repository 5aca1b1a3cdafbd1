"""Footnote measured with a reranker: what is ranked, shown and looked through is what people would see with it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from bot import ChatBot, Library, build
from bot.cli.main import main
from bot.encoders import FloatArray
from bot.errors import EncoderUnavailable
from bot.evaluation.beir import read_collection
from bot.evaluation.checking import examine, look_deeper
from bot.evaluation.evaluate import evaluate_collection, evaluate_questions
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import Place
from bot.evaluation.questions import Expected, Question, QuestionFile
from bot.evaluation.report import read_report, to_json
from bot.evaluation.systems import Footnote, RememberingSearch, ranked_places
from bot.evaluation.table import render_report
from bot.search.query import parse_query
from bot.search.reranking import RERANKED
from tests.evaluation.collections import write_collection
from tests.fakes import WordEncoder
from tests.libraries import library_of


class JudgeReranker:
    """1 for a text that holds the word that `favours` has for the query, 0 for any other."""

    name = "judge"
    fingerprint = "judge-1"

    def __init__(self, favours: Mapping[str, str]) -> None:
        self.favours = favours
        self.read: list[str] = []

    def scores(self, query: str, texts: Sequence[str]) -> FloatArray:
        self.read += texts
        return np.array([self.favours[query] in text for text in texts], dtype=np.float32)


# "session price" finds "cost" first and "sun", which is judged relevant, second.
RIGHT = {"laser pain": "pain", "session price": "sun", "helicopter": "sun"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_collection(tmp_path / "laser")


def test_a_folder_is_ranked_as_the_reranker_has_it(folder: Path, tmp_path: Path) -> None:
    collection, encoder, reranker = read_collection(folder), WordEncoder(), JudgeReranker(RIGHT)
    index_collection(tmp_path / "index", collection, encoder)
    with Library.open(tmp_path / "index") as library:
        plain = evaluate_collection(collection, library, encoder)
        report = evaluate_collection(collection, library, encoder, reranker=reranker)
    for figure in ("ndcg@10", "mrr@10", "recall@1", "span hit@1"):
        assert plain.footnote.figures[figure].value < report.footnote.figures[figure].value == 1
    assert len(reranker.read) == 3 * 3  # three passages for each of three questions, read once
    assert (plain.reranker_name, report.reranker_name) == ("", "judge")
    assert render_report(report).startswith("laser: 3 questions, 3 documents, 3 passages; words, reranked by judge; ")


def test_a_report_from_before_there_were_rerankers_is_read_as_one_without(folder: Path, tmp_path: Path) -> None:
    collection, encoder = read_collection(folder), WordEncoder()
    index_collection(tmp_path / "index", collection, encoder)
    with Library.open(tmp_path / "index") as library:
        report = evaluate_collection(collection, library, encoder)
    path = tmp_path / "before.json"
    path.write_text(to_json(report).replace(',\n "reranker_name": ""', ""), encoding="utf-8")
    assert "reranker" not in path.read_text(encoding="utf-8")
    assert read_report(path) == report


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Thirty passages, the shortest the nearest to "pain"; "w3x" is a word of the third."""
    texts = {f"{i:02}.txt": f"pain {' '.join(f'w{i}x{n}' for n in range(i))}" for i in range(1, 31)}
    with library_of(tmp_path, texts) as library:
        yield library


def numbers(places: Sequence[Place]) -> list[int]:
    return [int(Path(place.document).stem) for place in places]


def test_what_the_reranker_did_not_read_keeps_its_place_behind(library: Library) -> None:
    query, encoder = parse_query("pain"), WordEncoder()
    with library.snapshot() as snapshot:
        plain = numbers(ranked_places(snapshot, encoder, query))
        ranked = Footnote(RememberingSearch(snapshot, encoder, JudgeReranker({"pain": f"w{plain[2]}x"}))).ask(query)
    first, second, third, *others = plain
    assert len(plain) == 30 > RERANKED
    assert numbers(ranked.places or ()) == [third, first, second, *others]
    assert numbers([places[0] for places in ranked.shown]) == [third, first, second, *others[:2]]


def test_near_duplicates_follow_the_passage_that_they_were_folded_into(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, text in (("1", "Pain of a needle."), ("2", "Pain and sun and skin."), ("3", "Pain of a needle!")):
        (docs / f"{name}.txt").write_text(text, encoding="utf-8")
    encoder, query = WordEncoder(), parse_query("pain needle")
    build(tmp_path / "index", [docs], encoder)
    with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
        assert numbers(ranked_places(snapshot, encoder, query)) == [1, 3, 2]
        ranked = Footnote(RememberingSearch(snapshot, encoder, JudgeReranker({"pain needle": "sun"}))).ask(query)
    assert numbers(ranked.places or ()) == [2, 1, 3]
    assert [numbers(places) for places in ranked.shown] == [[2], [1, 3]]


def test_a_question_file_is_ranked_as_the_bot_with_its_reranker_shows_it(library: Library, tmp_path: Path) -> None:
    question = Question("pain", Expected(source="15.txt", rank=1))
    file = QuestionFile(tmp_path / "questions.toml", (question,))
    plain = evaluate_questions(file, ChatBot(library, WordEncoder()))
    bot = ChatBot(library, WordEncoder(), JudgeReranker({"pain": "w15x"}))
    report = evaluate_questions(file, bot)
    assert plain.footnote.figures["passed"].value == 0 < plain.footnote.figures["recall@100"].value
    assert {report.footnote.figures[name].value for name in ("passed", "mrr@10", "recall@1")} == {1}
    assert report.reranker_name == "judge"


def test_a_failure_is_looked_into_in_the_order_of_the_reranker(library: Library) -> None:
    bot = ChatBot(library, WordEncoder(), JudgeReranker({"pain": "w20x"}))
    shown, deeper = bot.reply("pain"), look_deeper(bot, "pain")
    assert shown.passages[0].citation.document == "docs/20.txt"
    assert deeper.passages[:5] == shown.passages
    assert len(deeper.passages) == 30
    # Without the reranker it stands where its length puts it; now all shorter ones have moved down by one.
    (turn,) = examine(bot, Question("pain", Expected(source="06.txt")))
    assert turn.verdict.rank == 1 + [p.citation.document for p in deeper.passages].index("docs/06.txt") == 7


def test_the_command_takes_a_reranker_and_refuses_one_that_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(name: str) -> JudgeReranker:
        if name != "judge":
            raise EncoderUnavailable(f"There is no model folder at {name!r}.")
        return JudgeReranker(RIGHT)

    monkeypatch.setattr("bot.encoders.cross_encoder.load_reranker", load)
    monkeypatch.setattr("bot.encoders.sentence_transformer.load_encoder", lambda _name="": WordEncoder())
    command = ["evaluate", str(folder), "--no-baselines", "--reranker"]
    assert main([*command, "judge"]) == 0
    assert "words, reranked by judge" in capsys.readouterr().out
    assert main([*command, "./nowhere"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == "footnote: There is no model folder at './nowhere'.\n"
