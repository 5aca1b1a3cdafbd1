import pytest

from bot.evaluation.questions import read_questions

pytest_plugins = ["pytester"]

FILE = """\
documents = "docs"

[[questions]]
question = "What does it cost?"
quote = "{quote}"
known_failure = "too hard"
"""


@pytest.mark.parametrize(
    ("quote", "outcome"), [("not what stands there", {"xfailed": 1}), ("word here is cost", {"failed": 1})]
)
def test_a_known_failure_may_fail_and_must(run: pytest.Pytester, quote: str, outcome: dict[str, int]) -> None:
    path = run.path / "questions.toml"
    path.write_text(FILE.format(quote=quote), encoding="utf-8")
    assert [question.known_failure for question in read_questions(path).questions] == ["too hard"]
    run.runpytest("questions.toml").assert_outcomes(**outcome)
