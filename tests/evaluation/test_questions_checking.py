"""Verdicts on answers that were made by hand, and what a failure says."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot import ChatBot, Level, Library, build
from bot.evaluation.checking import Verdict, check, examine, rank_of
from bot.evaluation.expected import ExpectedListing
from bot.evaluation.questions import Expected, ExpectedAspect, Question, Saying
from bot.evaluation.sources import names_document
from tests.evaluation.answers import answer, citation, quotation, why
from tests.fakes import WordEncoder

THREE = answer(
    ("docs/a.md", "It is free."), ("docs/b.md", "It costs\n  200 euro."), ("more/b.md", "It costs 300 euro.")
)


@pytest.mark.parametrize(
    ("expected", "rank"),
    [
        (Expected(quote="costs 200 euro"), 2),
        (Expected(quote="Costs 200 euro"), None),
        (Expected(pattern=r"costs \d+ euro"), 2),
        (Expected(pattern=r"costs 3.. euro", source="b.md"), 3),
        (Expected(quote="It", pattern="free"), 1),
        (Expected(quote="It", source="more/b.md"), 3),
        (Expected(quote="free", source="b.md"), None),
        (Expected(source="b"), 2),
        (Expected(quote="free", page=1), None),
        (Expected(level=Level.FOUND), None),
    ],
)
def test_the_rank_is_that_of_the_first_passage_that_is_all_that_was_expected(
    expected: Expected, rank: int | None
) -> None:
    assert rank_of(expected, THREE) == rank


def test_a_page_must_be_that_of_the_passage() -> None:
    paged = replace(THREE, passages=(quotation(1, "a.pdf", "It is free.", page=7),))
    assert (rank_of(Expected(page=7), paged), rank_of(Expected(page=8), paged)) == (1, None)


def test_a_near_duplicate_that_was_folded_in_counts() -> None:
    folded = quotation(1, "docs/a.md", "It is free.", also_in=(citation("docs/c.md", "It is free!"),))
    assert rank_of(Expected(quote="free!", source="c.md"), replace(THREE, passages=(folded,))) == 1


@pytest.mark.parametrize(
    ("source", "document", "is_meant"),
    [
        ("docs/lease.md", "docs/lease.md", True),
        ("lease.md", "docs/lease.md", True),
        ("lease", "docs/lease-2019.md", True),
        ("lease", "docs/lease.md", True),
        ("lease", "docs/leases.md", False),
        ("lease.md", "docs/sublease.md", False),
        ("docs", "docs/lease.md", False),
    ],
)
def test_a_source_is_an_id_or_its_tail_or_the_first_words_of_the_file_name(
    source: str, document: str, is_meant: bool
) -> None:
    assert names_document(source, document) is is_meant


@pytest.mark.parametrize(
    ("expected", "level", "is_met"),
    [
        (Expected(quote="free"), Level.FOUND, True),
        (Expected(quote="free"), Level.RELATED, True),
        (Expected(quote="free"), Level.NOT_FOUND, False),
        (Expected(quote="free", level=Level.FOUND), Level.RELATED, False),
        (Expected(quote="200 euro", rank=2), Level.FOUND, True),
        (Expected(quote="200 euro", rank=1), Level.FOUND, False),
        (Expected(quote="400 euro"), Level.FOUND, False),
        (Expected(level=Level.RELATED), Level.RELATED, True),
        (Expected(level=Level.NOT_FOUND), Level.NOT_FOUND, True),
        (Expected(level=Level.NOT_FOUND), Level.RELATED, False),
    ],
)
def test_an_answer_is_as_expected_or_not(expected: Expected, level: Level, is_met: bool) -> None:
    verdict = check(Question("How much?", expected), replace(THREE, level=level))
    assert verdict.is_met is is_met
    assert (verdict.failure == "") is is_met


def test_a_met_expectation_says_at_which_rank() -> None:
    question = Question("How much?", Expected(quote="200 euro"))
    assert check(question, THREE) == Verdict(is_met=True, rank=2)


def test_a_failure_shows_what_came_instead_and_where_the_expected_passage_is() -> None:
    question = Question("How much?", Expected(quote="300 euro", source="b.md", rank=1))
    verdict = check(question, replace(THREE, passages=THREE.passages[:2]), THREE)
    assert verdict.rank == 3
    assert (
        re.sub("probability 0.50; .*", "probability 0.50; …", verdict.failure)
        == """\
asked:    How much?
expected: "300 euro" from b.md, at rank 1 or better
got:      level found; the expected passage is at rank 3, too deep
   1. docs/a.md › Heading
      It is free.
      probability 0.50; …
   2. docs/b.md › Heading
      It costs 200 euro.
      probability 0.50; …
   3. more/b.md › Heading   <- expected
      It costs 300 euro.
      probability 0.50; …"""
    )


def test_a_failure_names_every_part_of_the_score() -> None:
    failure = check(Question("How much?", Expected(quote="x")), THREE).failure
    for name, value in asdict(why()).items():
        assert value in (None, "") or f"; {name.replace('_', ' ')} " in failure
    assert "; passage 0.50; sentence 0.25; lexical 3.00; " in failure
    assert "; matched words word" in failure


@pytest.mark.parametrize(
    ("expected", "level", "line"),
    [
        (Expected(quote="x"), Level.FOUND, "got:      level found; the expected passage is not among the 3 shown"),
        (
            Expected(quote="free"),
            Level.NOT_FOUND,
            "got:      level not_found (the passages are folded away); in no document: moon; "
            "the expected passage is at rank 1",
        ),
        (Expected(level=Level.NOT_FOUND), Level.FOUND, "expected: no answer (level not_found)"),
        (Expected(level=Level.FOUND), Level.RELATED, "got:      level related; in no document: moon"),
        (
            Expected(pattern="x+", page=2, rank=1, level=Level.FOUND),
            Level.FOUND,
            "expected: a match of /x+/ on page 2, at rank 1 or better, level found",
        ),
    ],
)
def test_a_failure_says_what_was_expected_and_what_came(expected: Expected, level: Level, line: str) -> None:
    verdict = check(Question("How much?", expected), replace(THREE, level=level, unknown_words=("moon",)))
    assert line in verdict.failure.splitlines()


@pytest.fixture
def bot(tmp_path: Path, word_encoder: WordEncoder) -> ChatBot:
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("cost", "pain", "sun", "needle", "skin", "session", "laser"):
        (docs / f"{name}.txt").write_text(f"The word here is {name}.\n", encoding="utf-8")
    build(tmp_path / "index", [docs], word_encoder)
    return ChatBot(Library.open(tmp_path / "index"), word_encoder)


def test_follow_ups_are_asked_in_the_same_conversation(bot: ChatBot) -> None:
    needle = Expected(source="needle", rank=1)
    alone = examine(bot, Question("Why?", needle))
    turns = examine(bot, Question("A needle?", needle, (Question("Why?", needle), Question("The sun?", needle))))
    assert [turn.verdict.is_met for turn in alone] == [False]
    assert [turn.verdict.is_met for turn in turns] == [True, True, False]
    assert [turn.question.text for turn in turns] == ["A needle?", "Why?", "The sun?"]


def test_a_passage_that_is_not_shown_is_looked_for_deeper(bot: ChatBot) -> None:
    (turn,) = examine(bot, Question("What of the needle, the sun, the skin, pain, cost?", Expected(source="laser")))
    assert len(turn.answer.passages) == 5
    assert turn.verdict.rank in (6, 7)
    assert "docs/laser.txt   <- expected" in turn.verdict.failure


def test_a_document_that_is_not_there_is_named(bot: ChatBot) -> None:
    (turn,) = examine(bot, Question("A needle?", Expected(quote="needle", source="neddle.txt")))
    assert "No document of the index is called 'neddle.txt'; it holds docs/cost.txt, docs/laser.txt, docs/nee" in (
        turn.verdict.failure
    )


def test_a_document_that_is_not_there_is_named_where_it_should_say_something(bot: ChatBot) -> None:
    aspect = ExpectedAspect(sayings=(Saying("needle", "one"), Saying("neddle", "two")))
    (turn,) = examine(bot, Question("A needle?", Expected(sources_say=(aspect,))))
    assert turn.verdict.failure.endswith(
        "got:      nothing side by side\n          No document of the index is called 'neddle'; it holds "
        "docs/cost.txt, docs/laser.txt, docs/needle.txt, docs/pain.txt, docs/session.txt, docs/skin.txt, docs/sun.txt."
    )


@pytest.mark.parametrize(
    "expected",
    [
        Expected(listing=ExpectedListing(("needle", "neddle"))),
        Expected(listing=ExpectedListing(first="neddle")),
        Expected(guide="neddle"),
    ],
)
def test_a_document_that_is_not_there_is_named_where_it_should_be_listed_or_described(
    bot: ChatBot, expected: Expected
) -> None:
    (turn,) = examine(bot, Question("A needle?", expected))
    assert "No document of the index is called 'neddle'; it holds docs/cost.txt" in turn.verdict.failure


def test_words_that_stand_nowhere_are_told_apart_from_words_that_were_not_found(bot: ChatBot) -> None:
    (turn,) = examine(bot, Question("A needle?", Expected(quote="needel", source="needle")))
    assert "These words stand nowhere in docs/needle.txt; compare the quote." in turn.verdict.failure
    assert "the expected passage is not among the 5 shown, nor anywhere in the first 7" in turn.verdict.failure
