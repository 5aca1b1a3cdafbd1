"""What is wanted is told by examples, and questions are searched."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.intents import Intent, Kind, fitted, made_from, recognise
from bot.conversation.replies import remark_parts, remark_words, replies
from bot.encoders.common_words import common_terms
from bot.encoders.examples import FEWER_PLACES
from bot.language.forms import QUESTION, SLOTS, form, spoken, whole_forms
from bot.language.words import term_of
from bot.search.kinds import Naming
from bot.text.words import WORD

TESTS = Path(__file__).resolve().parent.parent
LABELLED: dict[str, list[str]] = tomllib.loads((TESTS / "data" / "smalltalk.toml").read_text(encoding="utf-8"))
HELD_OUT: list[dict[str, str]] = tomllib.loads((TESTS / "data" / "intents.toml").read_text(encoding="utf-8"))["ask"]
LANGUAGES = ("en", "de", "es", "fr")
FEWEST_RIGHT = 0.9  # of what is no question, in each language
MOST_TAKEN = 0.01  # of questions


def knows_word(word: str) -> bool:
    return term_of(word) in common_terms()


def intent(text: str, language: str = "en") -> Intent | None:
    return recognise(text, [language], knows_word)


def kind(text: str, language: str = "en") -> str:
    found = intent(text, language)
    return found.kind.value if found else QUESTION


def content(text: str, language: str = "en") -> list[str]:
    found = intent(text, language)
    assert found is not None
    assert all(text[word.start : word.end] == word.text for word in found.content)
    return [word.text for word in found.content]


def reply_to(kind: Kind, titles: Sequence[str], examples: Sequence[str] = ()) -> str:
    return remark_words(remark_parts(kind, titles, examples))


def real_questions() -> list[str]:
    """The first questions of conversations over the shipped corpus, and those about safety."""
    shipped = tomllib.loads((TESTS.parent / "corpus" / "questions.toml").read_text(encoding="utf-8"))["questions"]
    others = ("remark", "listing", "guide")
    asked = [entry["question"] for entry in shipped if not any(entry.get(key) for key in others)]
    safety = tomllib.loads((TESTS / "data" / "care_held_out.toml").read_text(encoding="utf-8"))
    return [*asked, *(question for questions in safety.values() for question in questions)]


def test_the_weights_are_those_of_the_examples() -> None:
    said = "the examples have changed: python -m benchmarks.fit_intents --write"
    assert fitted().made_from == made_from(), said
    assert fitted().weights.shape == (len(fitted().pieces) + FEWER_PLACES + 1, len(fitted().kinds))


def test_every_language_has_examples_of_every_kind() -> None:
    wanted = {QUESTION, *Kind} - {Kind.ABSURD, Kind.EMPTY}
    assert {code: {one.kind for one in of_one.examples} for code, of_one in spoken().items()} == dict.fromkeys(
        sorted(LANGUAGES), wanted
    )


@pytest.mark.parametrize(("of_kind", "said"), [(name, said) for name, lines in LABELLED.items() for said in lines])
def test_every_labelled_line_is_taken_for_what_it_is(of_kind: str, said: str) -> None:
    assert kind(said) == (QUESTION if of_kind == "search" else of_kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_example_is_told_in_every_language(language: str) -> None:
    known = {" ".join(WORD.findall(one.text.casefold())) for one in spoken()[language].examples}
    asks = [ask for ask in HELD_OUT if ask["language"] == language]
    assert not known.intersection(" ".join(WORD.findall(ask["text"].casefold())) for ask in asks)
    told = {ask["text"]: kind(ask["text"], language) for ask in asks}
    wishes = [ask for ask in asks if ask["kind"] != QUESTION]
    assert sum(told[ask["text"]] == ask["kind"] for ask in wishes) >= FEWEST_RIGHT * len(wishes)
    assert [ask["text"] for ask in asks if ask["kind"] == QUESTION and told[ask["text"]] != QUESTION] == []


def test_real_questions_are_searched() -> None:
    questions = real_questions()
    assert len(questions) > 200
    taken = [question for question in questions if intent(question)]
    assert len(taken) <= MOST_TAKEN * len(questions), taken


def test_a_greeting_before_a_question_does_not_hide_it() -> None:
    questions = [question for question in real_questions() if intent(question) is None]
    assert [question for question in questions if intent(f"Hello! {question}")] == []


def test_of_two_things_said_the_more_telling_counts() -> None:
    assert kind("Thanks, bye!") == Kind.GOODBYE
    assert kind("Hi, which documents do you have?") == Kind.DOCUMENTS
    assert kind("Great. Which documents mention Sarah?") == Kind.LISTING


def test_what_is_near_an_example_leads_by_more() -> None:
    near, far = intent("Which documents mention Sarah?"), intent("Which of them all would mention Sarah in there?")
    assert near is not None
    assert near.margin > 0.5
    assert far is None or far.margin < near.margin


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("en", "List all cleaning contracts", ["cleaning", "contracts"]),
        ("en", "Which documents mention Mole Street?", ["Mole", "Street"]),
        ("en", "What is this document about?", []),
        ("en", "Summarise the bird report", ["bird", "report"]),
        ("de", "Welche Dokumente erwähnen die Lindenstraße?", ["Lindenstraße"]),
        ("de", "Liste alle Reinigungsverträge auf", ["Reinigungsverträge"]),
        ("es", "Resume el informe de las aves", ["informe", "aves"]),
        ("fr", "Quels documents mentionnent la rue Haute ?", ["rue", "Haute"]),
    ],
)
def test_the_content_is_what_belongs_to_no_form(language: str, said: str, words: list[str]) -> None:
    assert content(said, language) == words


@pytest.mark.parametrize(
    ("language", "said", "number"),
    [
        ("en", "the second one", 2),
        ("en", "number 3", 3),
        ("en", "the last one", -1),
        ("de", "das dritte bitte", 3),
        ("es", "el segundo", 2),
        ("fr", "le deuxième", 2),
    ],
)
def test_the_number_of_the_thing_chosen_is_read(language: str, said: str, number: int) -> None:
    found = intent(said, language)
    assert found is not None
    assert (found.kind, found.number) == (Kind.NTH, number)


def test_the_form_is_the_same_whatever_the_content() -> None:
    assert form("Which leases mention Sarah?") == ["which", SLOTS["{kinds}"], "mention", SLOTS["{x}"]]
    assert form("which Mietverträge mention water damage") == form("Which leases mention Sarah?")
    assert form("{kinds} with {x}") == form("Contracts with Elm Ltd")
    assert form("the 2nd one") == form("the fourth one")


def test_an_identifier_is_content_and_no_number() -> None:
    assert form("number 3") == ["number", "<number>"]
    assert form("e 1063") == form("GX-1063") == [SLOTS["{x}"]]
    assert kind("GX-1063") == kind("gx 1063-b") == QUESTION


def test_a_letter_said_at_length_is_folded_to_the_word_that_is_known() -> None:
    assert form("hellooo") == ["hello"]
    assert form("cooool") == ["cool"]


@pytest.mark.parametrize("said", ["number 21", "number 1063"])
def test_more_than_twenty_answers_are_not_chosen_from(said: str) -> None:
    assert kind("number 20") == Kind.NTH
    assert kind(said) == QUESTION


def test_a_word_that_no_example_of_an_act_has_is_of_the_documents() -> None:
    assert kind("Where does it say that?") == Kind.WHERE
    assert kind("Where are they brewed?") == QUESTION


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Which menus mention Sarah?"),
        ("en", "Which lunch menus say nothing about nuts?"),
        ("de", "Wie viele Lieferscheine nennen Sabine?"),
    ],
)
def test_what_documents_call_themselves_can_be_listed(language: str, said: str) -> None:
    def is_kind(word: str) -> bool:
        return word in ("menus", "Lieferscheine")

    assert recognise(said, [language], knows_word) is None
    found = recognise(said, [language], knows_word, is_kind=is_kind)
    assert found is not None
    assert found.kind is Kind.LISTING


def test_a_kind_of_documents_alone_makes_no_listing() -> None:
    assert recognise("What does the menu cost?", ["en"], knows_word, is_kind=lambda word: word == "menu") is None
    assert recognise("Menu?", ["en"], knows_word, is_kind=lambda word: word.casefold() == "menu") is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Which stoves have no flue for the smoke?"),
        ("en", "How many stoves have a steel flue?"),
        ("de", "Wie viele Öfen haben einen Abzug?"),
        ("de", "Welche Öfen haben keinen Abzug?"),
        ("es", "¿Qué estufas no tienen chimenea?"),
        ("fr", "Combien de poêles ont un conduit ?"),
        ("en", "List all stoves that are licensed for huts."),  # word for word as an example
        ("de", "Wie viele Öfen gibt es ohne Abzug?"),
    ],
)
def test_things_with_a_property_are_listed_where_documents_are_about_one_each(language: str, said: str) -> None:
    def names_things(word: str) -> Naming:
        return Naming(word in ("stoves", "Öfen", "estufas", "poêles"))

    assert recognise(said, [language], knows_word) is None
    found = recognise(said, [language], knows_word, names_things=names_things)
    assert found is not None
    assert found.kind is Kind.LISTING
    assert names_things(found.things)


@pytest.mark.parametrize("said", ["How many stoves does the hut need?", "Which stove is hot?", "How many stoves?"])
def test_things_that_are_asked_for_otherwise_are_not_listed(said: str) -> None:
    assert recognise(said, ["en"], knows_word, names_things=lambda word: Naming(word.startswith("stove"))) is None


@pytest.mark.parametrize(
    ("language", "said", "content"),
    [
        ("de", "Für welche Öfen braucht man einen Abzug?", ["Öfen", "Abzug"]),
        ("en", "For which stoves does one need a flue?", ["stoves", "flue"]),
        ("fr", "Pour quels poêles faut-il un conduit ?", ["poêles", "conduit"]),
    ],
)
def test_what_is_so_for_things_is_listed_where_the_word_names_them_for_sure(
    language: str, said: str, content: list[str]
) -> None:
    found = recognise(said, [language], knows_word, names_things=lambda word: Naming(2 * (word == content[0])))
    assert found is not None
    assert (found.kind, [word.text for word in found.content]) == (Kind.LISTING, content)
    assert recognise(said, [language], knows_word, names_things=lambda _: Naming.PERHAPS) is None


def test_a_word_that_the_documents_hold_is_no_keyboard_noise() -> None:
    assert recognise("qwertyuiop", ["en"], lambda _: False) == Intent(Kind.ABSURD, 1.0)
    assert recognise("qwertyuiop", ["en"], lambda _: True) is None


def test_what_an_example_says_is_no_noise_though_it_repeats_a_syllable() -> None:
    assert kind("coucou", "fr") == Kind.GREETING
    assert kind("lalalala", "fr") == Kind.ABSURD


def test_the_form_of_one_example_decides_where_it_names_documents() -> None:
    assert whole_forms()[tuple(form("how many {x} {kinds} are there"))] == Kind.LISTING
    assert tuple(form("how many {x} are there")) not in whole_forms()
    assert kind("How many cleaning contracts are there?") == Kind.LISTING


def test_a_story_is_searched_whatever_it_begins_with() -> None:
    assert intent("Hello " + "and so on " * 10) is None


@pytest.mark.parametrize("kind", [*map(Kind, replies())])
def test_every_kind_of_small_talk_has_a_short_reply(kind: Kind) -> None:
    reply = reply_to(kind, ["Laser", "Warning"], ["Does it hurt?"])
    assert 0 < len(reply) < 300
    assert not {"{", "}"} & set(reply)


def test_the_documents_are_listed_and_counted() -> None:
    assert reply_to(Kind.DOCUMENTS, ["Laser", "Warning"]) == "I answer from 2 documents:\n- Laser\n- Warning"
    many = reply_to(Kind.DOCUMENTS, [f"Part {i}" for i in range(1_012)])
    assert many.startswith("I answer from 1,012 documents:\n- Part 0\n")
    assert many.endswith("\n- Part 9\n- and 1,002 more")
    assert reply_to(Kind.DOCUMENTS, []) == "I answer from 0 documents:"


def test_help_says_from_how_much_and_what_to_ask() -> None:
    reply = reply_to(Kind.HELP, ["Laser"], ["Does it hurt?"])
    assert reply.endswith("I answer from 1 document. For example: Does it hurt?")


@given(st.text(max_size=80))
def test_any_text_is_of_a_kind_or_a_question(text: str) -> None:
    assert kind(text) in {*Kind, QUESTION}


@pytest.mark.parametrize(
    ("language", "said", "wanted"),
    [
        ("en", "Thanks for nothing!", Kind.COMPLAINT),
        ("en", "What now?", QUESTION),
        ("en", "page 12", QUESTION),
        ("de", "Wie funktioniert es?", QUESTION),
    ],
)
def test_what_an_example_says_word_for_word_is_of_its_kind(language: str, said: str, wanted: str) -> None:
    assert whole_forms()[tuple(form(said))] == wanted
    assert kind(said, language) == wanted
