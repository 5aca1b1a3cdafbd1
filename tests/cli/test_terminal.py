"""Answers as plain text, made by hand."""

from dataclasses import replace

import pytest

from bot.cli.sources_say import render_sources
from bot.cli.terminal import render
from bot.cli.visible import visible
from bot.records import Answer, Level, Move
from tests.ui.noted import REMARK, aspects, remarked, with_notes
from tests.ui.samples import found, not_found, sample_library, several

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


def test_the_short_answer_is_read_before_the_passages_and_its_words_are_bold_in_both() -> None:
    parts = render(FOUND, is_styled=False).split("\n\n")
    assert parts[:3] == [
        "Found in your documents:",
        "   Swelling goes down within two to three days.\n"
        "   [1] Laser skin tightening: what to expect › Laser skin tightening › Recovery › Swelling\n"
        "       /home/ada/corpus/laser.md, characters 5006-5050",
        "The passages:",
    ]
    short = FOUND.short_answer[0]
    assert LIBRARY.text("corpus/laser.md")[5006:5050] == short.text
    styled = " ".join(render(FOUND, is_styled=True).split())
    assert styled.count(f"\x1b[1m{short.text}\x1b[22m") == 2
    assert render(replace(FOUND, short_answer=()), is_styled=False).split("\n\n")[1].startswith("   After a non-ab")


def test_an_item_stands_under_what_introduces_it_and_the_cells_of_a_row_behind_their_columns() -> None:
    answer = several(LIBRARY, "several")
    listed, row, claim = render(answer, is_styled=True).split("\n\n")[1:4]
    assert listed.splitlines()[:2] == [
        "   \x1b[2mWays to shorten it: …\x1b[22m",
        "   \x1b[1muse cold packs, ten minutes at a time\x1b[22m",
    ]
    assert row.splitlines()[0] == (
        "   \x1b[1mMethod: Non-ablative | Redness: 1 to 2 days | Swelling: 2 to 3 days\x1b[22m"
    )
    assert claim.splitlines()[0] == "   \x1b[1mno swelling at all\x1b[22m"


@pytest.mark.parametrize(
    ("lead_in", "text", "lines"),
    [
        ("Times:\n\nCode | Meaning", "E-1 | Door open", ["Times: …", "Code: E-1 | Meaning: Door open"]),
        ("Code | Meaning | ", "E-1 | | ", ["Code: E-1"]),
        (" | Meaning", "E-1 | Door open", ["E-1 | Meaning: Door open"]),
        ("Code: | Meaning:", "E-1 | Door\nE-2 | Fan", ["Code: E-1 | Meaning: Door", "Code: E-2 | Meaning: Fan"]),
        ("Code | Meaning", "E-1 | Door | 2", ["Code | Meaning …", "E-1 | Door | 2"]),
        ("Code", "E-1", ["Code …", "E-1"]),
    ],
)
def test_a_row_without_a_name_for_each_of_its_cells_stays_under_its_header(
    lead_in: str, text: str, lines: list[str]
) -> None:
    row = replace(FOUND.short_answer[0], lead_in=lead_in, text=text)
    shown = render(replace(FOUND, short_answer=(row,)), is_styled=False).split("\n\n")[1].splitlines()
    assert [line.removeprefix("   ") for line in shown[: -len(["source", "place"])] if line.strip()] == lines


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
    short = replace(NOTED.short_answer[0], text=f"{steering}\n{steering} | b", citation=citation, lead_in=steering)
    answer = replace(NOTED, passages=(bad, *others), did_you_mean=(steering,), unknown_words=(steering,))
    answer = replace(answer, short_answer=(short, replace(short, text=f"{steering} | b", lead_in=f"{steering} | c")))
    plain = render(answer, is_styled=False)
    assert not {"\x1b", "\x9b", "\u202e"} & set(plain)
    assert plain.count("\ufffd[2J\ufffd\ufffd") == 6 + 3 + 3 + 2 + 3
    assert plain.count("/b\ufffd[2J\ufffd\ufffd\ufffd, characters") == 3
    assert render(replace(answer, remark=steering)) == "\ufffd[2J\ufffd\ufffd"
    styled = render(answer, is_styled=True)
    for style in ("\x1b[1m", "\x1b[2m", "\x1b[22m"):
        styled = styled.replace(style, "")
    assert "\x1b" not in styled


def test_letters_and_spaces_of_all_scripts_are_printed_as_they_are() -> None:
    assert visible("naïve\xa0café, 東京, ‏עברית‏, photo\xadsynthesis") == "naïve\xa0café, 東京, ‏עברית‏, photo\xadsynthesis"
    assert visible("a\nb\tc") == "a\ufffdb\ufffdc"
    assert visible("a\nb\tc\r", keeps_lines=True) == "a\nb\tc\ufffd"


def test_an_empty_library_is_said_in_one_line() -> None:
    assert render(Answer("Why?", Level.NOT_FOUND, (), ())) == "Not in these documents."
