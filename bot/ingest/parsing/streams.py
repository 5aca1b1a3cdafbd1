"""The pipes of a child process to its parent, and its end when the parent is gone."""

import os
import queue
import threading
from typing import IO

from bot.config import ReadingLimits
from bot.ingest.parsing.framing import read_frame
from bot.ingest.parsing.messages import MAX_REQUEST_BYTES, MIB


def take_over_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to and from the parent; whoever prints from now on, in Python or C, prints into nothing."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return requests, answers


def received(requests: IO[bytes], limits: ReadingLimits) -> "queue.SimpleQueue[bytes | MemoryError]":
    """The frames as they come. When the parent is gone the process ends, even in the middle of a file.

    One that there is no memory for is the last; it comes as the error.
    """
    waiting: queue.SimpleQueue[bytes | MemoryError] = queue.SimpleQueue()
    max_bytes = max(MAX_REQUEST_BYTES, limits.file_mib * MIB)

    def pass_on() -> bool:
        """A function of its own, so that nothing here holds the last frame while it waits for the next one."""
        payload = read_frame(requests, max_bytes)
        if payload is not None:
            waiting.put(payload)
        return payload is not None

    def listen() -> None:
        try:
            while pass_on():
                pass
        except MemoryError as error:
            waiting.put(error)
            while requests.read(MAX_REQUEST_BYTES):
                pass
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return waiting
