import pytest

from bot.errors import ReadingError
from bot.ingest.readers.markdown import MarkdownReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind


def read(source: str) -> Reading:
    return MarkdownReader().read(source.encode())


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def lead_ins(reading: Reading) -> list[str | None]:
    return [block.lead_in.of(reading.text) if block.lead_in else None for block in reading.blocks]


def test_markup_is_taken_off_and_words_stay() -> None:
    reading = read(
        "A *small* **text** with `code`, a [link](http://x.y), ~~old~~ and ![a cat](c.png)\n"
        "in two\\\nlines &amp; <b>bold</b>."
    )
    assert reading.text == "A small text with code, a link, old and a cat in two\nlines & bold."
    assert blocks(reading) == [("paragraph", reading.text)]


def test_headings_make_a_path_and_the_first_is_the_title() -> None:
    reading = read("# Top\n\nA\n\n## Risks\n\nB\n\n### Rare\n\nC\n\n## Costs\n\nD")
    assert reading.title == "Top"
    assert [block.headings for block in reading.blocks if block.kind is BlockKind.PARAGRAPH] == [
        ("Top",),
        ("Top", "Risks"),
        ("Top", "Risks", "Rare"),
        ("Top", "Costs"),
    ]
    assert reading.text == "Top\n\nA\n\nRisks\n\nB\n\nRare\n\nC\n\nCosts\n\nD"


def test_list_markers_stand_outside_the_items_and_items_know_their_lead_in() -> None:
    reading = read("Risks include:\n\n- redness\n- swelling\n  - mild\n\n    more\n- last\n")
    assert reading.text == "Risks include:\n\n• redness\n• swelling\n  • mild\n    more\n• last"
    assert [words for _, words in blocks(reading)] == ["Risks include:", "redness", "swelling", "mild", "more", "last"]
    assert lead_ins(reading) == [None, "Risks include:", "Risks include:", "swelling", "swelling", "Risks include:"]


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert read("3. three\n4. four").text == "3. three\n4. four"


def test_a_long_paragraph_leads_a_list_in_by_its_last_sentence() -> None:
    reading = read("word " * 41 + ". These are:\n\n- one")
    assert lead_ins(reading) == [None, "These are:"]
    assert lead_ins(read("word " * 41 + ". It ends.\n\n- one")) == [None, None]


def test_a_table_row_is_a_line_and_knows_its_header() -> None:
    reading = read("Prices\n\n| Area | Cost |\n|---|---|\n| Neck | $500 |\n| | $900 |\n")
    assert reading.text == "Prices\n\nArea | Cost\nNeck | $500\n| $900"
    assert lead_ins(reading) == [None, None, "Area | Cost", "Area | Cost"]


def test_code_keeps_its_lines_and_html_gives_its_visible_text() -> None:
    reading = read("```py\ndef f():\n\n    return 1\n```\n\n<div>seen <script>bad()</script><i hidden>no</i></div>\n")
    assert blocks(reading) == [("code", "def f():\n\n    return 1"), ("paragraph", "seen")]


def test_entities_cannot_bring_forbidden_characters_back() -> None:
    assert read("a&#0;b&#13;c").text == "a\ufffdb\nc"


def test_front_matter_overrules_the_heading() -> None:
    reading = read("---\ntitle: Mine\nindex: false\n---\n# Other\n\ntext")
    assert (reading.title, reading.is_indexed) == ("Mine", False)


@pytest.mark.parametrize(
    "source", [">" * 5_000 + "a", "[" * 5_000, "- " * 3_000 + "a", "*a " * 5_000, "<div>" * 5_000 + "x"]
)
def test_hostile_nesting_takes_bounded_time_and_stack(source: str) -> None:
    assert len(read(source).text) <= len(source) + 100


def test_binary_data_is_refused() -> None:
    with pytest.raises(ReadingError, match="binary data"):
        MarkdownReader().read(bytes(range(256)) * 4)


def test_words_in_quotations_deeper_than_the_parser_goes_are_not_lost() -> None:
    assert read(">" * 5_000 + " deep words\n> on").text == "deep words on"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("2<sup>10</sup> seeds, **m**<sup>2</sup>, H<sub>2</sub>O", "2¹⁰ seeds, m², H₂O"),
        ("2<sup>*n*</sup> and [10<sup>3</sup> seeds](x)", "2ⁿ and 10³ seeds"),
        ("2^10, $2^{10}$ and the 1<sup>st</sup>", "2^10, $2^{10}$ and the 1st"),
        ("pots<sup>[1](#fn1)</sup> and[<sup>2</sup>](#fn2) so<sup>[3]</sup>", "pots1 and2 so[3]"),
        ("<div>2<sup>10</sup> seeds</div>", "2¹⁰ seeds"),
        ("2<sup>10 seeds", "210 seeds"),
    ],
)
def test_raised_and_lowered_figures_stay_so(source: str, words: str) -> None:
    assert read(source).text == words
