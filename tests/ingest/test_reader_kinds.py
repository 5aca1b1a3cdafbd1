from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ReadingError
from bot.ingest.readers.kinds import Kind, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOTEBOOK = b'{"cells": [], "nbformat": 4}'


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.md", b"words", Kind.MARKDOWN),
        ("A.MARKDOWN", b"<html>", Kind.MARKDOWN),
        ("a.md", b'{"a": 1}', Kind.MARKDOWN),
        ("a.TXT", b"words", Kind.TEXT),
        ("a.rst", b"Title\n=====", Kind.TEXT),
        ("README", b"words", Kind.TEXT),
        ("a.txt", b"[1] A note in brackets", Kind.TEXT),
        ("a.txt", b"<img src=x> in the text", Kind.TEXT),
        ("a.txt", b"From: here\nto there", Kind.TEXT),
        ("a.htm", b"words", Kind.HTML),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE html><html/>', Kind.HTML),
        ("a.csv", b"a,b\n1,2", Kind.DELIMITED),
        ("a.tsv", b"a\tb", Kind.DELIMITED),
        ("a.csv", b"[1],b", Kind.DELIMITED),
        ("a.jsonl", b'{"text": "a"}\n{"text": "b"}', Kind.JSONL),
        ("a.ndjson", b"{broken", Kind.JSONL),
        ("a.json", b'{\n "a": 1}', Kind.JSON),
        ("a.json", b"{broken", Kind.JSON),
        ("a.ipynb", NOTEBOOK, Kind.NOTEBOOK),
        ("a.eml", b"Subject: words\n\nbody", Kind.MAIL),
        ("a.xml", b"<a>words</a>", Kind.XML),
    ],
)
def test_the_name_decides_between_formats_that_look_alike(name: str, data: bytes, kind: Kind) -> None:
    assert kind_of(PurePath(name), data) is kind


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a", "a.bin"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Kind.PDF),
        (archive("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), Kind.PPTX),
        (archive("xl/workbook.xml", "[Content_Types].xml"), Kind.XLSX),
        (archive("mimetype", "META-INF/container.xml"), Kind.EPUB),
        (archive("a.txt"), Kind.ZIP),
        (b"\xef\xbb\xbf\n<!doctype HTML><p>", Kind.HTML),
        ("<!-- saved --><html>".encode("utf-16"), Kind.HTML),
        (b"<?xml version='1.0'?><a/>", Kind.XML),
        (b"<rss version='2.0'>", Kind.XML),
        (b'{"a": [1]}', Kind.JSON),
        (NOTEBOOK, Kind.NOTEBOOK),
        (b"Received: by x\n  folded\nFrom: a@b.example\n\nbody", Kind.MAIL),
        (b"plain words", Kind.TEXT),
    ],
)
def test_content_decides_whatever_the_name(name: str, data: bytes, kind: Kind) -> None:
    assert kind_of(PurePath(name), data) is kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image, which is not read; describe it"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"GIF89a\x01\x00\xff", "a GIF image"),
        (b"RIFF\x01\0\0\0WEBP", "a WebP image"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read; unpack it"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (bytes(257) + b"ustar\0", "a tar archive"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP archive"),
        (b"SQLite format 3\0", "an SQLite database, which is not read; export it as CSV"),
        (b"\x7fELF\x02", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"{\\rtf1", "a Rich Text document"),
        (b'<?xml version="1.0"?>\n<svg xmlns="x">', "an SVG image"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (archive("mimetype", "content.xml", "META-INF/manifest.xml"), "an OpenDocument"),
        (archive("[Content_Types].xml", "xl/workbook.bin"), "a binary Excel workbook"),
        (b"PK\x03\x04 cut off", "a damaged ZIP archive"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a"])
def test_a_file_that_is_not_read_is_refused_by_what_it_is(name: str, data: bytes, what: str) -> None:
    with pytest.raises(ReadingError, match=f"^the file is {what}.*\\.$"):
        kind_of(PurePath(name), data)


@pytest.mark.parametrize("name", ["a.py", "b.TOML", "c.css"])
def test_program_source_and_settings_are_refused_with_the_way_to_have_them_read(name: str) -> None:
    with pytest.raises(ReadingError, match=r"is program source or settings, not a document; to have it read, save it"):
        kind_of(PurePath(name), b"a = 1")


def test_a_text_may_begin_with_the_letters_of_a_magic_number() -> None:
    assert kind_of(PurePath("a.txt"), b"MZ is a magic number, BM another.") is Kind.TEXT


@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.md", "a.json", "a.eml", "a.docx"]))
def test_any_bytes_are_of_a_kind_or_refused(data: bytes, name: str) -> None:
    try:
        kind_of(PurePath(name), data)
    except ReadingError:
        return
