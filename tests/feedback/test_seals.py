import multiprocessing
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.feedback.seals import KEY_BYTES, KEY_FILE, Seals
from bot.records import Answer
from tests.ui.samples import found, sample_library

ANSWER = found(sample_library(), "How long does swelling last?")


def test_a_seal_holds_for_its_answer_and_names_it(tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    one, other = seals.seal(ANSWER), seals.seal(ANSWER)
    assert one != other
    assert seals.name(ANSWER, one) == one.split(".")[0]


def test_a_seal_of_before_short_answers_holds_when_the_answer_comes_back(tmp_path: Path) -> None:
    seals, old = Seals(tmp_path), replace(ANSWER, short_answer=())
    back = Answer.from_json(old.to_json().replace(', "short_answer": []', ""))
    assert seals.name(back, seals.seal(old))


@pytest.mark.parametrize(
    "changed",
    [
        replace(ANSWER, question="Is it safe?"),
        replace(ANSWER, passages=ANSWER.passages[:1]),
        replace(ANSWER, short_answer=(replace(ANSWER.short_answer[0], text="Swelling never goes down."),)),
        replace(ANSWER, passages=(replace(ANSWER.passages[0], rank=9), *ANSWER.passages[1:])),
    ],
)
def test_a_seal_holds_for_no_other_answer(tmp_path: Path, changed: Answer) -> None:
    seals = Seals(tmp_path)
    assert seals.name(changed, seals.seal(ANSWER)) is None


@pytest.mark.parametrize("seal", ["", ".", "a.b", "\ud800.é", "x" * 100_000])
def test_what_is_no_seal_holds_for_nothing(tmp_path: Path, seal: str) -> None:
    assert Seals(tmp_path).name(ANSWER, seal) is None


def test_a_seal_of_another_name_does_not_hold(tmp_path: Path) -> None:
    seals = Seals(tmp_path)
    one, other = seals.seal(ANSWER).split("."), seals.seal(ANSWER).split(".")
    assert seals.name(ANSWER, f"{one[0]}.{other[1]}") is None


def test_a_seal_holds_after_a_restart_and_only_over_its_own_index(tmp_path: Path) -> None:
    seal = Seals(tmp_path).seal(ANSWER)
    assert Seals(tmp_path).name(ANSWER, seal)
    (tmp_path / "other").mkdir()
    assert Seals(tmp_path / "other").name(ANSWER, seal) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_of_the_index_can_read_the_key(tmp_path: Path) -> None:
    Seals(tmp_path).seal(ANSWER)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_a_damaged_key_is_replaced(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    seal = Seals(tmp_path).seal(ANSWER)
    assert Seals(tmp_path).name(ANSWER, seal)
    assert len((tmp_path / KEY_FILE).read_bytes()) == KEY_BYTES


def test_where_no_key_can_be_kept_seals_hold_for_the_process(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).mkdir()
    for seals in (Seals(tmp_path), Seals(tmp_path / "nowhere")):
        assert seals.name(ANSWER, seals.seal(ANSWER))
    assert not (tmp_path / "nowhere").exists()


def sealed(folder: Path) -> str:
    return Seals(folder).seal(ANSWER)


def test_processes_that_begin_at_once_have_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        seals = pool.map(sealed, [tmp_path] * 4)
    assert all(Seals(tmp_path).name(ANSWER, seal) for seal in seals)
