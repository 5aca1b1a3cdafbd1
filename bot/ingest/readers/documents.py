"""Chooses the reader of a file and makes the document from what it read."""

import hashlib
import re
from pathlib import Path, PurePath

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.kinds import kind_of
from bot.ingest.readers.reading import Reader, Reading
from bot.ingest.readers.registry import READERS_VERSION, make_reader
from bot.records.documents import Document

__all__ = ["DEFAULT_LIMITS", "READERS_VERSION", "read_document", "readable_name", "reader_for"]

DEFAULT_LIMITS = ReadingLimits()

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


def reader_for(path: Path, data: bytes, limits: ReadingLimits = DEFAULT_LIMITS) -> Reader:
    """The reader for the file called `path` that holds `data`.

    Raises ReadingError, which says what the file is, when none reads such files.
    """
    try:
        return _reader(path, data, limits, InnerFiles(limits, _read_inner))
    except ReadingError as error:
        raise ReadingError(f"{path}: {error}") from error


def read_document(path: Path, document_id: str, data: bytes, limits: ReadingLimits = DEFAULT_LIMITS) -> Document | None:
    """The document that the file at `path` holds as `data`, or None when its front matter says `index = false`.

    The title is what the source calls itself, else its file name made readable. Raises ReadingError, and nothing
    else, for content that cannot be read, that holds no text, or more of it than `limits` allow.
    """
    try:
        inner = InnerFiles(limits, _read_inner)
        reader = _reader(path, data, limits, inner)
        inner.count(data)
        reading = _checked(_read(reader, data), limits)
    except ReadingError as error:
        raise ReadingError(f"{path}: {error}") from error
    return _document(path, document_id, data, reader, reading) if reading.is_indexed else None


def readable_name(stem: str) -> str:
    """A file name's stem as a title: `laser-skin_care` becomes "Laser skin care"."""
    words = " ".join(re.sub(r"[_-]+", " ", stem).split()) or stem
    return words[:1].upper() + words[1:]


def _reader(path: PurePath, data: bytes, limits: ReadingLimits, inner: InnerFiles) -> Reader:
    return make_reader(kind_of(path, data), limits, inner)


def _read_inner(name: str, data: bytes, inner: InnerFiles) -> Reading:
    """What a file inside another says. Raises ReadingError when it cannot be read or asks not to be searched."""
    reader = _reader(PurePath(name), data, inner.limits, inner)
    inner.count(data)
    reading = _checked(_read(reader, data), inner.limits)
    if not reading.is_indexed:
        raise ReadingError("its front matter says `index = false`.")
    return reading


def _read(reader: Reader, data: bytes) -> Reading:
    try:
        return reader.read(data)
    except _FAULTS as error:
        raise ReadingError(
            f"the file cannot be read as {reader.format} ({type(error).__name__}: {error}); "
            "mend it or take it out of the folder."
        ) from error


def _checked(reading: Reading, limits: ReadingLimits) -> Reading:
    """`reading`, if it holds text and not too much."""
    if reading.is_indexed and not reading.text.strip():
        raise ReadingError("the file holds no text; add some or take it out of the folder.")
    if len(reading.text) > limits.characters:
        raise ReadingError(
            f"the file holds {len(reading.text)} characters, the limit is {limits.characters}; split it or raise "
            "--max-characters."
        )
    return reading


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
