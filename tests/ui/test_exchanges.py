from dataclasses import replace

from bot.records import Answer, Level
from bot.ui.exchanges import Conversation, Exchange, turns

ANSWER = Answer("Can I work?", Level.RELATED, (), ())
TWO = Conversation("c", (Exchange("Can I work?", ANSWER), Exchange("And run?", ANSWER)))


def test_only_answered_questions_are_history() -> None:
    exchanges = (Exchange("Can I work?", ANSWER), Exchange("broken", problem="No."), Exchange("waiting"))
    assert [turn.question for turn in turns(exchanges)] == ["Can I work?"]


def test_an_edited_question_takes_the_place_of_the_old_one_and_of_all_after_it() -> None:
    edited = TWO.edited(1, "Can I swim?")
    assert edited == Conversation("c", (Exchange("Can I swim?"),))
    assert edited.is_waiting
    assert edited.before_open() == ()
    assert TWO.edited(2, "And swim?").before_open() == TWO.exchanges[:1]


def test_a_question_asked_again_without_a_word_keeps_its_place_its_old_answer_and_those_after_it() -> None:
    asked = TWO.without(1, "swelling")
    assert asked.open_one() == Exchange("Can I work?", ANSWER, without=("swelling",), is_asked_again=True)
    assert asked.exchanges[1] == TWO.exchanges[1]
    again = Answer("Can I work?", Level.FOUND, (), ())
    assert asked.settled(again).exchanges[0] == Exchange("Can I work?", again, without=("swelling",))


def test_a_word_is_left_out_once_and_can_be_searched_for_again() -> None:
    twice = TWO.without(2, "packs").settled(ANSWER).without(2, "packs").settled(ANSWER).without(2, "ice")
    assert twice.open_one().without == ("packs", "ice")
    assert twice.settled(ANSWER).with_again(2, "packs").open_one().without == ("ice",)


def test_a_word_that_the_search_left_out_is_searched_for_when_it_is_asked_for() -> None:
    asked = TWO.with_again(2, "packs").open_one()
    assert (asked.without, asked.pinned) == ((), ("packs",))


def test_a_failure_stands_in_place_of_the_answer_that_was_asked_for_again() -> None:
    failed = TWO.without(1, "swelling").failed("No index.")
    assert failed.exchanges[0] == Exchange("Can I work?", problem="No index.", without=("swelling",))
    assert not failed.is_waiting


def test_a_question_that_failed_can_be_asked_again_as_it_was_and_in_its_place() -> None:
    again = TWO.without(1, "swelling").failed("Zu viele.", "de").again(1)
    assert again.open_one().without == ("swelling",)
    assert again.before_open() == ()
    assert again.settled(ANSWER).exchanges == (replace(TWO.exchanges[0], without=("swelling",)), TWO.exchanges[1])


def test_only_numbers_from_one_to_the_last_name_a_question() -> None:
    assert [TWO.has(number) for number in (-1, 0, 1, 2, 3)] == [False, False, True, True, False]
