"""The care router on questions that it has not learnt from, and on examples for paper."""

import tomllib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from bot import ChatBot
from bot.conversation.care import note_for, warns
from bot.encoders import FloatArray
from bot.encoders.examples import PLACES
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.ingest.care_file import care_examples
from bot.records import CareGuide, Concern, Span
from tests.caring import guide
from tests.conftest import ROOT
from tests.fakes import WordEncoder

HELD_OUT = tomllib.loads((ROOT / "tests" / "data" / "care_held_out.toml").read_text(encoding="utf-8"))
EXAMPLES = care_examples((ROOT / "corpus" / "care.toml").read_bytes(), "care.toml")


@pytest.fixture(scope="module")
def guides(shipped_bot: ChatBot) -> Sequence[CareGuide]:
    return shipped_bot.library.settings().care


@pytest.fixture(scope="module")
def vectors(real_encoder: SentenceTransformerEncoder) -> dict[str, FloatArray]:
    questions = [question for part in HELD_OUT.values() for question in part]
    return dict(zip(questions, real_encoder.encode(questions), strict=True))


def share(part: str, guides: Sequence[CareGuide], vectors: dict[str, FloatArray], *concerns: Concern) -> float:
    """The share of the questions of a part that get one of these notes."""
    found = [note_for(question, guides, vectors[question]) for question in HELD_OUT[part]]
    return sum(note is not None and note.kind in concerns for note in found) / len(found)


def by_words(part: str, guides: Sequence[CareGuide], *concerns: Concern) -> float:
    found = [note_for(question, guides, None) for question in HELD_OUT[part]]
    return sum(note is not None and note.kind in concerns for note in found) / len(found)


def test_nothing_that_is_measured_was_learnt_from() -> None:
    learnt = {question.casefold() for of_kind in EXAMPLES.questions for question in of_kind}
    held_out = [question.casefold() for part in HELD_OUT.values() for question in part]
    assert len(held_out) == len(set(held_out))
    assert learnt.isdisjoint(held_out)
    assert {part: len(questions) for part, questions in HELD_OUT.items()} == {
        "fresh_personal": 30,
        "fresh_red_flag": 10,
        "fresh_general": 40,
        "blind_personal": 40,
        "blind_red_flag": 20,
        "blind_general": 60,
        "single_personal": len(HELD_OUT["single_personal"]),
        "single_red_flag": len(HELD_OUT["single_red_flag"]),
        "single_general": len(HELD_OUT["single_general"]),
    }


ASIDE = tomllib.loads((ROOT / "tests" / "data" / "care_aside.toml").read_text(encoding="utf-8"))
ASIDE_2 = tomllib.loads((ROOT / "tests" / "data" / "care_aside2.toml").read_text(encoding="utf-8"))


def noted(part: str, guides: Sequence[CareGuide], encoder: SentenceTransformerEncoder) -> float:
    """The share of a part of `ASIDE` that gets any note."""
    vectors = encoder.encode(ASIDE[part])
    found = [note_for(question, guides, vector) for question, vector in zip(ASIDE[part], vectors, strict=True)]
    return sum(note is not None for note in found) / len(found)


def test_what_was_set_aside_to_choose_by_was_not_learnt_from() -> None:
    learnt = {question.casefold() for of_kind in EXAMPLES.questions for question in of_kind}
    aside = [part for parts in (ASIDE, ASIDE_2) for part in parts.values()]
    assert learnt.isdisjoint(question.casefold() for part in aside for question in part)


@pytest.mark.real
@pytest.mark.parametrize(("language", "most"), [("en", 0.08), ("de", 0.05), ("es", 0.25), ("fr", 0.15)])
def test_care_is_taken_in_four_languages(
    guides: Sequence[CareGuide], real_encoder: SentenceTransformerEncoder, language: str, most: float
) -> None:
    assert noted(f"{language}_personal", guides, real_encoder) >= 0.8
    assert noted(f"{language}_red_flag", guides, real_encoder) >= 0.8
    assert noted(f"{language}_general", guides, real_encoder) <= most


@pytest.mark.real
@pytest.mark.parametrize("language", ["en", "de"])
def test_hard_general_questions_and_everyday_words_for_red_flags_are_told_apart(
    guides: Sequence[CareGuide], real_encoder: SentenceTransformerEncoder, language: str
) -> None:
    def found(kind: str) -> list[Concern | None]:
        questions = ASIDE_2[f"{language}_{kind}"]
        notes = [
            note_for(question, guides, vector)
            for question, vector in zip(questions, real_encoder.encode(questions), strict=True)
        ]
        return [note.kind if note else None for note in notes]

    assert found("general").count(None) >= len(ASIDE_2[f"{language}_general"]) - 2
    assert found("red_flag").count(Concern.RED_FLAG) >= 15
    assert found("personal").count(None) <= 1


# What `python -m benchmarks.care` prints, with some room: one question is one in twenty of the smallest part.
@pytest.mark.real
@pytest.mark.parametrize(
    ("part", "least"),
    [
        ("fresh_personal", 0.87),
        ("fresh_red_flag", 0.9),
        ("blind_personal", 0.95),
        ("blind_red_flag", 0.95),
        ("single_personal", 0.8),
        ("single_red_flag", 0.8),
    ],
)
def test_questions_about_somebodys_safety_are_recognised(
    guides: Sequence[CareGuide], vectors: dict[str, FloatArray], part: str, least: float
) -> None:
    assert share(part, guides, vectors, Concern.PERSONAL, Concern.RED_FLAG) >= least


@pytest.mark.real
@pytest.mark.parametrize(
    ("part", "least"), [("fresh_red_flag", 0.9), ("blind_red_flag", 0.9), ("single_red_flag", 0.8)]
)
def test_red_flags_are_recognised_as_such(
    guides: Sequence[CareGuide], vectors: dict[str, FloatArray], part: str, least: float
) -> None:
    assert share(part, guides, vectors, Concern.RED_FLAG) >= least


@pytest.mark.real
@pytest.mark.parametrize(("part", "most"), [("fresh_personal", 0.14), ("blind_personal", 0.05)])
def test_what_is_no_emergency_is_seldom_called_one(
    guides: Sequence[CareGuide], vectors: dict[str, FloatArray], part: str, most: float
) -> None:
    assert share(part, guides, vectors, Concern.RED_FLAG) <= most


@pytest.mark.real
@pytest.mark.parametrize(("part", "most"), [("fresh_general", 0.08), ("blind_general", 0.08), ("single_general", 0.4)])
def test_general_questions_raise_few_false_alarms(
    guides: Sequence[CareGuide], vectors: dict[str, FloatArray], part: str, most: float
) -> None:
    assert share(part, guides, vectors, Concern.PERSONAL, Concern.RED_FLAG) <= most


@pytest.mark.real
def test_for_as_long_as_there_is_no_encoder_words_alone_find_red_flags_and_nothing_else(
    guides: Sequence[CareGuide],
) -> None:
    assert by_words("blind_red_flag", guides, Concern.RED_FLAG) >= 0.7
    assert by_words("blind_personal", guides, Concern.PERSONAL) == 0
    assert by_words("blind_personal", guides, Concern.RED_FLAG) <= 0.05
    assert by_words("blind_general", guides, Concern.PERSONAL, Concern.RED_FLAG) <= 0.02


NOTES = [
    ("How much does a price cost?", None),
    ("My needle", "Ask somebody."),
    ("My pain", "Call somebody."),
    ("My skin", "Talk to somebody."),
]


@pytest.mark.parametrize(("question", "note"), NOTES)
def test_the_gravest_note_that_fits_is_shown_with_the_question_that_called_for_it(
    question: str, note: str | None
) -> None:
    encoder = WordEncoder()
    found = note_for(f" {question} ", [guide(encoder)], encoder.encode([question.removeprefix("My")])[0])
    assert (found.note if found else None) == note
    if found:
        assert found.words == (Span(1, 1 + len(question)),)


@pytest.mark.parametrize(("of_mildest", "is_noted"), [(-0.5, True), (-2.0, False)])
def test_what_is_clearly_about_nobody_gets_no_graver_note_either(of_mildest: float, is_noted: bool) -> None:
    def constant(log_odds: float) -> str:
        return b64encode(np.array([*[0.0] * PLACES, log_odds], dtype="<f2").tobytes()).decode()

    learnt = guide(WordEncoder())
    levels = (constant(of_mildest), constant(3.0), constant(-3.0))
    found = note_for("My pain", [replace(learnt, by_meaning=levels)], np.empty(0, dtype=np.float32))
    assert (found.note if found else None) == ("Call somebody." if is_noted else None)


def test_where_no_folder_asks_for_it_there_is_no_note() -> None:
    assert note_for("My pain", [], WordEncoder().encode(["pain"])[0]) is None


@pytest.mark.parametrize(("question", "note"), [("pain!", "Call somebody."), ("needle", None), ("cost", None)])
def test_without_a_vector_words_call_for_what_is_urgent_and_for_nothing_else(question: str, note: str | None) -> None:
    found = note_for(question, [guide(WordEncoder())], None)
    assert (found.note if found else None) == note


@pytest.mark.parametrize(("sentences", "is_warning"), [(["cost", "pain"], True), (["cost", "price"], False)])
def test_a_passage_warns_by_any_of_its_sentences(sentences: list[str], is_warning: bool) -> None:
    encoder = WordEncoder()
    assert warns([guide(encoder)], encoder.encode(sentences)) is is_warning
    assert warns([], encoder.encode(sentences)) is False


# Of the shipped passages: who should not have it, what was reported, and what a session costs.
@pytest.mark.real
@pytest.mark.parametrize(
    ("sentences", "is_warning"),
    [
        (["It costs $600 a session.", "Nothing else was said."], False),
        (["It costs $600 a session.", "Pregnant women should not have it."], True),
        (["Burns and scarring were seen after it."], True),
        (["It carries a reduced risk of side effects."], False),
    ],
)
def test_a_warning_is_told_from_what_only_names_a_risk(
    guides: Sequence[CareGuide], real_encoder: SentenceTransformerEncoder, sentences: list[str], is_warning: bool
) -> None:
    assert warns(guides, real_encoder.encode(sentences)) is is_warning


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_no_note_gives_a_verdict_or_names_a_number_of_one_country(language: str) -> None:
    for note in EXAMPLES.notes:
        text = note.note if language == "en" else note.in_language(language)
        assert text
        assert not any(letter.isdigit() for letter in text)
        assert not any(word in f" {text} " for word in (" you have ", " harmless ", " normal ", " unsafe "))


@pytest.mark.parametrize("question", ["", "   ", "?!", "😀", "\u200b", "\ud800", "I", "a" * 4_000, "my " * 1_000])
def test_any_text_can_be_read_by_its_words(question: str) -> None:
    found = note_for(question, [guide(WordEncoder())], None)
    assert found is None or [span.of(question) for span in found.words] == [question.strip()]
