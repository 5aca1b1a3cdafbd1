import math
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import DenseScore
from bot.records import Passage, Sentence, Standing
from bot.search.confidence import TYPICAL_GAP, TYPICAL_LEAD, gaps, leads, probability, standings
from bot.search.evidence import Evidence, Nominee, Sought, weigh
from bot.search.query import parse_query
from bot.search.ranking_model import WEIGHTS, score
from bot.search.wanted import Wanted, inverse_document_frequency
from tests.search.forwards import forward_of
from tests.search.plain import share

TEXT = "The gold needle heats. It takes ten minutes."
PASSAGE = Passage(
    document="d",
    position=0,
    start=0,
    end=len(TEXT),
    text=TEXT,
    sentences=(Sentence(0, 22, TEXT[:22]), Sentence(23, 44, TEXT[23:])),
    headings=("Stamp",),
    context="Tools › Stamp",
)
COSINES = DenseScore(passage=0.5, position=1, sentence=0.7, heading=0.4)
NO_EQUALS = np.zeros((16, 16), dtype=np.bool_)
NOTHING = Evidence(*[0.0] * 15)


def wanted(question: str, weights: dict[str, float]) -> tuple[Wanted, ...]:
    words = parse_query(question).words
    return tuple(Wanted(word, weights[word.text], (frozenset({word.term}),), support=1.0) for word in words)


def evidence(question: str, weights: dict[str, float], *others: Passage) -> Evidence:
    sought = Sought.of(parse_query(question), wanted(question, weights))
    passages = [PASSAGE, *others]
    return weigh(sought, forward_of(passages), [Nominee(key, COSINES, 4.0) for key in range(len(passages))])[0]


def test_every_part_of_the_evidence_is_what_it_says() -> None:
    found = evidence("When does the gold stamp heat keloids?", {"gold": 1, "stamp": 2, "heat": 1, "keloids": 4})
    # gold and heat stand in the text, stamp in the headings, keloids nowhere; the best sentence is the second.
    assert (found.passage, found.best, found.heading, found.lexical) == (0.5, 0.7, 0.4, 1.0)
    assert found.matched == (1 + 2 + 1) / 8
    assert found.matched_heading == 2 / 8
    assert found.matched_sentence == 0.0
    # Of the pairs with a content word, the-gold, gold-stamp, stamp-heat and heat-keloids, the first stands there.
    assert found.phrase == 1 / 4
    assert found.nearness == 0.0
    assert (found.missing, found.answer_type) == (-1.0, 1.0)
    assert found.brevity == -math.log(8 + 1)


def test_words_count_as_near_by_how_few_words_they_are_apart() -> None:
    # gold and heats are 2 words apart.
    assert evidence("gold heats", {"gold": 1, "heats": 1}).nearness == 1 / 2
    assert evidence("gold needle", {"gold": 1, "needle": 1}).nearness == 1.0


def test_a_heading_that_many_candidates_share_says_nothing() -> None:
    two, three = (replace(PASSAGE, position=i) for i in (1, 2))
    assert evidence("gold", {"gold": 1}, two).heading == 0.4
    assert evidence("gold", {"gold": 1}, two, three).heading == 0.0


def test_words_of_two_passages_are_never_near() -> None:
    last, first = (replace(PASSAGE, text=text, sentences=(Sentence(0, len(text), text),)) for text in ("gold", "heat"))
    sought = Sought.of(parse_query("gold heat"), wanted("gold heat", {"gold": 1, "heat": 1}))
    found = weigh(
        sought, forward_of([last, first]), [Nominee(key, replace(COSINES, position=0), 0.0) for key in (0, 1)]
    )
    assert [(one.nearness, one.phrase, one.matched, one.lexical) for one in found] == [(0.0, 0.0, 0.5, 0.0)] * 2


def test_nothing_is_weighed_to_nothing() -> None:
    assert weigh(Sought.of(parse_query("gold"), ()), forward_of([]), []) == []


def test_a_question_without_a_content_word_has_dense_evidence_only() -> None:
    found = evidence("What is it?", {})
    assert (found.matched, found.phrase, found.nearness, found.missing) == (0.0, 0.0, 0.0, 0.0)
    assert found.best == 0.7


def test_a_word_in_one_of_ten_passages_weighs_as_bm25_says() -> None:
    assert inverse_document_frequency(1, 10) == pytest.approx(math.log(1 + 9.5 / 1.5))


def test_a_share_counts_rare_words_for_more_and_any_form_of_a_word() -> None:
    skin, keloid = wanted("skin keloid", {"skin": 1.0, "keloid": 3.0})
    misspelt = replace(skin, forms=(frozenset({"skni"}), frozenset({"skin"})))
    joined = replace(keloid, forms=(frozenset({"kel", "oid"}),))
    assert share([skin, keloid], {"keloid", "x"}) == 0.75
    assert share([misspelt, keloid], {"skin"}) == 0.25
    assert share([skin, joined], {"kel"}) == 0.0
    assert share([], {"keloid"}) == 0.0


@given(st.sampled_from(sorted(WEIGHTS)), st.floats(0.01, 1), st.floats(-1, 1))
def test_more_evidence_never_lowers_the_score(name: str, more: float, before: float) -> None:
    low = replace(NOTHING, **{name: before})
    assert score(replace(NOTHING, **{name: before + more})) >= score(low)
    assert score(low) == pytest.approx(WEIGHTS[name] * before)


def test_every_part_of_the_evidence_has_its_weight_but_what_only_the_level_looks_at() -> None:
    assert WEIGHTS.keys() == asdict(NOTHING).keys() - {"least_matched", "least_in_sentence"}


@given(st.floats(-1, 1), st.floats(0, 1))
def test_the_probability_is_one_and_grows_with_cosine_and_matched_words(best: float, matched: float) -> None:
    standing = Standing(best, place=0.0, matched=matched, nearness=0.0, lead=1.0, gap=1.0)
    low = probability(standing)
    assert 0 < low < probability(replace(standing, matched=matched + 0.1)) < 1
    assert low < probability(replace(standing, best=best + 0.1)) < 1
    assert low < probability(replace(standing, lead=1.1)) < 1


def test_the_lead_is_over_the_mean_of_nine_others_the_best_three_aside() -> None:
    scores = [30.0, 14.0, 13.0, 12.0, *range(9, 0, -1), -50.0]
    rivals = (9 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1) / 9
    assert leads(scores, NO_EQUALS)[0] == pytest.approx(30 - rivals)
    assert leads(scores, NO_EQUALS)[3] == pytest.approx(12 - rivals)
    assert leads(scores, NO_EQUALS)[4] == pytest.approx(9 - (12 + 8 + 7 + 6 + 5 + 4 + 3 + 2 + 1) / 9)
    assert leads([3.0, 2.0, 1.0], NO_EQUALS) == [2.0, 1.0, -1.0]


def test_a_passage_without_a_rival_leads_by_what_says_nothing() -> None:
    assert leads([3.0], NO_EQUALS) == [TYPICAL_LEAD]
    assert leads([], NO_EQUALS) == []
    assert gaps([3.0], NO_EQUALS) == [TYPICAL_GAP]


def test_the_gap_is_over_the_best_other_passage_and_those_that_answer_as_well_are_no_rivals() -> None:
    assert gaps([9.0, 7.0, 4.0], NO_EQUALS) == [2.0, -2.0, -5.0]
    equal = NO_EQUALS.copy()
    equal[0, 1] = equal[1, 0] = True
    assert gaps([9.0, 7.0, 4.0], equal) == [5.0, 3.0, -5.0]
    assert leads([9.0, 7.0, 4.0], equal) == [5.0, 3.0, -3.0]


def test_a_standing_holds_what_of_the_evidence_is_comparable_between_queries() -> None:
    found = [replace(NOTHING, best=0.7, place=0.4, matched=0.5, nearness=0.2, brevity=-3.0), NOTHING]
    assert standings(found, [9.0, 7.0], NO_EQUALS) == [
        Standing(0.7, 0.4, 0.5, 0.2, 2.0, 2.0),
        Standing(0.0, 0.0, 0.0, 0.0, -2.0, -2.0),
    ]
