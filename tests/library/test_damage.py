"""Bytes that changed after they were written: noticed before anything reads them, and made again without encoding."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import bot.library.vectors
from bot.errors import IndexBusy, IndexDamaged, IndexMissing
from bot.library import Library, Manifest
from bot.library.manifest import FORMAT
from tests.library.samples import AFTER, BEFORE, ENCODER, answers_of, update

FILES = (
    "passages.faiss",
    "headings.faiss",
    "sentences.faiss",
    "keys.npy",
    "sentence_offsets.npy",
    "starts.npy",
    "documents.json",
    "forward.npys",
    "guides.json",
    "periods.json",
    "subject.txt",
    "words.txt",
    "words.npy",
    "words.faiss",
    "lexical/meta.json",
    "lexical/.managed.json",
    *(f"lexical/*.{suffix}" for suffix in ("fast", "fieldnorm", "idx", "pos", "store", "term")),
)


def flip_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x40
    path.write_bytes(bytes(data))


def flip_a_byte_of_a_text(path: Path) -> None:
    """Much of a small database is free space, where a byte means nothing."""
    data = bytearray(path.read_bytes())
    data[data.index(b"Needles warm")] ^= 0x40
    path.write_bytes(bytes(data))


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def rewrite_manifest(folder: Path, **changes: object) -> None:
    """A manifest with other values, in the file and the database, with all checksums right."""
    path = folder / "manifest.json"
    manifest = Manifest.from_text(path.read_text(encoding="utf-8"), path)
    path.write_bytes(replace(manifest, **changes).to_text().encode())  # type: ignore[arg-type]  # of several types
    connection = sqlite3.connect(folder / "footnote.db")
    connection.execute("UPDATE generations SET manifest = ?", (path.read_text(encoding="utf-8"),))
    connection.commit()
    connection.close()


def found_wrong(folder: Path) -> str:
    """The problems of a library, or why it cannot be opened at all."""
    try:
        with Library.open(folder) as library:
            return "\n".join(library.verify().problems)
    except (IndexDamaged, IndexMissing) as error:
        return str(error)


DAMAGES = (flip_a_byte, cut_in_half, empty, delete)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[object, ...]]:
    folder = tmp_path_factory.mktemp("built") / "index"
    update(folder, BEFORE)
    return folder, answers_of(folder)


@pytest.fixture
def copy(built: tuple[Path, tuple[object, ...]], tmp_path: Path) -> Path:
    return Path(shutil.copytree(built[0], tmp_path / "index"))


def test_the_list_of_files_below_is_that_of_the_manifest(copy: Path) -> None:
    folder = copy / "generations" / "000001"
    listed = sorted(file["name"] for file in json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["files"])
    assert listed == sorted(path.relative_to(folder).as_posix() for name in FILES for path in folder.glob(name))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_noticed_and_made_again_without_an_encoder(
    name: str, damage: Callable[[Path], None], copy: Path, built: tuple[Path, tuple[object, ...]]
) -> None:
    (path,) = (copy / "generations" / "000001").glob(name)
    damage(path)

    with Library.open(copy) as library:
        assert any(path.name in problem for problem in library.verify().problems)

    assert answers_of(copy) == built[1]
    with Library.open(copy) as library:
        report = library.verify()
        assert (report.generation, report.problems) == (1, ())
        assert library.manifest().folder == "generations/000001.2"
    assert [folder.name for folder in (copy / "generations").iterdir()] == ["000001.2"]


@pytest.mark.parametrize("name", ["passages.faiss", "headings.faiss", "sentences.faiss", "words.faiss"])
def test_faiss_never_reads_a_flipped_byte(name: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy / "generations" / "000001"
    whole = {path.read_bytes() for path in folder.glob("*.faiss")}
    assert len(whole) == 4
    flip_a_byte(folder / name)
    seen: list[bytes] = []
    parse = bot.library.vectors.ExactIndex.parse

    def watched(data: bytes, dimension: int) -> bot.library.vectors.ExactIndex:
        seen.append(data)
        return parse(data, dimension)

    monkeypatch.setattr(bot.library.vectors.ExactIndex, "parse", watched)
    answers_of(copy)
    assert set(seen) == whole


@pytest.mark.parametrize("damage", [*DAMAGES, lambda path: path.write_text("{}", encoding="utf-8")])
def test_a_damaged_manifest_is_taken_from_the_database(
    damage: Callable[[Path], None], copy: Path, built: tuple[Path, tuple[object, ...]]
) -> None:
    damage(copy / "manifest.json")
    assert answers_of(copy) == built[1]
    assert (copy / "manifest.json").read_bytes() == (built[0] / "manifest.json").read_bytes()


def test_a_missing_manifest_serves_while_another_process_writes(
    copy: Path, built: tuple[Path, tuple[object, ...]]
) -> None:
    with Library.write(copy):
        (copy / "manifest.json").unlink()
        assert answers_of(copy) == built[1]


def test_a_lost_generation_folder_is_made_again(copy: Path, built: tuple[Path, tuple[object, ...]]) -> None:
    shutil.rmtree(copy / "generations")
    assert answers_of(copy) == built[1]


def test_damage_is_mended_for_the_published_generation_while_a_build_is_half_done(
    copy: Path, built: tuple[Path, tuple[object, ...]]
) -> None:
    with Library.write(copy) as writer:
        writer.remove("corpus/laser.md")  # and then the build stops
    flip_a_byte(copy / "generations" / "000001" / "keys.npy")
    assert answers_of(copy) == built[1]


def test_building_again_mends_damage_too(copy: Path, built: tuple[Path, tuple[object, ...]]) -> None:
    flip_a_byte(copy / "generations" / "000001" / "passages.faiss")
    with Library.write(copy) as writer:
        assert writer.publish(ENCODER).folder == "generations/000001.2"
    with Library.open(copy) as library:
        assert library.verify().problems == ()
    assert answers_of(copy) == built[1]


def test_damage_that_another_writer_keeps_from_being_mended_is_said(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.library.library.REPAIR_WAIT_S", 0.1)
    flip_a_byte(copy / "generations" / "000001" / "keys.npy")
    with (
        Library.write(copy, command="footnote watch"),
        Library.open(copy) as library,
        pytest.raises(IndexBusy, match=r"keys\.npy.*made again from the database, but.*footnote watch"),
    ):
        library.snapshot()


def test_a_count_that_disagrees_is_damage(copy: Path) -> None:
    rewrite_manifest(copy, passages=6)
    with Library.open(copy) as library:
        assert any("holds 5 rows where 6 belong" in problem for problem in library.verify().problems)
        assert library.snapshot().passage_count == 5  # made again, counted again


def test_a_format_that_is_not_known_is_refused(copy: Path) -> None:
    rewrite_manifest(copy, format=FORMAT + 1)
    said = f"the manifest has format {FORMAT + 1} and this version of Footnote reads {FORMAT}; build the"
    with pytest.raises(IndexDamaged, match=said):
        Library.open(copy)


def test_a_missing_vector_is_damage_that_names_the_document(copy: Path) -> None:
    connection = sqlite3.connect(copy / "footnote.db")
    connection.execute("DELETE FROM vectors")
    connection.commit()
    connection.close()
    flip_a_byte(copy / "generations" / "000001" / "keys.npy")
    with Library.open(copy) as library, pytest.raises(IndexDamaged, match=r"corpus/laser\.md: no vector is stored"):
        library.snapshot()


@pytest.mark.parametrize("damage", [flip_a_byte_of_a_text, empty, lambda path: path.write_bytes(b"no database" * 1000)])
def test_a_damaged_database_is_an_error_or_a_report_never_a_crash(damage: Callable[[Path], None], copy: Path) -> None:
    connection = sqlite3.connect(copy / "footnote.db")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    damage(copy / "footnote.db")
    assert found_wrong(copy)


def test_another_schema_version_is_refused_by_readers_and_writers(copy: Path) -> None:
    connection = sqlite3.connect(copy / "footnote.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexDamaged, match="schema version 99 and this version of Footnote reads 6"):
        Library.open(copy)
    with pytest.raises(IndexDamaged, match="schema version 99"), Library.write(copy):
        pass


def test_the_build_after_a_repair_publishes_the_next_generation(copy: Path) -> None:
    delete(copy / "generations" / "000001" / "passages.faiss")
    answers_of(copy)
    assert update(copy, AFTER).generation == 2
