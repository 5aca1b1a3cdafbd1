"""Texts that have no vector yet, and the vectors that come for them."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.encoders import FloatArray
from bot.errors import IndexDamaged
from bot.library.schema import transaction
from bot.library.vectors import STORED, is_unit

# Longest text first, so that batches hold texts of like length and memory fails early or never. A hash may stand for
# a passage, a place and a sentence at once; each row says by itself what its text is, so the first of them is kept.
# `begins` is NULL for a passage, whose input is its context and text, and -1 for its place, which is the first line of
# its context, or its text where there is none.
PLACE = -1
COLLECT = """
    INSERT OR IGNORE INTO pending (input_hash, passage, begins, ends, size)
    SELECT input_hash, passage, begins, ends, size FROM (
        SELECT p.input_hash, p.key AS passage, NULL AS begins, NULL AS ends,
               length(p.text) + length(p.context) AS size
        FROM documents d JOIN passages p ON p.document = d.key WHERE d.removed IS NULL
        UNION ALL
        SELECT p.heading_hash, p.key, -1, -1,
               coalesce(nullif(instr(p.context || char(10), char(10)) - 1, 0), length(p.text))
        FROM documents d JOIN passages p ON p.document = d.key WHERE d.removed IS NULL
        UNION ALL
        SELECT s.input_hash, p.key, s.begins - p.begins, s.ends - p.begins, s.ends - s.begins
        FROM documents d JOIN passages p ON p.document = d.key JOIN sentences s ON s.passage = p.key
        WHERE d.removed IS NULL
    ) AS i
    WHERE NOT EXISTS (SELECT 1 FROM vectors v WHERE v.encoder = :encoder AND v.input_hash = i.input_hash)
    ORDER BY size DESC, input_hash, passage, begins"""
PAGE = """
    SELECT i.number, i.input_hash, p.text, p.context, i.begins, i.ends FROM pending i JOIN passages p
    ON p.key = i.passage WHERE i.number > ? ORDER BY i.number LIMIT ?"""


@dataclass(frozen=True, slots=True)
class PendingInput:
    """A text to encode, and the key under which to store its vector."""

    input_hash: bytes
    text: str


def collect_pending(connection: sqlite3.Connection, fingerprint: str) -> int:
    """Note every distinct text of the head without a vector of that encoder; how many there are."""
    connection.execute("DROP TABLE IF EXISTS temp.pending")
    connection.execute(
        "CREATE TEMP TABLE pending (number INTEGER PRIMARY KEY, input_hash BLOB UNIQUE, passage INTEGER, "
        "begins INTEGER, ends INTEGER, size INTEGER)"
    )
    found = connection.execute(COLLECT, {"encoder": encoder_key(connection, fingerprint)})
    return found.rowcount


def pending_batches(connection: sqlite3.Connection, size: int) -> Iterator[tuple[PendingInput, ...]]:
    """The texts that `collect_pending` noted, at most `size` at once, longest first; ties go by hash."""
    last = 0
    while rows := connection.execute(PAGE, (last, size)).fetchall():
        yield tuple(PendingInput(row[1], _input(*row[2:])) for row in rows)
        last = rows[-1][0]


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
            "INSERT OR REPLACE INTO vectors (encoder, input_hash, vector) VALUES (?, ?, ?)",
            [(key, input_hash, vector.tobytes()) for input_hash, vector in zip(hashes, stored, strict=True)],
        )


def encoder_key(connection: sqlite3.Connection, fingerprint: str) -> int:
    """The key of the encoder with that fingerprint, made when it is new."""
    connection.execute("INSERT OR IGNORE INTO encoders (fingerprint) VALUES (?)", (fingerprint,))
    (key,) = connection.execute("SELECT key FROM encoders WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return int(key)


def _input(text: str, context: str, begins: int | None, ends: int | None) -> str:
    if begins == PLACE:
        return context.split("\n", 1)[0] or text
    if begins is not None:
        return text[begins:ends]
    return f"{context}\n{text}" if context else text
