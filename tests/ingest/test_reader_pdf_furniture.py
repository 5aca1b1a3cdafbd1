import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.readers.pdf import FURNITURE, PdfReader
from bot.ingest.readers.pdf_edges import EdgeRow, PageEdges
from bot.ingest.readers.pdf_furniture import furniture_of
from bot.ingest.readers.pdf_runs import Run
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped
from tests.ingest.pdf_files import Sheet, Words, lines, write_pdf

TEXT = ["Laser light heats the deeper layers of the skin,", "where new collagen grows for months after it."]
ROMAN = ("i", "ii", "iii", "iv", "v", "vi")


def header(*parts: str, middle: float = 30.0, number: int = 0, is_apart: bool = True) -> EdgeRow:
    return EdgeRow(parts, middle, 10, (number,), is_apart)


def page(*rows: EdgeRow, body: str = "", label: str = "") -> PageEdges:
    """A page with these rows at its upper edge, above a body of run 9."""
    texts = [(row.runs[0], row.text) for row in rows] + [(9, body)]
    runs = [Run(number, text, 0, 0, 0, 100, 10, 10, is_bold=False, quarter=0) for number, text in texts if text]
    return PageEdges(label, rows, (), tuple(runs))


def moved(*rows: str) -> list[bool]:
    """Of pages that begin with one of these rows each ("|" parts them), which are taken for furniture."""
    pages = [page(header(*row.split("|")) if row else header("-")) for row in rows]
    return [bool(runs) for runs in furniture_of(pages)]


def read(*sheets: Sheet) -> Reading:
    return PdfReader().read(write_pdf(sheets))


def bodies(reading: Reading) -> list[str]:
    return [reading.text[each.start : each.end] for each in reading.pages]


def test_a_row_that_comes_back_near_by_at_the_same_height_is_furniture() -> None:
    rows = [header("a title"), None, header("a title", middle=33), None, header("a title", number=2)]
    assert furniture_of([page(row) if row else page() for row in rows]) == [(0,), (), (0,), (), (2,)]


def test_a_row_that_comes_back_elsewhere_twice_or_much_later_is_text() -> None:
    elsewhere = [page(header("a title", middle=middle)) for middle in (30, 60, 90)]
    assert furniture_of(elsewhere) == [(), (), ()]
    assert furniture_of([page(header("a title"))] * 2) == [(), ()]
    far = [page(header("a title")) if k in (0, 9, 18) else page() for k in range(19)]
    assert furniture_of(far) == [()] * 19


@pytest.mark.parametrize(
    "rows",
    [
        ["7", "8", "9", "10"],
        ["- 7 -", "- 8 -", "- 9 -"],
        ROMAN,
        ["Page 1 of 2", "Page 2 of 2", "Page 1 of 1"],
        ["Seite 3", "Seite 4", "Seite 5"],
        ["On Light|7", "8|On Light", "On Light|9", "10|On Light"],
        ["On Light | 7", "8 | On Light", "On Light | 9"],
        ["On Light|xi", "On Light|xii", "On Light|xiii"],
        ["On Light 2023 · Page 1 of 3", "On Light 2023 · Page 2 of 3", "On Light 2023 · Page 3 of 3"],
        ["On Light 2nd of May 2023"] * 3,
    ],
)
def test_page_numbers_and_titles_beside_them_are_furniture(rows: list[str]) -> None:
    is_fact = "2nd" in rows[0]  # its first stays, see below
    assert moved(*rows) == [not is_fact, *[True] * (len(rows) - 1)]


@pytest.mark.parametrize(
    "rows",
    [
        ["Invoice 2023001", "Invoice 2023002", "Invoice 2023003"],
        ["Invoice|2023001", "Invoice|2023002", "Invoice|2023003"],
        ["Invoice|1001", "Invoice|1002", "Invoice|1003"],
        ["Invoice no.|1", "Invoice no.|2", "Invoice no.|3"],
        ["Section 1", "Section 2", "Section 3"],
        ["Patients|12", "Patients|31", "Patients|24"],
        ["Rent due: 850.00 euros"] * 4,
        ["Share of women: 40%"] * 4,
        ["2019", "2020", "2021"],
        ["12", "31", "24"],
        ["3.50", "4.50", "5.50"],
        ["Pier 1 has cracks of 1 mm", "Pier 2 has cracks of 2 mm", "Pier 3 has cracks of 3 mm"],
        ["a" * 300] * 3,
        ["12 14 16 18 a"] * 3,
    ],
)
def test_rows_with_numbers_that_are_no_page_numbers_are_text(rows: list[str]) -> None:
    assert not any(moved(*rows))


def test_the_number_that_a_page_is_called_by_is_furniture_where_the_count_begins_anew() -> None:
    labels = ["i", "ii", "1", "2"]
    assert furniture_of([page(header(label), label=label) for label in labels]) == [(0,)] * 4


def test_a_row_below_text_or_close_to_it_is_text() -> None:
    title = header("a title", middle=50, number=1)
    assert furniture_of([page(header(f"Invoice {k}{k}"), title) for k in range(3)]) == [()] * 3
    assert furniture_of([page(header("a title", is_apart=False))] * 3) == [()] * 3
    above = header("a name", number=2)
    assert furniture_of([page(above, header("a title", middle=50, number=1, is_apart=False))] * 3) == [(2,)] * 3


def test_the_first_row_that_names_a_part_of_the_document_stays_unless_the_text_names_it() -> None:
    customers = ["Customer: Miller"] * 3 + ["Customer: Novak"] * 3
    assert moved(*customers) == [False, True, True, False, True, True]
    said = [page(header(name), body=f"{name} ordered this") for name in customers]
    assert furniture_of(said) == [(0,)] * 6
    chapters = [page(header(f"Chapter {k // 3}: Risks {k // 3}"), body=f"{k // 3} Risks {k // 3}") for k in range(6)]
    assert furniture_of(chapters) == [(0,)] * 6


def test_the_first_row_with_a_telephone_number_stays_in_the_text() -> None:
    assert moved(*["Call us at 555 1234"] * 4) == [False, True, True, True]
    assert moved(*["ann@example.org"] * 4) == [False, True, True, True]
    assert moved(*["Annual Report 2023"] * 4) == [True] * 4


@given(st.lists(st.integers(0, 10**7), min_size=3, max_size=12))
def test_figures_beside_words_are_never_taken_for_page_numbers(figures: list[int]) -> None:
    rows = [f"Amount due: {figure}.50 euros" for figure in figures]
    assert not any(moved(*rows))
    numbered = furniture_of([page(header(f"Invoice {figure}")) for figure in figures])
    assert all(figures.count(figures[k]) >= 3 for k, runs in enumerate(numbered) if runs)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 9999), min_size=3, max_size=6, unique=True))
def test_what_each_page_says_for_itself_stays_on_it(figures: list[int]) -> None:
    sheets = [
        Sheet([*lines([f"Invoice {2023001 + k}"], y=60, is_bold=True), *lines([f"Due are {n} pounds."], y=85)])
        for k, n in enumerate(figures)
    ]
    assert bodies(read(*sheets)) == [f"Invoice {2023001 + k}\n\nDue are {n} pounds." for k, n in enumerate(figures)]


def test_large_rows_are_headings_but_for_a_name_on_all_pages() -> None:
    def sheets(size: float, *titles: str) -> list[Sheet]:
        return [Sheet([Words(title, 72, 50, size), *lines(TEXT * 3)]) for title in titles]

    named = [f"{title}\n\n{' '.join(TEXT * 3)}" for title in ("Pumps", "Pumps", "Pumps", "Pipes", "Pipes")]
    assert bodies(read(*sheets(14, "Pumps", "Pumps", "Pumps", "Pipes", "Pipes"))) == named
    assert bodies(read(*sheets(14, *["Acme"] * 3))) == [" ".join(TEXT * 3)] * 3


def test_the_head_of_a_table_that_goes_on_stays_with_its_rows() -> None:
    def table(first: int) -> Sheet:
        rows = [("Area", "Price"), *((f"neck {k}", f"{k}00") for k in range(first, first + 3))]
        steps = (0, 24, 38, 52)
        return Sheet(
            [Words(cell, 72 + 100 * k, 60 + steps[n]) for n, row in enumerate(rows) for k, cell in enumerate(row)]
        )

    assert all(body.startswith("Area | Price\nneck") for body in bodies(read(table(1), table(4), table(7))))


def test_the_receipt_counts_running_headers_and_footers_without_white_space() -> None:
    sheets = [Sheet([Words("On Light", 72, 40), *lines(TEXT), Words(str(k), 300, 760)]) for k in (1, 2, 3)]
    assert read(*sheets).extraction.dropped == (Dropped(FURNITURE, 3 * len("OnLight1")),)
    assert read(*sheets[:2]).extraction.dropped == ()
