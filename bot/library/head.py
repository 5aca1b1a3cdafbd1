"""The head: the documents that the next generation will show, each identical text held once.

Of the documents with the same content, that is format, text, blocks and pages, the one whose id sorts first holds it,
and its passages, in whatever order they came; the others are aliases, with an id and metadata of their own. A row that
a generation shows never changes: who becomes an alias, or a holder, gets a new row. A row whose checksum is empty was
found damaged (`bot.library.mending`): it waits to be read again and shares nothing with anybody.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.library.rows import (
    WHOLE_DOCUMENT,
    StoredDocument,
    checksum,
    content_hash,
    insert_document,
    passages_of,
    proved_document,
    removal,
)
from bot.records import Document, Passage
from bot.records.contexts import context_of


@dataclass(frozen=True, slots=True)
class Version:
    """A row of documents, by key, and what decides with whom it shares its content."""

    key: int
    id: str
    content: str
    is_alias: bool
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head on its way to generation `number`; the caller holds a transaction.

    Each method gives the keys of the rows that it made and that have passages.
    """

    connection: sqlite3.Connection
    number: int

    def put(self, document: Document, passages: Sequence[Passage], recipe: str) -> tuple[int, ...] | None:
        """Add or replace a document with a text of its own; None when the head has exactly this version."""
        if self._holds(document, passages, recipe):
            return None
        before = self._take_out(document.id)
        made = self._insert(document, passages, recipe)
        return (made, *self._promoted(before))

    def put_shared(self, document: Document, passages: Sequence[Passage], recipe: str) -> tuple[int, ...] | None:
        """Add or replace a document whose text is stored once; None when the head has exactly this version."""
        content = content_hash(document)
        holder = self._first(content, document.id, is_alias=False)
        if holder and holder.id < document.id:
            return self._put_alias(document, content, recipe)
        if self._holds(document, passages, recipe):
            return None
        before = self._take_out(document.id)
        if holder:
            self._demote(holder)
        made = self._insert(document, passages, recipe)
        return (made, *self._promoted(before))

    def remove(self, document_id: str) -> tuple[int, ...] | None:
        """Take a document out; None when it is not there."""
        version = self._take_out(document_id)
        return None if version is None else self._promoted(version)

    def _put_alias(self, document: Document, content: str, recipe: str) -> tuple[int, ...] | None:
        bare = without_text(document)
        if self._holds(bare, (), recipe):
            return None
        before = self._take_out(document.id)
        self._insert_alias(bare, content, recipe)
        return self._promoted(before)

    def _holds(self, document: Document, passages: Sequence[Passage], recipe: str) -> bool:
        held = self.connection.execute(
            "SELECT checksum FROM documents WHERE id = ? AND removed IS NULL", (document.id,)
        ).fetchone()
        return held is not None and held[0] == checksum(document, passages, recipe)

    def _first(self, content: str, besides: str, *, is_alias: bool) -> Version | None:
        """The document, by id, other than `besides`, that holds this content, or that is an alias for it."""
        row = self.connection.execute(
            "SELECT key, id, content_sha256, is_alias FROM documents WHERE content_sha256 = ? "
            "AND id <> ? AND is_alias = ? AND removed IS NULL AND checksum <> '' ORDER BY id LIMIT 1",
            (content, besides, is_alias),
        ).fetchone()
        return Version(*row) if row else None

    def _take_out(self, document_id: str) -> Version | None:
        row = self.connection.execute(
            "SELECT key, id, content_sha256, is_alias, checksum = '' FROM documents WHERE id = ? AND removed IS NULL",
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        values = (self.number, removal(row[0], self.number), row[0])
        self.connection.execute("UPDATE documents SET removed = ?, removal = ? WHERE key = ?", values)
        return Version(*row)

    def _insert(self, document: Document, passages: Sequence[Passage], recipe: str) -> int:
        content = content_hash(document)
        return insert_document(
            self.connection, document, passages, content=content, is_alias=False, recipe=recipe, added=self.number
        )

    def _insert_alias(self, bare: Document, content: str, recipe: str) -> None:
        insert_document(self.connection, bare, (), content=content, is_alias=True, recipe=recipe, added=self.number)

    def _demote(self, holder: Version) -> None:
        stored = self._stored(holder.key)
        self._take_out(holder.id)
        self._insert_alias(without_text(stored.document), holder.content, stored.row.recipe)

    def _promoted(self, gone: Version | None) -> tuple[int, ...]:
        """After a holder has gone, make the first of its aliases the holder."""
        if gone is None or gone.is_alias or gone.is_damaged:
            return ()
        if self._first(gone.content, "", is_alias=False):
            return ()
        heir = self._first(gone.content, "", is_alias=True)
        if heir is None:
            return ()
        held, own = self._stored(gone.key), self._stored(heir.key)
        self._take_out(heir.id)
        text = held.document
        document = replace(own.document, text=text.text, blocks=text.blocks, pages=text.pages)
        passages = [under_title(passage, document) for passage in passages_of(self.connection, held.row)]
        return (self._insert(document, passages, own.row.recipe),)

    def _stored(self, key: int) -> StoredDocument:
        row = self.connection.execute(f"SELECT {WHOLE_DOCUMENT} FROM documents WHERE key = ?", (key,)).fetchone()  # noqa: S608
        return proved_document(row)


def without_text(document: Document) -> Document:
    """What is stored of an alias."""
    return replace(document, text="", blocks=(), pages=())


def under_title(passage: Passage, document: Document) -> Passage:
    """The passage as the splitter would give it for `document`, which has the same text."""
    lead_in = passage.context.partition("\n")[2]
    return replace(passage, document=document.id, context=context_of(document.title, passage.headings, lead_in))
