"""Folders to a library, with the encoder that can be computed on paper."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.config import FolderSettings, SplitSettings
from bot.encoders import FloatArray
from bot.errors import IndexBusy, SettingsError
from bot.ingest.build import build
from bot.ingest.progress import Stage
from bot.library import Library
from bot.records.receipts import LeftOut
from tests.fakes import WordEncoder


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("cost", "pain", "sun", "needle"):
        (folder / f"{name}.txt").write_text(f"The word here is {name}.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def held(index: Path) -> list[str]:
    with Library.open(index) as library:
        return [document.id for document in library.documents()]


def test_all_files_of_a_folder_become_documents(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    report = build(index, [docs], word_encoder)
    assert report.added == ("docs/cost.txt", "docs/needle.txt", "docs/pain.txt", "docs/sun.txt")
    assert (report.documents, report.passages, report.generation) == (4, 4, 1)
    assert held(index) == list(report.added)


def test_a_second_build_reads_nothing_and_encodes_nothing(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    report = build(index, [docs], word_encoder)
    assert len(report.unchanged) == 4
    assert (report.added, report.changed, report.removed, report.encoded, report.generation) == ((), (), (), 0, 1)
    assert word_encoder.encoded == []


def test_adding_one_document_encodes_only_its_texts(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    (docs / "skin.txt").write_text("A new one about skin.\n", encoding="utf-8")
    report = build(index, [docs], word_encoder)
    assert report.added == ("docs/skin.txt",)
    assert sorted(word_encoder.encoded) == [
        "A new one about skin.",
        "Skin",
        "Skin\nA new one about skin.",
        "new",
        "skin",
    ]


def test_changing_one_document_encodes_only_what_is_new_in_it(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    (docs / "sun.txt").write_text("The word here is sun.\nAnd a laser.\n", encoding="utf-8")
    report = build(index, [docs], word_encoder)
    assert (report.added, report.changed, report.removed) == ((), ("docs/sun.txt",), ())
    assert sorted(word_encoder.encoded) == [
        "And a laser.",
        "Sun\nThe word here is sun.\nAnd a laser.",
        "laser",
    ]


def test_removing_one_document_encodes_nothing(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    build(index, [docs], word_encoder)
    word_encoder.encoded.clear()
    (docs / "pain.txt").unlink()
    report = build(index, [docs], word_encoder)
    assert (report.removed, report.documents, word_encoder.encoded) == (("docs/pain.txt",), 3, [])


def test_documents_of_other_folders_stay(docs: Path, index: Path, tmp_path: Path, word_encoder: WordEncoder) -> None:
    build(index, [docs], word_encoder)
    other = tmp_path / "other"
    other.mkdir()
    (other / "laser.md").write_text("# Laser\n\nA laser is light.\n", encoding="utf-8")
    report = build(index, [other], word_encoder)
    assert (report.added, report.removed, report.documents) == (("other/laser.md",), (), 5)


def test_a_folder_that_was_renamed_has_moved_and_is_not_there_twice(
    docs: Path, index: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    shutil.copy(docs / "sun.txt", docs / "sun again.txt")
    build(index, [docs], word_encoder)
    docs.rename(tmp_path / "renamed")
    report = build(index, [tmp_path / "renamed"], word_encoder)
    names = [f"renamed/{name}.txt" for name in ("cost", "needle", "pain", "sun", "sun again")]
    assert sorted(report.moved) == sorted(names) == sorted(held(index))
    assert [receipt.moved_from for receipt in report.receipts] == [
        receipt.document.replace("renamed/", "docs/") for receipt in report.receipts
    ]
    with Library.open(index) as library:
        assert all(Path(document.location).is_file() for document in library.documents())


def test_a_folder_that_was_copied_has_not_moved(
    docs: Path, index: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    shutil.copytree(docs, tmp_path / "other")
    report = build(index, [tmp_path / "other"], word_encoder)
    assert (len(report.duplicates), report.moved, report.documents) == (4, (), 8)


def test_an_index_cannot_hold_the_documents(docs: Path, word_encoder: WordEncoder) -> None:
    for index in (docs, docs.parent):
        with pytest.raises(SettingsError, match="give the index a folder of its own"):
            build(index, [docs], word_encoder)
    assert len(list(docs.iterdir())) == 4
    assert len(build(docs / "index", [docs], word_encoder).added) == 4


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on Unix only")
def test_a_folder_whose_name_is_no_text_stops_no_build(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    try:
        (docs / "Vertr\udce4ge").mkdir()
    except OSError:  # macOS takes only names that are text
        return
    (docs / "Vertr\udce4ge" / "a.txt").write_text("words", encoding="utf-8")
    report = build(index, [docs], word_encoder)
    assert (len(report.added), len(report.refused)) == (4, 1)
    assert report.refused[0].reason.endswith("the name is not valid Unicode; rename it.")


def test_a_document_that_opts_out_is_left_out_and_taken_out(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    note = docs / "note.md"
    note.write_text("About laser.\n", encoding="utf-8")
    build(index, [docs], word_encoder)
    assert "docs/note.md" in held(index)
    note.write_text("---\nindex: false\n---\nAbout laser.\n", encoding="utf-8")
    report = build(index, [docs], word_encoder)
    assert report.removed == ("docs/note.md",)
    assert report.left_out == (LeftOut(str(note), "its front matter says index = false"),)


def test_a_refused_file_is_reported_and_its_last_version_stays(
    docs: Path, index: Path, word_encoder: WordEncoder
) -> None:
    build(index, [docs], word_encoder)
    (docs / "sun.txt").write_bytes(b"%PDF-1.7")
    report = build(index, [docs], word_encoder)
    (refused,) = report.refused
    assert (refused.path, refused.is_kept) == (str(docs / "sun.txt"), True)
    assert refused.reason.startswith(f"{docs / 'sun.txt'}: ")
    assert "docs/sun.txt" in held(index)


def test_other_passage_sizes_split_every_document_again(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    build(index, [docs], word_encoder)
    report = build(index, [docs], word_encoder, settings=SplitSettings(5, 10, 20))
    assert (len(report.changed), report.encoded, report.generation) == (4, 0, 2)


def test_another_encoder_encodes_everything_again(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    first = build(index, [docs], word_encoder)
    report = build(index, [docs], WordEncoder(name="other", fingerprint="other-1"))
    assert (report.encoded, report.generation, len(report.unchanged)) == (first.encoded, 2, 4)


class InterruptedEncoder(WordEncoder):
    """Encodes some texts, then Ctrl-C is pressed."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.left = last

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().encode(texts)


def test_an_interrupted_build_keeps_its_work_and_the_last_generation(
    docs: Path, index: Path, word_encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ingest.encoding.ENCODED_AT_ONCE", 1)
    build(index, [docs], word_encoder)
    for name in ("laser", "session", "skin"):
        (docs / f"{name}.txt").write_text(f"One more: {name}.\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        build(index, [docs], InterruptedEncoder(4))
    assert len(held(index)) == 4
    report = build(index, [docs], word_encoder)
    assert (report.documents, report.encoded) == (7, 3 * 3 - 4)  # title, sentence, and both, of three documents


def test_a_second_builder_is_told_who_is_building(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    with (
        Library.write(index, command="footnote build elsewhere"),
        pytest.raises(IndexBusy, match="footnote build else"),
    ):
        build(index, [docs], word_encoder)


def test_progress_counts_up_to_its_total_in_every_stage(docs: Path, index: Path, word_encoder: WordEncoder) -> None:
    seen: list[tuple[Stage, int, int]] = []
    build(index, [docs], word_encoder, progress=lambda stage, done, total: seen.append((stage, done, total)))
    assert [done for stage, done, _ in seen if stage is Stage.READING] == [0, 1, 2, 3, 4]
    for stage in Stage:
        *_, (_, done, total) = [step for step in seen if step[0] is stage]
        assert done == total > 0


def test_the_page_says_what_the_owners_of_the_folders_set(
    docs: Path, index: Path, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    (docs / "footnote.toml").write_text('[page]\nnotice = "Be careful."\nexamples = ["Sun?"]\n', encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    (other / "footnote.toml").write_text('[page]\nnotice = "Be careful."\nexamples = ["Pain?"]\n', encoding="utf-8")
    report = build(index, [docs, other], word_encoder)
    assert [left_out.reason for left_out in report.left_out] == ["the settings of its folder"] * 2
    with Library.open(index) as library:
        assert library.settings() == FolderSettings("Be careful.", ("Sun?", "Pain?"))
        (docs / "footnote.toml").unlink()
        build(index, [docs], word_encoder)
        assert library.settings() == FolderSettings("Be careful.", ("Pain?",))
