"""The reading process: answers requests from its parent, one file at a time, until the parent is gone.

Started by `bot.ingest.parsing.running_child`. What it needs is imported before it is confined or loaded later by the
readers themselves; nothing it prints disturbs the answers, which go over a pipe of their own.
"""

import mimetypes
from functools import partial
from pathlib import Path
from time import perf_counter

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.parsing.guard import Guard
from bot.ingest.parsing.messages import Answer, Outcome, Request, decoded_request, encoded, sent
from bot.ingest.parsing.refusals import crashed, nonsense, too_much_memory
from bot.ingest.parsing.service import Service, begin
from bot.ingest.parsing.source_file import read_source
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records.documents import Document


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    mimetypes.init([])  # else the libraries that ask it read files of the system, of which the guard knows nothing
    service = begin()
    while True:
        request = decoded_request(service.next_request())
        service.on_crash(partial(_crashed, request))
        service.answer(_answer(request, service))


def _answer(request: Request, service: Service) -> bytes:
    try:
        return encoded(_parsed(request, service))
    except ReadingError as error:
        if not _is_for_want_of_memory(error):
            return encoded(Answer(Outcome.REFUSED, str(error)))
    except UnicodeEncodeError:
        return encoded(Answer(Outcome.REFUSED, f"{request.name}: {nonsense('half of a surrogate pair')}"))
    except MemoryError:
        pass  # what it held is free again once this block is left
    return encoded(Answer(Outcome.EXHAUSTED, f"{request.name}: {too_much_memory(service.limits)}"))


def _parsed(request: Request, service: Service) -> Answer:
    started = perf_counter()
    document = _read(request, service.limits, service.guard)
    if document is None:
        return Answer(Outcome.LEFT_OUT)
    passages = split(document, service.settings)
    return Answer(Outcome.PARSED, seconds=perf_counter() - started, document=sent(document, passages))


def _read(request: Request, limits: ReadingLimits, guard: Guard) -> Document | None:
    guard.readable = request.path
    try:
        data = read_source(Path(request.path), limits)
    except ReadingError as error:
        raise ReadingError(f"{request.name}: {error}") from error
    finally:
        guard.readable = None
    return read_document(Path(request.name), request.document_id, data, limits)


def _is_for_want_of_memory(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _crashed(request: Request, how: str) -> bytes:
    return encoded(Answer(Outcome.CRASHED, f"{request.name}: {crashed(how)}"))
