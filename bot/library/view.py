"""What the database says of one published generation, for as long as somebody looks at it.

A view holds a read transaction. SQLite keeps what the transaction sees, so a view goes on giving the passages of its
generation while a writer publishes others and purges this one. While no view is held, nothing is kept from purging.
"""

import difflib
import queue
import sqlite3
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from bot.errors import DocumentMissing, IndexDamaged
from bot.library.failures import BUILD_AGAIN, named_failures
from bot.library.manifest import Manifest
from bot.library.rows import (
    DOCUMENT_COLUMNS,
    PROOF_COLUMNS,
    SENTENCE,
    WHOLE_DOCUMENT,
    WHOLE_PASSAGE,
    DocumentRow,
    Row,
    proved_document,
    proved_passage,
    proved_row,
    spans_of,
)
from bot.library.schema import DATABASE, VISIBLE, connect_reader
from bot.library.seal import break_seal
from bot.records import Document, Passage, SourceClass

KEYS_AT_ONCE = 500  # SQLite takes 999 parameters a statement in its oldest versions
CLOSE_NAMES = 3

Key = TypeVar("Key")
Value = TypeVar("Value")


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


class Kept(Generic[Key, Value]):
    """What was read last of one generation, as far as its sizes add up to `most`. Safe to use from several threads."""

    def __init__(self, most: int, size: Callable[[Value], int]) -> None:
        self._most = most
        self._size = size
        self._lock = threading.Lock()
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._sum = 0

    def of(self, keys: Sequence[Key], read: Callable[[Sequence[Key]], Mapping[Key, Value]]) -> dict[Key, Value]:
        """The values of these keys; those that are not kept are read at once."""
        with self._lock:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            new = read(missing)
            self._keep(new)
            found |= new
        return found

    def _keep(self, new: Mapping[Key, Value]) -> None:
        with self._lock:
            for key, value in new.items():
                if key not in self._values and self._size(value) <= self._most:
                    self._values[key] = value
                    self._sum += self._size(value)
            while self._sum > self._most:
                _, oldest = self._values.popitem(last=False)
                self._sum -= self._size(oldest)


class View:
    """The documents and passages of one generation, each proved as it is read. Safe to use from several threads.

    Every method raises IndexDamaged for what is not as it was stored.
    """

    def __init__(self, readers: Readers, folder: Path, manifest: Manifest) -> None:
        """Raises Superseded when the generation is gone, IndexMissing or IndexDamaged when the database is."""
        self._path = folder / DATABASE
        self._generation = manifest.generation
        self._count = manifest.documents
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
        with self._noticed():
            rows = self._ask(
                f"SELECT {WHOLE_DOCUMENT} FROM documents d WHERE id = :id AND {VISIBLE}",  # noqa: S608 - constants
                {"id": document_id},
            )
            if not rows:
                raise DocumentMissing(self._missing(document_id))
            found = proved_document(rows[0])
            if found.document.id != document_id:
                raise IndexDamaged(f"{self._path}: looking up {document_id} finds another document; {BUILD_AGAIN}.")
            return self._with_content(found.document, found.row) if found.row.is_alias else found.document

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents, by id."""
        with self._noticed():
            rows = self._ask(
                f"SELECT {DOCUMENT_COLUMNS}, {PROOF_COLUMNS} FROM documents d WHERE {VISIBLE} ORDER BY d.id",  # noqa: S608
                {},
            )
            held = [proved_row(row) for row in rows]
            holders = {row.content_sha256: row for row in reversed(held) if not row.is_alias}
            if len(held) != self._count or any(row.content_sha256 not in holders for row in held):
                raise IndexDamaged(f"{self._path}: not all of {self._count} documents are found; {BUILD_AGAIN}.")
        return tuple(_summary(row, holders[row.content_sha256] if row.is_alias else row) for row in held)

    def passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        """The passages with these keys of the passages table."""
        found: dict[int, Passage] = {}
        with self._noticed():
            for first in range(0, len(keys), KEYS_AT_ONCE):
                found |= self._passages(keys[first : first + KEYS_AT_ONCE])
        return found

    def _with_content(self, alias: Document, row: DocumentRow) -> Document:
        """An alias with the content that another document holds."""
        rows = self._ask(
            f"SELECT {WHOLE_DOCUMENT} FROM documents d "  # noqa: S608 - constants
            f"WHERE content_sha256 = :content AND NOT is_alias AND {VISIBLE} ORDER BY id LIMIT 1",
            {"content": row.content_sha256},
        )
        holder = proved_document(rows[0]) if rows else None
        if holder is None or holder.row.content_sha256 != row.content_sha256:
            raise IndexDamaged(f"{alias.id}: no document holds its text; {BUILD_AGAIN}.")
        text = holder.document
        return replace(alias, text=text.text, blocks=text.blocks, pages=text.pages)

    def _passages(self, keys: Sequence[int]) -> dict[int, Passage]:
        numbers = ", ".join(str(int(key)) for key in keys)
        spans = spans_of(
            self._ask(
                f"SELECT {SENTENCE} FROM sentences s WHERE passage IN ({numbers}) ORDER BY passage, position",  # noqa: S608
                {},
            )
        )
        rows = self._ask(
            f"SELECT {WHOLE_PASSAGE} FROM passages p JOIN documents d ON d.key = p.document "  # noqa: S608 - integers
            f"WHERE p.key IN ({numbers})",
            {},
        )
        found = {row[0]: proved_passage(row, spans.get(row[0], [])) for row in rows}
        if len(found) != len(set(keys)):
            raise IndexDamaged(f"{self._path}: not all passages of the index are stored; {BUILD_AGAIN}.")
        return found

    def _missing(self, document_id: str) -> str:
        ids = [document.id for document in self.documents()]
        if document_id in ids:
            raise IndexDamaged(f"{self._path}: looking up {document_id} does not find it; {BUILD_AGAIN}.")
        wanted = document_id.rsplit("/", 1)[-1]
        close = [name for name in ids if name.rsplit("/", 1)[-1] == wanted]
        close = close or difflib.get_close_matches(document_id, ids, CLOSE_NAMES)
        hint = f"did you mean {' or '.join(close[:CLOSE_NAMES])}?" if close else "'footnote status' lists them all."
        return f"the index holds no document {document_id!r}; {hint}"

    def _ask(self, statement: str, values: dict[str, str]) -> list[Row]:
        with self._lock, named_failures(self._path):
            return self._connection.execute(statement, {"generation": self._generation, **values}).fetchall()

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        """Damage that is found breaks the seal, so that the next build looks at every row, whatever it says."""
        try:
            yield
        except IndexDamaged:
            with suppress(OSError):
                break_seal(self._path.parent)
            raise


def _summary(row: DocumentRow, holder: DocumentRow) -> DocumentSummary:
    return DocumentSummary(
        id=row.id,
        title=row.title,
        location=row.location,
        publisher=row.publisher,
        source_class=SourceClass(row.source_class),
        date=row.date,
        format=row.format,
        passages=row.passages,
        characters=holder.characters,
        same_as=holder.id if row.is_alias else "",
        is_upload=bool(row.is_upload),
        first_added=row.first_added,
    )
