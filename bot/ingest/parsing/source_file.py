"""The bytes of a source file, within the limit, and only of a file proper."""

import os
from pathlib import Path
from typing import BinaryIO

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.opening import open_source
from bot.ingest.parsing.refusals import too_large

_MIB = 1 << 20


def read_source(path: Path, limits: ReadingLimits) -> bytes:
    """The content of the file at `path`. Raises ReadingError, with the reason but without the path."""
    try:
        with open_source(path) as file:
            return _read(file, limits.file_mib * _MIB, too_large(limits))
    except OSError as error:
        raise ReadingError(f"cannot be read ({error.strerror or error}); check its permissions.") from error


def _read(file: BinaryIO, max_bytes: int, complaint: str) -> bytes:
    size = os.fstat(file.fileno()).st_size
    if size > max_bytes:
        raise ReadingError(complaint)
    data = file.read(size + 1)
    if len(data) > size:
        raise ReadingError("grew while it was read; build again once it is complete.")
    return data
