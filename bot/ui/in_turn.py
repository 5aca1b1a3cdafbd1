"""An event of the page that waits for its turn, without holding a thread meanwhile."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import gradio as gr

from bot.errors import FootnoteError
from bot.ui.visitors import visitor_of
from bot.ui.waiting import Desk

T = TypeVar("T")


def in_turn(desk: Desk, answer: Callable[..., T], refused: Callable[..., T]) -> Callable[..., Awaitable[T]]:
    """`answer` for Gradio to call, computed at the desk.

    When the desk is full, or the answer fails for a reason that can be told, what is given is `refused(error, …)`.
    """

    async def answer_in_turn(request: gr.Request, *given: object) -> T:
        try:
            return await desk.serve(visitor_of(request.request), partial(answer, *given))
        except FootnoteError as error:
            return refused(error, *given)

    return answer_in_turn
