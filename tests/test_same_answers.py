"""Same library, same question: same answer, byte for byte, however often and with however many threads it is asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot import ChatBot
from tests.all_answers import CONVERSATIONS, answers
from tests.conftest import ROOT

pytestmark = pytest.mark.real

RUNS = 20
EVERY = 8  # conversations of which one is asked twenty times: all of them would take a minute
THREADS = (1, 2, 4)


def test_twenty_runs_give_the_same_bytes(shipped_bot: ChatBot) -> None:
    sample = CONVERSATIONS[::EVERY]
    first = list(answers(shipped_bot, sample))
    assert len(first) >= len(sample) > 10
    for _ in range(RUNS - 1):
        assert list(answers(shipped_bot, sample)) == first


def test_any_number_of_threads_gives_the_same_bytes(shipped_index: Path) -> None:
    children = [start(shipped_index, threads) for threads in THREADS]
    one, *others = [lines_of(child) for child in children]
    assert len(one) == sum(len(conversation.turns) for conversation in CONVERSATIONS)
    for lines in others:
        assert [line for line, other in zip(lines, one, strict=True) if line != other] == []


def start(index: Path, threads: int) -> subprocess.Popen[bytes]:
    """A process that asks all questions; they run side by side, to keep the test short."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.all_answers", str(index), str(threads)],
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": str(threads)},
        stdout=subprocess.PIPE,
    )


def lines_of(child: subprocess.Popen[bytes]) -> list[str]:
    """What the process printed before it ended well."""
    with child:
        printed, _ = child.communicate()
    assert child.returncode == 0
    return printed.decode().removesuffix("\n").split("\n")
