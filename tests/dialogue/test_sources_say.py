import pytest

from bot.cli.sources_say import render_sources
from bot.dialogue.sources_say import sources_say
from bot.records import Quotation
from bot.records.sources_say import Aspect, AspectKind, Figure, Stance, Verdict
from tests.dialogue.pairs import (
    BLIND_PAIRS,
    HELD_OUT_PAIRS,
    PLAIN_PAIRS,
    TUNING_PAIRS,
    UNSEEN_PAIRS,
    Pair,
    development,
    precision_and_recall,
    quotation,
    read_pairs,
    verdict_given,
)

PAIRS = read_pairs()


def only(question: str, *texts: str) -> Aspect:
    (aspect,) = sources_say(question, [quotation(i, text) for i, text in enumerate(texts, start=1)])
    return aspect


def test_there_are_enough_labelled_pairs_of_every_kind() -> None:
    kinds = [pair.kind for pair in PAIRS]
    assert len(PAIRS) >= 120
    assert len(set(PAIRS)) == len(PAIRS)
    assert min(kinds.count(kind) for kind in ("same_figure", "other_figure", "other_condition", "other_subject")) >= 15


# The floors lie a little below the figures of `python -m benchmarks.sources_say`.
@pytest.mark.parametrize(
    ("pairs", "least_precision", "least_recall"),
    [
        pytest.param(PAIRS, 0.95, 0.9, id="pairs"),
        pytest.param(read_pairs(TUNING_PAIRS), 0.93, 0.9, id="tuning pairs"),
        pytest.param(read_pairs(BLIND_PAIRS), 0.95, 0.9, id="blind pairs"),
        pytest.param(read_pairs(HELD_OUT_PAIRS), 0.9, 0.6, id="held out pairs"),
        pytest.param(read_pairs(PLAIN_PAIRS), 0.9, 0.5, id="plain pairs"),
    ],
)
def test_differ_is_found_and_not_cried_on_what_it_was_developed_on(
    pairs: list[Pair], least_precision: float, least_recall: float
) -> None:
    precision, recall = precision_and_recall(pairs, verdict_given, Verdict.DIFFER)
    assert precision >= least_precision
    assert recall >= least_recall


@pytest.mark.parametrize(
    ("verdict", "least_precision", "least_recall"),
    [(Verdict.DIFFER, 0.65, 0.55), (Verdict.AGREE, 0.8, 0.55), (Verdict.NOT_COMPARABLE, 0.5, 0.7)],
)
def test_verdicts_on_pairs_never_seen_are_not_worse_than_they_were(
    verdict: Verdict, least_precision: float, least_recall: float
) -> None:
    precision, recall = precision_and_recall(read_pairs(UNSEEN_PAIRS), verdict_given, verdict)
    assert precision >= least_precision
    assert recall >= least_recall


def test_agree_is_hardly_ever_said_of_what_does_not_agree_on_what_it_was_developed_on() -> None:
    precision, _ = precision_and_recall(development(), verdict_given, Verdict.AGREE)
    assert precision >= 0.99


def test_either_order_of_the_sources_gives_the_same_verdict() -> None:
    for pair in (*development(), *read_pairs(UNSEEN_PAIRS)):
        there = {a.name: a.verdict for a in sources_say(pair.question, _pair(pair.one, pair.other))}
        back = {a.name: a.verdict for a in sources_say(pair.question, _pair(pair.other, pair.one))}
        assert there == back


def _pair(one: str, other: str) -> list[Quotation]:
    return [quotation(1, one), quotation(2, other)]


def test_words_and_sentence_keep_their_places_in_the_document() -> None:
    text = "It is popular. Up to six sessions are needed, says the clinic."
    (aspect,) = sources_say("How many sessions?", [quotation(1, text, start=1000)])
    (said,) = aspect.said
    assert text[said.words.start - 1000 : said.words.end - 1000] == said.words.text == "Up to six sessions"
    assert text[said.sentence.start - 1000 : said.sentence.end - 1000] == said.sentence.text
    assert said.figure == Figure(None, 6.0, "", "count", "sessions")


def test_figures_are_set_side_by_side_and_never_averaged() -> None:
    aspect = only("How long is the warranty?", "The warranty lasts two years.", "The warranty lasts 36 months.")
    years = [said.figure.low / (365.2425 * 86_400) for said in aspect.said if said.figure and said.figure.low]
    assert years == [pytest.approx(2), pytest.approx(3)]
    assert aspect.verdict is Verdict.DIFFER


def test_a_heading_is_the_condition_of_the_figures_below_it() -> None:
    text = "Three sessions are needed."
    quotations = [
        quotation(1, text, title="Guide", headings=("Guide", "Ultrasound skin care")),
        quotation(2, "Five sessions are needed.", title="Guide", headings=("Guide", "Drawbacks")),
    ]
    (aspect,) = sources_say("How many sessions are needed for skin care?", quotations)
    assert [said.condition for said in aspect.said] == ["Ultrasound skin care", ""]
    assert aspect.verdict is Verdict.NOT_COMPARABLE


def test_short_and_long_form_of_a_condition_are_one() -> None:
    quotations = [
        quotation(1, "Three sessions are needed.", headings=("Radio frequency (RF)",)),
        quotation(2, "Five sessions are needed.", headings=("RF",)),
    ]
    (aspect,) = sources_say("How many sessions are needed?", quotations)
    assert aspect.verdict is Verdict.DIFFER


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("How long do results last?", "Ultrasound results hold for two years.", "Results of RF hold for one year."),
        ("How much does it cost?", "Treating the neck costs $500 per visit.", "For the face the price is $900."),
        ("What is the dose?", "Adults over 60 take 5 mg of it daily.", "Adults under 60 take 10 mg of it daily."),
        ("How loud is it?", "The DW-450 is rated at 42 dB.", "The DW-500 is rated at 49 dB."),
    ],
)
def test_two_cases_of_one_kind_are_not_compared(question: str, one: str, other: str) -> None:
    assert only(question, one, other).verdict is Verdict.NOT_COMPARABLE


def test_a_rule_for_all_kinds_is_compared_with_one_for_a_single_kind() -> None:
    aspect = only("Does it hurt?", "It hurts on the lips.", "On all parts of the face and the neck it is painless.")
    assert aspect.verdict is Verdict.DIFFER


def test_a_sentence_with_one_figure_in_common_agrees() -> None:
    one = "A full session takes 90 minutes, with 20 minutes of photographs before it."
    other = "Plan an hour and a half for one session of the whole treatment."
    assert only("How long does a session take?", one, other).verdict is Verdict.AGREE


def test_results_at_once_take_no_time() -> None:
    one = "The skin looks brighter the moment the peel is finished."
    other = "Visible results of the peel build up over three months of treatment."
    aspect, _ = sources_say("When do results of the peel appear?", _pair(one, other))
    assert [said.figure.low for said in aspect.said if said.figure] == [0.0, pytest.approx(3 * 365.2425 * 7_200)]
    assert aspect.verdict is Verdict.DIFFER


def test_table_cells_belong_to_their_row_and_column() -> None:
    rows = (
        "Method | Sessions | Time between sessions",
        "Ultrasound | 1 or 2 sessions | Not given",
        "Laser | 4 sessions | 3 weeks",
    )
    table = "\n".join(rows)
    (sessions,) = sources_say("How many sessions?", [quotation(1, table)])
    assert [(said.words.text, said.condition) for said in sessions.said] == [
        ("1 or 2 sessions", "Ultrasound"),
        ("4 sessions", "Laser"),
    ]
    (spacing,) = sources_say("How far apart are the sessions?", [quotation(1, table)])
    assert [(said.words.text, said.condition) for said in spacing.said] == [("3 weeks", "Laser")]


def test_two_statements_of_one_document_are_not_compared() -> None:
    quotations = [
        quotation(1, "The warranty lasts two years.", document="a.md"),
        quotation(2, "The warranty lasts three years.", document="a.md"),
    ]
    (aspect,) = sources_say("How long is the warranty?", quotations)
    assert len(aspect.said) == 2
    assert aspect.verdict is Verdict.NOT_COMPARABLE


def test_a_figure_said_twice_by_one_document_stands_once() -> None:
    quotations = [
        quotation(1, "The fee is $100.", document="a.md"),
        quotation(2, "The fee is 100 dollars.", document="a.md"),
    ]
    (aspect,) = sources_say("How much is the fee?", quotations)
    assert [said.words.text for said in aspect.said] == ["$100"]


def test_dates_are_not_what_a_warranty_lasts() -> None:
    assert sources_say("How long is the warranty?", [quotation(1, "The warranty began on 12 March 2019.")]) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The procedure hurts.", Stance.YES),
        ("The procedure is pain-free.", Stance.NO),
        ("No pain should be felt.", Stance.NO),
        ("There is minor discomfort.", Stance.QUALIFIED),
        ("It is not painless.", Stance.YES),
        ("It causes slight pain.", Stance.QUALIFIED),
        ("You are done in no time, and it is pain-free.", Stance.NO),
        ("There is no downtime and no pain.", Stance.NO),
    ],
)
def test_stances_on_pain(text: str, stance: Stance) -> None:
    assert [said.stance for said in only("Does it hurt?", text).said] == [stance]


def test_to_say_nothing_of_pain_is_no_stance() -> None:
    assert sources_say("Does it hurt?", [quotation(1, "The article says nothing more about pain.")]) == ()


def test_no_answer_has_no_aspects() -> None:
    assert sources_say("How much does it cost?", []) == ()


def test_same_input_gives_the_same_aspects() -> None:
    pair = PAIRS[0]
    quotations = _pair(pair.one, pair.other)
    assert sources_say(pair.question, quotations) == sources_say(pair.question, quotations)


@pytest.mark.parametrize("question", ["Who wrote the guide?", "Why is it blue?"])
def test_other_questions_have_nothing_to_set_side_by_side(question: str) -> None:
    assert sources_say(question, [quotation(1, "The guide is a book for suitable candidates.")]) == ()


def test_who_is_excluded_is_listed_by_source() -> None:
    aspect = only(
        "Who should not use it?", "Pregnant women should not use it. It is blue.", "It is wrong for children."
    )
    assert (aspect.kind, aspect.verdict) == (AspectKind.STATEMENTS, Verdict.NOT_COMPARABLE)
    assert [said.words.text for said in aspect.said] == [
        "Pregnant women should not use it.",
        "It is wrong for children.",
    ]


def test_the_table_for_the_terminal_fits_and_names_every_figure() -> None:
    quotations = [quotation(1, "The fee is $100."), quotation(2, "For members of the very old club the fee is $80.")]
    shown = render_sources(sources_say("How much is the fee?", quotations), quotations)
    assert shown.splitlines() == [
        "cost: not comparable",
        "   1.md                      $100 [1]",
        "   2.md                      $80 [2]                                    members",
    ]
    assert max(map(len, shown.splitlines())) <= 100
