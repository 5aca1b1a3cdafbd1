"""The drawing process: answers its parent, one page at a time, until the parent is gone.

It lives like the reading process (`bot.ingest.parsing.child`) and under the same confinement.
"""

import hashlib

from bot.errors import ReadingError
from bot.ingest.drawing.messages import Answer, Outcome, PageRequest, Wanted, decoded_request, encoded_answer
from bot.ingest.drawing.pages import boxes_of, picture_of
from bot.ingest.parsing.service import Service, begin

CHANGED = "the file has changed since the index was built; build it again to see its pages."


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    service = begin()
    service.on_crash(lambda how: encoded_answer(Answer(Outcome.CRASHED, how)))
    while True:
        request = decoded_request(service.next_request())
        service.answer(_answer(request, service))


def _answer(request: PageRequest, service: Service) -> bytes:
    try:
        data = service.content()
        if hashlib.sha256(data).hexdigest() != request.page.source_sha256:
            raise ReadingError(CHANGED)
        if request.wanted is Wanted.PICTURE:
            return encoded_answer(Answer(Outcome.DONE), picture_of(data, request.page, service.limits))
        return encoded_answer(Answer(Outcome.DONE, boxes=boxes_of(data, request.page, request.span, service.limits)))
    except ReadingError as error:
        return encoded_answer(Answer(Outcome.REFUSED, str(error)))
    except MemoryError:
        pass  # what it held is free again once this block is left
    return encoded_answer(Answer(Outcome.EXHAUSTED))
