"""A text that stands under two names is quoted once and cited under both; a page is called what is printed on it."""

from dataclasses import replace
from pathlib import Path

from bot.answer.composition import quote
from bot.answer.placing import placed
from bot.ingest.build import build
from bot.library import Library, Snapshot
from bot.records import Hit, Quotation, Scores
from bot.records.citations import cite
from bot.records.documents import Page
from tests.fakes import WordEncoder
from tests.library.samples import LASER, document, passages

SCORES = Scores(passage=0.5, sentence=0.5, lexical=1.0, matched=1.0, fused=0.5)
COPY = '---\ntitle: "A copy"\npublisher: "The clinic"\ndate: 2024-05\n---\nThe sun is to be avoided.\n'


def quoted(snapshot: Snapshot, key: int) -> Quotation:
    passage = snapshot.passage(key)
    hit = Hit(key, passage, passage.sentences[0], SCORES, 0.9)
    (quotation,) = quote(placed([hit]), [hit.sentence], snapshot.document, snapshot.aliases)
    return quotation


def test_each_document_with_the_text_is_cited_with_its_own_metadata(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.md").write_text("The sun is to be avoided.\n", encoding="utf-8")
    (docs / "b.md").write_text(COPY, encoding="utf-8")
    assert build(tmp_path / "index", [docs], word_encoder).duplicates == ("docs/b.md",)
    with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
        assert snapshot.passage_count == 1
        quotation = quoted(snapshot, 0)
        (also,) = quotation.also_in
        own = quotation.citation
        assert (own.document, own.title, own.publisher, own.date) == ("docs/a.md", "A", "unknown", "unknown")
        assert (also.document, also.title, also.publisher, also.date) == (
            "docs/b.md",
            "A copy",
            "The clinic",
            "2024-05",
        )
        assert (also.start, also.end, also.text_sha256) == (own.start, own.end, own.text_sha256)
        assert also.location == str(docs / "b.md")
        assert also.source_sha256 != own.source_sha256
        for cited in (own, also):
            assert library.text(cited.document)[cited.start : cited.end] == cited.exact == quotation.text


def test_a_citation_names_the_page_by_its_label_only_where_that_is_not_its_number() -> None:
    source = replace(document("a", LASER), pages=(Page("iv", 0, 10), Page("2", 10, 20), Page("", 20, 30)))
    passage = passages(source)[0]
    labels = [cite(replace(passage, page=page), source).page_label for page in (None, 1, 2, 3, 4)]
    assert labels == [None, "iv", None, None, None]
    assert cite(replace(passage, page=1), source).narrowed(passage.start, passage.start + 3).page_label == "iv"
