"""What stands beside the passages of answers that were made by hand, against what was expected of it."""

from dataclasses import replace

import pytest

from bot import Level
from bot.evaluation.beside import is_said
from bot.evaluation.checking import check
from bot.evaluation.questions import Expected, ExpectedAspect, Question, Saying
from bot.records import (
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Concern,
    Figure,
    Said,
    ShortQuotation,
    Span,
    Verdict,
    Words,
)
from tests.evaluation.answers import answer, citation

FREE = answer(("docs/a.md", "It is free."))
CARRIED = replace(FREE, carried=(CarriedWord("needles", "needl", 0), CarriedWord("Sun", "sun", None)))
PERSONAL = replace(FREE, care=CareNote(Concern.PERSONAL, (Span(0, 3), Span(4, 8)), "Ask somebody."))
OFFERING = replace(FREE, did_you_mean=("How much is the needle?", "Where is the sun?"))
SHORT = tuple(
    ShortQuotation(text, 0, len(text), 1, "", citation("docs/a.md", text)) for text in ("It  is\nfree.", "No fee.")
)
ANSWERED = replace(FREE, short_answer=SHORT)
GREETED = replace(answer(level=Level.NOT_FOUND), remark="Hello. Ask me about 5 documents.")


def said(document: str, sentence: str, value: str) -> Said:
    """What a document says in `sentence`, which begins at its code point 100."""
    start = 100 + sentence.index(value)
    return Said(
        document=document,
        rank=1,
        citation=citation(document, sentence),
        words=Words(value, start, start + len(value)),
        sentence=Words(sentence, 100, 100 + len(sentence)),
        figure=Figure(5, 6, "", "count", "sessions"),
    )


SESSIONS = Aspect(
    "number of sessions",
    (
        said("docs/wiki.md", "Plan up to six\n  sessions, three weeks apart.", "up to six\n  sessions"),
        said("docs/blog.md", "Five sessions at the least.", "Five sessions"),
    ),
    Verdict.DIFFER,
)
PRICE = Aspect("price", (said("docs/blog.md", "A session is $600 now.", "$600"),), Verdict.AGREE)
COMPARED = replace(FREE, sources_say=(SESSIONS, PRICE))


def aspect(name: str = "", verdict: Verdict | None = None, **words: str) -> Expected:
    sayings = tuple(Saying(source, said) for source, said in words.items())
    return Expected(sources_say=(ExpectedAspect(name, verdict, sayings),))


@pytest.mark.parametrize(
    ("expected", "given", "is_met"),
    [
        (Expected(answer="is free"), ANSWERED, True),
        (Expected(answer="No fee"), ANSWERED, False),  # of the second quotation
        (Expected(answer="free"), FREE, False),
        (Expected(answer="free"), replace(FREE, level=Level.NOT_FOUND), False),
        (Expected(answer="free", quote="dear"), ANSWERED, False),
        (Expected(carried=("needle",)), CARRIED, True),  # in whatever form
        (Expected(carried=("sun needles",)), CARRIED, True),
        (Expected(carried=("sun", "skin")), CARRIED, False),
        (Expected(carried=()), CARRIED, False),
        (Expected(carried=()), FREE, True),
        (Expected(care=Concern.PERSONAL), PERSONAL, True),
        (Expected(care=Concern.RED_FLAG), PERSONAL, False),
        (Expected(care=Concern.NONE), PERSONAL, False),
        (Expected(care=Concern.NONE), FREE, True),
        (Expected(care=Concern.PERSONAL), FREE, False),
        (Expected(did_you_mean=""), OFFERING, True),
        (Expected(did_you_mean="^Where"), OFFERING, True),
        (Expected(did_you_mean="^Why"), OFFERING, False),
        (Expected(did_you_mean=""), FREE, False),
        (Expected(remark=""), GREETED, True),
        (Expected(remark=r"\d documents"), GREETED, True),
        (Expected(remark="welcome"), GREETED, False),
        (Expected(remark=""), FREE, False),
        (Expected(sources_say=()), FREE, True),
        (Expected(sources_say=()), COMPARED, False),
        (aspect(), FREE, False),
        (aspect("Number of"), COMPARED, True),
        (aspect(verdict=Verdict.DIFFER), COMPARED, True),
        (aspect("sessions", Verdict.AGREE), COMPARED, False),
        (aspect("price", Verdict.DIFFER), COMPARED, False),  # the sources differ, but on something else
        (aspect("sessions", Verdict.DIFFER, wiki="six sessions", blog="Five"), COMPARED, True),
        (aspect(blog="six sessions"), COMPARED, False),
        (aspect("price", wiki="six sessions"), COMPARED, False),
    ],
)
def test_what_stands_beside_the_passages_is_as_expected_or_not(expected: Expected, given: Answer, is_met: bool) -> None:
    verdict = check(Question("How much?", expected), given)
    assert verdict.is_met is is_met
    assert (verdict.failure == "") is is_met


@pytest.mark.parametrize(
    ("expected", "given", "is_met"),
    [
        (Expected(care=Concern.NONE), replace(FREE, level=Level.NOT_FOUND), True),  # no passage expected: any level
        (Expected(care=Concern.NONE, quote="free"), replace(FREE, level=Level.NOT_FOUND), False),
        (Expected(care=Concern.NONE, quote="dear"), FREE, False),
        (Expected(care=Concern.NONE, level=Level.NOT_FOUND), replace(FREE, level=Level.NOT_FOUND), True),
        (Expected(care=Concern.NONE, level=Level.NOT_FOUND), FREE, False),
        (Expected(quote="free", carried=("sun",)), CARRIED, True),
        (Expected(level=Level.NOT_FOUND), GREETED, False),  # nothing was searched for, so nothing is not in it
    ],
)
def test_passages_and_level_are_judged_beside_it(expected: Expected, given: Answer, is_met: bool) -> None:
    assert check(Question("How much?", expected), given).is_met is is_met


@pytest.mark.parametrize(
    ("source", "words", "is_met"),
    [
        ("wiki", "up to six sessions", True),
        ("docs/wiki.md", "six", True),
        ("wiki", "Plan up", True),
        ("wiki", "Plan", False),  # beside the value
        ("wiki", "three weeks", False),
        ("wiki", "up to 6 sessions", False),
        ("blog", "six", False),
    ],
)
def test_a_source_says_words_that_take_in_some_of_its_value(source: str, words: str, is_met: bool) -> None:
    assert is_said(Saying(source, words), SESSIONS.said[0]) is is_met


@pytest.mark.parametrize(
    ("expected", "given", "lines"),
    [
        (
            Expected(carried=("skin", "free")),
            replace(CARRIED, question="Is it free?"),
            [
                "expected: carried over: skin, free",
                "got:      carried over: needles (of question 1), Sun (pinned)",
                "          In the question itself, and so not carried: free.",
            ],
        ),
        (
            Expected(answer="dear"),
            ANSWERED,
            [
                'expected: a short answer with "dear"',
                'got:      the short answer "It is free." from docs/a.md',
                '          then "No fee."',
            ],
        ),
        (
            Expected(answer="dear"),
            FREE,
            ['expected: a short answer with "dear"', "got:      no short answer, level found"],
        ),
        (
            Expected(carried=()),
            CARRIED,
            ["expected: nothing carried over", "got:      carried over: needles (of question 1), Sun (pinned)"],
        ),
        (Expected(carried=("sun",)), FREE, ["expected: carried over: sun", "got:      carried over: nothing"]),
        (
            Expected(care=Concern.NONE),
            PERSONAL,
            ["expected: no care note", """got:      the care note 'personal', called for by "How", "much\""""],
        ),
        (
            Expected(care=Concern.NONE),
            replace(PERSONAL, care=CareNote(Concern.PERSONAL, (), "Ask somebody.")),
            ["expected: no care note", "got:      the care note 'personal', called for by the questions before"],
        ),
        (Expected(care=Concern.RED_FLAG), FREE, ["expected: the care note 'red_flag'", "got:      no care note"]),
        (
            Expected(did_you_mean="^Why"),
            OFFERING,
            [
                "expected: another question offered, with a match of /^Why/",
                'got:      offered: "How much is the needle?", "Where is the sun?"',
            ],
        ),
        (Expected(did_you_mean=""), FREE, ["expected: another question offered", "got:      offered: none"]),
        (Expected(remark=""), FREE, ["expected: a reply to small talk", "got:      a search, level found"]),
        (
            Expected(remark="welcome"),
            GREETED,
            [
                "expected: a reply to small talk, with a match of /welcome/",
                'got:      "Hello. Ask me about 5 documents."',
            ],
        ),
        (
            Expected(level=Level.NOT_FOUND),
            GREETED,
            [
                "expected: no answer (level not_found)",
                'got:      no search, but a reply to small talk: "Hello. Ask me about 5 documents."',
            ],
        ),
        (
            aspect("price", Verdict.DIFFER, blog="$500"),
            COMPARED,
            [
                'expected: side by side: price: differ; blog: "$500"',
                "got:      side by side:",
                "          number of sessions: differ",
                '            docs/wiki.md: "up to six sessions"',
                '            docs/blog.md: "Five sessions"',
                "          price: agree",
                '            docs/blog.md: "$600"',
            ],
        ),
        (
            aspect(verdict=Verdict.AGREE),
            FREE,
            ["expected: side by side: some aspect: agree", "got:      nothing side by side"],
        ),
        (
            Expected(sources_say=()),
            replace(FREE, sources_say=(PRICE,)),
            [
                "expected: nothing side by side",
                "got:      side by side:",
                "          price: agree",
                '            docs/blog.md: "$600"',
            ],
        ),
    ],
)
def test_a_failure_says_what_came_instead(expected: Expected, given: Answer, lines: list[str]) -> None:
    failure = check(Question("How much?", expected), given).failure
    assert failure.splitlines() == ["asked:    How much?", *lines]


def test_a_failure_names_all_that_is_not_as_expected_and_nothing_else() -> None:
    expected = Expected(quote="dear", care=Concern.NONE, carried=("sun",), did_you_mean="")
    failure = check(Question("How much?", expected), replace(CARRIED, care=PERSONAL.care)).failure
    assert [line for line in failure.splitlines() if line.startswith("expected")] == [
        'expected: "dear", at rank 5 or better',
        "expected: no care note",
        "expected: another question offered",
    ]
