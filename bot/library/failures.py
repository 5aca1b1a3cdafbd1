"""What a full disk, a busy database and a broken one say, as Footnote's own errors."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import DiskFull, IndexBusy, IndexDamaged, SettingsError

BUILD_AGAIN = "run 'footnote build DIR' again"
START_AGAIN = "delete the folder and run 'footnote build DIR' again"

FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
WINDOWS_FULL = 112  # ERROR_DISK_FULL
PRIMARY_CODE = 0xFF  # the low byte of an SQLite error code; the rest says where it happened
# SQLite says FULL for ENOSPC only; a quota or a size limit comes out as a failed write, sync or growth.
FULL_SQLITE_CODES = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }
)


@contextmanager
def named_failures(path: Path, remedy: str = BUILD_AGAIN) -> Iterator[None]:
    """Failures of the disk or of SQLite inside the block become DiskFull, IndexBusy, IndexDamaged or SettingsError.

    All name `path`, and `remedy` is for damage. The statements are Footnote's own and right for its tables, so what
    SQLite cannot read, or makes no sense to it, is damage. Raw remain mistakes in how SQLite is used.
    """
    try:
        yield
    except OSError as error:
        if not is_full(error):
            raise
        raise DiskFull(_full(path, str(error))) from error
    except sqlite3.DatabaseError as error:
        raise _of_sqlite(path, error, remedy) from error
    except UnicodeDecodeError as error:  # a message of SQLite that names a damaged table
        raise IndexDamaged(_damaged(path, "the names of its tables are damaged", remedy)) from error


def is_full(error: OSError) -> bool:
    """Whether the operating system refused a write for want of room."""
    return error.errno in FULL_ERRNOS or getattr(error, "winerror", None) == WINDOWS_FULL


def reads_as_full(message: str) -> bool:
    """Whether the text of an error of tantivy, which has no codes, speaks of want of room."""
    return any(f"os error {code})" in message for code in (*FULL_ERRNOS, WINDOWS_FULL))


def _of_sqlite(path: Path, error: sqlite3.DatabaseError, remedy: str) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return error
    if code in FULL_SQLITE_CODES:
        return DiskFull(_full(path, str(error)))
    match code & PRIMARY_CODE:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return IndexBusy(f"{path}: another program holds the database ({error}); try again when it has finished.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return SettingsError(f"{path}: cannot be opened ({error}); check the permissions of its folder.")
        case sqlite3.SQLITE_MISUSE | sqlite3.SQLITE_INTERRUPT | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_RANGE:
            return error
        case _:
            return IndexDamaged(_damaged(path, str(error), remedy))


def _damaged(path: Path, reason: str, remedy: str) -> str:
    return f"{path}: the database is damaged ({reason}); {remedy}."


def _full(path: Path, reason: str) -> str:
    return (
        f"{path}: no room left on the disk ({reason}); free some space and build again. What was published before "
        f"is whole and keeps answering."
    )
