"""Files that outlive a kill or a power cut: synced, checksummed, replaced in one step."""

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

CHUNK_BYTES = 1 << 20
REPLACE_ATTEMPTS = 20  # Windows refuses to replace a file while a reader has it open, which takes milliseconds
REPLACE_PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What a file must be: its name relative to its folder (forward slashes), size in bytes, lower-case SHA-256."""

    name: str
    size: int
    sha256: str


def record_of(folder: Path, name: str) -> FileRecord:
    """The record of the file as it stands now. Raises OSError when it cannot be read."""
    digest = hashlib.sha256()
    size = 0
    with (folder / name).open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return FileRecord(name, size, digest.hexdigest())


def sync_tree(folder: Path) -> tuple[FileRecord, ...]:
    """Sync every file and folder under `folder` to the disk and return the files' records, sorted by name."""
    records = []
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            _sync_file(path)
            records.append(record_of(folder, path.relative_to(folder).as_posix()))
    sync_folder(folder)
    return tuple(sorted(records, key=lambda record: record.name))


def replace_text(path: Path, text: str) -> None:
    """Put `text` in the place of the file in one step: a reader sees the old text or the new one, never a mixture."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    _replace(fresh, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names inside `folder` durable; does nothing where folders cannot be opened (Windows)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _replace(fresh: Path, path: Path) -> None:
    for _ in range(REPLACE_ATTEMPTS - 1):
        try:
            fresh.replace(path)
        except PermissionError:
            time.sleep(REPLACE_PAUSE_S)
        else:
            return
    fresh.replace(path)
