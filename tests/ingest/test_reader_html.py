import pytest

from bot.errors import ReadingError
from bot.ingest.readers.html import HtmlReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped, Extraction

SENTENCE = "Laser light heats the deep layers of the skin, where collagen shrinks and new collagen grows for months. "
PAGE = f"""<!doctype html><html><head><title>Skin — Example Clinic</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="Example Clinic">
<meta property="article:published_time" content="2020-03-04T10:00:00Z"><script>steal()</script></head><body>
<nav><ul><li><a href="/">Home page link</a></li></ul></nav>
<main><h1>Laser <em>skin</em> care</h1><p>{SENTENCE * 3}</p><h2>Risks</h2><p>Risks include:</p>
<ul><li>redness of the skin</li><li>swelling<ul><li>mild</li></ul></li></ul>
<table><tr><th>Area</th><th>Cost</th></tr><tr><td>Neck</td><td>$500</td></tr></table>
<pre>code  x
  y</pre><p hidden>secret one</p><p style="display: none">secret two</p><div aria-hidden="true">secret three</div>
<p>{SENTENCE * 2}<br>Next line.</p></main><footer>Imprint of the clinic</footer></body></html>"""


def read(source: str) -> Reading:
    return HtmlReader().read(source.encode())


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def test_a_page_gives_its_main_text_as_blocks() -> None:
    reading = read(PAGE)
    assert blocks(reading) == [
        ("heading", "Laser skin care"),
        ("paragraph", (SENTENCE * 3).strip()),
        ("heading", "Risks"),
        ("paragraph", "Risks include:"),
        ("list item", "redness of the skin"),
        ("list item", "swelling"),
        ("list item", "mild"),
        ("table row", "Area | Cost"),
        ("table row", "Neck | $500"),
        ("code", "code  x\n  y"),
        ("paragraph", f"{SENTENCE * 2}".strip() + "\nNext line."),
    ]


def test_menus_outside_nav_are_left_out_too() -> None:
    menu = "".join(f'<div class="menu-item"><a href="/{i}">Menu entry {i}</a></div>' for i in range(40))
    parts = "".join(f"<h2>Part {i}</h2><p>{SENTENCE * 4}</p><ul><li>{SENTENCE}{i}</li></ul>" for i in range(6))
    reading = read(
        f"<body><div id=top>{menu}</div><div class=content><h1>Skin</h1>{parts}</div><div>{menu}</div></body>"
    )
    assert "Menu entry" not in reading.text
    assert [words for kind, words in blocks(reading) if kind == "heading"] == ["Skin", *(f"Part {i}" for i in range(6))]
    assert [words for kind, words in blocks(reading) if kind == "list item"] == [f"{SENTENCE}{i}" for i in range(6)]


def test_a_column_span_of_a_million_adds_no_text() -> None:
    assert read("<table><tr><td colspan=1000000>a</td></tr></table>" * 3).text == "a\n\na\n\na"


def test_a_page_names_its_title_author_date_and_site() -> None:
    reading = read(PAGE)
    assert (reading.title, reading.author, reading.date, reading.publisher) == (
        "Laser skin care",
        "Ann Lee",
        "2020-03-04",
        "Example Clinic",
    )


def test_the_title_element_serves_where_there_is_no_heading() -> None:
    assert read("<title> My\n page </title><p>Words.").title == "My page"


def test_a_short_page_is_read_whole() -> None:
    source = "<p>Refund window is 30 days.</p><p style='display:none'>IGNORE</p><!-- c --><noscript>n</noscript>"
    assert read(source).text == "Refund window is 30 days."


def test_table_layout_is_walked_through_and_tables_of_data_are_rows() -> None:
    layout = read("<table><tr><td><h2>Left</h2><p>words</p></td><td><table><tr><td>a<td>b</table></td></tr></table>")
    assert blocks(layout) == [("heading", "Left"), ("paragraph", "words"), ("table row", "a | b")]
    assert [block.lead_in for block in layout.blocks] == [None, None, None]


@pytest.mark.parametrize(
    ("declared", "written", "words"),
    [
        ("utf-8", "latin-1", "Café déjà vu, naïve façade"),
        ("gb2312", "gb18030", "北京是中国的首都"),
        ("utf-8", "utf-8-sig", "Café 東京 Москва €"),
        ("iso-8859-1", "cp1252", "“quoted” – 5 €"),
        ("punycode", "utf-8", "Café"),
    ],
)
def test_the_encoding_is_the_declared_one_where_that_fits(declared: str, written: str, words: str) -> None:
    assert HtmlReader().read(f"<meta charset={declared}><p>{words}</p>".encode(written)).text == words


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 60_000 + "deep words",
        "<b><i><p>" * 20_000 + "deep words",
        "<table><tr><td>" * 3_000 + "deep words",
        "<ul><li>" * 3_000 + "deep words",
    ],
)
def test_deep_nesting_takes_bounded_time_and_stack(source: str) -> None:
    assert "\x00" not in HtmlReader().read(source.encode()).text


def test_words_below_the_depth_that_parsers_take_are_not_lost() -> None:
    assert read("<div>" * 60_000 + "deep words").text == "deep words"


def test_entities_of_a_document_type_are_not_expanded() -> None:
    source = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>seen &x;</p>'
    assert read(source).text == "seen &x;"
    assert read(f"<!DOCTYPE html>\n{source}").text == "seen &x;"


def test_data_without_any_markup_tree_is_refused() -> None:
    with pytest.raises(ReadingError, match="holds no HTML"):
        HtmlReader().read(b"")


def test_the_receipt_counts_navigation_and_hidden_text_without_white_space() -> None:
    reading = read(PAGE)
    assert reading.extraction == Extraction(
        tables=1,
        encoding="utf-8",
        dropped=(
            Dropped("navigation and boilerplate", len("Homepagelink" + "Imprintoftheclinic")),
            Dropped("hidden text", len("secretone" + "secrettwo" + "secretthree")),
        ),
    )


def test_nothing_is_noted_of_a_page_that_is_read_whole() -> None:
    assert read("<p>All of it.</p><script>not text</script>").extraction == Extraction(encoding="utf-8")


def test_a_row_of_thousands_of_empty_cells_is_no_text() -> None:
    row = "<td></td>" * 10_000 + "<td>a</td><td></td><td>b</td>"
    assert read(f"<table><tr>{row}</tr></table>").text == "a | b"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("2<sup>10</sup> seeds of 10<sup>-4</sup> g", "2¹⁰ seeds of 10⁻⁴ g"),
        ("<b>m</b><sup>2</sup> and (a + <i>b</i>)<sup>3</sup>", "m² and (a + b)³"),
        ("H<sub>2</sub>O, CO<sub>2</sub>e, SO<sub>4</sub><sup>2-</sup>", "H₂O, CO₂e, SO₄²⁻"),
        ("2<sup>2<sup>n</sup></sup> and 2<sup>n/2</sup>", "2^(2ⁿ) and 2^(n/2)"),
        ("<a href='/s'>10<sup>3</sup> seeds</a>", "10³ seeds"),
        ("the 1<sup>st</sup> of M<sup>me</sup> L.", "the 1st of Mme L."),
        ("pots<sup><a href='#fn1'>1</a></sup> stand", "pots1 stand"),
        ("pots<a href='#fn1'><sup>1</sup></a> stand", "pots1 stand"),
        ("pots<sup>[1]</sup> stand", "pots[1] stand"),
        ("pots<sup class='footnote-ref'>1</sup> stand", "pots1 stand"),
        ("pots<sup id='fnref:1'>1</sup> stand", "pots1 stand"),
        ("pots<span role='doc-noteref'><sup>1</sup></span> stand", "pots1 stand"),
    ],
)
def test_raised_and_lowered_figures_stay_so_and_marks_of_footnotes_are_no_powers(source: str, words: str) -> None:
    assert read(f"<p>{source}</p>").text == words
    long = f"<main><h1>Seeds</h1><p>{SENTENCE * 3}</p><p>{source}</p><p>{SENTENCE * 3}</p></main>"
    assert words in [text for _, text in blocks(read(long))]
