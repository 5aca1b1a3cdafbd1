import datetime
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.reading import Reading
from bot.ingest.readers.xlsx import XlsxReader
from tests.ingest.office_files import (
    assert_exact,
    blocks,
    changed,
    dropped,
    evaluation_files,
    lead_ins,
    saved,
    words,
    zip_of,
)

Value = str | int | float | bool | datetime.datetime | datetime.date | datetime.time | datetime.timedelta | None
MUST_INCLUDE = (
    "09060124-b5e7-4717-9d07-3c046eb",
    "6ff4173b-42a5-4784-9b19-f49caff4d93d",
    "affc7dad-52dc-4b98-9b5d-51e65d8a8ad0",
)
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, limits: ReadingLimits | None = None) -> Reading:
    reading = XlsxReader(limits or ReadingLimits()).read(data)
    assert_exact(reading)
    return reading


def book(*rows: Sequence[Value]) -> openpyxl.Workbook:
    """A workbook with these rows on a sheet called "Prices"."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Prices"
    for row in rows:
        sheet.append(row)
    return workbook


def rows(*values: Sequence[Value]) -> Reading:
    return read(saved(book(*values)))


def test_a_sheet_is_a_heading_and_its_rows_know_their_header() -> None:
    reading = rows(["Area", "Price"], ["Neck", 500], ["Face", 900])
    assert reading.text == "Prices\n\nArea | Price\nNeck | 500\nFace | 900"
    assert lead_ins(reading) == [None, None, "Area | Price", "Area | Price"]
    assert [(block.kind.value, block.headings, block.page) for block in reading.blocks[:2]] == [
        ("heading", ("Prices",), None),
        ("table row", ("Prices",), None),
    ]


def test_a_header_may_stand_below_a_title_and_anew_below_an_empty_row() -> None:
    reading = rows(["Our prices"], ["Area", "Price"], ["Neck", 500], [], ["Face", 900], [], ["Day", "Open"], ["Mon", 9])
    assert words(reading)[1:] == ["Our prices", "Area | Price", "Neck | 500", "Face | 900", "Day | Open", "Mon | 9"]
    assert lead_ins(reading)[3:] == ["Area | Price", "Area | Price", None, "Day | Open"]


def test_a_first_row_of_figures_is_no_header() -> None:
    assert lead_ins(rows([1, 2], [3, 4])) == [None, None, None]
    assert lead_ins(rows(["Neck", 500], ["Face", 900])) == [None, None, None]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7, "General", "7"),
        (2.0, "General", "2"),
        (0.1 + 0.2, "General", "0.3"),
        (0.07, "0%", "7%"),
        (1, "0%", "100%"),
        (True, "General", "TRUE"),
        (datetime.date(2024, 5, 6), "dd.mm.yyyy", "2024-05-06"),
        (datetime.datetime(2024, 5, 6, 7, 8), "yyyy-mm-dd hh:mm", "2024-05-06 07:08:00"),  # noqa: DTZ001 - none in Excel
        (datetime.time(7, 8), "hh:mm", "07:08:00"),
        ("  a \n b ", "General", "a b"),
        (datetime.timedelta(hours=30), "[h]:mm", "30:00"),
        (datetime.timedelta(hours=30, seconds=5), "[h]:mm", "30:00:05"),
        (datetime.timedelta(minutes=90), "[h]:mm:ss", "1:30:00"),
        (datetime.timedelta(minutes=90), "[mm]:ss", "90:00"),
        (datetime.timedelta(minutes=90), "[ss]", "5400"),
        (12345678901234570.0, "General", "12345678901234570"),
        (1e22, "General", "1e+22"),
        (1e-9, "General", "1e-09"),
    ],
)
def test_values_are_written_as_a_person_reads_them(value: Value, number_format: str, text: str) -> None:
    workbook = book([value])
    workbook.active["A1"].number_format = number_format
    assert words(read(saved(workbook))) == ["Prices", text]


def test_a_formula_gives_the_value_stored_with_it() -> None:
    data = saved(book([1, "=A1+1"]))
    assert words(read(data)) == ["Prices", "1"]
    stored = read(changed(data, {SHEET: ("<v></v>", "<v>2</v>")}))
    assert words(stored) == ["Prices", "1 | 2"]
    assert dropped(stored) == {}


def test_formulas_without_a_stored_value_are_counted_and_empty_words_are_a_value() -> None:
    data = saved(book([1, "=A1+1", "=A1+2"], ["=1<2", "a", '=""']))
    (reason,) = dropped(read(data))
    assert reason == "4 formulas without a stored value; open the file in a spreadsheet program and save it"
    empty = changed(data, {SHEET: ('<c r="C2"><f>""</f><v></v></c>', '<c r="C2" t="str"><f>""</f><v></v></c>')})
    assert next(iter(dropped(read(empty)))).startswith("3 formulas")
    short = changed(saved(book([1, "=A1"])), {SHEET: ("<v></v>", "")})
    assert next(iter(dropped(read(short)))).startswith("1 formula without")


def test_hidden_sheets_and_comments_are_left_out_and_counted() -> None:
    workbook = book(["shown"])
    workbook.active["A1"].comment = Comment("Why?", "Ann")
    workbook.create_sheet("Secret").append(["hidden"])
    workbook["Secret"].sheet_state = "hidden"
    workbook.create_sheet("Empty")
    reading = read(saved(workbook))
    assert blocks(reading) == [("heading", "Prices"), ("table row", "shown")]
    assert dropped(reading) == {"hidden sheets": 6, "comments": 4}


def test_the_properties_are_those_of_the_file() -> None:
    workbook = book(["x"])
    workbook.properties.title, workbook.properties.creator = "Price list", "Ann"
    workbook.properties.created = datetime.datetime(2024, 5, 6)  # noqa: DTZ001 - openpyxl takes UTC
    reading = read(saved(workbook))
    assert (reading.title, reading.author, reading.date) == ("Price list", "Ann", "2024-05-06")


def test_a_sheet_that_claims_to_be_huge_is_read_as_what_it_holds() -> None:
    data = saved(book(["a", "b"], ["c", "d"]))
    claimed = changed(data, {SHEET: ('<dimension ref="A1:B2"', '<dimension ref="A1:XFD1048576"')})
    assert words(read(claimed)) == ["Prices", "a | b", "c | d"]


def test_a_row_beyond_what_excel_holds_is_refused() -> None:
    data = changed(saved(book(["a"])), {SHEET: ('<row r="1"', '<row r="99999999999"')})
    with pytest.raises(ReadingError, match="more than 1048576 rows"):
        read(data)


def test_one_long_string_in_many_cells_is_refused() -> None:
    data = saved(book(*[["word " * 100] for _ in range(10)]))
    with pytest.raises(ReadingError, match="more than 4000 characters; split it or raise --max-characters"):
        read(data, ReadingLimits(characters=4_000))


def test_what_is_no_workbook_is_refused_with_its_reason() -> None:
    data = saved(book(["a"]))
    with pytest.raises(ReadingError, match=r"an old \.xls file"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"))
    with pytest.raises(ReadingError, match=r"no part 'xl/workbook\.xml'"):
        read(zip_of({"a": b""}))
    with pytest.raises(ReadingError, match=r"the workbook cannot be read .*get a sound copy"):
        read(zip_of({"xl/workbook.xml": b"<a/>"}))
    with pytest.raises(ReadingError, match="declares a document type"):
        read(changed(data, {SHEET: ("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet')}))
    with pytest.raises(ReadingError, match="the workbook cannot be read"):
        read(changed(data, {SHEET: ("</worksheet>", "")}))


CELLS = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.text("ab c.é日", max_size=8))


@settings(max_examples=40)
@given(st.lists(st.lists(CELLS, max_size=4), max_size=6))
def test_all_words_come_out_once_and_in_order(drawn: list[list[str | int | None]]) -> None:
    expected = []
    for row in drawn:
        cells = ["" if value is None else " ".join(str(value).split()) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        expected += [" | ".join(cells).strip()] if cells else []
    found = words(rows(*drawn))
    assert found == (["Prices", *expected] if expected else [])


@pytest.mark.real
def test_workbooks_from_elsewhere_are_read() -> None:
    for path in evaluation_files(".xlsx"):
        text = read(path.read_bytes()).text
        assert all(wanted in text for wanted in MUST_INCLUDE)
