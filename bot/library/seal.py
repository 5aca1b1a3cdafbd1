"""The seal: what the files of the database were, byte for byte, when the last writer left them.

`footnote.db.sha256` names the database and, where readers kept it from being emptied, its write-ahead log, each with
its SHA-256, as `sha256sum` writes them. A writer breaks the seal before it changes anything, so a database whose last
writer was killed has none; its rows prove themselves. A seal that does not hold stays, as evidence, until a build has
proved every row again.
"""

from contextlib import suppress
from pathlib import Path

from bot.errors import IndexDamaged
from bot.library.durable import record_of, replace_text, sync_folder
from bot.library.failures import BUILD_AGAIN
from bot.library.schema import DATABASE, LOG

SEAL = f"{DATABASE}.sha256"


def put_seal(folder: Path) -> None:
    """Seal the database as it lies there. Raises OSError."""
    replace_text(folder / SEAL, "".join(_lines(folder)))


def break_seal(folder: Path) -> None:
    """Take the seal off."""
    (folder / SEAL).unlink(missing_ok=True)
    sync_folder(folder)


def holds(folder: Path) -> bool:
    """Whether the database is sealed, and as it was then."""
    seal = _read(folder)
    return seal is not None and seal == _line_bytes(folder)


def is_contradicted(folder: Path) -> bool:
    """Whether there is a seal and the database is not as it says. A writer may be at work: then there is none."""
    seal = _read(folder)
    return seal is not None and seal != _line_bytes(folder) and seal == _read(folder)


def require_whole_log(folder: Path) -> None:
    """Raise IndexDamaged when a log waits and is not what was sealed: SQLite takes as much of it as it likes."""
    seal = _read(folder)
    line = _line(folder, LOG)
    if seal is not None and line is not None and line.encode() not in seal and seal == _read(folder):
        raise IndexDamaged(
            f"{folder / LOG}: is not as the last build left it, so what it stored is lost; {BUILD_AGAIN}."
        )


def _read(folder: Path) -> bytes | None:
    try:
        return (folder / SEAL).read_bytes()
    except FileNotFoundError:
        return None


def _line_bytes(folder: Path) -> bytes:
    return "".join(_lines(folder)).encode()


def _lines(folder: Path) -> list[str]:
    return [line for line in (_line(folder, name) for name in (DATABASE, LOG)) if line]


def _line(folder: Path, name: str) -> str | None:
    """The line of a file; None when it is empty or not there."""
    with suppress(FileNotFoundError):
        record = record_of(folder, name)
        if record.size:
            return f"{record.sha256}  {name}\n"
    return None
