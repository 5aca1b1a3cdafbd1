"""The reading process for its users: a path in, a document with its passages out, whatever the file holds."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError
from bot.ingest.parsing.framing import FrameTooLong
from bot.ingest.parsing.messages import Answer, Outcome, Request, encoded_request
from bot.ingest.parsing.receiving import Nonsense, Parsed, decoded_answer, received, received_passages
from bot.ingest.parsing.refusals import ended, nonsense, too_much_memory, too_much_to_send, too_slow
from bot.ingest.parsing.running_child import Ended, RunningChild, TooMuchMemory, TooSlow

# A child that holds so much of its limit between two files is replaced: the next file is to find all of it.
RECYCLED_SHARE = 0.25
# And after so many files in any case, for leaks that no share shows. Starting one takes as long as some ten files.
RECYCLED_FILES = 1_000


class ParsingProcess:
    """Reads and splits files in a child process, one at a time; a context manager.

    The child is started at the first file, and again after one that took it down. To be used by one thread at a
    time; `close` may be called by any, and ends a file that is being read.
    """

    def __init__(self, settings: SplitSettings, limits: ReadingLimits | None = None) -> None:
        self._settings = settings
        self._limits = limits or ReadingLimits()
        self._child: RunningChild | None = None
        self._files = 0
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child, if one is running, and start no other."""
        self._closed.set()
        self._end_child()

    def parse(self, path: Path, document_id: str) -> Parsed | None:
        """The document in the file at `path` and its passages, or None when its front matter says `index = false`.

        Raises:
            ReadingError: the file cannot be read, wants more than the limits allow, or took its reader down.
            SettingsError: the child cannot be started within the limits.
        """
        try:
            request = encoded_request(Request(str(path.absolute()), str(path), document_id))
            f"{path}{document_id}".encode()
        except UnicodeEncodeError as error:
            shown = str(path).encode("utf-8", "backslashreplace").decode()
            raise ReadingError(f"{shown}: its name is not valid text; rename the file.") from error
        try:
            return self._parsed(decoded_answer(self._ask(request)), path, document_id)
        except TooSlow:
            reason = too_slow(self._limits)
        except TooMuchMemory:
            reason = too_much_memory(self._limits)
        except FrameTooLong:
            reason = too_much_to_send(self._limits)
        except Ended as end:
            reason = (
                "was not read to its end; build again."
                if self._closed.is_set()
                else ended(end.status, end.memory_mib, self._limits)
            )
        except Nonsense as what:
            self._end_child()
            reason = nonsense(str(what))
        raise ReadingError(f"{path}: {reason}")

    def _parsed(self, answer: Answer, path: Path, document_id: str) -> Parsed | None:
        match answer.outcome:
            case Outcome.LEFT_OUT:
                return None
            case Outcome.REFUSED:
                raise ReadingError(answer.reason)
            case Outcome.EXHAUSTED | Outcome.CRASHED:
                self._end_child()
                raise ReadingError(answer.reason)
            case Outcome.PARSED:
                if answer.document is None:
                    raise Nonsense("no document")
                document = received(answer.document, path, document_id, self._limits)
                return Parsed(document, received_passages(answer.document, document_id), answer.seconds)

    def _ask(self, request: bytes) -> bytes:
        child = self._ready_child()
        is_answered = False
        try:
            answer = child.ask(request)
            is_answered = True
        finally:
            if not is_answered:  # be it by Ctrl-C: a late answer must not be taken for that of the next file
                self._end_child()
        return answer

    def _ready_child(self) -> RunningChild:
        if self._closed.is_set():
            raise Ended(0, 0)
        child = self._child
        if child and (not child.is_alive or self._is_worn(child)):
            self._end_child()
        if self._child is None:
            self._child, self._files = RunningChild(self._settings, self._limits), 0
            if self._closed.is_set():  # meanwhile, by another thread
                self._end_child()
                raise Ended(0, 0)
        self._files += 1
        return self._child

    def _is_worn(self, child: RunningChild) -> bool:
        return self._files >= RECYCLED_FILES or child.memory_mib > RECYCLED_SHARE * self._limits.memory_mib

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()
