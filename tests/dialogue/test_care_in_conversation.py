"""The care note of one turn, in the turns that lean on it."""

import pytest

from bot.dialogue.care import CRISIS_NOTE, PERSONAL_NOTE, RED_FLAG_NOTE, care_after, care_for
from bot.records import Answer, CareNote, Concern, Level, Turn


def knows_word(_: str) -> bool:
    return True


def said(question: str) -> Turn:
    """A turn with the note that its question deserves by itself."""
    return Turn(question, Answer(question, Level.NOT_FOUND, (), (), care=care_for(question, knows_word)))


def after(before: str, question: str, *, repeats: bool = False) -> CareNote | None:
    return care_after(said(before), question, knows_word, repeated=before if repeats else "")


@pytest.mark.parametrize(
    ("before", "question", "note"),
    [
        ("My throat is closing up", "what should I do?", RED_FLAG_NOTE),
        ("I am pregnant", "can it be done?", PERSONAL_NOTE),
        ("I have a pacemaker, can I have radio frequency?", "and how much is it?", PERSONAL_NOTE),
        ("I want to kill myself", "and then?", CRISIS_NOTE),
    ],
)
def test_a_note_stays_for_as_long_as_questions_lean_on_it(before: str, question: str, note: str) -> None:
    kept = after(before, question)
    assert kept is not None
    assert (kept.note, kept.words) == (note, ())


def test_a_red_flag_is_not_taken_back_by_a_milder_word() -> None:
    kept = after("My throat is closing up", "Am I too old for it?")
    assert kept is not None
    assert (kept.kind, kept.note) == (Concern.RED_FLAG, RED_FLAG_NOTE)
    assert [span.of("Am I too old for it?") for span in kept.words] == ["Am I too old"]


def test_a_milder_note_gives_way_to_a_red_flag() -> None:
    kept = after("I am pregnant", "And I cannot breathe?")
    assert kept is not None
    assert kept.kind is Concern.RED_FLAG
    assert kept.words


def test_a_fragment_is_read_together_with_the_question_that_it_completes() -> None:
    assert care_for("Is radio frequency safe?", knows_word) is None
    note = after("Is radio frequency safe?", "for me?", repeats=True)
    assert note == CareNote(Concern.PERSONAL, (), PERSONAL_NOTE)


def test_what_only_leans_on_it_is_not_read_together_with_a_general_question() -> None:
    assert after("Is radio frequency safe?", "for me?") is None
    assert after("Is radio frequency safe?", "and ultrasound?", repeats=True) is None
