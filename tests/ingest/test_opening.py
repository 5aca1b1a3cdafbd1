"""Sources are opened and hashed only when they are files proper, and never read without end."""

import hashlib
import os
from pathlib import Path

import pytest

from bot.errors import ReadingError
from bot.ingest.changes import Memory, compare
from bot.ingest.folders import SourceFile
from bot.ingest.opening import hash_source, open_source
from bot.ingest.parsing.source_file import OpenedSource

NO_FILE = "is no file but a folder, pipe or device"


def test_the_hash_is_that_of_all_bytes(tmp_path: Path) -> None:
    content = b"words\r\n\x1a" * 300_000  # more than one reading takes, and what Windows would change in a text
    (tmp_path / "a.txt").write_bytes(content)
    assert hash_source(tmp_path / "a.txt") == hashlib.sha256(content).hexdigest()
    (tmp_path / "empty").touch()
    assert hash_source(tmp_path / "empty") == hashlib.sha256(b"").hexdigest()


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12345")
    assert hash_source(tmp_path / "a.txt", max_bytes=4) == ""
    assert hash_source(tmp_path / "a.txt", max_bytes=5) == hashlib.sha256(b"12345").hexdigest()


def test_a_file_that_grows_while_it_is_hashed_is_read_one_byte_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"12345")
    read = os.read

    def grow(descriptor: int, size: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"more")
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", grow)
    assert hash_source(path) == hashlib.sha256(b"12345m").hexdigest()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such entries")
def test_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(ReadingError, match=NO_FILE):
            hash_source(tmp_path / name)
    with pytest.raises(ReadingError, match=NO_FILE), open_source(tmp_path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such entries")
def test_a_file_that_becomes_a_pipe_or_goes_before_it_is_hashed_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    files = [SourceFile(tmp_path / name, name) for name in ("gone", "pipe")]
    changes = compare(files, [tmp_path], Memory({}, {}, "r", "r", tmp_path / "uploads"), file_mib=1)
    assert [(refused.source.document_id, refused.reason) for refused in changes.refused] == [
        ("gone", f"{tmp_path / 'gone'}: is gone since its folder was listed; build again."),
        ("pipe", f"{tmp_path / 'pipe'}: {NO_FILE}; take it out of the folder."),
    ]


@pytest.mark.parametrize(("later", "given"), [(b"", 0), (b"x" * 3_000_000, 2), (b"x" * 1_000_000, 0)])
def test_a_file_that_changes_its_size_is_never_given_away_whole(tmp_path: Path, later: bytes, given: int) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(b"x" * 2_500_000)
    source = OpenedSource.at(path, 1 << 22, "too large")
    path.write_bytes(later)
    chunks: list[bytes] = []
    with pytest.raises(ReadingError, match="changed while it was read; build again once it is complete"):
        chunks.extend(source.chunks())
    assert len(b"".join(chunks)) in range(0, 2_500_000)
    assert len(chunks) == given


def test_a_file_that_says_no_true_size_is_refused_and_one_at_the_limit_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"12345")
    assert b"".join(OpenedSource.at(path, 5, "too large").chunks()) == b"12345"
    with pytest.raises(ReadingError, match="too large"):
        OpenedSource.at(path, 4, "too large")
    path.write_bytes(b"")
    assert list(OpenedSource.at(path, 5, "too large").chunks()) == []
    if Path("/proc/self/status").exists():
        with pytest.raises(ReadingError, match="changed while it was read"):
            OpenedSource.at(Path("/proc/self/status"), 5, "too large")
