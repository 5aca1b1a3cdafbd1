"""What a question asks a figure of."""

import pytest

from bot.comparison.asking import asked, asks_price


@pytest.mark.parametrize(
    ("question", "dimensions", "subject", "counted"),
    [
        ("How much does a stamp cost?", ["money"], ["stamp"], ""),
        ("How many days of leave do cooks get?", ["time"], ["cook", "leav"], ""),
        ("How many seats does the hall have?", ["count"], ["hall"], "seat"),
        ("When does the pool open?", ["date", "time", "time of day"], ["open", "pool"], ""),
        ("At what temperature does wax melt?", ["temperature"], ["melt", "wax"], ""),
        ("How deep is Lake Orm?", ["length"], ["lake", "orm"], ""),
        ("weight of the Orm lamp", ["mass"], ["lamp", "orm"], ""),
        ("drying time of glue", ["time"], ["dri", "glue"], ""),
        ("max number of tablets per day", ["count"], ["day", "max"], "tablet"),
        ("How far ahead is the hall booked?", ["time"], ["book", "hall"], ""),
        ("how high is the rent of the hall", ["money"], ["hall", "rent"], ""),
        ("How many square metres does a litre cover?", ["area"], ["cover", "litr"], ""),
    ],
)
def test_a_question_names_a_dimension_and_a_thing(
    question: str, dimensions: list[str], subject: list[str], counted: str
) -> None:
    found = asked(question)
    assert found is not None
    assert (sorted(found.dimensions), sorted(found.subject), found.counted) == (dimensions, subject, counted)


@pytest.mark.parametrize(
    "question",
    ["Is it expensive?", "Can I pay in cash?", "Who sets the price?", "What is a pump?", "How do I open it?", "Why 5?"],
)
def test_other_questions_ask_for_no_figure(question: str) -> None:
    assert asked(question) is None


def test_a_fragment_asks_for_what_the_question_before_it_asked_of_what_was_carried() -> None:
    found = asked("And the hall?", "And the hall? seats", "How many seats does the club have?")
    assert found is not None
    assert (found.counted, found.subject) == ("seat", frozenset({"hall"}))


@pytest.mark.parametrize(("question", "is_price"), [("And the price?", True), ("how much?", True), ("And why?", False)])
def test_a_fragment_may_ask_for_a_price(question: str, is_price: bool) -> None:
    assert asks_price(question) is is_price
