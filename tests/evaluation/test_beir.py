"""Reading a judged collection: what it says, and every way in which it can be wrong."""

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.evaluation.beir import Collection, quotable_text, read_collection
from bot.evaluation.judged import Kind, Place, evenly
from bot.text.normalise import clean
from tests.evaluation.collections import CORPUS, PAIN, QUERIES, write_collection


def test_a_collection_is_read_with_the_ids_of_the_library(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "laser"))
    assert [source.id for source in collection.sources] == ["laser/pain", "laser/cost", "laser/sun"]
    first, second, third = collection.questions
    assert (first.id, first.relevance, first.places) == ("q1", {"laser/pain": 1}, (Place("laser/pain", 0, 10),))
    assert (second.kind, third.kind, third.places) == (Kind.ANSWERABLE, Kind.UNANSWERABLE, ())


def test_spans_are_optional(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "laser", answers=None))
    assert all(question.places == () for question in collection.questions)


def test_documents_without_text_are_left_out_with_the_questions_that_only_they_answer(tmp_path: Path) -> None:
    corpus = (*CORPUS, {"_id": "empty", "title": "Nothing", "text": " \n"})
    qrels = (("q1", "pain", 1), ("q1", "empty", 1), ("q2", "empty", 1))
    collection = read_collection(write_collection(tmp_path / "laser", corpus=corpus, qrels=qrels, answers=None))
    assert (collection.without_text, collection.unanswered) == (1, 1)
    assert [(question.id, question.relevance) for question in collection.questions] == [("q1", {"laser/pain": 1})]


def test_a_text_keeps_its_length_when_it_is_made_quotable() -> None:
    text = "\ufeffone\r\ntwo\rthree\x00four"
    quotable = quotable_text(text)
    assert quotable == " one \ntwo\nthree\ufffdfour"
    assert len(quotable) == len(text)
    assert clean(quotable) == quotable


def test_the_judgements_named_are_the_ones_used(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    (folder / "qrels" / "dev.tsv").write_text("q1\tsun\t1\n", encoding="utf-8")
    assert [question.id for question in read_collection(folder).questions] == ["q1", "q2", "q3"]
    assert [question.id for question in read_collection(folder, "dev").questions] == ["q1"]
    with pytest.raises(SettingsError, match=r"there is no train\.tsv; --split can be dev, test\."):
        read_collection(folder, "train")


def test_a_limit_takes_questions_from_everywhere(tmp_path: Path) -> None:
    questions = read_collection(write_collection(tmp_path / "laser")).questions
    assert [question.id for question in evenly(questions, 2)] == ["q1", "q2"]
    assert evenly(questions, None) == evenly(questions, 9) == questions


@pytest.mark.parametrize("missing", ["corpus.jsonl", "queries.jsonl"])
def test_a_missing_file_is_named(missing: str, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    (folder / missing).unlink()
    with pytest.raises(SettingsError, match=rf"{missing}: there is no such file\."):
        read_collection(folder)


def test_missing_judgements_are_named(tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    (folder / "qrels" / "test.tsv").unlink()
    with pytest.raises(SettingsError, match=r"qrels: holds no \.tsv file"):
        read_collection(folder)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"_id": "x", "text": ', r"corpus\.jsonl:4: is not JSON"),
        ('["x"]', r"corpus\.jsonl:4: must be an object"),
        ('{"text": "x"}', r"corpus\.jsonl:4: '_id' is missing"),
        ('{"_id": "", "text": "x"}', r"corpus\.jsonl:4: '_id' is empty"),
        ('{"_id": "x"}', r"corpus\.jsonl:4: 'text' is missing"),
        ('{"_id": "x", "text": null}', r"corpus\.jsonl:4: 'text' must be a string, got None"),
        ('{"_id": "sun", "text": "x"}', r"corpus\.jsonl:4: the id 'sun' stands here for the second time"),
    ],
)
def test_a_bad_line_is_named(line: str, message: str, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write(line)
    with pytest.raises(SettingsError, match=message):
        read_collection(folder)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("q1\tmoon\t1", r"test\.tsv:5: corpus\.jsonl holds no document 'moon'"),
        ("q9\tsun\t1", r"test\.tsv:5: queries\.jsonl holds no query 'q9'"),
        ("q1\tpain\t1", r"test\.tsv:5: 'pain' is judged for 'q1' for the second time"),
        ("q1\tsun", r"test\.tsv:5: must be query id, tab, document id, tab, whole number"),
        ("q1\tsun\tvery", r"test\.tsv:5: must be query id, tab, document id, tab, whole number"),
    ],
)
def test_a_bad_judgement_is_named(row: str, message: str, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser")
    with (folder / "qrels" / "test.tsv").open("a", encoding="utf-8") as file:
        file.write(row)
    with pytest.raises(SettingsError, match=message):
        read_collection(folder)


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ({"doc_id": "pain", "start": 1, "text": "Las"}, r"answers\.jsonl:1: the text at 1 of 'pain' is not 'Las'"),
        ({"doc_id": "pain", "start": -3, "text": "x"}, r"answers\.jsonl:1: the text at -3 of 'pain' is not 'x'"),
        ({"doc_id": "moon", "start": 0, "text": "Las"}, r"answers\.jsonl:1: corpus\.jsonl holds no document 'moon'"),
        ({"doc_id": "pain", "start": "0", "text": "Las"}, r"answers\.jsonl:1: 'start' must be a whole number"),
    ],
)
def test_a_span_that_does_not_hold_is_named(span: dict[str, object], message: str, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "laser", answers=[{"_id": "q1", "spans": [span]}])
    with pytest.raises(SettingsError, match=message):
        read_collection(folder)


def test_an_empty_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"corpus\.jsonl: holds no document with a text"):
        read_collection(write_collection(tmp_path / "laser", corpus=[]))


def test_a_collection_without_a_judged_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"test\.tsv: no judged question is left"):
        read_collection(write_collection(tmp_path / "laser", qrels=[]))


def test_a_query_that_cannot_be_asked_is_named(tmp_path: Path) -> None:
    queries = ({"_id": "q1", "text": " "}, *QUERIES[1:])
    with pytest.raises(SettingsError, match=r"the query 'q1' cannot be asked: The question is empty"):
        read_collection(write_collection(tmp_path / "laser", queries=queries))


def test_whole_numbers_serve_as_ids(tmp_path: Path) -> None:
    corpus = [{"_id": 7, "title": "", "text": PAIN}]
    collection = read_collection(
        write_collection(tmp_path / "laser", corpus=corpus, qrels=[("q1", "7", 1)], answers=None)
    )
    assert collection.questions[0].relevance == {"laser/7": 1}


def ids(collection: Collection) -> list[str]:
    return [question.id for question in collection.questions]


def test_a_sample_is_spread_over_all_questions_and_may_be_every_second_of_it(tmp_path: Path) -> None:
    queries = [{"_id": f"q{number}", "text": "pain"} for number in range(6)]
    qrels = [(str(query["_id"]), "pain", 1) for query in queries]
    collection = read_collection(write_collection(tmp_path / "laser", queries=queries, qrels=qrels, answers=None))
    assert ids(collection.sample(None, is_odd_only=False)) == ["q0", "q1", "q2", "q3", "q4", "q5"]
    assert ids(collection.sample(None, is_odd_only=True)) == ["q1", "q3", "q5"]
    assert ids(collection.sample(3, is_odd_only=False)) == ["q0", "q2", "q4"]
    assert ids(collection.sample(3, is_odd_only=True)) == ["q2"]
    with pytest.raises(SettingsError, match="laser: every second of 1 is none; ask at least 2 questions"):
        collection.sample(1, is_odd_only=True)
