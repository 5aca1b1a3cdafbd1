"""The database that is the truth: its tables, its version, and how it is opened.

A row of `documents` is one version of a document. It belongs to every generation g with `added <= g` and (`removed`
empty or `removed > g`); the head, which the next generation will show, is all rows with `removed` empty. Offsets are
code points into the document's text; `begins` and `ends` are its half-open span. A row with `is_alias` has an id and
metadata of its own and neither text nor passages: those are of the row of the same generation that has its
`content_sha256` (`bot.library.head`). `language` is the one that its words are read in, `first_added` the generation
with which a document of that id came in.
`unread` remembers files that gave no document, and the one row of `settings` holds those of all folders.

A row's digest covers all its other values (`bot.library.rows`; of a passage also its sentences), so a byte that changed
by itself is noticed by whoever reads the row. Values that are no UTF-8 are read as text that no digest is of.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import IndexDamaged, IndexMissing
from bot.library.failures import BUILD_AGAIN, START_AGAIN, named_failures
from bot.library.manifest import MANIFEST
from bot.library.rows import digest

DATABASE = "footnote.db"
LOG = f"{DATABASE}-wal"
LOG_WAIT_MS = 200  # for readers of an older state, who look at it for the time of an answer
SCHEMA_VERSION = 6
BUSY_TIMEOUT_S = 30.0
VISIBLE = "d.added <= :generation AND (d.removed IS NULL OR d.removed > :generation)"  # of documents d

TABLES = (
    """CREATE TABLE documents (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL, removal BLOB NOT NULL,
        added INTEGER NOT NULL, removed INTEGER, is_alias INTEGER NOT NULL, is_upload INTEGER NOT NULL,
        first_added INTEGER NOT NULL, content_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
        source_sha256 TEXT NOT NULL, checksum TEXT NOT NULL, recipe TEXT NOT NULL, characters INTEGER NOT NULL,
        language TEXT NOT NULL,
        passages INTEGER NOT NULL, format TEXT NOT NULL, title TEXT NOT NULL, location TEXT NOT NULL,
        publisher TEXT NOT NULL, source_class TEXT NOT NULL, author TEXT NOT NULL, date TEXT NOT NULL,
        origin TEXT NOT NULL, extraction TEXT NOT NULL, blocks TEXT NOT NULL, pages TEXT NOT NULL,
        text TEXT NOT NULL)""",
    "CREATE INDEX documents_by_id ON documents (id)",
    "CREATE INDEX documents_by_row ON documents (is_upload, id)",
    "CREATE UNIQUE INDEX documents_of_head ON documents (id) WHERE removed IS NULL",
    "CREATE INDEX documents_by_content ON documents (content_sha256)",
    "CREATE INDEX documents_by_removal ON documents (removed) WHERE removed IS NOT NULL",
    """CREATE TABLE passages (
        key INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        position INTEGER NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, text TEXT NOT NULL,
        headings TEXT NOT NULL, context TEXT NOT NULL, lead_in_begins INTEGER, lead_in_ends INTEGER, page INTEGER,
        input_hash BLOB NOT NULL, heading_hash BLOB NOT NULL, digest BLOB NOT NULL)""",
    "CREATE INDEX passages_of_document ON passages (document, position)",
    """CREATE TABLE sentences (
        passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE, position INTEGER NOT NULL,
        begins INTEGER NOT NULL, ends INTEGER NOT NULL, input_hash BLOB NOT NULL,
        PRIMARY KEY (passage, position)) WITHOUT ROWID""",
    "CREATE TABLE encoders (key INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE)",
    """CREATE TABLE vectors (
        encoder INTEGER NOT NULL REFERENCES encoders, input_hash BLOB NOT NULL, vector BLOB NOT NULL,
        digest BLOB NOT NULL, PRIMARY KEY (encoder, input_hash))""",
    "CREATE TABLE settings (key INTEGER PRIMARY KEY CHECK (key = 1), folders TEXT NOT NULL, digest BLOB NOT NULL)",
    """CREATE TABLE unread (
        location TEXT PRIMARY KEY, source_sha256 TEXT NOT NULL, recipe TEXT NOT NULL, reason TEXT,
        digest BLOB NOT NULL)""",
    "CREATE TABLE generations (number INTEGER PRIMARY KEY, manifest TEXT NOT NULL)",
)


def connect_writer(folder: Path) -> sqlite3.Connection:
    """A connection that may write; the database and its tables are made when absent.

    Raises IndexDamaged when the file is no database of this version.
    """
    path = folder / DATABASE
    with named_failures(path, START_AGAIN):
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False, uri=False
        )
        try:
            connection.text_factory = _any_text
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _create(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_reader(folder: Path) -> sqlite3.Connection:
    """A connection that only reads. Raises IndexMissing when there is no database, IndexDamaged for another version.

    A database in WAL mode wants to make two small files beside it. Where the folder is read-only and no write-ahead
    log is waiting, it is opened as a file that cannot change.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise IndexMissing(f"{folder} holds no index: run 'footnote build DIR' first.")
    with named_failures(path):
        try:
            return _open_reader(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            log = path.with_name(LOG)
            if log.exists() and log.stat().st_size:
                raise IndexDamaged(
                    f"{path}: the folder is read-only and its last build was cut short; make it writable once, or "
                    f"copy it to a place that is."
                ) from error
            return _open_reader(path, "immutable=1")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All statements of the block, or none of them."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.OperationalError):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise


def checkpoint(connection: sqlite3.Connection) -> None:
    """Bring the write-ahead log into the database, synced, and empty it, as far as readers of older states let.

    A byte of the log that changes by itself ends it there without a word: what was committed later is lost.
    """
    connection.execute(f"PRAGMA busy_timeout = {LOG_WAIT_MS}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}")


def _create(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection, path) == SCHEMA_VERSION:
        return
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise IndexDamaged(f"{path}: the database is damaged (it has tables and no version); {START_AGAIN}.")
    with transaction(connection):
        for statement in TABLES:
            connection.execute(statement)
        connection.execute("INSERT INTO settings VALUES (1, '{}', ?)", (digest((1, "{}")),))
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _open_reader(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}",
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        connection.text_factory = _any_text
        if _version(connection, path) == 0:
            if path.with_name(MANIFEST).exists():
                raise IndexDamaged(f"{path}: the database is empty, and an index was published here; {BUILD_AGAIN}.")
            raise IndexMissing(f"{path.parent} holds no published index: run 'footnote build DIR' first.")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in (0, SCHEMA_VERSION):
        raise IndexDamaged(
            f"{path} has schema version {version} and this version of Footnote reads {SCHEMA_VERSION}; build the "
            f"documents again into another folder."
        )
    return int(version)


def _any_text(stored: bytes) -> str:
    """Text that may be damaged: what is no UTF-8 becomes lone surrogates, which nothing that was stored holds."""
    return stored.decode("utf-8", "surrogateescape")
