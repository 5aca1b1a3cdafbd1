"""What happens when a reader presses a thumb."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError, SettingsError
from bot.feedback.records import Opinion, thumb
from bot.feedback.store import FeedbackStore
from bot.ui.asking import given, number_of
from bot.ui.conversation_pane import ConversationEvents, ConversationPane, change
from bot.ui.exchanges import Exchange
from bot.ui.history import exchanges_of
from bot.ui.saying import say

if TYPE_CHECKING:
    from bot.records import Answer, Quotation


MOST_CHANGES = 20  # of the opinion on one quotation of one answer
MOST_COUNTED = 10_000  # quotations; then the ones that were not rated for longest are forgotten


@dataclass(frozen=True, slots=True)
class _Given:
    """A quotation of an answer that this page gave, under that name."""

    name: str
    answer: "Answer"
    quotation: "Quotation"


class FeedbackEvents:
    """Keeps thumbs on answers that this page gave; each method returns what to draw anew."""

    def __init__(self, conversing: ConversationEvents, store: FeedbackStore) -> None:
        self._conversing = conversing
        self._store = store
        self._changes: OrderedDict[tuple[str, int], int] = OrderedDict()

    def rate(self, event: gr.EventData) -> str:
        """Keep the opinion that was pressed in place of the one before; take it back when it is the same."""
        count, number = number_of(event), number_of(event, "number")
        try:
            exchange = _one_of(given(event, "exchange"))
            about = self._given(exchange, given(event, "rank"))
            pressed = next((opinion for opinion in Opinion if opinion == given(event, "opinion")), None)
            if pressed is None or not 1 <= number <= count:
                raise _gone()
            rated = self._kept(exchange, about, pressed)
        except FootnoteError as error:
            return self._conversing.hinted(count, str(error))
        return self._conversing.drawn(count, {number: rated})

    def _given(self, exchange: Exchange, rank: object) -> _Given:
        """What is rated. Raises SettingsError when this page gave no such answer, or no such quotation."""
        answer = exchange.answer
        name = self._store.seals.name(answer, exchange.seal) if answer else None
        if answer is None or name is None:
            raise SettingsError(
                say("It is not certain that this page gave this answer, so nothing was kept; ask the question again.")
            )
        found = next((quotation for quotation in answer.passages if quotation.rank == rank), None)
        if found is None:
            raise _gone()
        return _Given(name, answer, found)

    def _kept(self, exchange: Exchange, about: _Given, pressed: Opinion) -> Exchange:
        """The exchange with that opinion, or without when it had it already; both are kept in the store."""
        rank, day = about.quotation.rank, datetime.now(UTC).date().isoformat()
        self._count_change(about.name, rank)
        before = exchange.opinion_on(rank)
        record = partial(thumb, about.answer, about.quotation, day=day, name=about.name)
        taken_back = [record(before, is_withdrawn=True)] if before else []
        given = [record(pressed)] if pressed is not before else []
        self._store.add(*taken_back, *given)
        return exchange.with_opinion(rank, pressed if given else None)

    def _count_change(self, name: str, rank: int) -> None:
        """Raise SettingsError when this was changed more often than a reader does; the store has only so much room."""
        count = self._changes.pop((name, rank), 0) + 1
        self._changes[name, rank] = count
        if len(self._changes) > MOST_COUNTED:
            self._changes.popitem(last=False)
        if count > MOST_CHANGES:
            raise SettingsError(say("This was changed many times already, so nothing more of it is kept."))


def wire_feedback(pane: ConversationPane, events: FeedbackEvents) -> None:
    """Connect the thumbs in the conversation."""
    change(pane, pane.conversation.rate, events.rate)


def _one_of(text: object) -> Exchange:
    """The exchange that is rated. Raises SettingsError unless `text` holds one."""
    exchanges = exchanges_of(text)
    if len(exchanges) != 1:
        raise _gone()
    return exchanges[0]


def _gone() -> SettingsError:
    return SettingsError(say("That quotation is no longer there, so nothing was kept."))
