"""The folder that uploaded files are stored in: within limits, whole, and never one over another."""

import contextlib
import os
import secrets
import threading
import time
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import DiskFull, FootnoteError, SettingsError
from bot.ingest.collection import own_kind
from bot.ingest.folders import UPLOADS_MARK
from bot.library.failures import is_full
from bot.ui.saying import say
from bot.ui.upload_names import cleaned_name, free_name

PART = ".part-"  # hidden, so that no build looks at a file that is still coming
PART_KEPT_S = 86_400  # nobody uploads one file for a day
MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What may be uploaded: the size of one file, and how many and how much the folder may hold in all."""

    file_mib: int = 100
    files: int = 1_000
    total_mib: int = 4_096


class UploadFolder:
    """The folder at `path`, which is made when it is first needed. Safe to use from several threads."""

    def __init__(self, path: Path, limits: UploadLimits) -> None:
        self.path = path
        self._limits = limits
        self._lock = threading.Lock()

    async def store(self, name: str, chunks: AsyncIterable[bytes]) -> str:
        """Store a file under a cleaned name, never over another. Returns the name.

        Raises:
            SettingsError: the name cannot be used, or a limit is exceeded.
            DiskFull: there is no room left.
        """
        wanted = cleaned_name(name)
        if own_kind(Path(wanted.lower())):  # some file systems tell no case apart
            raise SettingsError(
                say("{name}: holds settings or tests of a folder and is no document; rename the file.", name=wanted)
            )
        try:
            self._make()
            self._require_room()
            return (await self._received(wanted, chunks)).name
        except OSError as error:
            raise _not_stored(wanted, error) from error

    def stored(self) -> list[Path]:
        """The files that have come whole, by name; none where there is no folder."""
        if not self.path.is_dir():
            return []
        return sorted(Path(entry.path) for entry in os.scandir(self.path) if not entry.name.startswith("."))

    def prepare(self) -> None:
        """Make the folder ready for a build."""
        self._make()
        self._drop_old_parts()

    def _make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / UPLOADS_MARK).touch()

    async def _received(self, name: str, chunks: AsyncIterable[bytes]) -> Path:
        """The file, written to the end and only then given its name."""
        part = self.path / f"{PART}{secrets.token_hex(8)}"
        try:
            size = 0
            with part.open("xb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self._limits.file_mib * MIB:
                        raise _too_large(name, self._limits.file_mib)
                    file.write(chunk)
            with self._lock:  # of two files of one name, the second finds the first
                path = free_name(self.path, name)
                part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        return path

    def _require_room(self) -> None:
        sizes = [entry.stat().st_size for entry in os.scandir(self.path) if entry.name != UPLOADS_MARK]
        if len(sizes) >= self._limits.files:
            raise SettingsError(
                say("There are {count} uploaded files, which is the limit; remove some first.", count=len(sizes))
            )
        if sum(sizes) >= self._limits.total_mib * MIB:
            most_mib = self._limits.total_mib
            raise SettingsError(say("The uploaded files hold {mib} MiB, the limit; remove some first.", mib=most_mib))

    def _drop_old_parts(self) -> None:
        """Delete what was being received when a server was killed."""
        for part in self.path.glob(f"{PART}*"):
            with contextlib.suppress(OSError):
                if time.time() - part.stat().st_mtime > PART_KEPT_S:
                    part.unlink()


def _too_large(name: str, most_mib: int) -> FootnoteError:
    return SettingsError(say("{name}: is larger than {mib} MiB, which is the limit.", name=name, mib=most_mib))


def _not_stored(name: str, error: OSError) -> FootnoteError:
    if is_full(error):
        return DiskFull(say("{name}: no room left on the disk; free some space and upload it again.", name=name))
    return SettingsError(say("{name}: cannot be stored ({reason}).", name=name, reason=error.strerror))
