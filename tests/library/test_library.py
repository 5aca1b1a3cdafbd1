"""Opening a library: what it says of itself, what it loads, and where it cannot write."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.errors import DocumentMissing, IndexMissing
from bot.library import DocumentSummary, Library, encoder_of
from bot.records import SourceClass
from tests.library.samples import AFTER, BEFORE, LASER, answers, answers_of, document, put, update

ROOT = Path(__file__).resolve().parents[2]


def test_opening_a_folder_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="holds no index: run 'footnote build DIR' first"):
        Library.open(tmp_path / "nowhere")
    with Library.write(tmp_path) as writer:
        put(writer, "a", LASER)
    with pytest.raises(IndexMissing, match="holds no published index: run 'footnote build DIR'"):
        Library.open(tmp_path)


def test_the_encoder_of_an_index_is_known_without_opening_it(tmp_path: Path) -> None:
    assert encoder_of(tmp_path) is None
    update(tmp_path, BEFORE)
    assert encoder_of(tmp_path) == "fake-model"


def test_the_status_says_what_is_held_and_how_large_it_is(tmp_path: Path) -> None:
    manifest = update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        status = library.status()
    assert (status.documents, status.passages, status.sentences, status.generation) == (3, 5, 10, 1)
    assert (status.encoder_name, status.encoder_fingerprint, status.dimension) == ("fake-model", "fake-1", 8)
    assert status.published_at == manifest.published_at
    files = [path for path in (tmp_path / manifest.folder).rglob("*") if path.is_file() and "lock" not in path.name]
    assert status.derived_bytes == sum(path.stat().st_size for path in files)
    assert status.database_bytes >= (tmp_path / "footnote.db").stat().st_size


def test_documents_come_whole_or_as_summaries(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        assert library.text("corpus/laser.md") == LASER
        assert library.document("corpus/laser.md") == document("corpus/laser.md", LASER)
        assert library.documents()[0] == DocumentSummary(
            id="corpus/laser.md",
            title="laser.md",
            location="/somewhere/corpus/laser.md",
            publisher="A publisher",
            source_class=SourceClass.CLINIC,
            date="2024-05",
            format="text",
            passages=2,
            characters=len(LASER),
            first_added=1,
        )
        assert [summary.id for summary in library.documents()] == sorted(BEFORE)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("laser.md", r"did you mean corpus/laser\.md\?"),
        ("corpus/lasers.md", r"did you mean corpus/laser\.md"),
        ("zzz", "'footnote status' lists them all"),
    ],
)
def test_a_missing_document_is_answered_with_those_that_look_like_it(name: str, hint: str, tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library, pytest.raises(DocumentMissing, match=hint):
        library.text(name)


def test_an_open_library_notices_a_new_generation(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        assert library.snapshot().generation == 1
        update(tmp_path, AFTER)
        assert library.snapshot().generation == 2
        assert library.status().generation == 2
        assert [summary.id for summary in library.documents()] == sorted(AFTER)


def test_an_unchanged_generation_is_loaded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(tmp_path, BEFORE)
    with Library.open(tmp_path) as library:
        before = answers(library.snapshot())
        monkeypatch.setattr("bot.library.library.load", None)  # would fail when called
        assert answers(library.snapshot()) == before


def test_a_snapshot_outlives_its_library(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    before = answers_of(tmp_path)
    with Library.open(tmp_path) as library:
        snapshot = library.snapshot()
    assert answers(snapshot) == before


def test_neither_faiss_nor_tantivy_is_loaded_before_a_search(tmp_path: Path) -> None:
    update(tmp_path, BEFORE)
    program = (
        "import sys\nfrom bot.library import Library\nlibrary = Library.open(sys.argv[1])\n"
        "library.status(), library.documents(), library.text('corpus/laser.md')\n"
        "print(sorted({'faiss', 'tantivy', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="read-only folders are tried as another user")
def test_a_read_only_folder_is_read_and_never_written() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folder is closed to other users
        folder = Path(name) / "index"
        update(folder, BEFORE)
        answers_of(folder)
        make_read_only(Path(name))
        try:
            assert without_rights("read", folder) == "answered from 3 documents"
            assert "SettingsError" in without_rights("write", folder)
            break_a_file(folder / "generations" / "000001" / "keys.npy")
            assert re.search(r"IndexDamaged: .*keys\.npy.*nothing can be written there", without_rights("read", folder))
        finally:
            for path in (Path(name), *Path(name).rglob("*")):
                path.chmod(0o755)


def without_rights(action: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tests.library.without_rights", action, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def make_read_only(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)


def break_a_file(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"broken")
    path.chmod(0o444)
