"""Keys of a question as the corpus writes them, over small libraries whose every term one can see."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ingest.build import build
from bot.library import Library, Snapshot
from bot.search.by_words import search_by_words
from bot.search.query import parse_query
from bot.search.wanted import Wanted, wanted_words
from tests.fakes import WordEncoder

CODES = "\n\n".join(f"# Fault QX-{number}-B\n\nRemedy {number + 1000}." for number in range(300, 330))
Held = Callable[..., Snapshot]


@pytest.fixture
def holding(tmp_path: Path, word_encoder: WordEncoder) -> Held:
    """A snapshot of documents that hold these texts, in this order."""

    def hold(*texts: str) -> Snapshot:
        docs = tmp_path / "docs"
        docs.mkdir()
        for i, text in enumerate(texts):
            (docs / f"d{i}.md").write_text(text, encoding="utf-8")
        build(tmp_path / "index", [docs], word_encoder)
        return Library.open(tmp_path / "index").snapshot()

    return hold


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A passage for each of thirty faults."""
    folder = tmp_path_factory.mktemp("codes")
    (folder / "docs").mkdir()
    (folder / "docs" / "codes.md").write_text(CODES, encoding="utf-8")
    build(folder / "index", [folder / "docs"], WordEncoder())
    return Library.open(folder / "index").snapshot()


def forms(question: str, snapshot: Snapshot) -> dict[str, list[set[str]]]:
    return {
        word.word.text: [set(form) for form in word.forms] for word in wanted_words(parse_query(question), snapshot)
    }


def only(question: str, snapshot: Snapshot) -> Wanted:
    (word,) = wanted_words(parse_query(question), snapshot)
    return word


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    number=st.integers(300, 329),
    spelling=st.sampled_from(["QX-{}-B", "QX{}B", "qx{}b", "qx {} b", "QX {}-B", "qx-{}b", "QX/{}/B"]),
)
def test_an_identifier_in_any_spelling_finds_its_passage_first(number: int, spelling: str, codes: Snapshot) -> None:
    ranking = search_by_words(codes, parse_query(f"remedy of {spelling.format(number)}"), 3)
    assert ranking.unknown_words == ()
    assert f"Remedy {number + 1000}." in ranking.hits[0].passage.text
    assert spelling.format(number) in ranking.hits[0].matched_words


@pytest.mark.parametrize("typed", ["QX-330-B", "QX330B", "QY-301-B"])
def test_an_identifier_that_no_passage_has_is_unknown_as_a_whole(typed: str, codes: Snapshot) -> None:
    assert search_by_words(codes, parse_query(f"remedy of {typed}"), 3).unknown_words == (typed,)


def test_an_identifier_is_not_put_together_from_parts_that_stand_apart(holding: Held) -> None:
    word = only("QX301", holding("Part QX is next to room 301."))
    assert not word.is_known


def test_an_identifier_weighs_as_much_as_its_rarest_part(codes: Snapshot) -> None:
    (remedy, code) = wanted_words(parse_query("remedy QX301B"), codes)
    assert (code.forms, code.word.term) == ((frozenset({"qx", "301", "b"}),), "301")
    assert code.weight > remedy.weight


def test_what_may_be_no_identifier_is_looked_for_by_its_words(holding: Held) -> None:
    snapshot = holding("They pay in 300 ways.")
    assert set(forms("pay 300", snapshot)) == {"pay", "300"}


@pytest.mark.parametrize(
    ("typed", "written", "terms"),
    [
        ("2019-05-07", "On 7 May 2019 it rained.", {"7", "may", "2019"}),
        ("May 7th, 2019", "Log 2019-05-07: rain.", {"05", "07", "2019"}),
        ("07.05.2019", "El 7 de mayo de 2019 llovió.", {"7", "de", "mayo", "2019"}),
        ("May 2019", "Log 2019-05-07: rain.", {"05", "2019"}),
        ("05/2019", "It rained in May 2019.", {"may", "2019"}),
        ("7. Mai 2019", "May 7, 2019 was wet.", {"7", "may", "2019"}),
    ],
)
def test_a_date_is_one_word_however_it_is_written(typed: str, written: str, terms: set[str], holding: Held) -> None:
    word = only(typed, holding(written))
    assert (set(word.forms[0]), word.is_known) == (terms, True)


def test_a_date_that_no_passage_has_is_looked_for_by_its_words(holding: Held) -> None:
    assert set(forms("8 May 2019", holding("On 7 May 2019 it rained. It has 8 legs."))) == {"8", "2019"}


@pytest.mark.parametrize(
    ("typed", "written", "terms"),
    [
        ("the 2nd rule", "The second rule is short.", {"second", "rule"}),
        ("the second rule", "Rule II is short.", {"rule", "ii"}),
        ("the third version", "Use v3 of it.", {"v3"}),
        ("version 3", "The third version is best.", {"third", "version"}),
        ("die dritte Rate", "Die 3. Rate kommt.", {"3", "rate"}),
        ("4 hens", "There are four hens.", {"four", "hen"}),
        ("four hens", "There are 4 hens.", {"4", "hen"}),
    ],
)
def test_what_is_numbered_is_found_by_word_and_by_figure(
    typed: str, written: str, terms: set[str], holding: Held
) -> None:
    found = forms(typed, holding(written))
    assert any(terms in ways for ways in found.values())


def test_words_carried_from_the_conversation_are_read_together(codes: Snapshot) -> None:
    query = parse_query("remedy?")
    carried = parse_query("remedy? QX 301 B").words[1:]
    words = wanted_words(type(query)(query.text, query.words, query.keys, carried), codes)
    assert [(word.word.text, word.is_carried) for word in words] == [("remedy", False), ("QX 301 B", True)]
