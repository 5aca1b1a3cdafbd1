import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.questions import read_questions
from bot.feedback.questions import question_file
from bot.feedback.records import Opinion, Thumb
from bot.records import Level

UP = Thumb(
    "2026-03-01", "Is it  safe?", (), Level.FOUND, 2, "docs/laser.md", 5, 40, "a" * 64, "It is\nsafe.", Opinion.RELEVANT
)


def test_what_was_called_relevant_must_be_quoted_again(tmp_path: Path) -> None:
    better = replace(UP, rank=1, words="Quite safe.", document="docs/clinic.md", pinned=("laser",))
    others = [replace(UP, opinion=Opinion.WRONG, question="Does it hurt?"), replace(UP, question="Why?")]
    made = question_file([UP, better, *others], str(tmp_path / "index"))
    assert (made.questions, made.left_out) == (1, 1)
    path = tmp_path / "relevant.questions.toml"
    path.write_text(made.text, encoding="utf-8")
    file = read_questions(path)
    assert file.index == tmp_path / "index"
    (question,) = file.questions
    assert (question.text, question.pinned) == ("Is it safe?", ("laser",))
    assert (question.expected.quote, question.expected.source) == ("Quite safe.", "docs/clinic.md")


@given(st.text(max_size=30), st.text(max_size=30).filter(str.strip))
def test_no_words_break_the_file(question: str, words: str) -> None:
    made = question_file([replace(UP, question=f"laser {question}", words=words)], "index")
    (table,) = tomllib.loads(made.text)["questions"]
    assert table["quote"] == " ".join(words.split())
