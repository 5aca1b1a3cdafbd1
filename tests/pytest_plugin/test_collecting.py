"""Question files as tests, in real runs of pytest over a tiny folder; only the model is the one for paper."""

import pytest

from tests.fakes import WordEncoder

pytest_plugins = ["pytester"]

QUESTIONS = """
documents = "docs"

[[questions]]
question = "Where is the needle?"
quote = "The word here is needle."
source = "needle.txt"
rank = 1

[[questions.follow_ups]]
question = "Why?"
source = "needle.txt"
rank = 1
"""
WRONG = """
[[questions]]
question = "Where is the sun?"
quote = "The word here is skin."
rank = 1

[[questions.follow_ups]]
question = "And the laser?"
quote = "The word here is cost."
rank = 1
"""


def put(run: pytest.Pytester, text: str, name: str = "questions.toml") -> None:
    (run.path / name).write_text(text, encoding="utf-8")


def test_a_question_is_a_test_with_its_words_as_its_name(run: pytest.Pytester) -> None:
    put(run, QUESTIONS)
    result = run.inline_run("questions.toml", "-v")
    result.assertoutcome(passed=1)
    (report,) = result.getreports("pytest_runtest_logreport")[1:2]
    assert report.nodeid == "questions.toml::Where is the needle?"


def test_one_question_can_be_run_by_its_name(run: pytest.Pytester) -> None:
    put(run, QUESTIONS + WRONG)
    run.runpytest("questions.toml::Where is the needle?").assert_outcomes(passed=1)


@pytest.mark.parametrize("name", ["questions.toml", "prices.questions.toml", "questions.yaml", "a.questions.yml"])
def test_question_files_are_found_by_their_names(run: pytest.Pytester, name: str) -> None:
    yaml = "documents: docs\nquestions:\n- question: Where is the needle?\n  source: needle\n"
    put(run, QUESTIONS if name.endswith("toml") else yaml, name)
    run.runpytest().assert_outcomes(passed=1)


def test_every_turn_that_fails_says_what_came_instead(run: pytest.Pytester) -> None:
    put(run, QUESTIONS + WRONG)
    result = run.runpytest("questions.toml")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*_ Where is the sun? _*",
            "asked:    Where is the sun?",
            'expected: "The word here is skin.", at rank 1 or better',
            "got:      level *; the expected passage is at rank *, too deep",
            "   1. docs/sun.txt",
            "      The word here is sun.",
            "      probability *; passage *; sentence *; lexical *; matched *matched words sun*",
            "*docs/skin.txt   <- expected",
            "asked:    And the laser?",
            'expected: "The word here is cost.", at rank 1 or better',
            "   1. docs/laser.txt",
            "FAILED questions.toml::Where is the sun?*",
        ]
    )
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*checking.py*")


def test_other_toml_and_yaml_files_are_left_alone(run: pytest.Pytester) -> None:
    for name in ("pyproject.toml", "myquestions.toml", "footnote.toml", "ci.yaml"):
        put(run, "answers = []\n" if name.endswith("toml") else "a: 1\n", name)
    assert run.runpytest().ret is pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_namesake_of_another_program_is_passed_over_unless_it_was_asked_for(run: pytest.Pytester) -> None:
    put(run, "questions:\n- variable: storage\n  label: How much storage?\n", "questions.yaml")
    assert run.runpytest().ret is pytest.ExitCode.NO_TESTS_COLLECTED
    result = run.runpytest("questions.yaml")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*questions.yaml: question 1: unknown key 'variable'; a question takes question, *"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("documents = [\n", "*questions.toml: cannot be read as TOML (*"),
        (
            QUESTIONS.replace("quote", "qoute"),
            """*questions.toml: question 1 ("Where is the needle?"): unknown key 'qoute'; did you mean 'quote'?*""",
        ),
        (QUESTIONS.replace("[[questions", "[[question"), "*unknown key 'question'; did you mean 'questions'?*"),
    ],
)
def test_a_mistake_in_the_file_is_an_error_of_one_line(run: pytest.Pytester, text: str, message: str) -> None:
    put(run, text)
    result = run.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_missing_index_says_where_it_was_looked_for(run: pytest.Pytester) -> None:
    put(run, QUESTIONS.replace('documents = "docs"', 'index = "built"'))
    result = run.runpytest("questions.toml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*{run.path / 'built'}*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_a_missing_folder_says_so(run: pytest.Pytester) -> None:
    put(run, QUESTIONS.replace('"docs"', '"dosc"'))
    result = run.runpytest("questions.toml")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["There is no folder or file at *dosc; give the folder that holds your documents."])


def test_a_folder_without_documents_says_so(run: pytest.Pytester) -> None:
    run.mkdir("empty")
    put(run, QUESTIONS.replace('"docs"', '"empty"'))
    result = run.runpytest("questions.toml")
    result.stdout.fnmatch_lines(["*empty: there is no file that Footnote reads; name the folder of your documents."])


def test_a_refused_file_is_a_warning(run: pytest.Pytester) -> None:
    (run.path / "docs" / "moon.txt").write_bytes(b"%PDF-1.7")
    put(run, QUESTIONS)
    result = run.runpytest("questions.toml", "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*PytestWarning: footnote: refused: *moon.txt*"])


def test_documents_are_indexed_once_and_followed_when_they_change(
    run: pytest.Pytester, word_encoder: WordEncoder
) -> None:
    put(run, QUESTIONS + WRONG)
    run.runpytest("questions.toml")
    assert "The word here is needle." in word_encoder.encoded
    word_encoder.encoded.clear()
    run.runpytest("questions.toml").assert_outcomes(passed=1, failed=1)
    assert not any(text.startswith("The word here") for text in word_encoder.encoded)
    (run.path / "docs" / "needle.txt").write_text("No word is here.\n", encoding="utf-8")
    run.runpytest("questions.toml").assert_outcomes(failed=2)


def test_a_damaged_index_in_the_cache_is_built_again(run: pytest.Pytester) -> None:
    put(run, QUESTIONS)
    run.runpytest("questions.toml").assert_outcomes(passed=1)
    (database,) = (run.path / ".pytest_cache").rglob("footnote.db")
    database.write_bytes(b"no database any more" * 1000)
    run.runpytest("questions.toml").assert_outcomes(passed=1)


def test_without_a_cache_the_index_is_built_for_the_run_only(run: pytest.Pytester) -> None:
    put(run, QUESTIONS)
    run.runpytest("questions.toml", "-p", "no:cacheprovider").assert_outcomes(passed=1)
    assert not list(run.path.rglob("footnote.db"))
