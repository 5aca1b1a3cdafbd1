"""Rows that changed by themselves: found by their digests, and put aside so that a build makes them again.

A damaged document of the head keeps its row, without recipe and checksum: so its file counts as changed, also after a
kill. When its file was read, or nothing could be, the row is removed, and purged once the next generation is published.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import IndexDamaged
from bot.library.failures import START_AGAIN
from bot.library.rows import (
    DOCUMENT_COLUMNS,
    PROOF_COLUMNS,
    WHOLE_DOCUMENT,
    DocumentRow,
    is_proved,
    passages_of,
    proved_document,
    proved_row,
    removal,
)
from bot.library.schema import TABLES, transaction
from bot.library.settings import forget_settings, settings_of
from bot.library.unread import UNREAD

SHOWN_PROBLEMS = 1000  # of each kind; a database that is broken throughout would fill the memory
VALUE_PROBLEM = " value in "  # as in "NULL value in documents.title"
ORPHANS = (
    "DELETE FROM passages WHERE document NOT IN (SELECT key FROM documents)",
    "DELETE FROM sentences WHERE passage NOT IN (SELECT key FROM passages)",
)


@dataclass(frozen=True, slots=True)
class DamagedDocument:
    """A version of a document that is not as it was stored, by the key of its row, and why.

    `id` and `location` may be damaged, too, unless it `is_named`.
    """

    key: int
    id: str
    location: str
    is_named: bool
    is_of_head: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Everything that is not as it was stored; vectors and unread files by the numbers of their rows."""

    documents: tuple[DamagedDocument, ...] = ()
    vectors: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    has_lost_settings: bool = False

    def problems(self) -> Iterator[str]:
        """A sentence for each kind of thing, and for each document."""
        yield from (document.problem for document in self.documents)
        if self.vectors:
            yield f"{len(self.vectors)} stored vectors are damaged."
        if self.unread:
            yield f"What is known of {len(self.unread)} files that gave no document is damaged."
        if self.has_lost_settings:
            yield "The stored settings of the folders are damaged."


NO_DAMAGE = Damage()


def structure_problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the tables, and with their pages and indexes by SQLite; values prove themselves."""
    tables = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY sql").fetchall()
    if [sql for (sql,) in tables] != sorted(TABLES):
        return ["the tables are not those of this version"]
    lines = connection.execute(f"PRAGMA integrity_check({SHOWN_PROBLEMS})").fetchall()
    return [line for (line,) in lines if line != "ok" and VALUE_PROBLEM not in line]


def find_damage(connection: sqlite3.Connection) -> Damage:
    """Prove every row of every generation, and of the head."""
    return Damage(
        documents=tuple(_damaged_documents(connection)),
        vectors=_failing(connection, "SELECT rowid, digest, input_hash, vector, encoder FROM vectors", blobs=2),
        unread=_failing(connection, f"SELECT rowid, digest, {UNREAD} FROM unread"),  # noqa: S608 - constants
        has_lost_settings=_has_lost_settings(connection),
    )


def mend(connection: sqlite3.Connection) -> Damage:
    """Make the database sound, put every damaged row aside, and tell which these were.

    Indexes and pages are written anew when SQLite finds anything wrong with them. Raises IndexDamaged when that is not
    enough.
    """
    if structure_problems(connection):
        connection.execute("REINDEX")
        connection.execute("VACUUM")
        if problems := structure_problems(connection):
            raise IndexDamaged(f"the database cannot be mended ({problems[0]}); {START_AGAIN}.")
    damage = find_damage(connection)
    with transaction(connection):
        for document in damage.documents:
            _put_aside(connection, document)
        connection.executemany("DELETE FROM vectors WHERE rowid = ?", [(row,) for row in damage.vectors])
        connection.executemany("DELETE FROM unread WHERE rowid = ?", [(row,) for row in damage.unread])
        if damage.has_lost_settings:
            forget_settings(connection)
        for statement in ORPHANS:
            connection.execute(statement)
    return damage


def discard_damaged(connection: sqlite3.Connection, number: int) -> None:
    """Take what is still damaged out of the head, which is on its way to generation `number`."""
    rows = connection.execute("SELECT key FROM documents WHERE removed IS NULL AND checksum = ''").fetchall()
    connection.executemany(
        "UPDATE documents SET removed = ?, removal = ? WHERE key = ?",
        [(number, removal(key, number), key) for (key,) in rows],
    )


def _damaged_documents(connection: sqlite3.Connection) -> Iterator[DamagedDocument]:
    holders: set[str] = set()
    aliases: list[DocumentRow] = []
    heads = dict(connection.execute("SELECT key, removed IS NULL FROM documents ORDER BY key").fetchall())
    for key, is_of_head in heads.items():
        statement = f"SELECT {WHOLE_DOCUMENT} FROM documents WHERE key = ?"  # noqa: S608 - constants
        try:
            held = proved_document(connection.execute(statement, (key,)).fetchone()).row
            passages_of(connection, held)
        except IndexDamaged as error:
            yield _named(connection, key, str(error), is_of_head=bool(is_of_head))
            continue
        if is_of_head and held.is_alias:
            aliases.append(held)
        elif is_of_head:
            holders.add(held.content_sha256)
    for alias in aliases:
        if alias.content_sha256 not in holders:
            problem = f"{alias.id}: no document holds the text that it shares."
            yield DamagedDocument(alias.key, alias.id, alias.location, is_named=True, is_of_head=True, problem=problem)


def _named(connection: sqlite3.Connection, key: int, problem: str, *, is_of_head: bool) -> DamagedDocument:
    statement = f"SELECT {DOCUMENT_COLUMNS}, {PROOF_COLUMNS} FROM documents WHERE key = ?"  # noqa: S608 - constants
    row = connection.execute(statement, (key,)).fetchone()
    try:
        held = proved_row(row)
    except IndexDamaged:
        name, location = (value if _is_clean(value) else "" for value in (row[1], row[3]))
        name = name or f"damaged document {key}"
        return DamagedDocument(key, name, location, is_named=False, is_of_head=is_of_head, problem=problem)
    return DamagedDocument(key, held.id, held.location, is_named=True, is_of_head=is_of_head, problem=problem)


def _is_clean(value: object) -> bool:
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _failing(connection: sqlite3.Connection, statement: str, *, blobs: int = 0) -> tuple[int, ...]:
    """The numbers of the rows whose digest, the second value, is not that of the rest, of which some are blobs."""
    rows = connection.execute(statement)
    return tuple(row[0] for row in rows if not is_proved(row[1], row[2 + blobs :], *row[2 : 2 + blobs]))


def _has_lost_settings(connection: sqlite3.Connection) -> bool:
    try:
        settings_of(connection)
    except IndexDamaged:
        return True
    return False


def _put_aside(connection: sqlite3.Connection, document: DamagedDocument) -> None:
    if document.is_of_head:
        connection.execute(
            "UPDATE documents SET checksum = '', recipe = '', id = ?, location = ? WHERE key = ?",
            (document.id, document.location, document.key),
        )
    else:
        connection.execute("DELETE FROM documents WHERE key = ?", (document.key,))
