"""The ranked list over a small library whose vectors are word counts."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import Snapshot
from bot.search.query import parse_query
from bot.search.ranking import search
from tests.fakes import WordEncoder
from tests.libraries import library_of

TEXTS = {
    "first.txt": "The cost is known. Nobody asks.",
    "again.txt": "The cost is known! Nobody asks.",
    "pain.txt": "There is pain and there is a price.",
    "sun.txt": "The sun is far away.",
}


@pytest.fixture
def snapshot(tmp_path: Path, word_encoder: WordEncoder) -> Iterator[Snapshot]:
    with library_of(tmp_path, TEXTS, word_encoder) as library, library.snapshot() as snapshot:
        yield snapshot


def test_the_passage_with_the_word_comes_first_with_its_evidence(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    best = search(snapshot, word_encoder, parse_query("What pain?"), 5).hits[0]
    assert best.passage.document == "docs/pain.txt"
    assert best.matched_words == ("pain",)
    assert best.scores.matched == 1.0
    # "What pain?" is (pain 1, other 1) / √2; the sentence (pain 1, price 1, other 6) / √38.
    assert best.scores.sentence == pytest.approx((1 + 6) / math.sqrt(2 * 38), abs=1e-3)


def test_a_near_duplicate_stands_under_the_first_by_name(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    hits = search(snapshot, word_encoder, parse_query("cost"), 5).hits
    assert hits[0].passage.document == "docs/again.txt"
    assert [passage.document for passage in hits[0].also_in] == ["docs/first.txt"]
    assert len(hits) == 3


def test_words_that_no_passage_holds_are_named_as_typed(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    assert search(snapshot, word_encoder, parse_query("Are there, from the SUN, Keloids?"), 5).unknown_words == (
        "Keloids",
    )


def test_a_typo_finds_the_passage_and_is_no_unknown_word(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    ranking = search(snapshot, word_encoder, parse_query("what is knwon"), 5)
    assert ranking.hits[0].matched_words == ("knwon",)
    assert "known" in ranking.hits[0].passage.text
    assert ranking.unknown_words == ()


def test_no_more_passages_come_than_were_asked_for(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    assert len(search(snapshot, word_encoder, parse_query("sun"), 2).hits) == 2


def test_a_question_of_function_words_alone_is_ranked_by_meaning(snapshot: Snapshot, word_encoder: WordEncoder) -> None:
    hits = search(snapshot, word_encoder, parse_query("What is it?"), 5).hits
    assert all(hit.scores.lexical == 0 and hit.scores.matched == 0 for hit in hits)
