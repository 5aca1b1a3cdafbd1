"""What short questions may mean, over a small library whose vectors are word counts, and over the shipped corpus."""

from pathlib import Path

import pytest

from bot import ChatBot
from bot.conversation.meanings import MOST_MEANINGS, Meanings, is_ambiguous
from bot.ingest.build import build
from bot.library import Library
from bot.records import Level
from bot.search.query import parse_query
from tests.fakes import WordEncoder
from tests.libraries import library_of

PAGES = {
    "laser.md": "# Laser pain\n\nLaser pain fades. Is pain normal? Yes.\n",
    "needle.md": "# Needle cost\n\nA needle cost is a pain.\n",
    "rain.md": "# Sun\n\nNothing of note but pain, rain, wind, hail, snow, sleet, fog, mist, frost, thaw and flood.\n",
}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("sessions?", True),
        ("pain", True),
        ("how many sessions", True),
        ("Why?", False),
        ("Does the pain last long?", False),
        ("laser pain cost", False),
    ],
)
def test_a_word_or_two_are_ambiguous(question: str, expected: bool) -> None:
    assert is_ambiguous(parse_query(question)) is expected


@pytest.fixture
def library(tmp_path: Path, word_encoder: WordEncoder) -> Library:
    return library_of(tmp_path, PAGES, word_encoder)


def test_headings_and_questions_with_the_word_are_offered_and_no_headings_without_it(
    library: Library, word_encoder: WordEncoder
) -> None:
    with library, library.snapshot() as snapshot:
        found = Meanings(lambda: word_encoder).of(snapshot, parse_query("pain?"))
    assert found == ("Laser pain", "Is pain normal?")


def test_what_was_found_out_is_remembered_until_the_library_changes(
    tmp_path: Path, library: Library, word_encoder: WordEncoder
) -> None:
    meanings = Meanings(lambda: word_encoder)
    with library:
        with library.snapshot() as snapshot:
            first = meanings.of(snapshot, parse_query("pain?"))
            encoded = len(word_encoder.encoded)
            assert meanings.of(snapshot, parse_query("pain")) == first
            assert len(word_encoder.encoded) == encoded
        (tmp_path / "docs" / "more.md").write_text("# Sun\n\nThe sun is far.\n", encoding="utf-8")
        build(tmp_path / "index", [tmp_path / "docs"], word_encoder)
        encoded = len(word_encoder.encoded)
        with library.snapshot() as snapshot:
            meanings.of(snapshot, parse_query("pain?"))
        assert len(word_encoder.encoded) > encoded


def test_a_question_that_is_clear_or_about_nothing_there_has_no_other_meanings(
    library: Library, word_encoder: WordEncoder
) -> None:
    with library, library.snapshot() as snapshot:
        meanings = Meanings(lambda: word_encoder)
        assert meanings.of(snapshot, parse_query("How long does the pain last?")) == ()
        assert meanings.of(snapshot, parse_query("bananas")) == ()


@pytest.mark.real
@pytest.mark.parametrize("question", ["sessions?", "pain", "downtime", "side effects", "results"])
def test_every_meaning_offered_is_answered_when_it_is_asked(shipped_bot: ChatBot, question: str) -> None:
    with shipped_bot.library.snapshot() as snapshot:
        found = Meanings(lambda: shipped_bot.encoder).of(snapshot, parse_query(question))
        assert 1 <= len(found) <= MOST_MEANINGS
        assert {meaning: shipped_bot.reply(meaning).level for meaning in found} == dict.fromkeys(found, Level.FOUND)
