"""Whose question is answered next: a bounded number at a time, in order of arrival, and fair between visitors."""

import asyncio
import os
from bisect import insort
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TypeVar

from bot.errors import TooBusy
from bot.ui.saying import say, say_count

T = TypeVar("T")

# Less than a minute at the 20 answers a second that two busy cores gave (`python -m benchmarks.load`).
MOST_WAITING = 1_000
# Of one visitor, so that a single program cannot fill the queue. All programs of one address are one visitor.
MOST_OF_ONE_VISITOR = 200


@dataclass(order=True, slots=True)
class Ticket:
    """A question that waits. The lowest is next: first by `turn`, which counts the visitor's own, then by arrival."""

    turn: int
    arrival: int
    visitor: str = field(compare=False)
    is_given_up: Callable[[], bool] = field(compare=False)
    fulfil: Callable[[], None] = field(compare=False)


class Desk:
    """Computes answers in threads of its own, at most `workers` at once. Safe to use from several threads.

    The first waiting question of every visitor comes before the second of any (fair queueing; Nagle 1987), so nobody
    who asks once waits for all that somebody else has asked.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._threads = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="footnote-answer")
        self._lock = Lock()
        self._waiting: list[Ticket] = []  # sorted
        self._arrivals = 0
        self._turn = 0  # of the question that was begun last

    async def serve(self, visitor: str, work: Callable[[], T]) -> T:
        """The result of `work`, computed when its turn has come; what it raises is raised here.

        Raises:
            TooBusy: too many questions wait already.
        """
        return await asyncio.wrap_future(self.enqueue(visitor, work))

    def enqueue(self, visitor: str, work: Callable[[], T]) -> "Future[T]":
        """As `serve`, for callers without an event loop; a future that is cancelled in time is passed over."""
        with self._lock:
            own = [ticket.turn for ticket in self._waiting if ticket.visitor == visitor]
            if len(self._waiting) >= MOST_WAITING or len(own) >= MOST_OF_ONE_VISITOR:
                waiting = len(self._waiting)
                raise TooBusy(
                    say("{count} questions are waiting to be answered; ask again in a minute.", count=waiting)
                )
            turn = max(own, default=self._turn - 1) + 1
            result: Future[T] = Future()
            fulfil = partial(_fulfil, result, partial(copy_context().run, work))  # in the language of who asks
            insort(self._waiting, Ticket(turn, self._arrivals, visitor, result.cancelled, fulfil))
            self._arrivals += 1
        self._threads.submit(self._serve_next)
        return result

    def before(self, visitor: str) -> int:
        """How many questions of others are answered before the next one of this visitor; 0 when none of his waits."""
        with self._lock:
            visitors = [ticket.visitor for ticket in self._waiting if not ticket.is_given_up()]
        return visitors.index(visitor) if visitor in visitors else 0

    def close(self) -> None:
        """Take nothing more on; what was begun is finished, what waits is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _serve_next(self) -> None:
        """Runs once for each ticket, and answers whichever is first by then."""
        with self._lock:
            ticket = self._waiting.pop(0)
            self._turn = ticket.turn
        ticket.fulfil()


def place_words(before: int) -> str:
    """The place in the queue as a reader is told it; "" for who is next."""
    if before == 0:
        return ""
    return say_count(before, "{count} question is before yours…", "{count} questions are before yours…")


def _fulfil(result: "Future[T]", work: Callable[[], T]) -> None:
    if not result.set_running_or_notify_cancel():
        return
    try:
        result.set_result(work())
    except BaseException as error:  # noqa: BLE001  (not handled here, but handed to whoever waits)
        result.set_exception(error)
