"""What keeps two statements from being compared, and what does not."""

import pytest

from bot.dialogue.frames import are_on_other_sides, are_set_apart, likeness
from bot.dialogue.sources_say import sources_say
from bot.records.sources_say import Aspect, Verdict
from tests.dialogue.pairs import quotation


def verdict(question: str, one: str, other: str) -> Verdict:
    return _aspect(question, one, other).verdict


def _aspect(question: str, *texts: str) -> Aspect:
    return sources_say(question, [quotation(i, text) for i, text in enumerate(texts, start=1)])[0]


def test_sentences_that_open_with_places_of_their_own_are_set_apart() -> None:
    one, other = "In open air, the signal reaches 300 metres.", "Inside a brick house, the signal reaches 40 metres."
    assert verdict("What is the range of the signal?", one, other) is Verdict.NOT_COMPARABLE


def test_an_opening_that_repeats_the_question_sets_nothing_apart() -> None:
    one, other = "For peels, wait three weeks.", "Before peels, allow a rest of three weeks."
    assert not are_set_apart(one, other, "How long should I wait for peels?")


def test_before_and_after_the_same_thing_are_two_sides() -> None:
    assert are_on_other_sides("No alcohol for 24 hours before your peel.", "No alcohol for three days after the peel.")
    assert not are_on_other_sides("Wait a month after the peel before the laser.", "Wait after the peel.")


def test_what_was_measured_at_another_setting_is_not_compared() -> None:
    question = "What compressive strength does the concrete reach?"
    one = "The concrete reaches 22 MPa at 7 days."
    assert verdict(question, one, "The concrete reaches 35 MPa at 28 days.") is Verdict.NOT_COMPARABLE
    assert verdict(question, one, "The concrete reaches 35 MPa at 7 days.") is Verdict.DIFFER


def test_a_discount_is_not_compared_with_the_interest_asked_for() -> None:
    one, other = "Late payments bear interest of 1.5%.", "A discount of 2% is granted on late payments."
    assert verdict("What is the late payment interest?", one, other) is Verdict.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        ("When does the museum close?", "The museum closes at 5 p.m.", "The museum closes at 17:00.", Verdict.AGREE),
        ("When does the museum close?", "The museum closes at 5 p.m.", "The museum closes at noon.", Verdict.DIFFER),
        ("When does the offer end?", "The offer ends on 3 May.", "The offer ends on May 3rd.", Verdict.AGREE),
        ("When was it founded?", "It was founded in 1987.", "It was founded in 1991.", Verdict.DIFFER),
    ],
)
def test_points_in_time_are_compared(question: str, one: str, other: str, expected: Verdict) -> None:
    assert verdict(question, one, other) is expected


@pytest.mark.parametrize(("question", "hour"), [("When does the shop close?", 17), ("When does the shop open?", 9)])
def test_of_a_span_the_end_that_is_asked_for_is_taken(question: str, hour: int) -> None:
    (said,) = _aspect(question, "The shop is open from 9 to 5 p.m.").said
    assert said.figure is not None
    assert (said.figure.low, said.figure.high) == (60 * hour, 60 * hour)


def test_may_is_a_month_and_no_permission() -> None:
    aspect = _aspect("Are dogs allowed on the beach?", "Between May and June dogs are banned from the beach.")
    assert [said.words.text for said in aspect.said] == ["banned"]


def test_one_stance_of_a_sentence_stands_once() -> None:
    aspect = _aspect("Are the results immediate?", "Results are immediate: improvements show at once.")
    assert [said.words.text for said in aspect.said] == ["immediate"]


def test_likeness_is_that_of_the_words_in_order() -> None:
    assert likeness("a b c d", "a b x d") == 0.75
    assert likeness("a b", "c d") == 0.0
