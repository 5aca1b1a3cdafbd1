"""Who asks, as far as fairness needs to know: a random name in a cookie, or the address a program calls from."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "footnote-visitor"
NAME_BYTES = 16
PAGE = "/"


def visitor_of(request: HTTPConnection | None) -> str:
    """The visitor behind a request: the same for all tabs of a browser, and for all programs of one address."""
    if request is not None and COOKIE in request.cookies:
        return f"page {request.cookies[COOKIE]}"
    client = request.client if request is not None else None
    return f"program {client.host if client else 'unknown'}"


class Visitors:
    """Gives every browser that opens the page a name, kept until the browser is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and set the cookie on the page itself when it has none."""
        if scope["type"] != "http" or scope["path"] != PAGE or COOKIE in HTTPConnection(scope).cookies:
            await self.app(scope, receive, send)
            return

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                name = secrets.token_urlsafe(NAME_BYTES)
                MutableHeaders(scope=message).append(
                    "Set-Cookie", f"{COOKIE}={name}; Path=/; HttpOnly; SameSite=Strict"
                )
            await send(message)

        await self.app(scope, receive, send_named)
