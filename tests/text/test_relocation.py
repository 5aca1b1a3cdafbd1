"""Quotations found again after seeded edits whose outcome is known."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Citation, SourceClass, Span
from bot.records.citations import SELECTOR_CONTEXT_CHARS
from bot.text.relocation import Relocation, Standing, relocate

TEXT = (
    "Swelling lasts two or three days. Most people go back to work the next day. Yes. A second session follows after "
    "four weeks. The clinic asks its patients to stay out of the sun for a month, and to use a cream every evening."
)
NOTICE = "この契約の解約予告期間は四半期末までの三か月間です"
SECOND = "Most people go back to work the next day."


def cite(text: str, words: str) -> Citation:
    start = text.index(words)
    end = start + len(words)
    return Citation(
        document="docs/a.txt",
        title="A",
        location="/docs/a.txt",
        publisher="unknown",
        source_class=SourceClass.UNKNOWN,
        date="unknown",
        page=None,
        headings=(),
        start=start,
        end=end,
        text_sha256="",
        source_sha256="",
        prefix=text[max(0, start - SELECTOR_CONTEXT_CHARS) : start],
        exact=words,
        suffix=text[end : end + SELECTOR_CONTEXT_CHARS],
    )


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_words_in_an_unchanged_text_are_valid() -> None:
    assert relocate(cite(TEXT, SECOND), TEXT) == Relocation(Standing.VALID, at(TEXT, SECOND))


def test_words_are_valid_when_only_something_far_away_of_the_same_length_changed() -> None:
    edited = TEXT.replace("cream", "salve")
    assert relocate(cite(TEXT, SECOND), edited) == Relocation(Standing.VALID, at(TEXT, SECOND))


def test_words_behind_something_new_have_moved() -> None:
    edited = f"A new beginning. {TEXT}"
    assert relocate(cite(TEXT, SECOND), edited) == Relocation(Standing.MOVED, at(edited, SECOND))


def test_long_words_at_their_place_are_valid_and_short_ones_only_beside_the_same() -> None:
    assert relocate(cite(TEXT, SECOND), TEXT.replace("Yes.", "Yah.")).standing is Standing.VALID
    edited = TEXT.replace(SECOND, "Some of them never go back to work again.").replace("A second", "A fourth")
    assert edited.find("Yes.") == TEXT.find("Yes.")
    assert relocate(cite(TEXT, "Yes."), edited).standing is Standing.GONE


def test_of_several_places_the_one_with_the_same_neighbours_counts() -> None:
    edited = f"{SECOND} That was a dream. {TEXT}"
    start = edited.rindex(SECOND)
    assert relocate(cite(TEXT, SECOND), edited).place == Span(start, start + len(SECOND))


def test_a_changed_sentence_is_found_where_it_stands() -> None:
    edited = TEXT.replace(SECOND, "Most people go back to work the next week.")
    found = relocate(cite(TEXT, SECOND), edited)
    assert found.standing is Standing.CHANGED
    assert found.place is not None
    assert found.place.of(edited) == "Most people go back to work the next"


def test_a_sentence_that_was_taken_out_is_gone() -> None:
    assert relocate(cite(TEXT, SECOND), TEXT.replace(SECOND, "")) == Relocation(Standing.GONE)
    assert relocate(cite(TEXT, SECOND), "") == Relocation(Standing.GONE)


@pytest.mark.parametrize(
    ("edited", "standing"),
    [
        (TEXT, Standing.VALID),
        (f"Well. {TEXT}", Standing.MOVED),
        (TEXT.replace("Yes.", "No."), Standing.GONE),
        ("An answer may be short. Yes. Or it may be long, as this one is, of course.", Standing.GONE),
    ],
)
def test_a_short_quotation_needs_its_neighbours(edited: str, standing: Standing) -> None:
    assert relocate(cite(TEXT, "Yes."), edited).standing is standing


def ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def word_edges(text: str, start: int, end: int) -> tuple[str, str]:
    """What is missing of the words in which a span begins and ends."""
    return text[:start].rpartition(" ")[2], text[end:].partition(" ")[0]


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("An adult may take 10", "An adult may take 10", "An adult may take 100 mg"),
        ("An adult may take 10", "An adult may take 10", "An adult may take 10 mg"),
        ("An adult may take 10", "An adult may take 10", "An adult may take 10\nmg a day"),
        ("An adult may take 10", "An adult may take 10", "An adult may take 10,5"),
        ("An adult may take 10", "An adult may take 10", "An adult may take 10%"),
        ("An adult may take 10", "An adult may take 10", "An adult may take 10²"),
        ("5 degrees were measured here.", "5 degrees were measured here.", "-5 degrees were measured here."),
        ("5 degrees were measured here.", "5 degrees were measured here.", "− 5 degrees were measured here."),
        ("5 degrees were measured here.", "5 degrees were measured here.", "15 degrees were measured here."),
        ("5 degrees were measured here.", "5 degrees were measured here.", "1.5 degrees were measured here."),
        ("It costs a person 3.", "It costs a person 3.", "It costs a person 3.50 each."),
        ("They may take it at all times", "They may take it at all times", "They may take it at all times, but rarely"),
        (
            "They may take it at all times.",
            "They may take it at all times.",
            "Never say: They may take it at all times.",
        ),
        (
            "A. Sure.\n\nIt is good for all of us.",
            "It is good for all of us.",
            "Who says that\nIt is good for all of us.",
        ),
        ("The plan is harmful to health.", "The plan is harmful to health", "The plan is harmful to healthy people."),
        ("Yes", "Yes", "Yesterday all my troubles"),
        ("12", "12", "1200 and more"),
        ("a | 1\nWidget | 21 | 70", "a | 1\nWidget | 21 | 70", "a | 1\nWidget | 21 | 700"),
        ("a | 1\nWidget | 21 | 70", "a | 1\nWidget | 21 | 70", "a | 1\nWidget | 21 | 70 | 80"),
        (f"{NOTICE}。", NOTICE, f"{NOTICE}か。"),
    ],
)
def test_words_that_became_a_part_of_others_have_changed(before: str, words: str, after: str) -> None:
    found = relocate(cite(before, words), after)
    assert found.standing is Standing.CHANGED
    assert found.place is not None
    assert found.place.of(after) == words


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("An adult may take 10.", "An adult may take 10.", "An adult may take 10. A child may not."),
        ("An adult may take 10 pills", "An adult may take 10 pills", "An adult may take 10 pills\n\nThe end"),
        ("One.\nAn adult may take 10 pills.", "An adult may take 10 pills.", "An adult may take 10 pills."),
        ("• An adult may take 10 pills", "An adult may take 10 pills", "• One\n• An adult may take 10 pills\n• More"),
        ("Widget | 21 of steel | 70", "Widget | 21 of steel | 70", "a | b\nWidget | 21 of steel | 70\nc | d"),
        (f"これは契約です。{NOTICE}。変更は書面です。", f"{NOTICE}。", f"古い。{NOTICE}。変更はできません。"),
    ],
)
def test_whole_sentences_items_and_rows_hold_whatever_stands_beside_them(before: str, words: str, after: str) -> None:
    found = relocate(cite(before, words), after)
    assert found.standing in (Standing.VALID, Standing.MOVED)
    assert found.place is not None
    assert found.place.of(after) == words


def test_a_short_answer_to_another_question_is_not_the_one_quoted() -> None:
    before = "Is it safe to use at home by oneself? Yes. Most people have read what the manual says of it."
    assert relocate(cite(before, "Yes."), before).standing is Standing.VALID
    asked = before.replace("safe to use at home by oneself", "likely that somebody may be hurt by it")
    assert relocate(cite(before, "Yes."), asked).standing is Standing.GONE


def test_who_knows_where_sentences_end_decides() -> None:
    edited = f"Well. {TEXT}"
    place = at(edited, SECOND)
    assert relocate(cite(TEXT, SECOND), edited, lambda at: at == place).standing is Standing.MOVED
    assert relocate(cite(TEXT, SECOND), edited, lambda at: at != place) == Relocation(Standing.CHANGED, place)


@given(st.randoms(use_true_random=False), st.integers(1, 8))
def test_words_are_never_called_valid_or_moved_where_others_stand(choose: random.Random, edits: int) -> None:
    edited = TEXT
    for _ in range(edits):
        place = choose.randrange(len(edited) + 1)
        after = min(len(edited), place + choose.randrange(4))
        edited = edited[:place] + choose.choice(["", "x", "two ", TEXT[:40]]) + edited[after:]
    start = choose.randrange(len(TEXT) - 10)
    citation = cite(TEXT, TEXT[start : start + choose.randrange(5, 60)])
    found = relocate(citation, edited)
    if found.standing in (Standing.VALID, Standing.MOVED):
        assert found.place is not None
        assert found.place.of(edited) == citation.exact
        assert word_edges(TEXT, citation.start, citation.end) == word_edges(edited, *ends(found.place))
    elif len(citation.exact) >= 24 and found.standing is Standing.GONE:
        assert citation.exact not in edited
    if found.standing is Standing.VALID:
        assert found.place == Span(citation.start, citation.end)


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    citation = cite(TEXT, SECOND)
    assert relocate(citation, "go back to work " * 50_000).standing is Standing.GONE
