"""Acts on the last answer, over a small library and answers that are made by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from bot.answer.composition import quote
from bot.answer.placing import placed
from bot.conversation.acts import LAST, Ask, act, choice_named
from bot.conversation.replies import unable
from bot.library import Snapshot
from bot.records import (
    Act,
    Answer,
    Choice,
    CitedQuotation,
    Doubt,
    Level,
    Listed,
    Listing,
    Quotation,
    ShortQuotation,
    Turn,
    Which,
)
from bot.search.by_words import search_by_words
from bot.search.query import parse_query
from tests.libraries import library_of

TEXTS = {
    "kiln.md": "# Kiln\n\nThe kiln is closed on Mondays. This is because wires are tested. It costs 5 euro an hour.",
    "wheel.md": "# Wheel\n\nThe wheel costs 3 euro. It is cleaned twice, since clay dries fast.",
    "shelf.md": "# Shelf\n\nA shelf is free of charge. Boxes on the shelf are labelled, because the shelf is shared.",
}
QUESTION = "When is the kiln closed?"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with library_of(tmp_path_factory.mktemp("acts"), TEXTS) as library, library.snapshot() as snapshot:
        yield snapshot


def passage_of(snapshot: Snapshot, name: str, rank: int = 1, probability: float = 0.9) -> Quotation:
    """The passage of a document, whose first sentence is the best."""
    hits = search_by_words(snapshot, parse_query(name), 1).hits
    quotation = quote(placed(hits), [hits[0].passage.sentences[0]], snapshot.document)[0]
    return replace(quotation, rank=rank, probability=probability)


def cut(quotation: Quotation, words: str) -> ShortQuotation:
    start = quotation.citation.start + quotation.text.index(words)
    citation = quotation.citation.narrowed(start, start + len(words))
    return ShortQuotation(words, start, start + len(words), quotation.rank, "", citation)


def answer_of(*passages: Quotation, short: Sequence[ShortQuotation] = ()) -> Answer:
    answer = Answer(QUESTION, Level.FOUND, (), passages, short_answer=tuple(short))
    return Answer.from_json(answer.to_json())  # as a history restores it


def ask_nothing(question: str, /, *, passages: int, documents: Sequence[str] | None = None) -> Answer:
    raise AssertionError(f"{question} was asked for {passages} passages of {documents}")


def acted(kind: Act, number: int, last: Turn | None, snapshot: Snapshot, ask: Ask) -> Answer:
    found = act(kind, number, last, snapshot, ask)
    assert found is not None
    return found


def done(snapshot: Snapshot, kind: Act, answer: Answer, number: int = 0) -> Answer:
    return acted(kind, number, Turn(QUESTION, answer), snapshot, ask_nothing)


def test_shorter_leaves_the_best_sentence_of_the_first_quotation(snapshot: Snapshot) -> None:
    kiln, wheel = passage_of(snapshot, "kiln"), passage_of(snapshot, "wheel", 2)
    both = "The kiln is closed on Mondays. This is because wires are tested."
    found = done(snapshot, Act.SHORTER, answer_of(kiln, wheel, short=[cut(kiln, both), cut(wheel, "It is cleaned")]))
    assert [one.text for one in found.short_answer] == ["The kiln is closed on Mondays."]
    assert (found.passages, found.act, found.question) == ((kiln,), Act.SHORTER, QUESTION)
    assert found.short_answer[0].citation.exact == found.short_answer[0].text
    assert done(snapshot, Act.SHORTER, found) == found


def test_where_gives_the_first_quotation_with_its_passage_alone(snapshot: Snapshot) -> None:
    kiln, wheel = passage_of(snapshot, "kiln"), passage_of(snapshot, "wheel", 2)
    short = cut(wheel, "The wheel costs 3 euro.")
    found = done(snapshot, Act.WHERE, answer_of(kiln, wheel, short=[short, cut(kiln, "It costs 5 euro an hour.")]))
    assert (found.passages, found.short_answer) == ((wheel,), (short,))


def test_more_asks_again_and_leaves_out_what_was_shown(snapshot: Snapshot) -> None:
    shown = [passage_of(snapshot, name, rank, 0.2) for rank, name in enumerate(("kiln", "wheel", "shelf"), start=1)]

    def ask(question: str, /, *, passages: int, documents: Sequence[str] | None = None) -> Answer:
        assert (question, passages, documents) == (QUESTION, 7, None)
        return answer_of(*shown, short=[cut(shown[0], "It costs 5 euro an hour.")])

    found = acted(Act.MORE, 0, Turn(QUESTION, answer_of(*shown[:2])), snapshot, ask)
    assert ([one.rank for one in found.passages], found.short_answer, found.level) == ([3], (), Level.RELATED)


@pytest.mark.parametrize(("number", "expected"), [(1, "shelf"), (2, "wheel"), (LAST, "wheel"), (0, None), (3, None)])
def test_a_number_takes_one_of_several_quotations(snapshot: Snapshot, number: int, expected: str | None) -> None:
    shelf, kiln, wheel = (passage_of(snapshot, name, rank) for rank, name in enumerate(("shelf", "kiln", "wheel"), 1))
    short = [cut(shelf, "A shelf is free of charge."), cut(wheel, "The wheel costs 3 euro.")]
    found = done(snapshot, Act.NTH, answer_of(shelf, kiln, wheel, short=short), number)
    assert (found.remark == unable()["no such one"]) is (expected is None)
    assert [one.citation.title.lower() for one in found.short_answer] == [expected] * bool(expected)


def test_a_number_takes_a_passage_where_one_or_nothing_was_quoted(snapshot: Snapshot) -> None:
    passages = [passage_of(snapshot, "kiln"), passage_of(snapshot, "wheel", 2, 0.1)]
    found = done(snapshot, Act.NTH, answer_of(*passages, short=[cut(passages[0], "It costs 5 euro an hour.")]), 2)
    assert (found.passages, found.short_answer, found.level) == ((passages[1],), (), Level.RELATED)


def test_a_number_asks_the_question_that_was_offered(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")

    def ask(question: str, /, **_: object) -> Answer:
        return replace(answer_of(kiln), question=question)

    offered = replace(answer_of(kiln), did_you_mean=("Kiln hours?", "Kiln price?"), did_you_mean_reason=Doubt.SHORT)
    found = acted(Act.NTH, 2, Turn("kiln", offered), snapshot, ask)
    assert (found.question, found.act) == ("Kiln price?", Act.NTH)
    cited = CitedQuotation(kiln.text, kiln.citation.start, kiln.citation.end, kiln.citation)
    which = Which(2, (Choice("Kiln", "What does the kiln cost?", cited), Choice("Wheel", "And the wheel?", cited)))
    found = acted(Act.NTH, LAST, Turn("price", replace(offered, which=which)), snapshot, ask)
    assert found.question == "And the wheel?"
    assert acted(Act.NTH, 5, Turn("kiln", offered), snapshot, ask).remark == unable()["no such one"]


def test_the_name_of_one_choice_asks_its_question(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")
    cited = CitedQuotation(kiln.text, kiln.citation.start, kiln.citation.end, kiln.citation)
    names = ("The old kiln", "The new kiln")
    which = Which(2, tuple(Choice(name, f"What does it cost ({name})?", cited) for name in names))
    last = Turn("What does it cost?", replace(answer_of(kiln), which=which))
    assert choice_named("the new one", last) == choice_named("New", last) == "What does it cost (The new kiln)?"
    assert [choice_named(said, last) for said in ("the kiln", "the old wheel", "and", "")] == [""] * 4
    assert choice_named("new", None) == choice_named("new", Turn("What does it cost?", answer_of(kiln))) == ""


def test_a_number_leaves_one_document_of_a_listing(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")
    cited = CitedQuotation(kiln.text, kiln.citation.start, kiln.citation.end, kiln.citation)
    documents = tuple(Listed(name, name, 1, cited) for name in ("a", "b", "c"))
    listing = Answer(QUESTION, Level.FOUND, (), (), listing=Listing(True, ("kiln",), documents, 3))
    found = done(snapshot, Act.NTH, listing, 2)
    assert found.listing is not None
    assert (found.listing.documents, found.act) == ((documents[1],), Act.NTH)


def test_why_finds_the_reason_in_what_was_quoted(snapshot: Snapshot) -> None:
    wheel = passage_of(snapshot, "wheel")
    found = done(snapshot, Act.WHY, answer_of(wheel, short=[cut(wheel, wheel.text)]))
    assert [one.text for one in found.short_answer] == ["It is cleaned twice, since clay dries fast."]
    assert found.level is Level.FOUND


def test_why_finds_a_sentence_that_gives_the_reason_of_the_one_before(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")
    found = done(snapshot, Act.WHY, answer_of(kiln, short=[cut(kiln, "The kiln is closed on Mondays.")]))
    assert [one.text for one in found.short_answer] == ["This is because wires are tested."]
    assert found.level is Level.RELATED


def test_why_of_what_gives_no_reason_is_a_question_as_any_other(snapshot: Snapshot) -> None:
    wheel = passage_of(snapshot, "wheel")
    turn = Turn("What does the wheel cost?", answer_of(wheel, short=[cut(wheel, "The wheel costs 3 euro.")]))
    assert act(Act.WHY, 0, turn, snapshot, ask_nothing) is None


def test_which_one_shows_the_last_choices_again(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")
    offered = replace(answer_of(kiln), did_you_mean=("Kiln hours?", "Kiln price?"), did_you_mean_reason=Doubt.SHORT)
    assert done(snapshot, Act.WHICH, offered) == replace(offered, act=Act.WHICH)
    settled = answer_of(kiln, short=[cut(kiln, "It costs 5 euro an hour.")])
    assert done(snapshot, Act.WHICH, settled).remark == unable()["no choice"]


def test_an_act_without_anything_to_act_on_says_so(snapshot: Snapshot) -> None:
    first = acted(Act.MORE, 0, None, snapshot, ask_nothing)
    assert first.remark == unable()["nothing before"]
    assert act(Act.NTH, 3, None, snapshot, ask_nothing) is None  # "What was the third item?"
    nothing = Answer(QUESTION, Level.NOT_FOUND, ("kiln",), ())
    said = {kind: done(snapshot, kind, nothing, 1).remark for kind in Act if kind not in (Act.NONE, Act.WHY)}
    assert said == {
        Act.SHORTER: unable()["nothing quoted"],
        Act.MORE: unable()["no more"],
        Act.NTH: unable()["no such one"],
        Act.WHERE: unable()["nothing quoted"],
        Act.WHICH: unable()["no choice"],
    }


def test_an_act_after_an_act_is_about_the_question_of_the_first(snapshot: Snapshot) -> None:
    kiln = passage_of(snapshot, "kiln")
    found = done(snapshot, Act.SHORTER, answer_of(kiln, short=[cut(kiln, "It costs 5 euro an hour.")]))
    again = acted(Act.WHERE, 0, Turn("shorter please", found), snapshot, ask_nothing)
    assert again.question == QUESTION


def test_more_goes_on_with_the_document_that_was_quoted_first(snapshot: Snapshot) -> None:
    names = ("wheel", "kiln", "wheel", "shelf", "wheel")
    passages = [passage_of(snapshot, name, rank) for rank, name in enumerate(names, start=1)]
    first = answer_of(*passages[:3], short=[cut(passages[0], "It is cleaned twice")])

    def ask(question: str, /, *, passages: int, documents: Sequence[str] | None = None) -> Answer:
        assert (question, documents) == (QUESTION, None)
        return answer_of(*given[:passages])

    given = passages
    found = acted(Act.MORE, 0, Turn(QUESTION, first), snapshot, ask)
    assert [one.rank for one in found.passages] == [3, 5, 4]
    assert [(one.rank, one.text) for one in found.short_answer] == [
        (3, "The wheel costs 3 euro."),
        (5, "The wheel costs 3 euro."),
    ]
    assert acted(Act.MORE, 0, Turn(QUESTION, found), snapshot, ask).remark == unable()["no more"]
