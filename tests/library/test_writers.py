"""One writer at a time, and what a disk does that has no room."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import DiskFull, IndexBusy, SettingsError
from bot.library import Library
from bot.library.failures import reads_as_full
from tests.library.samples import AFTER, BEFORE, COOLING, ENCODER, answers_of, encode_pending, put, update

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from bot.library import Library
with Library.write(sys.argv[1], command="footnote watch"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> "subprocess.Popen[str]":
    """Another process that holds the writer lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def enter(folder: Path) -> None:
    with Library.write(folder):
        pass


def test_a_second_writer_is_told_who_is_writing(tmp_path: Path) -> None:
    told = rf"is being written by process {os.getpid()} on .*\(footnote build corpus, since 2"
    with Library.write(tmp_path, command="footnote build corpus"), pytest.raises(IndexBusy, match=told):
        enter(tmp_path)
    enter(tmp_path)


def test_a_writer_in_another_process_is_named_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    process = hold(tmp_path)
    try:
        with pytest.raises(IndexBusy, match=rf"process {process.pid} on .*footnote watch"):
            enter(tmp_path)
    finally:
        process.kill()
        process.communicate()
    with Library.write(tmp_path) as writer:
        assert writer.known() == {}


def test_a_note_that_cannot_be_read_names_nobody(tmp_path: Path) -> None:
    with Library.write(tmp_path):
        (tmp_path / "writer.json").write_text("{", encoding="utf-8")
        with pytest.raises(IndexBusy, match="is being written by another process"):
            enter(tmp_path)


def test_the_note_goes_with_the_writer(tmp_path: Path) -> None:
    with Library.write(tmp_path, command="footnote remove"):
        note = json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))
        assert (note["pid"], note["command"]) == (os.getpid(), "footnote remove")
    assert not (tmp_path / "writer.json").exists()


def test_a_folder_that_cannot_be_made_is_a_setting_to_change(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"cannot be written .* choose another folder"):
        enter(tmp_path / "file")


def test_a_full_database_keeps_the_last_generation(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    with Library.write(tmp_path) as writer:
        (pages,) = writer._connection.execute("PRAGMA page_count").fetchone()
        writer._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull, match=r"no room left on the disk .* keeps answering"):
            put(writer, "corpus/long.md", "A long text. " * 20_000 + "end")
    assert answers_of(tmp_path) == before
    assert update(tmp_path, AFTER).generation == 2


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("call", [1, 4, 9, 14, 17, 18])  # of 18 syncs; the last two are of manifest.json
def test_a_disk_that_fills_up_at_any_sync_of_a_publication_keeps_the_last_generation(
    code: int, call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    calls = iter(range(1, 1000))

    def full(_: int) -> None:
        if next(calls) >= call:
            raise OSError(code, os.strerror(code))

    with Library.write(tmp_path) as writer:
        for name, text in AFTER.items():
            put(writer, name, text)
        encode_pending(writer)
        writer.remove("corpus/prices.md")
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            with pytest.raises(DiskFull, match="free some space and build again"):
                writer.publish(ENCODER)
    after = _after(tmp_path / "elsewhere")
    assert answers_of(tmp_path) in (before, after)
    update(tmp_path, AFTER)
    assert answers_of(tmp_path) == after


def test_faiss_passes_on_that_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class FullFile:
        def __enter__(self) -> "FullFile":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    real = Path.open

    def opened(path: Path, mode: str = "r", **options: str) -> object:
        return FullFile() if path.suffix == ".faiss" and mode == "xb" else real(path, mode, **options)  # type: ignore[call-overload]

    with Library.write(tmp_path) as writer:
        put(writer, "a", COOLING)
        encode_pending(writer)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", opened)
            with pytest.raises(DiskFull, match="No space left on device"):
                writer.publish(ENCODER)
        assert writer.publish(ENCODER).generation == 1


def test_the_words_of_tantivy_for_a_full_disk_are_known() -> None:
    assert reads_as_full(f"An IO error occurred: 'No space left on device (os error {errno.ENOSPC})'")
    assert not reads_as_full("An IO error occurred: 'Permission denied (os error 13)'")


def _after(folder: Path) -> tuple[object, ...]:
    update(folder, AFTER)
    return answers_of(folder)
