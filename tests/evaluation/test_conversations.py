"""An owner's question file measured: follow-ups, abstention, spans from quotes and patterns."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import ChatBot
from bot.evaluation.conversations import ask_conversations, judged
from bot.evaluation.evaluate import evaluate_questions
from bot.evaluation.judged import Kind, Place
from bot.evaluation.questions import Expected, read_questions
from bot.evaluation.windows import TitledText, make_windows
from bot.records import Level
from bot.search.query import parse_query
from tests.evaluation.collections import COST, PAIN, SUN
from tests.fakes import WordEncoder
from tests.libraries import library_of

OTHER_BASELINES = ("dense, passages", "dense, windows", "RRF", "average")
PLAIN_ANSWERS = ("first sentence", "nearest sentence")
QUESTIONS = """\
[[questions]]
question = "laser pain"
source = "pain"
quote = "Laser pain"

[[questions.follow_ups]]
question = "session price"
quote = "no such words"

[[questions]]
question = "helicopter rides"
abstain = true
topic = "off"

[[questions]]
question = "laser helicopter"
abstain = true
topic = "near"
"""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[ChatBot]:
    with library_of(tmp_path, {"pain.txt": PAIN, "cost.txt": COST, "sun.txt": SUN}) as library:
        yield ChatBot(library, WordEncoder())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.toml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def test_every_turn_is_asked_in_its_conversation(bot: ChatBot, file: Path) -> None:
    turns = list(ask_conversations(bot, read_questions(file).questions))
    assert [turn.result.id for turn in turns] == [
        "laser pain",
        "laser pain › session price",
        "helicopter rides",
        "laser helicopter",
    ]
    assert [turn.result.kind for turn in turns[2:]] == [Kind.OFF_TOPIC, Kind.NEAR_TOPIC]
    assert turns[0].verdict.is_met
    assert turns[0].result.values["passed"] == turns[0].result.values["span hit@1"] == 1.0
    # Nothing says where the follow-up's answer stands, so that there is nothing but the verdict.
    assert turns[1].result.values == {"passed": 0.0}
    assert turns[1].result.is_right is None


def test_the_answer_of_a_turn_is_what_the_bot_reads_out_and_a_refusal_is_none(bot: ChatBot, file: Path) -> None:
    file.write_text(
        '[[questions]]\nquestion = "laser pain"\nquote = "Laser pain"\n'
        '[[questions]]\nquestion = "helicopter rides"\nquote = "Laser pain"\n',
        encoding="utf-8",
    )
    pain, refused = ask_conversations(bot, read_questions(file).questions)
    assert (pain.result.values["answer hit@1"], pain.result.answer_words) == (1, 2)
    assert (refused.result.values["answer hit@1"], refused.result.answer_words) == (0, None)
    assert [quote.place for quote in pain.ranked.quoted or ()][:1] == [Place("docs/pain.txt", 0, len("Laser pain."))]


SMALL_TALK = """\
[[questions]]
question = "laser pain"
quote = "Laser pain"

[[questions.follow_ups]]
question = "Thank you!"
remark = true

[[questions.follow_ups]]
question = "And the price?"
carried = ["pain"]
without = ["laser"]
"""


def test_small_talk_is_asked_but_not_ranked(bot: ChatBot, file: Path) -> None:
    file.write_text(SMALL_TALK, encoding="utf-8")
    pain, thanks, price = ask_conversations(bot, read_questions(file).questions)
    assert thanks.verdict.is_met
    assert (thanks.ranked.places, thanks.ranked.shown, thanks.result.confidence) == ((), (), 0)
    assert (thanks.result.values, thanks.result.is_right) == ({"passed": 1.0}, None)
    assert pain.ranked.places
    assert price.ranked.places
    report = evaluate_questions(read_questions(file), bot)
    assert {
        name: figure.questions for name, figure in report.footnote.figures.items() if name in ("passed", "mrr@10")
    } == {
        "passed": 3,
        "mrr@10": 1,
    }


def test_words_left_out_of_a_turn_are_left_out_of_what_is_ranked(bot: ChatBot, file: Path) -> None:
    file.write_text(SMALL_TALK, encoding="utf-8")
    *_, price = ask_conversations(bot, read_questions(file).questions)
    assert price.verdict.is_met
    assert sorted(price.question.query.terms) == ["pain", "price"]


def test_the_report_sets_off_topic_and_near_topic_apart(bot: ChatBot, file: Path) -> None:
    texts = [TitledText(held.id, held.title, bot.library.text(held.id)) for held in bot.library.documents()]
    report = evaluate_questions(read_questions(file), bot, windows=make_windows(texts, bot.encoder))
    figures = report.footnote.figures
    # Only "laser pain" can be right; it is surer than both questions that nothing answers. The follow-up, of which one
    # cannot tell, is in no figure but "passed".
    assert [(name, figures[name].questions) for name in ("auroc", "auroc off-topic", "auroc near-topic")] == [
        ("auroc", 3),
        ("auroc off-topic", 2),
        ("auroc near-topic", 2),
    ]
    assert figures["passed"].questions == 4
    assert figures["auroc off-topic"].value == 1
    assert [system.name for system in report.systems] == ["footnote", "BM25", *OTHER_BASELINES, *PLAIN_ANSWERS]
    assert any("no such words" in failure for failure in report.failures)


def test_a_limit_takes_the_first_conversations(bot: ChatBot, file: Path) -> None:
    assert evaluate_questions(read_questions(file), bot, limit=1).questions == 2


TEXTS = {"docs/lease-2019.md": "Three\nmonths. Then 3 months.", "docs/other.md": "Three months."}


@pytest.mark.parametrize(
    ("expected", "places"),
    [
        (Expected(quote="Three months"), [("lease-2019.md", 0, 12), ("other.md", 0, 12)]),
        (Expected(quote="Three months", source="lease"), [("lease-2019.md", 0, 12)]),
        (Expected(pattern=r"\d months", source="lease"), [("lease-2019.md", 19, 27)]),
    ],
)
def test_the_answer_stands_where_the_quote_or_the_pattern_is(
    expected: Expected, places: list[tuple[str, int, int]]
) -> None:
    question = judged("q", expected, parse_query("How long?"), TEXTS)
    assert question.places == tuple(Place(f"docs/{name}", start, end) for name, start, end in places)
    assert question.relevance == {f"docs/{name}": 1 for name, _, _ in places}


def test_without_a_quote_the_named_documents_are_relevant() -> None:
    question = judged("q", Expected(source="other"), parse_query("How long?"), TEXTS)
    assert (question.relevance, question.places) == ({"docs/other.md": 1}, ())


def test_a_level_alone_judges_no_document() -> None:
    question = judged("q", Expected(level=Level.RELATED), parse_query("How long?"), TEXTS)
    assert (question.relevance, question.places, question.kind) == ({}, (), Kind.ANSWERABLE)
