"""A build may die anywhere: what was published answers as before, and the next build finishes the work."""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.library import Library
from bot.library.corpus_words import corpus_words
from tests.library.builds import Builds
from tests.library.samples import AFTER, BEFORE, answers_of, update

EVENT_KILLS = 60
TIMED_KILLS = 20

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the builds that die are started by fork")


@dataclass(frozen=True)
class Start:
    """A library at BEFORE, what it answers, and how many events and seconds the build to AFTER takes."""

    folder: Path
    before: tuple[object, ...]
    after: tuple[object, ...]
    events: int
    seconds: float


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    server = Builds("tests.library.killed_build")
    yield server
    server.close()


@pytest.fixture(scope="module")
def start(builds: Builds, tmp_path_factory: pytest.TempPathFactory) -> Start:
    folder = tmp_path_factory.mktemp("start") / "index"
    update(folder, {"corpus/gone.md": "Gone. Before", **BEFORE})  # so that the last build has something to purge
    update(folder, BEFORE)
    before = answers_of(folder)
    whole = tmp_path_factory.mktemp("whole") / "index"
    shutil.copytree(folder, whole)
    began = time.perf_counter()
    status, events = builds.run(whole)
    seconds = time.perf_counter() - began
    assert status == 0
    assert events > 100
    return Start(folder, before, answers_of(whole), events, seconds)


def check_recovery(folder: Path, start: Start) -> None:
    """The library answers as before or as after, and the next build leaves exactly what an undisturbed one does."""
    assert answers_of(folder) in (start.before, start.after)
    assert update(folder, AFTER).generation == 3
    assert answers_of(folder) == start.after
    with Library.open(folder) as library:
        assert library.verify().problems == ()
    assert_nothing_is_left_over(folder)


def assert_nothing_is_left_over(folder: Path) -> None:
    connection = sqlite3.connect(folder / "footnote.db")
    orphans = connection.execute(
        "SELECT input_hash FROM vectors WHERE input_hash NOT IN "
        "(SELECT input_hash FROM passages UNION SELECT heading_hash FROM passages "
        "UNION SELECT input_hash FROM sentences)"
    ).fetchall()
    (published, newest) = connection.execute("SELECT count(*), max(number) FROM generations").fetchone()
    words = {word.input_hash for word in corpus_words(connection, newest)}
    connection.close()
    assert {input_hash for (input_hash,) in orphans} <= words
    assert published == 2  # this one and the one before
    assert len(list((folder / "generations").iterdir())) == 2
    assert sorted(path.name for path in folder.glob("*.new")) == []


@pytest.mark.parametrize("part", range(EVENT_KILLS))
def test_a_build_killed_at_any_event_loses_nothing(part: int, start: Start, builds: Builds, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(start.folder, folder)

    event = 1 + part * (start.events - 1) // (EVENT_KILLS - 1)
    status, _ = builds.run(folder, event=event)

    assert status == -9
    check_recovery(folder, start)


@pytest.mark.parametrize("part", range(TIMED_KILLS))
def test_a_build_killed_at_any_time_loses_nothing(part: int, start: Start, builds: Builds, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    shutil.copytree(start.folder, folder)

    builds.run(folder, seconds=start.seconds * (part + 0.5) / TIMED_KILLS)  # may be through before its time comes

    check_recovery(folder, start)


@pytest.mark.parametrize("part", range(10))
def test_a_first_build_killed_at_any_event_is_finished_by_the_next(
    part: int, start: Start, builds: Builds, tmp_path: Path
) -> None:
    folder = tmp_path / "index"

    status, _ = builds.run(folder, event=1 + part * start.events // 16)
    assert status in (-9, 0)

    assert update(folder, AFTER).generation == 1
    assert answers_of(folder) == start.after
