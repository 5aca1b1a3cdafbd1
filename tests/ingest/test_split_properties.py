"""What holds for every document, of every format and size."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import SplitSettings
from bot.errors import ReadingError
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records.documents import BlockKind, Document, Passage
from bot.text.words import count_words
from tests.patience import assert_grows_no_faster_than_its_input

CORPUS = Path(__file__).parents[2] / "corpus"
SIZES = [SplitSettings(), SplitSettings(3, 6, 12), SplitSettings(1, 1, 1)]

MARKUP = ["# Head\n\n", "## Sub?\n\n", "- item\n", "1. item\n", "  - nested\n", "| a | b |\n|---|---|\n| c | d |\n"]
MARKUP += ["<p>html</p>\n\n", "<ul><li>x<li>y</ul>", "```\ncode  x\n```\n", "> quoted\n", "&nbsp;", "***\n"]
PROSE = [
    "Risks include:\n\n",
    "A sentence. ",
    "Dr. Who, e.g. this? ",
    "日本語です。",
    "שלום עולם. ",
    "word " * 40,
    "a" * 3_000,
]
MARKS = ["\n\n", "\r\n", "\t", " ", "👩\u200d👩\u200d👧 ", "e\u0301", "\u200b", "\x1c", "…"]
PIECES = st.sampled_from(MARKUP + PROSE + MARKS)
SOURCES = st.lists(st.one_of(PIECES, st.text(max_size=10)), max_size=25).map("".join)


def assert_faithful(document: Document, passages: tuple[Passage, ...]) -> None:
    """Every span is exact, trimmed, in order, and every character outside headings is covered once."""
    text = document.text
    covered: Counter[int] = Counter()
    end = 0
    for position, passage in enumerate(passages):
        assert passage.position == position
        assert passage.document == document.id
        assert end <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.start, passage.end)
        inner = passage.start
        for sentence in passage.sentences:
            assert inner <= sentence.start < sentence.end <= passage.end
            assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
            covered.update(range(sentence.start, sentence.end))
            inner = sentence.end
        end = passage.end
    assert set(covered.values()) <= {1}
    for block in document.blocks:
        if block.kind is not BlockKind.HEADING:
            assert all(i in covered or text[i].isspace() for i in range(block.start, block.end))


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize("sizes", SIZES, ids=["default", "small", "tiny"])
@settings(max_examples=40)
@given(source=SOURCES)
def test_every_document_is_split_faithfully(suffix: str, sizes: SplitSettings, source: str) -> None:
    path = Path(f"a{suffix}")
    try:
        document = read_document(path, path.name, source.encode("utf-8", errors="surrogatepass"))
    except ReadingError:
        return
    if document is None:
        return
    passages = split(document, sizes)
    assert_faithful(document, passages)
    assert passages
    assert all(count_words(p.text) <= sizes.max_words for p in passages if len(p.sentences) > 1)


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.glob("*.md")))
def test_the_shipped_corpus_is_split_faithfully(name: str) -> None:
    path = CORPUS / name
    document = read_document(path, f"corpus/{name}", path.read_bytes())
    if document is not None:
        assert_faithful(document, split(document, SplitSettings()))


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("The laser heats the skin, and collagen shrinks. ", 42_000),
        ("a", 1_000_000),
        ("word ", 200_000),
        (". ", 100_000),
    ],
    ids=["2 MB in one line", "1 MB without a space", "1 MB without a full stop", "full stops only"],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_megabytes_are_split_faithfully_in_bounded_time(unit: str, count: int, suffix: str) -> None:
    path = Path(f"a{suffix}")

    def read_and_split(count: int) -> None:
        document = read_document(path, path.name, (unit * count).encode())
        assert document is not None
        assert_faithful(document, split(document, SplitSettings()))

    assert_grows_no_faster_than_its_input(read_and_split, count)
