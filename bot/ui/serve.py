"""The server of the page: one port of this machine, nothing shared, nothing sent out."""

import errno
import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from bot.chatbot import ChatBot

PORTS_TRIED = 100
LAST_PORT = 65_535
START_LIMIT_S = 30.0
LOCAL_HOSTS = ("127.0.0.1", "localhost")


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
    open_browser: bool = False,
) -> str:
    """Serve the page and say where; give its address.

    A port that is taken is passed over for the next free one. With `block`, returns after Ctrl-C; without, at once,
    and the page is served for as long as this process lives.

    Raises:
        SettingsError: the host is not one of this machine's, or no port can be had.
    """
    running = start(chatbot, host=host, port=port, notice=notice, examples=examples)
    try:
        _say(f"Footnote is at {running.url}")
        if open_browser:
            webbrowser.open(running.url)
        if block:
            running.wait()
    except KeyboardInterrupt:
        running.close()
        _say("Footnote has stopped.")
    return running.url


def start(chatbot: "ChatBot", *, host: str, port: int, notice: str = "", examples: tuple[str, ...] = ()) -> RunningPage:
    """Serve the page from a thread. Raises SettingsError as `serve` does."""
    import uvicorn

    listener = _listen(host, port)
    taken = listener.getsockname()[1]
    if port not in {taken, 0}:
        _say(f"Port {port} is taken, so port {taken} is used.")
    config = uvicorn.Config(
        page_app(chatbot, host=host, notice=notice, examples=examples),
        log_level="warning",
        timeout_graceful_shutdown=1,  # every open page holds a connection that would otherwise never end
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="footnote-page", daemon=True)
    thread.start()
    running = RunningPage(f"http://{_address(host)}:{taken}", server, thread)
    _wait_until_started(running)
    return running


def page_app(
    chatbot: "ChatBot", *, host: str = "127.0.0.1", notice: str = "", examples: tuple[str, ...] = ()
) -> "FastAPI":
    """The page as an ASGI app: no sharing, no analytics, no files of this machine, no other host in the browser."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported, which reads it
    import gradio as gr
    from fastapi import FastAPI
    from starlette.middleware.trustedhost import TrustedHostMiddleware

    from bot.ui.guard import Guard
    from bot.ui.look import head, theme
    from bot.ui.page import build_page

    app = FastAPI(openapi_url=None)
    app.add_middleware(Guard)
    if host in LOCAL_HOSTS:  # a foreign name that resolves to this machine must not read the documents
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS))
    gr.mount_gradio_app(
        app,
        build_page(chatbot, notice=notice, examples=examples),
        path="/",
        footer_links=["api"],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        head=head(),
    )
    return app


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
