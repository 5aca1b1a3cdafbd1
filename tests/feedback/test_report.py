from dataclasses import replace

from bot.feedback.records import Opinion, Thumb, Unanswered
from bot.feedback.report import Downvoted, Group, Votes, report_of, standing
from bot.feedback.store import Kept
from bot.records import Level

UP = Thumb(
    "2026-03-01", "Is it safe?", (), Level.FOUND, 1, "laser.md", 5, 40, "a" * 64, "It is safe.", Opinion.RELEVANT
)
WRONG = replace(UP, opinion=Opinion.WRONG)
BACK = replace(WRONG, is_withdrawn=True, day="2026-03-09")


def asked(*questions: str) -> Kept:
    return Kept(tuple(Unanswered("2026-03-01", question) for question in questions), 0)


def test_a_thumb_taken_back_counts_no_longer_and_one_of_two_equal_ones_stays() -> None:
    assert standing([UP, WRONG, BACK]) == [UP]
    assert standing([WRONG, WRONG, BACK]) == [WRONG]
    assert standing([WRONG, BACK, BACK, UP]) == [UP]


def test_questions_of_much_the_same_words_are_one_group_the_most_asked_first() -> None:
    report = report_of(
        asked(
            "How much does parking cost?",
            "Is there a submarine?",
            "What does the parking cost?",
            "What does the parking cost?",
        )
    )
    assert report.unanswered == (
        Group(("How much does parking cost?", "What does the parking cost?"), 3),
        Group(("Is there a submarine?",), 1),
    )


def test_a_question_that_was_not_kept_but_given_a_thumb_down_is_unanswered_too() -> None:
    down = replace(WRONG, level=Level.NOT_FOUND)
    assert report_of(Kept((down, down), 0)).unanswered == (Group(("Is it safe?",), 1),)
    helped = replace(UP, level=Level.NOT_FOUND)
    assert report_of(Kept((down, helped), 0)).unanswered == ()
    assert report_of(Kept((WRONG,), 0)).unanswered == ()  # it found something, wrong as that may be


def test_questions_without_a_content_word_are_groups_of_their_own() -> None:
    assert report_of(asked("Why?", "Who?", "Why?")).unanswered == (Group(("Why?",), 2), Group(("Who?",), 1))


def test_a_passage_voted_down_says_how_often_why_and_to_which_questions() -> None:
    other = replace(WRONG, question="Does it hurt?", opinion=Opinion.OUTDATED)
    elsewhere = replace(WRONG, document="clinic.md")
    report = report_of(Kept((UP, elsewhere, WRONG, other, WRONG), 2))
    assert (report.thumbs, report.damaged) == (5, 2)
    assert [passage.document for passage in report.downvoted] == ["laser.md", "clinic.md"]
    assert report.downvoted[0] == Downvoted(
        "laser.md",
        5,
        40,
        "It is safe.",
        (Votes(Opinion.RELEVANT, 1), Votes(Opinion.OUTDATED, 1), Votes(Opinion.WRONG, 2)),
        ("Is it safe?", "Does it hurt?"),
    )
    assert report_of(Kept((UP,), 0)).downvoted == ()
