"""Identical texts are held once, by the oldest that is no upload; nobody loses a text to another's going."""

import tempfile
from dataclasses import dataclass, replace
from itertools import groupby
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


def share(writer: Writer, name: str, text: str, *, is_upload: bool = False, moved_from: str = "") -> bool:
    source = replace(document(name, text), is_upload=is_upload)
    return writer.put_shared(source, passages(source), RECIPE, moved_from=moved_from)


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


def test_of_texts_that_come_together_the_first_by_id_holds_them(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        for name in ("c", "b", "a"):
            share(writer, name, LASER)
        publish(writer)
    assert same_as(tmp_path) == {"a": "", "b": "a", "c": "a"}


def test_a_text_stays_with_the_document_that_came_first_whatever_a_later_one_is_called(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "m", LASER)
        publish(writer)
        for name in ("z", "a"):
            share(writer, name, LASER)
            publish(writer)
    assert same_as(tmp_path) == {"a": "m", "m": "", "z": "m"}
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert snapshot.aliases("m") == ("z", "a")


def test_an_upload_never_holds_what_a_built_document_says_though_it_came_first(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "a", LASER, is_upload=True)
        publish(writer)
        assert same_as(tmp_path) == {"a": ""}
        share(writer, "b", LASER)
        publish(writer)
    assert same_as(tmp_path) == {"a": "b", "b": ""}
    assert answers_of(tmp_path) == answers_of(fresh(tmp_path / "fresh", [Held("b", LASER)]))
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert [passage.context for passage in snapshot.passages([0, 1])] == ["b › Top", "b › Top"]
        assert library.document("a").title == "a"
        assert library.document("a").is_upload


def test_a_document_keeps_its_age_when_it_is_read_again_and_when_it_moves(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "m", LASER)
        publish(writer)
        share(writer, "b", LASER)
        publish(writer)
        share(writer, "m", NEEDLES)
        publish(writer)
        assert same_as(tmp_path) == {"b": "", "m": ""}
        share(writer, "m", LASER)
        publish(writer)
        assert same_as(tmp_path) == {"b": "m", "m": ""}
        share(writer, "z", LASER, moved_from="m")
        publish(writer)
    assert same_as(tmp_path) == {"b": "z", "z": ""}


def test_no_document_has_the_age_of_an_upload_and_no_upload_that_of_a_document(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "u", LASER, is_upload=True)
        share(writer, "a", NEEDLES)
        publish(writer)
        share(writer, "m", LASER)
        share(writer, "v", NEEDLES, is_upload=True)
        publish(writer)
        share(writer, "z", LASER, moved_from="u")
        share(writer, "w", NEEDLES, is_upload=True, moved_from="a")
        publish(writer)
    assert same_as(tmp_path) == {"m": "", "v": "", "w": "v", "z": "m"}


def test_passages_of_uploads_come_behind_all_others_so_that_no_tie_is_theirs(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "a", NEEDLES, is_upload=True)
        share(writer, "b", LASER)
        manifest = publish(writer)
    assert (manifest.passages, manifest.uploaded_passages) == (3, 1)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        assert [passage.document for passage in snapshot.passages([0, 1, 2])] == ["b", "b", "a"]
        assert [snapshot.is_upload(key) for key in (0, 1, 2)] == [False, False, True]


def test_in_a_choice_a_passage_is_of_an_upload_when_only_the_upload_of_its_text_was_chosen(tmp_path: Path) -> None:
    with Library.write(tmp_path) as writer:
        share(writer, "a", NEEDLES, is_upload=True)
        share(writer, "b", NEEDLES)
        share(writer, "c", NEEDLES)
        share(writer, "d", COOLING, is_upload=True)
        publish(writer)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        only = snapshot.within(snapshot.scope(["a"]))
        assert ([passage.document for passage in only.passages([0])], only.is_upload(0)) == (["a"], True)
        assert [only.is_upload(key) for key in (1, 2)] == [True, True]
        both = snapshot.within(snapshot.scope(["a", "c"]))
        assert ([passage.document for passage in both.passages([0])], both.is_upload(0)) == (["c"], False)
        assert both.aliases("c") == ("a",)


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
    assert answers_of(tmp_path) == answers_of(fresh(tmp_path / "fresh", [Held("b", LASER), Held("c", LASER)]))


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
            writer.remove("c")
            assert snapshot.aliases("b") == ("c",)
            assert library.text("c") == LASER
            assert answers_of(tmp_path) == before
            publish(writer)
            assert snapshot.document("c").text == LASER
    assert same_as(tmp_path) == {"a": ""}


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


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the library must have it; `age` is the generation that it came in with."""

    name: str
    text: str
    is_upload: bool = False
    age: int = 1

    @property
    def precedence(self) -> tuple[bool, int, str]:
        return self.is_upload, self.age, self.name


def fresh(folder: Path, held: list[Held]) -> Path:
    """A library of these documents to which nothing else ever came."""
    with Library.write(folder) as writer:
        for _, together in groupby(sorted(held, key=lambda one: (one.age, one.name)), key=lambda one: one.age):
            for one in together:
                share(writer, one.name, one.text, is_upload=one.is_upload)
            publish(writer)
    return folder


def holders(held: list[Held]) -> dict[str, str]:
    """What `same_as` must give, worked out for each document by itself."""
    first = {one.name: min((o for o in held if o.text == one.text), key=lambda o: o.precedence) for one in held}
    return {name: "" if name == holder.name else holder.name for name, holder in first.items()}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from((*TEXTS, None)),  # None: removed
        st.booleans(),  # an upload
        st.sampled_from(("", "", *NAMES)),  # moved from
        st.booleans(),  # published after it
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(STEPS)
def test_whatever_came_and_went_a_text_is_held_by_the_oldest_that_is_no_upload(
    steps: list[tuple[str, str | None, bool, str, bool]],
) -> None:
    held = {"z": Held("z", LASER)}
    number = 1
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name) / "grown"
        with Library.write(folder) as writer:
            share(writer, "z", LASER)
            for document_id, text, is_upload, moved_from, is_published in steps:
                if text is None:
                    assert writer.remove(document_id) == (held.pop(document_id, None) is not None)
                else:
                    share(writer, document_id, text, is_upload=is_upload, moved_from=moved_from)
                    before = [held[name] for name in (document_id, moved_from) if name in held]
                    age = next((one.age for one in before if one.is_upload == is_upload), number)
                    held.pop(moved_from, None)
                    held[document_id] = Held(document_id, text, is_upload, age)
                if is_published:
                    number = publish(writer).generation + 1
            publish(writer)
        made = fresh(Path(name) / "made", [*held.values()])
        assert same_as(folder) == same_as(made) == holders([*held.values()])
        assert answers_of(folder) == answers_of(made)
        with Library.open(folder) as library:
            assert library.verify().problems == ()
            assert {one.id: library.text(one.id) for one in library.documents()} == {
                one.name: one.text for one in held.values()
            }


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

    fresh(tmp_path, [Held("a", LASER), Held("b", LASER)])
    connection = sqlite3.connect(tmp_path / "footnote.db")
    assert connection.execute(statement).rowcount == 1
    connection.commit()
    connection.close()
    with Library.open(tmp_path) as library:
        assert any(found.startswith(problem) for found in library.verify().problems)
