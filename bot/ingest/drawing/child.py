"""The drawing process: answers its parent, one page at a time, until the parent is gone.

It lives like the reading process (`bot.ingest.parsing.child`) and under the same confinement.
"""

import hashlib
import sys
from collections.abc import Callable
from types import TracebackType
from typing import IO

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.drawing.messages import Answer, Outcome, PageRequest, Wanted, decoded_request, encoded_answer
from bot.ingest.drawing.pages import boxes_of, picture_of
from bot.ingest.parsing.confinement import confine, limit_processor_time
from bot.ingest.parsing.framing import read_frame, write_frame
from bot.ingest.parsing.guard import Guard
from bot.ingest.parsing.messages import MAX_REQUEST_BYTES, READY, decoded_terms
from bot.ingest.parsing.source_file import read_source
from bot.ingest.parsing.streams import received, take_over_standard_streams

CHANGED = "the file has changed since the index was built; build it again to see its pages."
ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    requests, answers = take_over_standard_streams()
    terms = read_frame(requests, MAX_REQUEST_BYTES)
    if terms is None:
        return
    _, limits = decoded_terms(terms)
    confine(limits)
    guard = Guard()
    guard.install()
    waiting = received(requests)
    sys.excepthook = _last_words(answers)
    write_frame(answers, READY)
    while True:
        request = decoded_request(waiting.get())
        limit_processor_time(limits)
        write_frame(answers, _answer(request, limits, guard))


def _answer(request: PageRequest, limits: ReadingLimits, guard: Guard) -> bytes:
    try:
        data = _source(request, limits, guard)
        if request.wanted is Wanted.PICTURE:
            return encoded_answer(Answer(Outcome.DONE), picture_of(data, request.page, limits))
        return encoded_answer(Answer(Outcome.DONE, boxes=boxes_of(data, request.page, request.span, limits)))
    except ReadingError as error:
        return encoded_answer(Answer(Outcome.REFUSED, str(error)))
    except MemoryError:
        pass  # what it held is free again once this block is left
    return encoded_answer(Answer(Outcome.EXHAUSTED))


def _source(request: PageRequest, limits: ReadingLimits, guard: Guard) -> bytes:
    """The bytes of the file, the same that the document was read from."""
    guard.readable = str(request.page.path)
    try:
        data = read_source(request.page.path, limits)
    except ReadingError as error:
        raise ReadingError(f"the file {error}") from error
    finally:
        guard.readable = None
    if hashlib.sha256(data).hexdigest() != request.page.source_sha256:
        raise ReadingError(CHANGED)
    return data


def _last_words(answers: IO[bytes]) -> ExceptHook:
    """Tells the parent what ended this process: an error that drawing is not expected to end in."""

    def tell(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        reason = f"{kind.__name__}: {' '.join(str(error).split())[:200]}"
        write_frame(answers, encoded_answer(Answer(Outcome.CRASHED, reason)))

    return tell
