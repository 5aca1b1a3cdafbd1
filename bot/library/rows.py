"""Documents, passages and sentences as rows of the database, both ways.

Every row carries a digest of all its other values, and rows become records here only: `proved_document` and
`proved_passage` prove the very values that they turn into records, so what was not stored is never shown.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from bot.errors import IndexDamaged
from bot.language.detection import language_of
from bot.library.structure import (
    blocks_of_json,
    blocks_to_json,
    extraction_of_json,
    extraction_to_json,
    pages_of_json,
    pages_to_json,
)
from bot.records import Document, Passage, Sentence, SourceClass, Span

Row: TypeAlias = tuple[Any, ...]  # SQLite does not say what a row holds

DIGEST_BYTES = 16  # against bytes that change by themselves, not against somebody who changes them
REPAIR = "run 'footnote build DIR' to read it again from its file"


class DocumentRow(NamedTuple):
    """What is stored of a version of a document beside its text, blocks and pages; `content` covers those."""

    key: int
    id: str
    title: str
    location: str
    format: str
    text_sha256: str
    source_sha256: str
    publisher: str
    source_class: str
    author: str
    date: str
    origin: str
    extraction: str
    content_sha256: str
    is_alias: int
    recipe: str
    checksum: str
    characters: int
    language: str
    passages: int
    added: int
    is_upload: int
    first_added: int


DOCUMENT_COLUMNS = ", ".join(DocumentRow._fields)
PROOF_COLUMNS = "removed, digest, removal"  # `removal` is the digest of what changes later: that it was removed
CONTENT_COLUMNS = "text, blocks, pages"
WHOLE_DOCUMENT = f"{DOCUMENT_COLUMNS}, {PROOF_COLUMNS}, {CONTENT_COLUMNS}"
NO_CONTENT = ("", "[]", "[]")
SPAN_COLUMNS = "position, begins, ends, input_hash"
SENTENCE = ", ".join(f"s.{name}" for name in ("passage", *SPAN_COLUMNS.split(", ")))  # of a sentence s
PASSAGE_COLUMNS = "position, begins, ends, text, headings, context, lead_in_begins, lead_in_ends, page"
# Of a passage p and its document d, as `proved_passage` takes them.
WHOLE_PASSAGE = ", ".join(
    [
        *("p.key", "p.document", "d.id"),
        *(f"p.{name}" for name in PASSAGE_COLUMNS.split(", ")),
        *("p.input_hash", "p.heading_hash", "p.digest"),
    ]
)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document, proved, and what is stored with it."""

    row: DocumentRow
    document: Document


def digest(values: Sequence[object], *blobs: bytes) -> bytes:
    """A digest of values of a row; another type is another value. Blobs, which are many, are taken as they are."""
    lengths = [len(blob) for blob in blobs]
    found = hashlib.blake2b(ascii((*values, lengths)).encode("ascii"), digest_size=DIGEST_BYTES)
    found.update(b"".join(blobs))
    return found.digest()


def is_proved(stored: object, values: Sequence[object], *blobs: object) -> bool:
    """Whether this is the digest of these values, which may be of any type in a damaged row."""
    return all(isinstance(blob, bytes) for blob in blobs) and digest(values, *blobs) == stored  # type: ignore[arg-type]


def input_hash(text: str) -> bytes:
    """The key of the vector of `text`: SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def content_hash(document: Document) -> str:
    """SHA-256 of what documents may share: format, text, blocks and pages."""
    return _content_hash(
        document.format, document.text_sha256, blocks_to_json(document.blocks), pages_to_json(document.pages)
    )


def checksum(document: Document, passages: Sequence[Passage], recipe: str) -> str:
    """SHA-256 of all that is stored of a version of a document: every field of it, its passages and sentences."""
    rows = [(*_passage_row(passage), [(s.start, s.end) for s in passage.sentences]) for passage in passages]
    text = json.dumps([_fields(document), rows, recipe], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def insert_document(
    connection: sqlite3.Connection,
    document: Document,
    passages: Sequence[Passage],
    *,
    recipe: str,
    added: int,
    first_added: int,
    alias_of: str = "",
) -> int:
    """Store a version of a document, its passages and their sentences; the key of its row.

    With `alias_of` it has none of these, and that is the content which another document holds.
    """
    key = _next_key(connection, "documents")
    row = DocumentRow(
        key=key,
        id=document.id,
        title=document.title,
        location=document.location,
        format=document.format,
        text_sha256=document.text_sha256,
        source_sha256=document.source_sha256,
        publisher=document.publisher,
        source_class=document.source_class.value,
        author=document.author,
        date=document.date,
        origin=document.origin,
        extraction=extraction_to_json(document.extraction),
        content_sha256=alias_of or content_hash(document),
        is_alias=int(bool(alias_of)),
        recipe=recipe,
        checksum=checksum(document, passages, recipe),
        characters=len(document.text),
        language=language_of(document.text),
        passages=len(passages),
        added=added,
        is_upload=int(document.is_upload),
        first_added=first_added,
    )
    held = (document.text, blocks_to_json(document.blocks), pages_to_json(document.pages))
    values = (*row, None, digest(row), removal(key, None), *held)
    connection.execute(f"INSERT INTO documents ({WHOLE_DOCUMENT}) VALUES ({_places(values)})", values)  # noqa: S608
    _insert_passages(connection, row, passages)
    return key


def removal(key: int, removed: int | None) -> bytes:
    """The digest of the generation in which the document with that key was removed, if it was."""
    return digest((key, removed))


def proved_row(row: Row) -> DocumentRow:
    """What the values of DOCUMENT_COLUMNS and PROOF_COLUMNS say. Raises IndexDamaged when they are not as stored."""
    *values, removed, stored, stored_removal = row
    if is_proved(stored, values) and is_proved(stored_removal, (values[0], removed)):
        return DocumentRow(*values)
    raise IndexDamaged(f"{printable(values[1])}: what is stored of the document is damaged; {REPAIR}.")


def proved_document(row: Row) -> StoredDocument:
    """The document with the values of WHOLE_DOCUMENT. Raises IndexDamaged when any is not as it was stored."""
    held = proved_row(row[:-3])
    if has_content(held, *row[-3:]):
        return StoredDocument(held, document_of(held, *row[-3:]))
    raise IndexDamaged(f"{held.id}: the stored text does not have its SHA-256; {REPAIR}.")


def has_content(row: DocumentRow, text: object, blocks: object, pages: object) -> bool:
    """Whether a proved row goes with this text, these blocks and pages; of an alias with none."""
    if row.is_alias or not (isinstance(text, str) and isinstance(blocks, str) and isinstance(pages, str)):
        return (text, blocks, pages) == NO_CONTENT
    found = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    return found == row.text_sha256 and _content_hash(row.format, found, blocks, pages) == row.content_sha256


def document_of(row: DocumentRow, text: str, blocks: str, pages: str) -> Document:
    """The document of these values, whatever they are: `proved_document` for what is shown."""
    return Document(
        id=row.id,
        title=row.title,
        location=row.location,
        format=row.format,
        text=text,
        text_sha256=row.text_sha256,
        source_sha256=row.source_sha256,
        blocks=blocks_of_json(blocks),
        publisher=row.publisher,
        source_class=SourceClass(row.source_class),
        author=row.author,
        date=row.date,
        origin=row.origin,
        pages=pages_of_json(pages),
        extraction=extraction_of_json(row.extraction),
        is_upload=bool(row.is_upload),
    )


def proved_passage(row: Row, spans: Sequence[Row]) -> Passage:
    """The passage with the values of WHOLE_PASSAGE, and of SPAN_COLUMNS of each of its sentences, in order.

    Raises IndexDamaged when any is not as it was stored.
    """
    key, _, document_id, *values, first_hash, heading_hash, stored = row
    hashes = [span[-1] for span in spans]
    if is_proved(stored, [*row[:-3], [tuple(span[:-1]) for span in spans]], first_hash, heading_hash, *hashes):
        return passage_of(document_id, tuple(values), [span[1:3] for span in spans])
    raise IndexDamaged(f"{printable(document_id)}: the stored passage {key} is damaged; {REPAIR}.")


def passage_of(document_id: str, row: Row, spans: Sequence[Row]) -> Passage:
    """The passage with the values of PASSAGE_COLUMNS, and the spans of its sentences in order, whatever they are."""
    position, start, end, text, headings, context, lead_in_start, lead_in_end, page = row
    offset = int(start)
    return Passage(
        document=document_id,
        position=int(position),
        start=offset,
        end=int(end),
        text=text,
        sentences=tuple(Sentence(first, last, text[first - offset : last - offset]) for first, last in spans),
        headings=tuple(json.loads(headings)),
        context=context,
        lead_in=None if lead_in_start is None else Span(int(lead_in_start), int(lead_in_end)),
        page=None if page is None else int(page),
    )


def passages_of(connection: sqlite3.Connection, document: DocumentRow) -> list[Passage]:
    """The passages of a version of a document, in order. Raises IndexDamaged unless all are there and proved."""
    spans = spans_of(
        connection.execute(
            f"SELECT {SENTENCE} FROM passages p JOIN sentences s ON s.passage = p.key "  # noqa: S608 - constants
            "WHERE p.document = ? ORDER BY s.passage, s.position",
            (document.key,),
        )
    )
    rows = connection.execute(
        f"SELECT {WHOLE_PASSAGE} FROM passages p JOIN documents d ON d.key = p.document "  # noqa: S608 - constants
        "WHERE p.document = ? ORDER BY p.position",
        (document.key,),
    ).fetchall()
    if len(rows) != document.passages:
        raise IndexDamaged(f"{document.id}: {len(rows)} of its {document.passages} passages are stored; {REPAIR}.")
    return [proved_passage(row, spans.get(row[0], [])) for row in rows]


def spans_of(rows: Iterable[Row]) -> dict[object, list[Row]]:
    """The values of SPAN_COLUMNS of the sentences of each passage, by its key, from those of SENTENCE in order."""
    spans: dict[object, list[Row]] = {}
    for passage, *span in rows:
        spans.setdefault(passage, []).append(tuple(span))
    return spans


def printable(name: object) -> str:
    """A name out of a damaged row, as text that can be printed."""
    return str(name).encode("utf-8", "replace").decode("utf-8")


def _insert_passages(connection: sqlite3.Connection, document: DocumentRow, passages: Sequence[Passage]) -> None:
    first = _next_key(connection, "passages")
    for key, passage in enumerate(passages, start=first):
        values = _passage_row(passage)
        hashes = (input_hash(passage.encoder_input), input_hash(passage.heading_input))
        spans = [
            (position, sentence.start, sentence.end, input_hash(sentence.text))
            for position, sentence in enumerate(passage.sentences)
        ]
        whole = [key, document.key, document.id, *values, [span[:-1] for span in spans]]
        stored = digest(whole, *hashes, *(span[-1] for span in spans))
        row = (key, document.key, *values, *hashes, stored)
        connection.execute(
            f"INSERT INTO passages (key, document, {PASSAGE_COLUMNS}, input_hash, heading_hash, digest) "  # noqa: S608
            f"VALUES ({_places(row)})",
            row,
        )
        connection.executemany(
            f"INSERT INTO sentences (passage, {SPAN_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - constants
            [(key, *span) for span in spans],
        )


def _next_key(connection: sqlite3.Connection, table: str) -> int:
    """A key that no row has: it is part of the row's digest, so it must be known before the row is stored."""
    (key,) = connection.execute(f"SELECT coalesce(max(key), 0) + 1 FROM {table}").fetchone()  # noqa: S608 - constants
    return int(key)


def _places(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


def _content_hash(text_format: str, text_sha256: str, blocks: str, pages: str) -> str:
    content = "\0".join((text_format, text_sha256, blocks, pages))
    return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()


def _fields(document: Document) -> Row:
    """All that a reader gave."""
    return (
        document.id,
        document.title,
        document.location,
        document.format,
        document.text,
        document.text_sha256,
        document.source_sha256,
        blocks_to_json(document.blocks),
        document.publisher,
        document.source_class.value,
        document.author,
        document.date,
        document.origin,
        pages_to_json(document.pages),
        extraction_to_json(document.extraction),
        document.is_upload,
    )


def _passage_row(passage: Passage) -> Row:
    """The values of PASSAGE_COLUMNS."""
    lead_in = passage.lead_in
    return (
        passage.position,
        passage.start,
        passage.end,
        passage.text,
        json.dumps(passage.headings, ensure_ascii=False),
        passage.context,
        lead_in and lead_in.start,
        lead_in and lead_in.end,
        passage.page,
    )
