import pytest

from bot.errors import QuestionError
from bot.language.words import terms
from bot.search.query import MAX_QUESTION_CHARS, neighbours, parse_query


def test_content_words_become_terms_once_each_in_order() -> None:
    query = parse_query("How many treatments for the skin, and how many more TREATMENTS?")
    assert [word.text for word in query.words] == ["treatments", "skin"]
    assert query.terms == ("treatment", "skin")


def test_white_space_and_line_ends_are_one_blank() -> None:
    assert parse_query("  what\r\n is\t it ").text == "what is it"


def test_signs_are_words_to_nobody() -> None:
    assert parse_query('title:"x" AND -skin* (((').terms == ("titl", "x", "skin")


@pytest.mark.parametrize("question", ["", "  \n\t "])
def test_an_empty_question_is_refused(question: str) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        parse_query(question)


def test_an_endless_question_is_refused_with_its_length() -> None:
    with pytest.raises(QuestionError, match="The question has 4,001 characters; ask in at most 4,000"):
        parse_query("x" * (MAX_QUESTION_CHARS + 1))


def test_a_lone_surrogate_does_not_break_the_query() -> None:
    assert parse_query("skin \ud800").terms == ("skin",)


@pytest.mark.parametrize(
    ("language", "question", "pairs"),
    [
        ("en", "open the kiln door", [("open", "the"), ("the", "kiln"), ("kiln", "door")]),
        ("es", "abrir la puerta roja del horno", [("puert", "roj")]),
    ],
)
def test_neighbours_are_those_that_stand_together_elsewhere_too(
    language: str, question: str, pairs: list[tuple[str, str]]
) -> None:
    query = parse_query(question, [language])
    assert list(neighbours(query, terms(query.text, language), frozenset(query.terms))) == pairs
