"""Words that the documents say otherwise, and questions that leave the subject out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.encoders import FloatArray
from bot.library import DenseScore, Snapshot
from bot.search.by_words import search_by_words
from bot.search.evidence import Nominee, Sought, weigh
from bot.search.query import parse_query
from bot.search.ranking import search
from bot.search.reading import read_query
from bot.search.wanted import SoftForm, Wanted, is_looked_up, softened, support_of, wanted_words
from tests.fakes import AXES, WordEncoder
from tests.libraries import library_of
from tests.search.forwards import forward_of, passage

COSINES = DenseScore(passage=0.0, position=0, sentence=0.0, heading=0.0)
DOCUMENTS = {
    "price": "# Laser skin\n\nThe laser skin price is high.",
    "pain": "# Pain of laser skin\n\nLaser skin brings pain.",
    "sun": "# Laser skin and sun\n\nKeep laser skin out of the sun.",
}


class FeeEncoder(WordEncoder):
    """As WordEncoder, and "fee" is near a price (4/5) and a cost (3/5), "zebra" near nothing."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        vectors = super().encode(texts)
        for row, text in enumerate(texts):
            if text == "fee":
                vectors[row] = 0
                vectors[row, [AXES.index("price"), AXES.index("cost")]] = (0.8, 0.6)
            elif text == "zebra":
                vectors[row] = np.full(self.dimension, self.dimension**-0.5)
        return vectors


@pytest.fixture
def encoder() -> FeeEncoder:
    return FeeEncoder()


@pytest.fixture
def snapshot(tmp_path: Path, encoder: FeeEncoder) -> Iterator[Snapshot]:
    texts = {f"{name}.md": text for name, text in DOCUMENTS.items()}
    with library_of(tmp_path, texts, encoder) as library, library.snapshot() as snapshot:
        yield snapshot


def encoded(*, price: float) -> FloatArray:
    """A vector at that cosine to "price", and near no other word of the documents."""
    vector = np.zeros(len(AXES) + 1, dtype=np.float32)
    vector[[AXES.index("price"), AXES.index("cost")]] = (price, (1 - price**2) ** 0.5)
    return vector


def word(text: str, weight: float, *soft: SoftForm) -> Wanted:
    (found,) = parse_query(text).words
    return Wanted(found, weight, (frozenset({found.term}),), support=float(not soft), soft=soft)


def test_an_unknown_word_takes_the_nearest_words_as_soft_forms(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    (fee,) = read_query(snapshot, encoder, parse_query("Is there a fee?")).wanted
    (soft,) = fee.soft
    assert (soft.term, round(soft.cosine, 3)) == ("price", 0.8)
    assert fee.support == pytest.approx(0.8, abs=1e-3)
    assert fee.is_known
    assert soft.grade == 0.95
    assert fee.weight == wanted_words(parse_query("price"), snapshot)[0].weight


def test_the_question_and_its_unknown_words_are_encoded_together(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    encoder.encoded.clear()
    read_query(snapshot, encoder, parse_query("Is there a fee for the laser skin?"))
    assert encoder.encoded == ["Is there a fee for the laser skin?", "fee"]


def test_what_only_a_soft_form_finds_is_found_and_no_unknown_word(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    found = search(snapshot, encoder, parse_query("Is there a fee?"), 1)
    assert found.hits[0].passage.document.endswith("price.md")
    assert found.unknown_words == ()
    assert found.hits[0].matched_words == ()  # which the text does not hold as written


def test_a_word_that_is_near_nothing_stays_unknown(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    reading = read_query(snapshot, encoder, parse_query("Is there a zebra?"))
    assert reading.wanted[0].soft == ()
    assert 0 < reading.support.least < 0.5
    assert search(snapshot, encoder, parse_query("Is there a zebra?"), 1).unknown_words == ("zebra",)


def test_by_words_alone_nothing_is_soft(snapshot: Snapshot) -> None:
    assert search_by_words(snapshot, parse_query("Is there a fee?"), 1).unknown_words == ("fee",)


@pytest.mark.parametrize(
    ("question", "looked_up"),
    [
        ("Is there a fee?", True),
        ("Fee?", True),  # the first word is written large whatever it is
        ("Is there a Fee?", False),
        ("Is there a FEE?", False),
        ("FEE?", False),
        ("Is there a fee2?", False),
    ],
)
def test_names_and_identifiers_must_match_as_they_are_written(
    snapshot: Snapshot, question: str, *, looked_up: bool
) -> None:
    (found,) = wanted_words(parse_query(question), snapshot)
    assert is_looked_up(found) == looked_up


def test_a_word_counts_with_the_grade_of_its_best_soft_form() -> None:
    forward = forward_of(
        [
            passage([("", "The drawback is cost."), ("", "A risk.")]),
            passage([("", "A risk.")]),
            passage([("", "None.")]),
        ]
    )
    wanted = (word("downsides", 3, SoftForm("drawback", 0.6), SoftForm("risk", 0.51)), word("cost", 1))
    sought = Sought.of(parse_query("downsides cost"), wanted)
    both, risk, none = weigh(sought, forward, [Nominee(key, COSINES, 0.0) for key in range(3)])
    assert both.matched == pytest.approx((0.5 * 3 + 1) / 4)
    assert risk.matched == pytest.approx(0.2 * 3 / 4)
    assert none.matched == 0
    assert both.missing == pytest.approx(-0.5)
    assert risk.missing == pytest.approx(-1.8)
    assert none.missing == -2
    assert both.least_matched == both.least_in_sentence == pytest.approx(0.5)
    assert risk.least_matched == none.least_in_sentence == 0


def test_a_soft_form_of_a_low_cosine_is_matched_and_neither_searched_for_nor_called_known() -> None:
    near, far = SoftForm("drawback", 0.66), SoftForm("risk", 0.5)
    assert [round(form.grade, 2) for form in (SoftForm("cost", 0.9), near, far)] == [0.95, 0.7, 0.17]
    unsure = replace(word("downsides", 3, far), support=0.5)
    assert not unsure.is_known
    assert (unsure.terms, unsure.sought_terms) == (("downsid", "risk"), ("downsid",))
    assert replace(word("downsides", 3, near), support=0.66).is_known


def test_one_of_the_commonest_words_takes_only_what_means_the_same(snapshot: Snapshot) -> None:
    (take,) = wanted_words(parse_query("Is it a take?"), snapshot)
    assert take.is_filler
    assert softened(take, snapshot, encoded(price=0.69)) == take
    known = softened(take, snapshot, encoded(price=0.8))
    assert (known.soft[0].term, known.is_filler, known.is_known) == ("price", False, True)


def test_support_is_the_least_and_the_mean_by_weight_of_the_words_that_are_not_carried() -> None:
    known, soft = word("cost", 1), word("downsides", 3, SoftForm("drawback", 0.75))
    support = support_of([known, soft])
    assert (support.least, support.mean) == (0.0, 0.25)
    assert support_of([]).least == support_of([]).mean == 1.0


def test_a_passage_knows_a_word_by_the_nearest_it_holds(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    reading = read_query(snapshot, encoder, parse_query("Is there a fee in the sun?"))
    keys = {snapshot.passage(key).document.rsplit("/")[-1]: key for key in range(snapshot.passage_count)}
    assert reading.alignment(snapshot, keys["price.md"]).least == 0.0  # of the sun
    assert reading.alignment(snapshot, keys["sun.md"]).mean == pytest.approx(
        reading.wanted[1].weight / (reading.wanted[0].weight + reading.wanted[1].weight)
    )


def test_a_question_that_leaves_the_subject_out_is_read_with_it_too(snapshot: Snapshot, encoder: FeeEncoder) -> None:
    assert snapshot.subject == "Laser skin"
    reading = read_query(snapshot, encoder, parse_query("What of the pain?"))
    assert reading.with_subject is not None
    assert np.array_equal(reading.with_subject, encoder.encode(["What of the pain? (Laser skin)"])[0])


@pytest.mark.parametrize("question", ["Does the laser bring pain?", "Does it hurt in Utrecht?", "Is it like RF?"])
def test_a_question_that_names_the_subject_or_another_is_read_as_it_is(
    snapshot: Snapshot, encoder: FeeEncoder, question: str
) -> None:
    assert read_query(snapshot, encoder, parse_query(question)).with_subject is None
