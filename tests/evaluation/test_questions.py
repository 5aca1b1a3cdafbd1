"""Question files: what they say, and the errors of those that cannot be meant."""

from pathlib import Path

import pytest

from bot import Level
from bot.errors import SettingsError
from bot.evaluation.questions import Expected, Question, Topic, read_questions

TOML = """
documents = "contracts"

[[questions]]
question = "How long is the notice period?"
source = "lease.md"
quote = "three\\n  months"
page = 3
rank = 2

[[questions.follow_ups]]
question = "And for the landlord?"
pattern = "(six|6) months"
level = "related"

[[questions]]
question = "What does parking cost?"
abstain = true
topic = "near"
"""

YAML = """
documents: [contracts]
questions:
  - question: How long is the notice period?
    source: lease.md
    quote: >-
      three
      months
    page: 3
    rank: 2
    follow_ups:
      - question: And for the landlord?
        pattern: (six|6) months
        level: related
  - question: What does parking cost?
    abstain: true
    topic: near
"""

QUESTIONS = (
    Question(
        "How long is the notice period?",
        Expected(source="lease.md", quote="three months", page=3, rank=2),
        (Question("And for the landlord?", Expected(pattern="(six|6) months", level=Level.RELATED)),),
    ),
    Question("What does parking cost?", Expected(level=Level.NOT_FOUND, topic=Topic.NEAR)),
)


def written(folder: Path, text: str, name: str = "questions.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "name"), [(TOML, "questions.toml"), (YAML, "questions.yaml"), (YAML, "a.yml")])
def test_toml_and_yaml_say_the_same(tmp_path: Path, text: str, name: str) -> None:
    file = read_questions(written(tmp_path, text, name))
    assert file.questions == QUESTIONS
    assert (file.index, file.documents) == (None, (tmp_path / "contracts",))


def test_an_index_is_relative_to_the_file(tmp_path: Path) -> None:
    file = read_questions(written(tmp_path, 'index = "../built"\n[[questions]]\nquestion = "Why?"\nquote = "so"\n'))
    assert (file.index, file.documents) == (tmp_path / ".." / "built", ())


def test_the_turns_of_a_question_are_it_and_its_follow_ups() -> None:
    assert [turn.text for turn in QUESTIONS[0].turns] == ["How long is the notice period?", "And for the landlord?"]


def question(lines: str) -> str:
    return f'[[questions]]\nquestion = "How much?"\n{lines}\n'


WRONG = [
    (
        question('qoute = "a"'),
        r'question 1 \("How much\?"\): unknown key \'qoute\'; did you mean \'quote\'\? a question',
    ),
    (question('quote = ""'), r"'quote' must be a text that is not empty, got ''"),
    (question("quote = 5"), r"'quote' must be a text that is not empty, got 5"),
    (question('pattern = "("'), r"'pattern' is no regular expression \(missing \), .*\): '\('"),
    (question('quote = "a"\nrank = 0'), r"'rank' must be a whole number from 1 to 5, got 0"),
    (question('quote = "a"\nrank = 6'), r"'rank' must be a whole number from 1 to 5, got 6"),
    (question('quote = "a"\nrank = true'), r"'rank' must be a whole number from 1 to 5, got True"),
    (question('quote = "a"\npage = 0'), r"'page' must be a whole number from 1, got 0"),
    (question('quote = "a"\nlevel = "sure"'), r"'level' must be one of 'found', 'related', 'not_found', got 'sure'"),
    (question('level = "not_found"'), r"write abstain = true instead of level = 'not_found'"),
    (question("rank = 2"), r"expects nothing; give quote, pattern, source, page or level, or abstain = true"),
    (question('abstain = "yes"'), r"'abstain' must be true or false, got 'yes'"),
    (question('abstain = true\nquote = "a"'), r"'abstain = true' excludes 'quote'"),
    (question('quote = "a"\ntopic = "near"'), r"'topic' says how far off .* add abstain = true"),
    (question('abstain = true\ntopic = "far"'), r"'topic' must be one of 'near', 'off', got 'far'"),
    (question('quote = "a"\nfollow_ups = ["Why?"]'), r"'follow_ups' must be a list of tables \(\[\[follow_ups\]\]\)"),
    (
        question('quote = "a"\n[[questions.follow_ups]]\nquestion = "Why?"\nquotes = "b"'),
        r'question 1 \("How much\?"\), follow-up 1 \("Why\?"\): unknown key \'quotes\'; did you mean \'quote\'\?',
    ),
    (
        question('quote = "a"\n[[questions.follow_ups]]\nquestion = "Why?"\nfollow_ups = []\nquote = "b"'),
        r"follow-up 1 .*: a follow-up has none of its own",
    ),
    (question('quote = "a"') * 2, r'questions.toml: questions 1 and 2 are both "How much\?"; keep one of them'),
    ('[[questions]]\nquote = "a"\n', r"question 1: has no 'question'; write what a person would type"),
    (f'[[questions]]\nquestion = "{"a" * 4001}"\nquote = "a"\n', r"a…\"\): The question has 4,001 characters"),
    ("questions = []\n", r"holds no question; write a \[\[questions\]\] table"),
    ('[[question]]\nquestion = "Why?"\n', r"unknown key 'question'; did you mean 'questions'\? a question file takes"),
    ('documents = ["a", 3]\n' + question('quote = "a"'), r"'documents' must be a text or a list of texts"),
    ('documents = "a"\nindex = "b"\n' + question('quote = "a"'), r"'index' and 'documents' exclude each other"),
    ("questions = [\n", r"questions\.toml: cannot be read as TOML \(.* \(at end of document\)\)"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_mistake_is_named_with_the_question_it_is_in(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_questions(written(tmp_path, text))


def test_a_long_question_is_named_by_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path, f'[[questions]]\nquestion = "{"word " * 20}"\n')
    with pytest.raises(SettingsError, match=r'\("(word ){11}word…"\): expects nothing'):
        read_questions(path)


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"questions\.yaml: cannot be read as YAML \(.* line 2, column 1"):
        read_questions(written(tmp_path, "questions: [\n", "questions.yaml"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"questions\.toml: cannot be read as TOML \(.*No such file"):
        read_questions(tmp_path / "questions.toml")
