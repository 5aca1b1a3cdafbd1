import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.records import Answer, Citation, Level, Quotation, QuotedSentence, SourceClass, Why

TEXT = st.text(max_size=20)
SPAN = st.integers(0, 10**9)
SCORE = st.floats(-1, 1)
CITATIONS = st.builds(
    Citation,
    document=TEXT,
    title=TEXT,
    location=TEXT,
    publisher=TEXT,
    source_class=st.sampled_from(SourceClass),
    date=TEXT,
    page=st.none() | st.integers(1, 9),
    headings=st.lists(TEXT, max_size=3).map(tuple),
    start=SPAN,
    end=SPAN,
    text_sha256=TEXT,
    source_sha256=TEXT,
    prefix=TEXT,
    exact=TEXT,
    suffix=TEXT,
)
QUOTATIONS = st.builds(
    Quotation,
    rank=st.integers(1, 5),
    probability=st.floats(0, 1),
    text=TEXT,
    sentence=st.builds(QuotedSentence, TEXT, SPAN, SPAN),
    citation=CITATIONS,
    also_in=st.lists(CITATIONS, max_size=1).map(tuple),
    why=st.builds(Why, SCORE, SCORE, SCORE, SCORE, SCORE, st.lists(TEXT, max_size=2).map(tuple), st.none() | SCORE),
    lead_in=TEXT,
)
ANSWERS = st.builds(
    Answer,
    TEXT,
    st.sampled_from(Level),
    st.lists(TEXT, max_size=2).map(tuple),
    st.lists(QUOTATIONS, max_size=2).map(tuple),
)


@given(ANSWERS)
def test_an_answer_comes_back_from_its_json(answer: Answer) -> None:
    assert Answer.from_json(answer.to_json()) == answer


def test_the_json_has_the_agreed_keys() -> None:
    citation = Citation(
        "d", "t", "/d", "p", SourceClass.JOURNAL, "2015", None, ("h",), 3, 5, "aa", "bb", "pre", "it", "suf"
    )
    why = Why(0.1, 0.2, 0.3, 0.4, 0.5, ("w",))
    answer = Answer("q", Level.FOUND, ("u",), (Quotation(1, 0.9, "it", QuotedSentence("it", 3, 5), citation, (), why),))
    assert json.loads(answer.to_json()) == {
        "question": "q",
        "level": "found",
        "unknown_words": ["u"],
        "passages": [
            {
                "rank": 1,
                "probability": 0.9,
                "text": "it",
                "sentence": {"text": "it", "start": 3, "end": 5},
                "citation": {
                    "document": "d",
                    "title": "t",
                    "location": "/d",
                    "publisher": "p",
                    "source_class": "journal",
                    "date": "2015",
                    "page": None,
                    "headings": ["h"],
                    "start": 3,
                    "end": 5,
                    "text_sha256": "aa",
                    "source_sha256": "bb",
                    "prefix": "pre",
                    "exact": "it",
                    "suffix": "suf",
                },
                "also_in": [],
                "why": {
                    "passage": 0.1,
                    "sentence": 0.2,
                    "lexical": 0.3,
                    "matched": 0.4,
                    "fused": 0.5,
                    "matched_words": ["w"],
                    "rerank": None,
                    "heading": 0.0,
                    "phrase": 0.0,
                },
                "lead_in": "",
            }
        ],
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "the whole text"),
        ("{}", "question"),
        ('{"question": "q", "level": "maybe"}', "level"),
        ("[1]", "the whole text"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(SettingsError, match=f"Not an answer in Footnote's JSON: {place}"):
        Answer.from_json(text)
