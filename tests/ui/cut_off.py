"""Run in a namespace without a network: `footnote serve` over an index, and a Chromium that asks it something.

    unshare --user --map-root-user --net python -m tests.ui.cut_off INDEX CHROMIUM QUESTION

Prints what happened as JSON. Without `unshare` it does the same with whatever network there is.
"""

import errno
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from playwright.sync_api import Page, Request, sync_playwright

from tests.patience import wait_until
from tests.ui.browsing import patient_page

SET_FLAGS, IS_UP = 0x8914, 0x1  # SIOCSIFFLAGS and IFF_UP of linux/sockios.h and linux/if.h
OUTSIDE = ("192.0.2.1", 80)  # nobody's address, RFC 5737
WAITING = "fetch('/footnote/waiting').then(answer => answer.json())"


@dataclass(slots=True)
class Seen:
    """What a browser saw of the page, and whether there was a way out."""

    is_cut_off: bool = False
    level: str = ""
    cited: str = ""
    style: str = ""
    requested: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def bring_loopback_up() -> None:
    """A new namespace has it down; elsewhere it is up, and nobody may change it."""
    import fcntl
    import struct

    with socket.socket() as any_socket:
        try:
            fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", IS_UP))
        except PermissionError:
            return


def has_no_route() -> bool:
    """Whether this machine, as far as this process sees it, cannot send a packet to any other."""
    with socket.socket() as outward:
        outward.settimeout(2)
        return outward.connect_ex(OUTSIDE) == errno.ENETUNREACH


@contextmanager
def served(index: str, *options: str) -> Iterator[str]:
    """The address of `footnote serve` over an index."""
    command = [sys.executable, "-m", "bot", "serve", "--index", index, "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield next(found.group() for line in process.stdout or () if (found := re.search(r"http://[\d.]+:\d+", line)))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def look(page: Page, url: str, question: str, seen: Seen) -> None:
    """Open the page, wait for the encoder, ask, and open the first citation."""
    page.goto(url)
    wait_until(lambda: not page.evaluate(WAITING)["warming_up"])
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    seen.level = page.locator(".fn-level").first.inner_text()
    page.locator(".fn-card .fn-citation").first.click()
    page.locator("mark.fn-cited").first.wait_for()
    seen.cited = "".join(page.locator("mark.fn-cited").all_text_contents())
    seen.style = page.locator(".fn-card").first.evaluate("card => getComputedStyle(card).borderTopStyle")


def main(index: str, chromium: str, question: str) -> None:
    """Do it and print it."""
    bring_loopback_up()
    seen = Seen(is_cut_off=has_no_route())

    def failed(request: Request) -> None:
        # Streams that a page holds open end when it is closed.
        if request.failure != "net::ERR_ABORTED":
            seen.failed.append(f"{request.url} {request.failure}")

    with served(index) as url, sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = patient_page(browser)
        page.on("request", lambda request: seen.requested.append(request.url))
        page.on("requestfailed", failed)
        page.on("response", lambda answer: seen.failed.append(answer.url) if answer.status >= 400 else None)
        page.on("console", lambda said: seen.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        look(page, url, question, seen)
        browser.close()
    print(json.dumps(asdict(seen)))  # noqa: T201  (its result)


if __name__ == "__main__":
    main(*sys.argv[1:])
