from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from bot.ingest.drawing import PageBoxes, SentBox
from bot.records import Block, BlockKind, Document, Span
from bot.records.documents import Page
from bot.ui.blocks import MarkedText, neighbours, text_html
from bot.ui.viewer import SHOWN_CHARS, changed, shown_span, viewer_html
from bot.ui.viewer_page import Printed
from bot.ui.viewer_place import Place, View
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


def shown_text(text: str, blocks: tuple[Block, ...] = (), *, cited: Span | None = None) -> "HtmlElement":
    return read(text_html(plain(text, blocks), MarkedText(text, cited), Span(0, len(text))))


def test_every_character_of_the_text_is_shown_and_the_cited_ones_are_marked(chatbot: "ChatBot") -> None:
    for quotation in chatbot.reply("swelling").passages:
        document = chatbot.library.document(quotation.citation.document)
        cited = Span(quotation.citation.start, quotation.citation.end)
        shown = read(text_html(document, MarkedText(document.text, cited), Span(0, len(document.text))))
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
    shown = read(viewer_html(document, Place(document.id, citation.start, citation.end)))
    head = shown.find(".//header")
    assert head.find("h2").text_content() == document.title
    assert head.find_class("fn-path")[0].text_content() == "Laser skin tightening › Recovery › Swelling"
    assert [fact.text_content() for fact in head.iter("dd")] == [
        "Several hands",
        "https://example.org/laser",
        "corpus/laser.md",
    ]
    link = f"?document=corpus%2Flaser.md&start={citation.start}&end={citation.end}&sha256={document.text_sha256}"
    assert [a.get("href") for a in head.iter("a")] == ["https://example.org/laser"]
    assert [a.get("href") for a in shown.find_class("fn-more")[0].iter("a")] == [link]


def test_a_text_without_blocks_is_shown_in_paragraphs() -> None:
    shown = shown_text("One\ntwo.\n\nThree.\n \nFour.", cited=Span(4, 14))
    assert [p.text_content() for p in shown.iter("p")] == ["One\ntwo.", "Three.", "Four."]
    assert [mark.text_content() for mark in shown.iter("mark")] == ["two.", "Thre"]


def test_words_between_the_blocks_are_not_lost() -> None:
    document = plain("Before. Block. After.", (Block(BlockKind.PARAGRAPH, 8, 14),))
    shown = read(text_html(document, MarkedText(document.text), Span(0, 21)))
    assert [p.text_content().strip() for p in shown.iter("p")] == ["Before.", "Block.", "After."]


def test_a_bullet_or_number_before_an_item_belongs_to_it() -> None:
    text = "Risks:\n\n• burns\n2. scars"
    items = (Block(BlockKind.LIST_ITEM, 10, 15), Block(BlockKind.LIST_ITEM, 19, 24))
    shown = shown_text(text, (Block(BlockKind.PARAGRAPH, 0, 6), *items), cited=Span(0, 24))
    assert [item.text_content() for item in shown.findall("ul/li")] == ["• burns", "2. scars"]
    assert [p.text_content() for p in shown.iter("p")] == ["Risks:"]


def test_words_before_an_item_that_are_no_marker_are_shown_once() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, 0, 9), Block(BlockKind.LIST_ITEM, 9, 14))
    assert shown_text("It is a. burns", blocks).text_content().split() == ["It", "is", "a.", "burns"]


def test_a_new_page_is_announced_once() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, i, i + 1, page=page) for i, page in enumerate([1, 1, 2]))
    shown = shown_text("abc", blocks)
    assert [page.get("aria-label") for page in shown.find_class("fn-page")] == ["Page 1", "Page 2"]


def test_a_long_text_is_shown_around_the_citation_and_says_so(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/long.txt")
    start = document.text.index("Line 30000 ")
    shown = read(viewer_html(document, Place(document.id, start, start + 50)))
    assert marked_words(shown) == "Line30000ofaverylongdocument,fullofwords."
    assert len(shown.find_class("fn-text")[0].text_content()) <= SHOWN_CHARS
    assert "are shown." in shown.find_class("fn-note")[0].text_content()


def test_the_shown_part_never_leaves_the_text() -> None:
    assert shown_span(100, Span(3, 5)) == Span(0, 100)
    assert shown_span(SHOWN_CHARS + 10, Span(0, 5)) == Span(0, SHOWN_CHARS)
    assert shown_span(SHOWN_CHARS + 10, Span(SHOWN_CHARS, SHOWN_CHARS + 5)) == Span(10, SHOWN_CHARS + 10)
    assert shown_span(SHOWN_CHARS * 3, None) == Span(0, SHOWN_CHARS)


def test_nothing_is_marked_in_a_text_that_changed_after_the_answer(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/clinic.md")
    shown = read(viewer_html(document, Place(document.id, 0, 5, "the hash of an older text")))
    assert shown.find_class("fn-note")[0].text_content() == changed()
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
    shown = read(text_html(document, MarkedText(text, Span(start, end)), Span(0, len(text))))
    assert squeezed(shown.text_content()) == squeezed(text)
    assert marked_words(shown) == squeezed(text[start:end])


def test_found_words_are_marked_apart_from_the_cited_ones_and_the_current_one_apart_from_both() -> None:
    text = MarkedText("one two one two one", Span(4, 11), Span(0, 11), (Span(0, 3), Span(8, 11), Span(16, 19)), 1)
    shown = read(text.html(0, 19))
    assert [(mark.get("class"), mark.text) for mark in shown.iter("mark")] == [
        ("fn-around fn-hit", "one"),
        ("fn-around", " "),
        ("fn-cited", "two "),
        ("fn-cited fn-hit fn-hit-now", "one"),
        ("fn-hit", "one"),
    ]
    assert shown.text_content() == "one two one two one"


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_however_marks_overlap_every_word_is_shown_once_with_all_of_its_marks(text: str, data: st.DataObject) -> None:
    def span() -> Span:
        start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        return Span(start, end)

    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    found = tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False))
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    cited, around = span(), span()
    shown = read(MarkedText(text, cited, around, found).html(start, end))
    assert shown.text_content() == text[start:end]
    for name, spans in (("fn-cited", [cited]), ("fn-hit", found)):
        marked = "".join(mark.text_content() for mark in shown.iter("mark") if name in mark.get("class").split())
        assert marked == "".join(text[i] for i in range(start, end) if any(one.start <= i < one.end for one in spans))


def test_the_neighbours_of_words_are_the_pieces_beside_them_and_at_the_ends_there_are_none() -> None:
    text = "Title\n\nFirst one here.\n\n• item\n\nLast."
    kinds = [(BlockKind.HEADING, 0, 5), (BlockKind.PARAGRAPH, 7, 22), (BlockKind.LIST_ITEM, 26, 30)]
    document = plain(text, tuple(Block(kind, start, end) for kind, start, end in kinds))
    assert neighbours(document, Span(7, 22)) == (Span(0, 5), Span(24, 30))
    assert neighbours(document, Span(13, 16)) == (Span(7, 13), Span(16, 22))
    assert neighbours(document, Span(0, 5)) == (None, Span(7, 22))
    assert neighbours(document, Span(24, 30)) == (Span(7, 22), Span(32, 37))
    assert neighbours(document, Span(0, len(text))) == (None, None)


def test_a_search_goes_round_and_shows_the_part_around_its_place(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/long.txt")
    for hit, line, count in ((0, 0, "1 of 45,000"), (-1, 44_999, "45,000 of 45,000"), (45_001, 1, "2 of 45,000")):
        shown = read(viewer_html(document, Place(document.id, find="LINE", hit=hit)))
        assert shown.find_class("fn-found-count")[0].text_content() == count
        paragraph = shown.find_class("fn-hit-now")[0].getparent()
        assert paragraph.text_content().startswith(f"Line {line} of")
    missed = read(viewer_html(document, Place(document.id, find="<b>zebra")))
    assert missed.find_class("fn-found-count")[0].text_content() == "Not in this text"
    assert missed.find_class("fn-find")[0].find("input").get("value") == "<b>zebra"


def test_a_page_has_its_boxes_in_percent_and_its_words_for_those_who_do_not_see_them() -> None:
    document = replace(plain("One two three.\n\nFour."), format="pdf", pages=(Page("IV", 0, 14), Page("5", 16, 21)))
    printed = Printed(1, PageBoxes(200.0, 400.0, (SentBox(20.0, 100.0, 120.0, 120.0),)))
    shown = read(viewer_html(document, Place(document.id, 4, 21, view=View.PAGE), printed))
    box = shown.find_class("fn-box")[0]
    assert box.get("style") == "left:10.000%;top:25.000%;width:50.000%;height:5.000%"
    assert shown.find(".//figcaption").text_content() == "Marked on this page: “two three.”"
    picture = shown.find(".//img")
    assert picture.get("src") == "source/page.png?document=d.txt&page=1&sha256=b"
    assert picture.get("alt") == "Page 1 (printed “IV”) of D as printed. Its words are under “Text”."
    turns = {button.get("aria-label"): button for button in shown.find_class("fn-printed")[0].iter("button")}
    assert turns["Previous page"].get("disabled") is not None
    assert Place.from_text(turns["Next page"].get("data-look")).page == 2
    assert list(shown.find_class("fn-text")[0].iter("mark")) == []


def test_a_page_that_cannot_be_drawn_is_said_to_and_the_text_is_shown(chatbot: "ChatBot") -> None:
    document = chatbot.library.document("corpus/clinic.md")
    printed = Printed(3, problem="the file has changed.")
    shown = read(viewer_html(document, Place(document.id, 0, 5, view=View.PAGE), printed))
    note = shown.find_class("fn-note")[0]
    assert (note.text_content(), note.get("role")) == ("Page 3 is not shown as printed: the file has changed.", "alert")
    assert marked_words(shown) == squeezed(document.text[:5])


def test_only_a_pdf_whose_pages_are_known_can_be_shown_as_printed(chatbot: "ChatBot") -> None:
    document = replace(plain("One."), format="pdf", pages=(Page("1", 0, 4),))
    for one, count in ((document, 2), (replace(document, pages=()), 0), (replace(document, format="docx"), 0)):
        shown = read(viewer_html(one, Place(one.id, 0, 4)))
        assert len(shown.findall(".//button[@role='tab']")) == count
    assert chatbot.library.document("corpus/laser.md").pages == ()


def test_the_file_is_offered_only_when_it_may_be_downloaded() -> None:
    document = replace(plain("One."), id='x"><img src=x>&.pdf')
    offered = read(viewer_html(document, Place(document.id, 0, 4), is_offered=True))
    links = {link.text_content(): link.get("href") for link in offered.iter("a")}
    assert links["Download the file"] == "source/original?document=x%22%3E%3Cimg+src%3Dx%3E%26.pdf"
    assert [link.text_content() for link in read(viewer_html(document, Place(document.id, 0, 4))).iter("a")] == [
        "Link to this passage"
    ]
    assert list(offered.iter("img")) == []


def test_a_quotation_of_many_pages_is_not_copied() -> None:
    document = plain("word " * 3_000)
    shown = read(viewer_html(document, Place(document.id, 0, 15_000)))
    assert [button for button in shown.iter("button") if button.get("data-copy") is not None] == []
    assert "More than 10,000 characters are marked" in shown.find_class("fn-more")[0].text_content()


def test_nothing_is_offered_to_be_marked_where_all_is_marked() -> None:
    document = plain("All of it.")
    assert "Mark also" not in viewer_html(document, Place(document.id, 0, len(document.text)))
    assert "Mark also" in viewer_html(document, Place(document.id, 0, 3))


def test_no_reader_is_told_where_a_file_lies(chatbot: "ChatBot") -> None:
    citation = chatbot.reply("swelling").passages[1].citation
    document = chatbot.library.document(citation.document)
    assert document.location == "/home/ada/corpus/clinic.md"
    shown = viewer_html(document, Place(document.id, citation.start, citation.end))
    assert "/home/ada" not in shown
    web = replace(document, location="https://example.org/clinic", origin="unknown")
    assert "https://example.org/clinic" in viewer_html(web, Place(document.id, citation.start, citation.end))
