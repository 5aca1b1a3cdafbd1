"""Identical texts are held once, by whoever sorts first, however they came; nobody loses a text to another's going."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import Library, Manifest, Writer
from bot.records import Document, Passage
from bot.records.contexts import context_of
from tests.library.samples import COOLING, ENCODER, LASER, NEEDLES, RECIPE, answers_of, document, encode_pending
from tests.library.samples import passages as bare_passages

NAMES = ("a", "b", "c", "d")
TEXTS = (LASER, NEEDLES, COOLING)


def passages(source: Document) -> list[Passage]:
    """As the splitter makes them, for a title that is the document's own."""
    made = bare_passages(source)
    return [replace(passage, context=context_of(source.title, passage.headings)) for passage in made]


def share(writer: Writer, name: str, text: str) -> bool:
    source = document(name, text)
    return writer.put_shared(source, passages(source), RECIPE)


def publish(writer: Writer) -> Manifest:
    encode_pending(writer)
    return writer.publish(ENCODER)


def same_as(folder: Path) -> dict[str, str]:
    with Library.open(folder) as library:
        return {summary.id: summary.same_as for summary in library.documents()}


def test_the_second_of_two_equal_texts_has_an_id_and_metadata_of_its_own_and_no_passages(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        assert share(writer, "a", LASER)
        assert share(writer, "b", LASER)
        assert not share(writer, "b", LASER)
        manifest = publish(writer)
    assert (manifest.documents, manifest.passages) == (2, 2)
    assert same_as(tmp_path) == {"a": "", "b": "a"}
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert library.document("b") == document("b", LASER)
        assert (snapshot.aliases("a"), snapshot.aliases("b")) == (("b",), ())
        assert {passage.document for passage in snapshot.passages([0, 1])} == {"a"}
        assert [(held.passages, held.characters) for held in library.documents()] == [(2, len(LASER)), (0, len(LASER))]
        report = library.verify()
    assert (report.documents, report.passages, report.problems) == (2, 2, ())


def test_the_first_by_id_holds_the_text_even_when_it_comes_last(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        for name in ("c", "b", "a"):
            share(writer, name, LASER)
        publish(writer)
    assert same_as(tmp_path) == {"a": "", "b": "a", "c": "a"}


def test_equal_words_in_another_structure_are_another_content(tmp_path: Path) -> None:
    first, second = document("a", LASER), replace(document("b", LASER), blocks=())
    with Library.write(tmp_path) as writer:
        writer.put_shared(first, passages(first), RECIPE)
        writer.put_shared(second, passages(second), RECIPE)
        publish(writer)
    assert same_as(tmp_path) == {"a": "", "b": ""}


def test_when_the_holder_goes_the_next_takes_its_text_under_its_own_title(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        for name in ("a", "b", "c"):
            share(writer, name, LASER)
        publish(writer)
        writer.remove("a")
        assert encode_pending(writer) == ["b › Top\nThe laser heats the skin. It hurts a little", *others("b")]
        publish(writer)
    assert same_as(tmp_path) == {"b": "", "c": "b"}
    assert answers_of(tmp_path) == answers_of(fresh(tmp_path / "fresh", {"b": LASER, "c": LASER}))


def others(name: str) -> list[str]:
    return [f"{name} › Top\nA session costs 200 euro. Redness fades", f"{name} › Top"]


def test_a_published_generation_keeps_its_holder_while_the_head_changes_it(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "b", LASER)
        share(writer, "c", LASER)
        publish(writer)
        before = answers_of(tmp_path)
        with Library.open(tmp_path) as library, library.snapshot() as snapshot:
            share(writer, "a", LASER)
            writer.remove("b")
            assert snapshot.aliases("b") == ("c",)
            assert library.text("c") == LASER
            assert answers_of(tmp_path) == before
            publish(writer)
            assert snapshot.document("c").text == LASER
    assert same_as(tmp_path) == {"a": "", "c": "a"}


def test_texts_that_are_put_one_by_one_are_collected_once(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "a", "Fox")
        writer.collect("e")
        share(writer, "b", "Fox")
        share(writer, "c", "Hen")
        texts = [pending.text for batch in writer.collected_inputs(2) for pending in batch]
        assert sorted(texts) == ["Fox", "Hen", "a › Top", "a › Top\nFox", "c › Top", "c › Top\nHen"]
        assert texts[:2] == sorted(texts[:2], key=lambda text: -len(text))
        assert writer.count_collected() == 0


def fresh(folder: Path, held: dict[str, str]) -> Path:
    with Library.write(folder) as writer:
        for name in sorted(held):
            share(writer, name, held[name])
        publish(writer)
    return folder


STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from((*TEXTS, None)), st.booleans()), max_size=12)


@settings(max_examples=40)
@given(STEPS)
def test_whatever_came_and_went_the_library_is_the_one_built_at_once(
    steps: list[tuple[str, str | None, bool]],
) -> None:
    held: dict[str, str] = {"z": LASER}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "grown"
        with Library.write(folder) as writer:
            share(writer, "z", LASER)
            for document_id, text, is_published in steps:
                if text is None:
                    assert writer.remove(document_id) == (held.pop(document_id, None) is not None)
                else:
                    share(writer, document_id, text)
                    held[document_id] = text
                if is_published:
                    publish(writer)
            publish(writer)
        made = fresh(Path(name) / "made", held)
        assert same_as(folder) == same_as(made)
        assert answers_of(folder) == answers_of(made)
        with Library.open(folder) as library:
            assert library.verify().problems == ()
            assert {held.id: library.text(held.id) for held in library.documents()} == held


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE documents SET is_alias = 1 WHERE id = 'a'", "b: no document holds the text that it shares."),
        ("UPDATE documents SET is_alias = 0 WHERE id = 'b'", "b: the text does not have the SHA-256 recorded for it."),
        ("UPDATE documents SET is_alias = 1 WHERE id = 'a'", "a: shares the text of another document and yet holds"),
        ("UPDATE documents SET content_sha256 = 'x' WHERE id = 'b'", "b: no document holds the text that it shares."),
        ("UPDATE documents SET content_sha256 = 'x' WHERE id = 'a'", "a: the structure of the text does not have the"),
        ("UPDATE documents SET title = 'x' WHERE id = 'b'", "b: the document or its passages are not, in every field"),
        ("UPDATE documents SET extraction = '{}' WHERE id = 'b'", "b: cannot be read"),
    ],
)
def test_damage_to_a_shared_text_is_reported(statement: str, problem: str, tmp_path: Path) -> None:
    import sqlite3

    fresh(tmp_path, {"a": LASER, "b": LASER})
    connection = sqlite3.connect(tmp_path / "footnote.db")
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()
    with Library.open(tmp_path) as library:
        assert any(found.startswith(problem) for found in library.verify().problems)
