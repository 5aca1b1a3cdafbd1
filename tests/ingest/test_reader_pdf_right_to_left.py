"""Reading PDFs in Arabic and Hebrew, drawn from left to right, from right to left, and glyph by glyph."""

from collections.abc import Sequence
from unicodedata import normalize

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.readers.pdf import PdfReader
from bot.ingest.readers.pdf_boxes import Box, highlight_boxes
from bot.ingest.readers.reading import Reading
from bot.records.documents import Span
from tests.ingest.pdf_files import ADVANCE, HEIGHT, WIDTH, Sheet, Signs, Words, write_pdf

MARGIN = 72
WORD = st.text("אבגדהוזabcdeلامن0123()٤.,%", min_size=1, max_size=6)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
WAYS = [{}, {"one_by_one": True}, {"from_right": True}, {"no_spaces": True}, {"from_right": True, "no_spaces": True}]


def from_left(text: str, ligatures: Sequence[str] = ()) -> list[str]:
    """The glyphs of a line without Latin words and numbers as they stand from left to right."""
    signs: list[str] = []
    while text:
        sign = next((ligature for ligature in ligatures if text.startswith(ligature)), text[0])
        signs.insert(0, sign)
        text = text[len(sign) :]
    return signs


def flush_right(
    signs: Sequence[str],
    y: float,
    size: float = 10,
    *,
    from_right: bool = False,
    one_by_one: bool = False,
    no_spaces: bool = False,
) -> Signs:
    x = WIDTH - MARGIN - ADVANCE * size * len(signs)
    return Signs(signs, x, y, size, from_right=from_right, one_by_one=one_by_one, no_spaces=no_spaces)


def read(*words: Signs | Words) -> Reading:
    return PdfReader().read(write_pdf([Sheet(words)]))


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


@pytest.mark.parametrize("how", WAYS)
def test_the_letters_of_a_ligature_stay_in_their_order(how: dict[str, bool]) -> None:
    text = "هذا السلاح لا يباع إلا لأهل الجبل."
    assert read(flush_right(from_left(text, ["لا", "لأ"]), 150, **how)).text == text


@pytest.mark.parametrize("how", WAYS)
def test_a_presentation_form_becomes_its_letters(how: dict[str, bool]) -> None:
    signs = from_left("هذا السﻻح ﻻ يباع.", ["ﻻ"])
    assert read(flush_right(signs, 150, **how)).text == "هذا السلاح لا يباع."


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        # From left to right as the Unicode bidirectional algorithm draws the text.
        (".Python 3.11 תפש לע רפס", "ספר על שפת Python 3.11."),
        (".9:30-18:00 תועשה ןיב חותפ", "פתוח בין השעות 9:30-18:00."),
        (".(םישדוח 7) בר ןמז", "זמן רב (7 חודשים)."),
        (".25% לש החנה", "הנחה של 25%."),
        ("?המל ,(Light Art) ןיאו", "ואין (Light Art), למה?"),
        ("ةقيقد 20-10 لالخ", "خلال 10-20 دقيقة"),
        (".٪٢٥ ةبسن", "نسبة ٢٥٪."),
    ],
)
def test_numbers_latin_words_brackets_and_full_stops_stand_where_they_are_read(
    drawn: str, text: str, how: dict[str, bool]
) -> None:
    assert read(flush_right(list(drawn), 150, **how)).text == text


def test_words_from_the_right_are_read_inside_a_line_from_the_left() -> None:
    assert read(Signs(list("The word (םולש) means 3 things."), MARGIN, 150)).text == "The word (שלום) means 3 things."


def test_marks_stay_with_their_letters() -> None:
    word = ["גַּ", "ן", " ", "הַ", "שָּׁ", "לוֹ", "ם"]
    words = [Signs(["ן"], WIDTH - MARGIN - 6 * k, 150, spelt=part) for k, part in enumerate(word) if part != " "]
    words.append(Signs([" "], WIDTH - MARGIN - 12, 150))
    assert read(*words).text == normalize("NFD", "".join(word))


@pytest.mark.parametrize(("spelt", "text"), [("\u05b8", "\u05b8"), ("a\u05b8", "a\u05b8")])
def test_a_hebrew_mark_without_a_hebrew_letter_is_read(spelt: str, text: str) -> None:
    assert read(Signs(["a"], MARGIN, 150, spelt=spelt)).text == text


def test_a_larger_line_is_a_heading_and_short_lines_end_paragraphs() -> None:
    reading = read(
        flush_right(from_left("דיני הגן"), 100, 20),
        flush_right(from_left("הגן פתוח לכל בני השכונה מן הבוקר ועד הערב, וגם בחגים יש בו"), 150),
        flush_right(from_left("מי שישמור עליו."), 162),
        flush_right(from_left("אין להביא לגן כלבים בלי רצועה, ואין לקטוף בו פרחים, ענפים או"), 174),
        flush_right(from_left("פירות."), 186),
    )
    assert blocks(reading) == [
        ("heading", "דיני הגן"),
        ("paragraph", "הגן פתוח לכל בני השכונה מן הבוקר ועד הערב, וגם בחגים יש בו מי שישמור עליו."),
        ("paragraph", "אין להביא לגן כלבים בלי רצועה, ואין לקטוף בו פרחים, ענפים או פירות."),
    ]
    assert [block.headings for block in reading.blocks[1:]] == [("דיני הגן",), ("דיני הגן",)]


def test_a_short_first_line_on_a_loosely_set_page_is_a_paragraph_of_its_own() -> None:
    texts = ["דיני הגן", "הגן פתוח לכל בני השכונה מן הבוקר ועד הערב, וגם בחגים.", "אין להביא לגן כלבים בלי רצועה."]
    words = [flush_right(from_left(text), 100 + 25 * k) for k, text in enumerate(texts)]
    assert next(text for _, text in blocks(read(*words))) == "דיני הגן"
    latin = [
        "Garden rules",
        "The garden is open to all the neighbours from morning until dusk.",
        "Keep dogs on a lead.",
    ]
    words_from_left = [Words(text, 72, 100 + 25 * k) for k, text in enumerate(latin)]
    assert next(text for _, text in blocks(read(*words_from_left))) == "Garden rules"


def test_columns_and_cells_are_read_from_the_right() -> None:
    right = ["הטור הימני נקרא תחילה, מראשו", "ועד סופו, לפני כל מילה שיש", "בטור השני."]
    left = ["הטור השמאלי נקרא אחריו, וגם", "לו שורות שעומדות ליד שורות", "הטור הראשון."]
    columns = [flush_right(from_left(text), 150 + 12 * k) for k, text in enumerate(right)]
    columns += [Signs(from_left(text), 300 - ADVANCE * 10 * len(text), 150 + 12 * k) for k, text in enumerate(left)]
    assert blocks(read(*columns)) == [("paragraph", " ".join(right)), ("paragraph", " ".join(left))]
    rows = [("עיר", "מחיר"), ("יפו", "40"), ("חיפה", "55"), ("Eilat", "70")]
    cells = []
    for k, (town, price) in enumerate(rows):
        town_signs = list(town) if town.isascii() else from_left(town)
        price_signs = list(price) if price.isdigit() else from_left(price)
        cells += [
            flush_right(town_signs, 150 + 14 * k),
            Signs(price_signs, 300 - ADVANCE * 10 * len(price), 150 + 14 * k),
        ]
    assert blocks(read(*cells)) == [("table row", f"{town} | {price}") for town, price in rows]


def test_a_paragraph_from_the_right_on_a_page_from_the_left_is_one() -> None:
    english = [
        Words(f"A line of plain English text that goes on and on, number {k},", 72, 100 + 12 * k) for k in range(9)
    ]
    hebrew = ["זה משפט שלם בעברית, והוא ארוך דיו כדי לעבור שורה אחת לפחות", "בתוך הדף הזה."]
    reading = read(*english, *(flush_right(from_left(text), 250 + 12 * k) for k, text in enumerate(hebrew)))
    assert blocks(reading)[-1] == ("paragraph", " ".join(hebrew))


def test_the_boxes_of_a_quotation_hold_its_letters_and_no_others() -> None:
    text = "ספר על שפת Python 3.11 ועוד."
    data = write_pdf([Sheet([flush_right(list(".דועו Python 3.11 תפש לע רפס"), 150)])])
    reading = PdfReader().read(data)
    assert reading.text == text
    for quote in ("שפת Python", "3.11 ועוד", "על", text):
        start = text.index(quote)
        boxes = highlight_boxes(data, 1, reading.pages, Span(start, start + len(quote)))
        assert sum(box.x1 - box.x0 for box in boxes) <= ADVANCE * 10 * len(quote) + 0.1
        assert sorted(letters_in(data, boxes)) == sorted(quote.replace(" ", ""))


def letters_in(data: bytes, boxes: Sequence[Box]) -> str:
    """The letters whose middles lie in the boxes, as PDFium places them on its first page."""
    text_page = pdfium.PdfDocument(data)[0].get_textpage()
    found = ""
    for i in range(text_page.count_chars()):
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(text_page, i, box)
        x, y = (box.left + box.right) / 2, HEIGHT - (box.bottom + box.top) / 2
        if any(b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1 for b in boxes):
            found += chr(pdfium_c.FPDFText_GetUnicode(text_page, i))
    return "".join(found.split())


@settings(max_examples=60)
@given(st.lists(LINE, min_size=1, max_size=4), st.sampled_from(WAYS), st.data())
def test_no_letter_is_lost_or_made_up_and_boxes_hold_what_is_quoted(
    texts: list[str], how: dict[str, bool], choice: st.DataObject
) -> None:
    data = write_pdf([Sheet([flush_right(list(text), 300 + 15 * k, **how) for k, text in enumerate(texts)])])
    reading = PdfReader().read(data)
    assert sorted(unturned(reading.text)) == sorted(unturned("".join(texts)))
    start = choice.draw(st.integers(0, len(reading.text) - 1))
    quote = Span(start, choice.draw(st.integers(start + 1, len(reading.text))))
    boxes = highlight_boxes(data, 1, reading.pages, quote)
    assert sorted(unturned(letters_in(data, boxes))) == sorted(unturned(reading.text[quote.start : quote.end]))


def unturned(text: str) -> str:
    """`text` without white space and what parts cells, and with all brackets open."""
    return "".join(text.replace("|", "").replace(")", "(").split())
