"""What is computed from the forward index is what the texts say, for every passage and to the last bit but one."""

import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.build import build
from bot.library import DenseScore, Library
from bot.records import Passage
from bot.search.duplicates import group_near_duplicates
from bot.search.evidence import Nominee, Sought, weigh
from bot.search.query import parse_query
from bot.search.ranking import search
from bot.search.wanted import Wanted
from tests.conftest import ROOT
from tests.fakes import WordEncoder
from tests.search import plain
from tests.search.forwards import forward_of, passage

ROUNDING = 1e-12  # from Python 3.12 on, sum() rounds less than an array does
WORDS = ["gold", "needle", "heats", "the", "skin", "Chung", "in", "2019", "because", "of", "ten", "days"]
UNKNOWN = ["keloid", "sun"]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
pieces = st.lists(st.tuples(st.sampled_from(["", "", "2)", "ten"]), sentences), min_size=1, max_size=4)
passages = st.builds(passage, pieces, st.sampled_from(["", "Gold › Needle", "Gold › Needle\nThe skin:", "Chung"]))
candidates = st.lists(
    st.tuples(passages, st.integers(0, 3), st.tuples(*[st.floats(-1, 1)] * 3), st.floats(0, 9)), max_size=8
)
questions = st.lists(st.sampled_from(["How many", "When", "Who", "Why", *WORDS, *UNKNOWN]), min_size=1, max_size=9)


@st.composite
def sought(draw: st.DrawFn) -> Sought:
    """A query whose words have weights and up to two other forms, some of them of two terms."""
    query = parse_query(" ".join(draw(questions)))
    forms = st.frozensets(st.sampled_from(["gold", "needl", "2019", "keloid"]), min_size=1, max_size=2)
    wanted = [
        Wanted(word, draw(st.floats(0.01, 9)), (frozenset({word.term}), *draw(st.lists(forms, max_size=2))), True)
        for word in query.words
    ]
    return Sought.of(query, tuple(wanted))


@settings(max_examples=300)
@given(sought(), candidates)
def test_evidence_from_numbers_is_evidence_from_texts(
    sought: Sought, drawn: list[tuple[Passage, int, tuple[float, float, float], float]]
) -> None:
    given_passages = [passage for passage, *_ in drawn]
    nominees = [
        Nominee(key, DenseScore(cosine, position % len(passage.sentences), best, heading), bm25)
        for key, (passage, position, (cosine, best, heading), bm25) in enumerate(drawn)
    ]
    # The best first, as they come to be weighed: rows are asked for in any order.
    nominees.sort(key=lambda nominee: -nominee.dense.passage)
    expected = plain.weigh(
        sought,
        [given_passages[nominee.key] for nominee in nominees],
        [nominee.dense for nominee in nominees],
        [nominee.lexical for nominee in nominees],
    )
    found = weigh(sought, forward_of(given_passages), nominees)
    assert [asdict(one) for one in found] == [pytest.approx(asdict(one), rel=0, abs=ROUNDING) for one in expected]


@given(st.lists(passages, max_size=8), st.data())
def test_near_duplicates_by_numbers_are_near_duplicates_by_text(drawn: list[Passage], data: st.DataObject) -> None:
    if drawn:  # chance alone makes few
        chosen = data.draw(st.lists(st.sampled_from(drawn), max_size=3))
        drawn = [*drawn, *(replace(one, text=f"{one.text} gold") for one in chosen), *chosen]
    forward = forward_of(drawn)
    texts = [forward.text(row) for row in range(len(drawn))]
    most = data.draw(st.integers(0, len(drawn)))
    assert group_near_duplicates(texts, most) == plain.group_near_duplicates(drawn)[:most]


def test_the_shipped_documents_answer_as_their_texts_do(tmp_path: Path, word_encoder: WordEncoder) -> None:
    asked = tomllib.loads((ROOT / "corpus" / "questions.toml").read_text(encoding="utf-8"))["questions"]
    build(tmp_path, [ROOT / "corpus"], word_encoder)
    with Library.open(tmp_path) as library, library.snapshot() as snapshot:
        for question in asked:
            query = parse_query(question["question"])
            expected = plain.search(snapshot, word_encoder, query, 5)
            found = search(snapshot, word_encoder, query, 5).hits
            for hit, plain_hit in zip(found, expected, strict=True):
                assert hit.scores.fused == pytest.approx(plain_hit.fused, rel=0, abs=ROUNDING)
                assert (hit.key, hit.passage, hit.also_in) == (plain_hit.key, plain_hit.passage, plain_hit.also_in)
                assert hit.matched_words == plain_hit.matched_words
