"""Documents, passages and sentences as rows of the database, both ways."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any, TypeAlias

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

DOCUMENT_COLUMNS = (
    "id, title, location, format, text, text_sha256, source_sha256, blocks, publisher, source_class, author, date, "
    "origin, pages, extraction, is_upload"
)
PASSAGE_COLUMNS = "position, begins, ends, text, headings, context, lead_in_begins, lead_in_ends, page"


def input_hash(text: str) -> bytes:
    """The key of the vector of `text`: SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).digest()


def content_hash(document: Document) -> str:
    """SHA-256 of what documents may share: format, text, blocks and pages."""
    content = (document.format, document.text_sha256, blocks_to_json(document.blocks), pages_to_json(document.pages))
    return hashlib.sha256("\0".join(content).encode("utf-8")).hexdigest()


def checksum(document: Document, passages: Sequence[Passage], recipe: str) -> str:
    """SHA-256 of all that is stored of a version of a document: every field of it, its passages and sentences."""
    rows = [(*_passage_row(passage), [(s.start, s.end) for s in passage.sentences]) for passage in passages]
    text = json.dumps([document_row(document), rows, recipe], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def document_row(document: Document) -> Row:
    """The values of DOCUMENT_COLUMNS."""
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
        int(document.is_upload),
    )


def document_of(row: Row) -> Document:
    """The document that `document_row` gave."""
    return Document(
        id=row[0],
        title=row[1],
        location=row[2],
        format=row[3],
        text=row[4],
        text_sha256=row[5],
        source_sha256=row[6],
        blocks=blocks_of_json(row[7]),
        publisher=row[8],
        source_class=SourceClass(row[9]),
        author=row[10],
        date=row[11],
        origin=row[12],
        pages=pages_of_json(row[13]),
        extraction=extraction_of_json(row[14]),
        is_upload=bool(row[15]),
    )


def insert_passages(connection: sqlite3.Connection, document: int, passages: Sequence[Passage]) -> None:
    """Store the passages of the document version with that key, and their sentences."""
    for passage in passages:
        cursor = connection.execute(
            f"INSERT INTO passages (document, {PASSAGE_COLUMNS}, input_hash, heading_hash) VALUES (?{', ?' * 11})",  # noqa: S608 - constants
            (document, *_passage_row(passage), input_hash(passage.encoder_input), input_hash(passage.heading_input)),
        )
        connection.executemany(
            "INSERT INTO sentences (passage, position, begins, ends, input_hash) VALUES (?, ?, ?, ?, ?)",
            [
                (cursor.lastrowid, position, sentence.start, sentence.end, input_hash(sentence.text))
                for position, sentence in enumerate(passage.sentences)
            ],
        )


def passage_of(document_id: str, row: Row, spans: Sequence[tuple[int, int]]) -> Passage:
    """The passage with the values of PASSAGE_COLUMNS, and the spans of its sentences in order."""
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
