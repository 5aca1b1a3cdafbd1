import datetime

import docx
import pytest
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.docx import DocxReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind
from tests.ingest.office_files import (
    assert_exact,
    blocks,
    changed,
    docx_of,
    dropped,
    evaluation_files,
    lead_ins,
    paragraph,
    run,
    saved,
    words,
    zip_of,
)

FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    f'<w:footnote w:id="1">{paragraph("<w:r><w:footnoteRef/></w:r>", "First note.")}</w:footnote>'
    f'<w:footnote w:id="2">{paragraph("Second note.")}{paragraph("Its end.")}</w:footnote>'
)
REFUSED = {"billion_laughs", "no_document", "ole_encrypted", "xxe_net", "zipbomb_512MB"}
MUST_INCLUDE = {
    "test": ["314b0a30-5b04-470b-b9f7-eed2c2bec74a", "49e168b7-d2ae-407f-a055-2167576f39a1"],
    "bad_crc": ["crc"],
    "external_rel": ["external rel text"],
    "footnotes": ["Ouch.", "A tachyon walks into a bar.", "Fin."],
    "hidden_text": ["shown"],
    "single-paragraph": ["Walking on imported air"],
    "text-box": ["Datum plane"],
    "utf8-bom": ["This XML has a byte order mark."],
}


def read(data: bytes) -> Reading:
    reading = DocxReader(ReadingLimits()).read(data)
    assert_exact(reading)
    return reading


def body(*paragraphs: str, **parts: str) -> Reading:
    return read(docx_of("".join(paragraphs), **parts))


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def word() -> WordDocument:
    return docx.Document()


def test_headings_lists_and_tables_of_word_keep_their_structure() -> None:
    document = word()
    document.add_heading("Guide", 0)
    document.add_heading("Risks", 1)
    document.add_paragraph("They include:")
    document.add_paragraph("redness", "List Bullet")
    document.add_paragraph("of the face", "List Bullet 2")
    document.add_paragraph("swelling", "List Bullet")
    document.add_heading("Prices", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), "Area Price Neck 500".split(), strict=True
    ):
        cell.text = text
    reading = read(saved(document))
    assert reading.text == (
        "Guide\n\nRisks\n\nThey include:\n\n• redness\n  • of the face\n• swelling\n\n"
        "Prices\n\nArea | Price\nNeck | 500"
    )
    levels = [(block.level, block.headings) for block in reading.blocks if block.kind is BlockKind.HEADING]
    assert levels == [(1, ("Guide",)), (1, ("Risks",)), (2, ("Risks", "Prices"))]
    assert lead_ins(reading) == [None] * 3 + ["They include:", "redness", "They include:"] + [None] * 2 + [
        "Area | Price"
    ]
    assert reading.title == "Guide"
    assert reading.extraction.tables == 1


def test_a_numbered_list_counts_on_behind_a_paragraph() -> None:
    document = word()
    document.add_paragraph("one", "List Number")
    document.add_paragraph("two", "List Number")
    document.add_paragraph("Between.")
    document.add_paragraph("three", "List Number")
    assert read(saved(document)).text == "1. one\n2. two\n\nBetween.\n\n3. three"


def test_a_list_starts_and_restarts_where_its_definition_says() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/>'
        "</w:lvlOverride></w:num>"
    )
    places = [("a", 0, 1), ("b", 1, 1), ("c", 1, 1), ("d", 0, 1), ("e", 1, 1), ("f", 0, 2), ("g", 0, 0)]
    items = [
        paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{definition}"/></w:numPr>')
        for text, level, definition in places
    ]
    assert body(*items, numbering=numbering).text == "3. a\n  1. b\n  2. c\n4. d\n  1. e\n\n9. f\n\ng".replace(
        "\n\n9", "\n9"
    )


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ('<w:name w:val="heading 2"/>', 2),
        ('<w:name w:val="Überschrift 3"/>', 3),
        ('<w:name w:val="Titre 1"/>', 1),
        ('<w:name w:val="heading 9"/>', 6),
        ('<w:name w:val="Clause"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>', 2),
        ('<w:name w:val="Mine"/><w:basedOn w:val="Base"/>', 4),
        ('<w:name w:val="Mine"/><w:basedOn w:val="Base"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', 0),
        ('<w:name w:val="Loop"/><w:basedOn w:val="s"/>', 0),
        ('<w:name w:val="Body Text"/>', 0),
    ],
)
def test_a_paragraph_is_a_heading_by_the_name_or_outline_level_of_its_style(style: str, level: int) -> None:
    base = '<w:style w:styleId="Base"><w:name w:val="heading 4"/></w:style>'
    styled = paragraph("Words", properties='<w:pStyle w:val="s"/>')
    reading = body(styled, styles=f'{base}<w:style w:styleId="s">{style}</w:style>')
    assert [block.level for block in reading.blocks] == [level]


def test_a_paragraph_is_a_heading_by_its_own_outline_level_and_by_the_id_of_a_missing_style() -> None:
    own = paragraph("A", properties='<w:outlineLvl w:val="0"/>')
    missing = paragraph("B", properties='<w:pStyle w:val="Heading2"/>')
    assert [block.level for block in body(own, missing).blocks] == [1, 2]


def test_tracked_changes_are_read_as_accepted_and_deletions_are_counted() -> None:
    reading = body(
        paragraph(
            run("It costs "),
            "<w:del><w:r><w:delText>400</w:delText></w:r></w:del>",
            f"<w:ins>{run('500')}</w:ins>",
            f"<w:moveFrom>{run('gone')}</w:moveFrom>",
            f"<w:moveTo>{run(' dollars')}</w:moveTo>",
        )
    )
    assert words(reading) == ["It costs 500 dollars"]
    assert dropped(reading) == {"tracked deletions": 7}


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    joined = paragraph("One ", properties="<w:rPr><w:del/></w:rPr>")
    assert words(body(joined, paragraph("sentence."), paragraph("Two."))) == ["One sentence.", "Two."]
    assert words(body(paragraph("Zero."), joined)) == ["Zero.", "One"]


def test_deleted_rows_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = row.format("", paragraph("a"), paragraph("b"))
    table += row.format("<w:trPr><w:del/></w:trPr>", paragraph("old"), paragraph("row"))
    reading = body(f"<w:tbl>{table}</w:tbl>")
    assert words(reading) == ["a | b"]
    assert dropped(reading) == {"tracked deletions": 6}


def test_hidden_text_is_left_out_whether_by_run_or_by_style() -> None:
    styles = (
        '<w:style w:styleId="h"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="v"><w:name w:val="Open"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    reading = body(
        paragraph(
            run("HIDE", "<w:vanish/>"), run("a", '<w:vanish w:val="false"/>'), run("HIDE", '<w:rStyle w:val="h"/>')
        ),
        paragraph("HIDE", properties='<w:pStyle w:val="h"/>'),
        paragraph("b", properties='<w:pStyle w:val="v"/>'),
        styles=styles,
    )
    assert words(reading) == ["a", "b"]
    assert dropped(reading) == {"hidden text": 12}


def test_notes_stand_behind_their_section_and_no_mark_is_left() -> None:
    reading = body(
        paragraph("A", properties='<w:outlineLvl w:val="0"/>'),
        paragraph("Hot", note(1), "."),
        paragraph("Cold", note(2), " too", note(1)),
        paragraph("B", properties='<w:outlineLvl w:val="0"/>'),
        paragraph("Last."),
        footnotes=FOOTNOTES,
    )
    assert words(reading) == ["A", "Hot.", "Cold too", "First note.", "Second note.", "Its end.", "B", "Last."]
    assert reading.blocks[3].headings == ("A",)


def test_endnotes_and_footnotes_of_one_number_are_told_apart() -> None:
    reading = body(
        paragraph("Words", '<w:r><w:endnoteReference w:id="1"/></w:r>', note(1)),
        footnotes=FOOTNOTES,
        endnotes=f'<w:endnote w:id="1">{paragraph("End.")}</w:endnote>',
    )
    assert words(reading) == ["Words", "End.", "First note."]


def test_a_note_that_refers_to_itself_is_written_once() -> None:
    reading = body(
        paragraph("Words", note(1)), footnotes=f'<w:footnote w:id="1">{paragraph("Loop", note(1))}</w:footnote>'
    )
    assert words(reading) == ["Words", "Loop"]


def test_notes_in_a_table_are_not_lost() -> None:
    row = f"<w:tr><w:tc>{paragraph('a', note(1))}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    assert words(body(f"<w:tbl>{row}</w:tbl>", footnotes=FOOTNOTES)) == ["a | b", "First note."]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('Boxed.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert words(body(paragraph("Be", f"<w:r>{both}</w:r>", "fore."), paragraph("After."))) == [
        "Before.",
        "Boxed.",
        "After.",
    ]


def test_fields_show_their_result_and_not_their_code() -> None:
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    parts = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    nested = [parts[0], code, parts[0], run("inner"), parts[1], run("inner"), parts[2], parts[1], run("7"), parts[2]]
    reading = body(
        paragraph("Page ", *nested, "."),
        paragraph(parts[0], run("code"), properties=""),
        paragraph("Whole", parts[2]),
        paragraph(f'<w:fldSimple w:instr="DATE">{run("May")}</w:fldSimple>'),
    )
    assert words(reading) == ["Page 7.", "Whole", "May"]


def test_links_breaks_tabs_symbols_and_formulas_are_words() -> None:
    reading = body(
        paragraph(
            f"<w:hyperlink>{run('A link')}</w:hyperlink>",
            "<w:r><w:tab/><w:t>tab</w:t><w:br/><w:t>line</w:t><w:br w:type='page'/><w:t>page</w:t></w:r>",
            run(" non"),
            "<w:r><w:noBreakHyphen/></w:r>",
            run("stop "),
            "<w:r><w:sym w:font='Symbol' w:char='F06D'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>",
            "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:font='Odd' w:char='zz'/></w:r>",
            "<m:oMath><m:r><m:t> E=m</m:t></m:r></m:oMath>",
        )
    )
    assert words(reading) == ["A link tab\nline page non-stop μ✓≥ E=m"]
    assert dropped(reading) == {"symbols that no Unicode character is known for": 1}


def test_merged_cells_are_read_once_and_controls_are_looked_into() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("both", '<w:gridSpan w:val="2"/>') + cell("c"),
        cell("tall", '<w:vMerge w:val="restart"/>') + f"<w:sdt><w:sdtContent>{cell('d')}</w:sdtContent></w:sdt>",
        cell("again", "<w:vMerge/>") + cell("e"),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert words(body(f"<w:tbl>{table}</w:tbl>")) == ["both | c", "tall | d", "| e"]


@pytest.mark.parametrize(
    ("properties", "first_row", "cells", "has_header"),
    [
        ("", "<w:trPr><w:tblHeader/></w:trPr>", ("1", "2"), True),
        ('<w:tblLook w:val="04A0"/>', "", ("Area", "Price"), True),
        ('<w:tblLook w:firstRow="1"/>', "", ("Area", "Price"), True),
        ('<w:tblLook w:val="04A0"/>', "", ("1", "2"), False),
        ('<w:tblLook w:val="0400"/>', "", ("Area", "Price"), False),
        ("", "", ("Area", "Price"), False),
    ],
)
def test_a_first_row_is_a_header_when_it_says_so_or_names_columns(
    properties: str, first_row: str, cells: tuple[str, str], has_header: bool
) -> None:
    first, second = (f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    row = f"<w:tr>{first_row}{first}{second}</w:tr><w:tr><w:tc>{paragraph('x')}</w:tc></w:tr>"
    reading = body(f"<w:tbl><w:tblPr>{properties}</w:tblPr>{row}</w:tbl>")
    assert lead_ins(reading) == [None, " | ".join(cells) if has_header else None]


def test_a_table_that_arranges_a_page_is_read_as_its_cells() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('Left.')}{inner}</w:tc><w:tc>{paragraph('Right.')}</w:tc></w:tr></w:tbl>"
    assert blocks(body(outer)) == [("paragraph", "Left."), ("table row", "a | b"), ("paragraph", "Right.")]


def test_what_is_not_the_text_is_left_out_and_counted() -> None:
    toc = '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click')}</w:sdtContent></w:sdt>"
    reading = body(
        paragraph("Chapter 1", properties='<w:pStyle w:val="t"/>'),
        paragraph("Words", prompt),
        styles=toc,
        header=paragraph("Top"),
        footer=paragraph("Page"),
        comments=f"<w:comment>{paragraph('Why?')}</w:comment>",
    )
    assert words(reading) == ["Words"]
    assert dropped(reading) == {
        "table of contents": 9,
        "prompts of empty form fields": 5,
        "headers and footers": 7,
        "comments": 4,
    }


@pytest.mark.parametrize(
    ("description", "is_kept"),
    [("The laser at work", True), ("image1.png", False), ("A cat&#10;&#10;Made by a machine", False), ("", False)],
)
def test_a_picture_is_read_as_the_words_that_its_author_gave_it(description: str, is_kept: bool) -> None:
    drawing = f'<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="{description}"/></wp:inline></w:drawing></w:r>'
    assert words(body(paragraph("See", drawing))) == ["See", *([description] if is_kept else [])]


def test_a_chart_is_noted_as_left_out() -> None:
    chart = '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic>'
    assert dropped(body(paragraph("See", f"<w:r><w:drawing>{chart}</w:drawing></w:r>"))) == {
        "drawings of the kind 'chart'": 0
    }


def test_the_properties_say_who_wrote_it_and_when() -> None:
    document = word()
    document.core_properties.title = " Laser\nguide "
    document.core_properties.author = "Ann"
    document.core_properties.created = datetime.datetime(2024, 5, 6, 7, 8, 9)  # noqa: DTZ001 - python-docx takes UTC
    document.add_paragraph("Words")
    reading = read(saved(document))
    assert (reading.title, reading.author, reading.date, reading.publisher) == (
        "Laser guide",
        "Ann",
        "2024-05-06",
        "unknown",
    )


def test_a_strict_file_is_read_like_any_other() -> None:
    document = word()
    document.add_heading("Guide", 1)
    document.add_paragraph("Words")
    strict = (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    data = saved(document)
    for name in ("word/document.xml", "word/styles.xml"):
        data = changed(data, {name: ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict[0])})
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        data = changed(data, {name: ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict[1])})
    assert blocks(read(data)) == [("heading", "Guide"), ("paragraph", "Words")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "an old .doc file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password or in an Office format from before 2007"),
        (b"words", "no sound ZIP archive"),
        (zip_of({"a": b"x"}), "no part 'word/document.xml'"),
        (zip_of({"word/document.xml": b"<a>"}), "part 'word/document.xml': the XML cannot be parsed"),
        (zip_of({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "declares entities"),
    ],
)
def test_what_is_no_word_file_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(data)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(["Normal", "Heading 2", "List Bullet", "List Number", "table"]), st.text())))
def test_all_words_come_out_once_and_in_order(pieces: list[tuple[str, str]]) -> None:
    document = word()
    expected: list[str] = []
    for style, drawn in pieces:
        text = "".join(c if c.isprintable() else " " for c in drawn).replace("|", "/")
        if style == "table":
            document.add_table(1, 2).rows[0].cells[0].text = text
            document.tables[-1].rows[0].cells[1].text = "cell"
            expected.append(" | ".join([" ".join(text.split()), "cell"]).strip())
        else:
            document.add_paragraph(text, style)
            expected += [" ".join(text.split())] if text.strip() else []
    assert words(read(saved(document))) == expected


@pytest.mark.real
def test_word_files_from_elsewhere_are_read() -> None:
    for path in evaluation_files(".docx"):
        if path.stem in REFUSED:
            continue
        found = words(read(path.read_bytes()))
        assert all(any(text in block for block in found) for text in MUST_INCLUDE.get(path.stem, [])), path.name
        assert path.stem != "huge_paragraphs" or len(found) == 60_000


@pytest.mark.real
def test_hostile_word_files_are_refused() -> None:
    for path in evaluation_files(".docx"):
        if path.stem in REFUSED:
            with pytest.raises(ReadingError, match=r"[;:] "):
                read(path.read_bytes())


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (["2", run("10", RAISED), " seeds"], "2¹⁰ seeds"),
        (["10", run("-4", RAISED), " g"], "10⁻⁴ g"),
        (["2", run("n/2", RAISED)], "2^(n/2)"),
        (["H", run("2", LOWERED), "O"], "H₂O"),
        (["the 1", run("st", RAISED), " of V", run("max", LOWERED)], "the 1st of Vmax"),
        (["pots", run("[1]", RAISED), f'<w:hyperlink w:anchor="n">{run("2", RAISED)}</w:hyperlink>'], "pots[1]2"),
        (["for months.", run("3", RAISED)], "for months.3"),
    ],
)
def test_raised_and_lowered_figures_stay_so(runs: list[str], words: str) -> None:
    assert body(paragraph(*runs)).text == words
