from pathlib import Path

import pytest

from bot.errors import NothingToIndex
from bot.ingest.folders import find_sources


def folder(base: Path, *names: str) -> Path:
    for name in names:
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text("text", encoding="utf-8")
    return base


def ids(roots: list[Path], known: dict[str, str] | None = None) -> list[str]:
    return [source.document_id for source in find_sources(roots, known or {})]


def test_ids_are_the_folder_and_the_path_inside_sorted(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md", "a/z.txt", "a/.hidden", ".git/config")
    assert ids([docs]) == ["docs/a/z.txt", "docs/b.md"]


def test_a_single_file_is_called_as_it_would_be_in_its_folder(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md", "c.md")
    assert ids([docs / "b.md"]) == ["docs/b.md"]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md")
    assert ids([docs, docs, docs / "b.md"]) == ["docs/b.md"]


def test_two_folders_of_one_name_keep_apart(tmp_path: Path) -> None:
    first = folder(tmp_path / "one" / "docs", "a.md")
    second = folder(tmp_path / "two" / "docs", "a.md")
    assert ids([first, second]) == ["docs/a.md", "two/docs/a.md"]


def test_a_known_file_keeps_its_id_when_a_part_of_its_folder_is_built(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "part/a.md")
    assert ids([docs / "part"], {"docs/part/a.md": str(docs / "part" / "a.md")}) == ["docs/part/a.md"]


def test_a_folder_that_has_moved_keeps_its_ids(tmp_path: Path) -> None:
    docs = folder(tmp_path / "new" / "docs", "a.md")
    assert ids([docs], {"docs/a.md": str(tmp_path / "old" / "docs" / "a.md")}) == ["docs/a.md"]


def test_a_decomposed_file_name_gives_the_composed_id(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "cafe\u0301.md")
    assert ids([docs]) == ["docs/caf\u00e9.md"]


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NothingToIndex, match=r"There is no folder or file at .*nowhere; give the folder"):
        find_sources([tmp_path / "nowhere"], {})
