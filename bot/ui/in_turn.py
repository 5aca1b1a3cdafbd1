"""A question of the page that waits for its turn, without holding a thread meanwhile."""

import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError, SettingsError
from bot.ui.asking import Way
from bot.ui.exchanges import Conversation
from bot.ui.visitors import visitor_of
from bot.ui.waiting import Desk

if TYPE_CHECKING:
    from bot.ui.conversation_pane import ConversationEvents

Drawn = tuple[object, object]


def in_turn(desk: Desk, events: "ConversationEvents", way: Way) -> Callable[..., Awaitable[Drawn]]:
    """What answers a question asked in that `way`, for Gradio to call; the answer is computed at the desk.

    It always gives something to draw: when there is no answer, why.
    """

    async def answer_in_turn(
        request: gr.Request, event: gr.EventData, conversation: Conversation, *asked_with: object
    ) -> Drawn:
        try:
            asked = way(conversation, event)
        except SettingsError as error:
            return events.hinted(conversation, str(error))
        try:
            return await desk.serve(visitor_of(request.request), partial(events.answer, asked, *asked_with))
        except FootnoteError as error:
            return events.refused(asked, error)
        except Exception:  # noqa: BLE001  (the owner reads it in the window, the reader that there was something)
            traceback.print_exc()
            return events.own_up(asked)

    return answer_in_turn
