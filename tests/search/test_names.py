"""Names of several words, and names in each other's place, as a small library of two documents has them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.conversation.followup import follow_up
from bot.library import Snapshot
from bot.records import Answer, Level, Turn
from bot.search.kinds import Kinds, Naming, names_things, of_others
from bot.search.names import named_terms, whole_names
from bot.search.query import parse_query
from tests.libraries import library_of

FILLING = " It is said here at some length, so that the section is long enough to be a passage of its own." * 2
SECTIONS = {
    "Ultrasound skin tightening": "Ultrasound heats deep. It asks for two treatments.",
    "Radio frequency (RF) skin tightening": "Radio frequency heats less. Radio frequency asks for six treatments.",
    "Where the neck differs": "The neck is thin. Its frequency is low.",
}
OTHERS = {
    "Ultrasound in medicine": "Ultrasound of a child.",
    "Plays": "Some plays at home.",
    "Songs": "Some songs at home.",
    "Books": "Some books at home.",
    "Games": "Some games at home.",
}


def document(title: str, sections: dict[str, str]) -> str:
    return f"# {title}\n\n" + "\n\n".join(f"## {heading}\n\n{text}{FILLING}" for heading, text in sections.items())


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    texts = {"methods.md": document("Methods", SECTIONS), "other.md": document("Others", OTHERS)}
    with library_of(tmp_path_factory.mktemp("names"), texts) as library, library.snapshot() as snapshot:
        yield snapshot


def carried(snapshot: Snapshot, question: str, before: Sequence[str]) -> list[str]:
    history = [Turn(earlier, Answer(earlier, Level.NOT_FOUND, (), ())) for earlier in before]
    return [word.text for word in follow_up(snapshot, question, history).carried]


def test_names_are_the_words_that_are_no_property_of_something() -> None:
    assert named_terms("What are the side effects of ultrasound?") == {"ultrasound"}


def test_a_property_written_as_a_name_among_other_words_is_one() -> None:
    assert named_terms("What does the Year ticket cost?") == {"year", "ticket"}
    assert named_terms("How long is a Year?") == frozenset()


def test_a_word_is_completed_by_the_one_it_nearly_always_stands_with(snapshot: Snapshot) -> None:
    assert whole_names(snapshot, parse_query("Radio frequency?"), frozenset({"radio"})) == {"radio", "frequenc"}


def test_a_word_beside_it_in_the_question_alone_does_not_complete_it(snapshot: Snapshot) -> None:
    assert whole_names(snapshot, parse_query("Ultrasound frequency?"), frozenset({"ultrasound"})) == {"ultrasound"}
    assert whole_names(snapshot, parse_query("Radio, frequency?"), frozenset({"radio"})) == {"radio"}


def test_names_in_headings_of_one_kind_stand_for_each_other(snapshot: Snapshot) -> None:
    kinds = Kinds(snapshot)
    assert kinds.are_alike(frozenset({"radio", "frequenc"}), "ultrasound")
    assert kinds.are_alike(frozenset({"ultrasound"}), "frequenc")
    assert not kinds.are_alike(frozenset({"neck"}), "ultrasound")
    assert not kinds.are_alike(frozenset({"plai"}), "song")
    assert not kinds.are_alike(frozenset({"ultrasound"}), "ultrasound")


def test_a_name_in_the_place_of_another_is_asked_for_instead_of_it(snapshot: Snapshot) -> None:
    assert carried(snapshot, "And radio frequency?", ["How many treatments with ultrasound?"]) == ["treatments"]
    assert carried(snapshot, "And ultrasound?", ["How many treatments with radio frequency?"]) == ["treatments"]


def test_a_name_of_another_kind_is_asked_for_together_with_it(snapshot: Snapshot) -> None:
    assert carried(snapshot, "And my neck?", ["How many treatments with ultrasound?"]) == ["treatments", "ultrasound"]


def test_what_was_replaced_does_not_come_back_in_a_later_turn(snapshot: Snapshot) -> None:
    before = ["How many treatments with radio frequency?", "And ultrasound?"]
    assert carried(snapshot, "And my neck?", before) == ["ultrasound", "treatments"]


def test_a_pronoun_replaces_nothing(snapshot: Snapshot) -> None:
    assert carried(snapshot, "Is it like ultrasound?", ["What is radio frequency?"]) == ["radio", "frequency"]


def test_a_passage_below_a_heading_of_the_kind_without_the_name_is_of_another_thing(snapshot: Snapshot) -> None:
    keys = range(snapshot.passage_count)
    headings = {key: snapshot.passage(key).headings[-1] for key in keys}

    def others(*names: str) -> set[str]:
        return {headings[key] for key in of_others(snapshot, frozenset(names), keys)}

    assert others("ultrasound") == {"Radio frequency (RF) skin tightening"}
    assert others("radio", "frequenc") == {"Ultrasound skin tightening"}
    assert others("neck") == others("treatment") == others() == set()


def test_a_question_says_what_it_asks_about(snapshot: Snapshot) -> None:
    def about(question: str, *before: str) -> set[str]:
        history = [Turn(earlier, Answer(earlier, Level.NOT_FOUND, (), ())) for earlier in before]
        return set(follow_up(snapshot, question, history).query.about)

    asked = "How many treatments with ultrasound?"
    assert about(asked) == about("Does ultrasound heat skin?", asked) == set()
    assert about("And radio frequency?", asked) == {"radio", "frequenc"}
    assert about("Does it heat deep?", asked) == {"heat", "deep", "ultrasound"}
    assert about("Does it heat deep?", asked, "And radio frequency?") == {"heat", "deep", "radio", "frequenc"}
    assert about("Does it heat as radio frequency does?", asked) >= {"radio", "frequenc", "ultrasound"}
    assert about("Which is better?", asked) == about("Is it risky?", "What is a child?") == set()


STOVES = {
    "stove-birk": "# Birk sheet\n\nBirk is a stove. It has a flue.\n",
    "stove-elk": "# Elk sheet\n\nElk is a stove of the hut. It has no flue.\n",
    "stove-oda": "# Oda sheet\n\nThe stove Oda burns wood.\n",
}
PLAYS = {"one": "# Owls\n\nThe stove is hot.\n", "two": "# Needles\n\nA stove.\n", "three": "# Milk\n\nThe stove.\n"}


@pytest.mark.parametrize(
    ("files", "word", "are_named"),
    [
        (STOVES, "stoves", True),  # all hold it
        (STOVES, "applicants", True),  # none does
        (STOVES, "flue", False),
        (dict(list(STOVES.items())[:2]), "stoves", False),  # two documents are no kind
        (PLAYS, "stoves", False),  # not alike
    ],
)
def test_what_alike_documents_are_about_is_a_word_that_nearly_all_hold_or_none(
    tmp_path: Path, files: dict[str, str], word: str, are_named: bool
) -> None:
    texts = {f"{name}.md": text for name, text in files.items()}
    with library_of(tmp_path, texts) as library, library.snapshot() as snapshot:
        assert bool(names_things(snapshot, word)) is are_named


def test_a_word_names_things_for_sure_where_it_says_of_several_what_documents_say_of_one(tmp_path: Path) -> None:
    texts = {f"{name}.md": text for name, text in STOVES.items()}
    with library_of(tmp_path, texts) as library, library.snapshot() as snapshot:
        found = [names_things(snapshot, word) for word in ("stoves", "stove", "applicants", "flues")]
    assert found == [Naming.SURELY, Naming.PERHAPS, Naming.PERHAPS, Naming.NOT]
