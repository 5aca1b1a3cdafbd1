"""Pages and the notes of a reader come back from the database as they went in."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.library import Library
from bot.library.structure import extraction_of_json, extraction_to_json, pages_of_json, pages_to_json
from bot.records.documents import Dropped, Extraction, Page
from tests.library.samples import ENCODER, LASER, RECIPE, document, encode_pending, passages

NUMBERS = st.integers(min_value=0, max_value=10_000)
PAGES = st.builds(Page, st.text(max_size=5), NUMBERS, NUMBERS, st.lists(NUMBERS, max_size=3).map(tuple))
EXTRACTIONS = st.builds(
    Extraction,
    tables=NUMBERS,
    encoding=st.text(max_size=8),
    repaired=NUMBERS,
    blank_pages=st.lists(NUMBERS, max_size=3).map(tuple),
    scans=st.lists(NUMBERS, max_size=3).map(tuple),
    dropped=st.lists(st.builds(Dropped, st.text(max_size=8), NUMBERS), max_size=3).map(tuple),
)


@given(st.lists(PAGES, max_size=4).map(tuple), EXTRACTIONS)
def test_both_come_back_from_json(pages: tuple[Page, ...], extraction: Extraction) -> None:
    assert pages_of_json(pages_to_json(pages)) == pages
    assert extraction_of_json(extraction_to_json(extraction)) == extraction


def test_a_document_comes_back_with_both_and_its_figures_count_them(tmp_path: Path) -> None:
    noticed = Extraction(tables=2, encoding="cp1252", repaired=1, blank_pages=(2,), scans=(2,), dropped=(Dropped("x"),))
    pages = (Page("i", 0, 20, (0, 3)), Page("ii", 20, 20))
    source = replace(document("a", LASER), pages=pages, extraction=noticed)
    with Library.write(tmp_path) as writer:
        writer.put(source, passages(source), RECIPE)
        figures = writer.figures("a")
        encode_pending(writer)
        writer.publish(ENCODER)
    assert (figures.pages, figures.characters, figures.passages) == (2, len(LASER), 2)
    assert (figures.extraction, figures.has_date, figures.same_as) == (noticed, True, "")
    with Library.open(tmp_path) as library:
        assert library.document("a") == source
        assert library.verify().problems == ()
