"""Frames over a pipe: eight bytes that say how long the payload is, then the payload."""

import struct
from collections.abc import Iterable
from typing import IO

_LENGTH = struct.Struct(">Q")


class FrameTooLong(Exception):
    """A frame announces more bytes than its reader takes; what follows in the pipe cannot be used."""


def write_frame(pipe: IO[bytes], payload: bytes) -> None:
    """Send `payload`. Raises OSError when nobody is there to read it."""
    write_long_frame(pipe, len(payload), (payload,))


def write_long_frame(pipe: IO[bytes], length: int, chunks: Iterable[bytes]) -> None:
    """Send a payload of `length` bytes in all. Raises as `write_frame` does, and what giving the chunks raises."""
    pipe.write(_LENGTH.pack(length))
    for chunk in chunks:
        pipe.write(chunk)
    pipe.flush()


def read_frame(pipe: IO[bytes], max_bytes: int) -> bytes | None:
    """The next payload, or None when the other side is gone, be it in the middle of a frame."""
    header = pipe.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    if length > max_bytes:
        raise FrameTooLong(f"{length} bytes")
    payload = pipe.read(length)
    return payload if len(payload) == length else None
