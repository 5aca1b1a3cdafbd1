"""The bot behind one call, over the shipped corpus with the real model."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot import Answer, ChatBot, Level, Library
from bot.errors import EncoderMismatch, QuestionError
from bot.ingest.collection import read_page_settings
from tests.conftest import ROOT
from tests.fakes import WordEncoder

pytestmark = pytest.mark.real

FOUND = [
    ("How many sessions will I need?", r"Up to six treatments"),
    ("How much does it cost?", r"\$600 a session"),
    ("Should pregnant women have laser skin tightening?", r"Pregnant women should not"),
    ("Can I do RF microneedling at home?", "not for use at home"),
    ("How many needles does the stamp have?", "37 gold needles"),
    ("Which complications were reported to the FDA?", "Fat loss"),
    ("Who treated the ten patients?", "non-dermatologists"),
]
OFF_TOPIC = [
    "What is the capital of France?",
    "Who won the World Cup in 2018?",
    "How do I bake sourdough bread?",
    "Which mortgage rate can I get?",
]


@pytest.mark.parametrize(("question", "words"), FOUND)
def test_the_answer_is_among_the_quotations(shipped_bot: ChatBot, question: str, words: str) -> None:
    answer = shipped_bot.reply(question)
    assert answer.level is Level.FOUND
    assert any(re.search(words, quotation.text) for quotation in answer.passages)


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_the_documents_do_not_hold_is_not_found(shipped_bot: ChatBot, question: str) -> None:
    assert shipped_bot.reply(question).level is Level.NOT_FOUND


def test_every_citation_of_every_answer_holds(shipped_bot: ChatBot) -> None:
    for question in [*(question for question, _ in FOUND), *OFF_TOPIC]:
        answer = shipped_bot.reply(question)
        assert 0 < len(answer.passages) <= 5
        for quotation in answer.passages:
            for cited in (quotation.citation, *quotation.also_in):
                text = shipped_bot.library.text(cited.document)
                assert text[cited.start : cited.end] == cited.exact
            assert quotation.text == quotation.citation.exact
            sentence = quotation.sentence
            assert shipped_bot.library.text(quotation.citation.document)[sentence.start : sentence.end] == sentence.text


def test_the_same_question_gives_the_same_bytes_from_any_thread(shipped_bot: ChatBot) -> None:
    question = "How many sessions will I need?"
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: shipped_bot.reply(question).to_json(), range(20)))
    assert set(answers) == {shipped_bot.reply(question).to_json()}


def test_an_answer_survives_its_json(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply("Does laser skin tightening hurt?")
    assert Answer.from_json(answer.to_json()) == answer
    assert json.loads(answer.to_json())["level"] == "found"


def test_an_empty_question_is_refused(shipped_bot: ChatBot) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        shipped_bot.reply(" ")


def test_another_encoder_is_a_clear_message_and_never_a_wrong_answer(shipped_index: Path) -> None:
    with Library.open(shipped_index) as library:
        bot = ChatBot(library, WordEncoder())
        with pytest.raises(EncoderMismatch, match=r"was built with the encoder 'all-MiniLM-L6-v2' .* not with 'words'"):
            bot.reply("How much?")
        with pytest.raises(EncoderMismatch, match="build the index again"):
            bot.warm_up()


@pytest.mark.parametrize("example", read_page_settings(ROOT / "corpus").examples)
def test_every_example_question_of_the_page_is_answered(shipped_bot: ChatBot, example: str) -> None:
    assert shipped_bot.reply(example).level is Level.FOUND
