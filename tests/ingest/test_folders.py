import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

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
    (docs / "null").symlink_to("/dev/null")
    os.mkfifo(docs / "pipe")
    found = problems(docs)
    assert list(found) == ["docs/b.md", "docs/loop", "docs/lost", "docs/null", "docs/pipe"]
    assert found["docs/b.md"] == ""
    assert "leads to nothing" in found["docs/lost"]
    assert "leads to nothing" in found["docs/loop"]
    assert "is neither a file nor a folder but a pipe, socket or device" in found["docs/pipe"]
    assert "the link leads to a pipe, socket or device" in found["docs/null"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix only")
def test_a_name_that_is_no_text_is_a_problem_and_no_error(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs")
    docs.mkdir()
    try:
        (docs / "caf\udce9.md").write_text("text", encoding="utf-8")
    except OSError:  # macOS takes only names that are text
        return
    assert list(problems(docs).values()) == ["the name is not valid Unicode; rename it."]
    assert list(problems(docs)) == ["docs/caf?.md"]


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix only")
def test_a_folder_whose_name_is_no_text_stands_for_itself(tmp_path: Path) -> None:
    docs = folder(tmp_path / "docs", "b.md")
    try:
        folder(docs, "Vertr\udce4ge/a.txt", "Vertr\udce4ge/below/b.txt")
    except OSError:  # macOS takes only names that are text
        return
    assert problems(docs) == {"docs/Vertr?ge": "the name is not valid Unicode; rename it.", "docs/b.md": ""}
    with pytest.raises(NothingToIndex, match="the path is not valid Unicode; rename the folder"):
        find_sources([docs / "Vertr\udce4ge"], {})


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_a_root_that_leads_nowhere_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    folder(tmp_path, "a.txt")
    with pytest.raises(NothingToIndex, match=r"loop: cannot be looked at \(.*link"):
        find_sources([tmp_path / "loop"], {})
    with pytest.raises(NothingToIndex, match=r"~no such user/docs: cannot be looked at \(.*home directory"):
        find_sources([Path("~no such user/docs")], {})
    with pytest.raises(NothingToIndex, match="There is no folder or file at"):
        find_sources([tmp_path / "a.txt" / "b"], {})


def found_without_rights(root: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ingest.closed_folders", str(root)], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_closed_folders_and_links_into_them_are_problems_and_the_rest_is_found() -> None:
    # Not below tmp_path: that is closed to others.
    with TemporaryDirectory() as base:
        Path(base).chmod(0o755)
        docs = folder(Path(base) / "docs", "b.md", "listed/a.txt", "closed/a.txt", "closed/below/c.txt")
        (docs / "file").symlink_to(docs / "closed" / "a.txt")
        (docs / "folder").symlink_to(docs / "closed" / "below")
        closed = {docs / "listed": 0o744, docs / "closed": 0o000}
        for path, mode in closed.items():
            path.chmod(mode)
        try:
            cannot_look = "cannot be looked at (Permission denied); mend that or take it out of the folder."
            assert found_without_rights(docs) == [
                "docs/b.md: ",
                "docs/closed: the folder cannot be listed (Permission denied); check its permissions.",
                f"docs/file: {cannot_look}",
                f"docs/folder: {cannot_look}",
                f"docs/listed/a.txt: {cannot_look}",
            ]
            assert found_without_rights(docs / "closed") == [
                f"SettingsError: {docs / 'closed' / 'footnote.toml'}: cannot be read (Permission denied); "
                "check its permissions."
            ]
            assert found_without_rights(docs / "closed" / "below")[0].startswith("SettingsError: ")
        finally:
            for path in closed:
                path.chmod(0o755)
