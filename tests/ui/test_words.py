"""Every sentence of the page is there in every language, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

import bot.ui
from bot.chatbot import NO_DOCUMENT_CHOSEN
from bot.conversation.intents import Kind
from bot.conversation.replies import remark_parts, remark_words, replies, unable
from bot.exports.overviews import notes, offering, sections
from bot.records import Act, Answer, CollectionGuide, Listing, Order
from bot.ui.saying import BOT, PAGE, SCRIPTS, Language, say, say_count, say_of_bot, speaking, spoken, translations
from tests.ui.noted import as_choice, as_collection, as_guide, as_listing
from tests.ui.samples import sample_chatbot

FOLDER = Path(bot.ui.__file__).parent
OTHERS = [language for language in Language if language is not Language.ENGLISH]
LITERAL = r'\s*"((?:[^"\\]|\\.)*)"'
SAID = re.compile(rf"\b(?:say|footnoteSay)\({LITERAL}")
COUNTED = re.compile(rf"\b(?:sayCount|footnoteSayCount)\(\w+,{LITERAL},{LITERAL}")
CALLED = re.compile(r"\b(?:say|sayCount|footnoteSay|footnoteSayCount)\(")


def sentences(call: ast.Call) -> list[ast.expr]:
    match call.func:
        case ast.Name(id="say"):
            return call.args[:1]
        case ast.Name(id="say_count"):
            return call.args[1:3]
        case _:
            return []


def said_by_the_page() -> Iterator[str]:
    for path in sorted(FOLDER.rglob("*.py")):
        if path.name == "saying.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for sentence in sentences(node) if isinstance(node, ast.Call) else []:
                assert isinstance(sentence, ast.Constant), f"{path.name}:{sentence.lineno} says what is no literal"
                yield str(sentence.value)


def said_by_scripts() -> Iterator[str]:
    for path in sorted(FOLDER.rglob("*.js")):
        text = path.read_text(encoding="utf-8") if path.name != "saying.js" else ""
        found = [*SAID.finditer(text), *COUNTED.finditer(text)]
        assert len(found) == len(CALLED.findall(text)), f"{path.name} says what is no literal"
        for match in found:
            yield from match.groups()


def said_by_the_bot() -> Iterator[str]:
    """What it refuses, and what its replies to small talk ask to be said."""
    yield NO_DOCUMENT_CHOSEN
    asked: list[str] = []

    def noted(english: str, /, **_: object) -> str:
        asked.append(english)
        return english

    for kind in map(Kind, replies()):
        for titles in (["Laser"], ["Laser"] * 20):
            remark_words(remark_parts(kind, titles, ["Does it hurt?"]), noted)
    for answer in overviews():
        sections(answer, noted)
        notes(answer, noted)
        offering(answer, noted)
    yield from asked
    yield from unable().values()


def overviews() -> Iterator[Answer]:
    """An answer for each of the sentences around lists, guides and choices."""
    found = sample_chatbot().reply("swelling")
    listed, guided, choice = as_listing(found), as_guide(found), as_choice(found)
    assert listed.listing is not None
    yield from (guided, choice, replace(choice, which=None), as_collection(found))
    yield replace(found, collection=CollectionGuide(1))
    yield from (replace(listed, act=act, listing=None) for act in Act)
    yield from (replace(listed, listing=replace(listed.listing, order=order)) for order in Order)
    for words in ((), ("one",)):
        for documents, total in ((listed.listing.documents[:1], 1), (listed.listing.documents, 2), ((), 0)):
            yield replace(listed, listing=Listing(complete=True, words=words, documents=documents, total=total))
            lacking = Listing(complete=True, words=("one",), documents=documents, total=total, lacking=True)
            yield replace(listed, listing=lacking)
    denying, silent = (replace(listed.listing.documents[0], count=count) for count in (1, 0))
    yield replace(listed, listing=replace(lacking, documents=(denying, silent), total=2))
    one = replace(listed.listing, documents=listed.listing.documents[:1])
    yield from (replace(listed, listing=one), replace(listed, listing=replace(one, complete=False, total=1)))


def places(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    ("table", "said"), [(PAGE, said_by_the_page), (SCRIPTS, said_by_scripts), (BOT, said_by_the_bot)]
)
def test_a_language_has_exactly_what_is_said(language: Language, table: str, said: object) -> None:
    wanted = set(said())  # type: ignore[operator]  # one of the two above
    assert len(wanted) >= 17
    assert set(translations(language, table)) == wanted


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("table", [PAGE, SCRIPTS, BOT])
def test_a_translation_has_the_places_of_its_sentence_and_words(language: Language, table: str) -> None:
    for english, words in translations(language, table).items():
        assert places(words) == places(english)
        assert words.strip() == words != ""


def test_a_sentence_is_said_in_the_language_of_the_reader() -> None:
    assert say("Question {number}", number=1234) == "Question 1,234"
    with speaking(Language.GERMAN):
        assert say("Question {number}", number=1234) == "Frage 1.234"
        assert say("page {page}", page="1234") == "Seite 1234"
    with speaking(Language.SPANISH):
        assert say("Question {number}", number=1234) == "Pregunta 1234"
        assert say("Question {number}", number=12345) == "Pregunta 12.345"
    assert say("Question {number}", number=1) == "Question 1"


@pytest.mark.parametrize(
    ("language", "none", "one", "two"),
    [
        (Language.ENGLISH, "0 documents", "1 document", "2 documents"),
        (Language.GERMAN, "0 Dokumente", "1 Dokument", "2 Dokumente"),
        (Language.SPANISH, "0 documentos", "1 documento", "2 documentos"),
    ],
)
def test_one_is_said_otherwise_than_none_and_several(language: Language, none: str, one: str, two: str) -> None:
    with speaking(language):
        said = [say_count(count, "{count} document", "{count} documents") for count in (0, 1, 2)]
    assert said == [none, one, two]


def test_a_sentence_of_the_bot_is_in_the_reader_s_language_and_any_other_stays_as_it_is() -> None:
    with speaking(Language.GERMAN):
        known, other = spoken(NO_DOCUMENT_CHOSEN), spoken("Ask somebody.")
    assert (known.language, other.language) == (Language.GERMAN, Language.ENGLISH)
    assert known.words != NO_DOCUMENT_CHOSEN
    assert other.words == "Ask somebody."
    assert spoken(NO_DOCUMENT_CHOSEN).words == NO_DOCUMENT_CHOSEN


@pytest.mark.parametrize("kind", [*map(Kind, replies())])
def test_a_remark_in_english_is_that_of_the_answer(kind: Kind) -> None:
    for titles in ([], ["Laser"], [f"Part {{{i}}}" for i in range(1_012)]):
        parts = remark_parts(kind, titles, ["Does {it} hurt?"])
        assert remark_words(parts, say_of_bot) == remark_words(parts)


def test_a_remark_counts_and_lists_in_the_reader_s_language() -> None:
    parts = remark_parts(Kind.DOCUMENTS, [f"Teil {i}" for i in range(1_012)])
    with speaking(Language.GERMAN):
        lines = remark_words(parts, say_of_bot).splitlines()
        greeting = remark_words(remark_parts(Kind.GREETING, ["Laser"], ["Tut es weh?"]), say_of_bot)
    assert (lines[0], lines[1], lines[-1]) == (
        "Ich antworte aus 1.012 Dokumenten:",
        "- Teil 0",
        "- und 1.002 weitere",
    )
    assert greeting == "Hallo. Fragen Sie mich zu 1 Dokument. Zum Beispiel: Tut es weh?"


def test_braces_in_a_value_are_only_words() -> None:
    with speaking(Language.GERMAN):
        assert say("Remove {title}", title="{number} {0}") == "{number} {0} entfernen"
