"""What code in C might try in a reading process, one attempt in each; none of it passes Python's audit hook.

    python -m tests.ingest.native_attempts [--as-nobody] [--unconfined]

prints a JSON object: for every attempt "done", the name of the error, or the signal that ended it. Each is made by a
process of its own, which is confined first; what it aims at is made here and looked at again afterwards: a change that
no attempt should have brought about counts as "done".
"""

import argparse
import ctypes
import json
import mmap
import os
import platform
import resource  # noqa: F401 - `confine` imports it, and another user may have no right to Python's own files
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from ctypes import byref, c_char, c_char_p, c_int, c_long, c_size_t, c_uint, c_ulong, c_void_p, create_string_buffer
from dataclasses import dataclass
from errno import errorcode
from pathlib import Path

from bot.config import ReadingLimits
from bot.sandbox import confine

NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)
SECRET = b"not for a reader"
# Calls newer than Linux 5.1 have one number everywhere.
PIDFD_OPEN, IO_URING_SETUP, OPENAT2, CLONE3 = 434, 425, 437, 435
PROCESS_VM_READV = {"x86_64": 310, "aarch64": 270}
PTRACE_ATTACH, PR_SET_PDEATHSIG, F_SETOWN, MS_BIND = 16, 1, 8, 4096
CLONE_NEWUSER, CLONE_NEWNS = 0x1000_0000, 0x2_0000


@dataclass(frozen=True, slots=True)
class Target:
    """What an attempt aims at: a folder with the file `secret`, servers that listen, a pipe, and its parent process."""

    folder: bytes
    pathname: str
    abstract: str
    tcp: tuple[str, int]
    udp: tuple[str, int]
    pipe: int
    parent: int

    @property
    def secret(self) -> bytes:
        """Another document."""
        return self.folder + b"/secret"


Attempt = Callable[[Target], int]


def _opens(path: Callable[[Target], bytes], flags: int = os.O_RDONLY) -> Attempt:
    return lambda target: LIBC.open(c_char_p(path(target)), c_int(flags), c_uint(0o600))


def _calls(name: str, *arguments: object) -> Attempt:
    return lambda _: getattr(LIBC, name)(*arguments)


def _on_secret(name: str, *arguments: object) -> Attempt:
    return lambda target: getattr(LIBC, name)(c_char_p(target.secret), *arguments)


def _beside_secret(name: str, *arguments: object) -> Attempt:
    return lambda target: getattr(LIBC, name)(c_char_p(target.folder + b"/new"), *arguments)


def _secret_and_new(name: str) -> Attempt:
    return lambda target: getattr(LIBC, name)(c_char_p(target.secret), c_char_p(target.folder + b"/new"))


def _at_parent(name: str, *arguments: object) -> Attempt:
    return lambda target: getattr(LIBC, name)(c_int(target.parent), *arguments)


def _system_call(number: int, *arguments: object) -> Attempt:
    return lambda _: LIBC.syscall(c_long(number), *arguments)


def _connects(family: int, kind: int, address: Callable[[Target], str | tuple[str, int]]) -> Attempt:
    """Through the address in C, sent on as well, for a datagram is connected without anybody's help."""

    def attempt(target: Target) -> int:
        descriptor = LIBC.socket(c_int(family), c_int(kind), c_int(0))
        if descriptor < 0:
            return -1
        packed = _address(family, address(target))
        if LIBC.connect(c_int(descriptor), c_char_p(packed), c_uint(len(packed))) < 0:
            return -1
        return int(LIBC.send(c_int(descriptor), c_char_p(b"x"), c_size_t(1), c_int(0)))

    return attempt


def _address(family: int, address: str | tuple[str, int]) -> bytes:
    """`struct sockaddr_un` or `struct sockaddr_in`."""
    head = family.to_bytes(2, sys.byteorder)
    if isinstance(address, str):
        return head + address.encode() + (b"" if address.startswith("\0") else b"\0")
    return head + address[1].to_bytes(2, "big") + socket.inet_aton(address[0]) + bytes(8)


def _lists(target: Target) -> int:
    LIBC.opendir.restype = c_void_p
    return 0 if LIBC.opendir(c_char_p(target.folder)) else -1


def _executes(_: Target) -> int:
    return int(LIBC.execve(c_char_p(b"/bin/true"), (c_char_p * 2)(b"true", None), (c_char_p * 1)(None)))


def _spawns(_: Target) -> int:
    pid = c_int()
    error = LIBC.posix_spawn(
        byref(pid), c_char_p(b"/bin/true"), None, None, (c_char_p * 2)(b"true", None), (c_char_p * 1)(None)
    )
    ctypes.set_errno(error)
    return -1 if error else 0


def _forks(_: Target) -> int:
    pid = int(LIBC.fork())
    if pid == 0:
        os._exit(0)
    return pid


def _clones(_: Target) -> int:
    pid = int(LIBC.syscall(c_long(CLONE3), byref((c_ulong * 8)()), c_size_t(64)))
    if pid == 0:
        os._exit(0)
    return pid


def _calls_in_the_manner_of_32_bits(_: Target) -> int:
    """`mov eax, 20; int 0x80; ret`: getpid of a program for the i386, which could be any call of its list."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    return int(ctypes.CFUNCTYPE(c_int)(ctypes.addressof(c_char.from_buffer(page)))())


def _reads_parent(target: Target) -> int:
    """Nothing, in fact, but a kernel that lets us would say so."""
    number = PROCESS_VM_READV[platform.machine()]
    return int(
        LIBC.syscall(c_long(number), c_int(target.parent), c_void_p(), c_ulong(0), c_void_p(), c_ulong(0), c_ulong(0))
    )


# The error that an attempt must end in is not told: any will do, and being killed.
ATTEMPTS: dict[str, Attempt] = {
    "open /etc/shadow": _opens(lambda _: b"/etc/shadow"),
    "open /etc/passwd": _opens(lambda _: b"/etc/passwd"),
    "open another document": _opens(lambda target: target.secret),
    "open another document by openat2": lambda target: int(
        LIBC.syscall(c_long(OPENAT2), c_int(-100), c_char_p(target.secret), byref((c_ulong * 3)()), c_size_t(24))
    ),
    "list a folder": _lists,
    "list the root": _opens(lambda _: b"/", os.O_DIRECTORY),
    "open /proc/PARENT/mem": _opens(lambda target: b"/proc/%d/mem" % target.parent),
    "open /proc/PARENT/environ": _opens(lambda target: b"/proc/%d/environ" % target.parent),
    "open /proc/self/environ": _opens(lambda _: b"/proc/self/environ"),
    "open a terminal": _opens(lambda _: b"/dev/ptmx", os.O_RDWR),
    "open to write": _opens(lambda target: target.secret, os.O_WRONLY),
    "open to truncate": _opens(lambda target: target.secret, os.O_RDONLY | os.O_TRUNC),
    "create a file": _opens(lambda target: target.folder + b"/new", os.O_WRONLY | os.O_CREAT),
    "create a file without a name": _opens(lambda target: target.folder, os.O_RDWR | getattr(os, "O_TMPFILE", 0)),
    "truncate": _on_secret("truncate", c_long(0)),
    "unlink": _on_secret("unlink"),
    "chmod": _on_secret("chmod", c_uint(0o777)),
    "change the times": _on_secret("utimes", None),
    "set an attribute": _on_secret("setxattr", c_char_p(b"user.a"), c_char_p(b"a"), c_size_t(1), c_int(0)),
    "rename": _secret_and_new("rename"),
    "link": _secret_and_new("link"),
    "symlink": _secret_and_new("symlink"),
    "mkdir": _beside_secret("mkdir", c_uint(0o700)),
    "make a pipe with a name": _beside_secret("mkfifo", c_uint(0o600)),
    "watch a folder": _calls("inotify_init"),
    "connect to a Unix socket by its path": _connects(
        socket.AF_UNIX, socket.SOCK_STREAM, lambda target: target.pathname
    ),
    "connect to an abstract Unix socket": _connects(socket.AF_UNIX, socket.SOCK_STREAM, lambda target: target.abstract),
    "connect by TCP": _connects(socket.AF_INET, socket.SOCK_STREAM, lambda target: target.tcp),
    "send by UDP": _connects(socket.AF_INET, socket.SOCK_DGRAM, lambda target: target.udp),
    "open a netlink socket": _calls("socket", c_int(16), c_int(socket.SOCK_RAW), c_int(0)),
    "open a pair of sockets": _calls("socketpair", c_int(1), c_int(1), c_int(0), (c_int * 2)()),
    "kill(PARENT, 0)": _at_parent("kill", c_int(0)),
    "kill(PARENT, SIGTERM)": _at_parent("kill", c_int(signal.SIGTERM)),
    "kill(-1, 0)": _calls("kill", c_int(-1), c_int(0)),
    "tgkill(PARENT, SIGTERM)": lambda target: int(
        LIBC.tgkill(c_int(target.parent), c_int(target.parent), c_int(signal.SIGTERM))
    ),
    "sigqueue(PARENT, SIGTERM)": _at_parent("sigqueue", c_int(signal.SIGTERM), c_void_p()),
    "have signals sent to PARENT when a pipe is written to": lambda target: int(
        LIBC.fcntl(c_int(target.pipe), c_int(F_SETOWN), c_int(target.parent))
    ),
    "pidfd_open(PARENT)": lambda target: int(LIBC.syscall(c_long(PIDFD_OPEN), c_int(target.parent), c_uint(0))),
    "ptrace(PARENT)": lambda target: int(
        LIBC.ptrace(c_long(PTRACE_ATTACH), c_int(target.parent), c_long(0), c_long(0))
    ),
    "process_vm_readv(PARENT)": _reads_parent,
    "prlimit(PARENT)": lambda target: int(LIBC.prlimit(c_int(target.parent), c_int(7), c_void_p(), (c_ulong * 2)())),
    "setpriority(PARENT)": lambda target: int(LIBC.setpriority(c_int(0), c_int(target.parent), c_int(1))),
    "sched_setaffinity(PARENT)": _at_parent("sched_setaffinity", c_size_t(8), byref(c_ulong(1))),
    "execve": _executes,
    "posix_spawn": _spawns,
    "fork": _forks,
    "clone3": _clones,
    "unshare the user namespace": _calls("unshare", c_int(CLONE_NEWUSER)),
    "unshare the mounts": _calls("unshare", c_int(CLONE_NEWNS)),
    "mount": lambda target: int(
        LIBC.mount(c_char_p(target.folder), c_char_p(target.folder), None, c_ulong(MS_BIND), None)
    ),
    "chroot": lambda target: int(LIBC.chroot(c_char_p(target.folder))),
    "setuid": _calls("setuid", c_uint(NOBODY - 1)),
    "io_uring_setup": _system_call(IO_URING_SETUP, c_uint(1), create_string_buffer(120)),
    "memfd_create": _calls("memfd_create", c_char_p(b"a"), c_uint(0)),
    "shmget": _calls("shmget", c_int(0), c_size_t(4096), c_int(0o1600)),
    "msgget": _calls("msgget", c_int(0), c_int(0o1600)),
    "outlive PARENT": _calls("prctl", c_int(PR_SET_PDEATHSIG), c_ulong(0), c_ulong(0), c_ulong(0), c_ulong(0)),
}
if platform.machine() == "x86_64":
    ATTEMPTS |= {
        "a call of another processor": _calls_in_the_manner_of_32_bits,
        "a call of the x32 kind": _system_call(0x4000_0000 | 39),
    }
LASTING = frozenset({"mount", "ptrace(PARENT)", "shmget", "msgget"})  # so these are never made unconfined
# What needs root, or what some kernels and containers refuse to everybody.
OFTEN_REFUSED = frozenset(
    {
        "open /etc/shadow",
        "open /proc/PARENT/mem",
        "open /proc/PARENT/environ",
        "open /proc/self/environ",
        "open another document by openat2",
        "set an attribute",
        "process_vm_readv(PARENT)",
        "pidfd_open(PARENT)",
        "clone3",
        "unshare the user namespace",
        "unshare the mounts",
        "chroot",
        "setuid",
        "io_uring_setup",
        "a call of another processor",
        "a call of the x32 kind",
    }
)


def main() -> None:
    """Make the attempts and print how they ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--as-nobody", action="store_true")
    parser.add_argument("--unconfined", action="store_true")
    arguments = parser.parse_args()
    caught: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: caught.append(number))
    if arguments.as_nobody:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    outcomes = {
        name: _outcome(name, attempt, caught, is_confined=not arguments.unconfined)
        for name, attempt in ATTEMPTS.items()
        if not (arguments.unconfined and name in LASTING)
    }
    sys.stdout.write(json.dumps(outcomes))


def _outcome(name: str, attempt: Attempt, caught: list[int], *, is_confined: bool) -> str:
    """How one attempt ended, made by a child of its own on targets of its own."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        secret = Path(folder) / "secret"
        secret.write_bytes(SECRET)
        before = secret.stat()
        target, listening = _target(folder, servers)
        told = _told_by_child(attempt, target, is_confined=is_confined)
        after = sorted(Path(folder).iterdir())
        is_as_before = secret in after and len(after) == 2 and secret.stat() == before
        if is_confined and (not is_as_before or caught or any(map(_was_reached, listening))):
            return f"done: {name} was refused ({told}), and yet it had an effect"
    return told


def _target(folder: str, servers: ExitStack) -> tuple[Target, list[socket.socket]]:
    pathname, abstract = f"{folder}/listening", f"\0footnote-{os.getpid()}-{len(folder)}"
    listening = [
        servers.enter_context(socket.socket(family, kind))
        for family, kind in (
            (socket.AF_UNIX, socket.SOCK_STREAM),
            (socket.AF_UNIX, socket.SOCK_STREAM),
            (socket.AF_INET, socket.SOCK_STREAM),
            (socket.AF_INET, socket.SOCK_DGRAM),
        )
    ]
    addresses: list[str | tuple[str, int]] = [pathname, abstract, ("127.0.0.1", 0), ("127.0.0.1", 0)]
    for server, address in zip(listening, addresses, strict=True):
        server.setblocking(False)
        server.bind(address)
        if server.type == socket.SOCK_STREAM:
            server.listen()
    tcp, udp = (server.getsockname() for server in listening[2:])
    reading, writing = os.pipe()
    servers.callback(os.close, reading)
    servers.callback(os.close, writing)
    return Target(folder.encode(), pathname, abstract, tcp, udp, reading, os.getpid()), listening


def _was_reached(server: socket.socket) -> bool:
    try:
        if server.type == socket.SOCK_STREAM:
            server.accept()[0].close()
        else:
            server.recv(1)
    except BlockingIOError:
        return False
    return True


def _told_by_child(attempt: Attempt, target: Target, *, is_confined: bool) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if is_confined:
                confine(ReadingLimits(), target.parent)
            ctypes.set_errno(0)
            told = "done" if attempt(target) >= 0 else errorcode.get(ctypes.get_errno(), "no error")
            os.write(writing, told.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read() or "done"  # it is another program now
    _, status = os.waitpid(child, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else told


if __name__ == "__main__":
    main()
