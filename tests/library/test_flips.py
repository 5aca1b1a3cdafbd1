"""A flipped byte in any file of an index is noticed, or is one that holds nothing; it is never quoted."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from bot import Library
from bot.errors import IndexDamaged
from bot.ingest.build import build
from bot.library.schema import DATABASE, LOG
from tests.fakes import WordEncoder
from tests.library.flips import (
    DOCUMENTS,
    QUESTIONS,
    Flip,
    build_sample,
    flip_byte,
    said,
    seeded,
    try_all,
    with_waiting_log,
    without_seal,
)

FLIPS = 40  # of the 420 that `python -m benchmarks.flips` tries, which take a minute
LOG_FLIPS = 7


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample(tmp_path_factory.mktemp("flips"))


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_waiting_log(tmp_path_factory.mktemp("waiting"))


def test_the_questions_show_every_document_and_all_settings_are_used(index: Path) -> None:
    shown = said(index)
    assert all(f"docs/{name}" in shown for name, text in DOCUMENTS.items() if text)
    assert all(words in shown for words in ("Information, not advice.", "Is the pain bad?", "clinic or seller"))
    assert len(QUESTIONS) == 6


def test_no_flip_is_served_silently_and_verify_notices_every_one(index: Path) -> None:
    flips = list(seeded(index, FLIPS))
    for seen in try_all(index, flips):
        assert not seen.is_silent, seen
        assert not seen.raw, seen
        assert seen.at_open or seen.by_verify, seen


def test_without_the_seal_only_bytes_that_hold_nothing_go_unnoticed(index: Path, tmp_path: Path) -> None:
    flips = [flip for flip in seeded(index, 2 * FLIPS, seed=7) if flip.name == DATABASE]
    outcomes: Counter[bool] = Counter()
    for seen in try_all(without_seal(index, tmp_path / "index"), flips):
        assert not seen.is_silent, seen
        assert not seen.raw, seen
        assert seen.at_open or seen.by_verify or not seen.has_effect, seen
        outcomes[seen.by_verify] += 1
    assert outcomes[True]
    assert outcomes[False]


def test_a_build_leaves_no_log(index: Path) -> None:
    assert not (index / LOG).exists() or not (index / LOG).stat().st_size


@pytest.mark.parametrize("part", range(LOG_FLIPS))
def test_a_flip_in_the_log_never_undoes_a_published_generation_without_a_word(
    part: int, waiting: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(waiting, tmp_path / "index"))
    size = (copy / LOG).stat().st_size
    assert size > 4096
    flip_byte(copy, Flip(LOG, size * (2 * part + 1) // (2 * LOG_FLIPS), 4))
    with pytest.raises(IndexDamaged, match=r"footnote\.db.*run 'footnote build DIR'"):
        Library.open(copy)


def test_an_undone_build_is_named_also_without_a_seal_and_made_again_under_a_number_of_its_own(
    waiting: Path, tmp_path: Path
) -> None:
    copy = without_seal(waiting, tmp_path / "index")
    after = said(copy)
    (copy / LOG).unlink()
    with pytest.raises(IndexDamaged, match=r"generation 2 was published and the database has lost it; run 'footnote b"):
        Library.open(copy)

    report = build(copy, [waiting.parent / "docs"], WordEncoder())
    assert report.generation == 3
    assert said(copy) == after
    with Library.open(copy) as library:
        assert library.verify().problems == ()
