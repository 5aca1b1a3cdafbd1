"""What Gradio keeps of every session, bounded: by itself it keeps 10,000 sessions, and what nobody fetches for ever.

No event of the page reads what another one left: the browser sends what is needed (`bot.ui.asking`). So one session is
as good as many. What programs have asked and not fetched yet is kept up to a size; then the largest pile goes first.
"""

from asyncio import Queue as Messages
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import orjson

from bot.ui.waiting import MOST_WAITING

if TYPE_CHECKING:
    import gradio as gr

MOST_SESSIONS = 1
MOST_EVENTS_SUMMED_UP = 100  # of 10,000; Gradio sums them up after each one
STATUS_EVERY_S = 60.0  # else Gradio tells all that wait whenever one is answered, which nobody may be there to hear
MOST_UNFETCHED_SESSIONS = 2 * MOST_WAITING
MOST_UNFETCHED_BYTES = 32 << 20  # as JSON: 1,000 answers of the shipped corpus


def forget(page: "gr.Blocks") -> None:
    """Bound what Gradio keeps for the page; to be called before it is mounted."""
    page.state_session_capacity = MOST_SESSIONS
    page.queue(status_update_rate=STATUS_EVERY_S, max_size=MOST_WAITING)
    queue = page._queue
    queue.ANALYTICS_MAX_EVENTS = MOST_EVENTS_SUMMED_UP
    queue.pending_messages_per_session = Unfetched(queue.pending_event_ids_session)  # type: ignore[assignment]  # does all


class Unfetched(OrderedDict[str, "_Weighed"]):
    """The messages that wait for each session to fetch them, in place of the mapping that Gradio makes for them.

    `events` are the ids of the events of each session, which go with it. Used from one event loop, as Gradio does.
    """

    def __init__(self, events: dict[str, set[str]]) -> None:
        super().__init__()
        self.size_bytes = 0
        self._events = events

    def __setitem__(self, session: str, _: "Messages[Any]") -> None:
        """Make place for the messages of a session."""
        super().__setitem__(session, _Weighed(self))
        if len(self) > MOST_UNFETCHED_SESSIONS:
            self._drop(next(iter(self)))

    def __missing__(self, session: str) -> "_Weighed":
        """What takes the messages for a session that was forgotten, and is forgotten with them."""
        return _Weighed(Unfetched({}))

    def __delitem__(self, session: str) -> None:
        """Forget the messages of a session."""
        self._drop(session)

    def weigh(self, size_bytes: int) -> None:
        """Count what came, or, below zero, what was fetched; what is too much goes."""
        self.size_bytes += size_bytes
        while self.size_bytes > MOST_UNFETCHED_BYTES:
            self._drop(max(self, key=lambda session: self[session].size_bytes))

    def _drop(self, session: str) -> None:
        self.size_bytes -= self[session].size_bytes
        super().__delitem__(session)
        self._events.pop(session, None)


class _Weighed(Messages[Any]):
    """The messages of one session, and how long they are as JSON."""

    def __init__(self, all_of_them: Unfetched) -> None:
        super().__init__()
        self.size_bytes = 0
        self._all_of_them = all_of_them

    def _put(self, message: Any) -> None:  # noqa: ANN401  (Gradio's)
        super()._put((message, size := len(orjson.dumps(message.model_dump(), default=str))))
        self._count(size)

    def _get(self) -> Any:  # noqa: ANN401  (Gradio's)
        message, size = super()._get()
        self._count(-size)
        return message

    def _count(self, size_bytes: int) -> None:
        self.size_bytes += size_bytes
        self._all_of_them.weigh(size_bytes)
