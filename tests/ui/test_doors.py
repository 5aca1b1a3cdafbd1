"""Who gets in: nobody from outside unasked, with an account only who has it, and a public link only when asked for."""

import contextlib
import io
from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import httpx2
import pytest
from gradio_client import Client
from mcp.client import Client as McpClient
from mcp.client.streamable_http import streamable_http_client

from bot.cli.main import main
from bot.errors import SettingsError
from bot.ui.accounts import Account
from bot.ui.doors import (
    Doors,
    host_of,
    is_loopback,
    origin_of,
    require_safe,
    root_path_of,
    rules_of,
    share,
    warnings_of,
)
from bot.ui.routes import SERVED
from bot.ui.serve import RunningPage, announce, start
from tests.ui.browsing import OpenTab
from tests.ui.loops import run_apart

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

ADA = Account("ada", "it's a s:cret ✓")
ALL = "0.0.0.0"  # noqa: S104  (said, and not bound)
LOCKED = Doors(accounts=(ADA,), has_tools=True)


def authorization(user: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"}


GOOD = authorization(ADA.user, ADA.password)


@pytest.fixture(scope="module")
def locked(chatbot: "ChatBot") -> Iterator[RunningPage]:
    running = start(chatbot, port=0, doors=LOCKED, examples=("Can I work?",))
    yield running
    running.close()


def test_without_the_account_nothing_is_answered_whatever_the_route(locked: RunningPage) -> None:
    behind = [route for route in SERVED if not route.path.startswith(("/footnote/login", "/footnote/logout"))]
    with httpx.Client(base_url=locked.url, headers={"Sec-Fetch-Site": "same-origin"}) as client:
        for route in behind:
            assert client.request(route.method, route.path.replace("{", "").replace("}", "")).status_code == 401, route


def test_the_refusal_asks_for_the_account_and_carries_the_headers(locked: RunningPage) -> None:
    refused = httpx.get(locked.url)
    assert refused.headers["WWW-Authenticate"] == 'Basic realm="Footnote", charset="UTF-8"'
    assert "default-src 'self'" in refused.headers["Content-Security-Policy"]
    assert refused.json()["detail"] == "This page needs a user name and a password."


def test_with_the_account_page_api_and_tools_answer(locked: RunningPage) -> None:
    assert httpx.get(locked.url, headers=GOOD).status_code == 200
    client = Client(locked.url, verbose=False, headers=GOOD)
    assert client.predict("How long does swelling last?", api_name="/ask")["level"] == "found"

    async def tools() -> list[str]:
        async with (
            httpx2.AsyncClient(headers=GOOD) as http,
            McpClient(streamable_http_client(f"{locked.url}/mcp", http_client=http)) as client,
        ):
            return [tool.name for tool in (await client.list_tools()).tools]

    assert run_apart(tools()) == ["ask", "search", "open_citation", "find", "guide"]


@pytest.mark.browser
def test_what_one_visitor_asked_another_does_not_see(open_tab: OpenTab) -> None:
    mine, yours = open_tab(), open_tab()
    mine.ask("How long does swelling last?")
    yours.page.reload()
    yours.page.locator(".fn-welcome").wait_for()
    assert "swelling" not in yours.page.locator(".fn-conversation").inner_text().replace("How long does swelling", "")
    names = [
        next(cookie["value"] for cookie in tab.page.context.cookies() if cookie["name"] == "footnote-visitor")
        for tab in (mine, yours)
    ]
    assert len(set(names)) == 2
    assert mine.page.evaluate("document.cookie") == ""  # no script can read it


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        (ALL, False),
        ("::", False),
        ("192.168.1.5", False),
        ("example.org", False),
    ],
)
def test_only_an_address_of_this_machine_needs_no_word_about_accounts(host: str, is_local: bool) -> None:
    assert is_loopback(host) is is_local
    if is_local:
        require_safe(Doors(), host)
    else:
        with pytest.raises(SettingsError, match="add --auth USER:PASSWORD, or --no-auth"):
            require_safe(Doors(), host)
    require_safe(Doors(accounts=(ADA,)), host)
    require_safe(Doors(is_open_to_all=True), host)


def test_a_public_link_needs_an_account_or_a_word_that_it_does_not() -> None:
    with pytest.raises(SettingsError, match="--share would show your documents to others"):
        require_safe(Doors(is_shared=True), "127.0.0.1")
    with pytest.raises(SettingsError, match="--no-auth lets everybody in"):
        require_safe(Doors(accounts=(ADA,), is_open_to_all=True), "127.0.0.1")


def test_a_page_is_served_under_the_names_of_this_machine_and_those_that_its_owner_gives() -> None:
    assert rules_of(Doors(), "127.0.0.1", 1).hosts == ("127.0.0.1", "localhost", "[::1]")
    assert not rules_of(Doors(), "127.0.0.1", 1).takes_addresses
    assert rules_of(Doors(is_shared=True), "127.0.0.1", 1).hosts[-1] == "*.gradio.live"
    named = rules_of(Doors(accounts=(ADA,), allowed_hosts=("docs.example.org",)), ALL, 1)
    assert named.hosts[-1] == "docs.example.org"
    assert named.takes_addresses  # nobody can make a foreign name look like an address
    assert named.upload_bytes == 1 << 20


@pytest.mark.parametrize("name", ["", "http://docs.example.org", "docs.example.org/a", "a b", "*", "*.", "docs..*"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match=r"--allowed-host .* is no name; give one such as docs.example.org"):
        host_of(name)


@pytest.mark.parametrize("name", ["docs.example.org", "*.example.org", "docs", "docs.example.org:8443", "[fd00::1]:80"])
def test_a_name_may_have_a_port_and_stand_for_those_below_it(name: str) -> None:
    assert host_of(name.upper()) == name


@pytest.mark.parametrize(
    "address",
    ["", "intranet", "ftp://a.example", "https://a.example/x", "https://a.example?x", "https://*.example", "null"],
)
def test_what_is_no_website_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="--allow-origin"):
        origin_of(address)


def test_a_website_is_written_as_browsers_do() -> None:
    assert origin_of("https://Intranet.example.org/") == "https://intranet.example.org"


@pytest.mark.parametrize("path", ["docs", "/docs?x", "/do cs", "//docs", "https://a.example/docs", "/a/../b c"])
def test_what_is_no_root_path_is_refused(path: str) -> None:
    with pytest.raises(SettingsError, match=r"--root-path .* is no path; give the one at which the proxy serves it"):
        root_path_of(path)


def test_a_root_path_ends_without_a_slash() -> None:
    assert [root_path_of(path) for path in ("", "/", "/docs", "/docs/", "/a/b")] == ["", "", "/docs", "/docs", "/a/b"]


def test_the_owner_is_warned_of_each_thing_that_is_open() -> None:
    assert warnings_of(Doors(), "127.0.0.1") == []
    assert warnings_of(Doors(is_open_to_all=True), "127.0.0.1") == []  # nobody else comes
    open_to_all = "Without an account everybody who reaches the page can read all documents in it."
    assert warnings_of(Doors(is_open_to_all=True), ALL) == [open_to_all]
    assert warnings_of(Doors(is_open_to_all=True, is_shared=True), "127.0.0.1")[1:] == [open_to_all]
    assert "plain text" in warnings_of(Doors(accounts=(ADA,)), ALL)[0]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectError("[Errno -2] Name or service not known"), "[Errno -2] Name or service not known"),
        (RuntimeError("Could not get share link from Gradio API Server."), "Could not get share link"),
        (OSError("this platform is incompatible"), "this platform is incompatible"),
        (ValueError("Could not create share URL.\nlog\nlog"), "Could not create share URL"),
    ],
)
def test_where_no_public_link_can_be_made_one_sentence_says_why_and_the_page_goes_on(
    locked: RunningPage,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    reason: str,
) -> None:
    def fail(*_: object) -> str:
        raise error

    monkeypatch.setattr("gradio.networking.setup_tunnel", fail)
    announce(locked, doors=Doors(accounts=(ADA,), is_shared=True))
    *_, warning, last = capsys.readouterr().out.splitlines()
    assert warning.startswith("Warning: A public link is asked for")
    assert last.startswith(f"No public link could be made ({reason}")
    assert last.endswith("; the page goes on, on this machine alone.")
    assert httpx.get(locked.url, headers=GOOD).status_code == 200


def test_a_public_link_leads_to_the_port_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def tunnel(*given: object) -> str:
        asked.append(given)
        return "https://abc.gradio.live"

    monkeypatch.setattr("gradio.networking.setup_tunnel", tunnel)
    assert share(7860) == "https://abc.gradio.live"
    assert asked[0][:2] == ("127.0.0.1", 7860)


def test_the_command_refuses_to_show_documents_to_others_unasked() -> None:
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        assert main(["serve", "--host", ALL, "--index", "nowhere"]) == 1
    assert said.getvalue().startswith("footnote: --host 0.0.0.0 would show your documents to others; add --auth")
