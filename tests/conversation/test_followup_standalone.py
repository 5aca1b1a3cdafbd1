import pytest

from bot.conversation.standalone import Leaning, leaning, named_terms, stands_alone

BEFORE = ["What is ultrasound skin tightening?"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("No, I meant the neck.", Leaning.REPAIR),
        ("Does it hurt?", Leaning.PRONOUN),
        ("Who should avoid this treatment?", Leaning.PRONOUN),
        ("Which clinics offer that?", Leaning.PRONOUN),
        ("Which clinics are open there?", Leaning.PRONOUN),
        ("What are the best ones for wrinkles?", Leaning.PRONOUN),
        ("If it goes untreated, what happens?", Leaning.PRONOUN),
        ("Why?", Leaning.FRAGMENT),
        ("How long?", Leaning.FRAGMENT),
        ("Sessions?", Leaning.FRAGMENT),
        ("How many treatments?", Leaning.FRAGMENT),
        ("What about lasers on dark skin?", Leaning.FRAGMENT),
        ("OK, and for the neck and the face?", Leaning.FRAGMENT),
        ("Who paid for the drawing?", Leaning.DEFINITE),
        ("Which laser is better?", Leaning.COMPARISON),
        ("Are there other machines on sale?", Leaning.COMPARISON),
        ("How is a laser different?", Leaning.COMPARISON),
        ("What is the best for wrinkles?", Leaning.COMPARISON),
        ("What are possible side effects?", Leaning.PROPERTY),
    ],
)
def test_a_question_leans_for_a_reason_that_can_be_read(question: str, reason: Leaning) -> None:
    assert leaning(question, BEFORE) is reason


@pytest.mark.parametrize(
    "question",
    [
        "What is ketosis?",
        "What is ketosis, and is it dangerous?",
        "If you eat no meat at all, is it bad for you?",
        "How long does it take to recover from a laser peel?",
        "Are there lasers that tighten skin?",
        "What is the drinking age in Spain?",
        "What is the role of collagen in skin?",
        "Is ultrasound better than radio frequency?",
        "What is the difference between ultrasound and radio frequency?",
        "Can I swim in the morning after a laser peel?",
        "Who should not have laser skin tightening this year?",
    ],
)
def test_a_question_that_names_its_subject_stands_alone(question: str) -> None:
    assert leaning(question, BEFORE) is None


@pytest.mark.parametrize("question", ["Why?", "Does it hurt?", "And for my neck?"])
def test_the_first_question_of_a_conversation_always_stands_alone(question: str) -> None:
    assert stands_alone(question, [])


def test_a_question_stands_alone_when_nothing_makes_it_lean() -> None:
    assert not stands_alone("Does it hurt?", BEFORE)
    assert stands_alone("Does a laser peel hurt?", BEFORE)


def test_names_are_the_words_that_are_no_property_of_something() -> None:
    assert named_terms("What are the side effects of ultrasound?") == {"ultrasound"}
