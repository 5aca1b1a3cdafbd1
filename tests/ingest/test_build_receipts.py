"""Every file of a build has a receipt, the counts add up, and nothing is read or encoded twice."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.config import ReadingLimits
from bot.ingest.build import build
from bot.ingest.report import BuildReport
from bot.library import Library
from bot.records.receipts import FileStatus, Receipt
from tests.fakes import WordEncoder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "cost.md").write_text("---\ndate: 2024-05\n---\n# Cost\n\nThe cost is known.\n", encoding="utf-8")
    (folder / "pain.txt").write_text("The pain is small.\n", encoding="utf-8")
    (folder / "sun.txt").write_text("The sun is to be avoided.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def statuses(report: BuildReport) -> dict[str, FileStatus]:
    return {receipt.document: receipt.status for receipt in report.receipts}


def receipt_of(report: BuildReport, document: str) -> Receipt:
    return next(receipt for receipt in report.receipts if receipt.document == document)


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("a file was read again")

    monkeypatch.setattr("bot.ingest.parsing.ParsingProcess.parse", read)


def test_every_file_is_indexed_or_unchanged_or_duplicate_or_refused(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    (docs / "footnote.toml").write_text("", encoding="utf-8")
    (docs / ".hidden").write_text("", encoding="utf-8")
    (docs / "again.txt").write_text("The pain is small.\n", encoding="utf-8")
    (docs / "sun.txt").write_text("The sun has set.\n", encoding="utf-8")
    (docs / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (docs / "empty.txt").write_bytes(b"")
    report = build(index, [docs], word_encoder)
    assert statuses(report) == {
        "docs/again.txt": FileStatus.DUPLICATE,  # though it sorts first: the text is that of the older one
        "docs/cost.md": FileStatus.UNCHANGED,
        "docs/empty.txt": FileStatus.REFUSED,
        "docs/pain.txt": FileStatus.UNCHANGED,
        "docs/picture.png": FileStatus.REFUSED,
        "docs/sun.txt": FileStatus.CHANGED,
    }
    counts = json.loads(report.to_json())["counts"]
    assert counts["seen"] == 6 == sum(counts[part] for part in ("indexed", "unchanged", "duplicate", "refused"))
    assert counts["indexed"] == 1 == counts["added"] + counts["changed"] + counts["moved"]
    assert (len(report.left_out), report.hidden) == (1, 1)


def test_a_receipt_holds_the_figures_of_the_document_and_an_unchanged_file_the_same_ones(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    first = receipt_of(build(index, [docs], word_encoder), "docs/cost.md")
    assert (first.format, first.characters, first.passages) == ("markdown", len("Cost\n\nThe cost is known."), 1)
    assert (first.has_date, first.same_as, first.reason) == (True, "", "")
    assert first.seconds > 0
    second = receipt_of(build(index, [docs], word_encoder), "docs/cost.md")
    expected = {**asdict(first), "status": FileStatus.UNCHANGED, "seconds": 0.0}
    assert asdict(second) == expected


def test_an_unchanged_folder_is_not_read_again_whatever_it_holds(
    docs: Path, index: Path, word_encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    (docs / "bad.txt").write_bytes(b"%PDF-1.7")
    (docs / "note.md").write_text("---\nindex: false\n---\nMine.\n", encoding="utf-8")
    first = build(index, [docs], word_encoder)
    forbid_reading(monkeypatch)
    second = build(index, [docs], word_encoder)
    assert second.refused == first.refused
    assert second.left_out == first.left_out
    assert (len(second.unchanged), second.encoded, second.generation) == (3, 0, 1)


def test_a_refused_file_is_read_again_when_it_or_a_limit_has_changed_and_forgotten_when_it_is_gone(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    small = ReadingLimits(characters=20)
    report = build(index, [docs], word_encoder, limits=small)
    assert [receipt.document for receipt in report.refused] == ["docs/cost.md", "docs/sun.txt"]
    (docs / "sun.txt").write_text("Short.\n", encoding="utf-8")
    report = build(index, [docs], word_encoder, limits=small)
    assert statuses(report)["docs/sun.txt"] is FileStatus.ADDED
    report = build(index, [docs], word_encoder)
    assert statuses(report)["docs/cost.md"] is FileStatus.ADDED
    with Library.write(index) as writer:
        assert writer.unread() == {}
    (docs / "bad.txt").write_bytes(b"%PDF-1.7")
    build(index, [docs], word_encoder)
    (docs / "bad.txt").unlink()
    build(index, [docs], word_encoder)
    with Library.write(index) as writer:
        assert writer.unread() == {}


def test_a_file_larger_than_the_limit_is_refused_without_being_hashed(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    with (docs / "large.txt").open("wb") as file:
        file.truncate(2 << 20)
    report = build(index, [docs], word_encoder, limits=ReadingLimits(file_mib=1))
    assert "--max-file-mib" in report.refused[0].reason
    with Library.write(index) as writer:
        assert writer.unread() == {}


def test_a_rename_moves_a_document_and_encodes_only_its_new_title_and_its_word(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    (docs / "sun.txt").rename(docs / "shade.txt")
    (docs / "cost.md").rename(docs / "price.md")
    report = build(index, [docs], word_encoder)
    assert {receipt.document: receipt.moved_from for receipt in report.receipts if receipt.moved_from} == {
        "docs/price.md": "docs/cost.md",
        "docs/shade.txt": "docs/sun.txt",
    }
    assert (report.moved, report.removed) == (("docs/price.md", "docs/shade.txt"), ())
    # "Cost" is in the text
    assert sorted(word_encoder.encoded) == ["Shade", "Shade\nThe sun is to be avoided.", "shade"]


def test_a_folder_that_has_moved_moves_its_documents_and_encodes_nothing(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    elsewhere = docs.parent / "elsewhere" / "docs"
    shutil.move(docs, elsewhere)
    report = build(index, [elsewhere], word_encoder)
    assert (len(report.moved), report.encoded, report.removed) == (3, 0, ())


def test_a_moved_file_that_cannot_be_read_under_its_new_name_is_refused_and_removed(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    (docs / "sun.txt").rename(docs / "shade.txt")
    report = build(index, [docs], word_encoder, limits=ReadingLimits(characters=10))
    assert [receipt.document for receipt in report.refused] == ["docs/shade.txt"]
    assert (report.removed, report.documents) == (("docs/sun.txt",), 2)


def test_identical_text_is_stored_once_and_known_under_both_names(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    (docs / "zun.txt").write_bytes((docs / "sun.txt").read_bytes())
    report = build(index, [docs], word_encoder)
    copy = receipt_of(report, "docs/zun.txt")
    assert (copy.status, copy.same_as, copy.passages) == (FileStatus.DUPLICATE, "docs/sun.txt", 0)
    assert (report.documents, report.passages, word_encoder.encoded) == (4, 3, [])
    with Library.open(index) as library:
        assert library.text("docs/zun.txt") == library.text("docs/sun.txt")
        assert library.document("docs/zun.txt").title == "Zun"
        assert library.verify().problems == ()


def test_whoever_has_the_text_goes_and_the_other_keeps_it(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    (docs / "zun.txt").write_bytes((docs / "sun.txt").read_bytes())
    build(index, [docs], word_encoder)
    (docs / "sun.txt").write_text("The sun has set.\n", encoding="utf-8")
    report = build(index, [docs], word_encoder)
    assert statuses(report)["docs/zun.txt"] is FileStatus.UNCHANGED
    assert receipt_of(report, "docs/zun.txt").passages == 1
    fresh = build(index.parent / "fresh", [docs], word_encoder)
    assert (report.documents, report.passages) == (fresh.documents, fresh.passages) == (4, 4)
    with Library.open(index) as grown, Library.open(index.parent / "fresh") as made:
        assert grown.verify().problems == ()
        assert grown.manifest().corpus_sha256 == made.manifest().corpus_sha256
        assert [grown.snapshot().passage(key) for key in range(4)] == [made.snapshot().passage(key) for key in range(4)]


def test_a_name_that_is_no_text_is_refused_and_the_rest_is_indexed(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    try:
        (docs / "caf\udce9.md").write_text("text", encoding="utf-8")
    except OSError:  # macOS and Windows take only names that are text
        return
    report = build(index, [docs], word_encoder)
    assert ["not valid Unicode" in receipt.reason for receipt in report.refused] == [True]
    assert len(report.added) == 3


def test_windows_of_any_size_give_the_same_library(
    docs: Path, index: Path, word_encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build(index, [docs], word_encoder)
    monkeypatch.setattr("bot.ingest.encoding.WINDOW_TEXTS", 1)
    monkeypatch.setattr("bot.ingest.ahead.FILES_AHEAD", 1)
    monkeypatch.setattr("bot.ingest.ahead.CHARACTERS_AHEAD", 1)
    small = build(index.parent / "small", [docs], word_encoder)
    assert (small.encoded, small.documents) == (whole.encoded, whole.documents)
    with Library.open(index) as first, Library.open(index.parent / "small") as second:
        files = [
            [file for file in library.manifest().files if "lexical" not in file.name] for library in (first, second)
        ]
        assert files[0] == files[1]  # tantivy names its files by chance
