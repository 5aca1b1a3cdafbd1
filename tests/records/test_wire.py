import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot import ChatBot
from bot.errors import SettingsError
from bot.records import (
    Act,
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Choice,
    Citation,
    CitedQuotation,
    CollectionGuide,
    Concern,
    Doubt,
    Figure,
    Guide,
    GuidedDocument,
    Level,
    Listed,
    Listing,
    Move,
    Order,
    OutlineEntry,
    Period,
    Quotation,
    QuotedSentence,
    Said,
    ShortQuotation,
    SourceClass,
    Span,
    Subject,
    Translation,
    Turn,
    Verdict,
    Which,
    Why,
    Words,
)
from bot.records.wire import reader

ALONE, SHORT = '{"question": "q", "level": "found", "unknown_words": [], "passages": []', '"short_answer"'

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
    why=st.builds(
        Why,
        *[SCORE] * 5,
        matched_words=st.lists(TEXT, max_size=2).map(tuple),
        rerank=st.none() | SCORE,
        heading=SCORE,
        phrase=SCORE,
        found_at=st.none() | st.integers(1, 12),
        moved=st.sampled_from(Move),
    ),
    lead_in=TEXT,
)
CARE_NOTES = st.builds(
    CareNote,
    st.sampled_from(Concern),
    st.lists(st.builds(Span, SPAN, SPAN), max_size=2).map(tuple),
    TEXT,
    st.lists(st.builds(Translation, TEXT, TEXT), max_size=2).map(tuple),
)
END = st.none() | st.floats(allow_nan=False, allow_infinity=False)
WORDS = st.builds(Words, TEXT, SPAN, SPAN)
SAID = st.builds(
    Said,
    document=TEXT,
    rank=st.integers(1, 12),
    citation=CITATIONS,
    words=WORDS,
    sentence=WORDS,
    figure=st.builds(Figure, END, END, TEXT, TEXT, TEXT, st.booleans()),
)
ASPECTS = st.builds(Aspect, TEXT, st.lists(SAID, max_size=2).map(tuple), st.sampled_from(Verdict))
CITED = st.builds(CitedQuotation, TEXT, SPAN, SPAN, CITATIONS)
SEVERAL_CITED = st.lists(CITED, max_size=1).map(tuple)
LISTED = st.lists(
    st.builds(Listed, TEXT, TEXT, SPAN, CITED, st.none() | st.builds(Figure, END, END, TEXT, TEXT)), max_size=2
).map(tuple)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
LISTINGS = st.builds(Listing, st.booleans(), TEXTS, LISTED, SPAN, st.sampled_from(Order), LISTED, LISTED, TEXTS)
PERIODS = st.builds(Period, TEXT, TEXT, TEXT)
GUIDES = st.builds(
    Guide,
    *[TEXT] * 5,
    period=st.none() | PERIODS,
    outline=st.lists(st.builds(OutlineEntry, TEXT, SPAN, SPAN, SPAN), max_size=2).map(tuple),
    central=SEVERAL_CITED,
    dates=SEVERAL_CITED,
    figures=SEVERAL_CITED,
    questions=TEXTS,
    byline=SEVERAL_CITED,
    is_upload=st.booleans(),
)
COLLECTIONS = st.builds(
    CollectionGuide,
    SPAN,
    st.lists(st.builds(GuidedDocument, TEXT, TEXT, TEXT, st.none() | PERIODS, st.booleans()), max_size=2).map(tuple),
    st.lists(st.builds(Subject, TEXTS, TEXTS, SPAN), max_size=2).map(tuple),
    st.lists(PERIODS, max_size=2).map(tuple),
)
WHICH = st.builds(Which, SPAN, st.lists(st.builds(Choice, TEXT, TEXT, CITED), max_size=2).map(tuple))
ANSWERS = st.builds(
    Answer,
    question=TEXT,
    level=st.sampled_from(Level),
    unknown_words=st.lists(TEXT, max_size=2).map(tuple),
    passages=st.lists(QUOTATIONS, max_size=2).map(tuple),
    remark=TEXT,
    care=st.none() | CARE_NOTES,
    carried=st.lists(st.builds(CarriedWord, TEXT, TEXT, st.none() | st.integers(0, 9)), max_size=2).map(tuple),
    did_you_mean=st.lists(TEXT, max_size=2).map(tuple),
    sources_say=st.lists(ASPECTS, max_size=2).map(tuple),
    short_answer=st.lists(
        st.builds(ShortQuotation, text=TEXT, start=SPAN, end=SPAN, rank=SPAN, lead_in=TEXT, citation=CITATIONS),
        max_size=2,
    ).map(tuple),
    listing=st.none() | LISTINGS,
    guide=st.none() | GUIDES,
    collection=st.none() | COLLECTIONS,
    which=st.none() | WHICH,
    did_you_mean_reason=st.sampled_from(Doubt),
    period=st.none() | PERIODS,
    act=st.sampled_from(Act),
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
                    "page_label": None,
                    "is_upload": False,
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
                    "found_at": None,
                    "moved": "",
                },
                "lead_in": "",
            }
        ],
        "remark": "",
        "care": None,
        "carried": [],
        "did_you_mean": [],
        "sources_say": [],
        "by_words": False,
        "remark_parts": None,
        "left_out": [],
        "short_answer": [],
        "listing": None,
        "guide": None,
        "collection": None,
        "which": None,
        "did_you_mean_reason": "",
        "period": None,
        "act": "",
    }


def test_what_stands_around_the_quotations_has_the_agreed_keys() -> None:
    citation = Citation(
        "d", "t", "/d", "p", SourceClass.JOURNAL, "2015", None, (), 0, 14, "aa", "bb", "", "It takes 2 days", ""
    )
    said = Said(
        "d", 7, citation, Words("2 days", 9, 15), Words("It takes 2 days", 0, 15), Figure(172_800, None, "s", "time")
    )
    answer = Answer(
        "q",
        Level.FOUND,
        (),
        (),
        care=CareNote(Concern.RED_FLAG, (Span(0, 1),), "Call.", (Translation("de", "Anrufen."),)),
        carried=(CarriedWord("Lasers", "laser", 0), CarriedWord("cost", "cost", None)),
        did_you_mean=("How long?",),
        sources_say=(Aspect("time", (said,), Verdict.DIFFER),),
    )
    told = json.loads(answer.to_json())
    assert told["care"] == {
        "kind": "red_flag",
        "words": [{"start": 0, "end": 1}],
        "note": "Call.",
        "translations": [{"language": "de", "text": "Anrufen."}],
    }
    assert told["carried"] == [
        {"text": "Lasers", "term": "laser", "turn": 0},
        {"text": "cost", "term": "cost", "turn": None},
    ]
    assert told["did_you_mean"] == ["How long?"]
    aspect = told["sources_say"][0]
    assert (aspect["name"], aspect["verdict"]) == ("time", "differ")
    assert {key: aspect["said"][0][key] for key in aspect["said"][0] if key != "citation"} == {
        "document": "d",
        "rank": 7,
        "words": {"text": "2 days", "start": 9, "end": 15},
        "sentence": {"text": "It takes 2 days", "start": 0, "end": 15},
        "figure": {
            "low": 172_800,
            "high": None,
            "unit": "s",
            "dimension": "time",
            "counted": "",
            "is_approximate": False,
        },
    }


def test_an_answer_of_before_these_keys_is_still_read() -> None:
    text = '{"question": "q", "level": "found", "unknown_words": [], "passages": []}'
    assert Answer.from_json(text) == Answer("q", Level.FOUND, (), ())


@pytest.mark.real
def test_real_answers_with_each_of_the_keys_come_back_from_their_json(shipped_bot: ChatBot) -> None:
    first = shipped_bot.reply("How much does ultrasound skin tightening cost?")
    answers = {
        "remark": shipped_bot.reply("Thanks!"),
        "care": shipped_bot.reply("I take pills against acne, is that a problem?"),
        "carried": shipped_bot.reply("Is it painful?", [Turn(first.question, first)]),
        "did_you_mean": shipped_bot.reply("cost"),
    }
    for key, answer in answers.items():
        assert getattr(answer, key), key
        assert Answer.from_json(answer.to_json()) == answer
    assert any(quotation.why.moved for quotation in answers["care"].passages)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "the whole text"),
        ("{}", "question"),
        ('{"question": "q", "level": "maybe"}', "level"),
        ("[1]", "the whole text"),
        (f"{ALONE}, {SHORT}: [7]}}", "short_answer.0"),
        (f'{ALONE}, {SHORT}: [{{"text": "it", "start": 0, "end": 2, "rank": 1}}]}}', "short_answer.0.lead_in"),
        (f"{ALONE}, {SHORT}: [{'7, ' * 100_000}7]}}", "short_answer.0"),
    ],
)
def test_anything_else_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(SettingsError, match=f"Not an answer in Footnote's JSON: {place}"):
        Answer.from_json(text)


def test_an_answer_saved_before_uploads_were_marked_still_loads() -> None:
    citation = Citation("d", "t", "/d", "p", SourceClass.JOURNAL, "2015", None, (), 0, 2, "aa", "bb", "", "it", "")
    why = Why(0.1, 0.2, 0.3, 0.4, 0.5, ("w",))
    answer = Answer("q", Level.FOUND, (), (Quotation(1, 0.9, "it", QuotedSentence("it", 0, 2), citation, (), why),))
    old = answer.to_json().replace(', "is_upload": false', "")
    assert "is_upload" not in old
    assert Answer.from_json(old) == answer


def test_a_list_of_a_million_wrong_items_costs_no_more_than_one() -> None:
    with pytest.raises(ValidationError) as raised:
        reader(Answer)('{"passages": [' + "0," * 1_000_000 + "0]}")
    assert [error["loc"] for error in raised.value.errors() if error["loc"][0] == "passages"] == [("passages", 0)]


@pytest.mark.real
def test_a_real_short_answer_quotes_its_document_within_the_passage_of_its_rank(shipped_bot: ChatBot) -> None:
    answer = shipped_bot.reply("How many sessions will I need?")
    assert answer.short_answer
    for short in answer.short_answer:
        text = shipped_bot.library.text(short.citation.document)
        assert short.text == short.citation.exact == text[short.start : short.end]
        assert (short.start, short.end) == (short.citation.start, short.citation.end)
        (passage,) = (one for one in answer.passages if one.rank == short.rank)
        assert short.text in passage.text
