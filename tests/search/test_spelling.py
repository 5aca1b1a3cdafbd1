"""What the corpus writes otherwise, over small libraries whose every term one can see, and over the shipped one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoders.common_words import common_terms
from bot.ingest.build import build
from bot.language.dictionaries import is_spelt
from bot.language.words import content_words, term_of
from bot.library import Library, Snapshot
from bot.search.query import parse_query
from bot.search.spelling import MOST_TERMS, _edits, corrections
from tests.conftest import ROOT
from tests.fakes import WordEncoder

Held = Callable[..., Snapshot]


@pytest.fixture
def holding(tmp_path: Path, word_encoder: WordEncoder) -> Held:
    """A snapshot of documents that hold these texts, in this order."""

    def hold(*texts: str) -> Snapshot:
        docs = tmp_path / "docs"
        docs.mkdir()
        for i, text in enumerate(texts):
            (docs / f"d{i}.txt").write_text(text, encoding="utf-8")
        build(tmp_path / "index", [docs], word_encoder)
        return Library.open(tmp_path / "index").snapshot()

    return hold


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    index = tmp_path_factory.mktemp("shipped-words")
    build(index, [ROOT / "corpus"], WordEncoder())
    return Library.open(index).snapshot()


def found(question: str, snapshot: Snapshot) -> list[tuple[str, tuple[str, ...], str]]:
    return [(c.word.text, c.terms, c.kind) for c in corrections(parse_query(question), snapshot)]


@pytest.mark.parametrize("typed", ["presure", "pressuree", "presdure", "rpessure", "PRESSRUE", "bressure"])
def test_one_slip_of_any_kind_finds_the_word(typed: str, holding: Held) -> None:
    snapshot = holding("The pressure is low.")
    assert found(f"How much {typed}?", snapshot) == [(typed, ("pressur",), "spelling")]


def test_two_slips_are_another_word(holding: Held) -> None:
    assert found("How much prezur?", holding("The pressure is low.")) == []


def test_a_slip_in_the_ending_is_one_of_the_word_and_not_of_its_stem(holding: Held) -> None:
    # The stems are "complic" and "complicatoin".
    snapshot = holding("Complications are rare.")
    assert found("complicatoins?", snapshot) == [("complicatoins", ("complic",), "spelling")]


# A word that is spelt right, and one of the same language that a slip of the finger may make of it.
NEIGHBOURS = {
    "en": "router outer, toner tower, lender tender, grinder grinded, gasket basket, hinge fringe, wrench trench, "
    "kettle settle, faucet fauces, vegan began, scooter shooter, voucher vouched, lessor lesson, latte latter, "
    "pilates pirates, blender slender, toaster roaster, wart part, crane crank, buoy busy, modem model, "
    "sauna fauna, charger charged, refund refunded",
    "de": "Kasse Klasse, Mangel Mantel, Ofen offen, Garten Karten, Wanne Kanne, Kragen Fragen, Schrank Schwank",
    "es": "pago lago, moto foto, perro cerro",
    "fr": "poule boule, loyer foyer, bail mail",
    "it": "gatto fatto, letto tetto",
    "pt": "gato rato, carro caro",
    "nl": "huis muis, hond rond",
}
# What makes a short text one of its language.
PROSE = {
    "en": "This is what they say of it, and it is all that there is to it: {}.",
    "de": "Das ist alles, was sie dazu sagen, und mehr ist es nicht, wenn man so will: {}.",
    "es": "Esto es todo lo que dicen de ello, y no hay más que eso para todos: {}.",
    "fr": "C'est tout ce que nous en disons, et il n'y a rien de plus dans ce texte: {}.",
    "it": "Questo è tutto quello che ne dicono, e non c'è niente di più per noi: {}.",
    "pt": "Isto é tudo o que eles dizem sobre isso, e não há mais nada para nós: {}.",
    "nl": "Dit is alles wat zij erover zeggen, en er is niet meer dan dat voor ons: {}.",
}
ASKED = {
    "en": "What is the {}?",
    "de": "Was ist das für ein {} und wo ist es?",
    "es": "¿Qué es esto y dónde está el {}?",
    "fr": "Qu'est-ce que c'est et où est le {}?",
    "it": "Che cosa è questo e dove è il {}?",
    "pt": "O que é isto e onde está o {}?",
    "nl": "Wat is dit en waar is het {}?",
}


@pytest.mark.parametrize("language", NEIGHBOURS)
def test_a_word_that_is_spelt_right_is_taken_for_no_other(language: str, holding: Held) -> None:
    pairs = [pair.split() for pair in NEIGHBOURS[language].split(", ")]
    snapshot = holding(*(PROSE[language].format(neighbour) for _, neighbour in pairs))
    assert snapshot.languages == (language,)
    assert [found(ASKED[language].format(word), snapshot) for word, _ in pairs] == [[] for _ in pairs]


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "waranty", "warranty"),
        ("de", "Kuendigung", "Kündigung"),
        ("de", "Mietverttrag", "Mietvertrag"),
        ("es", "garrantía", "garantía"),
        ("fr", "remborsement", "remboursement"),
        ("it", "garanzzia", "garanzia"),
        ("pt", "devoluçao", "devoluções"),
        ("nl", "garrantie", "garantie"),
    ],
)
def test_a_slip_is_understood_in_the_language_of_the_question(
    language: str, typed: str, meant: str, holding: Held
) -> None:
    snapshot = holding(PROSE[language].format(meant))
    forms = [terms for _, terms, _ in found(ASKED[language].format(typed), snapshot)]
    assert forms == [(term_of(meant, language),)] or term_of(typed, language) == term_of(meant, language)


@pytest.mark.parametrize(
    ("language", "typed", "written", "other"),
    [("de", "reinigt", "reinigen", "peinigt"), ("nl", "reinigt", "reinigen", "peinigt")],
)
def test_a_verb_that_is_spelt_right_finds_its_own_forms(
    language: str, typed: str, written: str, other: str, holding: Held
) -> None:
    snapshot = holding(PROSE[language].format(written), PROSE[language].format(other))
    assert found(ASKED[language].format(typed), snapshot) == [(typed, (term_of(written, language),), "spelling")]


def test_two_german_words_that_the_corpus_writes_as_one_are_one(holding: Held) -> None:
    snapshot = holding(PROSE["de"].format("Mietwohnungen"), PROSE["de"].format("Haftpflicht-Versicherungen"))
    term = term_of("Mietwohnungen", "de")
    question = "Was ist mit der Miet-Wohnung und der Haftpflichtversicherung?"
    assert found(question, snapshot) == [
        ("Miet", (term,), "joined"),
        ("Wohnung", (term,), "joined"),
        ("Haftpflichtversicherung", (term_of("Haftpflicht", "de"), term_of("Versicherungen", "de")), "split"),
    ]


def test_what_is_spelt_right_on_the_other_side_of_an_ocean_is_left_to_its_meaning(holding: Held) -> None:
    # Soft forms find it: the two are .91 near.
    assert found("Is anaesthesia used?", holding("No anesthesia is needed.")) == []


def test_the_same_first_letter_comes_first_then_the_frequent_then_the_alphabet(holding: Held) -> None:
    # "lazer" is one letter from each of the five; three are kept.
    snapshot = holding("A gazer.", "A gazer.", "A laker.", "A laxer laker.", "A lager.", "A hazer.")
    assert found("lazer", snapshot) == [("lazer", ("laker", "lager", "laxer"), "spelling")]


def test_a_word_that_is_there_is_not_corrected(holding: Held) -> None:
    assert found("lager?", holding("A lager.", "A laker.", "A laker.")) == []


@pytest.mark.parametrize(
    ("absent", "text"),
    [
        ("botox", "The robot boxes."),  # nothing at distance 1
        ("wine", "The line is fine and wide."),  # three neighbours, but an English word
        ("hormones", "They harmonise."),  # its neighbour's stem is "harmon"
        ("xyz", "An xyzz."),  # too short
        ("2015", "In 2016."),  # figures are never misspelt
        ("mp3s", "Many mp4s."),
        ("frmo", "They come from far."),  # a function word is nothing to search for
        ("k" * 60, "k" * 61),
    ],
)
def test_a_word_that_is_merely_absent_stays_absent(absent: str, text: str, holding: Held) -> None:
    assert found(absent, holding(text)) == []


def test_one_word_finds_two_with_a_hyphen_or_a_blank(holding: Held) -> None:
    snapshot = holding("Micro-needling of skin.", "A sun screen helps.")
    assert found("Is microneedling safe?", snapshot) == [("microneedling", ("micro", "needl"), "split")]
    assert found("sunscreen", snapshot) == [("sunscreen", ("sun", "screen"), "split")]


def test_two_words_that_never_stand_together_are_not_one(holding: Held) -> None:
    assert found("microneedling", holding("Micro devices. Needling hurts.", "A needling micro.")) == []


def test_a_function_word_is_half_a_word_only_with_a_hyphen(holding: Held) -> None:
    snapshot = holding("He has an idea. The check-up is over.")
    assert found("hasan", snapshot) == []
    assert found("checkup", snapshot) == [("checkup", ("check", "up"), "split")]


@pytest.mark.parametrize("typed", ["micro needling", "micro-needling", "Micro Needlings"])
def test_two_words_find_one_and_both_are_met_by_it(typed: str, holding: Held) -> None:
    first, second = typed.replace("-", " ").split()
    expected = [(first, ("microneedl",), "joined"), (second, ("microneedl",), "joined")]
    assert found(f"What is {typed}?", holding("Microneedling of skin.")) == expected


def test_words_that_only_happen_to_meet_are_not_joined(holding: Held) -> None:
    snapshot = holding("It often hurts in Europe.")
    assert found("Is one of ten patients hurt?", snapshot) == []
    assert found("Europe, fully: Europe fully?", snapshot) == []


@pytest.mark.parametrize(
    ("typed", "written", "terms"),
    [
        ("$2K", "It costs $2000.", ("2000",)),
        ("$2k", "It costs 2,000 euros.", ("2", "000")),
        ("2000", "It costs $2K.", ("2k",)),
        ("2,000", "It costs 2000.", ("2000",)),
        ("2.5k", "It costs 2,500.", ("2", "500")),
        ("2500", "It costs 2.5K.", ("2", "5k")),
        ("2500", "Il coûte 2 500 euros.", ("2", "500")),
    ],
)
def test_a_number_is_found_however_it_is_written(
    typed: str, written: str, terms: tuple[str, ...], holding: Held
) -> None:
    assert {(form, kind) for _, form, kind in found(f"Is it {typed}?", holding(written))} == {(terms, "number")}


def test_a_number_whose_pieces_stand_apart_is_another_number(holding: Held) -> None:
    assert found("2000?", holding("Room 2, code 000.", "In 2; 000.")) == []


def test_the_word_for_a_unit_is_met_by_its_sign(holding: Held) -> None:
    snapshot = holding("A session costs $600, that is 30 % less.")
    assert found("Is it 600 dollars?", snapshot) == [("dollars", ("600",), "number")]
    assert found("Is it 30 percent less?", snapshot) == [("percent", ("30",), "number")]
    assert found("Is it 60 dollars or 30 euros?", snapshot) == []


def test_a_sign_before_a_longer_number_is_not_its_sign(holding: Held) -> None:
    assert found("Is it 60 dollars?", holding("In room 60 it costs $600, or $1.60.")) == []


def _distance(a: str, b: str) -> int:
    """Optimal string alignment, by its recurrence (Boytsov 2011, section 2.1)."""
    d = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[-1][-1]


@given(st.text("abé", min_size=1, max_size=5), st.text("abé", min_size=1, max_size=5))
def test_the_edits_are_all_strings_at_distance_one(a: str, b: str) -> None:
    made = set(_edits(a))
    assert all(_distance(a, edit) == 1 for edit in made)
    if _distance(a, b) == 1 and (not a.isascii() or b.isascii()):
        assert b in made


def test_the_shipped_corpus_survives_a_typo_in_any_of_its_longer_words(shipped: Snapshot) -> None:
    """One letter of every word of six letters or more is left out; a slip that makes an English word is none.

    Where it makes the neighbour of more terms than are kept, some are left out.
    """
    texts = [passage.text for passage in shipped.passages(range(shipped.passage_count))]
    held = {word.text.casefold(): word.term for text in texts for word in content_words(text) if word.text.isalpha()}
    lost = []
    for i, (typed, term) in enumerate(sorted(held.items())):
        cut = 1 + i % (len(typed) - 1) if len(typed) > 1 else 0
        query = parse_query(typed[:cut] + typed[cut + 1 :] or typed)
        if len(typed) < 6 or not query.words or query.words[0].term in common_terms() | shipped.vocabulary():
            continue
        if is_spelt(query.text, "en"):
            continue
        terms = {near for correction in corrections(query, shipped) for near in correction.terms}
        if term not in terms and len(terms) < MOST_TERMS:
            lost.append((query.text, typed))
    assert lost == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Is micro needling safe?", ("needling", ("microneedl",), "joined")),
        ("Is microneedeling safe?", ("microneedeling", ("microneedl",), "spelling")),
        ("Does the tretment hurt?", ("tretment", ("treatment",), "spelling")),
        ("Does it rebuild colagen?", ("colagen", ("collagen",), "spelling")),
    ],
)
def test_slips_about_the_shipped_corpus_are_understood(
    question: str, expected: tuple[str, tuple[str, ...], str], shipped: Snapshot
) -> None:
    assert expected in found(question, shipped)


def test_botox_is_not_in_the_shipped_corpus_and_stays_so(shipped: Snapshot) -> None:
    assert found("Does botox help?", shipped) == []
