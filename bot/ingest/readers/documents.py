"""Chooses the reader of a file and makes the document from what it read."""

import hashlib
import re
from pathlib import Path

from bot.errors import ReadingError
from bot.ingest.readers.html import HtmlReader
from bot.ingest.readers.markdown import MarkdownReader
from bot.ingest.readers.plain import PlainTextReader
from bot.ingest.readers.reading import Reader, Reading
from bot.records.documents import Document

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".rst"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
READERS: tuple[Reader, ...] = (MarkdownReader(), PlainTextReader(), HtmlReader())
READERS_VERSION = ", ".join(f"{reader.format} {reader.version}" for reader in READERS)  # another: read all files again

# How files of other kinds begin, whatever they are named, and what they are.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a Rich Text document"),
)
# What reading a hostile file may end in; anything else is a mistake of ours and should be seen.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,  # RecursionError is one
    TypeError,
    ValueError,
    SyntaxError,  # lxml's errors are of this kind
)


def reader_for(path: Path, data: bytes) -> Reader | None:
    """The reader for a file of this name, or None when none reads such files.

    Raises ReadingError when the name says text and the content is a file of another kind.
    """
    reader = _reader_by_suffix(path.suffix.lower())
    if reader is None:
        return None
    beginning = data[:1_024].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, what in _MAGIC:
        if beginning.startswith(magic):
            raise ReadingError(
                f"{path}: the file is {what}, though its name ends in {path.suffix}; convert it to text or rename it."
            )
    return reader


def read_document(path: Path, document_id: str, data: bytes) -> Document | None:
    """The document that the file at `path` holds as `data`, or None when its front matter says `index = false`.

    The title is what the source calls itself, else its file name made readable. Raises ReadingError, and nothing
    else, for content that cannot be read or that holds no text.
    """
    reader = reader_for(path, data)
    if reader is None:
        raise ReadingError(f"{path}: files ending in {path.suffix!r} cannot be read; convert it to text or Markdown.")
    try:
        reading = reader.read(data)
    except ReadingError as error:
        raise ReadingError(f"{path}: {error}") from error
    except _FAULTS as error:
        raise ReadingError(
            f"{path}: the file cannot be read as {reader.format} ({type(error).__name__}: {error}); "
            "mend it or take it out of the folder."
        ) from error
    if not reading.is_indexed:
        return None
    if not reading.text.strip():
        raise ReadingError(f"{path}: the file holds no text; add some or take it out of the folder.")
    return _document(path, document_id, data, reader, reading)


def readable_name(stem: str) -> str:
    """A file name's stem as a title: `laser-skin_care` becomes "Laser skin care"."""
    words = " ".join(re.sub(r"[_-]+", " ", stem).split()) or stem
    return words[:1].upper() + words[1:]


def _reader_by_suffix(suffix: str) -> Reader | None:
    if suffix in MARKDOWN_SUFFIXES:
        return MarkdownReader()
    if suffix in TEXT_SUFFIXES:
        return PlainTextReader()
    if suffix in HTML_SUFFIXES:
        return HtmlReader()
    return None


def _document(path: Path, document_id: str, data: bytes, reader: Reader, reading: Reading) -> Document:
    return Document(
        id=document_id,
        title=reading.title or readable_name(path.stem),
        location=str(path.absolute()),
        format=reader.format,
        text=reading.text,
        text_sha256=hashlib.sha256(reading.text.encode("utf-8")).hexdigest(),
        source_sha256=hashlib.sha256(data).hexdigest(),
        blocks=reading.blocks,
        publisher=reading.publisher,
        source_class=reading.source_class,
        author=reading.author,
        date=reading.date,
        origin=reading.origin,
        pages=reading.pages,
        extraction=reading.extraction,
    )
