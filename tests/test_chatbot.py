"""The bot behind one call, over the shipped corpus with the real model."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot import Answer, ChatBot, Level, Library
from bot.errors import EncoderMismatch, QuestionError
from bot.ingest.build import build
from bot.ingest.collection import SETTINGS_FILE, folder_settings
from bot.records import CareNote, Concern, Move, Turn
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


def test_an_empty_question_gets_a_remark(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply(" ")
    assert answer.remark.startswith("You have typed nothing yet.")
    assert (answer.passages, answer.sources_say, answer.care) == ((), (), None)


def test_a_question_that_is_too_long_is_refused(shipped_bot: ChatBot) -> None:
    with pytest.raises(QuestionError, match="ask in at most 4,000"):
        shipped_bot.reply("Does a laser hurt the skin of people? " * 200)


def conversation(bot: ChatBot, *questions: str) -> list[Turn]:
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, bot.reply(question, turns)))
    return turns


def test_a_follow_up_is_searched_with_the_words_it_leans_on(shipped_bot: ChatBot) -> None:
    before = conversation(shipped_bot, "How long does an ultrasound appointment take?")
    answer = shipped_bot.reply("And how many treatments?", before)
    assert "ultrasound" in [word.text for word in answer.carried]
    assert "ltrasound" in answer.passages[0].text


def test_carried_words_can_be_taken_away_and_others_pinned(shipped_bot: ChatBot) -> None:
    before = conversation(shipped_bot, "How long does an ultrasound appointment take?")
    free = shipped_bot.reply("And does it hurt?", before, without=["ultrasound"], pinned=["radio frequency"])
    assert "ultrasound" not in [word.text for word in free.carried]
    assert [word.text for word in free.carried if word.is_pinned] == ["radio", "frequency"]


def test_thanks_are_nothing_to_lean_on(shipped_bot: ChatBot) -> None:
    turns = conversation(shipped_bot, "How long does an ultrasound appointment take?", "Thanks!", "And does it hurt?")
    assert turns[1].answer.remark
    assert "ultrasound" in [word.text for word in turns[2].answer.carried]


def test_a_change_of_topic_carries_nothing(shipped_bot: ChatBot) -> None:
    before = conversation(shipped_bot, "How long does an ultrasound appointment take?")
    assert shipped_bot.reply("Which class of medical device is RF microneedling?", before).carried == ()


def test_a_question_about_a_persons_safety_gets_a_note_and_warnings_first(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply("I'm pregnant, may I have laser skin tightening?")
    assert answer.care is not None
    assert answer.care.kind is Concern.PERSONAL
    assert "regnan" in answer.passages[0].text


def test_a_warning_comes_before_what_does_not_warn_and_says_so(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply("I take pills against acne, is that a problem?")
    moves = [quotation.why.moved for quotation in answer.passages]
    assert Move.WARNS in moves
    last_warning = max(i for i, move in enumerate(moves) if move is Move.WARNS)
    assert Move.BEHIND_WARNINGS not in moves[:last_warning]
    assert all(quotation.why.found_at != quotation.rank for quotation in answer.passages if quotation.why.moved)


def test_nobody_in_need_is_answered_with_what_is_merely_close(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply("I can't breathe and my throat swells up")
    assert answer.care is not None
    assert answer.care.kind is Concern.RED_FLAG
    assert (answer.level, answer.passages) == (Level.NOT_FOUND, ())


def test_more_passages_are_shown_when_asked_for_and_the_first_stay(shipped_bot: ChatBot) -> None:
    few, many = shipped_bot.reply("Is it painful?"), shipped_bot.reply("Is it painful?", passages=9)
    assert (len(few.passages), len(many.passages)) == (5, 9)
    assert many.passages[:5] == few.passages


def test_a_short_question_is_offered_questions_that_are_answered(shipped_bot: ChatBot) -> None:
    offered = shipped_bot.reply("pain").did_you_mean
    assert 0 < len(offered) <= 3
    assert all(shipped_bot.reply(question).level is Level.FOUND for question in offered)


def test_another_encoder_is_a_clear_message_and_never_a_wrong_answer(shipped_index: Path) -> None:
    with Library.open(shipped_index) as library:
        bot = ChatBot(library, WordEncoder())
        with pytest.raises(EncoderMismatch, match=r"was built with the encoder 'all-MiniLM-L6-v2' .* not with 'words'"):
            bot.reply("How much?")
        with pytest.raises(EncoderMismatch, match="build the index again"):
            bot.warm_up()


@pytest.mark.parametrize(
    "example", folder_settings((ROOT / "corpus" / SETTINGS_FILE).read_bytes(), SETTINGS_FILE).examples
)
def test_every_example_question_of_the_page_is_answered(shipped_bot: ChatBot, example: str) -> None:
    assert shipped_bot.reply(example).level is Level.FOUND


def test_a_note_of_care_stays_in_the_next_turn_and_is_repeated_to_a_call_for_help(shipped_bot: ChatBot) -> None:
    turns = conversation(shipped_bot, "I can't breathe", "help", "what should I do?", "What is collagen?")
    first, call, leaning, alone = (turn.answer for turn in turns)
    assert first.care is not None
    assert call.remark == first.care.note
    assert (call.care, leaning.care) == (replace(first.care, words=()), replace(first.care, words=()))
    assert alone.care is None
    assert shipped_bot.reply("help").care is None


def test_a_note_is_not_kept_where_the_folder_asks_for_none(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "laser.txt").write_text("A laser heats the skin.", encoding="utf-8")
    build(tmp_path / "index", [docs], word_encoder)
    note = CareNote(Concern.RED_FLAG, (), "Call somebody.")
    before = [Turn("My laser burns", Answer("My laser burns", Level.RELATED, (), (), care=note))]
    with Library.open(tmp_path / "index") as library:
        assert ChatBot(library, word_encoder).reply("and the skin?", before).care is None


def test_words_of_the_conversation_that_find_nothing_are_left_out_and_named(shipped_bot: ChatBot) -> None:
    (before,) = conversation(shipped_bot, "What does the FDA advise?")
    answer = shipped_bot.reply("heat", [before])
    assert answer.level is not Level.NOT_FOUND
    assert (answer.carried, [word.text for word in answer.left_out]) == ((), ["FDA", "advise"])
    alone = shipped_bot.reply("heat")
    assert (answer.level, answer.passages) == (alone.level, alone.passages)
    asked_for = shipped_bot.reply("heat", [before], pinned=["FDA", "advise"])
    assert (asked_for.left_out, [word.text for word in asked_for.carried]) == ((), ["FDA", "advise"])
    nowhere = shipped_bot.reply("Java?", conversation(shipped_bot, "How tall is Mount Everest?"))
    assert (nowhere.level, nowhere.left_out) == (Level.NOT_FOUND, ())
