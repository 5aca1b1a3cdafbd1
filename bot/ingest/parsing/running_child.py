"""One running reading process as its parent sees it: asked, watched, and ended."""

import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic
from typing import IO

import psutil

from bot.config import ReadingLimits, SplitSettings
from bot.errors import SettingsError
from bot.ingest.parsing.framing import FrameTooLong, read_frame, write_frame
from bot.ingest.parsing.messages import READY, encoded_terms, max_answer_bytes

START_SECONDS = 60.0  # takes 0.25 s here (0.5 s under load); a machine that is this busy is not reading anyway
WATCH_SECONDS = 0.05  # how often a child at work is weighed; between two looks it can take some 100 MiB
LISTENER = "answers of the reading process"  # the name of the thread that waits for them
_MIB = 1 << 20

_ROOT = Path(__file__).parents[3]  # the folder that holds the package `bot`
# The child finds the package where the parent did, and never in the current folder, which may hold hostile files.
_START = (
    "import sys; sys.path[:0] = [root for root in sys.argv[1:] if root not in sys.path]; "
    "from {program} import main; main()"
)
READING = "bot.ingest.parsing.child"
# What Python and the loader need of the environment (without HOME Python asks the system, over a socket, where it is).
# Keys and tokens are none of a reader's business.
_ENVIRONMENT = frozenset(
    "PATH HOME USERPROFILE APPDATA LANG LC_ALL LC_CTYPE TZ SYSTEMROOT WINDIR LD_LIBRARY_PATH DYLD_LIBRARY_PATH".split()
)


class TooSlow(Exception):
    """No answer came in time."""


class TooMuchMemory(Exception):
    """The child grew beyond its limit."""


class Ended(Exception):
    """The child ended without an answer; `memory_mib` is the most that it was seen to hold."""

    def __init__(self, status: int, memory_mib: int) -> None:
        super().__init__(status, memory_mib)
        self.status = status
        self.memory_mib = memory_mib


class RunningChild:
    """A process that reads, or runs another `program` of the same manners. Whoever starts it must `end` it."""

    def __init__(self, settings: SplitSettings, limits: ReadingLimits, *, program: str = READING) -> None:
        self._limits = limits
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            child_command(program),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._requests, self._pipe = _open(self._process.stdin), _open(self._process.stdout)
        self._answers: queue.SimpleQueue[bytes | FrameTooLong | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name=LISTENER, daemon=True)
        self._listener.start()
        try:
            self._begin(encoded_terms(settings, limits))
        except BaseException:
            self.end()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def memory_mib(self) -> int:
        """The memory that the process has in use now (its resident set); 0 once it has ended."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss) // _MIB
        except psutil.Error:
            return 0

    def ask(self, request: bytes) -> bytes:
        """The answer to `request`. Raises TooSlow, TooMuchMemory, Ended or FrameTooLong; the child is lost then."""
        try:
            write_frame(self._requests, request)
        except OSError:
            raise Ended(self._process.wait(), 0) from None
        return self._wait(self._limits.seconds)

    def end(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._requests, self._pipe):
            try:
                pipe.close()
            except OSError:  # a request that could not be sent any more
                continue

    def _begin(self, terms: bytes) -> None:
        try:
            write_frame(self._requests, terms)
            is_ready = self._wait(START_SECONDS) == READY
        except (OSError, TooSlow, TooMuchMemory, Ended, FrameTooLong) as error:
            raise _no_start(self._limits) from error
        if not is_ready:
            raise _no_start(self._limits)

    def _listen(self) -> None:
        try:
            while (payload := read_frame(self._pipe, max_answer_bytes(self._limits))) is not None:
                self._answers.put(payload)
        except FrameTooLong as error:
            self._answers.put(error)
        self._answers.put(None)

    def _wait(self, seconds: float) -> bytes:
        deadline = monotonic() + seconds
        seen_mib = 0
        while True:
            left = deadline - monotonic()
            try:
                answer = self._answers.get(timeout=max(0.0, min(WATCH_SECONDS, left)))
            except queue.Empty:
                if left <= 0:
                    raise TooSlow from None
                seen_mib = max(seen_mib, self.memory_mib)
                if seen_mib > self._limits.memory_mib:
                    raise TooMuchMemory from None
                continue
            if answer is None:
                raise Ended(self._process.wait(), seen_mib)
            if isinstance(answer, FrameTooLong):
                raise answer
            return answer


def child_command(program: str = READING) -> list[str]:
    """The command that starts a process which runs `main` of the module `program`."""
    return [sys.executable, "-B", "-P", "-c", _START.format(program=program), str(_ROOT)]


def _environment() -> dict[str, str]:
    """A small environment, in which numerical libraries start no threads of their own."""
    kept = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT or name.startswith("PYTHON")}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without this pipe")
    return pipe


def _no_start(limits: ReadingLimits) -> SettingsError:
    return SettingsError(
        f"The process that reads files does not start with {limits.memory_mib} MiB of memory; raise --max-memory-mib, "
        'or run `python -c "import bot.ingest.parsing.child"` to see what is wrong.'
    )
