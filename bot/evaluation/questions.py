"""Question files: what an owner expects of the answers, in TOML or YAML, read into records and checked once.

documents = "contracts"

[[questions]]
question = "How long is the notice period?"
source = "lease.md"
quote = "three months"
rank = 2

[[questions.follow_ups]]
question = "And for the landlord?"
pattern = "(six|6) months"
carried = ["notice"]

[[questions]]
question = "What does the parking space cost?"
abstain = true
topic = "near"
"""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from bot.errors import QuestionError, SettingsError
from bot.evaluation.entries import Entry
from bot.evaluation.expected import Expected, ExpectedAspect, Saying, Topic
from bot.evaluation.turn_keys import EXPECTING_KEYS, expected_of
from bot.search.query import parse_query

__all__ = [
    "Expected",
    "ExpectedAspect",
    "Question",
    "QuestionFile",
    "Saying",
    "Topic",
    "load_table",
    "read_questions",
]

FILE_KEYS = ("questions", "index", "documents")
TURN_KEYS = ("question", *EXPECTING_KEYS, "pinned", "without")
QUESTION_KEYS = (*TURN_KEYS, "follow_ups", "known_failure")
NAMED_CHARS = 60  # of a question, in a message


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is expected of its answer, and those asked after it in the same conversation.

    `pinned` and `without` are what a person has added to the words carried over, and removed from them.
    `known_failure` says why the expectation is not met yet; a test of such a question must fail, so that nobody
    forgets to take the remark away when it is met.
    """

    text: str
    expected: Expected
    follow_ups: tuple["Question", ...] = ()
    known_failure: str = ""
    pinned: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple["Question", ...]:
        """This question and its follow-ups, in the order in which they are asked."""
        return (self, *self.follow_ups)


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The questions of a file, and the index to ask, or the documents to build one from, when the file says."""

    path: Path
    questions: tuple[Question, ...]
    index: Path | None = None
    documents: tuple[Path, ...] = ()


def read_questions(path: Path | str) -> QuestionFile:
    """The questions of a .toml, .yaml or .yml file; its paths are relative to its folder.

    Raises:
        SettingsError: the file cannot be read, or says something that cannot be meant; the message names the question.
    """
    path = Path(path)
    entry = Entry(str(path), load_table(path))
    entry.require_known(FILE_KEYS, "a question file")
    tables = entry.tables("questions")
    if not tables:
        raise entry.error("holds no question; write a [[questions]] table with question and quote for each.")
    questions = tuple(_question(entry, number, table) for number, table in enumerate(tables, start=1))
    _require_distinct(entry, questions)
    index, documents = entry.text("index"), entry.texts("documents")
    if index and documents:
        raise entry.error("'index' and 'documents' exclude each other; give the index, or the folder to build it from.")
    return QuestionFile(
        path,
        questions,
        index=path.parent / Path(index).expanduser() if index else None,
        documents=tuple(path.parent / Path(folder).expanduser() for folder in documents),
    )


def load_table(path: Path) -> dict[str, object]:
    """The keys and values of a TOML or YAML file, {} for one that holds something else. Raises SettingsError."""
    form = "TOML" if path.suffix == ".toml" else "YAML"
    try:
        text = path.read_text(encoding="utf-8")
        values: object = tomllib.loads(text) if form == "TOML" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SettingsError(f"{path}: cannot be read as {form} ({' '.join(str(error).split())}).") from error
    return values if isinstance(values, dict) else {}


def _question(file: Entry, number: int, table: dict[str, object]) -> Question:
    entry = _named(f"{file.place}: question {number}", table)
    entry.require_known(QUESTION_KEYS, "a question")
    if "carried" in table and "pinned" not in table:
        raise entry.error("'carried' needs something to carry words from; give it to a follow-up, or add pinned.")
    if "without" in table:
        raise entry.error("'without' leaves out words of the conversation so far; give it to a follow-up.")
    follow_ups = []
    for turn, follow_up in enumerate(entry.tables("follow_ups"), start=1):
        asked = _named(f"{entry.place}, follow-up {turn}", follow_up)
        if "follow_ups" in follow_up:
            raise asked.error("a follow-up has none of its own; list all follow-ups of a conversation in their order.")
        asked.require_known(TURN_KEYS, "a follow-up")
        follow_ups.append(_turn(asked))
    return replace(_turn(entry), follow_ups=tuple(follow_ups), known_failure=entry.text("known_failure"))


def _turn(entry: Entry) -> Question:
    return Question(_asked(entry), expected_of(entry), pinned=entry.texts("pinned"), without=entry.texts("without"))


def _named(place: str, table: dict[str, object]) -> Entry:
    """The entry at `place`, called by its question when it has one."""
    text = table.get("question")
    if not isinstance(text, str) or not text.strip():
        return Entry(place, table)
    words = " ".join(text.split())
    shown = words if len(words) <= NAMED_CHARS else f"{words[:NAMED_CHARS].rstrip()}…"
    return Entry(f'{place} ("{shown}")', table)


def _asked(entry: Entry) -> str:
    text = entry.text("question")
    if not text:
        raise entry.error("has no 'question'; write what a person would type.")
    try:
        return parse_query(text).text
    except QuestionError as error:
        raise entry.error(str(error)) from error


def _require_distinct(file: Entry, questions: tuple[Question, ...]) -> None:
    first_at: dict[str, int] = {}
    for number, question in enumerate(questions, start=1):
        first = first_at.setdefault(question.text, number)
        if first != number:
            raise file.error(f'questions {first} and {number} are both "{question.text}"; keep one of them.')
