import pptx
import pytest
from hypothesis import given as drawn_from
from hypothesis import settings
from hypothesis import strategies as st
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Cm

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.pptx import PptxReader
from bot.ingest.readers.reading import Reading
from tests.ingest.office_files import (
    assert_exact,
    blocks,
    changed,
    dropped,
    evaluation_files,
    extended,
    lead_ins,
    saved,
    words,
)

TITLE_AND_CONTENT, TITLE_ONLY, BLANK = 1, 5, 6
DIAGRAM = (
    'xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
MUST_INCLUDE = (
    "2cdda5c8-e50e-4db4-b5f0-9722a649f455",
    "04191ea8-5c73-4215-a1d3-1cfb43aaaf12",
    "44bf7d06-5e7a-4a40-a2e1-a2e42ef28c8a",
    "1b92870d-e3b5-4e65-8153-919f4ff45592",
)


def read(data: bytes, limits: ReadingLimits | None = None) -> Reading:
    reading = PptxReader(limits or ReadingLimits()).read(data)
    assert_exact(reading)
    assert [page.label for page in reading.pages] == [str(n) for n in range(1, len(reading.pages) + 1)]
    for block in reading.blocks:
        assert block.page is not None
        page = reading.pages[block.page - 1]
        assert page.start <= block.start < block.end <= page.end
    return reading


def presentation() -> Presentation:
    return pptx.Presentation()


def add(show: Presentation, title: str = "", layout: int = TITLE_ONLY) -> Slide:
    slide: Slide = show.slides.add_slide(show.slide_layouts[layout])
    if title and slide.shapes.title is not None:
        slide.shapes.title.text = title
    return slide


def write(slide: Slide, text: str, *, left: float = 1, top: float = 10) -> None:
    """Put a text box at a place given in centimetres."""
    slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(1)).text_frame.text = text


def test_each_slide_is_a_page_under_its_title() -> None:
    show = presentation()
    write(add(show, "Risks"), "Redness fades.")
    write(add(show, layout=BLANK), "No title here.")
    reading = read(saved(show))
    assert reading.text == "Risks\n\nRedness fades.\n\nSlide 2\n\nNo title here."
    assert [(block.page, block.level, block.headings) for block in reading.blocks] == [
        (1, 2, ("Risks",)),
        (1, 0, ("Risks",)),
        (2, 2, ("Slide 2",)),
        (2, 0, ("Slide 2",)),
    ]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Laser guide", "Laser guide"),
        ("", "Risks"),
        ("PowerPoint Presentation", "Risks"),
        ("PowerPoint-Präsentation", "Risks"),
    ],
)
def test_the_title_is_the_files_own_or_the_first_slides(given: str, title: str) -> None:
    show = presentation()
    show.core_properties.title = given
    add(show, layout=BLANK)
    add(show, "Risks")
    assert read(saved(show)).title == title


def test_boxes_are_read_from_top_to_bottom_and_left_to_right() -> None:
    show = presentation()
    slide = add(show, layout=BLANK)
    write(slide, "bottom", top=15)
    write(slide, "right", left=12, top=5.1)
    write(slide, "left", left=2, top=5.2)
    write(slide, "top", left=9, top=1)
    assert words(read(saved(show)))[1:] == ["top", "left", "right", "bottom"]


def test_a_placeholder_is_a_list_and_stands_where_its_layout_puts_it() -> None:
    show = presentation()
    slide = add(show, "Steps", TITLE_AND_CONTENT)
    write(slide, "Below all", top=18)
    frame = slide.placeholders[1].text_frame
    frame.text = "Clean"
    for text, level in (("the face", 1), ("Cool", 0)):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    reading = read(saved(show))
    assert reading.text == "Steps\n\n• Clean\n  • the face\n• Cool\n\nBelow all"
    assert lead_ins(reading) == [None, None, "Clean", None, None]


def test_a_table_has_a_header_and_merged_cells_are_read_once() -> None:
    show = presentation()
    table = add(show, "Prices").shapes.add_table(3, 2, Cm(1), Cm(5), Cm(9), Cm(3)).table
    for cell, text in zip(table.iter_cells(), ["Area", "Price", "Neck", "500", "both", ""], strict=True):
        cell.text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    reading = read(saved(show))
    assert words(reading) == ["Prices", "Area | Price", "Neck | 500", "both"]
    assert lead_ins(reading) == [None, None, "Area | Price", "Area | Price"]
    assert reading.extraction.tables == 1


def test_groups_are_looked_into_and_notes_have_a_heading() -> None:
    show = presentation()
    slide = add(show, "One")
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Cm(1), Cm(5), Cm(3), Cm(1)).text_frame.text = "Grouped"
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "Say this."
    reading = read(saved(show))
    assert blocks(reading) == [
        ("heading", "One"),
        ("paragraph", "Grouped"),
        ("heading", "Notes"),
        ("paragraph", "Say this."),
    ]
    assert reading.blocks[-1].headings == ("One", "Notes")


def test_hidden_slides_are_left_out_but_counted_as_pages() -> None:
    show = presentation()
    hidden = add(show, "Hidden")
    hidden._element.set("show", "0")
    add(show, "Shown")
    add(show, layout=BLANK)
    reading = read(saved(show))
    assert words(reading) == ["Shown"]
    assert reading.blocks[0].page == 2
    assert (reading.extraction.blank_pages, dropped(reading)) == ((1, 3), {"hidden slides": 6})


def test_a_chart_is_noted_as_left_out() -> None:
    show = presentation()
    add(show, "Chart").shapes.add_table(1, 1, Cm(1), Cm(5), Cm(9), Cm(3))
    data = changed(saved(show), {"ppt/slides/slide1.xml": ("drawingml/2006/table", "drawingml/2006/chart")})
    data = changed(data, {"ppt/slides/slide1.xml": ("a:tbl>", "a:other>")})
    assert dropped(read(data)) == {"drawings of the kind 'chart'": 0}


def test_a_diagram_is_read_once_as_its_words() -> None:
    show = presentation()
    slide = add(show, "Steps")
    slide.shapes.add_table(1, 1, Cm(1), Cm(5), Cm(9), Cm(3))
    members = {"ppt/slides/slide1.xml": ("<a:tbl>", '<a:tbl xmlns:r="urn:r" r:dm="rId9">')}
    members["ppt/slides/_rels/slide1.xml.rels"] = (
        "</Relationships>",
        '<Relationship Id="rId9" Type="x/diagramData" Target="/ppt/diagrams/data1.xml"/></Relationships>',
    )
    data = changed(changed(saved(show), members), {"ppt/slides/slide1.xml": ("a:tbl", "a:other")})
    words_of_step = "".join(f"<d:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></d:t>" for text in ("Clean", "Cool"))
    diagram = f"<d:dataModel {DIAGRAM}>{words_of_step}</d:dataModel>".encode()
    assert words(read(extended(data, {"ppt/diagrams/data1.xml": diagram}))) == ["Steps", "Clean\nCool"]


def test_slides_come_in_the_order_of_the_show_and_each_once() -> None:
    show = presentation()
    for title in "ABC":
        add(show, title)
    data = saved(show)
    ids = [str(slide.rId) for slide in show.slides._sldIdLst]
    turned = changed(data, {"ppt/presentation.xml": (f'r:id="{ids[0]}"', 'r:id="swap"')})
    turned = changed(turned, {"ppt/presentation.xml": (f'r:id="{ids[2]}"', f'r:id="{ids[0]}"')})
    assert words(read(changed(turned, {"ppt/presentation.xml": ('r:id="swap"', f'r:id="{ids[2]}"')}))) == [
        "C",
        "B",
        "A",
    ]
    assert words(read(changed(turned, {"ppt/presentation.xml": ('r:id="swap"', f'r:id="{ids[1]}"')}))) == ["B", "A"]


def test_more_slides_or_characters_than_allowed_are_refused() -> None:
    show = presentation()
    for _ in range(3):
        add(show, "Title")
    data = saved(show)
    with pytest.raises(ReadingError, match="has 3 slides, the limit is 2"):
        read(data, ReadingLimits(pages=2))
    with pytest.raises(ReadingError, match="more than 10 characters"):
        read(data, ReadingLimits(characters=10))
    assert len(read(data, ReadingLimits(pages=3, characters=15)).pages) == 3


@settings(max_examples=15)
@drawn_from(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_all_words_come_out_once_and_in_order(slides: list[tuple[str, str]]) -> None:
    show = presentation()
    expected: list[str] = []
    for number, drawn in enumerate(slides, 1):
        title, text = ("".join(c if c.isprintable() else " " for c in piece) for piece in drawn)
        slide = add(show, title)
        write(slide, text)
        if title.strip() or text.strip():
            expected.append(" ".join(title.split()) or f"Slide {number}")
            expected += [" ".join(text.split())] if text.strip() else []
    assert words(read(saved(show))) == expected


@pytest.mark.real
def test_presentations_from_elsewhere_are_read() -> None:
    for path in evaluation_files(".pptx"):
        text = read(path.read_bytes()).text
        assert all(wanted in text for wanted in MUST_INCLUDE)
        assert "Picture4.jpg" not in text
