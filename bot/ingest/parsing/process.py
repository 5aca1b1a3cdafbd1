"""The reading process for its users: a path in, a document with its passages out, whatever the file holds."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from bot.config import FolderSettings, ReadingLimits, SplitSettings
from bot.errors import ReadingError, SettingsError
from bot.ingest.collection import settings_file
from bot.ingest.parsing.framing import FrameTooLong
from bot.ingest.parsing.messages import MIB, Answer, Outcome, Request, Wanted, encoded_request
from bot.ingest.parsing.receiving import Nonsense, Parsed, decoded_answer, received, received_passages
from bot.ingest.parsing.refusals import ended, nonsense, too_large, too_much_memory, too_much_to_send, too_slow
from bot.ingest.parsing.running_child import Ended, NotSent, RunningChild, TooMuchMemory, TooSlow
from bot.ingest.parsing.source_file import OpenedSource
from bot.records import CareExamples
from bot.sandbox import Sandbox

Result = TypeVar("Result")

# A child that holds so much of its limit between two files is replaced: the next file is to find all of it.
RECYCLED_SHARE = 0.25
# And after so many files in any case, for leaks that no share shows. Starting one takes as long as some ten files.
RECYCLED_FILES = 1_000
SETTINGS_MIB = 1  # a footnote.toml is written by hand
_SETTINGS_TOO_LARGE = f"is larger than {SETTINGS_MIB} MiB, and settings are not; mend it."


class ParsingProcess:
    """Reads and splits files in a child process, one at a time; a context manager.

    The child is started at the first file, and again after one that took it down. To be used by one thread at a
    time; `close` may be called by any, and ends a file that is being read. `last_sandbox` is what holds or held the
    child, None when there never was one.
    """

    def __init__(self, settings: SplitSettings, limits: ReadingLimits | None = None) -> None:
        self._settings = settings
        self._limits = limits or ReadingLimits()
        self._child: RunningChild | None = None
        self._files = 0
        self.last_sandbox: Sandbox | None = None
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

        def parsed(answer: Answer) -> Parsed | None:
            if answer.outcome is Outcome.LEFT_OUT:
                return None
            if answer.document is None:
                raise Nonsense("no document")
            document = received(answer.document, path, document_id, self._limits)
            return Parsed(document, received_passages(answer.document, document_id), answer.seconds)

        most = self._limits.file_mib
        return self._read(path, Request(Wanted.DOCUMENT, str(path), document_id), most, too_large(self._limits), parsed)

    def folder_settings(self, folder: Path) -> FolderSettings:
        """The settings in the folder's footnote.toml; empty settings, and no child, when there is none.

        Raises:
            SettingsError: the file cannot be read within the limits, is no TOML, or has a key or value that nothing
                understands; or the child cannot be started.
        """

        def settings(answer: Answer) -> FolderSettings:
            if answer.settings is None:
                raise Nonsense("no settings")
            return answer.settings

        path = settings_file(folder)
        return FolderSettings() if path is None else self._read_settings(path, Wanted.SETTINGS, settings)

    def care_examples(self, path: Path) -> CareExamples:
        """The notes and examples in a file that a footnote.toml names. Raises SettingsError, as `folder_settings`."""

        def examples(answer: Answer) -> CareExamples:
            if answer.care is None:
                raise Nonsense("no examples")
            return answer.care

        return self._read_settings(path, Wanted.CARE, examples)

    def start(self) -> Sandbox:
        """What holds the child, by its own trial; it is started if none is. Raises SettingsError when it cannot be."""
        return self._ready_child().sandbox

    def _read_settings(self, path: Path, wanted: Wanted, result: Callable[[Answer], Result]) -> Result:
        try:
            return self._read(path, Request(wanted, str(path)), SETTINGS_MIB, _SETTINGS_TOO_LARGE, result)
        except ReadingError as error:
            raise SettingsError(str(error)) from error

    def _read(
        self, path: Path, request: Request, max_mib: int, complaint: str, result: Callable[[Answer], Result]
    ) -> Result:
        """The `result` of the child's answer about a file. Raises ReadingError, as `parse` does."""
        try:
            payload = encoded_request(request)
        except UnicodeEncodeError as error:
            name = str(path).encode("utf-8", "backslashreplace").decode()
            raise ReadingError(f"{name}: its name is not valid text; rename the file.") from error
        try:
            return result(self._answered(self._ask(payload, path, max_mib * MIB, complaint)))
        except NotSent as why:
            reason = str(why)
        except Nonsense as what:
            self._end_child()
            reason = nonsense(str(what))
        except (Ended, FrameTooLong, TooMuchMemory, TooSlow) as error:
            reason = self._lost(error)
        raise ReadingError(f"{path}: {reason}")

    def _lost(self, error: Ended | FrameTooLong | TooMuchMemory | TooSlow) -> str:
        """Why a child is gone, or had to go."""
        match error:
            case Ended() if self._closed.is_set():
                return "was not read to its end; build again."
            case Ended():
                return ended(error.status, error.memory_mib, self._limits)
            case FrameTooLong():
                return too_much_to_send(self._limits)
            case TooMuchMemory():
                return too_much_memory(self._limits)
            case TooSlow():
                return too_slow(self._limits)

    def _answered(self, answer: Answer) -> Answer:
        """`answer`, if the child could read the file. Raises ReadingError."""
        if answer.outcome in (Outcome.EXHAUSTED, Outcome.CRASHED):
            self._end_child()
        if answer.outcome not in (Outcome.PARSED, Outcome.LEFT_OUT):
            raise ReadingError(answer.reason)
        return answer

    def _ask(self, request: bytes, path: Path, max_bytes: int, complaint: str) -> Answer:
        child = self._ready_child()
        try:
            source = OpenedSource.at(path, max_bytes, complaint)
        except ReadingError as error:
            raise ReadingError(f"{path}: {error}") from error
        is_answered = False
        try:
            answer = child.ask(request, source)
            is_answered = True
        finally:
            if not is_answered:  # be it by Ctrl-C: a late answer must not be taken for that of the next file
                self._end_child()
        return decoded_answer(answer)

    def _ready_child(self) -> RunningChild:
        if self._closed.is_set():
            raise Ended(0, 0)
        child = self._child
        if child and (not child.is_alive or self._is_worn(child)):
            self._end_child()
        if self._child is None:
            self._child, self._files = RunningChild(self._settings, self._limits), 0
            self.last_sandbox = self._child.sandbox
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
