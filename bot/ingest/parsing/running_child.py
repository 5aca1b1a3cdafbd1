"""One running reading process as its parent sees it: asked, watched, and ended."""

import os
import queue
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from typing import IO

import psutil

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError, SettingsError
from bot.ingest.parsing.framing import FrameTooLong, read_frame, write_frame, write_long_frame
from bot.ingest.parsing.messages import MIB, decoded_sandbox, encoded_terms, max_answer_bytes
from bot.ingest.parsing.source_file import OpenedSource
from bot.sandbox import Sandbox

START_SECONDS = 60.0  # takes 0.25 s here (0.5 s under load); a machine that is this busy is not reading anyway
WATCH_SECONDS = 0.05  # how often a child at work is weighed; between two looks it can take some 100 MiB
LISTENER = "answers of the reading process"  # the name of the thread that waits for them
SENDER = "file for the reading process"

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


class NotSent(Exception):
    """The file could not be given to the child; the message says why."""


class RunningChild:
    """A process that reads, or runs another `program` of the same manners. Whoever starts it must `end` it.

    `sandbox` is what holds it.
    """

    def __init__(self, settings: SplitSettings, limits: ReadingLimits, *, program: str = READING) -> None:
        self._limits = limits
        self._answers: queue.SimpleQueue[bytes | Exception | None] = queue.SimpleQueue()
        self._is_silent = threading.Event()  # no answer can come any more
        self._sender: threading.Thread | None = None
        started: Future[subprocess.Popen[bytes]] = Future()
        self._listener = threading.Thread(target=self._live, args=(program, started), name=LISTENER, daemon=True)
        self._listener.start()
        try:
            self._process = started.result()
        except BaseException:  # Ctrl-C: it may be started all the same
            started.add_done_callback(_end_started)
            raise
        self._requests, self._pipe = _open(self._process.stdin), _open(self._process.stdout)
        try:
            self.sandbox = self._begin(encoded_terms(settings, limits))
        except BaseException:
            self.end()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs and answers."""
        # While the listener waits for the process, `poll` gives None for a dead one too; by then it is silent.
        return self._process.poll() is None and not self._is_silent.is_set()

    @property
    def memory_mib(self) -> int:
        """The memory that the process has in use now (its resident set); 0 once it has ended."""
        try:
            return int(psutil.Process(self._process.pid).memory_info().rss) // MIB
        except psutil.Error:
            return 0

    def ask(self, request: bytes, source: OpenedSource) -> bytes:
        """The answer to `request` about the file `source`, which is closed after that.

        Raises TooSlow, TooMuchMemory, Ended, FrameTooLong or NotSent; the child is lost then.
        """
        deadline = monotonic() + self._limits.seconds
        # A thread, for a child that does not read what it gets must not keep us waiting.
        self._sender = threading.Thread(target=self._send, args=(request, source), name=SENDER, daemon=True)
        self._sender.start()
        answer = self._wait(deadline)
        self._sender.join(max(0.0, deadline - monotonic()))
        if self._sender.is_alive():  # it answered before it had the file
            raise TooSlow
        return answer

    def end(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        if self._sender is not None:
            self._sender.join(WATCH_SECONDS)  # longer only where a file, on a drive that fails, keeps it waiting
        for pipe in (self._requests, self._pipe):
            try:
                pipe.close()
            except OSError:  # a request that could not be sent any more
                continue

    def _begin(self, terms: bytes) -> Sandbox:
        try:
            write_frame(self._requests, terms)
            return decoded_sandbox(self._wait(monotonic() + START_SECONDS))
        except (OSError, TooSlow, TooMuchMemory, Ended, FrameTooLong, ValueError) as error:
            raise _no_start(self._limits) from error

    def _live(self, program: str, started: "Future[subprocess.Popen[bytes]]") -> None:
        """Start the process and listen to it until it ends.

        In one thread, because Linux ends the process together with the thread that started it.
        """
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter
                child_command(program),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except BaseException as error:  # noqa: BLE001 - raised where the process is waited for
            started.set_exception(error)
            return
        started.set_result(process)
        self._listen(_open(process.stdout))
        process.wait()  # it may still be ending itself

    def _listen(self, pipe: IO[bytes]) -> None:
        try:
            while (payload := read_frame(pipe, max_answer_bytes(self._limits))) is not None:
                self._answers.put(payload)
        except FrameTooLong as error:
            self._answers.put(error)
        self._is_silent.set()
        self._answers.put(None)

    def _send(self, request: bytes, source: OpenedSource) -> None:
        try:
            write_frame(self._requests, request)
            write_long_frame(self._requests, source.size, source.chunks())
        except ReadingError as error:
            self._answers.put(NotSent(str(error)))
        except (OSError, ValueError):  # the child has ended, and the pipe may be closed: the listener knows
            pass
        finally:
            source.close()

    def _wait(self, deadline: float) -> bytes:
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
            if isinstance(answer, Exception):
                raise answer
            return answer


def child_command(program: str = READING) -> list[str]:
    """The command that starts a process which runs `main` of the module `program`."""
    return [sys.executable, "-B", "-P", "-c", _START.format(program=program), str(_ROOT)]


def _environment() -> dict[str, str]:
    """A small environment, in which numerical libraries start no threads of their own."""
    kept = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT or name.startswith("PYTHON")}
    return {**kept, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _end_started(started: "Future[subprocess.Popen[bytes]]") -> None:
    if started.exception() is None:
        started.result().kill()


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("the process was started without this pipe")
    return pipe


def _no_start(limits: ReadingLimits) -> SettingsError:
    return SettingsError(
        f"The process that reads files does not start with {limits.memory_mib} MiB of memory; raise --max-memory-mib, "
        'or run `python -c "import bot.ingest.parsing.child"` to see what is wrong.'
    )
