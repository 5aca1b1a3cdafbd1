"""A build of FOLDER/docs into FOLDER/index that stops half-way; started as a program by `test_build_interrupted`.

At the second step of STAGE, "reading" or "encoding", it says so and goes no further until it is interrupted; then it
says how many processes it left behind.
"""

import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from bot.encoders import FloatArray
from bot.ingest import encoding
from bot.ingest.build import build
from bot.ingest.progress import Stage
from tests.fakes import WordEncoder


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def wait_for_ctrl_c(stage: str) -> None:
    """Say which stage it is, and wait; a signal that comes before the wait begins ends it as well."""
    signalled, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    tell(stage)
    signalled.recv(1)


class Steps:
    """Counts the steps of one stage, and holds the second."""

    def __init__(self, held: str) -> None:
        self._held = held
        self._count = 0

    def come_to(self, stage: str) -> None:
        if stage != self._held:
            return
        self._count += 1
        if self._count == 2:
            wait_for_ctrl_c(stage)


class HeldEncoder(WordEncoder):
    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps = steps

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self._steps.come_to("encoding")
        return super().encode(texts)


def main(folder: Path, held: str) -> None:
    encoding.ENCODED_AT_ONCE = 2
    encoding.WINDOW_TEXTS = 20
    steps = Steps(held)

    def say(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.READING and 0 < done <= total:
            steps.come_to("reading")

    try:
        build(folder / "index", [folder / "docs"], HeldEncoder(steps), progress=say)
    except KeyboardInterrupt:
        tell(f"left behind: {len(psutil.Process().children(recursive=True))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
