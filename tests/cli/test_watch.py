"""`footnote watch` as a process of its own, beside a bot that is open all the while."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bot import ChatBot, Level, Library, load_encoder
from tests.patience import LIMIT_S

pytestmark = pytest.mark.real

QUESTION = "How long does the warranty of the green kettle last?"
WARRANTY = "# Kettles\n\nThe warranty of the green kettle lasts seven years from the day on which it was bought.\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "trains.md").write_text("# Trains\n\nThe train to the coast leaves at noon.\n", encoding="utf-8")
    return folder


@pytest.fixture
def watcher(docs: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bot", "watch", str(docs), "--index", str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        yield process
        process.kill()


def summary(watcher: subprocess.Popen[str]) -> str:
    """The next line that sums up a build."""
    assert watcher.stdout
    return next(line for line in watcher.stdout if " seen" in line)


def test_a_new_file_is_answered_from_without_a_restart_and_ctrl_c_ends_it(
    docs: Path, tmp_path: Path, watcher: subprocess.Popen[str]
) -> None:
    assert summary(watcher).startswith("1 file seen = 1 indexed (1 added)")
    with Library.open(tmp_path / "index") as library:
        bot = ChatBot(library, load_encoder())
        assert bot.reply(QUESTION).level is not Level.FOUND
        (tmp_path / "kettles.md").write_text(WARRANTY, encoding="utf-8")
        (tmp_path / "kettles.md").rename(docs / "kettles.md")  # so that no build sees the half of it
        assert summary(watcher).startswith("2 files seen = 1 indexed (1 added) + 1 unchanged")
        answer = bot.reply(QUESTION)
    assert (answer.level, answer.passages[0].citation.document) == (Level.FOUND, "docs/kettles.md")
    children = psutil.Process(watcher.pid).children(recursive=True)
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(LIMIT_S) == 0
    assert not [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "watch", str(tmp_path / "none"), "--index", str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "footnote: There is no folder or file at" in done.stderr
    assert "Traceback" not in done.stderr
