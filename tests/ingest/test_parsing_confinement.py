"""What a reading process is refused: by the guard, which tests ask directly, and by the operating system."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

import bot
from bot.config import SplitSettings
from bot.ingest.parsing import ParsingProcess
from bot.sandbox import Guard, Layer
from bot.sandbox.system_calls import ARCHITECTURES, X32, Architecture, instructions
from tests.conftest import ROOT
from tests.ingest.native_attempts import ATTEMPTS, LASTING, OFTEN_REFUSED

STANDARD = Path(os.__file__).parent
CONFINED = """
import sys; sys.path.insert(0, {root!r})
import os, threading
from bot.config import ReadingLimits
from bot.sandbox import confine
confine(ReadingLimits(memory_mib=256), os.getppid())
try:
    {statement}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
else:
    print("done")
"""
PID = 4242
EPERM, ENOSYS = 1, 38
FAIL, ALLOWED, KILLED = 0x5_0000, 0x7FFF_0000, 0x8000_0000


def confined(statement: str) -> subprocess.CompletedProcess[str]:
    code = CONFINED.format(root=str(ROOT), statement=statement)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def landlock_version() -> int:
    """0 or less when the kernel has none."""
    return int(ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), 1))


def attempts(*options: str) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.ingest.native_attempts", *options]
    told: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return told


USERS = [(), ("--as-nobody",)] if os.name == "posix" and os.geteuid() == 0 else [()]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems confine no process this way")


@linux_only
@pytest.mark.parametrize("user", USERS, ids=" ".join)
def test_code_in_c_is_refused_whatever_a_reader_does_not_need(user: tuple[str, ...]) -> None:
    told = attempts(*user)
    assert told.keys() == ATTEMPTS.keys()
    refusals = {"EPERM", "EACCES", "ENOSYS", "SIGSYS"}
    assert {name: outcome for name, outcome in told.items() if outcome not in refusals} == {}


@linux_only
@pytest.mark.parametrize("user", USERS, ids=" ".join)
def test_the_same_attempts_succeed_where_nothing_is_confined(user: tuple[str, ...]) -> None:
    told = attempts("--unconfined", *user)
    expected = ATTEMPTS.keys() - LASTING - OFTEN_REFUSED
    assert {name: told[name] for name in expected if told[name] != "done"} == {}


@linux_only
def test_memory_ends_at_the_limit() -> None:
    assert confined("bytearray(200 << 20)").stdout == "done\n"
    assert confined("bytearray(300 << 20)").stdout == "MemoryError\n"


@linux_only
def test_threads_can_be_started_and_a_process_can_abort() -> None:
    assert confined("thread = threading.Thread(target=int); thread.start(); thread.join()").stdout == "done\n"
    assert confined("os.abort()").returncode == -6


@linux_only
def test_what_is_said_to_hold_is_what_the_kernel_has() -> None:
    with ParsingProcess(SplitSettings()) as process:
        sandbox = process.start()
        assert process.last_sandbox == sandbox
    assert (*sandbox.held, *sandbox.missing) != ()
    assert {*sandbox.held, *sandbox.missing} == set(Layer)
    always = {Layer.LIMITS, Layer.PARENT, Layer.PRIVILEGES, Layer.SYSTEM_CALLS}
    since = {Layer.LANDLOCK_FILES: 1, Layer.LANDLOCK_CONNECTIONS: 4, Layer.LANDLOCK_OUTSIDE: 6}
    version = landlock_version()
    assert set(sandbox.held) - {Layer.NETWORK} == always | {layer for layer in since if version >= since[layer]}


@linux_only
def test_a_layer_that_does_not_hold_is_said_to_be_missing() -> None:
    code = (
        "import os, sys; from bot.sandbox import *; from bot.config import ReadingLimits; "
        "from bot.sandbox import landlock, system_calls; "
        "system_calls.install = landlock.restrict = lambda *_: None; "
        "print(*confine(ReadingLimits(), os.getppid() + 1).missing, sep='; ')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    expected = {Layer.PARENT, Layer.SYSTEM_CALLS, *(layer for layer in Layer if "Landlock" in layer)}
    assert set(ran.stdout.strip().split("; ")) - {Layer.NETWORK} == expected


@linux_only
def test_every_thread_of_the_reading_process_is_held_and_none_has_a_file_open(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.", encoding="utf-8")
    with ParsingProcess(SplitSettings()) as reading:
        assert reading.parse(path, "a") is not None
        (child,) = (c for c in psutil.Process().children() if "bot.ingest.parsing.child" in " ".join(c.cmdline()))
        files = Path(f"/proc/{child.pid}")
        held = [
            dict(line.split(":\t") for line in (task / "status").read_text().splitlines())
            for task in files.glob("task/*")
        ]
        opened = sorted(str(link.readlink()).split(":")[0] for link in (files / "fd").iterdir())
    assert len(held) == 2
    assert [(status["Seccomp"], status["NoNewPrivs"]) for status in held] == [("2", "1")] * 2
    assert {int(status["CapEff"], 16) | int(status["CapPrm"], 16) for status in held} <= {0, 1 << 2}
    assert opened == ["/dev/null"] * 3 + ["pipe"] * 2


def verdict(architecture: Architecture, number: int, *arguments: int, audit: int | None = None) -> int:
    """What the kernel's virtual machine makes of a call, worked out step by step."""
    words = [number, architecture.audit if audit is None else audit, 0, 0]
    for argument in (*arguments, *[0] * (6 - len(arguments))):
        words += [argument & 0xFFFF_FFFF, argument >> 32]
    program, at, loaded = instructions(architecture, own_pid=PID), 0, 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        match code:
            case 0x20:
                loaded = words[operand // 4]
            case 0x54:
                loaded &= operand
            case 0x15:
                at += if_true if loaded == operand else if_false
            case 0x35:
                at += if_true if loaded >= operand else if_false
            case 0x06:
                return operand


@pytest.mark.parametrize(
    ("call", "arguments", "expected"),
    [
        ((0, 63), (), ALLOWED),  # read
        ((231, 94), (), ALLOWED),  # exit_group
        ((257, 56), (0, 0, os.O_RDONLY | 0o2000000), ALLOWED),  # openat, O_CLOEXEC
        ((257, 56), (0, 0, 1), FAIL | EPERM),  # O_WRONLY
        ((257, 56), (0, 0, 2), FAIL | EPERM),  # O_RDWR
        ((257, 56), (0, 0, 0o100), FAIL | EPERM),  # O_CREAT
        ((257, 56), (0, 0, 0o1000), FAIL | EPERM),  # O_TRUNC
        ((257, 56), (0, 0, 0o2000), FAIL | EPERM),  # O_APPEND
        ((257, 56), (0, 0, 0o20000000), FAIL | EPERM),  # O_TMPFILE
        ((56, 220), (0x3D0F00,), ALLOWED),  # clone, as for a thread
        ((56, 220), (0x11,), FAIL | EPERM),  # as for a process
        ((56, 220), (0x3D0F00 | 0x4000_0000,), FAIL | EPERM),  # a thread in a network of its own
        ((435, 435), (), FAIL | ENOSYS),  # clone3
        ((437, 437), (), FAIL | ENOSYS),  # openat2
        ((425, 425), (), FAIL | ENOSYS),  # io_uring_setup
        ((1_000, 1_000), (), FAIL | ENOSYS),  # a call of a later kernel
        ((41, 198), (1, 1, 0), FAIL | EPERM),  # socket
        ((42, 203), (), FAIL | EPERM),  # connect
        ((59, 221), (), FAIL | EPERM),  # execve
        ((62, 129), (PID, 0), FAIL | EPERM),  # kill
        ((234, 131), (PID, PID, 6), ALLOWED),  # tgkill
        ((234, 131), (PID + 1, PID, 6), FAIL | EPERM),
        ((302, 261), (0, 7), ALLOWED),  # prlimit64
        ((302, 261), (PID, 7), FAIL | EPERM),
        ((72, 25), (3, 1), ALLOWED),  # fcntl, F_GETFD
        ((72, 25), (3, 8), FAIL | EPERM),  # F_SETOWN
        ((16, 29), (0, 0x5412), FAIL | EPERM),  # ioctl, TIOCSTI
        ((157, 167), (1, 0), FAIL | EPERM),  # prctl
        ((272, 97), (0x1000_0000,), FAIL | EPERM),  # unshare
        ((308, 268), (), FAIL | EPERM),  # setns
        ((101, 117), (16, 1), KILLED),  # ptrace
        ((310, 270), (), KILLED),  # process_vm_readv
        ((165, 40), (), KILLED),  # mount
        ((321, 280), (), KILLED),  # bpf
    ],
)
@pytest.mark.parametrize("machine", sorted(ARCHITECTURES))
def test_the_filter_decides_the_same_on_every_processor(
    call: tuple[int, int], arguments: tuple[int, ...], expected: int, machine: str
) -> None:
    architecture = ARCHITECTURES[machine]
    assert verdict(architecture, call[architecture.column], *arguments) == expected


def test_calls_in_the_manner_of_another_processor_end_the_process() -> None:
    for architecture in ARCHITECTURES.values():
        assert verdict(architecture, 0, audit=0x4000_0003) == KILLED
        assert verdict(architecture, X32 | 0) == KILLED


@pytest.mark.parametrize(
    ("event", "arguments", "is_refused"),
    [
        ("open", ("/etc/passwd", "r", 0), True),
        ("open", (b"/etc/passwd", "r", 0), True),
        ("open", (os.__file__, "w", 0o1101), True),
        ("open", (str(STANDARD / ".." / ".." / ".." / "secret"), "r", 0), True),
        ("open", (f"{STANDARD}-beside/secret", "r", 0), True),
        ("open", (7, "rb", 0), False),
        ("open", ("/docs/a file", None, 0), True),
        ("open", (os.__file__, None, 0), False),
        ("open", (bot.__file__, None, 0), False),
        ("open", (str(ROOT / "README.md"), None, 0), True),
        ("open", (str(ROOT / "index" / "footnote.db"), None, 0), True),
        ("ctypes.dlopen", (None,), False),
        ("ctypes.dlopen", ("/docs/library.so",), True),
        ("ctypes.dlopen", (f"{STANDARD}/library.so",), False),
        ("ctypes.dlopen", ("libc.so.6",), False),
        ("socket.connect", (None, ("127.0.0.1", 9)), True),
        ("socket.__new__", (None, 2, 1, 0), True),
        ("subprocess.Popen", ("ls", [], None, None), True),
        ("os.fork", (), True),
        ("pickle.find_class", ("os", "system"), True),
        ("import", ("os", None, None, None, None), False),
        ("exec", (None,), False),
        ("os.listdir", ("/",), False),
    ],
)
def test_the_guard_knows_what_a_reader_may_do(event: str, arguments: tuple[object, ...], is_refused: bool) -> None:
    assert Guard().refuses(event, arguments) == is_refused
