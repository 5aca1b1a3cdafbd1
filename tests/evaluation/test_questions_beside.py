"""What stands beside the passages of answers that were made by hand, against what was expected of it."""

from dataclasses import replace

import pytest

from bot import Level
from bot.evaluation.beside import is_said
from bot.evaluation.checking import check
from bot.evaluation.expected import COLLECTION, ExpectedListing, ExpectedWhich
from bot.evaluation.questions import Expected, ExpectedAspect, Question, Saying
from bot.records import (
    Act,
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Choice,
    CitedQuotation,
    CollectionGuide,
    Concern,
    Figure,
    Guide,
    Listed,
    Listing,
    Order,
    Period,
    Said,
    ShortQuotation,
    Span,
    Verdict,
    Which,
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


def listed(*documents: str) -> tuple[Listed, ...]:
    quoted = [CitedQuotation("Cleaning.", 0, 9, citation(document, "Cleaning.")) for document in documents]
    return tuple(Listed(one.citation.document, "A title", 2, one) for one in quoted)


LISTED = replace(
    FREE,
    listing=Listing(
        complete=True,
        words=("cleaning", "contracts"),
        documents=listed("docs/lease.md", "docs/letter-2.md"),
        total=2,
        order=Order.LATEST,
        perhaps=listed("docs/note.md"),
    ),
)
EMPTY = replace(FREE, listing=Listing(complete=True, words=("moon",), documents=(), total=0))
GUIDED = replace(FREE, guide=Guide("docs/lease.md", "Lease"))
COLLECTED = replace(FREE, collection=CollectionGuide(5))
ASKING = replace(
    FREE,
    which=Which(
        3, tuple(Choice(name, f"{name}?", listed("docs/lease.md")[0].quotation) for name in ("Mill Lane", "Elm Row"))
    ),
)
THIRD = Period("2022-07-01", "2022-09-30", "third quarter 2022")
TAKEN = replace(FREE, period=THIRD, act=Act.SHORTER)


def listing(*documents: str, exactly: bool = False, **more: object) -> Expected:
    return Expected(listing=ExpectedListing(documents, exactly, **more))  # type: ignore[arg-type]  # any of its fields


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
        (listing("lease.md", "letter"), LISTED, True),
        (listing("lease.md", exactly=True), LISTED, False),
        (listing("letter", "docs/lease.md", exactly=True), LISTED, True),
        (listing("note.md"), LISTED, False),  # it only comes near
        (listing(words=("contract",)), LISTED, True),  # in whatever form
        (listing(words=("contract", "rent")), LISTED, False),
        (listing(count=2, complete=True, first="lease", order=Order.LATEST, perhaps=("note",)), LISTED, True),
        (listing(count=0), EMPTY, True),
        (listing(first="lease"), EMPTY, False),
        (listing(complete=False), LISTED, False),
        (listing(first="letter"), LISTED, False),
        (listing(order=Order.HIGHEST), LISTED, False),
        (listing(perhaps=("lease.md",)), LISTED, False),
        (listing(), FREE, False),
        (Expected(listing=False), FREE, True),
        (Expected(listing=False), EMPTY, True),
        (Expected(listing=False), LISTED, False),
        (Expected(guide="lease.md"), GUIDED, True),
        (Expected(guide=""), GUIDED, True),
        (Expected(guide=""), COLLECTED, True),
        (Expected(guide="letter.md"), GUIDED, False),
        (Expected(guide=COLLECTION), GUIDED, False),
        (Expected(guide=COLLECTION), COLLECTED, True),
        (Expected(guide="lease.md"), COLLECTED, False),
        (Expected(guide=False), COLLECTED, False),
        (Expected(guide=False), FREE, True),
        (Expected(guide=""), FREE, False),
        (Expected(which=ExpectedWhich(3)), ASKING, True),
        (Expected(which=ExpectedWhich(3, ("elm row", "Mill"))), ASKING, True),
        (Expected(which=ExpectedWhich(2)), ASKING, False),
        (Expected(which=ExpectedWhich(names=("Oak",))), ASKING, False),
        (Expected(which=ExpectedWhich()), FREE, False),
        (Expected(which=False), FREE, True),
        (Expected(which=False), ASKING, False),
        (Expected(period=Period(THIRD.start, THIRD.end, "2022-Q3")), TAKEN, True),
        (Expected(period=replace(THIRD, end="2022-12-31")), TAKEN, False),
        (Expected(period=THIRD), FREE, False),
        (Expected(period=False), FREE, True),
        (Expected(period=False), TAKEN, False),
        (Expected(act=Act.SHORTER), TAKEN, True),
        (Expected(act=Act.NONE), TAKEN, False),
        (Expected(act=Act.NONE), FREE, True),
        (Expected(listing=False), replace(FREE, level=Level.NOT_FOUND), True),
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
            listing("lease.md", "note.md", exactly=True, count=4, perhaps=("lease.md",)),
            LISTED,
            [
                "expected: listed: lease.md, note.md and no others",
                "got:      listed: docs/lease.md, docs/letter-2.md",
                "          Not listed: note.md.",
                "          Listed beside them: docs/letter-2.md.",
                "expected: documents that hold it: 4",
                "got:      documents that hold it: 2",
                "expected: perhaps also: lease.md",
                "got:      perhaps also: docs/note.md",
            ],
        ),
        (
            listing(words=("rent",), complete=False, first="letter", order=Order.HIGHEST),
            LISTED,
            [
                "expected: listed by: rent",
                "got:      listed by: cleaning, contracts",
                "expected: a listing that says that it is not complete",
                "got:      a listing that says that it is complete",
                "expected: listed first: letter",
                "got:      listed first: docs/lease.md",
                "expected: in the order highest",
                "got:      in the order latest",
            ],
        ),
        (
            listing("lease.md", order=Order.LATEST),
            EMPTY,
            [
                "expected: listed: lease.md",
                "got:      listed: nothing",
                "          Not listed: lease.md.",
                "expected: in the order latest",
                "got:      in no order",
            ],
        ),
        (listing(count=2), FREE, ["expected: a listing", "got:      no listing, level found"]),
        (listing("lease.md"), FREE, ["expected: a listing of lease.md", "got:      no listing, level found"]),
        (
            Expected(listing=False),
            LISTED,
            ["expected: nothing listed", "got:      listed: docs/lease.md, docs/letter-2.md"],
        ),
        (
            Expected(guide="letter.md"),
            GUIDED,
            ["expected: the guide of letter.md", "got:      the guide of docs/lease.md"],
        ),
        (Expected(guide=False), COLLECTED, ["expected: no guide", "got:      the guide of all documents"]),
        (Expected(guide=""), FREE, ["expected: a guide", "got:      no guide"]),
        (
            Expected(which=ExpectedWhich(2, ("Oak",))),
            ASKING,
            ["expected: a choice of 2, with Oak", "got:      a choice of 3: Mill Lane, Elm Row"],
        ),
        (Expected(which=ExpectedWhich()), FREE, ["expected: a choice", "got:      no choice, level found"]),
        (
            Expected(which=False),
            ASKING,
            ["expected: no choice", "got:      a choice of 3: Mill Lane, Elm Row"],
        ),
        (
            Expected(period=Period("2022-01-01", "2022-12-31", "2022"), act=Act.WHY),
            TAKEN,
            [
                "expected: taken from 2022 (2022-01-01 to 2022-12-31)",
                "got:      taken from third quarter 2022 (2022-07-01 to 2022-09-30)",
                "expected: the act 'why'",
                "got:      the act 'shorter'",
            ],
        ),
        (
            Expected(period=False, act=Act.NONE),
            replace(TAKEN, act=Act.MORE),
            [
                "expected: taken from no period",
                "got:      taken from third quarter 2022 (2022-07-01 to 2022-09-30)",
                "expected: no act on the last answer",
                "got:      the act 'more'",
            ],
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
