"""Suggested questions in a real Chromium, over a folder whose owner gives no examples."""

from collections.abc import Iterator

import pytest

from bot import ChatBot, Library, build
from tests.fakes import WordEncoder
from tests.ui.browsing import OpenTab
from tests.ui.documents import HOSTILE

pytestmark = pytest.mark.browser

FAQ = f"""# Questions and answers

## How long does the swelling last?

The swelling lasts two days.

## Are swollen {HOSTILE.replace("`", "").replace("[click]", "click")[:60]} harmful?

Swollen script window hacked is harmful.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    from bot.ui.serve import start

    folder = tmp_path_factory.mktemp("suggested")
    (folder / "docs").mkdir()
    (folder / "docs" / "faq.md").write_text(FAQ, encoding="utf-8")
    build(folder / "index", [folder / "docs"], WordEncoder())
    with Library.open(folder / "index") as library:
        running = start(ChatBot(library, WordEncoder()), host="127.0.0.1", port=0)
        yield running.url
        running.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_suggested_question_is_asked_when_pressed_and_is_answered(open_tab: OpenTab, width: int, scheme: str) -> None:
    tab = open_tab(width=width, scheme=scheme)
    suggested = tab.page.get_by_role("region", name="Suggested questions")
    suggested.wait_for()
    tab.picture(f"suggested_{width}_{scheme}")
    assert not tab.has_sideways_scroll()
    suggested.get_by_role("button", name="How long does the swelling last?").press("Enter")
    tab.page.locator(".fn-level-found").wait_for()
    suggested.wait_for(state="hidden")
    tab.page.get_by_role("button", name="New chat").first.click()
    suggested.wait_for()
    assert tab.page.evaluate("window.hacked") is None
    assert tab.complaints == []
