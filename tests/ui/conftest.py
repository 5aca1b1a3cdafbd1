"""The page over a small library, and a browser to look at it.

To run the browser tests over the real model, replace the fixture `chatbot`.
"""

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import httpx
import httpx2
import pytest

from tests.patience import LIMIT_S
from tests.ui.browsing import OpenTab, Tab, chromium_path, patient_page
from tests.ui.samples import sample_chatbot

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from bot.chatbot import ChatBot
    from bot.records import Answer
    from tests.ui.samples import FakeChatBot


@pytest.fixture(scope="session")
def chatbot(tmp_path_factory: pytest.TempPathFactory) -> "ChatBot":
    return cast("ChatBot", sample_chatbot(tmp_path_factory.mktemp("index")))  # a fake with all that the page uses


@pytest.fixture(scope="session", autouse=True)
def _patient_requests() -> None:
    """A page may take longer than the five seconds for which httpx waits, and Gradio's and MCP's clients with it."""
    for default in (httpx._config.DEFAULT_TIMEOUT_CONFIG, httpx2._config.DEFAULT_TIMEOUT_CONFIG):
        default.connect = default.read = default.write = default.pool = LIMIT_S


@pytest.fixture
def door(chatbot: "FakeChatBot") -> Iterator[threading.Event]:
    """Questions with "held" in them are answered once this is set."""
    door, answers = threading.Event(), chatbot.answers

    def held(question: str) -> "Answer":
        door.wait(LIMIT_S)
        return answers["work"](question)

    chatbot.answers = {"held": held, **answers}
    yield door
    door.set()
    chatbot.answers = answers


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium: install it (apt install chromium) or set FOOTNOTE_CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def url(chatbot: "ChatBot") -> Iterator[str]:
    """The address of a running page over `chatbot`."""
    from bot.ui.serve import start

    running = start(
        chatbot,
        host="127.0.0.1",
        port=0,
        notice="Information, not medical advice.",
        examples=("How long does swelling last?", "Can I work the next day?"),
    )
    yield running.url
    running.close()


@pytest.fixture
def open_tab(browser: "Browser", url: str) -> Iterator[OpenTab]:
    """Opens the page at an address below `url`, in a window of a size, a colour scheme and a language."""
    contexts = []

    def open_one(
        address: str = "/", *, width: int = 1360, height: int = 860, scheme: str = "light", locale: str = "en-US"
    ) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme=scheme,  # type: ignore[arg-type]  # "light" or "dark"
        )
        contexts.append(context)
        page = patient_page(context)
        tab = Tab(page, [], [])
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("console", lambda message: tab.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        page.goto(url + address)
        page.locator(".fn-conversation").wait_for()
        return tab

    yield open_one
    for context in contexts:
        context.close()
