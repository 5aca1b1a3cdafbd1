"""The page below a path of a real nginx, as a reader, a program and an agent meet it there."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import httpx2
import pytest
from gradio_client import Client
from mcp.client import Client as McpClient
from mcp.client.streamable_http import streamable_http_client

from bot.ui.doors import Doors
from bot.ui.serve import start
from tests.ui.browsing import Tab, chromium_path
from tests.ui.loops import run_apart
from tests.ui.real_bots import small_bot
from tests.ui.test_browser_documents import open_documents, upload

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.real,
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

NAME = "docs.footnote.test"  # which the browser is told leads to this machine
SITE = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} {tls};
    {certificate}
    location = / {{ return 204; }}
    location /docs/ {{ proxy_pass http://127.0.0.1:{behind}{stripped}; {headers} }}
  }}
}}
"""
FORWARDED = """proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Host $http_host;"""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A way to put nginx before the page: with TLS or not, its path taken off or not, and headers passed on."""

    name: str
    has_tls: bool
    is_stripped: bool
    headers: str = ""


PROXIES = (
    Proxy("plain, as nginx does it when told nothing else", has_tls=False, is_stripped=True),
    Proxy("TLS, host and scheme passed on", has_tls=True, is_stripped=True, headers=FORWARDED),
    Proxy("TLS, path left on", has_tls=True, is_stripped=False),
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def certificate(folder: Path) -> str:
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return f"ssl_certificate {made}; ssl_certificate_key {key};"


@pytest.fixture(scope="module")
def chatbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator["ChatBot"]:
    with small_bot(tmp_path_factory.mktemp("proxied")) as bot:
        yield bot


@pytest.fixture(scope="module", params=PROXIES, ids=lambda proxy: proxy.name)
def public_url(
    request: pytest.FixtureRequest, chatbot: "ChatBot", tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the page at the proxy."""
    proxy: Proxy = request.param
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("no nginx: install it (apt install nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    doors = Doors(has_tools=True, allowed_hosts=(f"{NAME}:{port}",), root_path="/docs")
    running = start(chatbot, port=0, doors=doors)
    site = SITE.format(
        folder=folder,
        port=port,
        tls="ssl" if proxy.has_tls else "",
        certificate=certificate(folder) if proxy.has_tls else "",
        behind=running.url.rsplit(":", 1)[1],
        stripped="/" if proxy.is_stripped else "",
        headers=proxy.headers,
    )
    (folder / "nginx.conf").write_text(site, encoding="utf-8")
    nginx = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    scheme = "https" if proxy.has_tls else "http"
    while not is_listening(port):
        assert nginx.poll() is None, (folder / "error.log").read_text()
    yield f"{scheme}://{NAME}:{port}/docs"
    nginx.terminate()
    nginx.wait()
    running.close()


def is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def by_address(url: str) -> str:
    """The same for programs that cannot be told what the name leads to; the name goes into their Host header."""
    return url.replace(NAME, "127.0.0.1")


def named(url: str) -> dict[str, str]:
    return {"Host": url.split("/")[2]}


@pytest.fixture
def proxied(browser: "Browser", public_url: str) -> Iterator[Tab]:
    """A tab with the page, in a browser that takes the proxy's name for this machine."""
    arguments = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    own = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    page = own.new_context(ignore_https_errors=True).new_page()
    tab = Tab(page, [], [])
    page.on("response", lambda answer: tab.requests.append(f"{answer.status} {answer.url}"))
    page.on("console", lambda said: tab.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    page.goto(f"{public_url}/")
    page.locator(".fn-conversation").wait_for()
    yield tab
    own.close()


def test_a_reader_asks_uploads_opens_the_source_and_nothing_is_missed(proxied: Tab, public_url: str) -> None:
    proxied.ask("What does a session cost?")
    proxied.page.locator(".fn-card .fn-citation").first.click()
    assert "600dollars" in proxied.cited_words()
    border = proxied.page.locator(".fn-card").first.evaluate("card => getComputedStyle(card).borderTopStyle")
    assert border == "solid"  # our styles have come
    open_documents(proxied)
    upload(proxied, (f"{len(public_url)}-{public_url[:5]}.md".replace(":", ""), b"# Gold\n\nThe needle is golden.\n"))
    assert "1 file ready to be asked." in proxied.page.locator(".fn-ended").inner_text()
    assert [answer for answer in proxied.requests if not answer.startswith(f"200 {public_url}/")] == []
    assert proxied.complaints == []


def test_the_language_chosen_on_the_page_keeps_its_path(proxied: Tab, public_url: str) -> None:
    proxied.page.locator(".fn-languages a[lang=de]").click()
    proxied.page.get_by_role("button", name="Fragen", exact=True).wait_for()
    assert proxied.page.url == f"{public_url}/?lang=de"


def test_a_program_asks_through_the_proxy(public_url: str) -> None:
    headers = named(public_url)
    client = Client(f"{by_address(public_url)}/", verbose=False, ssl_verify=False, headers=headers)
    assert client.predict("What does a session cost?", api_name="/ask")["level"] == "found"


def test_an_agent_uses_the_tools_through_the_proxy(public_url: str) -> None:
    async def tools() -> list[str]:
        async with (
            httpx2.AsyncClient(verify=False, headers=named(public_url)) as http,
            McpClient(streamable_http_client(f"{by_address(public_url)}/mcp", http_client=http)) as client,
        ):
            return [tool.name for tool in (await client.list_tools()).tools]

    assert run_apart(tools()) == ["ask", "search", "open_citation", "find", "guide"]


def test_a_foreign_name_and_a_foreign_page_are_refused_through_the_proxy_too(public_url: str) -> None:
    with httpx.Client(verify=False, base_url=by_address(public_url), headers=named(public_url)) as client:  # noqa: S501
        for origin in ("https://evil.invalid", f"https://{NAME}:1"):
            answer = client.post("/gradio_api/call/v2/ask", json={"question": "x"}, headers={"Origin": origin})
            assert answer.status_code == 403
