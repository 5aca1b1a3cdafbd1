"""What the operating system refuses a confined process, even without the guard; each test confines one of its own."""

import ctypes
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.ingest.parsing.guard import Guard
from tests.conftest import ROOT

CONFINED = """
import sys; sys.path.insert(0, {root!r})
import os, socket, subprocess
from pathlib import Path
from bot.config import ReadingLimits
from bot.ingest.parsing.confinement import confine
confine(ReadingLimits(memory_mib=256))
try:
    {statement}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
else:
    print("done")
"""
LANDLOCK_CREATE_RULESET = 444


def confined(statement: str) -> str:
    code = CONFINED.format(root=str(ROOT), statement=statement)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def landlock_version() -> int:
    """The kernel's version of Landlock: from 1 on it refuses writing, from 4 on TCP; 0 or less: it has none."""
    if sys.platform != "linux":
        return 0
    return int(ctypes.CDLL(None).syscall(LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1))


def test_no_byte_reaches_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("whole", encoding="utf-8")
    for statement in (f"Path({str(tmp_path / 'new')!r}).write_text('x')", f"Path({str(kept)!r}).open('a').write('x')"):
        assert confined(statement) != "done"
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == len("whole")


def test_nothing_is_made_removed_or_started_where_the_kernel_has_landlock(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    statements = [
        f"os.mkdir({str(tmp_path / 'made')!r})",
        f"os.unlink({str(kept)!r})",
        f"os.rename({str(kept)!r}, {str(tmp_path / 'moved')!r})",
        f"os.truncate({str(kept)!r}, 0)",
        f"subprocess.run([{sys.executable!r}, '-c', ''], check=True)",
    ]
    if landlock_version() >= 3:
        assert [confined(statement) for statement in statements] == ["PermissionError"] * len(statements)
        assert list(tmp_path.iterdir()) == [kept]


def test_no_connection_is_made_where_the_kernel_has_landlock() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        outcome = confined(f"socket.create_connection({server.getsockname()!r})")
        if landlock_version() >= 4:
            assert outcome in ("PermissionError", "OSError")
            with pytest.raises(TimeoutError, match="timed out"):
                server.accept()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the parent watches the memory")
def test_memory_ends_at_the_limit() -> None:
    assert confined("bytearray(200 << 20)") == "done"
    assert confined("bytearray(300 << 20)") == "MemoryError"


def test_reading_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("words", encoding="utf-8")
    assert confined(f"assert Path({str(path)!r}).read_text() == 'words'") == "done"


@pytest.mark.parametrize(
    ("event", "arguments", "is_refused"),
    [
        ("open", ("/etc/passwd", "r", 0), True),
        ("open", (b"/etc/passwd", "r", 0), True),
        ("open", (str(Path(sys.prefix) / "pyvenv.cfg"), "r", 0), False),
        ("open", (str(Path(sys.prefix) / "pyvenv.cfg"), "w", 0o1101), True),
        ("open", (str(Path(sys.prefix) / ".." / ".." / ".." / "secret"), "r", 0), True),
        ("open", (f"{sys.base_prefix}-beside/secret", "r", 0), True),
        ("open", (7, "rb", 0), False),
        ("open", ("/docs/the file", None, 0), False),
        ("open", ("/docs/another file", None, 0), True),
        ("ctypes.dlopen", (None,), False),
        ("ctypes.dlopen", ("/docs/library.so",), True),
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
    guard = Guard()
    guard.readable = "/docs/the file"
    assert guard.refuses(event, arguments) == is_refused
