"""The pipes of a child process to its parent, and its end when the parent is gone."""

import os
import queue
import threading
from typing import IO

from bot.ingest.parsing.framing import read_frame
from bot.ingest.parsing.messages import MAX_REQUEST_BYTES


def take_over_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to and from the parent; whoever prints from now on, in Python or C, prints into nothing."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    return requests, answers


def received(requests: IO[bytes]) -> "queue.SimpleQueue[bytes]":
    """The requests as they come. When the parent is gone the process ends, even in the middle of a file."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        while (payload := read_frame(requests, MAX_REQUEST_BYTES)) is not None:
            waiting.put(payload)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return waiting
