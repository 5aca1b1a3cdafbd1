import os
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
    return [source.document_id for source in find_sources(roots, known or {}).files]


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


def problems(root: Path) -> dict[str, str]:
    return {source.document_id: source.problem for source in find_sources([root], {}).files}


def test_two_names_that_differ_only_in_composition_are_two_documents(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "cafe\u0301.md", "caf\u00e9.md")
    if len(list(docs.iterdir())) == 2:  # macOS takes them for one
        assert ids([docs]) == ["docs/cafe\u0301.md", "docs/caf\u00e9.md"]


def test_hidden_entries_are_counted_and_not_looked_at(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md", ".hidden", "part/.git/config", "part/.git/HEAD")
    found = find_sources([docs], {})
    assert ([source.document_id for source in found.files], found.hidden) == (["docs/b.md"], 2)


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_a_linked_folder_is_named_and_not_looked_into_and_a_linked_file_is_read(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md")
    folder(tmp_path / "other", "c.md")
    (docs / "more").symlink_to(tmp_path / "other")
    (docs / "c.md").symlink_to(tmp_path / "other" / "c.md")
    (docs / "round").symlink_to(docs)
    found = find_sources([docs], {})
    assert [source.document_id for source in found.files] == ["docs/b.md", "docs/c.md"]
    assert [left_out.path for left_out in found.left_out] == [str(docs / "more"), str(docs / "round")]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such entries")
def test_what_is_no_file_has_a_problem_that_says_so(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md")
    (docs / "lost").symlink_to(tmp_path / "nowhere")
    (docs / "loop").symlink_to(docs / "loop")
    os.mkfifo(docs / "pipe")
    found = problems(docs)
    assert list(found) == ["docs/b.md", "docs/loop", "docs/lost", "docs/pipe"]
    assert found["docs/b.md"] == ""
    assert "leads to nothing" in found["docs/lost"]
    assert "leads to nothing" in found["docs/loop"]
    assert "a pipe, socket or device" in found["docs/pipe"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix only")
def test_a_name_that_is_no_text_is_a_problem_and_no_error(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs")
    docs.mkdir()
    try:
        (docs / "caf\udce9.md").write_text("text", encoding="utf-8")
    except OSError:  # macOS takes only names that are text
        return
    assert list(problems(docs).values()) == ["the name is not valid Unicode; rename the file."]
    assert list(problems(docs)) == ["docs/caf?.md"]
