"""The page in a real Chromium: hostile text, other hosts, narrow windows, contrast."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.ui.browsing import OpenTab

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "How long does swelling last?"


def test_hostile_text_neither_runs_nor_fetches(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("hostile <img src=http://evil.invalid/q.png onerror=window.hacked=8>")
    for citation in tab.page.locator(".fn-citation").all():
        citation.click()
        tab.cited_words()
    tab.page.locator(".fn-about summary").click()
    tab.wait_until_loaded()
    assert tab.page.evaluate("window.hacked") is None
    assert [request for request in tab.requests if "evil" in request] == []
    assert tab.complaints == []


def test_a_question_with_half_a_character_is_asked_with_a_mark_in_its_place(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.evaluate("window.footnoteAsk('How long does swelling last \\ud83d?')")
    tab.page.locator(".fn-level").wait_for()
    assert tab.page.locator(".fn-question").inner_text() == "How long does swelling last \N{REPLACEMENT CHARACTER}?"
    assert tab.complaints == []


def test_nothing_is_requested_from_any_other_host(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    hosts = {urlsplit(request).hostname for request in tab.requests if not request.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert tab.complaints == []


@pytest.mark.parametrize("width", [320, 360])
def test_a_narrow_window_has_the_source_below_and_no_sideways_scroll(
    open_tab: OpenTab, chatbot: "ChatBot", width: int
) -> None:
    tab = open_tab(width=width, height=740)
    assert not tab.has_sideways_scroll()
    tab.ask("noted")
    assert not tab.has_sideways_scroll()
    tab.picture("narrow")
    tab.page.locator(".fn-way a").click()
    tab.picture("narrow_side_by_side")
    for quotation in chatbot.reply(QUESTION).passages:
        tab.page.locator(f"#fn-cite-1-{quotation.rank}").click()
        tab.wait_for_cited(quotation.citation.exact)
        tab.page.wait_for_function("document.activeElement.tagName === 'H2'")
        tab.wait_until_in_sight()
        assert not tab.has_sideways_scroll()
    tab.picture("narrow_citation")
    chat, source = tab.page.locator("#fn-chat").bounding_box(), tab.page.locator("#fn-source").bounding_box()
    assert chat is not None
    assert source is not None
    assert source["y"] >= chat["y"] + chat["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(scheme=scheme)
    tab.ask("Has a submarine a periscope?")
    tab.ask("noted")
    tab.page.locator("#fn-cite-2-1").click()
    tab.cited_words()
    tab.picture(f"citation_{scheme}")
    contrasts = tab.page.evaluate(CONTRASTS, [*READ_PARTS])
    assert {part: round(contrast, 2) for part, contrast in contrasts.items() if contrast < 4.5} == {}
    assert len(contrasts) == len(READ_PARTS)


READ_PARTS = (
    ".fn-masthead p",
    ".fn-notice",
    ".fn-question",
    ".fn-level-found",
    ".fn-level-not_found",
    ".fn-explanation",
    ".fn-care strong",
    ".fn-care p",
    ".fn-carried",
    ".fn-carried b",
    ".fn-way a",
    ".fn-did-you-mean p",
    ".fn-meant",
    ".fn-says caption",
    ".fn-says thead th",
    ".fn-says tbody th",
    ".fn-words",
    ".fn-card blockquote",
    ".fn-card mark",
    ".fn-number",
    ".fn-title",
    ".fn-source",
    ".fn-why summary",
    ".fn-start-over",
    "#fn-question .submit-button",
    ".fn-viewer h2",
    ".fn-viewer .fn-source",
    ".fn-tools [data-action='back']",
    ".fn-text p",
    "mark.fn-cited",
    "footer button",
)
# The contrast ratio of WCAG 2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, against the nearest opaque background.
CONTRASTS = """parts => {
    const channels = colour => colour.match(/[\\d.]+/g).map(Number);
    const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const behind = node => {
        for (; node; node = node.parentElement) {
            const colour = channels(getComputedStyle(node).backgroundColor);
            if (colour.length < 4 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    return Object.fromEntries(parts.map(part => {
        const node = document.querySelector(part);
        const [a, b] = [light(channels(getComputedStyle(node).color)), light(behind(node))];
        return [part, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
    }));
}"""
