"""What happens when a reader presses a thumb."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError
from bot.feedback.records import Opinion, thumb
from bot.feedback.store import FeedbackStore
from bot.ui.conversation_pane import ConversationEvents, ConversationPane, change
from bot.ui.exchanges import Conversation
from bot.ui.saying import say

if TYPE_CHECKING:
    from bot.records import Answer, Quotation


class FeedbackEvents:
    """Keeps thumbs; each method returns what to draw anew."""

    def __init__(self, conversing: ConversationEvents, store: FeedbackStore) -> None:
        self._conversing = conversing
        self._store = store

    def rate(self, conversation: Conversation, event: gr.EventData) -> tuple[str, object]:
        """Keep the opinion that was pressed in place of the one before; take it back when it is the same."""
        rated = _rated(conversation, event.number, event.rank)
        if rated is None or event.opinion not in set(Opinion):
            gone = say("That quotation is no longer there, so nothing was kept.")
            return self._conversing.hinted(conversation, gone)
        answer, quotation = rated
        pressed = Opinion(event.opinion)
        before = conversation.exchanges[event.number - 1].opinion_on(event.rank)
        day = datetime.now(UTC).date().isoformat()
        taken_back = [thumb(answer, quotation, before, day, is_withdrawn=True)] if before else []
        given = [thumb(answer, quotation, pressed, day)] if pressed is not before else []
        try:
            self._store.add(*taken_back, *given)
        except FootnoteError as error:
            return self._conversing.hinted(conversation, str(error))
        changed = conversation.rated(event.number, event.rank, pressed if given else None)
        return self._conversing.drawn(changed, event.number), changed


def wire_feedback(pane: ConversationPane, events: FeedbackEvents) -> None:
    """Connect the thumbs in the conversation."""
    change(pane, pane.conversation.rate, events.rate, [pane.state])


def _rated(conversation: Conversation, number: object, rank: object) -> "tuple[Answer, Quotation] | None":
    """The answer to the question of that number, and its quotation of that rank."""
    if not isinstance(number, int) or not conversation.has(number):
        return None
    answer = conversation.exchanges[number - 1].answer
    if answer is None:
        return None
    found = next((quotation for quotation in answer.passages if quotation.rank == rank), None)
    return (answer, found) if found else None
