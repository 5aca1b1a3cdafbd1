"""What a reader asks, as the page sends it: the question, and of the conversation before it what it may lean on.

The server keeps no conversation, so all of it comes from outside, and is checked here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

import gradio as gr
from pydantic import Field, ValidationError

from bot.errors import SettingsError
from bot.records import Answer, Level, Turn
from bot.records.wire import first_problem, reader
from bot.ui.exchanges import Asked, Exchange
from bot.ui.history import MOST_CHARS
from bot.ui.saying import say

LONGEST_QUESTION_CHARS = 2_000
MOST_EARLIER_QUESTIONS = 50  # assets/history.js sends the last so many; a carried word is of the last few, or the first
MOST_WORDS = 50  # left out, or pinned; at most 8 are carried
LONGEST_WORD_CHARS = 200
MOST_EXCHANGES = 100_000  # of a conversation; a browser has room for some hundred

Words = Annotated[tuple[Annotated[str, Field(max_length=LONGEST_WORD_CHARS)], ...], Field(max_length=MOST_WORDS)]
Questions = Annotated[
    tuple[Annotated[str, Field(max_length=LONGEST_QUESTION_CHARS)], ...], Field(max_length=MOST_EARLIER_QUESTIONS)
]
Number = Annotated[int, Field(ge=1, le=MOST_EXCHANGES)]


@dataclass(frozen=True, slots=True)
class Sent:
    """A question in the form in which the page sends it.

    `number` and `count` as in Asked. `earlier` are the questions answered before it, oldest first, without those that
    got a mere remark, and `last` is the answer to the last of them.
    """

    question: str
    number: Number
    count: Number
    without: Words = ()
    pinned: Words = ()
    earlier: Questions = ()
    last: Answer | None = None


@cache
def _sent() -> Callable[[str], Sent]:
    return reader(Sent)


def given(event: gr.EventData, name: str) -> object:
    """What the page sent under that name; None when it sent nothing."""
    try:
        value: object = getattr(event, name)
    except (AttributeError, TypeError):  # what was sent may be no object at all
        return None
    return value


def asked_of(event: gr.EventData) -> Asked:
    """The question that the page sent. Raises SettingsError, a hint to the reader, when it sent none."""
    text = given(event, "asked")
    try:
        sent = _sent()(text if isinstance(text, str) and len(text) <= MOST_CHARS else "")
    except ValidationError as error:
        raise SettingsError(
            f"What the page sent is no question, or too long ({first_problem(error)}); load the page again, or begin"
            " a new chat."
        ) from error
    question = sent.question.strip()[:LONGEST_QUESTION_CHARS]
    if not question:
        raise SettingsError(say("Type a question first, then press Enter."))
    exchange = Exchange(question, without=sent.without, pinned=sent.pinned)
    return Asked(exchange, sent.number, max(sent.count, sent.number), _turns(sent))


def word_of(event: gr.EventData) -> str:
    """The word that was pressed, to be searched for or not."""
    word = given(event, "word")
    return word[:LONGEST_WORD_CHARS] if isinstance(word, str) else ""


def number_of(event: gr.EventData, name: str = "count") -> int:
    """A number of exchanges that the page sent under that name, by default how many it shows; 0 when it sent none."""
    number = given(event, name)
    return number if isinstance(number, int) and 0 < number <= MOST_EXCHANGES else 0


def _turns(sent: Sent) -> tuple[Turn, ...]:
    """The turns before the question; of those before the last one, only what was asked matters to it."""
    turns = [Turn(question, Answer(question, Level.NOT_FOUND, (), ())) for question in sent.earlier]
    if turns and sent.last is not None:
        turns[-1] = Turn(sent.earlier[-1], sent.last)
    return tuple(turns)
