"""Rankings against brute force and against arithmetic on paper."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.encoders import FloatArray
from bot.errors import DocumentMissing, EncoderMismatch
from bot.library import DenseScore, Library, RecordedEncoder, Snapshot
from bot.library.vectors import ExactIndex
from tests.library.samples import AFTER, BEFORE, RECIPE, answers_of, document, passages, put, update

PLANE = RecordedEncoder("plane", "plane-1", 2)
# Unit vectors of a plane, by text: cosines with EAST are 1, 0.8, 0.6, 0 and -1.
DIRECTIONS = {
    "east": (1.0, 0.0),
    "north-east": (0.8, 0.6),
    "north north-east": (0.6, 0.8),
    "north": (0.0, 1.0),
    "west": (-1.0, 0.0),
}
EAST = np.array([1, 0], dtype=np.float32)


def compass(folder: Path, texts: dict[str, str], vectors: dict[str, tuple[float, float]]) -> Snapshot:
    """A library of these documents whose sentences, passages (context included) and titles have these vectors."""
    with Library.write(folder) as writer:
        for name, text in texts.items():
            put(writer, name, text)
        for batch in writer.pending_inputs(PLANE.fingerprint):
            rows = np.array([vectors[pending.text] for pending in batch], dtype=np.float32)
            writer.store_vectors(PLANE.fingerprint, [pending.input_hash for pending in batch], rows)
        writer.publish(PLANE)
    return Library.open(folder).snapshot()


@pytest.fixture
def two_documents(tmp_path: Path) -> Snapshot:
    return compass(
        tmp_path,
        {"a": "north. east", "b": "west\n\nnorth-east. north north-east"},
        {
            **DIRECTIONS,
            "a": (0.8, 0.6),
            "b": (0.0, 1.0),
            "a\nnorth. east": (0.6, 0.8),
            "b\nwest": (-1.0, 0.0),
            "b\nnorth-east. north north-east": (0.8, 0.6),
        },
    )


def test_the_vocabulary_holds_the_terms_of_texts_and_contexts(two_documents: Snapshot) -> None:
    assert two_documents.vocabulary() == {"north", "east", "west", "a", "b", "2024", "2024h1", "2024q2", "202405"}
    assert two_documents.vocabulary() is two_documents.vocabulary()


@pytest.mark.parametrize(
    ("names", "word", "calls_itself"),
    [
        (["sheet west", "sheet east", "north"], "Sheets", True),
        (["sheet west", "sheet east", "north"], "east", False),
        (["sheet west", "sheet east"], "sheet", False),  # two documents are no kind
    ],
)
def test_documents_call_themselves_by_what_half_of_their_titles_hold(
    tmp_path: Path, names: list[str], word: str, calls_itself: bool
) -> None:
    texts = dict(zip(names, DIRECTIONS, strict=False))
    inputs = [*names, *(f"{name}\n{text}" for name, text in texts.items())]
    vectors = {**DIRECTIONS, **dict.fromkeys(inputs, (1.0, 0.0))}
    assert compass(tmp_path, texts, vectors).calls_itself(word) is calls_itself


def test_nearest_passages_are_those_of_largest_cosine(two_documents: Snapshot) -> None:
    hits = two_documents.nearest_passages(EAST, 10)
    assert [key for key, _ in hits] == [2, 0, 1]
    assert [score for _, score in hits] == pytest.approx([0.8, 0.6, -1], abs=5e-4)
    assert two_documents.nearest_passages(EAST, 1) == hits[:1]


def test_nearest_sentences_name_their_passage_and_their_place_in_it(two_documents: Snapshot) -> None:
    hits = two_documents.nearest_sentences(EAST, 3)
    assert [hit[:2] for hit in hits] == [(0, 1), (2, 0), (2, 1)]
    assert [hit[2] for hit in hits] == pytest.approx([1, 0.8, 0.6], abs=5e-4)


def test_dense_scores_give_the_cosines_of_each_passage_its_best_sentence_and_its_title(two_documents: Snapshot) -> None:
    scores = two_documents.dense_scores(EAST, [2, 0])
    assert list(scores) == [2, 0]
    assert (scores[0].position, scores[2].position) == (1, 0)
    assert [scores[0].passage, scores[0].sentence, scores[0].heading] == pytest.approx([0.6, 1, 0.8], abs=5e-4)
    assert [scores[2].passage, scores[2].sentence, scores[2].heading] == pytest.approx([0.8, 0.8, 0], abs=5e-4)
    assert two_documents.dense_scores(EAST, []) == {}


def test_the_heading_score_is_of_title_and_headings_without_lead_in_and_of_the_text_without_context(
    tmp_path: Path,
) -> None:
    source = document("a", "north\n\neast")
    listed, bare = passages(source)
    assert listed.heading_input == "a"
    listed = replace(listed, context="north-east\nwest")
    bare = replace(bare, context="")
    assert (listed.heading_input, bare.heading_input) == ("north-east", "east")
    with Library.write(tmp_path) as writer:
        writer.put(source, [listed, bare], RECIPE)
    snapshot = compass(tmp_path, {}, {**DIRECTIONS, "north-east\nwest\nnorth": (0.6, 0.8)})
    scores = snapshot.dense_scores(EAST, [0, 1])
    assert [scores[0].passage, scores[0].sentence, scores[0].heading] == pytest.approx([0.6, 0, 0.8], abs=5e-4)
    assert scores[1] == DenseScore(1.0, 0, 1.0, 1.0)


def test_sentences_that_tie_give_the_first_of_them(tmp_path: Path) -> None:
    vectors = {**DIRECTIONS, "a": (-1.0, 0.0), "a\nwest. east. east": (1.0, 0.0)}
    snapshot = compass(tmp_path, {"a": "west. east. east"}, vectors)
    assert snapshot.dense_scores(EAST, [0]) == {0: DenseScore(1.0, 1, 1.0, -1.0)}


def test_the_score_of_a_passage_does_not_depend_on_its_company(two_documents: Snapshot) -> None:
    together = two_documents.dense_scores(EAST, [0, 1, 2])
    assert together == {key: two_documents.dense_scores(EAST, [key])[key] for key in range(3)}


def test_equal_passages_come_in_the_order_of_their_keys_even_where_the_list_ends(tmp_path: Path) -> None:
    texts = {f"d{number:03d}": "east" for number in range(100)}
    vectors = {"east": (1.0, 0.0), **{f"{name}{text}": (1.0, 0.0) for name in texts for text in ("", "\neast")}}
    vectors["d040\neast"] = (0.0, 1.0)
    snapshot = compass(tmp_path, texts, vectors)
    assert [key for key, _ in snapshot.nearest_passages(EAST, 45)] == [*range(40), *range(41, 46)]
    assert [key for key, _, _ in snapshot.nearest_sentences(EAST, 7)] == list(range(7))
    assert [key for key, _ in snapshot.lexical(["east"], 50)] == list(range(50))


@settings(max_examples=60)
@given(st.integers(1, 80), st.integers(1, 100), st.integers(0, 2**32 - 1))
def test_the_dense_ranking_is_that_of_brute_force(count: int, k: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    stored = random.integers(-2, 3, size=(count, 4)).astype(
        np.float32
    )  # small whole numbers: sums are exact, ties many
    query = random.integers(-2, 3, size=4).astype(np.float32)
    products = [float(row @ query) for row in stored]
    expected = sorted(enumerate(products), key=lambda hit: (-hit[1], hit[0]))[:k]
    assert ExactIndex.build(4, [stored]).search(query, k) == expected


def test_stored_vectors_come_back_to_half_precision() -> None:
    rows: FloatArray = np.array([[0.6, 0.8], [1, 0]], dtype=np.float32)
    index = ExactIndex.build(2, [rows[:1], rows[1:]])
    assert np.array_equal(index.vectors(np.array([1, 0])), rows[::-1].astype(np.float16).astype(np.float32))


def test_a_query_of_another_dimension_is_refused(two_documents: Snapshot) -> None:
    with pytest.raises(EncoderMismatch, match=r"vectors of 2 numbers and the query has shape \(3,\)"):
        two_documents.nearest_passages(np.ones(3, dtype=np.float32), 1)
    with pytest.raises(EncoderMismatch, match="vectors of 2 numbers"):
        two_documents.dense_scores(np.ones(3, dtype=np.float32), [0])


def test_a_rare_word_outweighs_a_common_one(tmp_path: Path) -> None:
    update(tmp_path, {"a": "laser laser", "b": "laser needle", "c": "laser sun", "d": "laser sun"})
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert [key for key, _ in snapshot.lexical(["laser", "needl"], 4)] == [1, 0, 2, 3]
        assert [key for key, _ in snapshot.lexical(["laser"], 4)] == [0, 1, 2, 3]
        assert [key for key, _ in snapshot.lexical(["sun"], 4)] == [2, 3]
        assert snapshot.lexical(["nothing"], 4) == []
        assert snapshot.lexical([], 4) == []
        assert snapshot.lexical([""], 4) == []


def test_lexical_scores_are_bm25(tmp_path: Path) -> None:
    """Two passages of two words, "needle" in one: idf = ln(1 + 1.5 / 1.5), tf part = 2.2 / (1 + 1.2) = 1."""
    update(tmp_path, {"a": "laser needle", "b": "laser sun"})
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        ((key, score),) = snapshot.lexical(["needl"], 4)
        assert key == 0
        assert score == pytest.approx(np.log(2), rel=1e-5)


def test_words_are_counted_once_a_passage_in_text_or_context(tmp_path: Path) -> None:
    update(tmp_path, {"corpus/laser": "laser laser. skin", "corpus/sun": "sun\n\nlaser and sun", "corpus/sea": "sea"})
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert [snapshot.document_frequency(term) for term in ("laser", "sun", "sea", "moon", "")] == [2, 2, 1, 0, 0]


def test_passages_and_documents_come_back_as_they_were_put(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    expected = [passage for name, text in sorted(BEFORE.items()) for passage in passages(document(name, text))]
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert snapshot.passages(range(snapshot.passage_count)) == expected
        assert snapshot.passages([3, 0, 3]) == [expected[3], expected[0], expected[3]]
        assert snapshot.passage(2) == expected[2]
        assert snapshot.document("corpus/laser.md") == document("corpus/laser.md", BEFORE["corpus/laser.md"])
        with pytest.raises(DocumentMissing, match=r"did you mean corpus/laser\.md"):
            snapshot.document("laser.md")
        with pytest.raises(IndexError, match="no passage has the key 5; there are 5"):
            snapshot.passage(5)
        with pytest.raises(IndexError, match="no passage has the key -1"):
            snapshot.dense_scores(np.ones(8, dtype=np.float32), [-1])


def test_equal_corpora_answer_alike_whatever_their_history(tmp_path: Path) -> None:
    update(tmp_path / "long", {"corpus/zebra.md": "A zebra", **BEFORE})
    update(tmp_path / "long", BEFORE)
    update(tmp_path / "long", AFTER)
    update(tmp_path / "short", dict(reversed(AFTER.items())))
    assert answers_of(tmp_path / "long") == answers_of(tmp_path / "short")


def test_an_empty_library_answers_nothing(tmp_path: Path) -> None:
    update(tmp_path, {})
    query = np.ones(8, dtype=np.float32)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert snapshot.passage_count == 0
        assert snapshot.nearest_passages(query, 5) == []
        assert snapshot.nearest_sentences(query, 5) == []
        assert snapshot.lexical(["laser"], 5) == []
        assert snapshot.document_frequency("laser") == 0
        assert snapshot.passages([]) == []
        assert library.verify().problems == ()
