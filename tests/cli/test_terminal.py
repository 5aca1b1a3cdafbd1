"""Answers as plain text, made by hand."""

from dataclasses import replace

import pytest

from bot.cli.sources_say import render_sources
from bot.cli.terminal import render
from bot.cli.visible import visible
from bot.records import Answer, Doubt, Level, Listing, Move
from tests.ui.documents import HOSTILE
from tests.ui.noted import REMARK, as_choice, as_collection, as_guide, as_listing, aspects, remarked, with_notes
from tests.ui.samples import found, hostile_overview, not_found, sample_library, several

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


def test_a_listing_says_how_many_there_are_and_each_is_quoted_once_and_not_again_as_a_passage() -> None:
    assert render(as_listing(FOUND), is_styled=False).splitlines() == [
        "More on the last question",
        "Taken from: third quarter 2022",
        "",
        "2 documents hold swelling and packs; these are all:",
        "   In order, the lowest first.",
        "",
        "   1. Laser skin tightening: what to expect (2 places)",
        "   Swelling goes down within two to three days.",
        "       /home/ada/corpus/laser.md, characters 5006-5050",
        "",
        "   2. Brightside Clinic: questions and answers (900–1200 USD, 1 place)",
        "   no swelling at all",
        "       /home/ada/corpus/clinic.md, characters 42-60",
        "",
        "Perhaps also: near in meaning, without the words",
        "",
        "   1. Laser skin tightening: what to expect (1 place)",
        "   use cold packs, ten minutes at a time",
        "       /home/ada/corpus/laser.md, characters 5172-5209",
        "",
        "These say no: every place with the words denies them",
        "",
        "   1. Laser skin tightening: what to expect (1 place)",
        "   Non-ablative | 1 to 2 days | 2 to 3 days",
        "       /home/ada/corpus/laser.md, characters 5254-5294",
    ]


@pytest.mark.parametrize(
    ("complete", "words", "shown", "total", "line"),
    [
        (True, ("moon",), 0, 0, "No document holds moon."),
        (True, ("sun", "moon", "laser"), 1, 1, "1 document holds sun, moon and laser; there is no other:"),
        (True, (), 2, 2, "2 documents are listed; these are all:"),
        (True, ("sun",), 2, 1234, "1,234 documents hold sun; these are the first 2:"),
        (False, ("sun",), 2, 2, "2 documents hold sun; there may be more:"),
    ],
)
def test_a_listing_says_whether_it_is_complete(
    *, complete: bool, words: tuple[str, ...], shown: int, total: int, line: str
) -> None:
    listing = as_listing(FOUND).listing
    assert listing is not None
    answer = replace(FOUND, listing=Listing(complete, words, listing.documents[:shown], total))
    assert render(answer, is_styled=False).split("\n\n")[0] == line


def test_passages_that_a_listing_does_not_quote_follow_it_with_what_they_are_worth() -> None:
    listing = as_listing(FOUND).listing
    assert listing is not None
    answer = replace(FOUND, listing=replace(listing, perhaps=(), denying=()))
    parts = render(answer, is_styled=False).split("\n\n")
    assert parts[3] == "Found in your documents:"
    assert [part.splitlines()[-3].strip()[:3] for part in parts[4:]] == ["[3]", "[4]"]


def test_a_guide_says_who_and_when_and_quotes_what_stands_out() -> None:
    assert render(as_guide(FOUND), is_styled=False).split("\n\n") == [
        "What “Laser skin tightening: what to expect” is about\n"
        "   Several hands · The Open Encyclopedia · 2021-04\n"
        "   Period: third quarter 2022",
        "Outline\n   Laser skin tightening\n      Recovery\n         Swelling",
        "What it says above all",
        "   Swelling goes down within two to three days.\n       /home/ada/corpus/laser.md, characters 5006-5050",
        "Dates",
        "   ten minutes at a time\n       /home/ada/corpus/laser.md, characters 5188-5209",
        "Figures",
        "   Non-ablative | 1 to 2 days | 2 to 3 days\n       /home/ada/corpus/laser.md, characters 5254-5294",
        "Questions that it answers",
        "   How long does swelling last?\n   Can I work the next day?",
    ]


def test_the_guide_of_all_names_subjects_periods_and_documents() -> None:
    assert render(as_collection(FOUND), is_styled=False).split("\n\n") == [
        "What these 3 documents are about",
        "Subjects\n   cold packs, swelling (in 2 documents)\n   lasers (in 1 document)",
        "Periods\n   third quarter 2022\n   2021-01-01 – 2021-12-31",
        "Documents\n   The first 2:\n   Laser skin tightening: what to expect (2021-04, third quarter 2022)\n"
        "   Brightside Clinic: questions and answers",
    ]


def test_choices_are_quoted_and_their_questions_asked_once() -> None:
    asking = replace(as_choice(FOUND), passages=FOUND.passages[:2])
    assert render(asking, is_styled=True).split("\n\n") == [
        "3 things answer this equally well. Which one?\n   The first 2:",
        "   1. Non-ablative\n   \x1b[1mSwelling goes down within two to three days.\x1b[22m\n"
        "       Laser skin tightening: what to expect › Laser skin tightening › Recovery › Swelling\n"
        "       /home/ada/corpus/laser.md, characters 5006-5050",
        "   2. The clinic\n   \x1b[1mno swelling at all\x1b[22m\n"
        "       Brightside Clinic: questions and answers › Frequently asked\n"
        "       /home/ada/corpus/clinic.md, characters 42-60",
        "   How long does swelling last?\n   Can I work the next day?",
        "Did you mean:\n   How long is the third?",
    ]
    several_things = replace(FOUND, did_you_mean=("This?",), did_you_mean_reason=Doubt.SEVERAL)
    assert render(several_things).endswith("\n\nSeveral things answer this. Which one?\n   This?")


def test_nothing_listed_or_described_steers_the_terminal() -> None:
    hostile = replace(hostile_overview(LIBRARY, "q"), care=None)
    shown = render(Answer.from_json(hostile.to_json().replace(HOSTILE[:8], "\\u001b]0;owned\\u0007")), is_styled=False)
    assert "\x1b" not in shown
    assert shown.count("]0;owned") > 10
