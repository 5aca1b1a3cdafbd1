"""Opens the file of a source, and only a file proper: opening a pipe may never end, reading a device neither."""

import hashlib
import os
import stat
from io import BufferedReader
from pathlib import Path

from bot.errors import ReadingError

# A pipe or device must not keep us waiting at open; Windows would otherwise change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
_CHUNK_BYTES = 1 << 20


def open_source(path: str | Path) -> BufferedReader:
    """The file at `path`, at its beginning.

    Raises:
        OSError: it cannot be opened.
        ReadingError: it is no file; the reason, without the path.
    """
    descriptor = os.open(path, _FLAGS)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise ReadingError("is no file but a folder, pipe or device; take it out of the folder.")


def hash_source(path: Path, *, max_bytes: int | None = None) -> str:
    """The SHA-256 of the file's bytes, lower-case; "" for one that is larger than `max_bytes`.

    Of a file that grows meanwhile, or is longer than it says, the hash is that of one byte more than it said: never
    that of a source that was read before. Raises OSError and ReadingError as `open_source` does.
    """
    with open_source(path) as file:
        size = os.fstat(file.fileno()).st_size
        if max_bytes is not None and size > max_bytes:
            return ""
        digest = hashlib.sha256()
        wanted = size + 1
        while wanted and (chunk := os.read(file.fileno(), min(wanted, _CHUNK_BYTES))):
            digest.update(chunk)
            wanted -= len(chunk)
        return digest.hexdigest()
