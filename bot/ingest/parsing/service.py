"""How a child process begins to serve its parent, reading and drawing alike: on its terms, confined and guarded."""

import queue
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from bot.config import ReadingLimits, SplitSettings
from bot.ingest.parsing.framing import read_frame, write_frame
from bot.ingest.parsing.messages import MAX_REQUEST_BYTES, decoded_terms, encoded_sandbox
from bot.ingest.parsing.streams import received, take_over_standard_streams
from bot.sandbox import Guard, confine, limit_processor_time


@dataclass(frozen=True, slots=True)
class Service:
    """A child at work, from `begin` until its parent is gone."""

    settings: SplitSettings
    limits: ReadingLimits
    _frames: "queue.SimpleQueue[bytes | MemoryError]"
    _answers: IO[bytes]

    def next_request(self) -> bytes:
        """The request to work on now; the processor time for it is counted from here."""
        request = self._next_frame()
        limit_processor_time(self.limits)
        return request

    def content(self) -> bytes:
        """The file that comes with the request; to be asked for once. Raises MemoryError when there is no room."""
        return self._next_frame()

    def _next_frame(self) -> bytes:
        frame = self._frames.get()
        if isinstance(frame, MemoryError):
            raise frame
        return frame

    def answer(self, payload: bytes) -> None:
        """Send what a request asked for."""
        write_frame(self._answers, payload)

    def on_crash(self, encoded: Callable[[str], bytes]) -> None:
        """Tell the parent, by `encoded`, what ended this process: an error that the work is not expected to end in."""

        def tell(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
            self.answer(encoded(f"{kind.__name__}: {' '.join(str(error).split())[:200]}"))

        sys.excepthook = tell


def begin() -> Service:
    """Take the parent's terms and give up all that no reader needs; when the parent is gone already, the end."""
    requests, answers = take_over_standard_streams()
    terms = read_frame(requests, MAX_REQUEST_BYTES)
    if terms is None:
        sys.exit()
    settings, limits, parent = decoded_terms(terms)
    sandbox = confine(limits, parent)
    Guard().install()
    service = Service(settings, limits, received(requests, limits), answers)
    service.answer(encoded_sandbox(sandbox))
    return service
