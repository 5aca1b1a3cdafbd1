import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers import READERS_VERSION, read_document
from bot.ingest.readers.documents import readable_name
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.kinds import Kind
from bot.ingest.readers.reading import Reading
from bot.ingest.readers.registry import VERSIONS, make_reader
from bot.records.documents import Extraction
from bot.text.normalise import clean


def test_every_kind_has_a_reader_of_the_version_that_documents_record() -> None:
    limits = ReadingLimits()
    inner = InnerFiles(limits, lambda *_: Reading("", ()))
    for kind in Kind:
        assert make_reader(kind, limits, inner).version == VERSIONS[kind]
        assert f"{kind} {VERSIONS[kind]}" in READERS_VERSION


def test_naming_the_readers_loads_none_of_the_heavy_libraries() -> None:
    heavy = "['pypdfium2', 'openpyxl', 'docx', 'pptx', 'mammoth', 'trafilatura', 'charset_normalizer', 'torch']"
    code = f"import sys, bot.ingest.readers; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_more_text_than_the_limit_is_refused_and_not_cut() -> None:
    limits = ReadingLimits(characters=5)
    document = read_document(Path("a.txt"), "a.txt", b"12345", limits)
    assert document is not None
    with pytest.raises(ReadingError, match=r"^a\.txt: the file holds 6 characters, the limit is 5; split it or raise"):
        read_document(Path("a.txt"), "a.txt", b"123456", limits)


def test_the_receipt_of_a_text_names_its_encoding_and_repairs() -> None:
    document = read_document(Path("a.txt"), "a.txt", "naïve café, déjà vu ".encode() + b"\xff")
    assert document is not None
    assert document.extraction == Extraction(encoding="utf-8", repaired=1)


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
    b'\x00,\xff\xfe,\r,1. ,===\n,<pre>,word. ,From: a\n,Content-Type: text/html\n\n,{"text": ","},[1],'
    b"<?xml version='1.0'?>,"
    b"<rss><item>,<a>,</a>,;,\t,PK\x03\x04,%PDF-".split(b",")
)


@pytest.mark.parametrize(
    "suffix", [".txt", ".md", ".html", ".csv", ".json", ".jsonl", ".ipynb", ".eml", ".xml", ".zip"]
)
@settings(max_examples=60)
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
