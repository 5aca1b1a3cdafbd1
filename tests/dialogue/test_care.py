"""The care router on the labelled questions, and what it says of single ones."""

import tomllib
from pathlib import Path

import pytest

from bot.dialogue.care import CRISIS_NOTE, PERSONAL_NOTE, RED_FLAG_NOTE, care_for
from bot.dialogue.personal import read_concern
from bot.encoders.common_words import common_terms
from bot.language.words import term_of
from bot.records import Concern

DATA = Path(__file__).resolve().parent.parent / "data"
PERSONAL = tomllib.loads((DATA / "care_personal.toml").read_text(encoding="utf-8"))
GENERAL = tomllib.loads((DATA / "care_general.toml").read_text(encoding="utf-8"))
BOTH = [*PERSONAL["personal"], *PERSONAL["red_flag"]]


def knows_word(word: str) -> bool:
    return term_of(word) in common_terms()


def share_of(concern: Concern, questions: list[str]) -> float:
    return sum(read_concern(question, knows_word).concern is concern for question in questions) / len(questions)


def share_of_concern(questions: list[str]) -> float:
    return 1 - share_of(Concern.NONE, questions)


def test_the_labelled_files_are_as_large_as_promised_and_ask_nothing_twice() -> None:
    assert len(BOTH) >= 150
    assert len(GENERAL["general"]) >= 150
    assert len(PERSONAL["fresh_personal"]) + len(PERSONAL["fresh_red_flag"]) == len(GENERAL["fresh"]) == 40
    assert len(PERSONAL["blind_personal"]) + len(PERSONAL["blind_red_flag"]) == len(GENERAL["blind"]) == 60
    listed = [question for questions in (*PERSONAL.values(), *GENERAL.values()) for question in questions]
    assert len(listed) == len(set(listed))


# What `python -m benchmarks.care` prints: recall of 0.983 on `blind`, which no rule was made with; 1.000, 0.989 and
# 1.000 on the others, which all shaped the rules.
@pytest.mark.parametrize(
    ("questions", "least"),
    [
        (BOTH, 0.98),
        (PERSONAL["development"] + PERSONAL["development_red_flag"], 0.98),
        (PERSONAL["fresh_personal"] + PERSONAL["fresh_red_flag"], 0.98),
        (PERSONAL["blind_personal"] + PERSONAL["blind_red_flag"], 0.96),
    ],
    ids=["first", "development", "fresh", "blind"],
)
def test_questions_about_somebodys_safety_are_recognised(questions: list[str], least: float) -> None:
    assert share_of_concern(questions) >= least


# On `blind` 0.85, short of the 0.9 that was wished for; a red flag that is missed is still one of the above.
@pytest.mark.parametrize(
    ("questions", "least"),
    [
        (PERSONAL["red_flag"] + PERSONAL["fresh_red_flag"] + PERSONAL["development_red_flag"], 0.98),
        (PERSONAL["blind_red_flag"], 0.80),
    ],
    ids=["development", "blind"],
)
def test_red_flags_are_recognised_as_such(questions: list[str], least: float) -> None:
    assert share_of(Concern.RED_FLAG, questions) >= least


# On `blind` 1 of 40.
@pytest.mark.parametrize("part", ["personal", "fresh_personal", "blind_personal"])
def test_what_is_no_emergency_is_hardly_called_one(part: str) -> None:
    assert share_of(Concern.RED_FLAG, PERSONAL[part]) <= 0.05


@pytest.mark.parametrize("part", ["general", "development", "fresh", "blind"])
def test_general_questions_raise_no_false_alarm(part: str) -> None:
    assert share_of_concern(GENERAL[part]) <= 0.03


@pytest.mark.parametrize(
    ("question", "concern"),
    [
        ("Skin like sandpaper on my neck, and it can't be touched", Concern.PERSONAL),
        ("Can't whistle and can't feel my face", Concern.RED_FLAG),  # "can't" opens no question
        ("Can I have a receipt?", Concern.NONE),
        ("My tongue has become huge", Concern.RED_FLAG),
        ("My tongue is fine. The bill was huge.", Concern.NONE),  # two signs, but not in one sentence
        ("The study says that a tongue may become huge", Concern.NONE),
        ("Ivermycin since May, does it matter?", Concern.PERSONAL),  # a made-up name with a medicine's stem
        ("Is it a diagnosis or a prognosis?", Concern.NONE),  # no illness, though they end like one
    ],
)
def test_signs_of_one_sentence_are_read_together(question: str, concern: Concern) -> None:
    assert read_concern(question, knows_word).concern is concern


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("I take blood thinners, can I still have it done?", ["I take blood thinners"]),
        ("Is it safe during chemotherapy?", ["safe", "during chemotherapy"]),
        ("I would like to know whether I may be left with burns", []),
        ("My mother has a pacemaker. Can she have it?", ["My mother has a pacemaker"]),
    ],
)
def test_the_words_that_raised_concern_are_given_as_they_stand(question: str, words: list[str]) -> None:
    note = care_for(question, knows_word)
    assert note
    if words:
        assert [span.of(question) for span in note.words] == words
    assert all(span.of(question) == span.of(question).strip() != "" for span in note.words)


@pytest.mark.parametrize(
    ("question", "note"),
    [
        ("How much is it?", None),
        ("Is laser skin tightening safe?", None),
        ("Can it cause a fever?", None),
        ("What is pus?", None),
        ("Is it safe for me?", PERSONAL_NOTE),
        ("I have a fever since yesterday", RED_FLAG_NOTE),
        ("There is pus coming out of it", RED_FLAG_NOTE),
        ("I want to kill myself because of my scars", CRISIS_NOTE),
    ],
)
def test_the_note_fits_how_grave_it_is(question: str, note: str | None) -> None:
    found = care_for(question, knows_word)
    assert (found.note if found else None) == note


def test_a_misspelt_illness_is_one_and_a_word_that_is_known_is_not_misspelt() -> None:
    assert read_concern("pregnent and laser, can i", knows_word).concern is Concern.PERSONAL
    assert read_concern("pregnent and laser, can i", lambda _: True).concern is Concern.NONE


def test_the_i_that_only_asks_is_nobody() -> None:
    assert read_concern("I would like to know what epilepsy is", knows_word).concern is Concern.NONE
    assert read_concern("I would like to know, I have epilepsy", knows_word).concern is Concern.PERSONAL


@pytest.mark.parametrize(
    ("question", "concern"),
    [
        ("my lip is twice its size after rf", Concern.RED_FLAG),
        ("my eye has doubled in size", Concern.RED_FLAG),
        ("yellow stuff coming out of the wound", Concern.RED_FLAG),
        ("my face is burning and blistering", Concern.RED_FLAG),
        ("Can it cause burning and blistering?", Concern.NONE),
        ("Is blistering common?", Concern.NONE),
        ("How long should I avoid exercise?", Concern.NONE),
        ("Should I avoid the sun?", Concern.NONE),
        ("I am pregnant, should I avoid it?", Concern.PERSONAL),
    ],
)
def test_what_grows_flows_or_blisters_now_is_seen_by_a_person_and_advice_for_everybody_is_none(
    question: str, concern: Concern
) -> None:
    assert read_concern(question, knows_word).concern is concern


@pytest.mark.parametrize("note", [PERSONAL_NOTE, RED_FLAG_NOTE, CRISIS_NOTE])
def test_no_note_gives_a_verdict_or_a_diagnosis(note: str) -> None:
    assert not any(
        f" {word} " in note for word in ("you have", "harmless", "normal", "is safe for you to", "is unsafe")
    )


@pytest.mark.parametrize("question", ["", "   ", "?!", "😀", "\u200b", "I", "a" * 4_000, "my " * 1_000])
def test_any_text_can_be_read(question: str) -> None:
    assert read_concern(question, knows_word).concern in set(Concern)
