import pytest

from bot.language.leaning import Leaning, leaning, stands_alone

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


@pytest.mark.parametrize(
    ("question", "language", "reason"),
    [
        ("Und mit Ultraschall?", "de", Leaning.FRAGMENT),
        ("Warum?", "de", Leaning.FRAGMENT),
        ("Was ist mit dem Hals?", "de", Leaning.FRAGMENT),
        ("Nein, ich meinte den Hals.", "de", Leaning.REPAIR),
        ("Wie lange hält es?", "de", Leaning.PRONOUN),
        ("Wie oft brauche ich das?", "de", Leaning.PRONOUN),
        ("Welche Klinik ist besser?", "de", Leaning.COMPARISON),
        ("Was sind die Nebenwirkungen?", "de", Leaning.PROPERTY),
        ("Welche Risiken und Kosten gibt es?", "de", Leaning.PROPERTY),
        ("¿Y con láser?", "es", Leaning.FRAGMENT),
        ("¿Por qué?", "es", Leaning.FRAGMENT),
        ("¿Cuánto dura su efecto en la piel?", "es", Leaning.PRONOUN),
        ("¿Qué otras clínicas hay?", "es", Leaning.FRAGMENT),
        ("Et pour les étudiants ?", "fr", Leaning.FRAGMENT),
        ("Pourquoi ?", "fr", Leaning.FRAGMENT),
        ("Est-ce que ça fait mal à la peau ?", "fr", Leaning.PRONOUN),
        ("Combien coûte-t-il pour un étudiant ?", "fr", Leaning.PRONOUN),
    ],
)
def test_a_question_leans_in_its_own_language(question: str, language: str, reason: Leaning) -> None:
    assert leaning(question, BEFORE, [language]) is reason


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie oft wird Ultraschall am Hals angewendet?", "de"),
        ("Haben Sie am Sonntag ein Labor offen?", "de"),
        ("Wie lange dauert es, bis ein Laserpeeling heilt?", "de"),
        ("Gibt es Laser für dunkle Haut?", "de"),
        ("¿Cuánto cuesta la limpieza del filtro?", "es"),
        ("¿Es el láser mejor que el ultrasonido?", "es"),
        ("Combien coûte le nettoyage du filtre ?", "fr"),
        ("Est-ce que le laser brûle la peau ?", "fr"),
        ("Faut-il une carte pour la piscine ?", "fr"),
    ],
)
def test_a_question_that_names_its_subject_stands_alone_in_its_own_language(question: str, language: str) -> None:
    assert leaning(question, BEFORE, [language]) is None
