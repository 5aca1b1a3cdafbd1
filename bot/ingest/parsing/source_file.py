"""A source file as the parent opens it for a child: a file proper, within the limit, given away in chunks.

The child gets the bytes and never a path or a descriptor, so it needs no right to open anything.
"""

import os
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Self

from bot.errors import ReadingError
from bot.ingest.opening import open_source

_CHUNK_BYTES = 1 << 20
_CHANGED = "changed while it was read; build again once it is complete."


class OpenedSource:
    """A file that has been opened and has `size` bytes. Whoever opens it must read or close it."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self.size = os.fstat(file.fileno()).st_size

    @classmethod
    def at(cls, path: Path, max_bytes: int, complaint: str) -> Self:
        """The file at `path`. Raises ReadingError, without the path: `complaint` when it has more than `max_bytes`."""
        try:
            opened = cls(open_source(path))
        except OSError as error:
            raise _unreadable(error) from error
        try:
            if opened.size > max_bytes:
                raise ReadingError(complaint)
            if not opened.size:  # then it is not asked for a chunk
                opened._require_end()
        except ReadingError:
            opened.close()
            raise
        return opened

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, as many as it had when it was opened; it is closed at the end.

        Raises:
            ReadingError: it cannot be read, or does not have as many bytes any more; the last chunk is not given then.
        """
        with self._file:
            for left in range(self.size, 0, -_CHUNK_BYTES):
                size = min(left, _CHUNK_BYTES)
                chunk = self._read(size)
                if len(chunk) < size:
                    raise ReadingError(_CHANGED)
                if size == left:
                    self._require_end()
                yield chunk

    def _require_end(self) -> None:
        """Raise ReadingError when there is more to read: something writes into it, or it says no true size."""
        if self._read(1):
            raise ReadingError(_CHANGED)

    def close(self) -> None:
        """Give it up unread."""
        self._file.close()

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise _unreadable(error) from error


def _unreadable(error: OSError) -> ReadingError:
    return ReadingError(f"cannot be read ({error.strerror or error}); check its permissions.")
