"""Landlock: a process of Linux gives up rights to files, to connections and to signals for good.

See https://docs.kernel.org/userspace-api/landlock.html. The numbers of its system calls are those of every processor.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from ctypes import c_int, c_int32, c_long, c_size_t, c_uint, c_uint64, c_void_p

_CREATE_RULESET = 444
_ADD_RULE = 445
_RESTRICT_SELF = 446
_ASK_VERSION = 1 << 0
_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
# All rights to files, by the version that brought them: 1 executing, writing, reading, listing, removing and making
# (bits 0 to 12), 2 linking across folders, 3 truncating, 5 the controls of devices.
_FILES = ((1, (1 << 13) - 1), (2, 1 << 13), (3, 1 << 14), (5, 1 << 15))
_TCP = ((4, 0b11),)  # binding and connecting
_OUTSIDE = ((6, 0b11),)  # abstract Unix sockets and signals of processes that are not confined with this one


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`; a kernel that does not know the last fields takes them when they are zero."""

    _fields_ = (("handled_access_fs", c_uint64), ("handled_access_net", c_uint64), ("scoped", c_uint64))


class _Beneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`."""

    _pack_ = 1
    _layout_ = "ms"  # Python 3.14 wants it said
    _fields_ = (("allowed_access", c_uint64), ("parent_fd", c_int32))


def restrict(libc: ctypes.CDLL, readable: Iterable[str]) -> None:
    """Allow this thread, and those that it starts, to read files below `readable` and nothing else of what it knows.

    Does nothing where the kernel has no Landlock. Needs `no_new_privs`.
    """
    version = libc.syscall(c_long(_CREATE_RULESET), c_void_p(None), c_size_t(0), c_uint(_ASK_VERSION))
    rules = _Ruleset(*(_known(rights, version) for rights in (_FILES, _TCP, _OUTSIDE)))
    handle = libc.syscall(c_long(_CREATE_RULESET), ctypes.byref(rules), c_size_t(ctypes.sizeof(rules)), c_uint(0))
    if handle < 0:
        return
    try:
        for path in readable:
            with suppress(OSError):  # it does not exist, or this user has no right to it either
                _allow_reading(libc, handle, path)
        libc.syscall(c_long(_RESTRICT_SELF), c_int(handle), c_uint(0))
    finally:
        os.close(handle)


def _known(rights: Iterable[tuple[int, int]], version: int) -> int:
    return sum(bits for since, bits in rights if since <= version)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        rule = _Beneath(_READ_FILE | _READ_DIR if is_folder else _READ_FILE, descriptor)
        libc.syscall(c_long(_ADD_RULE), c_int(ruleset), c_int(_PATH_BENEATH), ctypes.byref(rule), c_uint(0))
    finally:
        os.close(descriptor)
