"""A build that ends its own process at a given event, and a server that starts such builds by fork.

An event is what happens on the way to the disk: a file opened, renamed or removed, a folder made or removed, a sync,
an SQL statement. It is noticed before it happens, so dying at event n is dying between events n - 1 and n.
Started as `python -m tests.library.killed_build`, it reads lines `FOLDER<tab>EVENT<tab>SECONDS` (0 for never) and
writes for each the exit status and the number of events that were counted.
"""

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import faiss  # noqa: F401 - loaded before the fork
import tantivy  # noqa: F401 - loaded before the fork

from tests.library.samples import AFTER, update

if TYPE_CHECKING:
    from _typeshed import HasFileno

WATCHED = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir", "shutil.rmtree"}
)
KILLED = 9


class Countdown:
    """Counts events and ends the process at the one given; 0 is never."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0

    def tick(self, *_: object) -> None:
        self.count += 1
        if self.count == self.last:
            if hasattr(signal, "SIGKILL"):
                os.kill(os.getpid(), signal.SIGKILL)
            os._exit(KILLED)

    def watch(self) -> None:
        """Count from now on; cannot be undone in this process."""
        sync = os.fsync

        def counted_sync(fd: "int | HasFileno") -> None:
            self.tick()
            sync(fd)

        connect = sqlite3.connect

        def traced_connect(*arguments: object, **options: object) -> sqlite3.Connection:
            self.tick()
            connection: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]
            connection.set_trace_callback(self.tick)
            return connection

        os.fsync = counted_sync
        sqlite3.connect = traced_connect  # type: ignore[assignment]  # it has overloads
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        # How often a build looks how much memory its reading process has depends on the time that passes.
        if event in WATCHED and not str(arguments[0]).startswith("/proc/"):
            self.tick()


def build(folder: Path, event: int, seconds: float) -> int:
    """Bring `folder` to AFTER, dying on the way if the event or the time comes; the number of events."""
    countdown = Countdown(event)
    if seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # its default action ends the process, whatever it does
    countdown.watch()
    update(folder, AFTER)
    return countdown.count


def serve(run: Callable[[Path, int, float], int]) -> None:
    """Do one build a line, each in a forked child."""
    for line in sys.stdin:
        folder, event, seconds = line.rstrip("\n").split("\t")
        reader, sender = os.pipe()
        child = os.fork()
        if child == 0:
            count = run(Path(folder), int(event), float(seconds))
            os.write(sender, str(count).encode())
            os._exit(0)
        os.close(sender)
        _, status = os.waitpid(child, 0)
        count_text = os.read(reader, 100).decode() or "0"
        os.close(reader)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\t{count_text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(build)
