"""What programs send to the endpoint, looked at first: to what Gradio cannot read, it answers with a traceback."""

import json
import reprlib

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import SettingsError

CALL = "/gradio_api/call/"
NAMED = "v2"  # as docs/api.md shows: arguments by their names; without it, in their order
ENDPOINT = "ask"
ARGUMENTS = ("question", "history", "without", "pinned", "documents")  # of bot.ui.api
UNREAD = 422  # a body of the right kind that cannot be understood (RFC 9110)
UNKNOWN = 404


class CheckedCalls:
    """Refuses, in a sentence, a call of the endpoint that names no question or what it does not know."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is a call that cannot be read."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith(CALL):
            await self.app(scope, receive, send)
            return
        version, _, name = scope["path"].removeprefix(CALL).strip("/").rpartition("/")
        if name != ENDPOINT:
            await _refusal(f"There is no endpoint {name!r}; ask {ENDPOINT!r}.", UNKNOWN)(scope, receive, send)
            return
        body = await Request(scope, receive).body()
        try:
            require_call(body, is_named=version == NAMED)
        except SettingsError as error:
            await _refusal(str(error), UNREAD)(scope, receive, send)
        else:
            await self.app(scope, _again(body, receive), send)


def require_call(body: bytes, *, is_named: bool) -> None:
    """Raise SettingsError unless `body` gives a question, and nothing that the endpoint does not know.

    What the values are worth, the endpoint itself says.
    """
    given = _object(body)
    if is_named:
        _require_names(given)
        return
    data = given.get("data")
    if not isinstance(data, list) or not len(data) == len(ARGUMENTS):
        raise SettingsError(
            f"'data' must be a list of {', '.join(ARGUMENTS)}, null for what is left out; got {_short(data)}."
        )


def _object(body: bytes) -> dict[str, object]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SettingsError('The body must be JSON, such as {"question": "…"}, in UTF-8.') from error
    if not isinstance(given, dict):
        raise SettingsError(f'The body must be a JSON object, such as {{"question": "…"}}; got {_short(given)}.')
    return given


def _require_names(given: dict[str, object]) -> None:
    unknown = [name for name in given if name not in ARGUMENTS]
    if unknown:
        raise SettingsError(f"There is no argument {_short(unknown[0])}; there are {', '.join(ARGUMENTS)}.")
    if "question" not in given:
        raise SettingsError('\'question\' is missing; give one, as in {"question": "…"}.')


def _short(value: object) -> str:
    return reprlib.repr(value)


def _refusal(reason: str, status: int) -> JSONResponse:
    return JSONResponse({"detail": reason}, status)


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read already, then whatever comes after it."""
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return whole.pop() if whole else await receive()

    return received
