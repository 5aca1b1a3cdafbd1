"""Texts that have no vector yet, and the vectors that come for them."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.encoders import FloatArray
from bot.errors import IndexDamaged
from bot.library.rows import REPAIR, digest
from bot.library.rows import input_hash as hash_of
from bot.library.schema import transaction
from bot.library.vectors import STORED, is_unit

# A hash may stand for a passage, a place and a sentence at once; each row says by itself what its text is, so the first
# of them is kept. `begins` is NULL for a passage, whose input is its context and text, and -1 for its place, which is
# the first line of its context, or its text where there is none.
PLACE = -1
COLLECT = """
    INSERT OR IGNORE INTO pending (input_hash, passage, begins, ends, size)
    SELECT input_hash, passage, begins, ends, size FROM (
        SELECT p.input_hash, p.key AS passage, NULL AS begins, NULL AS ends,
               length(p.text) + length(p.context) AS size
        FROM documents d JOIN passages p ON p.document = d.key WHERE {which}
        UNION ALL
        SELECT p.heading_hash, p.key, -1, -1,
               coalesce(nullif(instr(p.context || char(10), char(10)) - 1, 0), length(p.text))
        FROM documents d JOIN passages p ON p.document = d.key WHERE {which}
        UNION ALL
        SELECT s.input_hash, p.key, s.begins - p.begins, s.ends - p.begins, s.ends - s.begins
        FROM documents d JOIN passages p ON p.document = d.key JOIN sentences s ON s.passage = p.key
        WHERE {which}
    ) AS i
    WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.encoder = :encoder AND v.input_hash = i.input_hash)
    ORDER BY passage, begins"""
COLLECT_HEAD = COLLECT.format(
    which="d.removed IS NULL AND d.checksum <> ''"
)  # but what `bot.library.mending` put aside
COLLECT_ONE = COLLECT.format(which="d.key = :document")
# Longest text first, so that batches hold texts of like length and memory fails early or never.
PAGE = """
    SELECT i.size, i.input_hash, p.text, p.context, i.begins, i.ends FROM pending i JOIN passages p
    ON p.key = i.passage {after} ORDER BY i.size DESC, i.input_hash LIMIT :count"""
NEXT_PAGE = PAGE.format(after="WHERE i.size <= :size AND (i.size < :size OR i.input_hash > :hash)")
FIRST_PAGE = PAGE.format(after="")
TABLES = (
    "DROP TABLE IF EXISTS temp.pending",
    "CREATE TEMP TABLE pending (input_hash BLOB PRIMARY KEY, passage INTEGER, begins INTEGER, ends INTEGER, "
    "size INTEGER) WITHOUT ROWID",
    "CREATE INDEX temp.pending_by_size ON pending (size DESC, input_hash)",
)


@dataclass(frozen=True, slots=True)
class PendingInput:
    """A text to encode, and the key under which to store its vector."""

    input_hash: bytes
    text: str


def collect_pending(connection: sqlite3.Connection, fingerprint: str) -> int:
    """Note every distinct text of the head without a vector of that encoder, and nothing else; how many there are."""
    for statement in TABLES:
        connection.execute(statement)
    return connection.execute(COLLECT_HEAD, {"encoder": encoder_key(connection, fingerprint)}).rowcount


def add_pending(connection: sqlite3.Connection, fingerprint: str, document: int) -> int:
    """Note the texts of one more version of a document, by key; how many were new."""
    values = {"encoder": encoder_key(connection, fingerprint), "document": document}
    return connection.execute(COLLECT_ONE, values).rowcount


def count_noted(connection: sqlite3.Connection) -> int:
    """How many texts are noted."""
    (count,) = connection.execute("SELECT count(*) FROM pending").fetchone()
    return int(count)


def pending_batches(connection: sqlite3.Connection, size: int) -> Iterator[tuple[PendingInput, ...]]:
    """The texts that were noted, at most `size` at once, longest first; ties go by hash. Then none is noted.

    Raises IndexDamaged when a text is not the one that was noted.
    """
    rows = connection.execute(FIRST_PAGE, {"count": size}).fetchall()
    while rows:
        yield tuple(_pending(*row[1:]) for row in rows)
        last = {"count": size, "size": rows[-1][0], "hash": rows[-1][1]}
        rows = connection.execute(NEXT_PAGE, last).fetchall()
    connection.execute("DELETE FROM pending")


def store_vectors(
    connection: sqlite3.Connection, fingerprint: str, hashes: Sequence[bytes], vectors: FloatArray
) -> None:
    """Store unit vectors of shape (len(hashes), d), all or none. Raises IndexDamaged when one is not of length 1."""
    if vectors.ndim != 2 or len(vectors) != len(hashes):
        raise IndexDamaged(f"the encoder gave vectors of shape {vectors.shape} for {len(hashes)} texts.")
    unit = is_unit(vectors)
    if not unit.all():
        raise IndexDamaged(f"the encoder gave {int((~unit).sum())} of {len(hashes)} vectors that are not of length 1.")
    stored = vectors.astype(STORED)
    with transaction(connection):
        key = encoder_key(connection, fingerprint)
        connection.executemany(
            "INSERT OR REPLACE INTO vectors (encoder, input_hash, vector, digest) VALUES (?, ?, ?, ?)",
            [
                (key, input_hash, vector.tobytes(), digest((key,), input_hash, vector.tobytes()))
                for input_hash, vector in zip(hashes, stored, strict=True)
            ],
        )


def encoder_key(connection: sqlite3.Connection, fingerprint: str) -> int:
    """The key of the encoder with that fingerprint, made when it is new."""
    connection.execute("INSERT OR IGNORE INTO encoders (fingerprint) VALUES (?)", (fingerprint,))
    (key,) = connection.execute("SELECT key FROM encoders WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return int(key)


def _pending(input_hash: bytes, text: str, context: str, begins: int | None, ends: int | None) -> PendingInput:
    text = _input(text, context, begins, ends)
    if hash_of(text) != input_hash:
        raise IndexDamaged(f"a text to encode, {text[:30]!r}..., is not the one that was stored; {REPAIR}.")
    return PendingInput(input_hash, text)


def _input(text: str, context: str, begins: int | None, ends: int | None) -> str:
    if begins == PLACE:
        return context.split("\n", 1)[0] or text
    if begins is not None:
        return text[begins:ends]
    return f"{context}\n{text}" if context else text
