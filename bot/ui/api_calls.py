"""What is sent to Gradio's endpoints, looked at first: to what it cannot read, it answers with a traceback."""

import reprlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from pydantic_core import from_json
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import SettingsError
from bot.ui.guard import again
from bot.ui.limits import (
    MOST_CALL_BRACKETS,
    MOST_COMMAS,
    MOST_EVENT_BRACKETS,
    MOST_EVENT_VALUES,
    MOST_TOOL_BRACKETS,
    half_character,
    require_documents,
    require_history,
    require_optional_document,
    require_question,
    require_tool_argument,
    require_words,
)
from bot.ui.routes import GRADIO

CALL, EVENT = f"{GRADIO}/call/", f"{GRADIO}/run/predict"
TOOLS = "/mcp"
GUIDE = "guide"
NAMED = "v2"  # as docs/api.md shows: arguments by their names; without it, in their order
# The endpoints of bot.ui.api and their arguments, the first of which must be given, but for a guide of all documents.
ENDPOINTS = {
    "ask": ("question", "history", "without", "pinned", "documents"),
    "find": ("query", "documents"),
    "guide": ("document",),
}
FILE = b"FileData"  # the end of the type by which Gradio knows what stands for a file
UNREAD = 422  # a body of the right kind that cannot be understood (RFC 9110)
UNKNOWN, NO_REQUEST = 404, 400
PARSE_ERROR = -32_700  # of JSON-RPC 2.0


class CheckedCalls:
    """Refuses, in a sentence, what Gradio or MCP's library could not read, and what asks too much.

    `events` are the numbers of those functions of the page that run here.
    """

    def __init__(self, app: ASGIApp, events: Collection[int] = ()) -> None:
        self.app = app
        self._events = events

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is one that cannot be answered."""
        check = self._check(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        if check is None:
            await self.app(scope, receive, send)
            return
        body = await Request(scope, receive).body()  # within its limit, by bot.ui.guard
        try:
            check(body)
        except _NoEndpoint as error:
            await _refusal(str(error), UNKNOWN)(scope, receive, send)
        except _NoToolCall as error:
            await error.answer()(scope, receive, send)
        except SettingsError as error:
            await _refusal(str(error), UNREAD)(scope, receive, send)
        else:
            await self.app(scope, again(body, receive), send)

    def _check(self, route: str) -> Callable[[bytes], object] | None:
        if route == TOOLS:
            return require_tool_call
        if route == EVENT:
            return partial(require_event, events=self._events)
        if not route.startswith(CALL):
            return require_object if route.startswith(GRADIO) else None
        version, _, name = route.removeprefix(CALL).rpartition("/")
        return partial(_require_endpoint, name=name, is_named=version == NAMED)


class _NoEndpoint(SettingsError):
    """There is no endpoint of that name."""


class _NoToolCall(SettingsError):
    """A call of a tool cannot be read, or asks what it may not; it is told to who called, in its own protocol."""

    def __init__(self, sentence: str, number: object = None, *, is_read: bool = True) -> None:
        super().__init__(sentence)
        self._number = number
        self._is_read = is_read

    def answer(self) -> JSONResponse:
        """The result of the call (Model Context Protocol, "Error Handling" of tools), or the error of JSON-RPC 2.0."""
        head = {"jsonrpc": "2.0", "id": self._number}
        if not self._is_read:
            return JSONResponse({**head, "error": {"code": PARSE_ERROR, "message": f"Parse error: {self}"}}, NO_REQUEST)
        said = {"content": [{"type": "text", "text": str(self)}], "isError": True, "resultType": "complete"}
        return JSONResponse({**head, "result": said})


def _require_endpoint(body: bytes, *, name: str, is_named: bool) -> None:
    if name not in ENDPOINTS:
        raise _NoEndpoint(f"There is no endpoint {_short(name)}; there are {', '.join(ENDPOINTS)}.")
    require_call(body, name, is_named=is_named)


def require_event(body: bytes, *, events: Collection[int]) -> None:
    """Raise SettingsError unless `body` is an event of the page: few values, most of them texts."""
    given = require_object(body, most_brackets=MOST_EVENT_BRACKETS)
    number = given.get("fn_index")
    if not isinstance(number, int) or number not in events:
        raise SettingsError(f"The page has no event {_short(number)}; load it again.")
    data = given.get("data")
    if not isinstance(data, list) or len(data) > MOST_EVENT_VALUES or any(isinstance(one, list) for one in data):
        raise SettingsError("The event does not hold what the page sends; load it again.")


def require_tool_call(body: bytes) -> None:
    """Raise SettingsError when `body` calls a tool with what is too much, or no argument of its kind."""
    try:
        given = require_object(body, most_brackets=MOST_TOOL_BRACKETS)
    except SettingsError as error:
        raise _NoToolCall(str(error), is_read=False) from error
    params = given.get("params")
    arguments = params.get("arguments") if isinstance(params, dict) else None
    if given.get("method") != "tools/call" or not isinstance(arguments, dict):
        return
    try:
        for name, value in arguments.items():
            require_tool_argument(name, value)
    except SettingsError as error:
        raise _NoToolCall(str(error), given.get("id")) from error


def require_call(body: bytes, endpoint: str = "ask", *, is_named: bool) -> None:
    """Raise SettingsError unless `body` asks that endpoint within the limits, with arguments that it knows.

    Whether the history holds answers, the endpoint itself says.
    """
    given, arguments = require_object(body), ENDPOINTS[endpoint]
    named = _by_name(given, arguments) if is_named else _in_order(given, arguments)
    if endpoint == GUIDE:
        require_optional_document(named.get("document"))
        return
    require_question(named[arguments[0]], arguments[0])
    require_history(named.get("history"))
    require_words(named.get("without"), "without")
    require_words(named.get("pinned"), "pinned")
    require_documents(named.get("documents"))


def require_object(body: bytes, *, most_brackets: int = MOST_CALL_BRACKETS) -> dict[str, object]:
    """The JSON object of a body; no lone surrogate is in it, no file, and it is 200 levels deep at most.

    Raises SettingsError for any other body, and for one whose values would take long to read.
    """
    if body.count(b"[") + body.count(b"{") > most_brackets:
        raise SettingsError(f"The body holds more than {most_brackets:,} lists and objects; give fewer.")
    if body.count(b",") > MOST_COMMAS:
        raise SettingsError(f"The body holds more than {MOST_COMMAS:,} values; give fewer.")
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


def _by_name(given: Mapping[str, object], arguments: Sequence[str]) -> Mapping[str, object]:
    unknown = [name for name in given if name not in arguments]
    if unknown:
        raise SettingsError(f"There is no argument {_short(unknown[0])}; there are {', '.join(arguments)}.")
    if arguments[0] not in given and arguments != ENDPOINTS[GUIDE]:
        raise SettingsError(f'{arguments[0]!r} is missing; give one, as in {{"{arguments[0]}": "…"}}.')
    return given


def _in_order(given: Mapping[str, object], arguments: Sequence[str]) -> Mapping[str, object]:
    data = given.get("data")
    if not isinstance(data, list) or not len(data) == len(arguments):
        raise SettingsError(
            f"'data' must be a list of {', '.join(arguments)}, null for what is left out; got {_short(data)}."
        )
    return dict(zip(arguments, data, strict=True))


def _short(value: object) -> str:
    return reprlib.repr(value)


def _refusal(reason: str, status: int) -> JSONResponse:
    return JSONResponse({"detail": reason}, status)
