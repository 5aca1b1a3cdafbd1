"""What the sources say to questions that lean on those before: what was typed decides what is asked for."""

from dataclasses import replace

import pytest

from bot.dialogue.asked import asked, asked_in_context
from bot.dialogue.measures import Measure
from bot.dialogue.sources_say import sources_say
from bot.dialogue.stances import act_of, pole_of
from bot.records.sources_say import Aspect, AspectKind, Stance, Verdict
from bot.text.units import Dimension
from tests.dialogue.pairs import quotation

FAR = 0.01  # the probability of a passage that would not be shown by itself


def say(question: str, *texts: str, context: str = "", repeated: str = "") -> tuple[Aspect, ...]:
    quotations = [quotation(i, text) for i, text in enumerate(texts, start=1)]
    return sources_say(question, quotations, context=context, repeated=repeated)


def sentences(aspects: tuple[Aspect, ...]) -> list[str]:
    return [said.sentence.text for aspect in aspects for said in aspect.said]


@pytest.mark.parametrize("question", ["and how much is it?", "how much?", "And what would it cost?"])
def test_a_question_for_the_price_asks_for_nothing_else_whatever_was_asked_before(question: str) -> None:
    wanted = asked_in_context(question, f"{question} radio frequency", "Does radio frequency hurt?")
    assert (wanted.kind, wanted.dimensions, wanted.asks_price) == (AspectKind.FIGURES, (Dimension.MONEY,), True)
    assert set(wanted.focus) >= set(asked("radio frequency").focus)


@pytest.mark.parametrize(
    "question", ["What does radio frequency cost?", "How much does the power of the laser cost?", "The price of time?"]
)
def test_what_something_costs_is_asked_before_what_it_is_called(question: str) -> None:
    wanted = asked(f"What is {question}" if question.startswith("The") else question)
    assert wanted.dimensions == (Dimension.MONEY,)


def test_radio_frequency_is_a_method_until_it_is_asked_which() -> None:
    assert asked("What is radio frequency?").dimensions == ()
    assert asked("Which radio frequency does it use?").dimensions == (Dimension.FREQUENCY,)
    assert asked("What is the frequency of the waves?").dimensions != (Dimension.FREQUENCY,)


def test_a_size_may_be_a_volume() -> None:
    (aspect,) = say("How large is the water tank?", "The water tank holds 2 litres.", "The water tank holds 3 litres.")
    assert [said.words.text for said in aspect.said] == ["2 litres", "3 litres"]
    assert aspect.verdict is Verdict.DIFFER


def test_a_fragment_asks_for_what_was_asked_of_something_else() -> None:
    question, before = "and radio frequency?", "How long does ultrasound take?"
    aspects = say(
        question,
        "Ultrasound takes two hours. Radio frequency takes one hour.",
        context=f"{question} long take",
        repeated=before,
    )
    assert [said.words.text for aspect in aspects for said in aspect.said] == ["one hour"]
    assert [aspect.name for aspect in aspects] == ["radio frequency"]


def test_a_fragment_that_names_a_measure_asks_for_that() -> None:
    wanted = asked_in_context("and the price?", "and the price? ultrasound", "Does ultrasound hurt?")
    assert (wanted.kind, wanted.dimensions) == (AspectKind.FIGURES, (Dimension.MONEY,))
    age = asked_in_context("and the age?", "and the age? laser", "Does a laser hurt?")
    assert (age.dimensions, age.measure) == ((Dimension.TIME,), Measure.AGE)


def test_a_word_of_another_matter_is_not_answered_with_what_was_asked_before() -> None:
    aspects = say("mortgage", "It hurts.", "It is painless.", context="mortgage hurt", repeated="Does it hurt?")
    assert aspects == ()


def test_why_is_no_question_for_the_figure_before_it() -> None:
    before = "How much is the fee?"
    assert say("Why?", "The fee is $80.", context=f"{before} Why? fee", repeated=before) == ()


def test_words_of_the_conversation_alone_make_no_stance() -> None:
    carried = "can I carry them over? annual leave employees"
    have = "Full-time employees have 28 days of annual leave."
    assert say("can I carry them over?", have, context=carried) == ()
    over = "Annual leave of employees may be carried over to the next year."
    assert sentences(say("can I carry them over?", have, over, context=carried)) == [over]


def test_a_question_that_stands_alone_is_its_own_context() -> None:
    question = "How much is the fee?"
    assert asked_in_context(question, question) == asked(question)
    assert asked_in_context(question, "") == asked(question)


# Whole answers: what is about something else is left out.


def test_of_each_document_the_figures_nearest_to_the_question_are_set_side_by_side() -> None:
    handbook = "Employees may work from home on two days a week. Employees have 28 days of leave."
    policy = "Employees may work from home on three days a week. Employees have 30 days of leave."
    (aspect,) = say("How many days a week may employees work from home?", handbook, policy)
    assert [said.words.text for said in aspect.said] == ["two days", "three days"]


def test_a_measure_of_nothing_that_was_asked_about_is_left_out_beside_one_that_is() -> None:
    manual = "Descale the machine every three months. The coffee is delivered every two weeks."
    (aspect,) = say("How often must the machine be descaled?", manual)
    assert [said.words.text for said in aspect.said] == ["every three months"]


def test_a_passage_that_is_neither_near_nor_holds_a_word_of_the_question_gives_no_figure() -> None:
    due = quotation(1, "Invoices are due within 30 days.")
    goods = replace(quotation(2, "You may return it within 14 days; shipping is paid by us."), probability=FAR)
    (aspect,) = sources_say("When are invoices due?", [due, goods])
    assert [said.document for said in aspect.said] == ["1.md"]
    with_a_word = replace(goods, why=replace(goods.why, matched=0.5))
    (aspect,) = sources_say("When are invoices due?", [due, with_a_word])
    assert [said.document for said in aspect.said] == ["1.md", "2.md"]


def test_leave_for_one_act_is_not_set_against_leave_for_another() -> None:
    returned, used = "You may return the machine within 30 days.", "The machine must not be used by children."
    assert act_of("Can I return the machine?") == act_of("And may we return it?") != ()
    assert act_of("Is it allowed?") == ()
    (aspect,) = say("Can I return the machine?", returned, used)
    assert [(said.sentence.text, said.stance) for said in aspect.said] == [(returned, Stance.YES)]
    assert aspect.verdict is Verdict.NOT_COMPARABLE


@pytest.mark.parametrize(
    ("question", "pole"),
    [
        ("Can I return the machine?", None),
        ("can i bring my dog to work", None),
        ("Can I go back to work the same day?", None),
        ("Will the wrinkles come back?", "permanence"),
        ("Does it work?", "effective"),
        ("Does radio frequency work right away?", "immediate results"),
    ],
)
def test_a_word_of_a_pole_may_be_used_for_something_else(question: str, pole: str | None) -> None:
    found = pole_of(question)
    assert (found.name if found else None) == pole


def test_what_a_source_says_that_it_cannot_say_is_no_stance() -> None:
    assert say("Does it leave scars?", "The series cannot say how likely it is to leave a scar.") == ()


def test_what_is_free_of_charge_says_nothing_of_what_another_thing_costs() -> None:
    aspects = say("How much are the meals?", "Meals cost 30 euro.", "Delivery is free of charge.")
    assert [aspect.name for aspect in aspects] == ["cost"]
