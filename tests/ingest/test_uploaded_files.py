"""Which files count as uploads: those in the folder that an index keeps them in, whoever builds it and however."""

import shutil
from pathlib import Path

import pytest

from bot.ingest.build import build
from bot.ingest.folders import is_uploaded, uploads_folder
from bot.library import Library
from bot.records.receipts import FileStatus
from tests.fakes import WordEncoder

COST = "The word here is cost.\n"
PAIN = "The word here is pain.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return filled(tmp_path / "docs", cost=COST)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return filled(tmp_path / "index-uploads", pain=PAIN)


def filled(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def uploads(index: Path) -> dict[str, bool]:
    with Library.open(index) as library:
        return {document.id: document.is_upload for document in library.documents()}


def same_as(index: Path) -> dict[str, str]:
    with Library.open(index) as library:
        return {document.id: document.same_as for document in library.documents()}


def test_the_folder_of_uploads_built_by_hand_holds_uploads(docs: Path, given: Path, index: Path) -> None:
    build(index, [docs, given], WordEncoder())
    assert uploads(index) == {"docs/cost.txt": False, "index-uploads/pain.txt": True}
    assert not build(index, [docs, given], WordEncoder()).changed


def test_so_do_the_folder_around_it_and_a_single_file_of_it(given: Path, index: Path, tmp_path: Path) -> None:
    build(index, [given / "pain.txt"], WordEncoder())
    assert uploads(index) == {"index-uploads/pain.txt": True}
    shutil.rmtree(index)
    filled(tmp_path / "docs", cost=COST)
    build(index, [tmp_path], WordEncoder())
    name = tmp_path.name
    assert uploads(index) == {f"{name}/docs/cost.txt": False, f"{name}/index-uploads/pain.txt": True}


def test_a_folder_of_the_owner_that_is_merely_called_so_holds_none(index: Path, tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    build(index, [filled(tmp_path / "holiday-uploads", cost=COST)], WordEncoder())
    assert uploads(index) == {"holiday-uploads/cost.txt": False}


def test_uploads_stay_uploads_in_another_index_and_when_their_own_is_renamed(
    docs: Path, given: Path, index: Path, tmp_path: Path
) -> None:
    build(index, [docs, given], WordEncoder())
    other = tmp_path / "other"
    build(other, [docs, given], WordEncoder())
    assert uploads(other) == uploads(index)
    renamed = index.rename(tmp_path / "renamed")
    for built in (other, renamed):
        before = uploads(built)
        assert not build(built, [docs, given], WordEncoder()).changed
        assert uploads(built) == before


def test_a_link_to_the_folder_of_uploads_is_followed(index: Path, tmp_path: Path) -> None:
    elsewhere = filled(tmp_path / "large disk", pain=PAIN)
    try:
        (tmp_path / "index-uploads").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links for this user")
    assert uploads_folder(index) == elsewhere.resolve()
    build(index, [tmp_path / "index-uploads"], WordEncoder())
    assert list(uploads(index).values()) == [True]


def test_names_alone_decide_nothing(tmp_path: Path) -> None:
    own = tmp_path / "index-uploads"
    assert is_uploaded(own / "below" / "a.txt", own)
    assert not is_uploaded(own, own)
    assert not is_uploaded(tmp_path / "docs" / "index-uploads.txt", own)
    assert not is_uploaded(tmp_path / "-uploads" / "a.txt", own)


def test_nothing_that_a_file_says_makes_it_another_kind(given: Path, index: Path) -> None:
    (given / "claim.md").write_text("---\nis_upload: false\nfirst_added: 0\n---\n\nSkin.\n", encoding="utf-8")
    build(index, [given], WordEncoder())
    assert uploads(index)["index-uploads/claim.md"] is True


def test_an_upload_is_never_the_new_place_of_a_document_whose_drive_is_away(
    docs: Path, given: Path, index: Path, tmp_path: Path
) -> None:
    build(index, [docs], WordEncoder())
    docs.rename(tmp_path / "away")
    filled(given, aaa=COST)
    report = build(index, [given], WordEncoder())
    assert report.removed == ()
    assert same_as(index) == {
        "docs/cost.txt": "",
        "index-uploads/aaa.txt": "docs/cost.txt",
        "index-uploads/pain.txt": "",
    }


def test_an_upload_that_its_owner_takes_over_is_a_document_like_others(docs: Path, given: Path, index: Path) -> None:
    build(index, [docs, given], WordEncoder())
    (given / "pain.txt").rename(docs / "pain.txt")
    report = build(index, [docs], WordEncoder())
    moved = [
        (receipt.document, receipt.moved_from) for receipt in report.receipts if receipt.status is FileStatus.MOVED
    ]
    assert moved == [("docs/pain.txt", "index-uploads/pain.txt")]
    assert uploads(index) == {"docs/cost.txt": False, "docs/pain.txt": False}


def test_a_file_that_moves_and_one_that_is_read_again_keep_their_age(docs: Path, index: Path, tmp_path: Path) -> None:
    build(index, [docs], WordEncoder())
    build(index, [docs, filled(tmp_path / "archive", copy=COST)], WordEncoder())
    assert same_as(index) == {"archive/copy.txt": "docs/cost.txt", "docs/cost.txt": ""}
    (docs / "cost.txt").rename(docs / "zebra.txt")
    build(index, [docs, tmp_path / "archive"], WordEncoder())
    assert same_as(index) == {"archive/copy.txt": "docs/zebra.txt", "docs/zebra.txt": ""}
    (docs / "zebra.txt").write_text(PAIN, encoding="utf-8")
    build(index, [docs], WordEncoder())
    (docs / "zebra.txt").write_text(COST, encoding="utf-8")
    build(index, [docs], WordEncoder())
    assert same_as(index) == {"archive/copy.txt": "docs/zebra.txt", "docs/zebra.txt": ""}
