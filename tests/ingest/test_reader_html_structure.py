"""Pages of which extraction gives the paragraphs only, and what is made of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.html import HtmlReader
from bot.ingest.readers.html_choice import Written
from bot.ingest.readers.html_tree import parse
from bot.ingest.readers.html_walk import Walk
from bot.ingest.readers.reading import Reading
from bot.records.documents import BlockKind, Dropped
from tests.patience import assert_grows_no_faster_than_its_input

PARTS = {
    "Where is it?": "The town hall stands at the market square, beside the church, and is reached by tram line four.",
    "When is it open?": "From Monday to Thursday the counters are open from eight to four; on Fridays till noon.",
    "What does a passport cost?": "It costs 60 euros for adults and 37.50 euros for people who are younger than 24.",
}
MENU = "".join(f'<li><a href="/{k}">Office number {k}</a></li>' for k in range(6))
LIST = "<p>Bring with you:</p><ul><li>a photograph</li><li>the old passport</li></ul>"


def read(source: str) -> Reading:
    return HtmlReader().read(source.encode())


def parts(tag: str = "h2", before: str = "", after: str = "") -> str:
    return "".join(f"<{tag}>{before}{title}{after}</{tag}>\n<p>{text}</p>\n" for title, text in PARTS.items())


def headings(reading: Reading) -> list[str]:
    return [block.headings[-1] for block in reading.blocks if block.kind is BlockKind.HEADING]


def words(reading: Reading, kind: BlockKind) -> list[str]:
    return [reading.text[block.start : block.end] for block in reading.blocks if block.kind is kind]


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{parts()}</body></html>",
        f"<html><head><title>Town</title></head><body lang=EN-US><div class=WordSection1>"
        f"{parts('h1', '<span lang=EN-US>', '</span>')}</div></body></html>",
        f'<html><body><header id="title-block-header"></header>{parts("h1")}</body></html>',
        f"<html><body><section>{parts('h3')}</section></body></html>",
    ],
    ids=["made by hand", "saved by Word", "made by pandoc", "in a section"],
)
def test_short_pages_without_a_main_part_keep_their_headings(page: str) -> None:
    reading = read(page)
    assert headings(reading) == list(PARTS)
    assert words(reading, BlockKind.PARAGRAPH) == list(PARTS.values())
    assert [block.headings[-1] for block in reading.blocks if block.kind is BlockKind.PARAGRAPH] == list(PARTS)
    assert reading.extraction.dropped == ()


def test_a_list_below_paragraphs_that_are_found_is_kept_too() -> None:
    texts = "".join(f"<p>{text}</p>" for text in PARTS.values())
    assert words(read(f"<body>{texts}{LIST}</body>"), BlockKind.LIST_ITEM) == ["a photograph", "the old passport"]


def test_short_pages_keep_their_lists_and_tables() -> None:
    table = "<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Friday</td><td>8 to 12</td></tr></table>"
    reading = read(f"<body>{parts()}{LIST}<h2>Hours</h2>{table}</body>")
    assert words(reading, BlockKind.LIST_ITEM) == ["a photograph", "the old passport"]
    assert words(reading, BlockKind.TABLE_ROW) == ["Day | Hours", "Friday | 8 to 12"]
    assert headings(reading)[-1] == "Hours"


def test_a_menu_that_was_left_out_stays_out_when_the_headings_come_back() -> None:
    reading = read(f"<body><div>Town of Light</div><ul>{MENU}</ul>{parts()}{LIST}<div>{MENU}</div></body>")
    assert headings(reading) == list(PARTS)
    assert "Office number" not in reading.text
    assert "Town of Light" not in reading.text
    assert words(reading, BlockKind.LIST_ITEM) == ["a photograph", "the old passport"]
    assert reading.text.endswith("• a photograph\n• the old passport")


def test_a_menu_between_two_parts_stays_out_too() -> None:
    first, *others = [f"<h2>{title}</h2><p>{text}</p>" for title, text in PARTS.items()]
    reading = read(f"<body>{first}<div>{MENU}</div>{''.join(others)}</body>")
    assert headings(reading) == list(PARTS)
    assert words(reading, BlockKind.PARAGRAPH) == list(PARTS.values())
    assert reading.extraction.dropped == (Dropped("navigation and boilerplate", 6 * len("Officenumber0")),)


def test_a_last_part_that_is_a_list_is_kept_on_a_page_without_menus() -> None:
    reading = read(f"<body>{parts()}<h2>Bring with you</h2><ul><li>a photograph</ul></body>")
    assert headings(reading) == [*PARTS, "Bring with you"]
    assert reading.text.endswith("Bring with you\n\n• a photograph")


def written(source: str) -> Written:
    builder = TextBuilder()
    Walk(builder).take(parse(source))
    return Written(*builder.finish(), builder.tables)


BLOCKS = st.sampled_from(
    [
        "<h2>title</h2>",
        "<p>words</p>",
        "<p>It may cause:</p><ul><li>pain</li><li>redness</li></ul>",
        "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "<pre>x\n  y</pre>",
    ]
)


@settings(max_examples=60)
@given(st.lists(BLOCKS, min_size=1, max_size=6), st.data())
def test_a_part_of_a_page_has_the_words_of_its_blocks(sources: list[str], data: st.DataObject) -> None:
    whole = written(f"<div>{''.join(sources)}</div>")
    first = data.draw(st.integers(0, len(whole.blocks) - 1))
    end = data.draw(st.integers(first + 1, len(whole.blocks)))
    part = whole.part(first, end)
    assert part.text in whole.text
    for block, before in zip(part.blocks, whole.blocks[first:end], strict=True):
        assert part.text[block.start : block.end] == whole.text[before.start : before.end]
        if block.lead_in is not None and before.lead_in is not None:
            assert block.lead_in.of(part.text) == before.lead_in.of(whole.text)
    assert whole.part(0, len(whole.blocks)) == whole


@pytest.mark.parametrize("box", ["<p><a>x</a> <a>y</a></p>", "<div><ul><li><a>x</a><li><a>y</a></ul></div>"])
def test_many_boxes_of_links_take_bounded_time(box: str) -> None:
    def read_boxes(count: int) -> None:
        assert headings(read(f"<body>{parts()}{box * count}</body>"))[: len(PARTS)] == list(PARTS)

    assert_grows_no_faster_than_its_input(read_boxes, 1_000)
