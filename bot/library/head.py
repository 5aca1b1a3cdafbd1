"""The head: the documents that the next generation will show, each identical text held once.

Of the documents with the same content, that is format, text, blocks and pages, one holds it, and its passages; the
others are aliases, with an id and metadata of their own. The holder is the one that is cited, so nothing that a file
says, and no name, may make a document it while another is older: first come the documents that are no uploads; of
these, and of the uploads, the one that came in with the earliest generation; of those that came together, the one whose
id sorts first. A document keeps its age when its file changes or moves, and loses it when it is taken out. So who holds
a text depends on the history of the library, and on nothing else does: whatever else is stored is the same for the same
documents, and of a library built in one go the holder, too.

A row that a generation shows never changes: who becomes an alias, or a holder, gets a new row. A row whose checksum is
empty was found damaged (`bot.library.mending`): it waits to be read again and shares nothing with anybody.
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

VERSION_COLUMNS = "key, id, is_upload, first_added, content_sha256, is_alias, checksum = ''"


@dataclass(frozen=True, slots=True)
class Version:
    """A row of documents, by key, and what decides with whom it shares its content."""

    key: int
    id: str
    is_upload: int
    first_added: int
    content: str
    is_alias: int
    is_damaged: int

    @property
    def precedence(self) -> tuple[int, int, str]:
        """Of documents with the same content, the lowest holds it."""
        return self.is_upload, self.first_added, self.id


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
        first_added = self._first_added(document, "")
        before = self._take_out(document.id)
        made = self._insert(document, passages, recipe, first_added)
        return (made, *self._promoted(before))

    def put_shared(
        self, document: Document, passages: Sequence[Passage], recipe: str, moved_from: str = ""
    ) -> tuple[int, ...] | None:
        """Add or replace a document whose text is stored once; None when the head has exactly this version.

        It takes the place of the document `moved_from`, and has its age, unless only one of the two is an upload.
        """
        first_added = self._first_added(document, moved_from)
        left = self.remove(moved_from) if moved_from not in ("", document.id) else None
        made = self._put_shared(document, passages, recipe, first_added)
        return made if left is None else (*left, *(made or ()))

    def _put_shared(
        self, document: Document, passages: Sequence[Passage], recipe: str, first_added: int
    ) -> tuple[int, ...] | None:
        content = content_hash(document)
        first = self._first(content, document.id)
        if first and first.precedence < (document.is_upload, first_added, document.id):
            return self._put_alias(document, content, recipe, first_added)
        if self._holds(document, passages, recipe):
            return None
        before = self._take_out(document.id)
        holder = self._first(content, document.id, "AND NOT is_alias")
        if holder:
            self._demote(holder)
        made = self._insert(document, passages, recipe, first_added)
        return (made, *self._promoted(before))

    def remove(self, document_id: str) -> tuple[int, ...] | None:
        """Take a document out; None when it is not there."""
        version = self._take_out(document_id)
        return None if version is None else self._promoted(version)

    def _put_alias(self, document: Document, content: str, recipe: str, first_added: int) -> tuple[int, ...] | None:
        bare = without_text(document)
        if self._holds(bare, (), recipe):
            return None
        before = self._take_out(document.id)
        self._insert_alias(bare, content, recipe, first_added)
        return self._promoted(before)

    def _first_added(self, document: Document, moved_from: str) -> int:
        """The generation with which the document came in, under its id or the one that it had before."""
        for name in (document.id, moved_from):
            version = self._version(name)
            if version and version.is_upload == document.is_upload and version.first_added in range(1, self.number + 1):
                return version.first_added
        return self.number

    def _holds(self, document: Document, passages: Sequence[Passage], recipe: str) -> bool:
        held = self.connection.execute(
            "SELECT checksum FROM documents WHERE id = ? AND removed IS NULL", (document.id,)
        ).fetchone()
        return held is not None and held[0] == checksum(document, passages, recipe)

    def _first(self, content: str, besides: str, among: str = "") -> Version | None:
        """The document with this content, other than `besides`, that goes before the others."""
        row = self.connection.execute(
            f"SELECT {VERSION_COLUMNS} FROM documents WHERE content_sha256 = ? AND id <> ? AND removed IS NULL "  # noqa: S608 - constants
            f"AND checksum <> '' {among} ORDER BY is_upload, first_added, id LIMIT 1",
            (content, besides),
        ).fetchone()
        return Version(*row) if row else None

    def _version(self, document_id: str) -> Version | None:
        row = self.connection.execute(
            f"SELECT {VERSION_COLUMNS} FROM documents WHERE id = ? AND removed IS NULL",  # noqa: S608 - constants
            (document_id,),
        ).fetchone()
        return Version(*row) if row else None

    def _take_out(self, document_id: str) -> Version | None:
        version = self._version(document_id)
        if version:
            values = (self.number, removal(version.key, self.number), version.key)
            self.connection.execute("UPDATE documents SET removed = ?, removal = ? WHERE key = ?", values)
        return version

    def _insert(self, document: Document, passages: Sequence[Passage], recipe: str, first_added: int) -> int:
        return insert_document(
            self.connection,
            document,
            passages,
            recipe=recipe,
            added=self.number,
            first_added=first_added,
        )

    def _insert_alias(self, bare: Document, content: str, recipe: str, first_added: int) -> None:
        insert_document(
            self.connection,
            bare,
            (),
            recipe=recipe,
            added=self.number,
            first_added=first_added,
            alias_of=content,
        )

    def _demote(self, holder: Version) -> None:
        stored = self._stored(holder.key)
        self._take_out(holder.id)
        self._insert_alias(without_text(stored.document), holder.content, stored.row.recipe, holder.first_added)

    def _promoted(self, gone: Version | None) -> tuple[int, ...]:
        """After a holder has gone, make the first of its aliases the holder."""
        if gone is None or gone.is_alias or gone.is_damaged:
            return ()
        heir = self._first(gone.content, "")
        if heir is None or self._first(gone.content, "", "AND NOT is_alias"):
            return ()
        held, own = self._stored(gone.key), self._stored(heir.key)
        self._take_out(heir.id)
        text = held.document
        document = replace(own.document, text=text.text, blocks=text.blocks, pages=text.pages)
        passages = [under_title(passage, document) for passage in passages_of(self.connection, held.row)]
        return (self._insert(document, passages, own.row.recipe, heir.first_added),)

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
