"""A whole evaluation with the fake encoder, its figures worked by hand (see `tests.evaluation.collections`)."""

import math
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.evaluation.beir import read_collection
from bot.evaluation.evaluate import evaluate_collection
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import Kind
from bot.evaluation.report import Report, to_json
from bot.evaluation.systems import RememberingSearch
from bot.evaluation.windows import TitledText, make_windows
from bot.library import Library
from bot.search.query import parse_query
from tests.evaluation.collections import CORPUS, PAIN, QRELS, write_collection
from tests.fakes import WordEncoder

RANKING = ["footnote", "BM25", "dense, passages", "dense, windows", "RRF", "average"]
ANSWERING = ["first sentence", "nearest sentence"]


def evaluated(folder: Path, index: Path, encoder: WordEncoder) -> Report:
    collection = read_collection(folder)
    index_collection(index, collection, encoder)
    windows = make_windows([TitledText(source.id, "", source.text) for source in collection.sources], encoder)
    with Library.open(index) as library:
        return evaluate_collection(collection, library, encoder, windows=windows)


@pytest.fixture
def report(tmp_path: Path, word_encoder: WordEncoder) -> Report:
    return evaluated(write_collection(tmp_path / "laser"), tmp_path / "index", word_encoder)


def test_every_system_has_the_figures_of_the_hand(report: Report) -> None:
    assert [system.name for system in report.systems] == RANKING + ANSWERING
    for system in report.systems[: len(RANKING)]:
        figures = {name: figure.value for name, figure in system.figures.items()}
        # q1 finds its document first, q2 second; q3 has none and counts for abstention only.
        assert figures["ndcg@10"] == pytest.approx((1 + 1 / math.log2(3)) / 2, abs=1e-4)
        assert figures["mrr@10"] == 0.75
        assert [figures[f"recall@{k}"] for k in (1, 5, 10, 100)] == [0.5, 1, 1, 1]
        assert (figures["span hit@1"], figures["span hit@5"]) == (0.5, 1)


def test_vectors_alone_are_as_sure_of_a_wrong_passage(report: Report) -> None:
    # The first passages of q1 (right) and q2 (wrong) have the cosine .866, that of q3 (wrong) has 0: a tie and a win of
    # two pairs; and no threshold lets q1 through alone.
    for system in report.systems[2:4]:
        assert [result.confidence for result in system.questions] == pytest.approx([0.866, 0.866, 0], abs=1e-3)
        assert (system.figures["auroc"].value, system.figures["coverage@95%"].value) == (0.75, 0)


def test_the_answer_is_what_is_quoted_first_and_its_length_that_of_the_quotation(report: Report) -> None:
    # q1: "Laser pain." is quoted and the answer; q2: "Session price." is, and the answer is in "sun".
    figures = report.footnote.figures
    assert (figures["answer hit@1"].value, figures["answer hit@1"].questions) == (0.5, 2)
    assert (figures["answer words, median"].value, figures["answer words, mean"].value) == (2, 2)
    assert [result.answer_words for result in report.footnote.questions] == [2, 2, None]
    assert "answer hit@1" not in report.systems[1].figures


def test_two_plain_answers_are_taken_from_the_passage_that_footnote_has_first(
    tmp_path: Path, word_encoder: WordEncoder
) -> None:
    pain = "The needle has pain. Laser pain."
    folder = write_collection(
        tmp_path / "laser",
        corpus=[{"_id": "pain", "title": "", "text": pain}, *CORPUS[1:]],
        qrels=QRELS[:1],
        answers=[{"_id": "q1", "spans": [{"doc_id": "pain", "start": pain.index("Laser"), "text": "Laser"}]}],
    )
    report = evaluated(folder, tmp_path / "index", word_encoder)
    first, nearest = report.systems[-2:]
    assert [system.name for system in (first, nearest)] == ANSWERING
    # The question is "laser pain": the cosine of the second sentence is 1.
    assert [system.figures["answer hit@1"].value for system in (report.footnote, first, nearest)] == [1, 0, 1]
    assert [system.figures["answer words, median"].value for system in (report.footnote, first, nearest)] == [2, 4, 2]
    for system in (first, nearest):
        assert set(system.figures) == {"answer hit@1", "answer words, median", "answer words, mean"}


def test_the_search_is_made_once_for_all_that_answer_from_it(tmp_path: Path, word_encoder: WordEncoder) -> None:
    index_collection(tmp_path / "index", read_collection(write_collection(tmp_path / "laser")), word_encoder)
    with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
        search = RememberingSearch(snapshot, word_encoder)
        laser = parse_query("laser pain")
        ranking = search(laser)
        assert search(laser) is ranking
        assert search(parse_query("session price")) is not ranking


def test_every_question_keeps_its_result(report: Report) -> None:
    first, second, third = report.footnote.questions
    assert (first.id, first.is_right, first.documents[0]) == ("q1", True, "laser/pain")
    assert (second.is_right, second.documents[:2]) == (False, ("laser/cost", "laser/sun"))
    assert second.values["ndcg@10"] == 0.6309
    assert (third.kind, third.is_right, third.values) == (Kind.UNANSWERABLE, False, {})


def test_only_a_probability_can_be_calibrated(report: Report) -> None:
    assert [("calibration error" in system.figures) for system in report.systems] == [True] + 7 * [False]


def test_two_runs_differ_in_their_time_only(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    texts = []
    for run in ("first", "second"):
        text = to_json(evaluated(folder, tmp_path / run, WordEncoder()))
        texts.append([line for line in text.splitlines() if '"median_ms"' not in line])
    assert texts[0] == texts[1]


def test_an_index_is_used_again_and_follows_the_corpus(tmp_path: Path, word_encoder: WordEncoder) -> None:
    folder = write_collection(tmp_path / "laser", answers=None)
    collection = read_collection(folder)
    index_collection(tmp_path / "index", collection, word_encoder)
    assert set(word_encoder.encoded) >= {PAIN, "Laser pain.", "Needle pain."}
    word_encoder.encoded.clear()
    index_collection(tmp_path / "index", collection, word_encoder)
    assert word_encoder.encoded == []
    write_collection(folder, corpus=CORPUS[1:], qrels=[("q2", "sun", 1)], answers=None)
    index_collection(tmp_path / "index", read_collection(folder), word_encoder)
    with Library.open(tmp_path / "index") as library:
        assert [held.id for held in library.documents()] == ["laser/cost", "laser/sun"]
        assert library.verify().problems == ()


def test_an_index_of_something_else_is_left_alone(tmp_path: Path, word_encoder: WordEncoder) -> None:
    index_collection(tmp_path / "index", read_collection(write_collection(tmp_path / "laser")), word_encoder)
    other = read_collection(write_collection(tmp_path / "other"))
    with pytest.raises(SettingsError, match=r"holds 'laser/cost', which is not of other; choose an empty folder"):
        index_collection(tmp_path / "index", other, word_encoder)


def test_offsets_hold_in_texts_that_cannot_be_stored_as_they_are(tmp_path: Path, word_encoder: WordEncoder) -> None:
    text = "\ufeffLaser\r\npain\x00.\r\n\r\nSkin session."
    corpus = [{"_id": "odd", "title": "Odd", "text": text}]
    answers = [{"_id": "q1", "spans": [{"doc_id": "odd", "start": text.index("Skin"), "text": "Skin session."}]}]
    folder = write_collection(tmp_path / "laser", corpus=corpus, qrels=[("q1", "odd", 1)], answers=answers)
    report = evaluated(folder, tmp_path / "index", word_encoder)
    assert report.footnote.figures["span hit@1"].value == 1
