"""What the database says of one published generation, for as long as somebody looks at it.

A view holds a read transaction. SQLite keeps what the transaction sees, so a view goes on giving the passages of its
generation while a writer publishes others and purges this one. While no view is held, nothing is kept from purging.
"""

import difflib
import queue
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import DocumentMissing, IndexDamaged
from bot.library.failures import named_failures
from bot.library.manifest import Manifest
from bot.library.rows import DOCUMENT_COLUMNS, PASSAGE_COLUMNS, Row, document_of, passage_of
from bot.library.schema import DATABASE, VISIBLE, connect_reader
from bot.records import Document, Passage, SourceClass

KEYS_AT_ONCE = 500  # SQLite takes 999 parameters a statement in its oldest versions
CLOSE_NAMES = 3
# The row h that has the text of the row d: itself, or for an alias the one with its content.
HOLDER = (
    "FROM documents h WHERE h.content_sha256 = d.content_sha256 AND NOT h.is_alias "
    f"AND {VISIBLE.replace('d.', 'h.')} AND (d.is_alias OR h.key = d.key)"
)


class Superseded(Exception):
    """The generation was purged between reading its manifest and looking at it."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text; `characters` is the length of its canonical text.

    `same_as` is the document that holds the content of this one, "" when it holds it itself; its passages, too, are
    counted there. `first_added` is the generation with which it came in, `is_upload` as in `Document`.
    """

    id: str
    title: str
    location: str
    publisher: str
    source_class: SourceClass
    date: str
    format: str
    passages: int
    characters: int
    same_as: str = ""
    is_upload: bool = False
    first_added: int = 0

    @property
    def row_order(self) -> tuple[bool, str]:
        """Where its passages stand among those of all documents."""
        return self.is_upload, self.id

    @property
    def precedence(self) -> tuple[bool, int, str]:
        """Of documents with the same content, the lowest is cited first."""
        return self.is_upload, self.first_added, self.id


class Readers:
    """Reading connections to one database, lent and taken back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()  # its put may run inside the collector
        self._closed = False

    def lend(self) -> sqlite3.Connection:
        """A connection that nobody else uses until it is taken back."""
        with suppress(queue.Empty):
            return self._idle.get_nowait()
        return connect_reader(self._folder)

    def take_back(self, connection: sqlite3.Connection) -> None:
        """End what the connection was reading."""
        if connection.in_transaction:
            connection.rollback()
        if self._closed:
            connection.close()
        else:
            self._idle.put(connection)

    def close(self) -> None:
        """Close what is not lent now; the others are closed as they come back."""
        self._closed = True
        with suppress(queue.Empty):
            while True:
                self._idle.get_nowait().close()


class View:
    """The documents and passages of one generation. Safe to use from several threads."""

    def __init__(self, readers: Readers, folder: Path, manifest: Manifest) -> None:
        """Raises Superseded when the generation is gone, IndexMissing or IndexDamaged when the database is."""
        self._path = folder / DATABASE
        self._generation = manifest.generation
        self._lock = threading.Lock()
        self._connection = readers.lend()
        self._end = weakref.finalize(self, readers.take_back, self._connection)
        with named_failures(self._path):
            self._connection.execute("BEGIN")
            kept = self._connection.execute("SELECT 1 FROM generations WHERE number = ?", (manifest.generation,))
            if kept.fetchone() is None:
                self._end()
                raise Superseded

    def close(self) -> None:
        """Let go of the generation. The view cannot be asked afterwards."""
        self._end()

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises DocumentMissing, with the ids that look like it."""
        rows = self._ask(
            f"SELECT {DOCUMENT_COLUMNS}, is_alias, content_sha256 FROM documents d "  # noqa: S608 - constants
            f"WHERE id = :id AND {VISIBLE}",
            {"id": document_id},
        )
        if not rows:
            raise DocumentMissing(self._missing(document_id))
        *columns, is_alias, content = rows[0]
        document = document_of(tuple(columns))
        return self._with_content(document, content) if is_alias else document

    def aliases(self, document_id: str) -> tuple[str, ...]:
        """The other documents that have the content of this one, which holds it: the oldest first, uploads last."""
        rows = self._ask(
            "SELECT d.id FROM documents h JOIN documents d ON d.content_sha256 = h.content_sha256 "  # noqa: S608
            f"WHERE h.id = :id AND {VISIBLE.replace('d.', 'h.')} AND NOT h.is_alias AND d.is_alias AND {VISIBLE} "
            "ORDER BY d.is_upload, d.first_added, d.id",
            {"id": document_id},
        )
        return tuple(name for (name,) in rows)

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by id."""
        rows = self._ask(
            "SELECT d.id, d.title, d.location, d.publisher, d.source_class, d.date, d.format, "  # noqa: S608 - constants
            "(SELECT count(*) FROM passages p WHERE p.document = d.key), "
            f"coalesce((SELECT length(h.text) {HOLDER}), 0), coalesce((SELECT h.id {HOLDER} AND d.is_alias), ''), "
            "d.is_upload, d.first_added "
            f"FROM documents d WHERE {VISIBLE} ORDER BY d.id",
            {},
        )
        return tuple(_summary(row) for row in rows)

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """The passages with these keys of the passages table."""
        found: dict[int, Passage] = {}
        for first in range(0, len(keys), KEYS_AT_ONCE):
            found |= self._passages(keys[first : first + KEYS_AT_ONCE])
        return found

    def keys_at(self, document_id: str, starts: Sequence[int]) -> list[int]:
        """The keys, in the passages table, of the passages of a document that begin at these places."""
        numbers = ", ".join(str(int(start)) for start in starts)
        rows = self._ask(
            f"SELECT p.key FROM documents d JOIN passages p ON p.document = d.key "  # noqa: S608 - integers
            f"WHERE d.id = :id AND {VISIBLE} AND p.begins IN ({numbers}) ORDER BY p.position",
            {"id": document_id},
        )
        return [key for (key,) in rows]

    def _with_content(self, alias: Document, content: str) -> Document:
        """An alias with the content that another document holds."""
        rows = self._ask(
            f"SELECT {DOCUMENT_COLUMNS} FROM documents d "  # noqa: S608 - constants
            f"WHERE content_sha256 = :content AND NOT is_alias AND {VISIBLE} ORDER BY id LIMIT 1",
            {"content": content},
        )
        if not rows:
            raise IndexDamaged(f"{alias.id}: no document holds its text; run 'footnote build DIR' again.")
        holder = document_of(rows[0])
        return replace(alias, text=holder.text, blocks=holder.blocks, pages=holder.pages)

    def _passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        numbers = ", ".join(str(int(key)) for key in keys)
        spans: dict[int, list[tuple[int, int]]] = {key: [] for key in keys}
        for key, begins, ends in self._ask(
            f"SELECT passage, begins, ends FROM sentences WHERE passage IN ({numbers}) "  # noqa: S608 - integers
            "ORDER BY passage, position",
            {},
        ):
            spans[key].append((begins, ends))
        columns = ", ".join(f"p.{column}" for column in PASSAGE_COLUMNS.split(", "))
        rows = self._ask(
            f"SELECT p.key, d.id, {columns} FROM passages p JOIN documents d ON d.key = p.document "  # noqa: S608
            f"WHERE p.key IN ({numbers})",
            {},
        )
        return {row[0]: passage_of(row[1], row[2:], spans[row[0]]) for row in rows}

    def _missing(self, document_id: str) -> str:
        ids = [document.id for document in self.documents()]
        wanted = document_id.rsplit("/", 1)[-1]
        close = [name for name in ids if name.rsplit("/", 1)[-1] == wanted]
        close = close or difflib.get_close_matches(document_id, ids, CLOSE_NAMES)
        hint = f"did you mean {' or '.join(close[:CLOSE_NAMES])}?" if close else "'footnote status' lists them all."
        return f"the index holds no document {document_id!r}; {hint}"

    def _ask(self, statement: str, values: dict[str, str]) -> list[Row]:
        with self._lock, named_failures(self._path):
            return self._connection.execute(statement, {"generation": self._generation, **values}).fetchall()


def _summary(row: Row) -> DocumentSummary:
    document_id, title, location, publisher, source_class, *rest, is_upload, first_added = row
    columns = (document_id, title, location, publisher, SourceClass(source_class), *rest, bool(is_upload), first_added)
    return DocumentSummary(*columns)
