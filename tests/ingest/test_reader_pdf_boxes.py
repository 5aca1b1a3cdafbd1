import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ReadingError
from bot.ingest.readers.pdf import PdfReader
from bot.ingest.readers.pdf_boxes import Box, highlight_boxes, page_size
from bot.records.documents import Page, Span
from tests.ingest.pdf_files import HEIGHT, WIDTH, Sheet, Words, lines, write_pdf

WORD = st.text("abcdefgilmnorstuABCDT.,-()0123éß", min_size=1, max_size=7)
LINE = st.lists(WORD, min_size=1, max_size=5).map(" ".join)
SCALE = 64  # device units for a point: PDFium rounds to whole ones


def characters_in(data: bytes, number: int, boxes: tuple[Box, ...]) -> str:
    """The drawn characters whose middles lie in the boxes, sorted, as PDFium places them on the page as shown."""
    page = pdfium.PdfDocument(data)[number - 1]
    text_page = page.get_textpage()
    width, height = (round(SCALE * size) for size in page.get_size())
    found = []
    for i in range(text_page.count_chars()):
        character = chr(pdfium_c.FPDFText_GetUnicode(text_page, i)).replace("\x02", "-")
        box, x, y = pdfium_c.FS_RECTF(), pdfium_c.c_int(), pdfium_c.c_int()
        pdfium_c.FPDFText_GetLooseCharBox(text_page, i, box)
        middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        pdfium_c.FPDF_PageToDevice(page, 0, 0, width, height, 0, *middle, x, y)
        is_inside = any(b.x0 <= x.value / SCALE <= b.x1 and b.y0 <= y.value / SCALE <= b.y1 for b in boxes)
        if is_inside and not character.isspace():
            found.append(character)
    return "".join(sorted(found))


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A page of one or two columns, maybe turned, maybe below a title and above a number."""
    columns = draw(st.lists(st.lists(LINE, min_size=1, max_size=8), min_size=1, max_size=2))
    words = [word for k, column in enumerate(columns) for word in lines(column, x=40 + 290 * k, y=200, size=7)]
    if draw(st.booleans()):
        words = [Words("On Light and Skin", 100, 40), *words, Words("12", 300, 760)]
    return Sheet(words, rotation=draw(st.sampled_from([0, 90, 180, 270])))


@settings(max_examples=30)
@given(st.lists(sheets(), min_size=1, max_size=4), st.data())
def test_the_characters_in_the_boxes_of_a_span_are_its_words(pages: list[Sheet], choice: st.DataObject) -> None:
    data = write_pdf(pages)
    reading = PdfReader().read(data)
    for number, page in enumerate(reading.pages, start=1):
        start = choice.draw(st.integers(page.start, page.end))
        end = choice.draw(st.integers(start, page.end))
        boxes = highlight_boxes(data, number, reading.pages, Span(start, end))
        quote = reading.text[start:end].replace("|", "")  # between cells, where nothing is drawn
        assert characters_in(data, number, boxes) == "".join(sorted("".join(quote.split())))


def letters(text: str) -> list[str]:
    """All characters but white space, what parts cells, and hyphens, which are dropped at line ends."""
    return sorted("".join(text.replace("|", "").replace("-", "").split()))


@settings(max_examples=30)
@given(st.lists(sheets(), min_size=1, max_size=4))
def test_blocks_cover_all_words_but_markers_and_furniture_once_and_in_order(pages: list[Sheet]) -> None:
    reading = PdfReader().read(write_pdf(pages))
    end = 0
    for block in reading.blocks:
        assert end <= block.start < block.end
        between = reading.text[end : block.start].split()
        assert len(between) <= 1, "only a list item's marker may stand between blocks"
        end = block.end
    drawn = "".join(words.text for page in pages for words in page.words)
    assert letters(drawn) == letters(reading.text)


def test_a_line_has_a_box_around_its_quoted_words() -> None:
    data = write_pdf([Sheet(lines(["One line here", "and one there."], x=72, y=150))])
    pages = PdfReader().read(data).pages
    first, second = highlight_boxes(data, 1, pages, Span(4, 17))  # "line here and"
    # Widths of Helvetica: "One " is 2.168 of the size, "line here" 3.835, "and" 1.668 (Adobe's font metrics).
    assert (first.x0, first.x1, second.x0, second.x1) == pytest.approx((93.68, 132.03, 72, 88.68), abs=0.01)
    assert first.y0 < 150 - 7 < 150 < first.y1 < 155
    assert second.y1 - first.y1 == pytest.approx(12, abs=0.1)


def test_a_span_over_two_pages_has_boxes_on_both_and_a_cut_hyphen_has_none() -> None:
    texts = (["It is a treat-"], ["ment that goes on."])
    data = write_pdf([Sheet(lines(text)) for text in texts])
    reading = PdfReader().read(data)
    whole = Span(0, len(reading.text))
    assert reading.text == "It is a treatment that goes on."
    assert characters_in(data, 1, highlight_boxes(data, 1, reading.pages, whole)) == "".join(sorted("Itisatreat"))
    assert characters_in(data, 2, highlight_boxes(data, 2, reading.pages, whole)) == "".join(sorted("mentthatgoeson."))


def test_a_page_that_holds_nothing_of_the_span_has_no_box() -> None:
    data = write_pdf([Sheet(lines(["One."])), Sheet(lines(["Two."]))])
    assert highlight_boxes(data, 2, PdfReader().read(data).pages, Span(0, 4)) == ()


def test_a_turned_page_is_as_wide_as_it_is_shown() -> None:
    size = page_size(write_pdf([Sheet(rotation=90)]), 1)
    assert (size.width, size.height) == (HEIGHT, WIDTH)


def test_a_page_that_the_file_no_longer_has_is_an_error() -> None:
    data = write_pdf([Sheet(lines(["One."]))])
    with pytest.raises(ReadingError, match="has 1 pages, and no page 2; build the index again"):
        highlight_boxes(data, 2, (Page("1", 0, 4), Page("2", 6, 9)), Span(6, 9))
