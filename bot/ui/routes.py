"""The routes that are served. Whatever else the libraries below would answer is not there for anybody outside.

The table names each route as the app that has it does, so that a test can hold it against the routes of the Gradio
that is installed (`tests/ui/test_routes.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from starlette.routing import compile_path
from starlette.types import Scope

from bot.ui.limits import MOST_CALL_BYTES

KIB, MIB = 1 << 10, 1 << 20
GRADIO = "/gradio_api"
ROOT = "footnote.root"  # in the scope of a request: the path below which a proxy serves the page, "" for none
LONGEST_PATH_CHARS = 200  # the longest that is served has some 80; no file system takes names of more than 255 bytes
PAGE_BYTES = 24 * MIB  # a conversation to be saved as a file: bot.ui.history.MOST_SAVED_CHARS, in UTF-8
TOOL_BYTES = 1 * MIB
SMALL_BYTES = 64 * KIB


class Body(StrEnum):
    """What becomes of the body of a request."""

    NONE = "none"  # it has none
    WHOLE = "whole"  # it is read before the app hears of the request
    UPLOAD = "upload"  # the app reads it piece by piece; the limit is that of uploads


@dataclass(frozen=True, slots=True)
class Served:
    """A route that is served; HEAD goes where GET does.

    `is_page` may be opened by a link on any site. `is_ours` changes documents, so a request has to prove that it comes
    from our own page; other routes take requests of programs, which do not say where they come from.
    """

    method: str
    path: str
    body: Body = Body.NONE
    most_bytes: int = 0
    is_page: bool = False
    is_ours: bool = False


def _get(path: str, *, is_page: bool = False) -> Served:
    return Served("GET", path, is_page=is_page)


def _post(path: str, most_bytes: int, *, is_ours: bool = False) -> Served:
    return Served("POST", path, Body.WHOLE, most_bytes, is_ours=is_ours)


SERVED = (
    _get("/", is_page=True),
    # the login, if there is one (bot.ui.login); a link to the page leads to it
    _get("/footnote/login", is_page=True),
    _get("/footnote/login.css"),
    _post("/footnote/login", SMALL_BYTES),
    _post("/footnote/logout", SMALL_BYTES),
    # what the page is made of
    _get("/assets/{path:path}"),
    _get("/static/{path:path}"),
    _get("/theme.css"),
    _get("/favicon.ico"),
    # its events
    _post(f"{GRADIO}/run/predict", PAGE_BYTES),
    _get(f"{GRADIO}/heartbeat/{{session_hash}}"),
    _get(f"{GRADIO}/app_id"),  # by which a page that lost its server knows that another one is there
    # the endpoint, by Gradio's clients and without one
    _get("/config"),
    _get(f"{GRADIO}/info"),
    _post(f"{GRADIO}/queue/join", MOST_CALL_BYTES),
    _get(f"{GRADIO}/queue/data"),
    _post(f"{GRADIO}/cancel", SMALL_BYTES),
    _post(f"{GRADIO}/call/{{api_name}}", MOST_CALL_BYTES),
    _post(f"{GRADIO}/call/v2/{{api_name}}", MOST_CALL_BYTES),
    _get(f"{GRADIO}/call/{{api_name}}/{{event_id}}"),
    _get(f"{GRADIO}/call/v2/{{api_name}}/{{event_id}}"),
    # our own
    _get("/footnote/waiting"),
    _get("/source/page.png"),
    _get("/source/original"),
    _get("/footnote/uploads"),
    Served("POST", "/footnote/uploads/file", Body.UPLOAD, is_ours=True),
    _post("/footnote/uploads/build", SMALL_BYTES, is_ours=True),
    _post("/footnote/uploads/remove", SMALL_BYTES, is_ours=True),
    # the tools
    _post("/mcp", TOOL_BYTES),
    _get("/mcp"),
    Served("DELETE", "/mcp"),
)


def route_of(method: str, path: str) -> Served | None:
    """The route that answers a request; None when nothing does."""
    wanted = "GET" if method == "HEAD" else method
    if len(path) > LONGEST_PATH_CHARS:
        return None
    return next((route for route in SERVED if route.method == wanted and _pattern(route.path).fullmatch(path)), None)


def methods_at(path: str) -> Sequence[str]:
    """The methods that are answered at a path."""
    return [route.method for route in SERVED if _pattern(route.path).fullmatch(path)]


def root_of(scope: Scope) -> str:
    """The path below which a proxy serves the page, as readers see it; "" for none."""
    return str(scope.get(ROOT, ""))


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return compile_path(path)[0]
