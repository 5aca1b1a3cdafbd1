"""The care note of one turn, in the turns that lean on it."""

import pytest

from bot.conversation.care import note_after
from bot.records import Answer, CareNote, Concern, Level, Span, Turn

PERSONAL = CareNote(Concern.PERSONAL, (Span(0, 2),), "Ask somebody.")
RED_FLAG = CareNote(Concern.RED_FLAG, (Span(0, 3),), "Call somebody.")


def after(kept: CareNote | None, own: CareNote | None) -> CareNote | None:
    return note_after(Turn("?", Answer("?", Level.NOT_FOUND, (), (), care=kept)), own)


@pytest.mark.parametrize("kept", [PERSONAL, RED_FLAG])
def test_a_note_stays_for_as_long_as_questions_lean_on_it(kept: CareNote) -> None:
    assert after(kept, None) == CareNote(kept.kind, (), kept.note)


def test_a_red_flag_is_not_taken_back_by_a_milder_word() -> None:
    assert after(RED_FLAG, PERSONAL) == CareNote(Concern.RED_FLAG, PERSONAL.words, RED_FLAG.note)


def test_a_milder_note_gives_way_to_a_red_flag() -> None:
    assert after(PERSONAL, RED_FLAG) == RED_FLAG


def test_a_question_that_leans_on_one_without_a_note_has_its_own() -> None:
    assert after(None, PERSONAL) == PERSONAL
    assert after(None, None) is None
