"""A sample of passages, each cut after its first sentence."""

import sqlite3
from dataclasses import dataclass

# The order of the hashes is as good as chance, and the same however the library came about.
SAMPLE = """
    SELECT p.text, first.ends - p.begins
    FROM documents d JOIN passages p ON p.document = d.key JOIN sentences first ON first.passage = p.key
    WHERE d.removed IS NULL AND first.position = 0 AND first.ends < p.ends
    GROUP BY p.input_hash ORDER BY p.input_hash LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Parts:
    """The first sentence of a passage, and what follows it."""

    opening: str
    rest: str


def sample_parts(connection: sqlite3.Connection, count: int) -> list[Parts]:
    """Up to `count` distinct passages of the head with two sentences or more."""
    rows = connection.execute(SAMPLE, (count,)).fetchall()
    return [Parts(text[:cut], text[cut:].strip()) for text, cut in rows]
