"""Follow-ups over a small library: what is carried, from which turn, and what the caller may change."""

from collections.abc import Iterator, Sequence

import pytest

from bot.conversation.followup import FEW_NAMES, MOST_CARRIED, FollowUp, follow_up
from bot.errors import QuestionError
from bot.language.leaning import Leaning
from bot.library import Snapshot
from bot.records import Answer, Level, Quotation, QuotedSentence, Turn, Why
from bot.records.citations import cite
from tests.libraries import library_of

TEXTS = {
    "ultrasound.txt": "Ultrasound of the chin costs money. Its skin pain fades.",
    "laser.txt": "A laser peel of the neck tightens skin.",
    "radio.txt": "Radio frequency waves heat skin.",
    "many.txt": "Alpha bravo charlie delta foxtrot golf hotel india juliet kilo.",
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with library_of(tmp_path_factory.mktemp("followups"), TEXTS) as library, library.snapshot() as snapshot:
        yield snapshot


def after(*questions: str) -> list[Turn]:
    return [Turn(question, Answer(question, Level.NOT_FOUND, (), ())) for question in questions]


def carried(found: FollowUp) -> list[tuple[str, int | None]]:
    return [(word.text, word.turn) for word in found.carried]


def ask(
    snapshot: Snapshot, question: str, *before: str, without: Sequence[str] = (), pinned: Sequence[str] = ()
) -> list[tuple[str, int | None]]:
    return carried(follow_up(snapshot, question, after(*before), without=without, pinned=pinned))


def test_a_pronoun_takes_over_the_names_and_not_what_was_asked_of_them(snapshot: Snapshot) -> None:
    found = follow_up(snapshot, "Is it risky?", after("What does ultrasound cost?"))
    assert found.leaning is Leaning.PRONOUN
    assert carried(found) == [("ultrasound", 0)]


def test_a_fragment_takes_over_what_was_asked_too(snapshot: Snapshot) -> None:
    assert ask(snapshot, "And the neck?", "What does ultrasound cost?") == [("ultrasound", 0), ("cost", 0)]


def test_carried_words_are_searched_and_the_question_alone_is_encoded(snapshot: Snapshot) -> None:
    query = follow_up(snapshot, "Is it risky?", after("What is ultrasound?")).query
    assert query.text == "Is it risky?"
    assert query.terms == ("riski", "ultrasound")
    assert [word.start for word in query.sought] == [6, len("Is it risky?") + 1]


def test_a_question_without_a_content_word_is_encoded_with_the_one_before(snapshot: Snapshot) -> None:
    query = follow_up(snapshot, "Why?", after("Is ultrasound safe?")).query
    assert query.text == "Is ultrasound safe? Why?"
    assert query.terms == ("ultrasound",)


def test_a_question_that_stands_alone_carries_nothing(snapshot: Snapshot) -> None:
    found = follow_up(snapshot, "Does a laser peel hurt?", after("What is ultrasound?"))
    assert (found.carried, found.leaning) == ((), None)
    assert found.query.text == "Does a laser peel hurt?"


def test_a_chain_of_follow_ups_goes_back_to_the_question_that_named_something(snapshot: Snapshot) -> None:
    before = ["What is a laser peel?", "Is ultrasound like a laser?", "Is it safe?", "What are the side effects?"]
    assert ask(snapshot, "How long does it last?", *before) == [("ultrasound", 1), ("laser", 1), ("peel", 0)]


def test_the_first_question_is_left_behind_by_one_on_another_topic(snapshot: Snapshot) -> None:
    before = ["What is a laser peel?", "What is ultrasound?", "Is it safe?"]
    assert ask(snapshot, "How long does it last?", *before) == [("ultrasound", 1)]


def test_questions_answered_from_one_passage_are_on_one_topic(snapshot: Snapshot) -> None:
    passage = snapshot.passage(0)
    place = cite(passage, snapshot.document(passage.document))
    sentence = passage.sentences[0]
    marked = QuotedSentence(sentence.text, sentence.start, sentence.end)
    quoted = Quotation(1, 0.9, passage.text, marked, place, (), Why(0, 0, 0, 0, 0, ()))
    before = [
        Turn(question, Answer(question, Level.FOUND, (), (quoted,)))
        for question in ("What is a laser peel?", "What is ultrasound?")
    ]
    words = carried(follow_up(snapshot, "How long does it last?", before))
    assert words == [("ultrasound", 1), ("laser", 0), ("peel", 0)]


def test_a_follow_up_between_adds_its_names_to_those_it_leaned_on(snapshot: Snapshot) -> None:
    before = ["What is a laser peel?", "Is ultrasound like a laser?", "Does it fade?"]
    expected = [("fade", 2), ("ultrasound", 1), ("laser", 1), ("peel", 0)]
    assert ask(snapshot, "How long does it last?", *before) == expected


def test_the_first_question_is_left_behind_when_a_later_one_names_more_than_few_things(snapshot: Snapshot) -> None:
    later = "Does laser heat the neck and the chin?"
    words = ask(snapshot, "Is it safe?", "What is ultrasound?", later)
    assert len(words) > FEW_NAMES
    assert {turn for _, turn in words} == {1}


def test_a_word_that_the_corpus_lacks_or_holds_nearly_everywhere_is_not_carried(snapshot: Snapshot) -> None:
    assert ask(snapshot, "Is it safe?", "What does Botox do to skin on the neck?") == [("neck", 0)]


def test_a_word_that_the_corpus_writes_as_two_is_carried(snapshot: Snapshot) -> None:
    assert ask(snapshot, "Is it safe?", "What is radiofrequency?") == [("radiofrequency", 0)]


def test_a_word_of_the_question_is_not_carried_to_it(snapshot: Snapshot) -> None:
    assert ask(snapshot, "Is it ultrasound?", "What is an ultrasound of the chin?") == [("chin", 0)]


def test_no_more_words_are_carried_than_can_be_shown(snapshot: Snapshot) -> None:
    words = ask(snapshot, "Is it safe?", "Alpha bravo charlie delta foxtrot golf hotel india juliet kilo?")
    assert [word for word, _ in words] == "Alpha bravo charlie delta foxtrot golf hotel india".split()
    assert len(words) == MOST_CARRIED


def test_the_caller_removes_words_in_any_form(snapshot: Snapshot) -> None:
    assert ask(snapshot, "And the neck?", "What does ultrasound cost?", without=["costs"]) == [("ultrasound", 0)]


def test_pinned_words_come_first_and_even_where_nothing_is_carried(snapshot: Snapshot) -> None:
    pinned = follow_up(snapshot, "Does a laser peel hurt?", after(), pinned=["ultrasound on the chin"])
    assert carried(pinned) == [("ultrasound", None), ("chin", None)]
    assert all(word.is_pinned for word in pinned.carried)
    assert ask(snapshot, "Is it safe?", "What is ultrasound?", pinned=["chin"]) == [("chin", None), ("ultrasound", 0)]


def test_removing_wins_over_pinning_and_a_word_is_pinned_once(snapshot: Snapshot) -> None:
    assert ask(snapshot, "What is ketosis?", pinned=["chin", "chins", "neck"], without=["neck"]) == [("chin", None)]


def test_a_pinned_word_that_the_corpus_lacks_is_searched_so_that_the_answer_can_say_so(snapshot: Snapshot) -> None:
    assert follow_up(snapshot, "What is a laser peel?", (), pinned=["Botox"]).query.terms[-1] == "botox"


def test_turns_that_say_nothing_are_passed_over(snapshot: Snapshot) -> None:
    assert ask(snapshot, "Is it safe?", "What is ultrasound?", "", "Thank you!") == [("ultrasound", 0)]
    assert ask(snapshot, "Is it safe?", " ") == []


def test_an_empty_question_is_refused_before_anything_is_carried(snapshot: Snapshot) -> None:
    with pytest.raises(QuestionError, match="The question is empty"):
        follow_up(snapshot, "  ", after("What is ultrasound?"))


def test_a_question_for_the_price_is_encoded_alone(snapshot: Snapshot) -> None:
    before = after("What is ultrasound?")
    assert follow_up(snapshot, "And how much is it?", before).query.text == "And how much is it?"
    assert follow_up(snapshot, "And what is it?", before).query.text == "What is ultrasound? And what is it?"


def test_a_chain_of_fragments_keeps_the_question_that_began_it(snapshot: Snapshot) -> None:
    chain = ["What does a laser peel cost?", "And the neck?"]
    found = follow_up(snapshot, "And radio frequency?", after(*chain))
    assert found.repeated == chain[0]
    assert ("cost", 0) in carried(found)


def test_what_a_repair_says_of_itself_is_not_carried(snapshot: Snapshot) -> None:
    words = ask(snapshot, "And the neck?", "What does a laser peel cost?", "No, I meant radio frequency")
    assert ("cost", 0) in words
    assert "meant" not in [text for text, _ in words]


def test_a_fragment_of_a_property_leaves_the_property_before_it(snapshot: Snapshot) -> None:
    assert ask(snapshot, "Pain?", "Tell me about ultrasound", "Cost?") == [("ultrasound", 0)]


def test_nothing_older_than_a_question_on_what_no_document_holds_is_carried(snapshot: Snapshot) -> None:
    before = ["What does ultrasound cost?", "How tall is Mount Everest?"]
    assert ask(snapshot, "And its pain?", *before[:1]) == [("ultrasound", 0)]
    assert ask(snapshot, "And its pain?", *before) == []


def test_a_question_can_be_searched_without_what_was_guessed(snapshot: Snapshot) -> None:
    found = follow_up(snapshot, "Skin?", after("What does ultrasound cost?"), pinned=["laser"])
    assert [word.text for word in found.guessed] == ["ultrasound", "cost"]
    alone = found.without_guesses()
    assert carried(alone) == [("laser", None)]
    assert alone.query == follow_up(snapshot, "Skin?", [], pinned=["laser"]).query
    assert (alone.guessed, alone.leaning, alone.repeated) == ((), found.leaning, "")
