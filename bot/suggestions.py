"""Questions to begin with, taken from the documents and sure to be answered; looked for once for each generation."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise, takewhile, zip_longest
from typing import TYPE_CHECKING

from bot.conversation.meanings import LONGEST_WORDS
from bot.errors import FootnoteError, QuestionError
from bot.language.words import terms
from bot.records import BlockKind, Document, Level
from bot.search.query import parse_query

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

MOST_SHOWN = 5
MOST_CHECKED = 40  # each is a search of some 30 ms with the encoding
MOST_DOCUMENTS = 100  # read for questions, the first by their id, uploads last
MOST_OF_ONE = 20  # candidates of each kind that one document gives
LONGEST_CHARS = 120  # of a question on a button
FEWEST_WORDS = 2  # content words, or it may mean anything
WARM_UP_LIMIT_S = 600.0
WARM_UP_PAUSE_S = 0.2


@dataclass(slots=True)
class _Search:
    """The questions of one generation, whole once `is_done` is set."""

    generation: int
    questions: tuple[str, ...] = ()
    is_done: threading.Event = field(default_factory=threading.Event)


class Suggestions:
    """Finds the questions in a thread of its own. Safe to use from several threads."""

    def __init__(self, chatbot: "ChatBot") -> None:
        self._chatbot = chatbot
        self._lock = threading.Lock()
        self._search: _Search | None = None

    def found(self) -> tuple[str, ...] | None:
        """The questions over the newest generation; None while they are being looked for, which this call begins.

        Of two libraries with the same documents they are the same.
        """
        generation = self._chatbot.library.manifest().generation
        with self._lock:
            if self._search is None or self._search.generation != generation:
                self._search = _Search(generation)
                # No daemon, as one begun by a daemon is: inside of torch when all ends it takes the process down.
                threading.Thread(target=self._run, args=(self._search,), name="footnote-suggest", daemon=False).start()
            search = self._search
        return search.questions if search.is_done.is_set() else None

    def _run(self, search: _Search) -> None:
        try:
            if self._is_warm():
                search.questions = answered_questions(self._chatbot)
        except FootnoteError:  # such as a library that is being replaced; a page without suggestions is whole
            search.questions = ()
        finally:
            search.is_done.set()

    def _is_warm(self) -> bool:
        limit = time.monotonic() + WARM_UP_LIMIT_S
        while self._chatbot.is_warming_up and time.monotonic() < limit and threading.main_thread().is_alive():
            time.sleep(WARM_UP_PAUSE_S)
        return not self._chatbot.is_warming_up


def answered_questions(chatbot: "ChatBot") -> tuple[str, ...]:
    """Up to `MOST_SHOWN` questions of the documents to which the bot has a sure answer, of different documents first.

    Lines that ask come before headings that do not.
    """
    candidates = takewhile(lambda _: threading.main_thread().is_alive(), islice(_candidates(chatbot), MOST_CHECKED))
    found = (question for question in candidates if _is_answered(chatbot, question))
    return tuple(islice(found, MOST_SHOWN))


def _is_answered(chatbot: "ChatBot", question: str) -> bool:
    answer = chatbot.reply(question)
    return answer.level is Level.FOUND and not answer.remark and answer.care is None


def _candidates(chatbot: "ChatBot") -> Iterator[str]:
    """Each thing that is asked once: of questions with the same content words the first."""
    library = chatbot.library
    held = sorted(library.documents(), key=lambda summary: summary.row_order)
    summaries = [summary for summary in held if not summary.same_as][:MOST_DOCUMENTS]
    documents = [library.document(summary.id) for summary in summaries]
    asking = _in_turn([list(islice(_asking(document), MOST_OF_ONE)) for document in documents])
    naming = _in_turn([list(islice(_naming(document), MOST_OF_ONE)) for document in documents])
    seen: set[frozenset[str]] = set()
    for question in chain(asking, naming):
        words = _content(question)
        if len(words) >= FEWEST_WORDS and words not in seen:
            seen.add(words)
            yield question


def _in_turn(of_each: list[list[str]]) -> Iterator[str]:
    """The first of each document, then the second of each."""
    return (question for round_ in zip_longest(*of_each) for question in round_ if question is not None)


def _asking(document: Document) -> Iterator[str]:
    """Headings and whole lines that end in a question mark and are followed by something that may answer."""
    lines = [
        (line.strip(), block.kind is BlockKind.HEADING)
        for block in document.blocks
        for line in document.text[block.start : block.end].splitlines()
        if line.strip()
    ]
    for (line, _), (following, is_heading) in pairwise(lines):
        if line.endswith("?") and not is_heading and not following.endswith("?") and _shown(line):
            yield _shown(line)


def _naming(document: Document) -> Iterator[str]:
    """Headings below the first, which is a title."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING][1:]
    return filter(None, (_shown(document.text[block.start : block.end]) for block in headings))


def _shown(line: str) -> str:
    """A line as it stands on a button, "" for one that is too long."""
    text = " ".join(line.split())
    return text if len(text) <= LONGEST_CHARS and len(terms(text)) <= LONGEST_WORDS else ""


def _content(question: str) -> frozenset[str]:
    try:
        return frozenset(parse_query(question).terms)
    except QuestionError:
        return frozenset()
