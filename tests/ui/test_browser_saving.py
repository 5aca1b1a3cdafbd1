"""Answers saved as a file from a real Chromium, and proved again."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.exports.files import read_export
from bot.exports.proof import prove
from tests.ui.browsing import OpenTab, Tab

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = pytest.mark.browser


def saved(tab: Tab, form: str, folder: Path) -> Path:
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name=f"Save as {form}").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_conversation_is_saved_in_both_forms_and_proved_again(
    open_tab: OpenTab, chatbot: "ChatBot", tmp_path: Path
) -> None:
    tab = open_tab()
    tab.ask("noted")
    tab.ask("Can I work?")
    tab.ask("broken")
    for form, ending in (("HTML", "html"), ("Markdown", "md"), ("Markdown", "md")):
        path = saved(tab, form, tmp_path)
        assert path.match(f"footnote-20*.{ending}")
        export, shows_its_record = read_export(path)
        assert [answer.question for answer in export.answers] == ["noted", "Can I work?"]
        assert shows_its_record
        assert prove(export, chatbot.library).holds
    assert f"Saved as {path.name}" == tab.page.locator("#fn-status").text_content()
    assert tab.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_saved_page_shows_the_quotations_and_fetches_nothing(
    open_tab: OpenTab, tmp_path: Path, width: int, scheme: str
) -> None:
    tab = open_tab(width=width, scheme=scheme)
    tab.ask("noted")
    tab.ask("hostile")
    path = saved(tab, "HTML", tmp_path)
    tab.requests.clear()
    tab.page.goto(path.as_uri())
    assert tab.page.locator("blockquote").first.inner_text() == "Swelling goes down within two to three days."
    assert tab.page.locator("blockquote").nth(1).inner_text().startswith("After a non-ablative session")
    tab.picture(f"saved_{width}_{scheme}")
    assert tab.requests == [path.as_uri()]
    assert tab.page.evaluate("window.hacked") is None
    assert not tab.has_sideways_scroll()
