"""The file in the index folder that keeps feedback, and the owner's word on what may be kept."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import filelock

from bot.errors import SettingsError
from bot.feedback.records import Entry, from_line, to_line
from bot.feedback.seals import Seals
from bot.library.durable import replace_text

FILE = "feedback.jsonl"
LOCK = "feedback.lock"
SETTINGS = "feedback.json"
KEEP_UNANSWERED = "keep_unanswered"
MOST_BYTES = 16 << 20  # some 25,000 thumbs; a visitor must not be able to fill the disk
WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store holds, oldest first, and how many of its lines are damaged."""

    entries: tuple[Entry, ...]
    damaged: int


class FeedbackStore:
    """The feedback beside one index, and the `seals` on the answers that it may be about.

    Safe to use from several threads and processes.
    """

    def __init__(self, index: Path) -> None:
        self.seals = Seals(index)
        self.path = index / FILE
        self._lock = index / LOCK
        self._settings = index / SETTINGS

    def add(self, *entries: Entry) -> None:
        """Append, all or nothing. Raises SettingsError when the file is full or cannot be written."""
        written = "".join(f"{to_line(entry)}\n" for entry in entries).encode("ascii")
        with self._named_failures(), filelock.FileLock(self._lock, timeout=WAIT_S), self.path.open("ab") as file:
            size = file.seek(0, os.SEEK_END)
            if size + len(written) > MOST_BYTES:
                raise SettingsError(
                    f"{self.path} is full ({MOST_BYTES >> 20} MiB); its owner can read it with 'footnote report' and "
                    "move it away."
                )
            file.write(written if self._ends_whole(size) else b"\n" + written)

    def read(self) -> Kept:
        """Everything kept so far. Raises SettingsError when the file cannot be read."""
        with self._named_failures():
            if not self.path.exists():
                return Kept((), 0)
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        entries = [from_line(line) for line in lines if line]
        return Kept(tuple(entry for entry in entries if entry is not None), entries.count(None))

    @property
    def keeps_unanswered(self) -> bool:
        """Whether the owner wants questions without an answer kept; not unless told so."""
        try:
            told = json.loads(self._settings.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return isinstance(told, dict) and told.get(KEEP_UNANSWERED) is True

    def keep_unanswered(self, *, wanted: bool) -> None:
        """Keep questions without an answer from now on, or no longer. Raises SettingsError."""
        with self._named_failures():
            replace_text(self._settings, json.dumps({KEEP_UNANSWERED: wanted}))

    def _ends_whole(self, size: int) -> bool:
        """Whether the last line is whole: a process that was killed may have left a part of one."""
        if not size:
            return True
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    @contextmanager
    def _named_failures(self) -> Iterator[None]:
        try:
            yield
        except filelock.Timeout as error:
            raise SettingsError(f"{self.path} is being written by another process; try again.") from error
        except OSError as error:
            raise SettingsError(f"{self.path}: feedback cannot be kept there ({error.strerror}).") from error
