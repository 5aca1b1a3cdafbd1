"""The guard before everything: names, origins, sizes, headers."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from bot.ui.app import page_app
from bot.ui.doors import Doors
from bot.ui.guard import DATA_POLICY, Bodies, Guard, Rules
from bot.ui.routes import GRADIO, KIB, SERVED, Body, Served
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

HOST = "127.0.0.1:7860"
OWN = {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}
CALL = f"{GRADIO}/call/v2/ask"
PARTNER = "https://intranet.example.org"
POSTS = [route for route in SERVED if route.method == "POST"]
PROVED = ((b"host", b"localhost"), (b"sec-fetch-site", b"same-origin"))
FOREIGN = [
    {"Origin": "http://evil.invalid"},
    {"Origin": "null"},
    {"Origin": f"http://{HOST}.evil.invalid"},
    {"Origin": "http://127.0.0.1:8080"},
    {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
    {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


def app_of(chatbot: "ChatBot", doors: Doors, *, is_read_only: bool = False) -> FastAPI:
    async def made() -> FastAPI:
        return page_app(chatbot, doors=doors, is_read_only=is_read_only)

    return run_apart(made())


@pytest.fixture(scope="module")
def client(chatbot: "ChatBot") -> Iterator[TestClient]:
    with TestClient(app_of(chatbot, Doors(has_tools=True)), base_url=f"http://{HOST}") as client:
        yield client


@pytest.fixture(scope="module")
def opened(chatbot: "ChatBot") -> Iterator[TestClient]:
    """A page behind a proxy, with a name of its own and a website that may use its API."""
    doors = Doors(allowed_hosts=("docs.example.org",), allowed_origins=(PARTNER,), root_path="/docs")
    with TestClient(app_of(chatbot, doors), base_url="https://docs.example.org") as client:
        yield client


def path_of(route: Served) -> str:
    return route.path.replace("{api_name}", "ask")


def untouched() -> Iterator[bytes]:
    """A body that must not be read."""
    return (pytest.fail(reason) for reason in ["the body was read"])


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_no_route_takes_a_post_of_another_site_nor_reads_it(
    client: TestClient, route: Served, headers: dict[str, str]
) -> None:
    answer = client.post(path_of(route), content=untouched(), headers=headers)
    assert answer.status_code == 403
    assert answer.json()["detail"].startswith("Another website sent this request")


@pytest.mark.parametrize("route", POSTS, ids=lambda route: route.path)
def test_no_route_takes_more_than_its_limit_nor_reads_what_is_told_to_be_more(
    client: TestClient, route: Served
) -> None:
    told = client.post(path_of(route), content=untouched(), headers={**OWN, "Content-Length": str(1 << 40)})
    assert (told.status_code, told.json()["detail"][:20]) == (413, "This is larger than ")


@pytest.mark.parametrize("route", [route for route in POSTS if route.body is Body.WHOLE], ids=lambda route: route.path)
def test_nothing_is_read_beyond_the_piece_that_is_too_much(route: Served) -> None:
    pieces = 0
    said: list[Message] = []

    async def receive() -> Message:
        nonlocal pieces
        pieces += 1
        return {"type": "http.request", "body": b" " * 64 * KIB, "more_body": True}

    async def send(message: Message) -> None:
        said.append(message)

    async def unreached(*_: object) -> None:
        pytest.fail("the request was passed on")

    scope = {"type": "http", "method": "POST", "path": path_of(route), "headers": [*PROVED]}
    run_apart(Guard(Bodies(unreached), Rules(hosts=("localhost",)))(scope, receive, send))
    assert said[0]["status"] == 413
    assert pieces == route.most_bytes // (64 * KIB) + 1


def asked_of(app: ASGIApp, receive: Callable[[], Awaitable[Message]]) -> list[Message]:
    """What a guarded app sends back to a call, of which `receive` gives the body."""
    said: list[Message] = []

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "path": CALL, "headers": [*PROVED]}
    run_apart(Guard(app, Rules(hosts=("localhost",)))(scope, receive, send))
    return said


async def unreached(*_: object) -> None:
    pytest.fail("the request was passed on")


def test_a_body_that_never_ends_is_given_up() -> None:
    async def receive() -> Message:
        await asyncio.Event().wait()
        pytest.fail("this never comes")

    said = asked_of(Bodies(unreached, patience_s=0.01), receive)
    assert said[0]["status"] == 408
    assert json.loads(said[1]["body"]) == {"detail": "This request took too long to come; send it again."}


def test_all_bodies_together_have_a_limit_and_give_their_room_back() -> None:
    bodies = Bodies(unreached, most_bytes=100)

    def pieces(*sizes: int) -> Callable[[], Awaitable[Message]]:
        left = iter(sizes)

        async def receive() -> Message:
            return {"type": "http.request", "body": b"x" * next(left), "more_body": True}

        return receive

    for _ in range(3):
        assert asked_of(bodies, pieces(60, 60))[0]["status"] == 503


def test_what_breaks_inside_is_told_in_a_sentence_and_to_the_owner(capsys: pytest.CaptureFixture[str]) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("secret")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    start, body = asked_of(broken, receive)
    assert start["status"] == 500
    assert (b"content-security-policy", DATA_POLICY.encode()) in start["headers"]
    assert json.loads(body["body"])["detail"].startswith("Something went wrong inside Footnote")
    assert "RuntimeError: secret" in capsys.readouterr().err


@pytest.mark.parametrize("origin", ["http://[::1", "http://]", "//x", "http://"])
def test_an_origin_that_is_none_is_another_site(client: TestClient, origin: str) -> None:
    assert client.post(CALL, content=untouched(), headers={"Origin": origin}).status_code == 403


def test_a_limit_is_told_in_the_language_of_the_reader(client: TestClient) -> None:
    headers = {**OWN, "Accept-Language": "de", "Content-Length": str(1 << 40)}
    refused = client.post("/footnote/uploads/build", content=untouched(), headers=headers)
    assert refused.json() == {"detail": "Das ist größer als 65.536 Byte; mehr ist nicht erlaubt."}


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    "path", ["/config", f"{GRADIO}/queue/data", f"{GRADIO}/info", "/source/page.png", "/theme.css"]
)
def test_another_site_reads_nothing(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.get(path, headers={"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script", **headers})
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_a_link_on_another_site_opens_the_page_and_a_frame_does_not(client: TestClient) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/?source=x", headers=link).status_code == 200
    assert client.get("/", headers={**link, "Sec-Fetch-Dest": "iframe"}).status_code == 403
    assert client.get("/config", headers=link).status_code == 403
    assert client.post("/", headers=link).status_code == 404


def test_a_program_says_nothing_of_where_it_comes_from_and_is_answered(client: TestClient) -> None:
    asked = client.post(CALL, json={"question": "How long does swelling last?"})
    assert asked.status_code == 200
    assert "event_id" in asked.json()


@pytest.mark.parametrize("host", ["evil.invalid", "evil.invalid:7860", "127.0.0.1.evil.invalid", "", "192.0.2.7"])
@pytest.mark.parametrize("path", ["/", "/config", CALL])
def test_a_foreign_name_that_leads_here_reads_nothing(client: TestClient, host: str, path: str) -> None:
    answer = client.request("POST" if path == CALL else "GET", path, headers={"Host": host})
    assert answer.status_code == 403
    assert "--allowed-host" in answer.json()["detail"]


def test_the_name_that_a_proxy_was_asked_for_counts_as_well(client: TestClient) -> None:
    assert client.get("/config", headers={"X-Forwarded-Host": "evil.invalid"}).status_code == 403
    assert client.get("/config", headers={"X-Forwarded-Host": "localhost"}).status_code == 200


@pytest.mark.parametrize("header", ["X-Gradio-Server", "X-Forwarded-Host"])
def test_gradio_believes_no_header_of_where_it_is(client: TestClient, header: str) -> None:
    assert "localhost:9" not in client.get("/config", headers={header: "localhost:9"}).text


def test_only_the_page_runs_scripts_and_those_that_bear_its_nonce(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")
    policies = [page.headers["Content-Security-Policy"] for page in (first, second)]
    assert "'unsafe-inline'" not in next(part for part in policies[0].split("; ") if part.startswith("script-src"))
    assert policies[0] != policies[1]
    nonce = policies[0].split("'nonce-")[1].split("'")[0]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonce}"') > 5
    assert "https://" not in first.text.split("window.gradio_config")[0]
    for path in ("/config", "/footnote/waiting", "/theme.css", "/nothing"):
        assert client.get(path).headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


def file_at(address: str) -> dict[str, object]:
    return {"path": address, "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize("path", [CALL, f"{GRADIO}/call/ask", f"{GRADIO}/queue/join", f"{GRADIO}/run/predict"])
def test_no_body_makes_gradio_fetch_a_file(client: TestClient, path: str) -> None:
    given = {"data": [[{"deep": file_at("http://127.0.0.1:9/secret")}]], "fn_index": 0, "session_hash": "x"}
    written = json.dumps(given)
    for body in (written, written.replace("FileData", "\\u0046ileData")):
        answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()) == (422, {"detail": "Footnote takes no files here."})


def test_a_question_about_the_word_is_no_file(client: TestClient) -> None:
    assert client.post(CALL, json={"question": "What is the _type gradio.FileData?"}).status_code == 200


def test_a_website_that_the_owner_names_uses_the_api_and_changes_nothing(opened: TestClient) -> None:
    theirs = {"Origin": PARTNER, "Sec-Fetch-Site": "cross-site"}
    asked = opened.post(CALL, json={"question": "How long does swelling last?"}, headers=theirs)
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Origin"] == PARTNER
    asking = {**theirs, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    before = opened.options(CALL, headers=asking)
    assert (before.status_code, before.headers["Access-Control-Allow-Methods"]) == (204, "POST, GET")
    assert opened.post("/footnote/uploads/build", headers=theirs).status_code == 403
    other = {**asking, "Origin": "https://evil.invalid"}
    assert "Access-Control-Allow-Origin" not in opened.options(CALL, headers=other).headers


def test_the_page_is_the_same_with_the_path_of_the_proxy_and_without(opened: TestClient) -> None:
    for path in ("/docs/footnote/waiting", "/footnote/waiting"):
        assert opened.get(path).json()["before"] == 0
    moved = opened.get("/docs", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (307, "/docs/")
    assert opened.get("/docs?document=a%20b&start=1", follow_redirects=False).headers["location"] == (
        "/docs/?document=a%20b&start=1"
    )
    assert opened.get("/docsfootnote/waiting").status_code == 404


def test_the_page_behind_a_proxy_is_our_own_whatever_host_that_passes_on(opened: TestClient) -> None:
    page = {"Origin": "https://docs.example.org", "Sec-Fetch-Site": "same-origin"}
    for host in ("docs.example.org", HOST, "localhost"):
        answer = opened.post("/footnote/uploads/remove", headers={**page, "Host": host, "Footnote-Name": "none.md"})
        assert answer.status_code == 404  # as far as the route itself, which has no such document
    for origin in ("https://docs.example.org:8443", "https://evil.invalid"):
        assert opened.post(CALL, headers={"Origin": origin, "Host": HOST}).status_code == 403


def test_read_only_holds_for_every_route_that_changes_documents(chatbot: "ChatBot") -> None:
    with TestClient(app_of(chatbot, Doors(), is_read_only=True), base_url=f"http://{HOST}") as client:
        for route in (route for route in SERVED if route.is_ours):
            answer = client.post(route.path, content=b"x", headers=OWN)
            assert (answer.status_code, "--read-only" in answer.json()["problem"]) == (403, True)


@pytest.mark.parametrize(
    ("own", "host", "is_known"),
    [
        ("docs.example.org", "docs.example.org:8443", True),
        ("docs.example.org:8443", "docs.example.org:8443", True),
        ("docs.example.org:8443", "docs.example.org", False),
        ("*.example.org", "docs.example.org", True),
        ("*.example.org", "a.docs.example.org:80", True),
        ("*.example.org", "example.org", False),
        ("*.example.org", "evilexample.org", False),
        ("[::1]", "[::1]:7860", True),
        ("docs.example.org", "DOCS.example.org", True),
    ],
)
def test_a_name_is_known_with_any_port_unless_it_has_its_own(own: str, host: str, *, is_known: bool) -> None:
    assert Rules(hosts=(own,)).knows_host(host) is is_known


def test_a_neighbour_below_the_same_name_is_another_site() -> None:
    shared = Rules(hosts=("localhost", "*.gradio.live"))
    assert shared.knows_host("ours.gradio.live")
    assert shared.is_own_origin("https://ours.gradio.live", ["ours.gradio.live"])
    assert not shared.is_own_origin("https://theirs.gradio.live", ["ours.gradio.live"])
    assert not shared.is_own_origin("http://localhost", ["localhost:7860"])


def test_an_address_is_a_name_only_where_others_may_come_in() -> None:
    for address in ("192.0.2.7:7860", "[2001:db8::1]:7860", "10.0.0.1"):
        assert Rules(hosts=(), takes_addresses=True).knows_host(address)
        assert not Rules(hosts=()).knows_host(address)
    assert not Rules(hosts=(), takes_addresses=True).knows_host("192.0.2.7.evil.invalid")
