"""What of a document may be quoted as an answer."""

from pathlib import Path

from bot.answer.units import Unit, units_of
from bot.config import ReadingLimits, SplitSettings
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.language.tables import ENGLISH


def units(text: str, name: str = "a.md") -> list[Unit]:
    """The units of all passages of a document."""
    document = read_document(Path(name), name, text.encode(), ReadingLimits())
    assert document is not None
    passages = split(document, SplitSettings())
    return [unit for number, passage in enumerate(passages) for unit in units_of(number, passage, document, ENGLISH)]


def stating(text: str, name: str = "a.md") -> list[str]:
    return [unit.sentence.text for unit in units(text, name) if unit.states]


def test_a_sentence_states_and_a_heading_inside_a_passage_does_not() -> None:
    text = "# Oven\n\n## Door\n\nThe door opens to the left.\n\n## Lamp\n\nThe lamp has 25 watts.\n"
    assert stating(text) == ["The door opens to the left.", "The lamp has 25 watts."]


def test_a_question_in_bold_states_nothing_and_introduces_what_follows() -> None:
    found = units("# Oven\n\n**Who cleans it?**\n\nThe last to leave cleans it.\n")
    question, answer = found
    assert (question.states, answer.states) == (False, True)
    assert answer.introduced_by == question.position


def test_a_lead_in_states_nothing_and_its_items_inherit_it() -> None:
    lead_in, *items = units("# Oven\n\nThese parts are sold apart:\n\n- the tray\n- the grid\n")
    assert not lead_in.states
    assert [item.sentence.text for item in items if item.states] == ["the tray", "the grid"]
    assert all("These parts are sold apart:" in item.inherited for item in items)


def test_a_header_row_states_nothing_and_its_rows_inherit_it() -> None:
    header, *rows = units("| Part | Price |\n| --- | --- |\n| tray | 9 euro |\n| grid | 7 euro |\n")
    assert not header.states
    assert [row.states for row in rows] == [True, True]
    assert all("Part | Price" in row.inherited for row in rows)


def test_a_label_of_a_table_or_figure_and_a_line_without_an_end_state_nothing_beside_a_sentence() -> None:
    text = "Oven\n\nFigure 2: The grid in its place.\n\nCleaning and care\n\nThe grid is cleaned by hand.\n"
    assert stating(text, "a.txt") == ["The grid is cleaned by hand."]


def test_where_nothing_else_is_there_a_fragment_may_be_quoted() -> None:
    assert stating("Opening hours nine to five\n", "a.txt") == ["Opening hours nine to five"]


def test_a_unit_inherits_title_and_headings() -> None:
    (unit,) = units("# Oven\n\n## Door\n\nIt opens to the left.\n")
    assert "Oven" in unit.inherited
    assert "Door" in unit.inherited


def test_an_item_that_ends_in_a_semicolon_states() -> None:
    assert stating("# Oven\n\nThese parts are sold apart:\n\n- the tray;\n- the grid.\n") == ["the tray;", "the grid."]
