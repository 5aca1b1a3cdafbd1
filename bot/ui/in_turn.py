"""What the page asks for that takes work, waiting for its turn without holding a thread meanwhile."""

import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError, SettingsError
from bot.ui.asking import asked_of, given, number_of, word_of
from bot.ui.exchanges import Asked
from bot.ui.visitors import visitor_of
from bot.ui.waiting import Desk

if TYPE_CHECKING:
    from bot.ui.conversation_pane import ConversationEvents

Way = Callable[[Asked, str], Asked]  # what is asked when a word was pressed, "" for none


def as_it_is(asked: Asked, _word: str) -> Asked:
    """The question that was sent."""
    return asked


def in_turn(desk: Desk, events: "ConversationEvents", way: Way = as_it_is) -> Callable[..., Awaitable[str]]:
    """What answers a question asked in that `way`, for Gradio to call; the answer is computed at the desk.

    It always gives something to draw: when there is no answer, why.
    """

    async def answer_in_turn(request: gr.Request, event: gr.EventData) -> str:
        try:
            asked = way(asked_of(event), word_of(event))
        except SettingsError as error:
            return events.hinted(number_of(event), str(error))
        try:
            return await desk.serve(visitor_of(request.request), partial(events.answer, asked, given(event, "chosen")))
        except FootnoteError as error:
            return events.refused(asked, error)
        except Exception:  # noqa: BLE001  (the owner reads it in the window, the reader that there was something)
            traceback.print_exc()
            return events.own_up(asked)

    return answer_in_turn


def at_the_desk(
    desk: Desk, work: Callable[[gr.EventData], str], refused: Callable[[gr.EventData, str], str]
) -> Callable[..., Awaitable[str]]:
    """What does such `work` on a conversation that the page sent, for Gradio to call.

    As many at once as there are workers: for a moment, a long conversation takes many times its size in memory.
    """

    async def done_in_turn(request: gr.Request, event: gr.EventData) -> str:
        try:
            return await desk.serve(visitor_of(request.request), partial(work, event))
        except FootnoteError as error:
            return refused(event, str(error))

    return done_in_turn
