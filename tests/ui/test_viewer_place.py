from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Block, BlockKind, Document
from bot.records.documents import Page
from bot.ui.viewer_place import Place, View, page_at

OFFSET = st.integers(0, 10**7)
UNSET_OR_OFFSET = st.integers(-1, 10**7)
PLACES = st.builds(
    Place,
    document=st.text(min_size=1, max_size=30),
    start=OFFSET,
    end=OFFSET,
    text_sha256=st.text("0123456789abcdef", max_size=64),
    quoted_start=UNSET_OR_OFFSET,
    quoted_end=UNSET_OR_OFFSET,
    view=st.sampled_from(View),
    page=OFFSET,
    find=st.text(max_size=30),
    hit=st.integers(-3, 100),
    middle=UNSET_OR_OFFSET,
)


@given(PLACES.filter(lambda place: "\ud800" not in place.document))
def test_a_place_comes_back_from_its_query_as_it_was(place: Place) -> None:
    assert Place.from_text(place.query()) == place


def test_a_link_says_what_is_shown_and_not_what_was_searched_for() -> None:
    place = Place("a b.pdf", 3, 9, "ff", view=View.PAGE, page=2, find="word", hit=4, middle=70)
    assert place.link() == "?document=a+b.pdf&start=3&end=9&sha256=ff&view=page&page=2"
    assert Place("a.md", 3, 9).link() == "?document=a.md&start=3&end=9"


@pytest.mark.parametrize(
    "query",
    ["", "start=1&end=2", "document=", "document=a&start=x", "document=a&view=video", f"document={'a' * 10_001}"],
)
def test_what_is_no_place_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match=r"no document|invalid literal|is not a valid View"):
        Place.from_text(query)


def test_what_a_link_has_beside_a_place_is_passed_over() -> None:
    assert Place.from_text("document=a.md&start=1&end=2&__theme=dark") == Place("a.md", 1, 2)


def test_a_wider_place_remembers_the_quotation_and_forgets_it_when_it_is_that_again() -> None:
    quotation = Place("a.md", 10, 20)
    wider = quotation.widened(5, 20).widened(5, 40)
    assert wider == replace(quotation, start=5, end=40, quoted_start=10, quoted_end=20)
    assert wider.widened(10, 20) == quotation


def test_a_page_is_found_by_its_span_and_without_pages_by_the_block_before() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, 10 * k, 10 * k + 5, page=k + 1) for k in range(3))
    document = Document("d", "D", "d", "pdf", " " * 30, "a", "b", blocks)
    assert [page_at(document, position) for position in (0, 7, 12, 29)] == [1, 1, 2, 3]
    paged = replace(document, pages=(Page("i", 0, 12), Page("ii", 12, 30)))
    assert [page_at(paged, position) for position in (0, 11, 12, 29)] == [1, 1, 2, 2]
    assert page_at(replace(document, blocks=()), 3) is None
