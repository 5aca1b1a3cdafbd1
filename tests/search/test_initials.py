"""Words made of initials, over small libraries whose every run of words one can see."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.ingest.build import build
from bot.library import Library, Snapshot
from bot.search.initials import SpeltOut, shortened, spelt_out
from bot.search.query import parse_query
from bot.search.ranking import search
from bot.search.reading import read_query
from bot.search.wanted import wanted_words
from tests.fakes import WordEncoder

Held = Callable[..., Snapshot]
FILLING = "Guests keep the window shut when it rains and put the lamp out at night. " * 3


@pytest.fixture
def holding(tmp_path: Path, word_encoder: WordEncoder) -> Iterator[Held]:
    """A snapshot of documents that hold these texts, in this order."""
    opened: list[Library] = []

    def hold(*texts: str) -> Snapshot:
        docs = tmp_path / "docs"
        docs.mkdir()
        for i, text in enumerate(texts):
            (docs / f"d{i}.md").write_text(text, encoding="utf-8")
        build(tmp_path / "index", [docs], word_encoder)
        opened.append(Library.open(tmp_path / "index"))
        return opened[-1].snapshot()

    yield hold
    for library in opened:
        library.close()


def meant(question: str, snapshot: Snapshot) -> list[SpeltOut]:
    query = parse_query(question)
    return [found for word in query.words if (found := spelt_out(word, query, snapshot))]


@pytest.mark.parametrize("typed", ["QJV", "qjv"])
def test_initials_that_no_passage_holds_stand_for_the_run_that_they_spell(typed: str, holding: Held) -> None:
    snapshot = holding(f"{FILLING}\n\nA Quiet Joint\nViolin is for hire.")
    assert meant(f"What is a {typed}?", snapshot) == [SpeltOut(("quiet", "joint", "violin"), "Quiet Joint Violin")]


def test_a_word_of_grammar_in_the_run_may_have_a_letter_or_none(holding: Held) -> None:
    snapshot = holding(f"{FILLING}\n\nAsk the keeper of jars. The keeper of jars is in.")
    assert meant("Who is the KOJ?", snapshot)[0].run == ("keeper", "of", "jar")


def test_a_run_ends_with_its_sentence(holding: Held) -> None:
    assert meant("What is a QJV?", holding(f"{FILLING}\n\nThe harp is quiet. Joint violin lessons are dear.")) == []


def test_a_run_of_words_of_grammar_is_none(holding: Held) -> None:
    assert meant("What is a WIB?", holding(f"{FILLING}\n\nThis is what it becomes.")) == []


def test_where_many_runs_would_have_the_initials_by_chance_one_must_come_again_and_again(holding: Held) -> None:
    others = "Sour soup. Six sailors. Some snow. " * 20
    assert meant("When is the SSS?", holding(f"{others}\n\nA second sale starts.")) == []


def test_one_that_comes_again_and_again_is_what_the_initials_stand_for(holding: Held) -> None:
    others = "Sour soup. Six sailors. Some snow. " * 20
    snapshot = holding(f"{others}\n\nA second sale starts. The second sale starts late. No second sale starts here.")
    assert meant("When is the SSS?", snapshot)[0].run == ("second", "sale", "start")


def test_what_a_heading_spells_goes_before_what_a_sentence_does(holding: Held) -> None:
    snapshot = holding(f"# Hall\n\n## Quick Jam Visit\n\n{FILLING}\n\nA quiet joint violin. A quiet joint violin.")
    assert meant("What is a QJV?", snapshot)[0].run == ("quick", "jam", "visit")


@pytest.mark.parametrize("question", ["Is there a jam?", "WHAT IS A JAM?", "What is a QJ7?", "What is a QJ?"])
def test_common_words_figures_and_two_letters_are_no_initials(question: str, holding: Held) -> None:
    snapshot = holding(f"{FILLING}\n\nA quiet joint. Join apples mildly. Jolly amber moths.")
    assert meant(question, snapshot) == []


def test_initials_that_the_corpus_has_stand_for_the_run_they_are_written_beside(holding: Held) -> None:
    snapshot = holding("The Quiet Violin (QV) is for hire.", "A quiet violin costs nothing.", "A quick visit is free.")
    assert meant("What is a QV?", snapshot) == [SpeltOut(("quiet", "violin"))]
    found = list(shortened(parse_query("What does a quiet violin cost?"), snapshot))
    assert [(word.text, initials) for word, initials in found] == [("quiet", "qv"), ("violin", "qv")]
    assert list(shortened(parse_query("What does a quick visit cost?"), snapshot)) == []


def test_initials_are_searched_for_and_encoded_as_what_they_stand_for(holding: Held, word_encoder: WordEncoder) -> None:
    snapshot = holding(FILLING, f"{FILLING}\n\nThe quiet joint violin has a price.")
    query = parse_query("What is the price of the QJV?")
    *_, violin = wanted_words(query, snapshot)
    assert violin.forms == (frozenset({"qjv"}), frozenset({"quiet", "joint", "violin"}))
    word_encoder.encoded.clear()
    read_query(snapshot, word_encoder, query)
    assert word_encoder.encoded[0] == "What is the price of the quiet joint violin?"
    found = search(snapshot, word_encoder, query, 1)
    assert found.hits[0].passage.document.endswith("d1.md")
    assert found.unknown_words == ()


def test_among_chosen_documents_initials_are_those_of_their_words(holding: Held) -> None:
    snapshot = holding(f"{FILLING}\n\nA quiet joint violin.", f"{FILLING}\n\nNothing else.")
    names = sorted({snapshot.passage(key).document for key in range(snapshot.passage_count)})
    first, second = (snapshot.within(snapshot.scope([name])) for name in names)
    assert meant("What is a QJV?", first)[0].run == ("quiet", "joint", "violin")
    assert meant("What is a QJV?", second) == []
