import pytest

from bot.ingest.readers.plain import PlainTextReader
from bot.ingest.readers.plain_headings import heading_level
from bot.ingest.readers.reading import Reading


def read(source: str) -> Reading:
    return PlainTextReader().read(source.encode())


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def test_the_text_is_the_file_and_paragraphs_end_at_blank_lines() -> None:
    reading = read("one line\r\nand more.  \r\n\r\n\ttwo.")
    assert reading.text == "one line\nand more.  \n\n\ttwo."
    assert blocks(reading) == [("paragraph", "one line\nand more."), ("paragraph", "two.")]


def test_lists_are_seen_with_their_lead_in_and_their_markers_left_out() -> None:
    reading = read("It may cause\n\n  • redness\n  • swelling that\n    goes on\n\nDone.")
    assert blocks(reading) == [
        ("paragraph", "It may cause"),
        ("list item", "redness"),
        ("list item", "swelling that\n    goes on"),
        ("paragraph", "Done."),
    ]
    lead_ins = [block.lead_in.of(reading.text) if block.lead_in else None for block in reading.blocks]
    assert lead_ins == [None, "It may cause", "It may cause", None]


def test_a_wrapped_line_that_begins_with_a_number_or_dash_starts_no_item() -> None:
    assert [kind for kind, _ in blocks(read("They met in the spring of\n20. It rained\n- a lot."))] == ["paragraph"]


def test_titles_underlines_capitals_hashes_and_questions_are_headings() -> None:
    source = (
        "All about lasers\n\nText a.\n\nRisks\n-----\nText b.\n\nCOSTS\n\nText c.\n\n## More\nText d.\n\n"
        "Does it hurt at all?\n\nNo."
    )
    reading = read(source)
    assert reading.title == "All about lasers"
    paths = [block.headings for block in reading.blocks if block.kind.value == "paragraph"]
    assert paths == [
        ("All about lasers",),
        ("All about lasers", "Risks"),
        ("COSTS",),
        ("COSTS", "More"),
        ("COSTS", "Does it hurt at all?"),
    ]


def test_a_lone_line_with_nothing_below_is_text() -> None:
    assert blocks(read("Hello World")) == [("paragraph", "Hello World")]


def test_a_numbered_line_alone_is_a_heading_and_in_a_row_is_an_item() -> None:
    alone = read("Some text.\n\n1. Methods\n\nWe did it.")
    assert blocks(alone)[1] == ("heading", "Methods")
    in_a_row = read("Some text.\n\n1. Methods\n2. Results")
    assert blocks(in_a_row)[1:] == [("list item", "Methods"), ("list item", "Results")]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Who Can Be Treated", 2),
        ("SIDE EFFECTS", 1),
        ("2.1 Materials", 2),
        ("Why does skin sag?", 2),
        ("It ends.", 0),
        ("Risks include:", 0),
        ("some words without case", 0),
        ("Possible adverse effects", 0),
        ("What?", 0),
        ("ok", 0),
    ],
)
def test_a_heading_is_told_by_its_looks_only_where_that_is_safe(line: str, level: int) -> None:
    assert heading_level(line, is_before_list=False) == level


def test_a_short_line_right_above_sentences_is_their_heading() -> None:
    reading = read(
        "Lamps of the yard\nThe lamps of the yard were hung in spring by two men. They burn oil.\n\n"
        "What is needed\n2 lamps and a jug of the best oil.\n\n"
        "Care of the glass\nWipe the glass with a dry cloth every week and\nnever with vinegar.\n"
    )
    assert reading.title == "Lamps of the yard"
    assert [(block.kind.value, block.headings[-1]) for block in reading.blocks] == [
        ("heading", "Lamps of the yard"),
        ("paragraph", "Lamps of the yard"),
        ("heading", "What is needed"),
        ("paragraph", "What is needed"),
        ("heading", "Care of the glass"),
        ("paragraph", "Care of the glass"),
    ]
    assert blocks(reading)[5][1] == "Wipe the glass with a dry cloth every week and\nnever with vinegar."


@pytest.mark.parametrize(
    "source",
    [
        "Der Antrag wird bei der\nGemeinde eingereicht, die ihn\nin drei Wochen prüft.",  # wrapped
        "The owl is up\nThe moon is white\nAnd nobody sleeps tonight.",  # a verse
        "Karl Stork\nOwl Yard 5\n12345 Needleham",  # an address
        "Apples from the garden\nPears and plums of the neighbour",  # a list without signs
        "Dear Anna,\nThe lamps of the yard were hung in spring by two men.",
        "Weight: 3 kg\nThe lamp weighs less than the old one, which was made of iron.",
        "it began like this\nThe lamps of the yard were hung in spring by two men.",
        "Lamps of the yard\nthe lamps of the yard were hung in spring by two men.",
        "Lamps of the yard\nThe lamps, the chairs, the tables and the shelves of the yard",
    ],
)
def test_a_first_line_that_may_be_text_is_none(source: str) -> None:
    assert blocks(read(f"{source}\n")) == [("paragraph", source)]
