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

[[questions]]
question = "What does the parking space cost?"
abstain = true
topic = "near"
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from bot.chatbot import PASSAGES_SHOWN
from bot.errors import QuestionError, SettingsError
from bot.evaluation.entries import Entry
from bot.records import Level
from bot.search.query import parse_query

FILE_KEYS = ("questions", "index", "documents")
TURN_KEYS = ("question", "source", "quote", "pattern", "page", "rank", "level", "abstain", "topic")
QUESTION_KEYS = (*TURN_KEYS, "follow_ups", "known_failure")
PASSAGE_KEYS = ("source", "quote", "pattern", "page")
NAMED_CHARS = 60  # of a question, in a message


class Topic(StrEnum):
    """How far a question that must not be answered is from what the documents are about."""

    NEAR = "near"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the answer to one question must be.

    Some passage among the first `rank` is of the document `source` (its id or the tail of it, or the first words of
    its file's name), on `page`, and holds `quote` (white space apart) and a match of `pattern`; what is not given is
    not asked for. `level` is the answer's; without one, any but `not_found`. `topic` says for a question that must
    not be answered how far off it is.
    """

    source: str = ""
    quote: str = ""
    pattern: str = ""
    page: int | None = None
    rank: int = PASSAGES_SHOWN
    level: Level | None = None
    topic: Topic | None = None

    @property
    def must_abstain(self) -> bool:
        """Whether the documents hold no answer."""
        return self.level is Level.NOT_FOUND

    @property
    def names_passage(self) -> bool:
        """Whether a certain passage is expected, and not only a level."""
        return bool(self.source or self.quote or self.pattern or self.page)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is expected of its answer, and those asked after it in the same conversation.

    `known_failure` says why the expectation is not met yet; a test of such a question must fail, so that nobody
    forgets to take the remark away when it is met.
    """

    text: str
    expected: Expected
    follow_ups: tuple["Question", ...] = ()
    known_failure: str = ""

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
    follow_ups = []
    for turn, follow_up in enumerate(entry.tables("follow_ups"), start=1):
        asked = _named(f"{entry.place}, follow-up {turn}", follow_up)
        if "follow_ups" in follow_up:
            raise asked.error("a follow-up has none of its own; list all follow-ups of a conversation in their order.")
        asked.require_known(TURN_KEYS, "a follow-up")
        follow_ups.append(Question(_asked(asked), _expected(asked)))
    return Question(_asked(entry), _expected(entry), tuple(follow_ups), entry.text("known_failure"))


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


def _expected(entry: Entry) -> Expected:
    topic = entry.choice("topic", Topic)
    if entry.flag("abstain"):
        extra = [key for key in (*PASSAGE_KEYS, "rank", "level") if key in entry.table]
        if extra:
            raise entry.error(f"'abstain = true' excludes {extra[0]!r}; no passage is right where none answers.")
        return Expected(level=Level.NOT_FOUND, topic=topic)
    if topic:
        raise entry.error("'topic' says how far off a question is that must not be answered; add abstain = true.")
    return _expected_passage(entry)


def _expected_passage(entry: Entry) -> Expected:
    level = entry.choice("level", Level)
    if level is Level.NOT_FOUND:
        raise entry.error("write abstain = true instead of level = 'not_found'.")
    expected = Expected(
        source=entry.text("source"),
        quote=" ".join(entry.text("quote").split()),
        pattern=entry.text("pattern"),
        page=entry.number("page", 1),
        rank=entry.number("rank", 1, PASSAGES_SHOWN) or PASSAGES_SHOWN,
        level=level,
    )
    if not (expected.names_passage or level):
        raise entry.error("expects nothing; give quote, pattern, source, page or level, or abstain = true.")
    try:
        re.compile(expected.pattern)
    except re.error as error:
        raise entry.error(f"'pattern' is no regular expression ({error}): {expected.pattern!r}.") from error
    return expected


def _require_distinct(file: Entry, questions: tuple[Question, ...]) -> None:
    first_at: dict[str, int] = {}
    for number, question in enumerate(questions, start=1):
        first = first_at.setdefault(question.text, number)
        if first != number:
            raise file.error(f'questions {first} and {number} are both "{question.text}"; keep one of them.')
