"""The page as a reader sees it: a tab of a real Chromium, and what can be looked at in it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.patience import LIMIT_MS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


def chromium_path() -> str | None:
    """A Chromium of this machine: `FOOTNOTE_CHROMIUM`, or the first one on the path."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found_paths = (shutil.which(name) for name in names)
    return os.environ.get("FOOTNOTE_CHROMIUM") or next((path for path in found_paths if path), None)


def patient_page(browser: "Browser | BrowserContext") -> "Page":
    """A new page, on which whatever is waited for has the time that it takes."""
    page = browser.new_page()
    page.set_default_timeout(LIMIT_MS)
    return page


@dataclass(slots=True)
class Tab:
    """A browser tab with the page in it, and what it requested and complained about."""

    page: "Page"
    requests: list[str]
    complaints: list[str]

    def ask(self, question: str) -> None:
        box = self.page.locator("#fn-question textarea")  # whatever it is called in the page's language
        before = self.page.locator(".fn-exchange").count()
        box.fill(question)
        box.press("Enter")
        last = self.page.locator(".fn-exchange").nth(before)
        last.locator(".fn-level, .fn-remark, .fn-problem").first.wait_for()

    def picture(self, name: str) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    def cited_words(self) -> str:
        """The marked words of the open source, without white space."""
        self.page.locator("mark.fn-cited").first.wait_for()
        return squeezed("".join(self.page.locator("mark.fn-cited").all_text_contents()))

    def wait_for_cited(self, exact: str) -> None:
        """Return when exactly these words are marked in the source pane."""
        self.page.wait_for_function(
            "exact => [...document.querySelectorAll('mark.fn-cited')].map(m => m.textContent).join('')"
            ".replace(/\\s/g, '') === exact",
            arg=squeezed(exact),
        )

    def wait_until_in_sight(self) -> None:
        """Return when the cited words begin inside the visible part of the source pane, and of the window."""
        self.page.wait_for_function(IN_SIGHT)

    def wait_until_loaded(self) -> None:
        """Return when every picture has come or failed, and what its coming or failing sets off has been done."""
        self.page.wait_for_function("[...document.images].every(image => image.complete)")
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")

    def has_sideways_scroll(self) -> bool:
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        return wide


OpenTab = Callable[..., Tab]
IN_SIGHT = """() => {
    const mark = document.querySelector("mark.fn-cited").getBoundingClientRect();
    const pane = document.querySelector(".fn-text").getBoundingClientRect();
    return mark.top >= Math.max(pane.top, 0) && mark.top + 10 <= Math.min(pane.bottom, innerHeight);
}"""


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())
