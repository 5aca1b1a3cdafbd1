"""An event of the page that waits for its turn, without holding a thread meanwhile."""

from collections.abc import Awaitable, Callable
from functools import partial
from inspect import signature
from typing import TypeVar

import gradio as gr

from bot.errors import TooBusy
from bot.ui.visitors import visitor_of
from bot.ui.waiting import Desk

T = TypeVar("T")


def in_turn(desk: Desk, answer: Callable[..., T]) -> Callable[..., Awaitable[T]]:
    """`answer` for Gradio to call, computed at the desk; it is handed the request when it has a parameter `request`."""
    takes_request = "request" in signature(answer).parameters

    async def answer_in_turn(request: gr.Request, *given: object) -> T:
        work = partial(answer, *given, request=request) if takes_request else partial(answer, *given)
        try:
            return await desk.serve(visitor_of(request.request), work)
        except TooBusy as error:
            raise gr.Error(str(error), print_exception=False) from error

    return answer_in_turn
