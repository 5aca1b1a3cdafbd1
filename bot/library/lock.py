"""One writer at a time: a lock of the operating system, and a note that says who holds it."""

import json
import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import filelock

from bot.errors import IndexBusy
from bot.library.durable import replace_text

LOCK = "writer.lock"
HOLDER = "writer.json"


class WriterLock:
    """The right to write to an index folder.

    The system releases the lock when its holder ends, however it ends; the note may then be left behind, so it is
    read only when the lock is refused.
    """

    def __init__(self, folder: Path, command: str) -> None:
        self._folder = folder
        self._command = command
        self._lock = filelock.FileLock(folder / LOCK, thread_local=False)

    def acquire(self, timeout_s: float = 0) -> None:
        """Take the lock. Raises IndexBusy, naming the holder, when another has it for longer than `timeout_s`."""
        try:
            self._lock.acquire(timeout=timeout_s)
        except filelock.Timeout as error:
            raise IndexBusy(
                f"{self._folder} is being written by {_holder(self._folder)}; wait until it ends."
            ) from error
        note = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "command": self._command,
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            replace_text(self._folder / HOLDER, json.dumps(note, ensure_ascii=False))
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Give the lock back."""
        (self._folder / HOLDER).unlink(missing_ok=True)
        self._lock.release()


def _holder(folder: Path) -> str:
    try:
        note = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']} ({note['command']}, since {note['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
