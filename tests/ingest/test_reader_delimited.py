import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.readers.delimited import DelimitedReader
from bot.ingest.readers.reading import Reading

CELLS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff"), max_size=12
)


def read(source: str) -> Reading:
    return DelimitedReader().read(source.encode())


def rows(reading: Reading) -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks]


def test_every_row_carries_the_header() -> None:
    reading = read('drug,dose\naspirin,"500 mg,\ntwice"\n\nibuprofen,400 mg\n')
    assert rows(reading) == ["drug | dose", "aspirin | 500 mg, twice", "ibuprofen | 400 mg"]
    assert [block.lead_in.of(reading.text) if block.lead_in else None for block in reading.blocks] == [
        None,
        "drug | dose",
        "drug | dose",
    ]
    assert reading.extraction.tables == 1


def test_a_table_of_figures_has_no_header() -> None:
    assert [block.lead_in for block in read("1,2\n3,4\n").blocks] == [None, None]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_guessed_by_evenness(delimiter: str) -> None:
    lines = [("name", "said"), ("Ann", "yes, but"), ("Bob", "no; never"), ("Cy", "well")]
    source = StringIO()
    csv.writer(source, delimiter=delimiter).writerows(lines)
    assert rows(read(source.getvalue())) == [" | ".join(line) for line in lines]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;", "sep=;;;"])
def test_a_first_line_that_declares_the_delimiter_is_heeded_and_no_row(first: str) -> None:
    assert rows(read(f"{first}\r\nname;said\r\nAnn;1,5\r\nBob;2,5\r\n")) == ["name | said", "Ann | 1,5", "Bob | 2,5"]


def test_a_first_line_that_only_begins_so_is_a_row() -> None:
    assert rows(read("sep=a,said\nAnn,yes\n")) == ["sep=a | said", "Ann | yes"]
    assert rows(read("sep=\tb\nc\td\n"))[0] != "c | d"


def test_a_column_of_text_is_not_cut_at_its_commas() -> None:
    assert rows(read("note\nfirst, this\nsecond\nthird\n")) == ["note", "first, this", "second", "third"]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    assert rows(read('a,b,c\n1,2\n"unclosed,3\n4,5,6,7\n')) == ["a | b | c", "1 | 2", '"unclosed | 3', "4 | 5 | 6 | 7"]


def test_a_cell_may_be_larger_than_the_csv_module_takes_and_its_limit_stays() -> None:
    before = csv.field_size_limit()
    assert rows(read(f"a,b\n1,{'x' * 300_000}\n"))[1] == f"1 | {'x' * 300_000}"
    assert csv.field_size_limit() == before


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6))
def test_all_words_of_all_cells_are_kept_in_order(table: list[list[str]]) -> None:
    source = StringIO()
    csv.writer(source, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(table)
    reading = read(source.getvalue())
    kept = "".join("".join(rows(reading)).split()).replace("|", "")
    # Another delimiter may fit quoted cells as well; then quotation marks and commas stay, but no word is lost.
    wanted = "".join("".join(cell for row in table for cell in row).split()).replace("|", "")
    assert _letters(kept) == _letters(wanted)


def _letters(text: str) -> str:
    return "".join(character for character in text if character not in ',;"|')
