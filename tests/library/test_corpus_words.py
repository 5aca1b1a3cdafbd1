"""The words of a corpus with their vectors, and what the corpus is about."""

from pathlib import Path

import numpy as np
import pytest

from bot.ingest.build import build
from bot.library import Library
from bot.library.derived import WORD_VECTORS, WORDS
from bot.library.subject import subject_of
from tests.fakes import WordEncoder
from tests.search.forwards import forward_of, passage


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def words_of(index: Path) -> list[str]:
    with Library.open(index) as library:
        folder = index / library.manifest().folder
        return (folder / WORDS).read_text(encoding="utf-8").split()


def test_a_term_is_encoded_as_the_word_that_most_passages_have(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = write(tmp_path / "docs", a="Needles hurt.", b="Needles again.", c="The needle, 24 of AB12, it is.")
    build(tmp_path / "index", [docs], word_encoder)
    assert words_of(tmp_path / "index") == ["hurt", "needles"]  # no numbers, identifiers or function words
    assert "needles" in word_encoder.encoded


def test_the_nearest_words_come_with_their_cosines_best_first(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = write(tmp_path / "docs", a="The laser and the sun.", b="A price.")
    build(tmp_path / "index", [docs], word_encoder)
    with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
        query = np.array([*WordEncoder().encode(["sun sun sun laser"])[0]], dtype=np.float32)
        (first, cosine), (second, other) = snapshot.nearest_words(query, 2)
        assert (first, second) == ("sun", "laser")
        assert [cosine, other] == pytest.approx([3 / 10**0.5, 1 / 10**0.5], abs=1e-3)
        narrowed = snapshot.within(snapshot.scope([name for name in _ids(library) if name.endswith("b.md")]))
        assert [term for term, _ in narrowed.nearest_words(query, 5)] == ["price"]


def _ids(library: Library) -> list[str]:
    return [document.id for document in library.documents()]


def test_a_second_build_encodes_no_word_again(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = write(tmp_path / "docs", a="Needles hurt.", b="A price.")
    build(tmp_path / "index", [docs], word_encoder)
    again = WordEncoder()
    write(docs, c="The sun hurts, but the price does not.")
    (docs / "b.md").unlink()
    build(tmp_path / "index", [docs], again)
    assert [text for text in again.encoded if text in ("needles", "hurt", "price", "sun")] == ["sun"]
    with Library.open(tmp_path / "index") as library:
        assert library.verify().problems == ()


def test_words_of_documents_that_were_taken_out_are_gone_without_an_encoder(
    tmp_path: Path, word_encoder: WordEncoder
) -> None:
    docs = write(tmp_path / "docs", a="Needles hurt.", b="A price.")
    build(tmp_path / "index", [docs], word_encoder)
    with Library.write(tmp_path / "index") as writer:
        writer.remove(next(name for name in writer.known() if name.endswith("b.md")))
        writer.publish_same_encoder()
    assert words_of(tmp_path / "index") == ["hurt", "needles"]
    with Library.open(tmp_path / "index") as library:
        assert library.verify().problems == ()


def test_damaged_word_vectors_are_made_again_without_encoding(tmp_path: Path, word_encoder: WordEncoder) -> None:
    build(tmp_path / "index", [write(tmp_path / "docs", a="Needles hurt.")], word_encoder)
    with Library.open(tmp_path / "index") as library:
        path = tmp_path / "index" / library.manifest().folder / WORD_VECTORS
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with Library.open(tmp_path / "index") as library:
        assert any(WORD_VECTORS in problem for problem in library.verify().problems)
        with library.snapshot() as snapshot:
            ((term, cosine),) = snapshot.nearest_words(WordEncoder().encode(["needle"])[0], 1)
            assert (term, round(cosine, 3)) == ("needl", 1.0)


FORWARD = forward_of([passage([("", "Cup therapy warms.")]), passage([("", "The cup therapies help.")])])


@pytest.mark.parametrize(
    ("titles", "subject"),
    [
        (["Cup therapy: an overview", "Prices of cup therapy"], "Cup therapy"),
        (["Cup therapy", "Other"], ""),  # in half of the titles, no more
        (["The help", "A help"], ""),  # one of the commonest words
        (["Therapy cup", "Therapy cup"], "Therapy"),  # the passages do not say it in that order
        (["Massage", "Massage"], ""),  # which no passage holds
        ([], ""),
    ],
)
def test_the_subject_is_what_most_titles_and_most_passages_hold(titles: list[str], subject: str) -> None:
    assert subject_of(titles, FORWARD, np.arange(2), "en") == subject


def test_a_phrase_is_not_read_across_two_sentences() -> None:
    forward = forward_of([passage([("", "He took a cup."), ("", "Therapy followed.")])])
    assert subject_of(["Cup therapy"], forward, np.arange(1), "en") != "Cup therapy"


def test_documents_about_many_things_have_no_subject_and_a_choice_among_them_may(
    tmp_path: Path, word_encoder: WordEncoder
) -> None:
    docs = write(
        tmp_path / "docs",
        a="# Cup therapy\n\nCup therapy warms.",
        b="# Rowing boats\n\nRowing boats float.",
        c="# Prices of cup therapy\n\nA cup therapy costs little.",
        d="# Bees\n\nThey sting.",
    )
    build(tmp_path / "index", [docs], word_encoder)
    with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
        assert snapshot.subject == ""
        chosen = [name for name in _ids(library) if name.endswith(("a.md", "c.md"))]
        assert snapshot.within(snapshot.scope(chosen)).subject.casefold() == "cup therapy"
