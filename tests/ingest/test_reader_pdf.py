from pathlib import Path

import pytest

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.pdf import PdfReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind, Dropped
from bot.text.normalise import clean
from tests.ingest.pdf_files import Sheet, Words, lines, write_pdf

FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "files"
TEXT = ["Laser light heats the deeper layers of the skin,", "where new collagen grows for months after it."]
LEFT = [
    "The left column begins here and is read",
    "from its top down to its end before any",
    "word of its neighbour is.",
]
RIGHT = ["The right column is read after it, and", "it has lines that stand beside the lines", "of the other one."]


def read(*sheets: Sheet, info: str = "", catalog: str = "") -> Reading:
    return PdfReader().read(write_pdf(sheets, info, catalog))


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def test_lines_are_joined_to_paragraphs_that_end_at_wide_gaps() -> None:
    reading = read(Sheet([*lines(TEXT), *lines(["A second one", "that has two lines."], y=190)]))
    assert reading.text == f"{' '.join(TEXT)}\n\nA second one that has two lines."
    assert [kind for kind, _ in blocks(reading)] == ["paragraph", "paragraph"]


def test_indented_lines_begin_paragraphs() -> None:
    texts = lines([*TEXT, "The second paragraph is indented, as is", "usual in books."])
    texts[2] = Words(texts[2].text, texts[2].x + 12, texts[2].y)
    assert read(Sheet(texts)).text == f"{' '.join(TEXT)}\n\nThe second paragraph is indented, as is usual in books."


def test_a_word_hyphenated_at_a_line_end_is_one_word() -> None:
    reading = read(Sheet(lines(["It is a treat-", "ment with a laser, by Smith-", "Jones and others."])))
    assert reading.text == "It is a treatment with a laser, by Smith-Jones and others."


def test_columns_are_read_one_after_the_other_below_a_title_over_both() -> None:
    title = Words("A Title That Stands Over Both of the Columns", 150, 120, 16)
    reading = read(Sheet([title, *lines(LEFT), *lines(RIGHT, x=300)]))
    assert reading.text == f"{title.text}\n\n{' '.join(LEFT)}\n\n{' '.join(RIGHT)}"


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [*LEFT[:2], "word of its neighbour, and a sen-"]
    right = ["tence goes on there, which should not be", *RIGHT[1:]]
    reading = read(Sheet([*lines(left), *lines(right, x=300)]))
    assert len(reading.blocks) == 1
    assert "and a sentence goes on there" in reading.text


def test_headings_are_larger_or_bold_and_give_the_path() -> None:
    sheet = [
        *lines(["Skin Care With Light"], y=100, size=18),
        *lines(["Risks of it"], y=130, is_bold=True),
        *lines(TEXT, y=150),
    ]
    reading = read(Sheet(sheet))
    assert [(block.kind, block.level) for block in reading.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert reading.blocks[-1].headings == ("Skin Care With Light", "Risks of it")
    assert reading.title == "Skin Care With Light"


def test_large_figures_and_lines_that_end_open_are_no_headings() -> None:
    sheet = [*lines(["1,234.50"], y=100, size=18), *lines(["Note:"], y=130, is_bold=True), *lines(TEXT, y=150)]
    assert [kind for kind, _ in blocks(read(Sheet(sheet)))] == ["paragraph"] * 3


def test_list_items_have_their_markers_outside_and_their_lead_in() -> None:
    sheet = [*lines(["It may cause:"]), *lines(["• redness", "• swelling that", "goes on", "• pain"], x=90, y=175)]
    sheet[3] = Words("goes on", 98, sheet[3].y)
    reading = read(Sheet(sheet))
    assert blocks(reading) == [
        ("paragraph", "It may cause:"),
        ("list item", "redness"),
        ("list item", "swelling that goes on"),
        ("list item", "pain"),
    ]
    assert reading.text == "It may cause:\n\n• redness\n• swelling that goes on\n• pain"
    assert all(block.lead_in and block.lead_in.of(reading.text) == "It may cause:" for block in reading.blocks[1:])


def test_rows_of_a_table_part_their_cells_and_name_their_header() -> None:
    rows = [("Area", "Price", "Sessions"), ("Neck", "500", "2"), ("Face", "900", "3")]
    cells = [Words(cell, 72 + 100 * k, 150 + 14 * n) for n, row in enumerate(rows) for k, cell in enumerate(row)]
    reading = read(Sheet(cells))
    assert reading.text == "Area | Price | Sessions\nNeck | 500 | 2\nFace | 900 | 3"
    assert [block.kind for block in reading.blocks] == [BlockKind.TABLE_ROW] * 3
    assert [block.lead_in.of(reading.text) if block.lead_in else "" for block in reading.blocks] == [
        "",
        "Area | Price | Sessions",
        "Area | Price | Sessions",
    ]
    assert reading.extraction.tables == 1


def book(*bodies: list[str]) -> list[Sheet]:
    """Pages with a title above and a number below, left and right in turn."""
    return [
        Sheet([Words("On Light and Skin", 72, 40), *lines(body), Words(str(k), 72 if k % 2 else 500, 760)])
        for k, body in enumerate(bodies, start=1)
    ]


def test_running_headers_and_page_numbers_stand_behind_the_text_in_no_block() -> None:
    reading = read(*book(["One body."], ["Another body."], ["A last body."]))
    body = "One body.\n\nAnother body.\n\nA last body."
    assert reading.text == f"{body}\n\n" + "\n".join(f"On Light and Skin\n{k}" for k in (1, 2, 3))
    assert [page.furniture for page in reading.pages] == [(0, 2)] * 3
    assert [reading.text[page.start : page.end] for page in reading.pages] == body.split("\n\n")
    assert [block.page for block in reading.blocks] == [1, 2, 3]
    assert reading.blocks[-1].end == len(body)


def test_lines_that_come_back_on_two_pages_only_are_text() -> None:
    reading = read(*book(["One body."], ["Another body."]))
    assert [page.furniture for page in reading.pages] == [(), ()]


def test_pages_that_are_all_alike_keep_their_text() -> None:
    reading = read(*[Sheet([Words("A form to fill in", 72, 40)])] * 4)
    assert [page.furniture for page in reading.pages] == [()] * 4
    assert len(reading.blocks) == 4


def test_a_paragraph_goes_on_over_a_page_end_and_its_page_is_the_first() -> None:
    reading = read(
        *book(["It begins on one page and is a treat-"], ["ment on the", "next one, where it"], ["ends late."])
    )
    text = "It begins on one page and is a treatment on the next one, where it ends late."
    assert [(block.page, reading.text[block.start : block.end]) for block in reading.blocks] == [(1, text)]
    assert [reading.text[page.start : page.end] for page in reading.pages] == [
        "It begins on one page and is a treat",
        "ment on the next one, where it",
        "ends late.",
    ]


def test_pages_have_the_labels_that_are_printed() -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 12 >>] >>"
    sheets = [Sheet(lines([f"Body {name}."])) for name in "abc"]
    assert [page.label for page in read(*sheets, catalog=labels).pages] == ["i", "ii", "12"]
    assert [page.label for page in read(*sheets).pages] == ["1", "2", "3"]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_reads_as_one_that_is_not(rotation: int) -> None:
    sheet = [*lines(LEFT), *lines(RIGHT, x=300)]
    assert read(Sheet(sheet, rotation=rotation)).text == read(Sheet(sheet)).text


def test_turned_text_comes_after_the_upright() -> None:
    reading = read(Sheet([Words("A note in the margin", 40, 500, angle=90), *lines(TEXT)]))
    assert reading.text == f"{' '.join(TEXT)}\n\nA note in the margin"


def test_letters_drawn_twice_are_read_once() -> None:
    reading = read(Sheet([Words("Bold by hand", 72, 100), Words("Bold by hand", 72.4, 100)]))
    assert reading.text == "Bold by hand"


def test_text_beside_the_page_is_left_out_and_counted() -> None:
    reading = read(Sheet([*lines(TEXT), Words("unseen", 900, 100)]))
    assert "unseen" not in reading.text
    assert reading.extraction.dropped == (Dropped("text beside the visible page", 6),)


def test_a_drawn_note_is_read_and_one_without_a_look_is_counted() -> None:
    drawn = read(Sheet(lines(TEXT), note="Mind this"))
    assert drawn.text == f"{' '.join(TEXT)}\n\nMind this"
    unseen = read(Sheet(lines(TEXT), note="Mind this", note_looks=False))
    assert unseen.text == " ".join(TEXT)
    assert [dropped.characters for dropped in unseen.extraction.dropped] == [9]


def test_title_author_and_date_come_from_the_information() -> None:
    info = "/Title (All About Lasers) /Author (Ann Lee) /CreationDate (D:20240229101500Z)"
    reading = read(Sheet(lines(TEXT)), info=info)
    assert (reading.title, reading.author, reading.date) == ("All About Lasers", "Ann Lee", "2024-02-29")


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - a.docx", "report_final_3", "Two words.pdf", "-", "12"])
def test_what_is_no_title_is_left_out(title: str) -> None:
    reading = read(Sheet(lines(TEXT)), info=f"/Title ({title}) /Author (admin) /CreationDate (D:20249999)")
    assert (reading.title, reading.author, reading.date) == ("", "unknown", "unknown")


def test_blank_pages_and_scans_among_text_are_noted() -> None:
    reading = read(Sheet(lines(TEXT)), Sheet(), Sheet(has_image=True))
    assert (reading.extraction.blank_pages, reading.extraction.scans) == ((2, 3), (3,))
    assert [(page.start, page.end) for page in reading.pages[1:]] == [(len(reading.text), len(reading.text))] * 2


def test_a_pdf_of_scans_is_refused() -> None:
    with pytest.raises(ReadingError, match="holds no text, all 2 pages are images; recognise its text"):
        read(Sheet(has_image=True), Sheet(has_image=True))


def test_a_pdf_with_a_password_is_refused() -> None:
    key = "00" * 32
    encryption = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>"
    with pytest.raises(ReadingError, match="encrypted and needs a password; save a copy without one"):
        PdfReader().read(write_pdf([Sheet(lines(TEXT))], trailer=encryption))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnothing", b"<html>"])
def test_what_is_no_whole_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="or take it out of the folder"):
        PdfReader().read(data)


def test_more_pages_or_characters_than_allowed_are_refused() -> None:
    data = write_pdf([Sheet(lines(TEXT))] * 3)
    with pytest.raises(ReadingError, match=r"has 3 pages, the limit is 2; .*--max-pages"):
        PdfReader(ReadingLimits(pages=2)).read(data)
    with pytest.raises(ReadingError, match=r"more than 100 characters of text; .*--max-characters"):
        PdfReader(ReadingLimits(characters=100)).read(data)


def test_real_files_keep_the_contract_or_are_refused() -> None:
    for path in sorted((FILES / "pdf").glob("*.pdf")):  # a loop: without the folder there is nothing to look at
        reading = read_if_readable(path)
        assert clean(reading.text) == reading.text, path.name
        ends = [0, *(block.end for block in reading.blocks)]
        for end, block in zip(ends, reading.blocks, strict=False):
            assert end <= block.start < block.end <= len(reading.text), path.name
            words = reading.text[block.start : block.end]
            assert words == words.strip(), path.name
            assert block.page is not None, path.name
            page = reading.pages[block.page - 1]
            assert page.start <= block.start < page.end, path.name


def read_if_readable(path: Path) -> Reading:
    """What the file holds; nothing for one that is refused."""
    try:
        return PdfReader().read(path.read_bytes())
    except ReadingError:
        return Reading("", ())
