"""Follows folders: builds again whenever something in them has changed and come to rest."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from bot.errors import NothingToIndex, SettingsError
from bot.ingest.folders import root_at

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

SETTLE_S = 1.0  # quiet for so long: a file that is being copied says so several times a second
LONGEST_WAIT_S = 10.0  # after the first change, however busy the folder is
LOOK_EVERY_S = 1.0  # whether the folders are still those that are followed; the system says nothing of one that is new
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

    def wait(self, stop: Event, *, is_deaf: Callable[[], bool] = lambda: False, settle_s: float = SETTLE_S) -> bool:
        """Return True once something changed and then nothing for `settle_s`; False when `stop` is set.

        `is_deaf` says whether there is something that would not be heard, which counts as a change.
        """
        looked = time.monotonic()
        while not self._heard.wait(timeout=0.1):
            if stop.is_set():
                return False
            if time.monotonic() - looked < LOOK_EVERY_S:
                continue
            looked = time.monotonic()
            if is_deaf():
                self._last = looked
                break
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


@dataclass(frozen=True, slots=True)
class _Place:
    """What lies at a path: which one of all that the system has had there."""

    device: int
    inode: int


class Listening:
    """Observers of folders, and of the folders of single files, as they are now; what is not there is not followed."""

    def __init__(self, folders: Sequence[Path], changed: Changed) -> None:
        """Nothing is followed before `start`."""
        self._folders = folders
        self._changed = changed
        self._places: list[_Place | None] = []
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Follow what is there. Raises SettingsError when the system follows no more files, or not this folder."""
        from watchdog.observers import Observer

        self.stop()
        self._places = self._looked_at()
        try:
            self._observer = Observer()
            self._observer.start()
            for folder in self._folders:
                with suppress(NothingToIndex, FileNotFoundError):  # gone: it is seen when it is back
                    path = root_at(folder)
                    watched = path if path.is_dir() else path.parent
                    self._observer.schedule(self._changed, str(watched), recursive=path.is_dir())
        except OSError as error:
            raise SettingsError(
                f"{self._folders[0]}: its changes cannot be followed ({error.strerror or error}); raise the system's "
                "limit of watched files, or run 'footnote build' when something changed."
            ) from error

    def is_deaf(self) -> bool:
        """Whether a folder is gone, back, or another one than when `start` was called."""
        if self._observer is None or self._looked_at() != self._places:
            return True
        # A folder made anew may have the number of the old one; but the observer of the old one has ended.
        return not all(emitter.is_alive() for emitter in self._observer.emitters)

    def stop(self) -> None:
        """Follow nothing any more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def _looked_at(self) -> list[_Place | None]:
        return [_place(folder) for folder in self._folders]


def _place(folder: Path) -> _Place | None:
    """The folder itself, or that of a single file; None when there is nothing."""
    try:
        path = folder.resolve(strict=True)
        found = (path if path.is_dir() else path.parent).stat()
    except (OSError, RuntimeError):
        return None
    return _Place(found.st_dev, found.st_ino)


@contextmanager
def listening(folders: Sequence[Path], changed: Changed) -> Iterator[Listening]:
    """Tell `changed` of everything that happens below `folders`, and above a single file.

    Raises:
        NothingToIndex: a folder does not exist.
        SettingsError: the system follows no more files, or not this folder.
    """
    for folder in folders:
        root_at(folder)
    followed = Listening([folder.expanduser().absolute() for folder in folders], changed)
    try:
        followed.start()
        yield followed
    finally:
        followed.stop()


def watch(
    folders: Sequence[Path],
    rebuild: Callable[[], None],
    *,
    stop: Event,
    unheard: Sequence[Path] = (),
    settle_s: float = SETTLE_S,
) -> None:
    """Call `rebuild` at once and then after every change below `folders`, until `stop` is set.

    Listening begins before the first build, so that nothing that happens meanwhile is lost. A folder that is removed
    or replaced is followed again, and built, once it is there. What `rebuild` raises ends the watch. Raises
    NothingToIndex and SettingsError as `listening` does.
    """
    changed = Changed([path.expanduser().resolve() for path in unheard])
    with listening(folders, changed) as followed:
        rebuild()
        while changed.wait(stop, is_deaf=followed.is_deaf, settle_s=settle_s):
            if followed.is_deaf():
                followed.start()
            rebuild()
