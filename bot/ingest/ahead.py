"""Reads files in a thread, ahead of whoever stores and encodes what they hold."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from bot.errors import ReadingError
from bot.ingest.changes import FileToRead

if TYPE_CHECKING:
    from bot.ingest.parsing import Parsed

# What may wait to be stored: enough to fill some windows of `bot.ingest.encoding`, and no more than some 20 MiB.
FILES_AHEAD = 256
CHARACTERS_AHEAD = 2_000_000


class Parser(Protocol):
    """Reads one file at a time; `bot.ingest.parsing.ParsingProcess` is one."""

    def parse(self, path: Path, document_id: str) -> "Parsed | None":
        """The document in a file, None when it asks not to be indexed. Raises ReadingError."""
        ...

    def close(self) -> None:
        """End what is being read, from any thread."""
        ...


@dataclass(frozen=True, slots=True)
class FileRead:
    """What reading a file gave: a document, or the reason why not, or neither when it asks not to be indexed."""

    file: FileToRead
    parsed: "Parsed | None"
    reason: str = ""


class ReadingAhead:
    """The files, read one after the other in their order; on leaving, whatever is still being read is ended."""

    def __init__(self, parser: Parser, files: Sequence[FileToRead]) -> None:
        self._parser = parser
        self._files = files
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="footnote-reading")
        self._room = Condition()
        self._characters = 0
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._room:
            self._is_over = True
            self._room.notify_all()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._parser.close()
        self._pool.shutdown(wait=True)

    def __iter__(self) -> Iterator[FileRead]:
        waiting: deque[Future[FileRead]] = deque()
        for file in self._files:
            waiting.append(self._pool.submit(self._read, file))
            if len(waiting) >= FILES_AHEAD:
                yield self._taken(waiting.popleft())
        while waiting:
            yield self._taken(waiting.popleft())

    def _taken(self, future: Future[FileRead]) -> FileRead:
        read = future.result()
        with self._room:
            self._characters -= _characters(read)
            self._room.notify_all()
        return read

    def _read(self, file: FileToRead) -> FileRead:
        """Runs in the thread; waits while much is waiting to be taken."""
        with self._room:
            self._room.wait_for(lambda: self._is_over or self._characters < CHARACTERS_AHEAD)
        try:
            read = FileRead(file, self._parser.parse(file.source.path, file.source.document_id))
        except ReadingError as error:
            read = FileRead(file, None, str(error))
        with self._room:
            self._characters += _characters(read)
        return read


def _characters(read: FileRead) -> int:
    return len(read.parsed.document.text) if read.parsed else 0
