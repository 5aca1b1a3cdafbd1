"""Seals on answers, by which a thumb proves that the page gave the answer it is about.

A seal names the answer at random, and says what a thumb on any of its quotations would keep, by an HMAC (RFC 2104)
whose key lies beside the index: so it holds after a reload, after a restart, and for every process over the index.
"""

import hmac
import json
import os
import secrets
from dataclasses import asdict
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import filelock

from bot.feedback.records import Opinion, thumb
from bot.library.durable import sync_folder
from bot.records import Answer

KEY_FILE = "feedback.key"
LOCK = "feedback.key.lock"
KEY_BYTES = 32
NAME_BYTES = 8  # two answers have one name once in billions
WAIT_S = 5.0


class Seals:
    """Seals answers, and knows its own seals again. Safe to use from several threads and processes."""

    def __init__(self, index: Path) -> None:
        self._path = index / KEY_FILE
        self._lock = index / LOCK

    def seal(self, answer: Answer) -> str:
        """A seal for an answer that is given now."""
        name = secrets.token_hex(NAME_BYTES)
        return f"{name}.{self._code(name, answer)}"

    def name(self, answer: Answer, seal: str) -> str | None:
        """The name that `seal` gives the answer; None when it was not made for this answer, or with another key."""
        name, _, code = seal.partition(".")
        given = code.encode("utf-8", "replace")  # what comes from outside need not be ASCII
        return name if hmac.compare_digest(given, self._code(name, answer).encode()) else None

    def _code(self, name: str, answer: Answer) -> str:
        kept = [asdict(thumb(answer, quotation, Opinion.RELEVANT, "", name)) for quotation in answer.passages]
        return hmac.new(self._key, json.dumps([name, kept]).encode(), sha256).hexdigest()

    @cached_property
    def _key(self) -> bytes:
        """The key beside the index, made when there is none; one of this process alone where no thumb can be kept."""
        if not self._path.parent.is_dir():
            return secrets.token_bytes(KEY_BYTES)
        try:
            with filelock.FileLock(self._lock, timeout=WAIT_S):
                return self._read() or self._made()
        except (OSError, filelock.Timeout):
            return secrets.token_bytes(KEY_BYTES)

    def _read(self) -> bytes | None:
        """The key; None when there is none, or no whole one."""
        try:
            key = self._path.read_bytes()
        except FileNotFoundError:
            return None
        return key if len(key) == KEY_BYTES else None

    def _made(self) -> bytes:
        """A new key, for the owner of the index to read and nobody else."""
        key, fresh = secrets.token_bytes(KEY_BYTES), self._path.with_name(f"{KEY_FILE}.new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        sync_folder(self._path.parent)
        return key
