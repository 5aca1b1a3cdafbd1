"""What is stored of one document of the head, in figures."""

import sqlite3
from dataclasses import dataclass

from bot.library.structure import extraction_of_json
from bot.records.documents import UNKNOWN, Extraction

FIGURES = """
    SELECT d.format, json_array_length(t.pages), t.characters, d.passages, d.extraction, d.date,
           CASE WHEN d.is_alias THEN t.id ELSE '' END
    FROM documents d JOIN documents t ON t.content_sha256 = d.content_sha256
    AND NOT t.is_alias AND t.removed IS NULL AND (d.is_alias OR t.key = d.key)
    WHERE d.id = ? AND d.removed IS NULL ORDER BY t.id LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much a document holds. An alias has pages and characters, and no passages: `same_as` has them."""

    format: str
    pages: int
    characters: int
    passages: int
    extraction: Extraction
    has_date: bool
    same_as: str


def figures_of(connection: sqlite3.Connection, document_id: str) -> Figures:
    """The figures of a document of the head."""
    row = connection.execute(FIGURES, (document_id,)).fetchone()
    text_format, pages, characters, passages, extraction, date, same_as = row
    return Figures(
        text_format, pages, characters, passages, extraction_of_json(extraction), date != UNKNOWN, str(same_as)
    )
