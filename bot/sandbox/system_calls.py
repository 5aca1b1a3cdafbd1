"""A filter of system calls (seccomp) that lets a process of Linux go on with what it has and get at nothing else.

It is a list of what is allowed, `system_calls.toml`. The rest fails with EPERM; calls that came with Linux 5.1 or later
"do not exist", so that the C library takes the older ones, over whose arguments the filter decides. For some calls, and
for those made in the manner of another processor, the process is ended on the spot.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from ctypes import c_int, c_ulong, c_ushort, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PR_SET_SECCOMP = 22
_SECCOMP_MODE_FILTER = 2
_TABLE = Path(__file__).with_name("system_calls.toml")
FIRST_SHARED = 424  # from here on, Linux 5.1, a number means the same call on every architecture
X32 = 0x4000_0000  # a bit in the number: the call of a program with short addresses, numbered otherwise

# From linux/bpf_common.h: load a word of `struct seccomp_data`; mask it; jump when equal or not less; return.
_LOAD, _AND, _IF_EQUAL, _IF_NOT_LESS, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # where they stand in `struct seccomp_data`
_ALLOW, _FAIL, _KILL = 0x7FFF_0000, 0x0005_0000, 0x8000_0000

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, operand


@dataclass(frozen=True, slots=True)
class Architecture:
    """A processor: how seccomp calls it (linux/audit.h), and its column in the table of numbers."""

    audit: int
    column: int


ARCHITECTURES = {"x86_64": Architecture(0xC000_003E, 0), "aarch64": Architecture(0xC000_00B7, 1)}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A call that is allowed when an argument, as far as `mask` covers it, has one of these values."""

    numbers: Sequence[int]
    argument: int
    mask: int
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Table:
    """`system_calls.toml`."""

    allowed: Mapping[str, Sequence[int]]
    when: Mapping[str, _Rule]
    killed: Mapping[str, Sequence[int]]


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", c_ushort), ("instructions", c_void_p))


def install(libc: ctypes.CDLL) -> None:
    """Filter the calls of this thread and of those that it starts. Needs `no_new_privs`.

    Does nothing on processors whose numbers are not in the table, or without seccomp in the kernel.
    """
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or sys.maxsize < 2**32:
        return
    filtering = instructions(architecture, own_pid=os.getpid())
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *instruction) for instruction in filtering))
    program = _Program(len(filtering), ctypes.cast(code, c_void_p))
    libc.prctl(c_int(_PR_SET_SECCOMP), c_ulong(_SECCOMP_MODE_FILTER), ctypes.byref(program), c_ulong(0), c_ulong(0))


def instructions(architecture: Architecture, *, own_pid: int) -> list[Instruction]:
    """The filter as a program for the kernel's virtual machine."""
    table = _table()
    filtering = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, architecture.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        *_one_of(_numbers(table.allowed.values(), architecture), _ALLOW),
        *_one_of(_numbers(table.killed.values(), architecture), _KILL),
    ]
    for name, rule in table.when.items():
        if (number := rule.numbers[architecture.column]) >= 0:
            checked = _checked(rule, [own_pid] if name == "tgkill" else rule.values)
            filtering += [(_IF_EQUAL, 0, len(checked), number), *checked]
    return [
        *filtering,
        *_when(_IF_NOT_LESS, X32, _KILL),
        *_when(_IF_NOT_LESS, FIRST_SHARED, _FAIL | errno.ENOSYS),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
    ]


def _numbers(calls: Iterable[Sequence[int]], architecture: Architecture) -> list[int]:
    return sorted(numbers[architecture.column] for numbers in calls if numbers[architecture.column] >= 0)


def _one_of(values: Iterable[int], verdict: int) -> list[Instruction]:
    return [instruction for value in values for instruction in _when(_IF_EQUAL, value, verdict)]


def _when(comparison: int, value: int, verdict: int) -> list[Instruction]:
    return [(comparison, 0, 1, value), (_RETURN, 0, 0, verdict)]


def _checked(rule: _Rule, values: Iterable[int]) -> list[Instruction]:
    """Allow or not by an argument: the lower half of it, which is all that the kernel looks at in these calls."""
    return [
        (_LOAD, 0, 0, _ARGUMENTS + 8 * rule.argument),
        (_AND, 0, 0, rule.mask),
        *_one_of(values, _ALLOW),
        (_RETURN, 0, 0, _FAIL | errno.EPERM),
    ]


@cache
def _table() -> _Table:
    read = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return _Table(read["allowed"], {name: _Rule(**rule) for name, rule in read["when"].items()}, read["killed"])
