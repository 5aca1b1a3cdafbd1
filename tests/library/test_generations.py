"""What readers see while the head changes, what is kept for them, and what is purged."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot import build
from bot.errors import IndexDamaged, IndexMissing
from bot.library import Library, PendingInput
from bot.library.manifest import MANIFEST
from bot.records import Passage, Sentence
from tests.fakes import WordEncoder
from tests.library.samples import (
    AFTER,
    BEFORE,
    COOLING,
    ENCODER,
    LASER,
    NEEDLES_REVISED,
    OTHER_ENCODER,
    RECIPE,
    answers,
    answers_of,
    document,
    encode_pending,
    encode_words,
    passages,
    put,
    relocated,
    update,
    vector,
)
from tests.patience import wait_until


def ids(library: Library) -> list[str]:
    return [summary.id for summary in library.documents()]


def count(folder: Path, table: str) -> int:
    connection = sqlite3.connect(folder / "footnote.db")
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - a constant
    connection.close()
    return int(rows)


def test_readers_see_nothing_of_the_head_before_it_is_published(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    with Library.open(tmp_path) as library, Library.write(tmp_path) as writer:
        put(writer, "corpus/cooling.md", COOLING)
        put(writer, "corpus/needles.md", NEEDLES_REVISED)
        writer.remove("corpus/prices.md")
        encode_pending(writer)
        assert ids(library) == sorted(BEFORE)
        assert answers(library.snapshot()) == before
        assert list(writer.known()) == sorted(AFTER)

        assert writer.publish(ENCODER).generation == 2
        assert ids(library) == sorted(AFTER)
        assert library.text("corpus/needles.md") == NEEDLES_REVISED


def test_a_snapshot_stays_as_it_was_through_many_publications(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        snapshot = library.snapshot()
        before = answers(snapshot)
        for texts in (AFTER, {}, {"corpus/laser.md": COOLING}, AFTER):
            update(tmp_path, texts)
        assert answers(snapshot) == before
        assert library.snapshot().generation == 5


def test_purging_keeps_this_generation_and_the_one_before(tmp_path: Path) -> None:
    update(tmp_path, {"a": "Sun."})
    update(tmp_path, {"a": "Moon."})
    # "a", "Sun." and "Moon.", these two below "a", and the words "sun" and "moon"
    assert (count(tmp_path, "documents"), count(tmp_path, "vectors"), count(tmp_path, "generations")) == (2, 7, 2)
    update(tmp_path, {"a": "Star."})
    # "a", "Moon." and "Star.", these two below "a", and the word "star": words are kept for the newest generation alone
    assert (count(tmp_path, "documents"), count(tmp_path, "vectors"), count(tmp_path, "generations")) == (2, 6, 2)
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["000002", "000003"]


def test_a_version_that_was_never_published_leaves_nothing_behind(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        put(writer, "a", "A first thought")
        encode_pending(writer)
        put(writer, "a", "A second thought")
        encode_pending(writer)
        writer.publish(ENCODER)
    assert (count(tmp_path, "documents"), count(tmp_path, "passages"), count(tmp_path, "sentences")) == (1, 1, 1)
    assert count(tmp_path, "vectors") == 3  # of "a", the sentence, and both together


def test_purging_takes_the_vectors_of_titles_that_no_document_has(tmp_path: Path) -> None:
    for texts in ({"a": "Sun.", "b": "Sun."}, {"b": "Sun."}):
        update(tmp_path, texts)
        assert count(tmp_path, "vectors") == 6  # "Sun.", "a", "b", each of these with it, and the word "sun"
    update(tmp_path, {"b": "Sun.\n\nMoon."})
    assert count(tmp_path, "vectors") == 7  # "Sun." and "Moon.", "b", "b" with each of them, and their two words


def test_nothing_changed_publishes_nothing(tmp_path: Path) -> None:
    first = update(tmp_path, BEFORE)
    manifest_file = (tmp_path / "manifest.json").stat()
    assert update(tmp_path, BEFORE) == first
    assert (tmp_path / "manifest.json").stat().st_mtime_ns == manifest_file.st_mtime_ns


def test_putting_the_same_version_again_is_a_no_op_and_any_other_is_not(tmp_path: Path) -> None:
    source = document("a", LASER)
    with Library.write(tmp_path) as writer:
        assert writer.put(source, passages(source), RECIPE)
        assert not writer.put(source, passages(source), RECIPE)
        assert writer.put(source, passages(source), "another recipe")
        assert writer.put(relocated(source, "/elsewhere/a"), passages(source), "another recipe")
        assert writer.known()["a"].location == "/elsewhere/a"
        assert writer.known()["a"].recipe == "another recipe"


def test_removing_says_whether_there_was_something_to_remove(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.write(tmp_path) as writer:
        assert writer.remove("corpus/laser.md")
        assert not writer.remove("corpus/laser.md")
        assert not writer.remove("corpus/never.md")
        assert writer.publish_same_encoder().documents == 2


def test_known_documents_say_whether_a_file_must_be_read_again(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        put(writer, "a", LASER)
        known = writer.known()["a"]
    source = document("a", LASER).source_sha256
    assert known.is_of(source, "/somewhere/a", RECIPE, is_upload=False)
    assert not known.is_of(source[::-1], "/somewhere/a", RECIPE, is_upload=False)
    assert not known.is_of(source, "/elsewhere/a", RECIPE, is_upload=False)
    assert not known.is_of(source, "/somewhere/a", "another recipe", is_upload=False)
    assert not known.is_of(source, "/somewhere/a", RECIPE, is_upload=True)


def test_pending_inputs_are_distinct_and_come_longest_first(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        put(writer, "a", "Fox. A red fox\n\nFox")
        put(writer, "b", "Fox")
        assert writer.count_pending("e") == 7
        batches = [[pending.text for pending in batch] for batch in writer.pending_inputs("e", 4)]
    assert batches[0][:2] == ["a\nFox. A red fox", "A red fox"]
    assert sorted(batches[0][2:]) == ["a\nFox", "b\nFox"]
    assert batches[1][:1] == ["Fox"]
    assert sorted(batches[1][1:]) == ["a", "b"]
    assert len(batches) == 2


def test_a_text_that_is_a_title_a_sentence_and_a_passage_is_pending_once(tmp_path: Path) -> None:
    """The passage "Fox" without context is its own place and sentence; the title "Fox" is the place of "A hen"."""
    source = document("Fox", "Fox\n\nA hen")
    bare, hen = passages(source)
    with Library.write(tmp_path) as writer:
        writer.put(source, [replace(bare, context=""), hen], RECIPE)
        assert writer.count_pending("e") == 3
        texts = [pending.text for batch in writer.pending_inputs("e") for pending in batch]
        assert texts == ["Fox\nA hen", "A hen", "Fox"]
        assert encode_pending(writer) == texts
        writer.publish(ENCODER)
    with Library.open(tmp_path) as library:
        assert library.verify().problems == ()


def test_a_place_is_the_first_line_of_the_context_and_pending_by_its_own_length(tmp_path: Path) -> None:
    source = document("a", "Swelling fades")
    (passage,) = passages(source)
    with Library.write(tmp_path) as writer:
        writer.put(source, [replace(passage, context="Needles › Risks\nThe risks of all needles include:")], RECIPE)
        assert [pending.text for batch in writer.pending_inputs("e") for pending in batch] == [
            "Needles › Risks\nThe risks of all needles include:\nSwelling fades",
            "Needles › Risks",
            "Swelling fades",
        ]
        writer.put(source, [replace(passage, context="Risk\nThe risks of all needles include:")], RECIPE)
        assert [pending.text for batch in writer.pending_inputs("e") for pending in batch][1:] == [
            "Swelling fades",
            "Risk",
        ]


def test_what_is_unchanged_is_never_encoded_twice(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.write(tmp_path) as writer:
        put(writer, "corpus/needles.md", NEEDLES_REVISED)
        assert encode_pending(writer) == [f"needles.md\n{NEEDLES_REVISED}", "Swelling fades in two days"]
        assert encode_pending(writer) == []
        assert len(encode_pending(writer, OTHER_ENCODER.fingerprint)) == writer.count_pending("yet another")


def test_another_encoder_is_another_generation_and_its_predecessors_vectors_go(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    vectors = count(tmp_path, "vectors")
    with Library.write(tmp_path) as writer:
        encode_pending(writer, OTHER_ENCODER.fingerprint)
        encode_words(writer, OTHER_ENCODER)
        manifest = writer.publish(OTHER_ENCODER)
    assert (manifest.generation, manifest.encoder_name) == (2, "other-model")
    assert count(tmp_path, "vectors") == vectors


def test_publishing_without_every_vector_is_refused(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    with Library.write(tmp_path) as writer:
        put(writer, "corpus/cooling.md", COOLING)
        with pytest.raises(IndexDamaged, match=r"corpus/cooling\.md: no vector is stored for passage 0"):
            writer.publish(ENCODER)
    assert answers_of(tmp_path) == before


def test_vectors_of_another_size_are_refused(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        put(writer, "a", "Fox")
        for batch in writer.pending_inputs(ENCODER.fingerprint):
            rows = np.eye(3, dtype=np.float32)[: len(batch)]
            writer.store_vectors(ENCODER.fingerprint, [pending.input_hash for pending in batch], rows)
        with pytest.raises(IndexDamaged, match="a: a vector of 6 bytes, not 16, is stored"):
            writer.publish(ENCODER)


@pytest.mark.parametrize("factor", [0, 0.99, 1.01, np.nan, np.inf])
def test_vectors_that_are_not_of_length_one_are_refused(factor: float, tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        put(writer, "a", "Fox")
        vectors = np.stack([vector("Fox"), (vector("a\nFox") * factor).astype(np.float32)])
        with pytest.raises(IndexDamaged, match="1 of 2 vectors that are not of length 1"):
            writer.store_vectors(ENCODER.fingerprint, [b"1", b"2"], vectors)
        with pytest.raises(IndexDamaged, match=r"vectors of shape \(2, 8\) for 1 texts"):
            writer.store_vectors(ENCODER.fingerprint, [b"1"], vectors)
        assert writer.count_pending(ENCODER.fingerprint) == 3


def test_a_passage_that_is_not_its_span_of_the_text_is_refused(tmp_path: Path) -> None:
    source = document("a", "Red fox")
    wrong = Passage("a", 0, 0, 3, "Rod", (Sentence(0, 3, "Rod"),))
    with Library.write(tmp_path) as writer:
        with pytest.raises(IndexDamaged, match=r"refused to store a: passage 0 \[0:3\] is not the text at that place"):
            writer.put(source, [wrong], RECIPE)
        assert writer.known() == {}


def test_texts_beyond_ascii_keep_their_offsets(tmp_path: Path) -> None:
    update(tmp_path, {"a": "Ça brûle 🔥🔥. Łaskawa 皮肤\n\n𝔘𝔫𝔦"})
    with Library.open(tmp_path) as library:
        assert library.verify().problems == ()
        assert library.snapshot().passage(1).sentences[0] == Sentence(25, 28, "𝔘𝔫𝔦")


def test_the_manifest_says_what_was_built_and_with_what(tmp_path: Path) -> None:
    manifest = update(tmp_path, BEFORE)
    assert (manifest.generation, manifest.folder) == (1, "generations/000001")
    assert (manifest.documents, manifest.passages, manifest.sentences) == (3, 5, 10)
    assert (manifest.encoder_name, manifest.encoder_fingerprint, manifest.dimension) == ("fake-model", "fake-1", 8)
    assert manifest.recipes == (RECIPE,)
    assert update(tmp_path / "again", BEFORE).corpus_sha256 == manifest.corpus_sha256
    assert update(tmp_path, AFTER).corpus_sha256 != manifest.corpus_sha256


def test_publishing_with_the_same_encoder_needs_a_first_publication(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer, pytest.raises(IndexMissing, match="run 'footnote build DIR' first"):
        writer.publish_same_encoder()


def test_vectors_may_be_stored_while_pending_inputs_are_walked(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        for number in range(40):
            put(writer, f"d{number}", f"Fox number {number}. It is red")
        seen: list[PendingInput] = []
        for batch in writer.pending_inputs(ENCODER.fingerprint, 7):
            rows = np.stack([vector(pending.text) for pending in batch])
            writer.store_vectors(ENCODER.fingerprint, [pending.input_hash for pending in batch], rows)
            seen += batch
        assert len(seen) == len({pending.input_hash for pending in seen}) == 40 + 40 + 40 + 1
        assert writer.count_pending(ENCODER.fingerprint) == 0


def test_readers_go_on_answering_while_a_writer_publishes(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    update(tmp_path / "other", AFTER)
    after = answers_of(tmp_path / "other")
    seen: list[tuple[object, ...]] = []
    done = threading.Event()

    def read(library: Library) -> None:
        while not done.is_set():
            seen.append(answers(library.snapshot()))

    with Library.open(tmp_path) as library:
        threads = [threading.Thread(target=read, args=(library,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for texts in (AFTER, BEFORE, AFTER):
            seen.clear()
            wait_until(lambda: seen)
            update(tmp_path, texts)
        done.set()
        for thread in threads:
            thread.join()
        assert answers(library.snapshot()) == after
    assert all(answer in (before, after) for answer in seen)


def test_an_older_manifest_that_was_put_back_shows_no_older_state(tmp_path: Path) -> None:
    index, docs = tmp_path / "index", tmp_path / "docs"
    docs.mkdir()
    (docs / "price.md").write_text("The price is 600 dollars.\n", encoding="utf-8")
    build(index, [docs], WordEncoder())
    older = (index / MANIFEST).read_text(encoding="utf-8")
    (docs / "price.md").write_text("The price is 650 dollars.\n", encoding="utf-8")
    build(index, [docs], WordEncoder())
    (index / MANIFEST).write_text(older, encoding="utf-8")
    with Library.open(index) as library:
        assert library.manifest().generation == 2
        assert library.text("docs/price.md") == "The price is 650 dollars."
    assert (index / MANIFEST).read_text(encoding="utf-8") != older
