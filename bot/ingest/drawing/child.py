"""The drawing process: answers its parent, one page at a time, until the parent is gone.

It lives like the reading process (`bot.ingest.parsing.child`) and under the same confinement.
"""

import hashlib

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.drawing.messages import Answer, Outcome, PageRequest, Wanted, decoded_request, encoded_answer
from bot.ingest.drawing.pages import boxes_of, picture_of
from bot.ingest.parsing.guard import Guard
from bot.ingest.parsing.service import begin
from bot.ingest.parsing.source_file import read_source

CHANGED = "the file has changed since the index was built; build it again to see its pages."


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    service = begin()
    service.on_crash(lambda how: encoded_answer(Answer(Outcome.CRASHED, how)))
    while True:
        request = decoded_request(service.next_request())
        service.answer(_answer(request, service.limits, service.guard))


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
