"""What the page asks while somebody waits: how many questions are before, and whether the encoder is there."""

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse

from bot.ui.saying import say
from bot.ui.visitors import visitor_of
from bot.ui.waiting import Desk, place_words

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.chatbot import ChatBot

PATH = "/footnote/waiting"


def add_waiting_route(app: "FastAPI", chatbot: "ChatBot", desk: Desk) -> None:
    """Serve the place of the visitor who asks, as `{"before": 2, "words": "2 questions are…", "warming_up": ""}`."""

    async def waiting(request: Request) -> JSONResponse:
        before = desk.before(visitor_of(request))
        warming_up = warming_up_words() if chatbot.is_warming_up else ""
        said = {"before": before, "words": place_words(before), "warming_up": warming_up}
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    app.router.add_route(PATH, waiting)


def warming_up_words() -> str:
    """What a reader is told while the encoder is not there."""
    return say("The search by meaning is being loaded; until then only words are compared.")
