"""Follows folders: builds again whenever something in them has changed and come to rest."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from bot.errors import NothingToIndex, SettingsError

SETTLE_S = 1.0  # quiet for so long: a file that is being copied says so several times a second
LONGEST_WAIT_S = 10.0  # after the first change, however busy the folder is
# What may happen to a file without its bytes becoming others.
READ_ONLY = frozenset({"opened", "closed_no_write"})


class Changed(FileSystemEventHandler):
    """Hears of events in folders, and says when to build."""

    def __init__(self, unheard: Sequence[Path]) -> None:
        """`unheard` are folders below those watched in which nothing is of interest, such as the index."""
        self._unheard = [str(path) for path in unheard]
        self._heard = Event()
        self._last = 0.0

    def dispatch(self, event: FileSystemEvent) -> None:
        """Take note of an event; watchdog calls this from a thread of its own."""
        if event.event_type in READ_ONLY or (event.is_directory and event.event_type == "modified"):
            return
        places = [os.fsdecode(place) for place in (event.src_path, event.dest_path) if place]
        if any(self._is_of_interest(Path(place)) for place in places):
            self._last = time.monotonic()
            self._heard.set()

    def wait(self, stop: Event, *, settle_s: float = SETTLE_S) -> bool:
        """Return True once something changed and then nothing for `settle_s`; False when `stop` is set."""
        while not self._heard.wait(timeout=0.1):
            if stop.is_set():
                return False
        first = time.monotonic()
        while time.monotonic() - self._last < settle_s and time.monotonic() - first < LONGEST_WAIT_S:
            if stop.wait(timeout=settle_s / 10):
                return False
        self._heard.clear()  # what comes from now on may not be seen by the build that follows
        return not stop.is_set()

    def _is_of_interest(self, place: Path) -> bool:
        """Whether the name is one that a build looks at."""
        if place.name.startswith("."):
            return False
        return not any(folder in (str(place), *map(str, place.parents)) for folder in self._unheard)


@contextmanager
def listening(folders: Sequence[Path], changed: Changed) -> Iterator[None]:
    """Tell `changed` of everything that happens below `folders`, and above a single file.

    Raises:
        NothingToIndex: a folder does not exist.
        SettingsError: the system follows no more files, or not this folder.
    """
    from watchdog.observers import Observer

    observer = Observer()
    try:
        for folder in folders:
            if not folder.exists():
                raise NothingToIndex(f"There is no folder or file at {folder}; give one that is there.")
            observer.schedule(changed, str(folder if folder.is_dir() else folder.parent), recursive=folder.is_dir())
        observer.start()
    except OSError as error:
        raise SettingsError(
            f"{folders[0]}: its changes cannot be followed ({error.strerror or error}); raise the system's limit of "
            "watched files, or run 'footnote build' when something changed."
        ) from error
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def watch(
    folders: Sequence[Path],
    rebuild: Callable[[], None],
    *,
    stop: Event,
    unheard: Sequence[Path] = (),
    settle_s: float = SETTLE_S,
) -> None:
    """Call `rebuild` at once and then after every change below `folders`, until `stop` is set.

    Listening begins before the first build, so that nothing that happens meanwhile is lost. What `rebuild` raises ends
    the watch. Raises NothingToIndex and SettingsError as `listening` does.
    """
    changed = Changed([path.expanduser().resolve() for path in unheard])
    with listening([folder.expanduser().resolve() for folder in folders], changed):
        rebuild()
        while changed.wait(stop, settle_s=settle_s):
            rebuild()
