"""What the reading process gives away for good before it reads: memory beyond the limit, files to write, the network.

Everything here is enforced by the operating system, so it holds for libraries in C too. Linux has all of it; macOS
the resource limits but that on memory, which the parent watches there; Windows has none of it.
"""

import ctypes
import os
import signal
import sys
from contextlib import suppress
from ctypes import c_int, c_long, c_size_t, c_uint, c_uint64, c_ulong, c_void_p

from bot.config import ReadingLimits

_MIB = 1 << 20
_MAX_OPEN_FILES = 64  # a reader has none open but modules it is importing
# From linux/prctl.h, linux/sched.h and linux/landlock.h; the system call numbers are those of every architecture.
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_LANDLOCK_CREATE_RULESET = 444
_LANDLOCK_RESTRICT_SELF = 446
_LANDLOCK_VERSION = 1 << 0
# The rights to files by the version of Landlock that brought them: 1 knows executing (bit 0), writing (1), removing and
# making (4 to 12), 2 linking across folders (13), 3 truncating (14). Reading (2, 3) stays.
_LANDLOCK_WRITING = ((1, 0b1_1111_1111_0011), (2, 1 << 13), (3, 1 << 14))
_LANDLOCK_TCP = (4, 0b11)  # binding and connecting


def confine(limits: ReadingLimits) -> None:
    """Give away what can be; what this system cannot refuse, the guard and the parent still do.

    Must run before a second thread is started: Linux lets no other process change its user namespace.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what it means
    if sys.platform == "win32":
        return
    _limit_resources(limits)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(c_int(_PR_SET_NO_NEW_PRIVS), c_ulong(1), c_ulong(0), c_ulong(0), c_ulong(0))
        _leave_network(libc)
        _give_up_writing(libc)


def limit_processor_time(limits: ReadingLimits) -> None:
    """Let the system end a process whose parent is gone and that is caught in C code, where no thread can end it.

    Twice the limit of the clock, so that the parent, which has better words for it, always comes first.
    """
    if sys.platform != "win32":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used + 2 * limits.seconds) + 1, resource.RLIM_INFINITY))


def _limit_resources(limits: ReadingLimits) -> None:
    if sys.platform == "win32":
        return
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


def _leave_network(libc: ctypes.CDLL) -> None:
    """Move into an empty network where the system lets us.

    Root needs no user namespace for that, and would lose in one its right to read other people's files.
    """
    libc.unshare(c_int(_CLONE_NEWNET if os.geteuid() == 0 else _CLONE_NEWUSER | _CLONE_NEWNET))


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr` up to version 4."""

    _fields_ = (("handled_access_fs", c_uint64), ("handled_access_net", c_uint64))


def _give_up_writing(libc: ctypes.CDLL) -> None:
    """Refuse, by Landlock, programs, changes of the file system and TCP connections: rights that no rule gives back."""
    version = libc.syscall(c_long(_LANDLOCK_CREATE_RULESET), c_void_p(None), c_size_t(0), c_uint(_LANDLOCK_VERSION))
    if version < 1:  # the kernel has no Landlock
        return
    files = sum(rights for since, rights in _LANDLOCK_WRITING if since <= version)
    network = _LANDLOCK_TCP[1] if _LANDLOCK_TCP[0] <= version else 0
    rules = _Ruleset(files, network)
    size = ctypes.sizeof(rules) if network else ctypes.sizeof(c_uint64)
    handle = libc.syscall(c_long(_LANDLOCK_CREATE_RULESET), ctypes.byref(rules), c_size_t(size), c_uint(0))
    if handle >= 0:
        libc.syscall(c_long(_LANDLOCK_RESTRICT_SELF), c_int(handle), c_uint(0))
        os.close(handle)
