"""Questions to documents in several languages, over libraries whose every word one can see."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.ingest.build import build
from bot.library import Library, Snapshot
from bot.search.by_words import search_by_words
from bot.search.query import parse_query
from bot.search.wanted import wanted_words
from tests.fakes import WordEncoder

Held = Callable[..., Snapshot]


@pytest.fixture
def holding(tmp_path: Path, word_encoder: WordEncoder) -> Held:
    """A snapshot of documents that hold these texts, named a, b, c … in this order."""

    def hold(*texts: str) -> Snapshot:
        docs = tmp_path / "docs"
        docs.mkdir()
        for letter, text in zip("abcdefgh", texts, strict=False):
            (docs / f"{letter}.txt").write_text(text, encoding="utf-8")
        build(tmp_path / "index", [docs], word_encoder)
        return Library.open(tmp_path / "index").snapshot()

    return hold


def asked(question: str, snapshot: Snapshot) -> tuple[str, tuple[str, ...]]:
    """The document of the first hit by words alone, and the words that are nowhere."""
    ranking = search_by_words(snapshot, parse_query(question, snapshot.languages), 3)
    return (Path(ranking.hits[0].passage.document).stem if ranking.hits else "", ranking.unknown_words)


MIXED = (
    "The ferry leaves at noon. Dogs travel free of charge, and bicycles are carried on the lower deck.",
    "Die Fähre legt um zwölf ab. Die Überfahrten dauern eine Stunde, und für Hunde wird nichts bezahlt.",
    "El transbordador zarpa a mediodía. Las reservaciones se hacen en la taquilla del puerto.",
    "Le bac part à midi. Les réservations sont faites au guichet, et les chiens sont admis à bord.",
    "渡轮每天中午出发。预订船票请到码头售票处，宠物不能上船。",
    "フェリーは正午に出発します。予約は港の窓口で受け付けます。",
)


@pytest.mark.parametrize(
    ("question", "document", "unknown"),
    [
        ("How long do dogs travel?", "a", ()),
        ("Wie lange dauert die Überfahrt?", "b", ()),
        ("Ueberfahrt", "b", ()),
        ("¿Dónde se hace la reservación?", "c", ()),
        ("Où faire une réservation, et le chien est-il admis ?", "d", ()),
        ("宠物可以上船吗？", "e", ()),
        ("船票多少钱？", "e", ()),
        ("予約はどこですか", "f", ()),
        ("直升机几点起飞？", "", ("直升机", "起飞")),
        ("Combien coûte un vélo ?", "", ("vélo",)),  # the stem of no misspelt word is "del"
        ("Wer verkauft Zeppeline?", "", ("verkauft", "Zeppeline")),
    ],
)
def test_a_question_finds_the_document_in_its_language(
    question: str, document: str, unknown: tuple[str, ...], holding: Held
) -> None:
    assert asked(question, holding(*MIXED)) == (document, unknown)


def test_the_languages_of_a_library_are_those_of_its_documents_the_most_first(holding: Held) -> None:
    snapshot = holding(MIXED[1], MIXED[0], MIXED[1].replace("zwölf", "elf"))
    assert snapshot.languages == ("de", "en")
    scope = snapshot.scope(["docs/b.txt"])
    assert snapshot.within(scope).languages == ("en",)


def test_a_word_is_known_when_a_document_holds_it_in_any_of_the_languages(holding: Held) -> None:
    snapshot = holding("The towels are washed daily.", "Die Handtücher werden täglich gewechselt.")
    (word,) = wanted_words(parse_query("Who washed it?", snapshot.languages), snapshot)
    assert word.is_known
    (word,) = wanted_words(parse_query("Handtuch", snapshot.languages), snapshot)
    assert word.is_known


def test_a_decomposed_document_is_found_by_a_composed_question(holding: Held) -> None:
    snapshot = holding("The shop of Ade\u0300le Bru\u0302le\u0301 opens at nine.", "The shop of Adam opens at ten.")
    assert asked("When does Adèle Brûlé open?", snapshot) == ("a", ())


@pytest.mark.parametrize("question", ["Steuer für Tiere?", "Wird die Tierhaltung besteuert?"])
def test_a_word_is_found_as_a_part_of_a_compound(question: str, holding: Held) -> None:
    snapshot = holding(
        "Die Hundesteuer wird im Mai fällig. Sie ist für jedes Tier zu zahlen, und die Haltung ist zu melden.",
        "Die Bücherei ist am Montag geschlossen, und im Mai wird sie umgebaut.",
    )
    document, unknown = asked(question, snapshot)
    assert document == "a"
    assert not {"Steuer", "Tierhaltung"} & set(unknown)


def test_no_word_is_a_part_of_another_in_english(holding: Held) -> None:
    assert asked("ring bell", holding("The springs are steel.", "A doorbell is fitted."))[1] == ("ring", "bell")


def test_a_pair_across_two_known_words_is_not_missed(holding: Held) -> None:
    snapshot = holding("这里可以停车。收费每小时三元。")
    found = wanted_words(parse_query("停车收费", snapshot.languages), snapshot)
    assert [word.word.text for word in found] == ["停车", "收费"]
