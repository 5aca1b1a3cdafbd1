"""A reading process whose reader does what the file tells it to; tests start it in place of ours."""

import ctypes
import os
import pickle
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.parsing import child
from bot.ingest.readers import read_document
from bot.records import Document


def obey(path: Path, document_id: str, data: bytes, limits: ReadingLimits) -> Document | None:
    """Do what the file says, then read it as it is."""
    order, _, argument = data.decode().strip().partition(" ")
    if order in _ORDERS:
        _ORDERS[order](argument)
    return read_document(path, document_id, data, limits)


def _hog(argument: str) -> None:
    """Takes more memory than the tests allow, but no more than the machine has, and holds it."""
    held = [bytearray(b"x" * (8 << 20)) for _ in range(64)]
    _sleep(argument)
    held.clear()


def _sleep(_: str) -> None:
    """For ever."""
    threading.Event().wait()


def _recurse(argument: str) -> None:
    _recurse(argument)


def _noise(_: str) -> None:
    sys.stdout.write("printed by a library\n")
    os.write(1, b"\xff" * 100_000)
    os.write(2, b"\xff" * 100_000)


def _raise_os_error(_: str) -> NoReturn:
    raise OSError("a fault that no reader should have")


def _refuse(_: str) -> NoReturn:
    raise ReadingError("refused on purpose")


_ORDERS: dict[str, Callable[[str], object]] = {
    "abort": lambda _: os.abort(),
    "backtrack": lambda _: re.match(r"(a+)+$", "a" * 60 + "b"),  # in C, without letting another thread run
    "connect": lambda argument: socket.create_connection(("127.0.0.1", int(argument))),
    "exit": lambda argument: sys.exit(int(argument)),
    "hog": _hog,
    "noise": _noise,
    "os-error": _raise_os_error,
    "read": lambda argument: Path(argument).read_bytes(),
    "recurse": _recurse,
    "refuse": _refuse,
    "remove": lambda argument: Path(argument).unlink(),
    "run": lambda argument: subprocess.run([argument], check=True),
    "segfault": lambda _: ctypes.memset(1, 0, 1),
    "sleep": _sleep,
    "unpickle": lambda _: pickle.loads(pickle.dumps(os.getcwd)),  # noqa: S301 - it is refused
    "write": lambda argument: Path(argument).write_text("written", encoding="utf-8"),
}


def main() -> None:
    """Serve as ours does."""
    setattr(child, "read_document", obey)  # noqa: B010 - the reader is what this module is about
    child.main()
