"""What became of sources and citations after edits whose outcome is known."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.config import SplitSettings
from bot.errors import ReadingError
from bot.ingest.build import build
from bot.ingest.parsing import Parsed
from bot.ingest.readers import read_document
from bot.ingest.sources_standing import SourceStanding, SourceState, sources_standing
from bot.ingest.splitter import split
from bot.library import Library
from bot.text.relocation import Standing
from tests.fakes import WordEncoder

SETTINGS = SplitSettings(min_words=5, target_words=12, max_words=20)
SENTENCES = [f"Sentence number {word} speaks of {word} and of nothing else at all." for word in "abcdefghijklmnop"]
OTHER = "Something quite different stands here, which nobody has ever quoted before today."


def parse(path: Path, document_id: str) -> Parsed | None:
    document = read_document(path, document_id, path.read_bytes())
    return Parsed(document, split(document, SETTINGS), 0.0) if document else None


Standings = Callable[[], dict[str, SourceStanding]]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text(" ".join(SENTENCES), encoding="utf-8")
    (folder / "b.txt").write_text(" ".join(reversed(SENTENCES)), encoding="utf-8")
    return folder


@pytest.fixture
def standings(docs: Path, tmp_path: Path) -> Standings:
    build(tmp_path / "index", [docs], WordEncoder(), settings=SETTINGS)

    def look() -> dict[str, SourceStanding]:
        with Library.open(tmp_path / "index") as library, library.snapshot() as snapshot:
            return {found.document: found for found in sources_standing(snapshot, library.documents(), parse)}

    return look


def test_sources_as_they_were_are_unchanged_and_all_citations_valid(standings: Standings) -> None:
    found = standings()
    assert [one.state for one in found.values()] == [SourceState.UNCHANGED] * 2
    assert found["docs/a.txt"].valid == len(SENTENCES)  # a sentence of 12 words is a passage
    assert all(one.holds for one in found.values())


def test_a_renamed_source_has_moved_and_its_citations_hold(docs: Path, standings: Standings) -> None:
    (docs / "a.txt").rename(docs / "below" / "c.txt")
    found = standings()["docs/a.txt"]
    assert (found.state, found.found_at) == (SourceState.MOVED, str(docs / "below" / "c.txt"))
    assert (found.valid, found.holds) == (len(SENTENCES), True)


def test_an_edit_moves_what_stands_behind_it_and_takes_what_it_replaced(docs: Path, standings: Standings) -> None:
    edited = [*SENTENCES[:4], OTHER, *SENTENCES[5:]]
    (docs / "a.txt").write_text(" ".join(edited), encoding="utf-8")
    found = standings()["docs/a.txt"]
    assert found.state is SourceState.CHANGED
    assert (found.valid, found.moved) == (4, len(SENTENCES) - 5)
    assert found.changed + found.gone == 1
    start = len(" ".join(SENTENCES[:4])) + 1
    lost = [one for one in found.citations if one.standing in (Standing.CHANGED, Standing.GONE)]
    assert [(one.start, one.end) for one in lost] == [(start, start + len(SENTENCES[4]))]
    text = " ".join(edited)
    for one in found.citations:
        if one.standing in (Standing.VALID, Standing.MOVED):
            assert one.now
            assert one.now.of(text) == " ".join(SENTENCES)[one.start : one.end]
    assert not found.holds


def test_a_source_that_is_gone_or_unreadable_loses_its_citations(docs: Path, standings: Standings) -> None:
    (docs / "a.txt").unlink()
    (docs / "b.txt").write_bytes(bytes(range(256)) * 10)
    found = standings()
    assert (found["docs/a.txt"].state, found["docs/a.txt"].gone) == (SourceState.GONE, len(SENTENCES))
    assert (found["docs/b.txt"].state, found["docs/b.txt"].valid) == (SourceState.UNREADABLE, 0)
    with pytest.raises(ReadingError) as refused:
        parse(docs / "b.txt", "docs/b.txt")
    assert found["docs/b.txt"].reason == str(refused.value)


@pytest.mark.parametrize("seed", range(20))
def test_no_citation_is_called_valid_whose_words_are_not_there(docs: Path, standings: Standings, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - seeded edits
    kept = [sentence for sentence in SENTENCES if choose.random() < 0.8]
    for _ in range(3):
        kept.insert(choose.randrange(len(kept) + 1), choose.choice([OTHER, kept[0], "No."]))
    text = " ".join(kept)
    (docs / "a.txt").write_text(text, encoding="utf-8")
    found = standings()["docs/a.txt"]
    still_there = [sentence for sentence in SENTENCES if sentence in text]
    in_place = [sentence for sentence in still_there if text.find(sentence) == " ".join(SENTENCES).find(sentence)]
    assert found.valid + found.moved == len(still_there)
    assert found.valid <= len(in_place)
    assert found.valid + found.moved + found.changed + found.gone == len(SENTENCES)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such entries")
def test_a_source_that_became_a_pipe_or_device_is_unreadable_and_nothing_waits(
    docs: Path, standings: Standings
) -> None:
    for name in ("a.txt", "b.txt"):
        (docs / name).unlink()
    os.mkfifo(docs / "a.txt")
    (docs / "b.txt").symlink_to("/dev/zero")
    found = standings()
    for name, one in found.items():
        assert (one.state, one.valid, one.gone) == (SourceState.UNREADABLE, 0, len(SENTENCES)), name
        assert "is no file but a folder, pipe or device" in one.reason


def test_a_source_whose_folder_became_a_file_is_sought_elsewhere(docs: Path, standings: Standings) -> None:
    (docs / "b.txt").unlink()
    (docs / "a.txt").rename(docs / "below" / "c.txt")
    assert standings()["docs/b.txt"].state is SourceState.GONE
    shutil.copy(docs / "below" / "c.txt", docs.parent / "kept")
    shutil.rmtree(docs)
    docs.touch()
    found = standings()
    assert {one.state for one in found.values()} == {SourceState.GONE}
