"""What of a passage is marked, and which passages are not shown again below a list, a guide or a choice."""

from dataclasses import replace

import pytest

from bot.records import Answer, Listing, Quotation, QuotedSentence
from tests.ui.noted import as_choice, as_guide, as_listing, cited
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


def test_what_is_laid_out_comes_in_the_order_in_which_it_is_read() -> None:
    sentence, row = "Swelling goes down within two to three days.", "Non-ablative | 1 to 2 days | 2 to 3 days"
    packs = "use cold packs, ten minutes at a time"
    assert [[one.text for one in answer.laid_out] for answer in (as_listing(FOUND), as_guide(FOUND), FOUND)] == [
        [sentence, "no swelling at all", packs, row],
        [sentence, "ten minutes at a time", row],
        [],
    ]
    assert [one.text for one in as_choice(FOUND).laid_out] == [sentence, "no swelling at all"]


def test_passages_and_short_answers_whose_words_are_laid_out_are_not_shown_again() -> None:
    shown = as_choice(FOUND).without_repeats()
    assert (shown.short_answer, [quotation.rank for quotation in shown.passages]) == ((), [3, 4])
    assert as_listing(FOUND).without_repeats().passages == ()
    assert FOUND.without_repeats() == FOUND


def test_a_passage_that_a_short_answer_is_taken_from_stays_where_others_of_its_words_are_laid_out() -> None:
    listed = as_listing(FOUND).listing
    assert listed is not None
    other = replace(listed.documents[0], quotation=cited(HEALING.citation, "Cold packs help"))
    answer = replace(FOUND, listing=Listing(complete=True, words=("packs",), documents=(other,), total=1))
    assert answer.without_repeats() == answer
