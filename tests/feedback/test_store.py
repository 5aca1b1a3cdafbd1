import multiprocessing
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.feedback import store as storing
from bot.feedback.records import Unanswered, from_line, to_line
from bot.feedback.store import FILE, FeedbackStore, Kept
from tests.patience import LIMIT_S

ONE, OTHER = Unanswered("2026-03-01", "Why?\n\u2028<b>"), Unanswered("2026-03-02", "Who?")


def test_what_was_added_is_read_in_its_order(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    assert store.read() == Kept((), 0)
    store.add(ONE)
    store.add(OTHER, ONE)
    assert store.read() == Kept((ONE, OTHER, ONE), 0)


def test_a_line_is_a_record_or_none() -> None:
    assert from_line(to_line(ONE)) == ONE
    for line in ("", "{", "7", '{"kind": "thumb"}', '{"kind": "unanswered", "day": 7, "question": "q"}'):
        assert from_line(line) is None


def test_a_line_cut_off_by_a_kill_spoils_no_other_and_is_counted(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    store.add(ONE)
    with store.path.open("ab") as file:
        file.write(to_line(OTHER).encode()[:20])
    store.add(OTHER)
    assert store.read() == Kept((ONE, OTHER), 1)


def test_a_full_file_takes_nothing_more_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FeedbackStore(tmp_path)
    store.add(ONE)
    monkeypatch.setattr(storing, "MOST_BYTES", store.path.stat().st_size + 10)
    with pytest.raises(SettingsError, match=r"is full .*'footnote report'"):
        store.add(OTHER)
    assert store.read() == Kept((ONE,), 0)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(SettingsError, match=r"feedback\.jsonl: feedback cannot be kept there"):
        FeedbackStore(tmp_path).add(ONE)


def test_questions_are_kept_only_once_the_owner_says_so_and_no_longer_when_the_word_is_damaged(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path)
    assert not store.keeps_unanswered
    store.keep_unanswered(wanted=True)
    assert FeedbackStore(tmp_path).keeps_unanswered
    store.keep_unanswered(wanted=False)
    assert not store.keeps_unanswered
    (tmp_path / storing.SETTINGS).write_text("[true", encoding="utf-8")
    assert not store.keeps_unanswered


def add_many(folder: Path, day: str) -> None:
    storing.WAIT_S = LIMIT_S  # in a process of its own
    store = FeedbackStore(folder)
    for number in range(50):
        store.add(Unanswered(day, f"{day} {number} {'x' * 3000}"))


def test_processes_that_write_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=add_many, args=(tmp_path, day)) for day in ("a", "b")]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    kept = FeedbackStore(tmp_path).read()
    assert kept.damaged == 0
    for day in ("a", "b"):
        mine = [entry.question for entry in kept.entries if entry.day == day]
        assert mine == [f"{day} {number} {'x' * 3000}" for number in range(50)]
