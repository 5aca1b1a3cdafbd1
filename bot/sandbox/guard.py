"""Refuses, inside the reading process, what no reader needs: network, programs, writing, other people's files.

A Python audit hook (PEP 578): it sees what Python code does, in readers and their libraries, and cannot be taken away
again. Code in C that does not ask Python is held by `bot.sandbox.confinement`.
"""

import os
import sys
from collections.abc import Callable

from bot.sandbox.installation import installed

# Event names of https://docs.python.org/3/library/audit_events.html, whole or up to the dot.
_REFUSED_FAMILIES = frozenset({"pty", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "webbrowser", "winreg"})
_REFUSED = frozenset(
    "os.chflags os.chmod os.chown os.exec os.fork os.forkpty os.kill os.killpg os.lchmod os.link os.mkdir "
    "os.posix_spawn os.remove os.removexattr os.rename os.rmdir os.setxattr os.spawn os.startfile os.symlink os.system "
    "os.truncate os.utime pickle.find_class signal.pthread_kill urllib.Request".split()
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Guard:
    """Stands from `install` to the end of the process. No file may be opened but those of the installation."""

    def __init__(self) -> None:
        self._roots = tuple(f"{root.rstrip(os.sep)}{os.sep}" for root in installed())
        self._watched: dict[str, Callable[[tuple[object, ...]], bool]] = {
            "open": self._may_open,
            "ctypes.dlopen": self._may_load,
        }

    def install(self) -> None:
        """Begin to refuse. Each attempt raises PermissionError where it is made."""
        sys.addaudithook(self._hear)

    def refuses(self, event: str, arguments: tuple[object, ...]) -> bool:
        """Whether an audit event is one that no reader needs."""
        allows = self._watched.get(event)
        if allows is not None:
            return not allows(arguments)
        return event in _REFUSED or event.partition(".")[0] in _REFUSED_FAMILIES

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.refuses(event, arguments):
            raise PermissionError(f"{event} is not allowed while a file is read: {_shown(arguments)}")

    def _may_open(self, arguments: tuple[object, ...]) -> bool:
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING:
            return False
        if isinstance(path, int):  # opened before, so allowed before
            return True
        return self._is_installed(path)

    def _may_load(self, arguments: tuple[object, ...]) -> bool:
        """None is the running program; a bare name is looked for where the system keeps its libraries."""
        (name,) = arguments
        is_bare = isinstance(name, str) and "/" not in name and os.sep not in name
        return name is None or is_bare or self._is_installed(name)

    def _is_installed(self, path: object) -> bool:
        if not isinstance(path, str | bytes):
            return False
        return f"{os.path.realpath(os.fsdecode(path))}{os.sep}".startswith(self._roots)


def _shown(arguments: tuple[object, ...]) -> str:
    """The first argument that is a word: a path, a program, the name of a class."""
    return next((repr(argument)[:200] for argument in arguments if isinstance(argument, str | bytes)), "no name given")
