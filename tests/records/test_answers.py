"""What of a passage is marked: the words of the short answer that stand in it, else its own best sentence."""

from dataclasses import replace

import pytest

from bot.records import Answer, Quotation, QuotedSentence
from tests.ui.samples import found, sample_library, several

FOUND = found(sample_library(), "How long does swelling last?")
HEALING = FOUND.passages[0]


def marked(answer: Answer, quotation: Quotation) -> list[str]:
    return [span.of(quotation.text) for span in answer.marked(quotation)]


def spanning(*places: tuple[int, int]) -> Answer:
    """With a short answer of these places of its first passage."""
    offset, short = HEALING.citation.start, FOUND.short_answer[0]
    return replace(
        FOUND, short_answer=tuple(replace(short, start=offset + start, end=offset + end) for start, end in places)
    )


def test_words_of_the_short_answer_are_marked_in_their_passage_and_the_best_sentence_in_every_other() -> None:
    answer = several(sample_library(), "several")
    assert [marked(answer, quotation) for quotation in answer.passages] == [
        ["Swelling goes down within two to three days."],
        ["no swelling at all"],
        ["use cold packs, ten minutes at a time"],
        ["Non-ablative | 1 to 2 days | 2 to 3 days"],
    ]
    assert [answer.best_words(quotation) for quotation in answer.passages] == [
        "Swelling goes down within two to three days.",
        "no swelling at all",
        "use cold packs, ten minutes at a time",
        "Non-ablative | 1 to 2 days | 2 to 3 days",
    ]


@pytest.mark.parametrize(
    ("places", "spans"),
    [
        ([(20, 30), (0, 5)], [(0, 5), (20, 30)]),
        ([(0, 10), (5, 20), (20, 21)], [(0, 21)]),
        ([(0, 30), (5, 20)], [(0, 30)]),
        ([(3, 3), (-4, 2), (5, 10_000), (9, 4), (1, 2)], [(1, 2)]),
    ],
)
def test_words_are_marked_in_their_order_once_and_only_inside_the_passage(
    places: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    assert [(span.start, span.end) for span in spanning(*places).marked(HEALING)] == spans


def test_where_nothing_of_a_passage_can_be_marked_nothing_is() -> None:
    elsewhere = replace(HEALING, sentence=QuotedSentence("", 0, 9))
    assert spanning((-9, -2)).marked(elsewhere) == ()
    assert replace(FOUND, short_answer=()).best_words(elsewhere) == HEALING.text
