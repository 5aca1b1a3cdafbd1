"""The reading process: answers requests from its parent, one file at a time, until the parent is gone.

Started by `bot.ingest.parsing.running_child`. What it needs is imported before it is confined or loaded later by the
readers themselves; nothing it prints disturbs the answers, which go over a pipe of their own.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import IO

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError
from bot.ingest.parsing.confinement import confine, limit_processor_time
from bot.ingest.parsing.framing import read_frame, write_frame
from bot.ingest.parsing.guard import Guard
from bot.ingest.parsing.messages import (
    MAX_REQUEST_BYTES,
    READY,
    Answer,
    Outcome,
    Request,
    decoded_request,
    decoded_terms,
    encoded,
    sent,
)
from bot.ingest.parsing.refusals import crashed, nonsense, too_much_memory
from bot.ingest.parsing.source_file import read_source
from bot.ingest.parsing.streams import received, take_over_standard_streams
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records.documents import Document

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    requests, answers = take_over_standard_streams()
    terms = read_frame(requests, MAX_REQUEST_BYTES)
    if terms is None:
        return
    settings, limits = decoded_terms(terms)
    confine(limits)
    guard = _guarded()
    waiting = received(requests)
    write_frame(answers, READY)
    while True:
        request = decoded_request(waiting.get())
        sys.excepthook = _last_words(answers, request)
        limit_processor_time(limits)
        write_frame(answers, _answer(request, settings, limits, guard))


def _guarded() -> Guard:
    import mimetypes

    mimetypes.init([])  # else the libraries that ask it read files of the system, of which the guard knows nothing
    guard = Guard()
    guard.install()
    return guard


def _answer(request: Request, settings: SplitSettings, limits: ReadingLimits, guard: Guard) -> bytes:
    try:
        return encoded(_parsed(request, settings, limits, guard))
    except ReadingError as error:
        if not _is_for_want_of_memory(error):
            return encoded(Answer(Outcome.REFUSED, str(error)))
    except UnicodeEncodeError:
        return encoded(Answer(Outcome.REFUSED, f"{request.name}: {nonsense('half of a surrogate pair')}"))
    except MemoryError:
        pass  # what it held is free again once this block is left
    return encoded(Answer(Outcome.EXHAUSTED, f"{request.name}: {too_much_memory(limits)}"))


def _parsed(request: Request, settings: SplitSettings, limits: ReadingLimits, guard: Guard) -> Answer:
    started = perf_counter()
    document = _read(request, limits, guard)
    if document is None:
        return Answer(Outcome.LEFT_OUT)
    passages = split(document, settings)
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


def _last_words(answers: IO[bytes], request: Request) -> ExceptHook:
    """Tells the parent what ended this process: an error that reading is not expected to end in."""

    def tell(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
        reason = crashed(f"{kind.__name__}: {' '.join(str(error).split())[:200]}")
        write_frame(answers, encoded(Answer(Outcome.CRASHED, f"{request.name}: {reason}")))

    return tell
