"""The server of the page: one port of this machine, and no more open than its `Doors` say."""

import asyncio
import errno
import logging
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.ui.app import page_app
from bot.ui.doors import NO_DOORS, Doors, require_safe, share, warnings_of

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from bot.chatbot import ChatBot

PORTS_TRIED = 100
LAST_PORT = 65_535
START_LIMIT_S = 30.0


@dataclass(frozen=True, slots=True)
class RunningPage:
    """A page that is being served from a thread of this process."""

    url: str
    server: "uvicorn.Server"
    thread: threading.Thread

    def wait(self) -> None:
        """Return when the server has ended or Ctrl-C is pressed."""
        while self.thread.is_alive():
            self.thread.join(timeout=0.5)  # without a limit, Windows would not see Ctrl-C

    def close(self) -> None:
        """End the server and wait for it."""
        # Pages that are open are cut off, which uvicorn would report as an error with a traceback for each.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self.server.should_exit = True
        self.thread.join()


def serve(
    chatbot: "ChatBot",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    notice: str = "",
    examples: tuple[str, ...] = (),
    block: bool = True,
) -> str:
    """Serve the page to this machine and say where; give its address.

    A port that is taken is passed over for the next free one. With `block`, returns after Ctrl-C; without, at once,
    and the page is served for as long as this process lives.

    Raises:
        SettingsError: the host is not one of this machine's, or others could reach it, or no port can be had.
    """
    running = start(chatbot, host=host, port=port, notice=notice, examples=examples)
    if block:
        attend(running)
    else:
        announce(running)
    return running.url


def start(
    chatbot: "ChatBot",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    notice: str = "",
    examples: tuple[str, ...] = (),
    doors: Doors = NO_DOORS,
    is_read_only: bool = False,
) -> RunningPage:
    """Serve the page from a thread. Raises SettingsError as `serve` does, but for what `doors` opens to others."""
    import uvicorn

    require_safe(doors, host)
    listener = _listen(host, port)
    taken = listener.getsockname()[1]
    if port not in {taken, 0}:
        _say(f"Port {port} is taken, so port {taken} is used.")
    make = partial(
        page_app, chatbot, host=host, notice=notice, examples=examples, doors=doors, is_read_only=is_read_only
    )
    try:
        app = _made_in_a_loop(make)
    except BaseException:
        listener.close()
        raise
    config = uvicorn.Config(
        app,
        log_level="warning",
        proxy_headers=bool(doors.root_path or doors.allowed_hosts),  # else whoever asks could say to be somebody else
        timeout_graceful_shutdown=1,  # every open page holds a connection that would otherwise never end
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="footnote-page", daemon=True)
    thread.start()
    running = RunningPage(f"http://{_address(host)}:{taken}", server, thread)
    _wait_until_started(running)
    return running


def attend(
    running: RunningPage, *, doors: Doors = NO_DOORS, host: str = "127.0.0.1", open_browser: bool = False
) -> None:
    """Announce the page and stay until Ctrl-C, then end it."""
    try:
        announce(running, doors=doors, host=host)
        if open_browser:
            webbrowser.open(running.url)
        running.wait()
    except KeyboardInterrupt:
        running.close()
        _say("Footnote has stopped.")


def announce(running: RunningPage, *, doors: Doors = NO_DOORS, host: str = "127.0.0.1") -> None:
    """Say where the page is and what is open, and make the public link if there is to be one."""
    _say(f"Footnote is at {running.url}")
    if doors.has_tools:
        _say(f"MCP tools are at {running.url}/mcp")
    for warning in warnings_of(doors, host):
        _say(f"Warning: {warning}")
    if doors.is_shared:
        try:
            _say(f"The public link is {share(int(running.url.rsplit(':', 1)[1]))}")
        except SettingsError as error:
            _say(str(error))


def _made_in_a_loop(make: "Callable[[], FastAPI]") -> "FastAPI":
    """Gradio makes an event loop for every lock that it makes outside of one, and closes none of them."""

    async def made() -> "FastAPI":
        return make()

    with ThreadPoolExecutor(1) as thread:  # the caller's thread may have a loop of its own
        return thread.submit(lambda: asyncio.run(made())).result()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket at `port` or the first free one after it; port 0 lets the system choose."""
    if not 0 <= port <= LAST_PORT:
        raise SettingsError(f"The port must be a number from 0 to {LAST_PORT}, got {port}.")
    for candidate in range(port, min(port + PORTS_TRIED, LAST_PORT + 1)):
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise SettingsError(
                    f"Cannot serve at host {host!r}: {error.strerror}. Use 127.0.0.1 or an address of this machine."
                ) from error
    raise SettingsError(f"No free port from {port} on at host {host!r}; choose another with --port.")


def _address(host: str) -> str:
    if host in {"0.0.0.0", "::"}:  # noqa: S104  (compared, not bound)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _wait_until_started(running: RunningPage) -> None:
    limit = time.monotonic() + START_LIMIT_S
    while not running.server.started:
        if not running.thread.is_alive() or time.monotonic() > limit:
            raise SettingsError(f"The page could not be started at {running.url}; the lines above say why.")
        time.sleep(0.01)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
