"""Ctrl-C, as a terminal sends it: to the build and to the process that reads for it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.ingest.build import build
from bot.library import Library
from tests.conftest import ROOT
from tests.fakes import WordEncoder

DOCUMENTS = 30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for number in range(DOCUMENTS):
        text = f"# Number {number}\n\nA text about {number} suns. It has {number} words.\n"
        (tmp_path / "docs" / f"{number:02}.md").write_text(text, encoding="utf-8")
    return tmp_path


def interrupted(folder: Path, stage: str) -> list[str]:
    """What the build says that is interrupted when it is at the second step of that stage."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.interrupted_build", str(folder), stage],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{stage}\n"
        os.killpg(process.pid, signal.SIGINT)
        return process.stdout.read().splitlines()


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups of this kind")
@pytest.mark.parametrize("stage", ["reading", "encoding"])
def test_an_interrupted_build_leaves_no_process_and_no_refusal_and_the_next_one_goes_on(
    stage: str, folder: Path
) -> None:
    assert interrupted(folder, stage) == ["left behind: 0"]
    with Library.write(folder / "index") as writer:
        stored = len(writer.known())
        assert 0 < stored < DOCUMENTS
        assert writer.unread() == {}
    report = build(folder / "index", [folder / "docs"], WordEncoder())
    assert (len(report.unchanged), len(report.added), report.refused) == (stored, DOCUMENTS - stored, ())
    fresh = build(folder / "fresh", [folder / "docs"], WordEncoder())
    assert (report.documents, report.passages) == (fresh.documents, fresh.passages)
    if stage == "encoding":
        assert report.encoded < fresh.encoded
    with Library.open(folder / "index") as library:
        assert library.verify().problems == ()
