"""The locked door: who is let in, how long, and what guessing costs whoever guesses."""

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.ui.accounts import Account, Credentials
from bot.ui.doors import Doors
from bot.ui.entrance import (
    MOST_COUNTED,
    MOST_SESSIONS,
    MOST_WAITING,
    Checked,
    Entrance,
    Guesses,
    Sessions,
    Verdict,
)
from bot.ui.login import LockedDoor
from bot.ui.reader_language import Languages
from bot.ui.routes import ROOT
from bot.ui.serve import RunningPage, start
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

PASSWORD = "it's a s:cret ✓"  # noqa: S105  (nobody's)
ADA = Account("ada", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD))
RIGHT, WRONG = Credentials("ada", PASSWORD), Credentials("ada", "wrong")
HERE, THERE = "10.0.0.7", "10.0.0.8"
OPENED = {"Accept": "text/html,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}
BY_SCRIPT = {"Accept": "*/*", "Sec-Fetch-Mode": "cors"}


@dataclass(slots=True)
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def entrance(clock: Clock, said: list[str]) -> Entrance:
    made = Entrance([ADA], report=said.append)
    made.sessions, made.guesses = Sessions(12, clock), Guesses(clock)
    return made


async def shown(_: Request) -> HTMLResponse:
    return HTMLResponse("the documents")


async def spoken(request: Request) -> PlainTextResponse:
    return PlainTextResponse(await request.body(), headers={"Cache-Control": "max-age=9"})


async def joined(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("inside")
    await socket.close()


@pytest.fixture
def door(entrance: Entrance) -> Languages:
    routes = [Route("/", shown), Route("/api", spoken, methods=["POST"]), WebSocketRoute("/socket", joined)]
    return Languages(LockedDoor(Starlette(routes=routes), entrance))


@pytest.fixture
def client(door: Languages) -> Iterator[TestClient]:
    with TestClient(door, follow_redirects=False, client=(HERE, 50_000)) as client:
        yield client


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


def log_in(client: TestClient, password: str = PASSWORD, to: str = "/", user: str = "ada") -> httpx2.Response:
    return client.post("/footnote/login", data={"user": user, "password": password, "to": to}, headers=OPENED)


# Sessions


def test_a_session_ends_when_it_was_not_used_and_in_any_case_after_its_hours(clock: Clock) -> None:
    sessions = Sessions(12, clock)
    used, unused = sessions.begin("ada"), sessions.begin("eve")
    for _ in range(11):
        clock.now += 3_600
        assert sessions.user_of(used) == "ada"
    assert sessions.user_of(unused) is None
    clock.now += 3_599
    assert sessions.user_of(used) == "ada"
    clock.now += 1
    assert sessions.user_of(used) is None
    assert len(sessions) == 0


def test_a_session_is_kept_by_the_hash_of_its_id_and_ended_alone() -> None:
    sessions = Sessions()
    one, other = sessions.begin("ada"), sessions.begin("ada")
    assert len({one, other}) == 2
    assert len(one) >= 43  # 32 bytes
    assert one not in repr(vars(sessions))
    sessions.end(one)
    assert (sessions.user_of(one), sessions.user_of(other), sessions.user_of("")) == (None, "ada", None)


def test_of_too_many_sessions_the_one_not_used_for_longest_ends() -> None:
    sessions = Sessions()
    first, second = sessions.begin("ada"), sessions.begin("ada")
    for _ in range(MOST_SESSIONS - 2):
        sessions.begin("eve")
    assert sessions.user_of(first) == "ada"
    sessions.begin("eve")
    assert (sessions.user_of(first), sessions.user_of(second)) == ("ada", None)
    assert len(sessions) == MOST_SESSIONS


# Guesses


def test_the_delay_doubles_from_a_second_to_minutes_for_an_address_and_to_one_for_a_name(clock: Clock) -> None:
    guesses = Guesses(clock)
    waits = []
    for _ in range(11):
        guesses.failed("ada", HERE)
        waits.append((guesses.account_wait_s("ada"), guesses.address_wait_s(HERE)))
        clock.now += waits[-1][1]
    assert [address for _, address in waits] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert [account for account, _ in waits] == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]
    assert (guesses.account_wait_s("ada"), guesses.address_wait_s(HERE)) == (0, 0)
    assert (guesses.account_wait_s("eve"), guesses.address_wait_s(THERE)) == (0, 0)


def test_wrong_passwords_are_forgotten_after_a_while_and_not_before(clock: Clock) -> None:
    guesses = Guesses(clock)
    for _ in range(3):
        guesses.failed("ada", HERE)
    clock.now += 899
    assert guesses.failed("ada", HERE) == 8
    clock.now += 900
    assert guesses.failed("ada", HERE) == 1


def test_what_is_counted_has_a_bound(clock: Clock) -> None:
    guesses = Guesses(clock)
    for k in range(MOST_COUNTED + 100):
        guesses.failed(f"{'x' * 5_000}{k}", f"10.{k >> 16}.{k >> 8 & 255}.{k & 255}")
    assert len(guesses) == 2 * MOST_COUNTED


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1", True),
        ("::ffff:10.0.0.7", "10.0.0.7", True),
        ("10.0.0.7", "10.0.0.8", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_network_of_version_6_is_one_address(one: str, other: str, is_same: bool) -> None:
    guesses = Guesses()
    guesses.failed("ada", one)
    assert (guesses.address_wait_s(other) > 0) is is_same


def test_a_password_is_not_read_while_its_address_or_its_name_must_wait(entrance: Entrance, clock: Clock) -> None:
    async def asked() -> list[Checked]:
        return [
            await entrance.check(WRONG, HERE),
            await entrance.check(RIGHT, HERE),
            await entrance.check(Credentials("eve", "wrong"), HERE),
            await entrance.check(RIGHT, THERE),
        ]

    wrong, *others = run_apart(asked())
    assert wrong == Checked(Verdict.WRONG, 1)
    assert others == [Checked(Verdict.UNREAD, 1)] * 3
    clock.now += 1
    assert run_apart(entrance.check(RIGHT, HERE)).verdict is Verdict.RIGHT


def test_guesses_sent_all_at_once_are_one_guess(entrance: Entrance) -> None:
    async def asked() -> list[Checked]:
        return await asyncio.gather(*(entrance.check(WRONG, HERE) for _ in range(100)))

    verdicts = [checked.verdict for checked in run_apart(asked())]
    assert verdicts.count(Verdict.WRONG) == 1
    assert verdicts.count(Verdict.UNREAD) == 99


def test_more_than_a_few_passwords_do_not_wait_to_be_read(entrance: Entrance) -> None:
    async def asked() -> list[Checked]:
        given = (entrance.check(Credentials(f"user{k}", "wrong"), f"10.0.1.{k}") for k in range(100))
        return await asyncio.gather(*given)

    verdicts = [checked.verdict for checked in run_apart(asked())]
    assert verdicts.count(Verdict.WRONG) == MOST_WAITING
    assert verdicts.count(Verdict.UNREAD) == 100 - MOST_WAITING


def test_who_came_in_from_an_address_is_not_kept_out_by_what_others_try_with_his_name(entrance: Entrance) -> None:
    async def asked() -> list[Verdict]:
        given = [(RIGHT, HERE), (WRONG, THERE), (RIGHT, HERE), (RIGHT, "10.0.0.9"), (WRONG, HERE), (RIGHT, HERE)]
        return [(await entrance.check(*each)).verdict for each in given]

    first, other, again, elsewhere, guessed, after = run_apart(asked())
    assert (first, other, again) == (Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT)
    assert elsewhere is Verdict.UNREAD
    assert (guessed, after) == (Verdict.UNREAD, Verdict.RIGHT)


def test_the_hash_is_computed_once_for_a_program_that_asks_again_and_again(
    entrance: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_apart(entrance.check(RIGHT, HERE))

    def refuse(*_: object) -> bool:
        raise AssertionError("computed again")

    monkeypatch.setattr(PasswordHasher, "verify", refuse)
    for _ in range(100):
        assert run_apart(entrance.check(RIGHT, HERE)) == Checked(Verdict.RIGHT)
    with pytest.raises(AssertionError, match="computed again"):
        run_apart(entrance.check(RIGHT, THERE))


def test_each_wrong_password_is_one_line_that_does_not_hold_it(entrance: Entrance, said: list[str]) -> None:
    name = "eve\n\x1b[2J\u202e" + "x" * 500

    async def asked() -> None:
        await entrance.check(Credentials(name, "hunter2"), "10.0.0.7")
        await entrance.check(Credentials(name, "hunter2"), "10.0.0.7")  # not read
        await entrance.check(RIGHT, "evil\nhost")
        await entrance.check(WRONG, "evil\nhost")

    run_apart(asked())
    first, second = said
    assert first.isprintable()
    assert second.isprintable()
    assert "hunter2" not in first + second
    assert "name 'eve\\n\\x1b[2J\\u202exxx" in first
    assert "from 10.0.0.7; the next one is read in 1 s" in first
    assert len(first) < 200
    assert "name 'ada', from 'evil\\nhost'" in second


# The door


@pytest.mark.parametrize("headers", [OPENED, {"Accept": "text/html"}])
def test_who_opens_an_address_is_led_to_the_login_and_back_to_that_very_address(
    client: TestClient, headers: dict[str, str]
) -> None:
    asked = "/?document=a%2Fb.md&start=1&end=5"
    sent = client.get(asked, headers=headers)
    assert (sent.status_code, sent.headers["location"]) == (
        303,
        "/footnote/login?to=/%3Fdocument%3Da%252Fb.md%26start%3D1%26end%3D5",
    )
    assert "www-authenticate" not in sent.headers
    page = client.get(sent.headers["location"], headers=headers)
    assert 'name="to" value="/?document=a%2Fb.md&amp;start=1&amp;end=5"' in page.text
    back = log_in(client, to=asked)
    assert (back.status_code, back.headers["location"]) == (303, asked)
    assert client.get(asked, headers=headers).text == "the documents"


def test_a_script_of_the_page_is_told_in_a_way_at_which_no_browser_asks_for_a_password(client: TestClient) -> None:
    told = client.post("/api", headers=BY_SCRIPT)
    assert (told.status_code, told.headers["www-authenticate"]) == (401, 'Login realm="Footnote"')
    assert told.json()["problem"] == "This page needs a user name and a password."


def test_a_program_is_asked_for_http_basic_and_gives_it_with_every_request(client: TestClient) -> None:
    told = client.post("/api", content="hi")
    assert (told.status_code, told.headers["www-authenticate"]) == (401, 'Basic realm="Footnote", charset="UTF-8"')
    answered = client.post("/api", content="hi", headers=basic("ada", PASSWORD))
    assert (answered.status_code, answered.text, answered.headers["cache-control"]) == (200, "hi", "max-age=9")
    assert "set-cookie" not in answered.headers
    assert client.post("/api", content="hi").status_code == 401


def test_a_program_that_guesses_is_told_when_to_come_again(client: TestClient, clock: Clock) -> None:
    assert client.post("/api", headers=basic("ada", "wrong")).status_code == 401
    refused = client.post("/api", headers=basic("ada", PASSWORD))
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert refused.json()["detail"].endswith("so this one was not read. Try again in 1 second.")
    clock.now += 1
    assert client.post("/api", headers=basic("ada", PASSWORD)).status_code == 200


def test_what_is_no_http_basic_is_refused_and_no_guess(client: TestClient, entrance: Entrance) -> None:
    for header in ("Bearer abc", "Basic not base64!", "Basic"):
        assert client.post("/api", headers={"Authorization": header}).status_code == 401
    assert len(entrance.guesses) == 0


def test_the_cookie_is_a_random_one_that_no_script_reads_and_no_other_website_posts_with(client: TestClient) -> None:
    one, *parts = log_in(client).headers["set-cookie"].split("; ")
    other = log_in(client).headers["set-cookie"].split("; ")[0]
    assert one.startswith("footnote-session-80=")
    assert one != other
    assert {part.lower() for part in parts} == {"httponly", "max-age=43200", "path=/", "samesite=lax"}


def test_by_https_the_cookie_never_goes_without_and_below_a_path_stays_there(door: Languages) -> None:
    async def below(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":  # as the guard passes it on
            scope = {**scope, ROOT: "/docs", "path": scope["path"].removeprefix("/docs")}
        await door(scope, receive, send)

    with TestClient(below, base_url="https://example.org", follow_redirects=False) as client:
        sent = client.get("/docs/?lang=en", headers=OPENED)
        assert sent.headers["location"] == "/docs/footnote/login?to=/docs/%3Flang%3Den"
        for address, to in (("/docs/x", "/docs/x"), ("/elsewhere", "/docs/"), ("//evil.invalid/docs/", "/docs/")):
            given = {"user": "ada", "password": PASSWORD, "to": address}
            back = client.post("/docs/footnote/login", data=given)
            assert (back.status_code, back.headers["location"]) == (303, to)
        assert "Path=/docs; SameSite=lax; Secure" in back.headers["set-cookie"]
        assert client.get("/docs/", headers=OPENED).status_code != 303
        left = client.post("/docs/footnote/logout")
        assert left.headers["location"] == "/docs/footnote/login"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.invalid/",
        "//evil.invalid/",
        "/\\evil.invalid/",
        "\\\\evil.invalid",
        "/\t/evil.invalid",
        "/x\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "evil.invalid",
        "/ä",
        "",
    ],
)
def test_nobody_is_led_from_the_login_to_another_website(client: TestClient, to: str) -> None:
    back = log_in(client, to=to)
    assert (back.status_code, back.headers["location"]) == (303, "/")
    inside = client.get("/footnote/login", params={"to": to}, headers=OPENED)
    assert (inside.status_code, inside.headers["location"]) == (303, "/")


def test_a_wrong_password_is_said_on_the_page_and_not_written_into_it(client: TestClient) -> None:
    page = log_in(client, 'hunter2"><script>', user='ada"><script>')
    assert page.status_code == 401
    assert "The user name or the password is not right." in page.text
    assert "hunter2" not in page.text
    assert 'value="ada&#34;&gt;&lt;script&gt;"' in page.text
    assert "set-cookie" not in page.headers
    too_soon = log_in(client)
    assert (too_soon.status_code, too_soon.headers["retry-after"]) == (429, "1")
    assert "Try again in 1 second." in too_soon.text
    assert log_in(client, "").status_code == 401


def test_a_session_goes_on_while_somebody_guesses(client: TestClient, entrance: Entrance, clock: Clock) -> None:
    log_in(client)
    for _ in range(10):
        run_apart(entrance.check(Credentials("ada", "wrong"), HERE))
        assert client.get("/", headers=OPENED).text == "the documents"
        clock.now += 300


def test_logging_out_ends_the_session_for_whoever_has_its_cookie(client: TestClient) -> None:
    log_in(client)
    cookies = dict(client.cookies)
    assert client.get("/footnote/logout").status_code == 405
    assert client.get("/", headers=OPENED).status_code == 200
    left = client.post("/footnote/logout")
    assert (left.status_code, left.headers["location"]) == (303, "/footnote/login")
    assert "Max-Age=0" in left.headers["set-cookie"]
    client.cookies.update(cookies)
    assert client.get("/", headers=OPENED).status_code == 303


def test_logging_in_gives_another_id_and_ends_the_session_before(client: TestClient, entrance: Entrance) -> None:
    log_in(client)
    before = dict(client.cookies)
    log_in(client)
    assert dict(client.cookies) != before
    assert len(entrance.sessions) == 1


def test_no_browser_keeps_what_it_showed(client: TestClient) -> None:
    assert client.get("/footnote/login").headers["cache-control"] == "no-store"
    log_in(client)
    assert client.get("/", headers=OPENED).headers["cache-control"] == "no-store"


def test_a_form_that_is_too_large_or_none_is_refused_in_a_sentence(client: TestClient) -> None:
    large = client.post("/footnote/login", content=b"user=ada&password=" + b"x" * 10_000)
    assert (large.status_code, large.json()["detail"]) == (413, "That is too long for a user name and a password.")
    for content in (b"", b"\xff" * 500, b"&".join(b"user=ada" for _ in range(500)), b'{"user": "ada"}'):
        page = client.post("/footnote/login", content=content)
        assert page.status_code == 401
        assert "Type your user name and your password." in page.text
    assert client.put("/footnote/login").status_code == 405


def test_a_websocket_needs_the_account_as_well(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/socket") as socket:
        socket.receive_text()
    with client.websocket_connect("/socket", headers=basic("ada", PASSWORD)) as socket:
        assert socket.receive_text() == "inside"
    log_in(client)
    with client.websocket_connect("/socket") as socket:
        assert socket.receive_text() == "inside"


@pytest.mark.parametrize(("language", "words"), [("de", "Anmelden"), ("es", "Iniciar sesión"), ("en", "Log in")])
def test_the_login_speaks_the_reader_s_language(client: TestClient, language: str, words: str) -> None:
    page = client.get("/footnote/login?to=/x", headers={**OPENED, "Accept-Language": language})
    assert f'<html lang="{language}">' in page.text
    assert f"<title>{words} – Footnote</title>" in page.text
    assert 'href="?lang=de&amp;to=/x"' in page.text


def test_the_login_needs_no_script_and_holds_none_nor_a_style(client: TestClient) -> None:
    page = client.get("/footnote/login", headers=OPENED).text
    assert "<script" not in page
    assert "style=" not in page
    assert "<style" not in page
    style = client.get("/footnote/login.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


# In a browser


@pytest.fixture(scope="module")
def locked(chatbot: "ChatBot") -> Iterator[RunningPage]:
    running = start(chatbot, port=0, doors=Doors(accounts=(ADA,)), examples=("Can I work?",))
    yield running
    running.close()


@pytest.fixture
def tab(browser: "Browser") -> Iterator["Page"]:
    context = browser.new_context(locale="en-US")
    yield context.new_page()
    context.close()


def type_account(tab: "Page", password: str = PASSWORD) -> None:
    tab.get_by_label("User name").fill("ada")
    tab.get_by_label("Password").fill(password)
    tab.get_by_label("Password").press("Enter")


@pytest.mark.browser
def test_a_reader_logs_in_opens_what_was_asked_for_asks_and_logs_out(locked: RunningPage, tab: "Page") -> None:
    asked = f"{locked.url}/?document=corpus%2Flaser.md&start=0&end=5"
    failed: list[str] = []
    tab.on("response", lambda each: failed.append(f"{each.status} {each.url}") if each.status >= 400 else None)
    tab.goto(asked)
    type_account(tab)
    tab.locator("mark.fn-cited").first.wait_for()
    assert tab.url == asked
    tab.get_by_label("Your question").fill("How long does swelling last?")
    tab.get_by_label("Your question").press("Enter")
    tab.locator(".fn-level").wait_for()
    assert failed == []
    tab.get_by_role("button", name="Log out").click()
    tab.get_by_label("Password").wait_for()
    tab.go_back()
    tab.get_by_label("Password").wait_for()  # and not what was shown before
    assert "document" in tab.url


@pytest.mark.browser
def test_the_login_works_without_scripts_and_its_address_asks_no_other_machine(
    locked: RunningPage, browser: "Browser"
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    try:
        tab, asked = context.new_page(), set()
        tab.on("request", lambda request: asked.add(request.url.removeprefix(locked.url).partition("?")[0]))
        tab.goto(locked.url)
        assert asked == {"/", "/footnote/login", "/footnote/login.css"}
        tab.get_by_label("Benutzername").fill("ada")
        tab.get_by_label("Passwort").fill(PASSWORD)
        tab.get_by_role("button", name="Anmelden").click()
        assert tab.url == f"{locked.url}/"
    finally:
        context.close()


@pytest.mark.browser
def test_a_reader_whose_login_has_ended_is_told_and_loses_nothing(locked: RunningPage, tab: "Page") -> None:
    tab.goto(locked.url)
    type_account(tab)
    box = tab.get_by_label("Your question")
    box.fill("How long does swelling last?")
    box.press("Enter")
    tab.locator(".fn-level").wait_for()
    tab.context.clear_cookies(name=f"footnote-session-{locked.url.rsplit(':', 1)[1]}")
    box.fill("Can I work?")
    box.press("Enter")
    note = tab.get_by_text("You are no longer logged in.")
    note.wait_for()
    with tab.context.expect_page() as opened:
        note.get_by_role("link", name="Log in again").click()
    type_account(opened.value)
    opened.value.locator("#fn-question").wait_for()
    tab.bring_to_front()
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # headless tabs are never hidden
    note.wait_for(state="hidden")
    assert box.input_value() == "Can I work?"
    box.press("Enter")
    tab.locator(".fn-exchange").nth(1).locator(".fn-level").wait_for()
    assert tab.locator(".fn-question").all_inner_texts() == ["How long does swelling last?", "Can I work?"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_is_accessible_in_every_colour(locked: RunningPage, browser: "Browser", scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]  # "light" or "dark"
    try:
        tab = context.new_page()
        tab.goto(locked.url)
        tab.evaluate("document.forms[0].noValidate = true")
        type_account(tab, "")
        tab.get_by_text("Type your user name and your password.").wait_for()
        assert Axe().run(tab).response["violations"] == []
    finally:
        context.close()
