"""Answers as plain text, made by hand."""

from dataclasses import replace

import pytest

from bot.cli.sources_say import render_sources
from bot.cli.terminal import render
from bot.cli.visible import visible
from bot.records import Answer, Level, Move
from tests.ui.noted import REMARK, aspects, remarked, with_notes
from tests.ui.samples import found, not_found, sample_library

LIBRARY = sample_library()
FOUND = found(LIBRARY, "How long does swelling last?")
NOTED = with_notes(FOUND)


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_remark_is_printed_alone() -> None:
    assert render(remarked("Thank you")) == REMARK


def test_a_word_of_care_comes_first_and_stands_out_without_colour() -> None:
    assert render(NOTED, is_styled=False).splitlines()[:3] == [
        "!  Please read this first:",
        "!  Ask the clinician who treats you. Quotations that warn come first.",
        "",
    ]


def test_a_long_word_of_care_is_marked_on_each_of_its_lines() -> None:
    assert NOTED.care is not None
    long = replace(NOTED, care=replace(NOTED.care, note="Call somebody. " * 20))
    note = render(long, is_styled=False).split("\n\n")[0].splitlines()
    assert len(note) == 1 + 4  # 20 * 15 characters in lines of 77
    assert all(line.startswith("!  ") and len(line) <= 80 for line in note)


def test_carried_words_are_named_before_the_level() -> None:
    opening = render(NOTED, is_styled=False).split("\n\n")[1]
    assert opening == "Also searching: packs, Lasers\nFound in your documents:"


def test_what_a_missing_answer_says_stays_together() -> None:
    missing = not_found(LIBRARY, "Has a submarine a periscope?")
    assert render(missing, is_styled=False).split("\n\n")[0].splitlines() == [
        "Not in these documents.",
        "No document holds: submarine, periscope.",
        "The closest passages are:",
    ]


def test_what_may_have_been_meant_is_the_last_thing_read() -> None:
    assert render(NOTED, is_styled=False).split("\n\n")[-1].splitlines() == [
        "Did you mean:",
        "   How long does swelling last?",
        "   Can I work the next day?",
    ]


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move.WARNS, "(warns, so it comes first)"),
        (Move.BEHIND_WARNINGS, "(moved: passages that warn come first)"),
        (Move.YIELDS, "(moved: a regulator or a journal, as relevant, comes before who sells)"),
        (Move.PREFERRED, "(moved: who sells, and is as relevant, comes after a regulator or a journal)"),
    ],
)
def test_each_moved_quotation_says_why(move: Move, words: str) -> None:
    first, *others = FOUND.passages
    moved = replace(FOUND, passages=(replace(first, why=replace(first.why, moved=move)), *others))
    lines = render(moved, is_styled=False).splitlines()
    assert [line.strip() for line in lines if "(moved" in line or "(warns" in line] == [words]
    place = lines.index(f"       {words}")
    assert lines[place - 1].strip().startswith("/home/ada/corpus/laser.md, characters ")


def test_an_answer_where_nothing_was_moved_says_nothing_of_it() -> None:
    assert "(moved" not in render(FOUND)
    assert "(warns" not in render(FOUND)


def test_the_table_follows_the_quotations_and_names_the_place_of_what_is_not_shown() -> None:
    table = render(NOTED, is_styled=False).split("What the sources say:\n\n")[1].split("\n\nDid you mean")[0]
    assert table.splitlines() == [
        "recovery time: the sources seem to differ",
        "   The Open Encyclopedia     two to three days [1]",
        "   Brightside Clinic         same afternoon [2]",
        "",
        "back to work: the sources seem to agree",
        "   The Open Encyclopedia     next morning [1]",
        "   Brightside Clinic         same afternoon (corpus/clinic.md, characters",
        "                             18-100)",
    ]


def test_the_place_named_is_the_one_that_is_cited() -> None:
    said = NOTED.sources_say[1].said[1]
    assert (said.citation.start, said.citation.end) == (18, 100)
    assert LIBRARY.text("corpus/clinic.md")[18:100] == said.sentence.text


@pytest.mark.parametrize("width", [1, 50, 80, 100])
def test_no_line_of_the_table_is_wider_than_asked_down_to_fifty(width: int) -> None:
    drawn = render_sources(aspects(FOUND), FOUND.passages, width)
    assert max(map(len, drawn.splitlines())) <= max(width, 50)


def test_without_aspects_there_is_no_table() -> None:
    assert render_sources((), FOUND.passages) == ""
    assert "What the sources say" not in render(FOUND)


def test_nothing_that_a_document_or_its_name_holds_steers_the_terminal() -> None:
    (first, *others), steering = FOUND.passages, "\x1b[2J\x9b\u202e"
    citation = replace(first.citation, title=f"a{steering}", location=f"/b{steering}\n", headings=(f"c{steering}",))
    bad = replace(first, text=steering + first.text[len(steering) :], citation=citation, lead_in=f"d{steering}:")
    answer = replace(NOTED, passages=(bad, *others), did_you_mean=(steering,), unknown_words=(steering,))
    plain = render(answer, is_styled=False)
    assert not {"\x1b", "\x9b", "\u202e"} & set(plain)
    assert plain.count("\ufffd[2J\ufffd\ufffd") == 6
    assert "/b\ufffd[2J\ufffd\ufffd\ufffd, characters" in plain
    assert render(replace(answer, remark=steering)) == "\ufffd[2J\ufffd\ufffd"
    styled = render(answer, is_styled=True)
    assert styled.replace("\x1b[1m", "").replace("\x1b[22m", "").count("\x1b") == 0
    assert styled.count("\x1b[1m") == len(answer.passages)


def test_letters_and_spaces_of_all_scripts_are_printed_as_they_are() -> None:
    assert visible("naïve\xa0café, 東京, ‏עברית‏, photo\xadsynthesis") == "naïve\xa0café, 東京, ‏עברית‏, photo\xadsynthesis"
    assert visible("a\nb\tc") == "a\ufffdb\ufffdc"
    assert visible("a\nb\tc\r", keeps_lines=True) == "a\nb\tc\ufffd"


def test_an_empty_library_is_said_in_one_line() -> None:
    assert render(Answer("Why?", Level.NOT_FOUND, (), ())) == "Not in these documents."
