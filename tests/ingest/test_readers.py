import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ReadingError
from bot.ingest.readers import read_document, reader_for
from bot.ingest.readers.documents import readable_name
from bot.text.normalise import clean


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("a.md", "markdown"),
        ("A.MARKDOWN", "markdown"),
        ("a.TXT", "text"),
        ("a.rst", "text"),
        ("a.htm", "html"),
        ("a.xhtml", "html"),
    ],
)
def test_the_reader_is_chosen_by_suffix(name: str, reads: str) -> None:
    reader = reader_for(Path(name), b"words")
    assert reader is not None
    assert reader.format == reads


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", "a.json"])
def test_other_files_have_no_reader(name: str) -> None:
    assert reader_for(Path(name), b"words") is None


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7\n%", "a PDF"), (b"PK\x03\x04abc", "a ZIP archive"), (b"\x89PNG\r\n\x1a\n", "a PNG image")],
)
def test_a_binary_file_named_txt_is_refused_by_its_real_name(data: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=rf"a\.txt: the file is {what}.*convert it"):
        reader_for(Path("a.txt"), data)


def test_a_document_holds_hashes_of_source_and_text() -> None:
    data = b"one\r\ntwo"
    document = read_document(Path("/docs/a.txt"), "docs/a.txt", data)
    assert document is not None
    assert document.text == "one\ntwo"
    assert document.source_sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_sha256 == hashlib.sha256(b"one\ntwo").hexdigest()
    assert document.location == str(Path("/docs/a.txt").absolute())
    assert (document.id, document.format, document.title) == ("docs/a.txt", "text", "A")


@pytest.mark.parametrize(
    ("stem", "title"),
    [("laser-skin_care", "Laser skin care"), ("Über uns", "Über uns"), ("__", "__"), ("2024-report", "2024 report")],
)
def test_a_file_name_is_made_readable(stem: str, title: str) -> None:
    assert readable_name(stem) == title


def test_a_document_that_opts_out_is_none() -> None:
    assert read_document(Path("a.md"), "a.md", b"+++\nindex = false\n+++\ntext") is None


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(ReadingError, match=rf"^{name}: the file holds no (text|HTML)"):
        read_document(Path(name), name, data)


def test_a_bad_front_matter_names_file_and_line() -> None:
    with pytest.raises(ReadingError, match=r"^a\.md: line 2: front matter is no valid TOML"):
        read_document(Path("a.md"), "a.md", b"+++\n=\n+++\n")


MARKUP = st.sampled_from(
    b"# ,\n\n,- ,| a |\n|---|\n,```,<p>,<table><tr>,<td>,</,&#0;,---\n,+++\n,<!--,<script>,<ul><li>,[x](,"
    b"\x00,\xff\xfe,\r,1. ,===\n,<pre>,word. ".split(b",")
)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(deadline=None, max_examples=60)
@given(data=st.lists(st.one_of(MARKUP, st.binary(max_size=6)), max_size=40).map(b"".join))
def test_any_bytes_give_a_clean_document_or_a_reading_error(suffix: str, data: bytes) -> None:
    path = Path(f"a{suffix}")
    try:
        document = read_document(path, path.name, data)
    except ReadingError:
        return
    if document is None:
        return
    assert clean(document.text) == document.text
    ends = [0, *(block.end for block in document.blocks)]
    assert all(end <= block.start < block.end for end, block in zip(ends, document.blocks, strict=False))
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)
