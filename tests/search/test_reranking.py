"""The head of a list in the order of a reranker: a fake one whose scores are on paper, and a real tiny one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import Answer, ChatBot, Library, build
from bot.cli.main import main
from bot.encoders import FloatArray
from bot.encoders.cross_encoder import load_reranker
from bot.records import Hit, Passage, Scores, Sentence
from bot.search.reranking import RERANKED, rerank
from tests.fakes import WordEncoder
from tests.tiny_models import make_cross_encoder


class LengthReranker:
    """The longer text is the better; the length in characters is the score. Remembers what it read."""

    name = "length"
    fingerprint = "length-1"

    def __init__(self, unit: float = 1.0) -> None:
        self.unit = unit
        self.read: list[tuple[str, str]] = []

    def scores(self, query: str, texts: Sequence[str]) -> FloatArray:
        self.read += [(query, text) for text in texts]
        return np.array([self.unit * len(text) for text in texts], dtype=np.float32)


def hit(key: int, text: str, context: str = "") -> Hit:
    sentence = Sentence(0, len(text), text)
    passage = Passage("docs/a.md", key, 0, len(text), text, (sentence,), context=context)
    return Hit(key, passage, sentence, Scores(0.5, 0.5, 1.0, 1.0, 1 - key / 10), 0.9 - key / 10)


HITS = [hit(0, "ab"), hit(1, "abcd"), hit(2, "xy"), hit(3, "abcdef")]


def keys(hits: Sequence[Hit]) -> list[int]:
    return [hit.key for hit in hits]


def test_the_best_score_comes_first_and_ties_keep_their_order() -> None:
    assert keys(rerank(HITS, "q", LengthReranker())) == [3, 1, 0, 2]


def test_only_the_first_are_read_and_the_others_stay_behind_them() -> None:
    reranker = LengthReranker()
    found = rerank(HITS, "q", reranker, top=3)
    assert keys(found) == [1, 0, 2, 3]
    assert reranker.read == [("q", "ab"), ("q", "abcd"), ("q", "xy")]
    assert [hit.scores.rerank for hit in found] == [4.0, 2.0, 2.0, None]


def test_scores_that_differ_beyond_four_decimals_are_a_tie() -> None:
    assert keys(rerank(HITS, "q", LengthReranker(unit=1e-6))) == [0, 1, 2, 3]


def test_nothing_but_the_order_and_the_score_changes() -> None:
    found = rerank(HITS, "q", LengthReranker())
    assert [replace(hit, scores=replace(hit.scores, rerank=None)) for hit in found] == [HITS[i] for i in (3, 1, 0, 2)]


def test_title_and_headings_are_read_before_the_text() -> None:
    reranker = LengthReranker()
    rerank([hit(0, "Burns.", context="Risks")], "q", reranker)
    assert reranker.read == [("q", "Risks\nBurns.")]


def test_no_hit_stays_no_hit() -> None:
    assert rerank([], "q", LengthReranker()) == []


@pytest.fixture
def library(tmp_path: Path, word_encoder: WordEncoder) -> Library:
    """Thirty passages of 2 to 31 words, in files named by their length; the shortest is the nearest to "pain"."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for i in range(1, 31):
        words = " ".join(f"w{i}x{n}" for n in range(i))
        (docs / f"{i:02}.txt").write_text(f"pain {words}", encoding="utf-8")
    build(tmp_path / "index", [docs], word_encoder)
    return Library.open(tmp_path / "index")


def test_a_bot_shows_the_five_that_the_reranker_finds_best(library: Library, word_encoder: WordEncoder) -> None:
    plain = ChatBot(library, word_encoder).reply("pain")
    reranker = LengthReranker()
    answer = ChatBot(library, word_encoder, reranker).reply("pain")
    assert len(reranker.read) == RERANKED
    lengths = sorted((float(len(text)) for _, text in reranker.read), reverse=True)
    assert [quotation.why.rerank for quotation in answer.passages] == lengths[:5]
    assert [quotation.rank for quotation in answer.passages] == [1, 2, 3, 4, 5]
    assert {quotation.why.rerank for quotation in plain.passages} == {None}
    assert Answer.from_json(answer.to_json()) == answer


def test_warming_up_loads_the_reranker_too(library: Library, word_encoder: WordEncoder) -> None:
    reranker = LengthReranker()
    ChatBot(library, word_encoder, reranker).warm_up()
    assert len(reranker.read) == 1


@pytest.mark.real
def test_a_real_cross_encoder_orders_as_brute_force_over_its_scores(
    shipped_index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = make_cross_encoder(tmp_path / "tiny")
    question = "Is the laser a pain?"
    command = ["ask", question, "--index", str(shipped_index), "--json"]
    assert main([*command, "--reranker", str(model)]) == 0
    first = capsys.readouterr().out
    assert main([*command, "--reranker", str(model)]) == 0
    assert capsys.readouterr().out == first
    shown = json.loads(first)["passages"]
    found = [quotation["why"]["rerank"] for quotation in shown]
    assert found == sorted(found, reverse=True)
    with Library.open(shipped_index) as library, library.snapshot() as snapshot:
        passages = snapshot.passages(range(snapshot.passage_count))
        read = [
            next(p for p in passages if p.text == quotation["text"] and p.start == quotation["citation"]["start"])
            for quotation in shown
        ]
    expected = [float(load_reranker(str(model)).scores(question, [passage.encoder_input])[0]) for passage in read]
    assert found == pytest.approx(expected, abs=2e-4)


@pytest.mark.real
def test_a_reranker_that_is_none_is_one_sentence(shipped_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "Why?", "--index", str(shipped_index), "--reranker", "./nowhere"]) == 1
    assert capsys.readouterr().err == (
        "footnote: There is no model folder at './nowhere'; give a folder or a model's name.\n"
    )
