"""The thing that a follow-up asks about comes first: among documents of a kind, and among the rows of a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.chatbot import ChatBot
from bot.ingest.build import build
from bot.library import Library
from bot.records import Act, Answer, Level, Turn
from bot.search.confidence import FOUND_FROM
from tests.fakes import WordEncoder

BOATS = {
    "kayak": "The kayak costs 11 coins. Its session lasts an hour. It seats one guest, where the rowboat seats more.",
    "rowboat": "The rowboat costs 22 coins. Its session lasts two hours. It seats four guests of any age.",
    "canoe": "The canoe costs 33 coins. Its session lasts a day. It seats two guests and a dog.",
}
STEPS = "# Boarding\n\nThe first step is the life jacket. The second step is the mooring rope.\n"
TABLE = "# Prices\n\n| Bicycle | Next | Price |\n|---|---|---|\n| Tandem | Cargo bike | 7 |\n| Cargo bike | - | 9 |\n"


@pytest.fixture(scope="module", params=[True, False], ids=["with the encoder", "by words"])
def bot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatBot]:
    place: Path = tmp_path_factory.mktemp("about")
    docs = place / "docs"
    docs.mkdir()
    for name, text in BOATS.items():
        (docs / f"{name}.md").write_text(f"# The {name} of the lake hire\n\n{text}\n", encoding="utf-8")
    (docs / "prices.md").write_text(TABLE, encoding="utf-8")
    (docs / "steps.md").write_text(STEPS, encoding="utf-8")
    build(place / "index", [docs], WordEncoder())
    with Library.open(place / "index") as library:
        yield ChatBot(library, WordEncoder(), waits_for_encoder=request.param)


def asked(bot: ChatBot, questions: Sequence[str]) -> Answer:
    history: list[Turn] = []
    for question in questions:
        history.append(Turn(question, bot.reply(question, history)))
    return history[-1].answer


@pytest.mark.parametrize(
    ("questions", "boat"),
    [
        (["How much is the kayak?", "And the rowboat?"], "rowboat"),
        (["How much is the kayak?", "And the rowboat?", "What about the canoe?"], "canoe"),
        (["How much is the rowboat?", "How many guests does it seat?"], "rowboat"),
        (["How much is the rowboat?", "And the kayak?", "How many guests does it seat?"], "kayak"),
    ],
)
def test_another_document_of_the_kind_is_neither_first_nor_quoted(
    bot: ChatBot, questions: Sequence[str], boat: str
) -> None:
    answer = asked(bot, questions)
    assert answer.passages[0].citation.document == f"docs/{boat}.md"
    assert {one.citation.document for one in answer.short_answer} <= {f"docs/{boat}.md"}
    if not answer.by_words:
        others = {f"docs/{name}.md" for name in BOATS if name != boat}
        assert all(one.probability < FOUND_FROM for one in answer.passages if one.citation.document in others)


def test_the_row_of_the_thing_answers_and_none_that_only_mentions_it(bot: ChatBot) -> None:
    answer = asked(bot, ["What is the price of the tandem?", "And of the cargo bike?"])
    assert answer.level is not Level.NOT_FOUND
    assert [one.text for one in answer.short_answer] == ["Cargo bike | - | 9"]


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        (["What is the first step?", "And the second one?"], "mooring rope"),
        (["What is the first step?", "And the second one?", "And the first?"], "life jacket"),
    ],
)
def test_another_ordinal_asks_the_question_before_for_that_one(
    bot: ChatBot, questions: Sequence[str], words: str
) -> None:
    answer = asked(bot, questions)
    assert (answer.act, words in answer.short_answer[0].text) == (Act.NTH, True)
