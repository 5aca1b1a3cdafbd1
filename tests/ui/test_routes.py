"""What is served, held against all that the installed Gradio would serve: nothing is open that nobody has looked at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient

from bot.ui.app import page_app
from bot.ui.doors import Doors
from bot.ui.routes import SERVED, route_of
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

# Of Gradio 6.31 and FastAPI. A route that a newer version brings stands in neither list, and fails the first test:
# look at what it does before it is added here, or to bot.ui.routes.
REFUSED = frozenset(
    """
    GET /config/
    GET /gradio_api/app_id/
    GET /gradio_api/custom_component/{id}/{environment}/{type}/{file_name}
    GET /gradio_api/deep_link
    GET /gradio_api/dev/reload
    GET /gradio_api/file/{path:path}
    GET /gradio_api/file={path_or_url:path}
    GET /gradio_api/info/
    GET /gradio_api/login_check
    GET /gradio_api/login_check/
    GET /gradio_api/openapi.json
    GET /gradio_api/proxy={url_path:path}
    GET /gradio_api/queue/status
    GET /gradio_api/runs
    GET /gradio_api/runs/
    GET /gradio_api/startup-events
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8
    GET /gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
    GET /gradio_api/theme.css
    GET /gradio_api/token
    GET /gradio_api/token/
    GET /gradio_api/upload_progress
    GET /gradio_api/user
    GET /gradio_api/user/
    GET /gradio_api/vibe-code
    GET /gradio_api/vibe-code/
    GET /logout
    GET /manifest.json
    GET /monitoring
    GET /monitoring/summary
    GET /monitoring/{key}
    GET /openapi.json
    GET /pwa_icon
    GET /pwa_icon/{size}
    GET /robots.txt
    GET /svelte/{path:path}
    POST /gradio_api/api/{api_name}
    POST /gradio_api/api/{api_name}/
    POST /gradio_api/call/v2/{api_name}/
    POST /gradio_api/call/{api_name}/
    POST /gradio_api/component_server
    POST /gradio_api/component_server/
    POST /gradio_api/process_recording
    POST /gradio_api/reset
    POST /gradio_api/reset/
    POST /gradio_api/run/{api_name}/
    POST /gradio_api/stream/{event_id}
    POST /gradio_api/stream/{event_id}/close
    POST /gradio_api/undo-vibe-edit
    POST /gradio_api/undo-vibe-edit/
    POST /gradio_api/upload
    POST /gradio_api/vibe-code
    POST /gradio_api/vibe-code/
    POST /gradio_api/vibe-edit
    POST /gradio_api/vibe-edit/
    POST /gradio_api/vibe-starter-queries
    POST /gradio_api/vibe-starter-queries/
    POST /login
    POST /login/
""".split("\n")
)
BY_THE_DOOR = {path for path in (f"{route.method} {route.path}" for route in SERVED) if "/footnote/log" in path}
NARROWED = {"POST /gradio_api/run/{api_name}": "POST /gradio_api/run/predict"}  # the page's own events alone


def untouched() -> Iterator[bytes]:
    """A body that must not be read."""
    return (pytest.fail(reason) for reason in ["the body was read"])


def every_route(routes: list[BaseRoute]) -> Iterator[str]:
    """Method and path of everything that an app answers; HEAD goes with GET."""
    for route in routes:
        if isinstance(route, Mount):
            yield from (f"{each}" for each in every_route(route.routes or []))
            continue
        included = getattr(route, "original_router", None)  # Gradio's own API
        if included is not None:
            yield from every_route(included.routes)
            continue
        methods = getattr(route, "methods", None) or {"GET", "POST", "DELETE"}  # an ASGI app, which takes any
        yield from (f"{method} {getattr(route, 'path', '')}" for method in sorted(methods - {"HEAD"}))


@pytest.fixture(scope="module")
def app(chatbot: "ChatBot") -> FastAPI:
    async def made() -> FastAPI:
        return page_app(chatbot, doors=Doors(has_tools=True))

    return run_apart(made())


def test_every_route_of_the_installed_gradio_is_served_or_refused_by_name(app: FastAPI) -> None:
    refused = {line.strip() for line in REFUSED} - {""}
    served = {f"{route.method} {route.path}" for route in SERVED}
    found = {NARROWED.get(route, route) for route in every_route(app.router.routes)}
    assert found - served - refused == set(), "look at what these do, and serve or refuse them by name"
    assert served - found == BY_THE_DOOR, "served, and nobody answers"
    assert refused - found == set(), "no such route any more"


def test_what_is_refused_answers_404_before_its_body_is_read(app: FastAPI) -> None:
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        for line in sorted({line.strip() for line in REFUSED} - {""}):
            method, path = line.split()
            named = path.replace(":path", "").replace("{path_or_url}", "http://127.0.0.1:1/x").replace("{", "")
            answer = client.request(method, named.replace("}", ""), content=untouched() if method == "POST" else None)
            assert (answer.status_code, answer.json()) == (404, {"detail": "Nothing is served at this address."}), line


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/run/ask",
        "/gradio_api/run/predict/",
        "/gradio_api/queue/join/",
        "/gradio_api//queue/join",
        "/gradio_api/queue/join/../../upload",
        "//gradio_api/upload",
        "/gradio_api/call/a/b/c",
        "/GRADIO_API/queue/join",
        "/mcp/",
        "/footnote/uploads/file/",
        "/gradio_api/queue/join\n",
        f"/gradio_api/call/{'a' * 1_000}",
    ],
)
def test_a_path_that_is_only_like_one_that_is_served_is_none(path: str) -> None:
    assert route_of("POST", path) is None


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "OPTIONS", "get"])
def test_a_method_that_no_route_names_is_not_answered(method: str) -> None:
    assert route_of(method, "/") is None
