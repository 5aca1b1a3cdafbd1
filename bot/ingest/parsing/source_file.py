"""The bytes of a source file, within the limit, and only of a file proper."""

import os
import stat
from pathlib import Path

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.parsing.refusals import too_large

_MIB = 1 << 20
# A pipe or device must not keep us waiting at open; Windows would otherwise change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def read_source(path: Path, limits: ReadingLimits) -> bytes:
    """The content of the file at `path`. Raises ReadingError, with the reason but without the path."""
    try:
        descriptor = os.open(str(path), _FLAGS)
        try:
            return _read(descriptor, limits.file_mib * _MIB, too_large(limits))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ReadingError(f"cannot be read ({error.strerror or error}); check its permissions.") from error


def _read(descriptor: int, max_bytes: int, complaint: str) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise ReadingError("is no file but a folder, pipe or device; take it out of the folder.")
    if status.st_size > max_bytes:
        raise ReadingError(complaint)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(status.st_size + 1)
    if len(data) > status.st_size:
        raise ReadingError("grew while it was read; build again once it is complete.")
    return data
