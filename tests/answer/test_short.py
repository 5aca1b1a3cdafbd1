"""What is quoted as the short answer, over documents made by hand and asked with the real model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.language.asked_times import end_in_time
from bot.records import Answer, Level
from bot.search.duplicates import say_the_same

pytestmark = pytest.mark.real
Ask = Callable[[str, str], Answer]


@pytest.fixture
def ask(tmp_path: Path, real_encoder: SentenceTransformerEncoder) -> Iterator[Callable[..., Answer]]:
    """Asks a question of one document, given as Markdown."""
    with ExitStack() as libraries:

        def asked(text: str, question: str, passages: int = 5) -> Answer:
            (tmp_path / "docs").mkdir(exist_ok=True)
            (tmp_path / "docs" / "a.md").write_text(text, encoding="utf-8")
            build(tmp_path / "index", [tmp_path / "docs"], real_encoder)
            library = libraries.enter_context(Library.open(tmp_path / "index"))
            return ChatBot(library, real_encoder).reply(question, passages=passages)

        yield asked


LATHES = (
    "# Lathes\n\n| Code | Cause |\n| --- | --- |\n| L-201 | belt slips |\n| L-202 | chuck open |\n| L-203 | oil low |\n"
)
FERRY = (
    "# Ferry fares\n\nThe fares were raised on 3 May 2021, to 4 pounds.\n\nThe fares were raised on 9 June 2023, to "
    "5 pounds.\n\nThe fares were raised on 1 March 2019, to 3 pounds.\n"
)


@pytest.mark.parametrize("spelt", ["L-202", "L202", "l 202"])
def test_the_row_with_the_code_is_quoted_however_it_is_spelt_with_its_header(ask: Ask, spelt: str) -> None:
    answer = ask(LATHES, f"What does {spelt} mean?")
    assert answer.level is Level.FOUND
    first = answer.short_answer[0]
    assert (first.text, first.lead_in) == ("L-202 | chuck open", "Code | Cause")


def test_a_code_that_no_row_has_is_never_found(ask: Ask) -> None:
    assert ask(LATHES, "What does L-909 mean?").level is not Level.FOUND


@pytest.mark.parametrize(("question", "date"), [("latest", "9 June 2023"), ("earliest", "1 March 2019")])
def test_of_sentences_that_answer_as_well_the_one_at_the_end_of_time_is_first(
    ask: Ask, question: str, date: str
) -> None:
    assert date in ask(FERRY, f"When was the {question} raise of the fares?").short_answer[0].text


KILN = (
    "# Brennofen\n\nDer Brennofen ist für alle Mitglieder da. Der Brennofen steht hinter der Glasur.\n\nDer Brennofen "
    "läuft freitags ab 18 Uhr.\n\nEin Brand im Brennofen kostet 14 Euro.\n\nHerr Wolff wartet den Brennofen.\n"
)
BARGE = (
    "# La péniche\n\nLa péniche est ouverte à tous. La péniche est amarrée sous le pont.\n\nLa péniche part le "
    "dimanche à 10 h 15.\n\nUne place sur la péniche coûte 21 euros.\n\nMadame Perrin pilote la péniche.\n"
)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (KILN, "Wo ist der Brennofen?", "hinter der Glasur"),
        (KILN, "wann ist der Brennofen an", "freitags"),
        (KILN, "was kostet der Brennofen", "14 Euro"),
        (KILN, "Wer ist für den Brennofen da?", "Wolff"),
        (BARGE, "où est la péniche ?", "sous le pont"),
        (BARGE, "Quand est la péniche ?", "10 h 15"),
        (BARGE, "combien coûte la péniche", "21 euros"),
        (BARGE, "qui s'occupe de la péniche ?", "Perrin"),
    ],
)
def test_of_sentences_on_one_subject_that_which_names_what_is_asked_for_is_first(
    ask: Ask, text: str, question: str, answer: str
) -> None:
    assert answer in ask(text, question).short_answer[0].text


def test_who_wrote_a_text_is_quoted_from_a_line_without_a_verb(ask: Ask) -> None:
    text = "# La péniche\n\n*Causerie de Nadia Perrin, tenue au foyer*\n\nLa péniche est lente. Elle va à Lille.\n"
    assert "Nadia Perrin" in ask(text, "Qui a prononcé cette causerie ?").short_answer[0].text


def test_what_is_quoted_stands_in_a_passage_that_is_shown(ask: Callable[..., Answer]) -> None:
    answer = ask(FERRY, "When was the latest raise of the fares?", passages=1)
    assert {one.rank for one in answer.short_answer} == {1}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Notice is 30 days.", "Notice is 90 days.", False),
        ("Notice is 30 days.", "Notice is 30 weeks.", False),
        ("Bicycles may stay in the yard.", "Bicycles may not stay in the yard.", False),
        ("The yard belongs to Mrs Pike.", "The yard belongs to Mrs Reed.", False),
        ("BICYCLES may stay in the yard.", "Bicycles may stay in the yard.", True),
        ("Bicycles may stay in the yard.", "Bicycles may remain in the yard.", True),
    ],
)
def test_copies_say_the_same_unless_a_figure_a_name_or_a_not_differs(one: str, other: str, same: bool) -> None:
    assert say_the_same(one, other, "en") is same


def test_the_end_of_time_is_asked_for_by_words_of_the_language() -> None:
    assert (end_in_time("What is the most recent version?"), end_in_time("What was the first one?")) == (1, -1)
    assert end_in_time("Was ist die neueste Fassung?", "de") == 1
    assert end_in_time("How long does it last?") == 0
