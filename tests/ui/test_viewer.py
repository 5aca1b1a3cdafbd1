from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from bot.records import Block, BlockKind, Document, Span
from bot.ui.blocks import text_html
from bot.ui.viewer import CHANGED, SHOWN_CHARS, Place, shown_span, viewer_html
from tests.ui.browsing import squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from bot.chatbot import ChatBot


def read(markup: str) -> "HtmlElement":
    return parser.fromstring(f"<div>{markup}</div>")


def marked_words(shown: "HtmlElement") -> str:
    return squeezed("".join(mark.text_content() for mark in shown.iter("mark")))


def plain(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return Document(
        id="d.txt",
        title="D",
        location="d.txt",
        format="text",
        text=text,
        text_sha256="a",
        source_sha256="b",
        blocks=blocks,
    )


def test_every_character_of_the_text_is_shown_and_the_cited_ones_are_marked(chatbot: "ChatBot") -> None:
    for quotation in chatbot.reply("swelling").passages:
        document = chatbot.library.document(quotation.citation.document)
        cited = Span(quotation.citation.start, quotation.citation.end)
        shown = read(text_html(document, cited, Span(0, len(document.text))))
        assert squeezed(shown.text_content()) == squeezed(document.text)
        assert marked_words(shown) == squeezed(quotation.citation.exact)


def test_headings_lists_and_tables_are_what_they_are(chatbot: "ChatBot") -> None:
    shown = read(viewer_html(chatbot.library.document("corpus/laser.md"), Place("corpus/laser.md")))
    text = shown.find_class("fn-text")[0]
    assert [(heading.tag, heading.text_content()) for heading in text.iter("h3", "h4", "h5")] == [
        ("h3", "Laser skin tightening"),
        ("h4", "How it works"),
        ("h4", "Recovery"),
        ("h5", "Swelling"),
    ]
    assert len(text.findall("ul")) == 1
    assert len(text.findall("ul/li")) == 3
    rows = text.findall(".//tr")
    assert [[cell.tag for cell in row] for row in rows] == [["th"] * 3, ["td"] * 3, ["td"] * 3]
    assert [cell.text for cell in rows[1]] == ["Non-ablative", "1 to 2 days", "2 to 3 days"]


def test_the_head_names_the_source_and_where_the_quotation_stands(chatbot: "ChatBot") -> None:
    citation = chatbot.reply("swelling").passages[0].citation
    document = chatbot.library.document(citation.document)
    head = read(viewer_html(document, Place(document.id, citation.start, citation.end))).find(".//header")
    assert head.find("h2").text_content() == document.title
    assert head.find_class("fn-path")[0].text_content() == "Laser skin tightening › Recovery › Swelling"
    assert [fact.text_content() for fact in head.iter("dd")] == [
        "Several hands",
        "https://example.org/laser",
        "/home/ada/corpus/laser.md",
    ]
    link = f"?document=corpus%2Flaser.md&start={citation.start}&end={citation.end}"
    assert [a.get("href") for a in head.iter("a")] == ["https://example.org/laser", link]


def test_a_text_without_blocks_is_shown_in_paragraphs() -> None:
    shown = read(text_html(plain("One\ntwo.\n\nThree.\n \nFour."), Span(4, 14), Span(0, 26)))
    assert [p.text_content() for p in shown.iter("p")] == ["One\ntwo.", "Three.", "Four."]
    assert [mark.text_content() for mark in shown.iter("mark")] == ["two.", "Thre"]


def test_words_between_the_blocks_are_not_lost() -> None:
    document = plain("Before. Block. After.", (Block(BlockKind.PARAGRAPH, 8, 14),))
    shown = read(text_html(document, None, Span(0, 21)))
    assert [p.text_content().strip() for p in shown.iter("p")] == ["Before.", "Block.", "After."]


def test_a_bullet_or_number_before_an_item_belongs_to_it() -> None:
    text = "Risks:\n\n• burns\n2. scars"
    items = (Block(BlockKind.LIST_ITEM, 10, 15), Block(BlockKind.LIST_ITEM, 19, 24))
    shown = read(text_html(plain(text, (Block(BlockKind.PARAGRAPH, 0, 6), *items)), Span(0, 24), Span(0, 24)))
    assert [item.text_content() for item in shown.findall("ul/li")] == ["• burns", "2. scars"]
    assert [p.text_content() for p in shown.iter("p")] == ["Risks:"]


def test_a_new_page_is_announced_once() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, i, i + 1, page=page) for i, page in enumerate([1, 1, 2]))
    shown = read(text_html(plain("abc", blocks), None, Span(0, 3)))
    assert [page.get("aria-label") for page in shown.find_class("fn-page")] == ["Page 1", "Page 2"]


def test_a_long_text_is_shown_around_the_citation_and_says_so(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/long.txt")
    start = document.text.index("Line 30000 ")
    shown = read(viewer_html(document, Place(document.id, start, start + 50)))
    assert marked_words(shown) == "Line30000ofaverylongdocument,fullofwords."
    assert len(shown.find_class("fn-text")[0].text_content()) <= SHOWN_CHARS
    assert "are shown, around the quotation." in shown.find_class("fn-note")[0].text_content()


def test_the_shown_part_never_leaves_the_text() -> None:
    assert shown_span(100, Span(3, 5)) == Span(0, 100)
    assert shown_span(SHOWN_CHARS + 10, Span(0, 5)) == Span(0, SHOWN_CHARS)
    assert shown_span(SHOWN_CHARS + 10, Span(SHOWN_CHARS, SHOWN_CHARS + 5)) == Span(10, SHOWN_CHARS + 10)
    assert shown_span(SHOWN_CHARS * 3, None) == Span(0, SHOWN_CHARS)


def test_nothing_is_marked_in_a_text_that_changed_after_the_answer(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/clinic.md")
    shown = read(viewer_html(document, Place(document.id, 0, 5, "the hash of an older text")))
    assert shown.find_class("fn-note")[0].text_content() == CHANGED
    assert list(shown.iter("mark")) == []


def test_offsets_beyond_the_text_are_cut_to_it(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/clinic.md")
    everything = read(viewer_html(document, Place(document.id, -5, 10**9)))
    assert marked_words(everything) == squeezed(document.text)
    nothing = read(viewer_html(document, Place(document.id, 10**9, 5)))
    assert list(nothing.iter("mark")) == []


def test_hostile_text_in_every_field_stays_text(chatbot: "ChatBot") -> None:
    document = chatbot.library.document(chatbot.reply("hostile").passages[0].citation.document)
    shown = read(viewer_html(document, Place(document.id, 0, len(document.text))))
    tags = {node.tag for node in shown.iter()}
    assert tags.isdisjoint({"script", "img", "svg", "b"})
    assert [a.get("href").split("=")[0] for a in shown.iter("a")] == ["?document"]
    assert squeezed(shown.find_class("fn-text")[0].text_content()) == squeezed(document.text)


@given(st.text("ab \n|\t-.", max_size=60), st.data())
def test_however_a_text_is_cut_into_blocks_it_is_shown_whole_and_marked_right(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    kinds = data.draw(st.lists(st.sampled_from(BlockKind), min_size=len(cuts), max_size=len(cuts)))
    blocks = tuple(Block(kind, start, end) for kind, start, end in zip(kinds, cuts, cuts[1:], strict=False))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    document = replace(plain(text), blocks=blocks)
    shown = read(text_html(document, Span(start, end), Span(0, len(text))))
    assert squeezed(shown.text_content()) == squeezed(text)
    assert marked_words(shown) == squeezed(text[start:end])
