from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from bot.records import Quotation, Span
from bot.ui.quoted_words import quotation_html, tables
from tests.ui.documents import HOSTILE, ROWS, laser_document, quote

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADER, FIRST, SECOND = ROWS.split("\n")
LINES = st.sampled_from(["", "Words.", FIRST, "a | b |", "| b", "- item | bar", "x|y", "1. one", "<b> | &amp;", "  "])


def read(quotation: Quotation, *best: Span) -> "HtmlElement":
    return parser.fromstring(f"<div>{quotation_html(quotation, best)}</div>")


def of(text: str, *, lead_in: str = "", prefix: str = "") -> Quotation:
    """A quotation of `text`."""
    made = quote(1, laser_document(), ROWS, HEADER)
    start = made.citation.start
    return replace(
        made,
        text=text,
        citation=replace(made.citation, exact=text, end=start + len(text), prefix=prefix),
        lead_in=lead_in,
    )


def quoted(drawn: "HtmlElement") -> str:
    """The text of the quotation, without the header that stands above it."""
    words = drawn.find(".//blockquote")
    for head in words.findall(".//thead"):
        head.drop_tree()
    return str(words.text_content())


def rows(drawn: "HtmlElement") -> list[list[str]]:
    return [
        ["".join(cell.itertext(cell.tag, "mark")) for cell in row if cell.tag in ("td", "th")]
        for row in drawn.iter("tr")
    ]


def test_rows_are_a_table_between_the_words_around_them() -> None:
    drawn = read(of(f"Before it.\n\n{ROWS}\n\nBehind it."), Span(0, 10), Span(12, 18))
    assert rows(drawn) == [
        ["Method", "Redness", "Swelling"],
        ["Non-ablative", "1 to 2 days", "2 to 3 days"],
        ["Ablative", "2 to 8 weeks", "5 to 10 days"],
    ]
    assert quoted(drawn) == f"Before it.\n\n{ROWS}\n\nBehind it."
    assert [mark.text_content() for mark in drawn.iter("mark")] == ["Before it.", "Method"]


def test_a_header_row_that_is_not_quoted_stands_above_the_rows_and_is_none_of_them() -> None:
    drawn = read(of(FIRST, lead_in=f"Times to heal:\n{HEADER}"))
    assert drawn.find("p").text_content() == "Times to heal:"
    assert rows(drawn)[0] == ["Method", "Redness", "Swelling"]
    assert drawn.find(".//thead").get("class") == "fn-lead-in"
    assert quoted(drawn) == FIRST


@pytest.mark.parametrize(
    "text", ["One line | alone.", "Words.\na | b\nWords.", "- one | two\n- three | four", "a||b\nc||d", "a|b\nc|d"]
)
def test_bars_that_part_no_cells_stay_words(text: str) -> None:
    assert tables(text) == ()
    assert quoted(read(of(text))) == text


@pytest.mark.parametrize(
    ("prefix", "marker"),
    [("Do this:\n2. ", "2."), ("\n  - ", "-"), ("(b) ", "(b)"), ("as said in\n", None), ("see number 2. ", None)],
)
def test_a_list_that_begins_with_a_quotation_keeps_the_mark_of_its_first_item(prefix: str, marker: str | None) -> None:
    drawn = read(of("Cool the skin.\n3. Wait.", prefix=prefix))
    assert drawn.find("blockquote").get("data-marker") == marker
    assert quoted(drawn) == "Cool the skin.\n3. Wait."


def test_hostile_words_stay_words_in_every_cell() -> None:
    row = f"{HOSTILE} | {HOSTILE}"
    drawn = read(of(f"{row}\n{row}", lead_in=row, prefix=f"{HOSTILE}\n1. "), Span(0, len(row)))
    tags = {"div", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "span", "mark"}
    assert {node.tag for node in drawn.iter()} == tags


@given(st.lists(LINES, min_size=1).map("\n".join), st.sampled_from(["", "Intro:", HEADER]), st.data())
def test_every_character_is_there_once_and_the_best_words_are_marked(
    text: str, lead_in: str, data: st.DataObject
) -> None:
    quotation = of(text or "x", lead_in=lead_in)
    start = data.draw(st.integers(0, len(quotation.text) - 1))
    end = data.draw(st.integers(start + 1, len(quotation.text)))
    drawn = read(quotation, Span(start, end))
    assert quoted(drawn) == quotation.text
    assert "".join(mark.text_content() for mark in drawn.iter("mark")) == quotation.text[start:end]
