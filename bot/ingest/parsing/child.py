"""The reading process: answers requests from its parent, one file at a time, until the parent is gone.

Started by `bot.ingest.parsing.running_child`. What it needs is imported before it is confined or loaded later by the
readers themselves; nothing it prints disturbs the answers, which go over a pipe of their own.
"""

import mimetypes
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import assert_never

from bot.errors import ReadingError, SettingsError
from bot.ingest.care_file import care_examples
from bot.ingest.collection import folder_settings
from bot.ingest.parsing.messages import Answer, Outcome, Request, Wanted, decoded_request, encoded, sent
from bot.ingest.parsing.refusals import crashed, nonsense, too_much_memory
from bot.ingest.parsing.service import Service, begin
from bot.ingest.readers import read_document
from bot.ingest.splitter import split


def main() -> None:
    """Serve the parent on the other side of standard input and output."""
    mimetypes.init([])  # else the libraries that ask it read files of the system, which are closed to this process
    service = begin()
    while True:
        request = decoded_request(service.next_request())
        service.on_crash(partial(_crashed, request))
        service.answer(_answer(request, service))


def _answer(request: Request, service: Service) -> bytes:
    try:
        return encoded(_read(request, service))
    except (ReadingError, SettingsError) as error:
        if not _is_for_want_of_memory(error):
            return encoded(Answer(Outcome.REFUSED, str(error)))
    except UnicodeEncodeError:
        return encoded(Answer(Outcome.REFUSED, f"{request.name}: {nonsense('half of a surrogate pair')}"))
    except MemoryError:
        pass  # what it held is free again once this block is left
    return encoded(Answer(Outcome.EXHAUSTED, f"{request.name}: {too_much_memory(service.limits)}"))


def _read(request: Request, service: Service) -> Answer:
    match request.wanted:
        case Wanted.DOCUMENT:
            return _parsed(request, service)
        case Wanted.SETTINGS:
            return Answer(Outcome.PARSED, settings=folder_settings(service.content(), request.name))
        case Wanted.CARE:
            return Answer(Outcome.PARSED, care=care_examples(service.content(), request.name))
        case _:
            assert_never(request.wanted)


def _parsed(request: Request, service: Service) -> Answer:
    started = perf_counter()
    document = read_document(Path(request.name), request.document_id, service.content(), service.limits)
    if document is None:
        return Answer(Outcome.LEFT_OUT)
    passages = split(document, service.settings)
    return Answer(Outcome.PARSED, seconds=perf_counter() - started, document=sent(document, passages))


def _is_for_want_of_memory(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, MemoryError):
        error = error.__cause__ or error.__context__
    return error is not None


def _crashed(request: Request, how: str) -> bytes:
    return encoded(Answer(Outcome.CRASHED, f"{request.name}: {crashed(how)}"))
