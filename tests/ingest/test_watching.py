"""Folders followed with the system's own notices."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from watchdog.events import FileModifiedEvent, FileMovedEvent, FileOpenedEvent

from bot.errors import NothingToIndex
from bot.ingest import watching as following
from bot.ingest.watching import Changed, Listening, watch
from tests.patience import LIMIT_S, wait_until

SETTLE_S = 0.2
LOOKS = 3


class Builds:
    """Remembers what each build found in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.found: list[list[str]] = []

    def __call__(self) -> None:
        self.found.append(sorted(path.name for path in self.folder.rglob("*") if path.is_file()))

    def wait_for(self, names: list[str]) -> None:
        wait_until(lambda: self.found and self.found[-1] == names)


@contextmanager
def watching(folder: Path, builds: Builds, *unheard: Path) -> Iterator[None]:
    stop = Event()
    arguments = {"stop": stop, "unheard": unheard, "settle_s": SETTLE_S}
    thread = Thread(target=watch, args=([folder], builds), kwargs=arguments)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LIMIT_S)
    assert not thread.is_alive()


def test_a_new_an_edited_a_renamed_and_a_removed_file_are_each_followed_by_a_build(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    with watching(tmp_path, builds):
        builds.wait_for([])
        (tmp_path / "a.txt").write_text("words")
        builds.wait_for(["a.txt"])
        (tmp_path / "below").mkdir()
        (tmp_path / "below" / "b.txt").write_text("words")
        builds.wait_for(["a.txt", "b.txt"])
        (tmp_path / "a.txt").rename(tmp_path / "c.txt")
        builds.wait_for(["b.txt", "c.txt"])
        (tmp_path / "c.txt").unlink()
        builds.wait_for(["b.txt"])


def test_many_changes_at_once_are_all_seen(tmp_path: Path) -> None:
    builds = Builds(tmp_path)
    with watching(tmp_path, builds):
        builds.wait_for([])
        for number in range(50):
            (tmp_path / f"{number:02}.txt").write_text("words")
        builds.wait_for([f"{number:02}.txt" for number in range(50)])


def is_quiet(changed: Changed, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether nothing was heard that leads to a build: only then are the folders looked at."""
    stop = Event()

    def look() -> bool:
        stop.set()
        return False

    monkeypatch.setattr(following, "LOOK_EVERY_S", 0.0)
    return not changed.wait(stop, is_deaf=look, settle_s=0.0)


def test_many_changes_before_a_build_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = Changed([])
    for number in range(50):
        changed.dispatch(FileModifiedEvent(f"/docs/{number}.txt"))
    assert changed.wait(Event(), settle_s=0.01)
    assert is_quiet(changed, monkeypatch)


def test_reading_hidden_files_and_the_index_itself_start_no_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = Changed([tmp_path / "index"])
    changed.dispatch(FileOpenedEvent(str(tmp_path / "a.txt")))
    changed.dispatch(FileModifiedEvent(str(tmp_path / ".a.txt.swp")))
    changed.dispatch(FileModifiedEvent(str(tmp_path / "index" / "footnote.db")))
    assert is_quiet(changed, monkeypatch)


def test_an_editor_that_writes_beside_and_renames_is_heard(tmp_path: Path) -> None:
    changed = Changed([])
    changed.dispatch(FileMovedEvent(str(tmp_path / ".a.txt.new"), str(tmp_path / "a.txt")))
    assert changed.wait(Event(), settle_s=0.01)


def test_a_folder_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match="There is no folder or file at"):
        watch([tmp_path / "none"], lambda: None, stop=Event())


def test_a_folder_that_is_removed_and_made_again_is_followed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    builds = Builds(docs)
    built_at_looks: list[int] = []  # how many builds there were at each look at the folders
    is_deaf = Listening.is_deaf

    def looked(listening: Listening) -> bool:
        built_at_looks.append(len(builds.found))
        return is_deaf(listening)

    monkeypatch.setattr(Listening, "is_deaf", looked)
    with watching(docs, builds):
        builds.wait_for([])
        (docs / "a.txt").write_text("words")
        builds.wait_for(["a.txt"])
        shutil.rmtree(docs)
        builds.wait_for([])
        wait_until(lambda: built_at_looks.count(built_at_looks[-1]) > LOOKS)  # nothing is built over and over
        docs.mkdir()
        (docs / "b.txt").write_text("words")
        builds.wait_for(["b.txt"])
        (docs / "c.txt").write_text("words")
        builds.wait_for(["b.txt", "c.txt"])


def test_a_folder_that_is_replaced_at_once_is_followed_again(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    builds = Builds(docs)
    with watching(docs, builds):
        builds.wait_for([])
        docs.rmdir()
        docs.mkdir()  # many file systems give it the number of the one before
        (docs / "b.txt").write_text("words")
        builds.wait_for(["b.txt"])
        docs.rename(tmp_path / "old")
        docs.mkdir()
        (docs / "c.txt").write_text("words")
        builds.wait_for(["c.txt"])
        (docs / "d.txt").write_text("words")
        builds.wait_for(["c.txt", "d.txt"])


def test_a_single_file_that_is_replaced_is_built_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    sizes: list[int] = []
    stop = Event()

    def build() -> None:
        sizes.append((tmp_path / "a.txt").stat().st_size)
        if sizes[-1] == len("more words"):
            stop.set()
        else:
            (tmp_path / "a.new").write_text("more words")
            (tmp_path / "a.new").replace(tmp_path / "a.txt")

    watch([tmp_path / "a.txt"], build, stop=stop, settle_s=SETTLE_S)
    assert sizes == [len("words"), len("more words")]
