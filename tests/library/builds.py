"""Starts builds that may be told to die; see `tests.library.killed_build`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Builds:
    """Builds in processes of their own, each of which may be told to die."""

    def __init__(self, module: str) -> None:
        """`module` serves builds as `tests.library.killed_build` does."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, folder: Path, *, event: int = 0, seconds: float = 0) -> tuple[int, int]:
        """The exit status (negative: the signal) and, of a build that was not killed, how many events it had."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{folder}\t{event}\t{seconds}\n")
        self._server.stdin.flush()
        status, count = self._server.stdout.readline().split("\t")
        return int(status), int(count)

    def close(self) -> None:
        self._server.communicate()
