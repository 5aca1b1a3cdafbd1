"""What is sent to Gradio's endpoints, looked at first: to what it cannot read, it answers with a traceback."""

import reprlib
from collections.abc import Mapping

from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import SettingsError
from bot.ui.limits import (
    MOST_CALL_BRACKETS,
    half_character,
    require_documents,
    require_history,
    require_question,
    require_words,
)
from bot.ui.routes import GRADIO

CALL = f"{GRADIO}/call/"
NAMED = "v2"  # as docs/api.md shows: arguments by their names; without it, in their order
ENDPOINT = "ask"
ARGUMENTS = ("question", "history", "without", "pinned", "documents")  # of bot.ui.api
FILE = b"FileData"  # the end of the type by which Gradio knows what stands for a file
UNREAD = 422  # a body of the right kind that cannot be understood (RFC 9110)
UNKNOWN = 404


class CheckedCalls:
    """Refuses, in a sentence, what Gradio could not read, and a call of the endpoint that is none or asks too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is one that cannot be answered."""
        route = scope["path"] if scope["type"] == "http" and scope["method"] == "POST" else ""
        if not route.startswith(f"{GRADIO}/"):
            await self.app(scope, receive, send)
            return
        is_call = route.startswith(CALL)
        version, _, name = route.removeprefix(CALL).strip("/").rpartition("/")
        if is_call and name != ENDPOINT:
            await _refusal(f"There is no endpoint {_short(name)}; ask {ENDPOINT!r}.", UNKNOWN)(scope, receive, send)
            return
        body = await Request(scope, receive).body()  # within its limit, by bot.ui.guard
        try:
            if is_call:
                require_call(body, is_named=version == NAMED)
            else:
                _object(body)
        except SettingsError as error:
            await _refusal(str(error), UNREAD)(scope, receive, send)
        else:
            await self.app(scope, _again(body, receive), send)


def require_call(body: bytes, *, is_named: bool) -> None:
    """Raise SettingsError unless `body` asks a question within the limits, with arguments that the endpoint knows.

    Whether the history holds answers, the endpoint itself says.
    """
    if body.count(b"[") + body.count(b"{") > MOST_CALL_BRACKETS:
        raise SettingsError(f"The body holds more than {MOST_CALL_BRACKETS:,} lists and objects; give fewer answers.")
    given = _object(body)
    named = _by_name(given) if is_named else _in_order(given)
    require_question(named["question"])
    require_history(named.get("history"))
    require_words(named.get("without"), "without")
    require_words(named.get("pinned"), "pinned")
    require_documents(named.get("documents"))


def _object(body: bytes) -> dict[str, object]:
    """The JSON object of a body; no lone surrogate is in it, no file, and it is 200 levels deep at most."""
    try:
        given = from_json(body)
    except ValueError as error:
        raise SettingsError(_why_unread(str(error))) from error
    if (FILE in body or b"\\u" in body) and _names_a_file(given):
        raise SettingsError("Footnote takes no files here.")
    if not isinstance(given, dict):
        raise SettingsError(f'The body must be a JSON object, such as {{"question": "…"}}; got {_short(given)}.')
    return given


def _names_a_file(given: object) -> bool:
    """Whether there is what Gradio takes for a file, which it would fetch from wherever its address is."""
    waiting = [given]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if str(value.get("_type", "")).encode().endswith(FILE):
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return False


def _why_unread(reason: str) -> str:
    if "surrogate" in reason or "hex escape" in reason:  # of "\ud800" the parser says the second where text follows
        return half_character("The body")
    if "recursion" in reason:
        return "The body is nested too deeply; answers of Footnote have few levels."
    return 'The body must be JSON, such as {"question": "…"}, in UTF-8.'


def _by_name(given: Mapping[str, object]) -> Mapping[str, object]:
    unknown = [name for name in given if name not in ARGUMENTS]
    if unknown:
        raise SettingsError(f"There is no argument {_short(unknown[0])}; there are {', '.join(ARGUMENTS)}.")
    if "question" not in given:
        raise SettingsError('\'question\' is missing; give one, as in {"question": "…"}.')
    return given


def _in_order(given: Mapping[str, object]) -> Mapping[str, object]:
    data = given.get("data")
    if not isinstance(data, list) or not len(data) == len(ARGUMENTS):
        raise SettingsError(
            f"'data' must be a list of {', '.join(ARGUMENTS)}, null for what is left out; got {_short(data)}."
        )
    return dict(zip(ARGUMENTS, data, strict=True))


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
