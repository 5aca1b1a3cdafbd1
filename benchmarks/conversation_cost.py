"""What the dialogue adds to an answer over a built index, part by part, beside the search alone.

    python -m benchmarks.conversation_cost [--index DIR] [--questions FILE]

Asks the conversations of FILE and every heading of the index, then every word of a heading by itself, which is a
question that may mean several things. Each way of asking has a bot of its own, which remembers nothing yet:

- as they come: each question once, by a bot that was warmed up;
- served: the same once the page has looked up, in its background, which questions of the documents are answered;
- warm: each question right after it was asked;
- cold: each question by another bot.

Milliseconds are processor time of the thread that answers, so that what else runs on the machine counts little.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import numpy as np

from benchmarks.command import parser_over_index
from benchmarks.latency import questions_of
from benchmarks.table import print_table
from bot import ChatBot, Library, answering, chatbot
from bot.conversation.meanings import Meanings
from bot.encoders import Encoder
from bot.evaluation.questions import read_questions
from bot.foresight import THREAD_NAME
from bot.language.words import content_words
from bot.records import Turn

P = ParamSpec("P")
T = TypeVar("T")

# What an answer calls, by the module that calls it and its name there.
PARTS = {
    "what is wanted": (chatbot, "_intent"),
    "follow-up": (chatbot, "follow_up"),
    "care": (answering, "_care"),
    "who is speaking, warnings first": (answering, "_ordered"),
    "what the sources say": (answering, "_side_by_side"),
    "an order": (answering, "ordered_by"),
    "which one": (answering, "which_one"),
}
DID_YOU_MEAN, ALL, SEARCH = "did you mean", "all that is added", "search alone"
ROWS = (*PARTS, DID_YOU_MEAN, ALL, SEARCH)

Times = dict[str, float]  # milliseconds by part


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the turns before it."""

    question: str
    history: tuple[Turn, ...] = ()


class Clock:
    """Adds up what each part of an answer takes."""

    def __init__(self) -> None:
        self.times = dict.fromkeys(ROWS, 0.0)

    def timed(self, part: str, function: Callable[P, T]) -> Callable[P, T]:
        """`function`, whose time counts as that of `part`."""

        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.times[part] += 1_000 * (time.thread_time() - began)

        return call

    def taken(self) -> Times:
        """The milliseconds since it was asked last."""
        times, self.times = self.times, dict.fromkeys(ROWS, 0.0)
        times[ALL] = sum(times[part] for part in (*PARTS, DID_YOU_MEAN))
        return times


@contextmanager
def clocked() -> Iterator[Clock]:
    """A clock that hears of every answer made meanwhile."""
    clock = Clock()
    names = {**PARTS, SEARCH: (answering, "search_and_rerank")}
    with ExitStack() as stack:
        for part, (module, name) in names.items():
            stack.enter_context(patch.object(module, name, clock.timed(part, getattr(module, name))))
        stack.enter_context(patch.object(Meanings, "of", clock.timed(DID_YOU_MEAN, Meanings.of)))
        yield clock


def as_they_come(bot: ChatBot, asked: Sequence[Asked]) -> list[Times]:
    """Each question once."""
    with clocked() as clock:
        return [_times(bot, clock, one) for one in asked]


def warm(bot: ChatBot, asked: Sequence[Asked]) -> list[Times]:
    """Each question twice, of which the second counts."""
    with clocked() as clock:
        return [(_times(bot, clock, one), _times(bot, clock, one))[1] for one in asked]


def cold(library: Library, encoder: Encoder, asked: Sequence[Asked]) -> list[Times]:
    """Each question by a bot of its own."""
    with clocked() as clock:
        return [_times(ChatBot(library, encoder), clock, one) for one in asked]


def served(library: Library, encoder: Encoder) -> ChatBot:
    """A bot as a page has it, which has looked up the questions of the documents."""
    bot = ChatBot(library, encoder, waits_for_encoder=False)
    bot.warm_up()
    for thread in threading.enumerate():
        if thread.name == THREAD_NAME:
            thread.join()
    return bot


def _times(bot: ChatBot, clock: Clock, asked: Asked) -> Times:
    bot.reply(asked.question, asked.history)
    return clock.taken()


def conversations(bot: ChatBot, file: Path) -> Iterator[Asked]:
    """Every turn of every conversation, after the answers to those before it."""
    for conversation in read_questions(file).questions:
        history: tuple[Turn, ...] = ()
        for turn in conversation.turns:
            yield Asked(turn.text, history)
            if turn is not conversation.turns[-1]:
                history = (*history, Turn(turn.text, bot.reply(turn.text, history)))


def single_words(library: Library) -> list[Asked]:
    """Every content word of a heading, once."""
    typed = {word.term: word.text for heading in questions_of(library) for word in content_words(heading)}
    return [Asked(text) for text in typed.values()]


def row(name: str, ways: Sequence[list[Times]]) -> list[str]:
    """Median, 99th percentile and worst of a part, way by way."""
    of_ways = [np.array([times[name] for times in way]) for way in ways]
    shown = (f"{np.median(x):.1f} / {np.percentile(x, 99):.1f} / {x.max():.1f}" for x in of_ways)
    return [name, *shown]


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--questions", type=Path, default=Path("corpus/questions.toml"))
    arguments = options.parse_args()
    with Library.open(arguments.index) as library:
        bot = ChatBot(library)
        bot.warm_up()
        encoder = bot.encoder
        questions = [*conversations(bot, arguments.questions), *map(Asked, questions_of(library))]
        for kind, asked in (("questions", questions), ("single words", single_words(library))):
            ways = [as_they_come(ChatBot(library, encoder), asked), as_they_come(served(library, encoder), asked)]
            ways += [warm(bot, asked), cold(library, encoder, asked)]
            header = [f"ms for {len(asked)} {kind}", "as they come", "served", "warm", "cold"]
            print_table(header, [row(name, ways) for name in ROWS])
            print("median / 99th percentile / worst\n")


if __name__ == "__main__":
    main()
