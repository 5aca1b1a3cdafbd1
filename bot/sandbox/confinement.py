"""What the operating system takes from a process for good, and whether it did: each layer is tried after it is put on.

Linux has all of it; macOS the resource limits but that on memory, which the parent watches there; Windows has none.
"""

import ctypes
import errno
import mmap
import os
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from ctypes import c_int, c_uint32, c_ulong
from dataclasses import dataclass
from enum import StrEnum

from bot.config import ReadingLimits
from bot.sandbox import landlock, system_calls
from bot.sandbox.installation import installed, readable_in_c

_MIB = 1 << 20
_MAX_OPEN_FILES = 64  # a reader has none open but modules it is importing
# From linux/prctl.h, linux/sched.h and linux/capability.h.
_PR_SET_PDEATHSIG = 1
_PR_GET_PDEATHSIG = 2
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_FS = 0x200
_CLONE_NEWNS = 0x20000
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_CAPABILITY_VERSION = 0x20080522
# Kept by root, if it had it: its own program may lie in a folder that is closed to others. Landlock stands behind it.
_CAP_DAC_READ_SEARCH = 1 << 2


class Layer(StrEnum):
    """Something that holds a process, each by itself, whatever code runs in it."""

    LIMITS = "limits of memory and of files"
    PARENT = "end with the parent"
    PRIVILEGES = "no privileges"
    NETWORK = "a network of its own"
    LANDLOCK_FILES = "Landlock: files"
    LANDLOCK_CONNECTIONS = "Landlock: TCP"
    LANDLOCK_OUTSIDE = "Landlock: signals, abstract sockets"
    SYSTEM_CALLS = "filter of system calls"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The layers that were tried and hold, and those that this system does not have."""

    held: tuple[Layer, ...]
    missing: tuple[Layer, ...]


def confine(limits: ReadingLimits, parent: int) -> Sandbox:
    """Give away what can be given away; what this system cannot refuse, the guard and the parent still do.

    `parent` is the process with which this one is to end. Must run before a second thread is started: Linux lets no
    other process change its user namespace, and Landlock holds the thread that asks for it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    held: list[Layer] = []
    if sys.platform != "win32":
        held += _limit_resources(limits)
    if sys.platform == "linux":
        held += _confine_on_linux(ctypes.CDLL(None, use_errno=True), parent)
    return Sandbox(tuple(held), tuple(layer for layer in Layer if layer not in held))


def limit_processor_time(limits: ReadingLimits) -> None:
    """Let the system end a process whose parent is gone and that is caught in C code, where it does not end with it.

    Twice the limit of the clock, so that the parent, which has better words for it, always comes first.
    """
    if sys.platform != "win32":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * limits.seconds) + 1, resource.RLIM_INFINITY))


def _limit_resources(limits: ReadingLimits) -> Sequence[Layer]:
    if sys.platform == "win32":
        return []
    import resource

    # Not the address space: threads and allocators reserve far more of that than they use.
    wanted = [
        (resource.RLIMIT_DATA, limits.memory_mib * _MIB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _MAX_OPEN_FILES),
    ]
    for kind, most in wanted:
        _, allowed = resource.getrlimit(kind)
        hard = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        with suppress(OSError, ValueError):  # macOS takes not every limit
            resource.setrlimit(kind, (hard, hard))
    beyond = limits.memory_mib * _MIB
    is_held = _fails(lambda: mmap.mmap(-1, beyond, flags=mmap.MAP_PRIVATE).close(), errno.ENOMEM)
    return [Layer.LIMITS] if is_held else []


def _confine_on_linux(libc: ctypes.CDLL, parent: int) -> Sequence[Layer]:
    """Each layer and its trial, in an order in which none is tried against what a later one refuses as well."""
    held: list[Layer] = []
    libc.prctl(c_int(_PR_SET_NO_NEW_PRIVS), c_ulong(1), c_ulong(0), c_ulong(0), c_ulong(0))
    _leave_network(libc)
    if _fails(lambda: _connect(socket.SOCK_DGRAM), errno.ENETUNREACH):
        held.append(Layer.NETWORK)
    if _drop_privileges(libc):
        held.append(Layer.PRIVILEGES)
    if _end_with_parent(libc, parent):
        held.append(Layer.PARENT)
    landlock.restrict(libc, (*installed(), *readable_in_c()))
    if _fails(lambda: os.scandir(os.sep).close(), errno.EACCES) and _fails(_open_to_write, errno.EACCES):
        held.append(Layer.LANDLOCK_FILES)
    if _fails(lambda: _connect(socket.SOCK_STREAM), errno.EACCES):
        held.append(Layer.LANDLOCK_CONNECTIONS)
    if _fails(lambda: os.kill(os.getppid(), 0), errno.EPERM):
        held.append(Layer.LANDLOCK_OUTSIDE)
    system_calls.install(libc)
    if _fails(socket.socket, errno.EPERM) and _fails(_become_no_program, errno.EPERM):
        held.append(Layer.SYSTEM_CALLS)
    return held


def _leave_network(libc: ctypes.CDLL) -> None:
    """Move into an empty network where the system lets us.

    Root needs no user namespace for that, and would lose in one its right to read its own program in any folder.
    """
    libc.unshare(c_int(_CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET))


def _drop_privileges(libc: ctypes.CDLL) -> bool:
    """Give up all capabilities but one, be they root's or those of a user namespace."""
    header = (c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (c_uint32 * 6)()  # effective, permitted and inheritable, first of the lower 32 capabilities
    libc.capget(header, sets)
    kept = sets[1] & _CAP_DAC_READ_SEARCH
    libc.capset(header, (c_uint32 * 6)(kept, kept))
    is_read = libc.capget(header, sets) == 0
    return is_read and list(sets) == [kept, kept, 0, 0, 0, 0]


def _end_with_parent(libc: ctypes.CDLL, parent: int) -> bool:
    """Have the system kill this process when `parent` ends.

    A parent that ended before has sent no request, so that nothing keeps this process from noticing the closed pipe.
    """
    libc.prctl(c_int(_PR_SET_PDEATHSIG), c_ulong(signal.SIGKILL), c_ulong(0), c_ulong(0), c_ulong(0))
    sent = c_int()
    libc.prctl(c_int(_PR_GET_PDEATHSIG), ctypes.byref(sent), c_ulong(0), c_ulong(0), c_ulong(0))
    return sent.value == signal.SIGKILL and os.getppid() == parent


def _fails(attempt: Callable[[], object], expected: int) -> bool:
    try:
        attempt()
    except OSError as error:
        return error.errno == expected
    return False


def _open_to_write() -> None:
    os.close(os.open(os.devnull, os.O_WRONLY))


def _become_no_program() -> None:
    os.execv(os.devnull, ["a device"])  # noqa: S606 - fails in any case, and in another way where nothing refuses it


def _connect(kind: socket.SocketKind) -> None:
    with socket.socket(socket.AF_INET, kind) as connecting:
        connecting.connect(("127.0.0.1", 9))  # nobody needs to listen: the ways to fail differ
