"""`build` may be killed anywhere, while files are read, texts encoded, or the generation published."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import ChatBot, Library
from bot.ingest.build import build
from tests.conftest import ROOT
from tests.fakes import WordEncoder
from tests.library.builds import Builds

KILLS = 40
QUESTIONS = ("cost", "pain", "sun", "needle", "laser", "session")


@dataclass(frozen=True)
class Start:
    """A folder whose documents changed since the index was built, and the answers before and after the next build."""

    work: Path
    before: list[str]
    after: list[str]
    events: int


def answers(index: Path) -> list[str]:
    with Library.open(index) as library:
        bot = ChatBot(library, WordEncoder())
        return [bot.reply(question).to_json() for question in QUESTIONS]


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    server = Builds("tests.ingest.killed_folder_build")
    yield server
    server.close()


@pytest.fixture(scope="module")
def start(builds: Builds, tmp_path_factory: pytest.TempPathFactory) -> Start:
    work = tmp_path_factory.mktemp("start") / "work"
    docs = tmp_path_factory.mktemp("docs")
    work.mkdir()
    (work / "docs").symlink_to(docs)  # the index is copied for each kill, its documents are not
    for name in ("cost", "pain", "sun", "needle"):
        (docs / f"{name}.md").write_text(f"# {name}\n\nA text about {name}. It is short.\n", encoding="utf-8")
    build(work / "index", [docs], WordEncoder())
    before = answers(work / "index")
    (docs / "pain.md").unlink()
    (docs / "sun.md").write_text("# sun\n\nThe sun has set. A session of laser.\n", encoding="utf-8")
    (docs / "laser.md").write_text("# laser\n\nA laser is light.\n", encoding="utf-8")
    whole = tmp_path_factory.mktemp("whole") / "work"
    shutil.copytree(work, whole, symlinks=True)
    status, events = builds.run(whole)
    assert status == 0
    return Start(work, before, answers(whole / "index"), events)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the builds that die are started by fork")
@pytest.mark.parametrize("part", range(KILLS))
def test_a_killed_build_serves_the_last_generation_and_the_next_one_finishes(
    part: int, start: Start, builds: Builds, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    shutil.copytree(start.work, work, symlinks=True)
    status, _ = builds.run(work, event=1 + part * (start.events - 1) // (KILLS - 1))
    assert status == -signal.SIGKILL
    assert answers(work / "index") in (start.before, start.after)
    build(work / "index", [work / "docs"], WordEncoder())
    assert answers(work / "index") == start.after
    with Library.open(work / "index") as library:
        assert library.verify().problems == ()


@pytest.mark.real
@pytest.mark.parametrize("stage", ["reading", "publishing"])
def test_the_command_killed_while_it_works_is_finished_by_the_next(
    stage: str, tmp_path: Path, shipped_index: Path
) -> None:
    index = tmp_path / "index"
    shutil.copytree(shipped_index, index)
    docs = tmp_path / "docs"
    shutil.copytree(ROOT / "corpus", docs)
    command = [sys.executable, "-m", "bot", "build", str(docs), "--index", str(index)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        said = ""
        while stage not in said:  # its bar has been drawn
            character = process.stderr.read(1)
            assert character, said
            said += character
        process.kill()
    with Library.open(index) as library:
        assert library.verify().problems == ()
        assert library.status().documents in (5, 10)
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    with Library.open(index) as library:
        assert library.verify().problems == ()
        assert library.status().documents == 10
