import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from markdown_it import MarkdownIt

from bot.records import Block, BlockKind, Document, SourceClass, Span
from bot.records.documents import Page
from bot.ui.quoting import Quoted, as_bibtex, as_markdown, as_plain, bibtex, markdown_line, quoted
from tests.ui.browsing import squeezed
from tests.ui.documents import HOSTILE, hostile_document

TEXT = "Before it.\n\nIt costs 5 % & more_or_less $3.\nNobody knows.\n\nAfter it."
QUOTE = "It costs 5 % & more_or_less $3.\nNobody knows."
DOCUMENT = Document(
    id="corpus/prices.pdf",
    title="Prices {2021}: a survey",
    location="/home/ada/corpus/prices.pdf",
    format="pdf",
    text=TEXT,
    text_sha256="aa11",
    source_sha256="bb22",
    blocks=(
        Block(BlockKind.PARAGRAPH, 0, 10, ("Money",), page=1),
        Block(BlockKind.PARAGRAPH, 12, 57, ("Money", "Costs"), page=2),
    ),
    publisher="Society of Lasers & Light",
    source_class=SourceClass.JOURNAL,
    author="Ada Byron",
    date="2021-04-03",
    origin="https://example.org/a_b?c=1&d={x}",
    pages=(Page("iii", 0, 10), Page("iv", 12, 67)),
)
WORDS = quoted(DOCUMENT, Span(12, 12 + len(QUOTE)))
PROOF = "Characters 12–57 of the text with SHA-256 aa11, read from the file with SHA-256 bb22."


def shown(markdown: str) -> str:
    """What a reader sees of it."""
    rendered: str = MarkdownIt("commonmark").enable("table").render(markdown)
    return str(parser.fromstring(f"<div>{rendered}</div>").text_content())


def balance(text: str) -> int:
    return text.count("{") - text.count("}")


def test_a_quotation_knows_its_page_its_headings_and_what_stands_beside_it() -> None:
    citation = WORDS.citation
    assert citation.exact == QUOTE
    assert (citation.page, citation.page_label, citation.headings) == (2, "iv", ("Money", "Costs"))
    assert (citation.prefix, citation.suffix) == ("Before it.\n\n", "\n\nAfter it.")


def test_plain_text_holds_the_words_their_source_and_their_proof() -> None:
    assert as_plain(WORDS) == (
        f"“{QUOTE}”\n"
        "— Prices {2021}: a survey. Ada Byron. Society of Lasers & Light. 2021-04-03. page 2 (printed “iv”). "
        "Under “Money › Costs”. https://example.org/a_b?c=1&d={x}.\n"
        f"{PROOF}\n"
    )


def test_markdown_is_a_block_quote_whose_marks_are_escaped() -> None:
    assert as_markdown(WORDS) == (
        "> It costs 5 % \\& more\\_or\\_less \\$3.\\\n"
        "> Nobody knows.\n\n"
        "— *Prices {2021}: a survey*. Ada Byron. Society of Lasers \\& Light. 2021-04-03. page 2 (printed “iv”). "
        "Under “Money › Costs”. <https://example.org/a_b?c=1&d=%7Bx%7D>\n\n"
        f"{PROOF}\n"
    )


def test_bibtex_is_an_entry_whose_fields_are_escaped() -> None:
    assert as_bibtex(WORDS) == (
        "@misc{footnote-prices-2021-a-survey-12,\n"
        "  title = {{Prices {\\textbraceleft}2021{\\textbraceright}: a survey}},\n"
        "  author = {{Ada Byron}},\n"
        "  publisher = {Society of Lasers \\& Light},\n"
        "  year = {2021},\n"
        "  date = {2021-04-03},\n"
        "  url = {https://example.org/a_b?c=1&d=%7Bx%7D},\n"
        "  pages = {iv},\n"
        f"  note = {{{PROOF}}},\n"
        "  annote = {It costs 5 \\% \\& more\\_or\\_less \\$3. Nobody knows.}\n"
        "}\n"
    )


def test_what_is_unknown_is_left_out_and_a_file_without_an_address_is_named_by_its_place() -> None:
    document = replace(
        DOCUMENT, publisher="unknown", author="unknown", date="unknown", origin="unknown", pages=(), blocks=()
    )
    entry = as_bibtex(quoted(document, Span(0, 10)))
    names = re.findall(r"^  (\w+) = ", entry, re.MULTILINE)
    assert names == ["title", "howpublished", "note", "annote"]
    assert "  howpublished = {corpus/prices.pdf},\n" in entry
    assert as_plain(quoted(document, Span(0, 10))).splitlines()[1] == ("— Prices {2021}: a survey. corpus/prices.pdf.")


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        ("2021", ["  year = {2021},", "  date = {2021},"]),
        ("2021-04", ["  year = {2021},", "  date = {2021-04},"]),
        ("spring {2021}", ["  date = {spring {\\textbraceleft}2021{\\textbraceright}},"]),
    ],
)
def test_a_date_is_a_year_too_when_it_is_one(date: str, fields: list[str]) -> None:
    lines = as_bibtex(quoted(replace(DOCUMENT, date=date), Span(0, 10))).splitlines()
    assert [line for line in lines if line.startswith(("  year", "  date"))] == fields


def test_a_hostile_document_gives_one_entry_and_no_markup() -> None:
    document = hostile_document()
    words = quoted(document, Span(0, len(document.text)))
    assert as_bibtex(words).count("@misc{footnote-") == 1
    assert balance(as_bibtex(words)) == 0
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(as_markdown(words))
    tags = {node.tag for node in parser.fromstring(f"<div>{rendered}</div>").iter()}
    assert tags <= {"div", "blockquote", "p", "br", "em"}
    assert squeezed(HOSTILE) in squeezed(shown(as_markdown(words)))


@given(st.text("ab1.)-+=#>*_`[](){}<>&!|~$\\:\"' \n\t", max_size=40))
def test_any_words_are_shown_by_markdown_as_they_are(words: str) -> None:
    document = replace(DOCUMENT, text=f"{words}.", blocks=(), pages=())
    quotation = as_markdown(quoted(document, Span(0, len(words) + 1))).rpartition("\n\n— ")[0]
    assert squeezed(shown(quotation)) == squeezed(f"{words}.")
    assert squeezed(shown(f"*{markdown_line('x' + words + '.')}*")) == squeezed(f"x{words}.")


@given(st.text(max_size=40))
def test_the_braces_of_any_field_of_bibtex_come_in_pairs(words: str) -> None:
    written = bibtex(words)
    depth = 0
    for character in written:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert "\n" not in written


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_address_ends_its_field_early(title: str, rest: str) -> None:
    words: Quoted = quoted(replace(DOCUMENT, title=title, origin=f"https://example.org/{rest}"), Span(0, 10))
    assert balance(as_bibtex(words)) == 0
    assert as_bibtex(words).count("\n}\n") == 1
