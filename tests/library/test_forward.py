"""The forward index against the words one can see."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import IndexDamaged
from bot.language.answer_types import AnswerType
from bot.language.words import terms
from bot.library import Library
from bot.library.forward import ForwardIndex
from bot.library.forward_builder import Readable, forward_index
from bot.library.lexical import LexicalIndex
from bot.library.runs import Collector, Gathered, Runs
from bot.records import Period
from tests.library.samples import BEFORE, update

PASSAGES = (
    Readable("The gold heats. It takes ten days.", ("The gold heats.", "It takes ten days."), "Stamp", b"s"),
    Readable("1) Gold 2) Dr Chung", ("Gold", "Dr Chung"), "", b"none"),
    Readable("Because of gold", ("Because of gold",), "Stamp\nIt heats:", b"s"),
)
BY_ALPHABET = ["1", "2", "becaus", "chung", "day", "dr", "gold", "heat", "it", "of", "stamp", "take", "ten", "the"]
EVERY = np.array([0, 1, 2])


@pytest.fixture(scope="module")
def index() -> ForwardIndex:
    return forward_index(PASSAGES)


def spelt(index: ForwardIndex, found: Gathered) -> list[list[str]]:
    """The terms of each of the three rows that were asked for."""
    return [[index.vocabulary[number] for number in found.values[found.owners == i]] for i in range(3)]


def test_terms_are_numbered_by_alphabet(index: ForwardIndex) -> None:
    assert index.vocabulary == BY_ALPHABET
    assert [index.number(term) for term in BY_ALPHABET] == list(range(14))
    assert [index.number(term) for term in ("", "golden", "zebra")] == [None, None, None]


def test_words_are_those_of_the_sentences_in_order(index: ForwardIndex) -> None:
    assert spelt(index, index.words(EVERY[::-1])) == [
        ["becaus", "of", "gold"],
        ["gold", "dr", "chung"],
        ["the", "gold", "heat", "it", "take", "ten", "day"],
    ]
    assert spelt(index, index.sentence_words(EVERY, np.array([1, 0, 0]))) == [
        ["it", "take", "ten", "day"],
        ["gold"],
        ["becaus", "of", "gold"],
    ]


def test_the_text_has_the_words_between_the_sentences_too(index: ForwardIndex) -> None:
    found = [[index.vocabulary[number] for number in index.text(row)] for row in range(3)]
    assert found == [terms(passage.text) for passage in PASSAGES]
    assert index.held(1) == {"1", "2", "gold", "dr", "chung"}
    assert index.held(2) == {"becaus", "of", "gold", "stamp", "it", "heat"}


def test_contexts_and_headings_are_known_by_what_they_say(index: ForwardIndex) -> None:
    assert spelt(index, index.context_words(EVERY)) == [["stamp"], [], ["stamp", "it", "heat"]]
    assert index.headings[0] == index.headings[2] != index.headings[1]


def test_sentences_know_what_they_name(index: ForwardIndex) -> None:
    second, first = np.array([1, 1, 0]), np.array([0, 0, 0])
    assert index.names(AnswerType.TIME, EVERY, second).tolist() == [True, False, False]
    assert index.names(AnswerType.QUANTITY, EVERY, second).tolist() == [True, False, False]
    assert index.names(AnswerType.PERSON, EVERY, second).tolist() == [False, True, False]
    assert index.names(AnswerType.REASON, EVERY, first).tolist() == [False, False, True]
    assert index.names(AnswerType.ANY, EVERY, first).tolist() == [False, False, False]


def test_sentences_name_things_in_the_language_of_their_passage() -> None:
    said = "Bis Dienstag."
    read = forward_index([Readable(said, (said,), "", b"", language) for language in ("de", "en")])
    assert read.names(AnswerType.TIME, np.array([0, 1]), np.array([0, 0])).tolist() == [True, False]


def test_what_was_written_is_read_again_and_equal_indexes_are_equal_bytes(index: ForwardIndex, tmp_path: Path) -> None:
    index.write(tmp_path / "one")
    read = ForwardIndex.parse((tmp_path / "one").read_bytes())
    assert (len(read), read.vocabulary) == (3, BY_ALPHABET)
    assert [read.held(row) for row in range(3)] == [index.held(row) for row in range(3)]
    read.write(tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == (tmp_path / "one").read_bytes()


@pytest.mark.parametrize("data", [b"", b"no arrays", "half"])
def test_other_bytes_are_damage(data: bytes | str, index: ForwardIndex, tmp_path: Path) -> None:
    index.write(tmp_path / "index")
    whole = (tmp_path / "index").read_bytes()
    with pytest.raises(IndexDamaged, match="cannot read the words of the passages"):
        ForwardIndex.parse(whole[: len(whole) // 2] if isinstance(data, str) else data)


def test_an_index_of_nothing_holds_nothing(tmp_path: Path) -> None:
    forward_index([]).write(tmp_path / "index")
    read = ForwardIndex.parse((tmp_path / "index").read_bytes())
    assert (len(read), read.vocabulary, read.number("gold")) == (0, [], None)
    assert len(read.words(np.zeros(0, dtype=np.int64)).values) == 0


def test_a_library_numbers_the_words_that_its_lexical_index_holds(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        held = [snapshot.forward.held(key) for key in range(snapshot.passage_count)]
        lexical = LexicalIndex.open(tmp_path / library.manifest().folder / "lexical")
        assert frozenset(chain.from_iterable(held)) == lexical.vocabulary == frozenset(snapshot.forward.vocabulary)
        for key, passage in enumerate(snapshot.passages(range(snapshot.passage_count))):
            period = snapshot.period_of(passage.document)
            assert period == Period("2024-05-01", "2024-05-31", "2024-05")
            assert held[key] == {*terms(passage.encoder_input), "2024", "2024h1", "2024q2", "202405"}


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=6), st.data())
def test_gathered_rows_are_those_rows(rows: list[list[int]], data: st.DataObject) -> None:
    collector = Collector()
    for row in rows:
        collector.add(row)
    doubled = (np.arange(10) * 2).astype(np.int32)
    runs: Runs = collector.runs(doubled)
    asked = np.array(data.draw(st.lists(st.integers(0, len(rows) - 1))), dtype=np.int64)
    found = runs.gather(asked, asked + 1)
    expected = [(2 * value, owner) for owner, row in enumerate(asked) for value in rows[row]]
    assert list(zip(found.values.tolist(), found.owners.tolist(), strict=True)) == expected
    assert [runs.row(row).tolist() for row in range(len(runs))] == [[2 * value for value in row] for row in rows]
