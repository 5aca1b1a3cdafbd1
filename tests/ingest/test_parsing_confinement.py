"""What a reading process is refused: by the guard, which tests ask directly, and by the operating system."""

import os
from pathlib import Path

import pytest

import bot
from bot.sandbox import Guard
from tests.conftest import ROOT

STANDARD = Path(os.__file__).parent


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
