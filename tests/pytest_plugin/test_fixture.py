"""The fixture `footnote`, in real runs of pytest over a tiny folder; only the model is the one for paper."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot import ChatBot, Level, Library, build
from bot.errors import SettingsError
from bot.pytest_plugin.replies import Reply
from bot.records import (
    Act,
    Aspect,
    Choice,
    CitedQuotation,
    CollectionGuide,
    Figure,
    Guide,
    Listed,
    Listing,
    Order,
    Period,
    Said,
    Verdict,
    Which,
    Words,
)
from tests.caring import CARE_TOML, write_care
from tests.evaluation.answers import answer, citation
from tests.fakes import WordEncoder

pytest_plugins = ["pytester"]

CARE = CARE_TOML.replace('["cost",', '["A session?", "And the sun?", "cost",').replace(
    '["needle",', '["Is a needle safe for me?", "needle",', 1
)
INI = "[pytest]\nfootnote_documents = docs\n"


def ran(run: pytest.Pytester, body: str, *arguments: str, ini: str = INI) -> pytest.RunResult:
    (run.path / "pytest.ini").write_text(ini, encoding="utf-8")
    run.makepyfile(f"def test_it(footnote):\n    {body}\n")
    return run.runpytest(*arguments)


MET = """
def test_quotes(footnote):
    reply = footnote.ask("A needle?")
    reply.quotes("here is  needle", source="needle", rank=1).is_found()
    reply.quotes(pattern="n.+le").quotes(source="docs/needle.txt")
    assert reply.answers("here is  needle").quotes("needle")

def test_abstains(footnote):
    footnote.ask("Price?").abstains()

def test_plain_assertions(footnote):
    reply = footnote.ask("A needle?")
    assert "here is needle" in reply
    assert "moon" not in reply
    assert reply.level == "found"
    assert reply.passages[0].rank == 1
    assert reply.answer.passages[0].citation.document == "docs/needle.txt"
    assert repr(reply) == "<Reply to 'A needle?': found, 5 passages>"

def test_a_conversation(footnote):
    conversation = footnote.conversation()
    conversation.ask("A needle?").quotes(source="needle", rank=1)
    conversation.ask("Why?").quotes(source="needle", rank=1)

def test_what_stands_beside_the_passages(footnote):
    conversation = footnote.conversation()
    conversation.ask("Is a needle safe for me?").cares("personal").compares_nothing()
    conversation.ask("And the sun?").carries("needles").quotes(source="sun")
    conversation.ask("And the sun?", without=["needle"], pinned=["laser"]).carries("laser")
    conversation.ask("Thanks!").remarks("welcome").remarks()
    footnote.ask("A session?").carries_nothing().cares("none")

def test_the_bot(footnote):
    assert footnote.bot.library.status().documents == 7
"""


def test_what_is_so_passes(run: pytest.Pytester) -> None:
    run.makeini(INI)
    write_care(run.path / "docs", CARE)
    run.makepyfile(MET)
    run.runpytest().assert_outcomes(passed=6)


NOT_MET = [
    ('footnote.ask("A needle?").quotes("is sun", rank=1)', 'expected: "is sun", at rank 1 or better'),
    ('footnote.ask("A needle?").quotes("needle", source="sun")', 'expected: "needle" from sun, at rank 5 or better'),
    ('footnote.ask("A needle?").quotes("needle", page=3)', 'expected: "needle" on page 3, at rank 5 or better'),
    ('footnote.ask("A needle?").abstains()', "expected: no answer (level not_found)"),
    ('footnote.ask("A needle?").is_related()', "expected: level related"),
    ('assert "moon" in footnote.ask("A needle?")', 'expected: "moon", at rank 5 or better'),
    ('assert footnote.ask("A needle?").quotes("moon")', 'expected: "moon", at rank 5 or better'),
    ('footnote.conversation().ask("A needle?").quotes("moon")', 'expected: "moon", at rank 5 or better'),
]


def test_what_is_not_so_fails_with_what_came_instead(run: pytest.Pytester) -> None:
    run.makeini(INI)
    run.makepyfile("\n".join(f"def test_{i}(footnote):\n    {body}\n" for i, (body, _) in enumerate(NOT_MET)))
    result = run.runpytest()
    result.assert_outcomes(failed=len(NOT_MET))
    for body, expected in NOT_MET:
        result.stdout.fnmatch_lines(
            [
                f">*{body}",
                "*asked:    A needle?",
                f"*{expected}",
                "*got:      level found*",
                "*   1. docs/needle.txt*",
                "*      probability *; passage *; sentence *; lexical *; matched *",
            ]
        )
    result.stdout.no_fnmatch_line("*replies.py*")


NOT_MET_BESIDE = [
    ('answers("moon")', 'a short answer with "moon"', 'the short answer "*" from docs/*'),
    ('carries("sun")', "carried over: sun", "carried over: nothing"),
    ('remarks("welcome")', "a reply to small talk, with a match of /welcome/", "a search, level *"),
    ('cares("red_flag")', "the care note 'red_flag'", "no care note"),
    ('offers("sun")', "another question offered, with a match of /sun/", "offered: none"),
    (
        'sources_differ("pain", says={"sun": ["a", "b"]})',
        'side by side: pain: differ; sun: "a"; sun: "b"',
        "nothing side by side",
    ),
    ('sources_agree(says={"sun": "a"})', 'side by side: some aspect: agree; sun: "a"', "nothing side by side"),
]


def test_what_does_not_stand_beside_the_passages_fails_with_what_does(run: pytest.Pytester) -> None:
    run.makeini(INI)
    asked = "footnote.ask('Where is the needle that the laser needs?')"
    bodies = (f"def test_{i}(footnote):\n    {asked}.{body}\n" for i, (body, _, _) in enumerate(NOT_MET_BESIDE))
    run.makepyfile("\n".join(bodies))
    result = run.runpytest()
    result.assert_outcomes(failed=len(NOT_MET_BESIDE))
    for _, expected, got in NOT_MET_BESIDE:
        result.stdout.fnmatch_lines(
            ["E*asked:    Where is the needle*", f"E*expected: {expected}", f"E*got:      {got}"]
        )
    result.stdout.no_fnmatch_line("*replies.py*")


AGED = Aspect(
    "age",
    (
        Said(
            "docs/sun.txt",
            1,
            citation("docs/sun.txt", "No sun."),
            Words("No", 0, 2),
            Words("No sun.", 0, 7),
            Figure(0, 0, "", "count"),
        ),
    ),
    Verdict.AGREE,
)


def test_a_reply_says_what_its_answer_holds(run: pytest.Pytester, word_encoder: WordEncoder) -> None:
    build(run.path / "index", [run.path / "docs"], word_encoder)
    with Library.open(run.path / "index") as library:
        bot = ChatBot(library, word_encoder)
        given = replace(answer(("docs/sun.txt", "No sun.")), did_you_mean=("Why the sun?",), sources_say=(AGED,))
        reply = Reply(bot, given)
        assert reply.offers("sun").sources_agree("age", says={"sun": "No sun"}) is reply
        with pytest.raises(
            AssertionError, match=r"expected: nothing side by side\ngot:      side by side:\n *age: agree"
        ):
            reply.compares_nothing()
        with pytest.raises(AssertionError, match="side by side: age: differ"):
            reply.sources_differ("age")


def test_a_reply_says_what_is_listed_described_and_asked_back(run: pytest.Pytester, word_encoder: WordEncoder) -> None:
    build(run.path / "index", [run.path / "docs"], word_encoder)
    with Library.open(run.path / "index") as library:
        bot = ChatBot(library, word_encoder)
        quoted = CitedQuotation("No sun.", 0, 7, citation("docs/sun.txt", "No sun."))
        sun = Listed("docs/sun.txt", "Sun", 1, quoted)
        given = replace(
            answer(("docs/sun.txt", "No sun.")),
            listing=Listing(complete=True, words=("sun",), documents=(sun,), total=1, order=Order.LATEST),
            which=Which(2, (Choice("Sun", "No sun?", quoted),)),
            period=Period("2022-07-01", "2022-09-30", "summer"),
            act=Act.WHY,
        )
        reply = Reply(bot, given)
        assert reply.lists("sun", exactly=True, words=["sun"], count=1, complete=True).asks_which("sun") is reply
        assert reply.lists(first="sun", order="latest").asks_which(count=2) is reply
        assert reply.is_taken_from("2022-Q3").acts("why").guides_nothing() is reply
        guided = Reply(bot, replace(given, guide=Guide("docs/sun.txt", "Sun"))).guides().guides("sun")
        collected = Reply(bot, replace(given, collection=CollectionGuide(7))).guides_collection()
        plain = Reply(bot, answer(("docs/sun.txt", "No sun.")))
        assert plain.lists_nothing().asks_nothing().is_taken_from_no_period() is plain
        failing: list[tuple[Callable[[], object], str]] = [
            (lambda: reply.lists("needle"), "expected: listed: needle\ngot:      listed: docs/sun.txt"),
            (reply.lists_nothing, "expected: nothing listed"),
            (reply.asks_nothing, "expected: no choice\ngot:      a choice of 2: Sun"),
            (reply.is_taken_from_no_period, "expected: taken from no period"),
            (lambda: reply.is_taken_from("2022"), r"expected: taken from 2022 \(2022-01-01 to 2022-12-31\)"),
            (lambda: reply.acts("more"), "expected: the act 'more'\ngot:      the act 'why'"),
            (guided.guides_collection, "expected: the guide of all documents"),
            (lambda: collected.guides("sun"), "expected: the guide of sun\ngot:      the guide of all documents"),
        ]
        for not_so, reason in failing:
            with pytest.raises(AssertionError, match=reason):
                not_so()
        with pytest.raises(SettingsError, match="is_taken_from: 'period' must be false or a text such as '2022'"):
            reply.is_taken_from("last summer")


def test_is_related_holds_for_that_level_alone(run: pytest.Pytester, word_encoder: WordEncoder) -> None:
    build(run.path / "index", [run.path / "docs"], word_encoder)
    with Library.open(run.path / "index") as library:
        bot = ChatBot(library, word_encoder)
        related = Reply(bot, answer(("docs/needle.txt", "The word here is needle."), level=Level.RELATED))
        assert related.is_related().quotes("needle") is related
        with pytest.raises(AssertionError, match="expected: level found\ngot:      level related"):
            related.is_found()


def test_the_bot_is_loaded_once_for_fixture_and_question_files(run: pytest.Pytester) -> None:
    (run.path / "questions.toml").write_text('[[questions]]\nquestion = "A needle?"\nsource = "needle"\n', "utf-8")
    (run.path / "pytest.ini").write_text(INI, encoding="utf-8")
    run.makeconftest(
        """
        import bot.pytest_plugin.bots as bots

        opened = []
        make = bots.ChatBot
        bots.ChatBot = lambda *arguments: opened.append(arguments) or make(*arguments)

        def pytest_unconfigure():
            bots.ChatBot = make
            print("bots:", len(opened))
        """
    )
    run.makepyfile("def test_a(footnote): pass\ndef test_b(footnote): pass\n")
    result = run.runpytest("-s")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*bots: 1"])


def test_the_command_line_comes_before_the_ini_file(
    run: pytest.Pytester, tmp_path: Path, word_encoder: WordEncoder
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "moon.txt").write_text("The word here is moon.\n", encoding="utf-8")
    build(tmp_path / "built", [tmp_path / "other"], word_encoder)
    body = 'assert [d.id for d in footnote.bot.library.documents()] == ["other/moon.txt"]'
    ran(run, body).assert_outcomes(failed=1)
    ran(run, body, f"--footnote-index={tmp_path / 'built'}").assert_outcomes(passed=1)
    ran(run, body, f"--footnote-documents={tmp_path / 'other'}").assert_outcomes(passed=1)
    ran(run, body, ini=f"[pytest]\nfootnote_index = {tmp_path / 'built'}\n").assert_outcomes(passed=1)


def test_without_a_setting_the_index_is_where_the_commands_put_it(
    run: pytest.Pytester, word_encoder: WordEncoder
) -> None:
    body = 'footnote.ask("A needle?").is_found()'
    result = ran(run, body, ini="[pytest]\n")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{run.path / 'index'}*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    build(run.path / "index", [run.path / "docs"], word_encoder)
    ran(run, body, ini="[pytest]\n").assert_outcomes(passed=1)


def test_two_places_at_once_are_refused(run: pytest.Pytester) -> None:
    both = ("--footnote-index=a", "--footnote-documents=b")
    ran(run, "pass", *both).stdout.fnmatch_lines(["*--footnote-index and --footnote-documents exclude each other*"])
    result = ran(run, "pass", ini=f"{INI}footnote_index = built\n")
    result.stdout.fnmatch_lines(["*footnote_index and footnote_documents exclude each other; set one of them."])


UNUSED = """
import sys

def test_nothing_was_loaded():
    heavy = {"torch", "gradio", "faiss", "numpy", "tantivy", "yaml", "transformers", "bot.library", "bot.chatbot"}
    assert "bot.pytest_plugin" in sys.modules
    assert sorted(heavy & sys.modules.keys()) == []
"""


@pytest.mark.real
def test_a_run_that_does_not_use_the_plugin_loads_nothing_for_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(UNUSED)
    (pytester.path / "pyproject.toml").touch()
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


@pytest.mark.real
def test_a_question_file_that_is_not_run_loads_nothing(pytester: pytest.Pytester) -> None:
    (pytester.path / "questions.toml").write_text('[[questions]]\nquestion = "Why?"\nquote = "so"\n', encoding="utf-8")
    pytester.makepyfile(test_other=UNUSED)
    pytester.runpytest_subprocess("test_other.py").assert_outcomes(passed=1)
