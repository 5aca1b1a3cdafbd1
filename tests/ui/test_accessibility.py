"""axe-core over every state of the page, in both colour schemes and on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.ui.browsing import OpenTab, Tab

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = ("serious", "critical")
SIZE, COVERED = "target-size", "partially obscured"
LOOK = """async tags => (await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}))
    .violations.map(v => [v.impact, v.id, v.nodes.map(n => n.target.join(" ") + ": " + n.failureSummary)])"""


def violations(tab: Tab) -> list[str]:
    """What axe-core calls serious or critical on the page as it is.

    But for buttons that the question box, which stays in sight, happens to lie over: a line further down they are free.
    """
    tab.page.evaluate(AXE_SCRIPT)
    found: list[list[Any]] = tab.page.evaluate(LOOK, TAGS)
    kept = [
        (impact, name, [node for node in nodes if not (name == SIZE and COVERED in node)])
        for impact, name, nodes in found
    ]
    return [f"{name} ({impact}): {nodes[:3]}" for impact, name, nodes in kept if nodes and impact in SERIOUS]


def empty(_: Tab) -> None:
    """The page as it opens."""


def answered(tab: Tab) -> None:
    tab.ask("How long does swelling last?")
    tab.page.locator("#fn-why-1-1 summary").click()


def opened(tab: Tab) -> None:
    tab.ask("How long does swelling last?")
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()


def read_out(tab: Tab) -> None:
    """A short answer of an item, a row and words of another source, one of them opened."""
    tab.ask("several")
    tab.page.locator("#fn-cite-1-short-2").click()
    tab.cited_words()


def refused(tab: Tab) -> None:
    tab.ask("Has a submarine a periscope?")
    tab.page.locator(".fn-closest > summary").click()


def noted(tab: Tab) -> None:
    """Care, carried words, what may have been meant, and the sources side by side."""
    tab.ask("noted")
    tab.page.locator(".fn-says").wait_for()


def remarked(tab: Tab) -> None:
    tab.ask("Thank you")


def hinted(tab: Tab) -> None:
    tab.page.get_by_label("Your question").press("Enter")
    tab.page.locator(".fn-hint").wait_for()


def searched(tab: Tab) -> None:
    """Words found in the source, and what is folded below its tools."""
    opened(tab)
    tab.page.locator(".fn-more > summary").click()
    tab.page.get_by_role("button", name="what follows").click()
    tab.page.locator("mark.fn-around").first.wait_for()
    tab.page.get_by_role("button", name="Search in it").click()
    tab.page.keyboard.type("cold packs")
    tab.page.keyboard.press("Enter")
    tab.page.locator("mark.fn-hit-now").wait_for()


def changing(tab: Tab) -> None:
    """A word left out, a thumb given, its reasons unfolded, and the question being edited."""
    tab.ask("noted")
    tab.page.get_by_role("button", name="Search without packs").click()
    tab.page.get_by_role("button", name="Search with packs again").wait_for()
    tab.page.wait_for_function("!document.querySelector('[aria-busy]')")
    tab.page.locator("#fn-down-1-1 summary").click()
    tab.page.get_by_role("button", name="Outdated").first.click()
    tab.page.get_by_text("Marked outdated").wait_for()
    tab.page.get_by_role("button", name="Edit question 1").click()


def remembered(tab: Tab) -> None:
    """The list of conversations, one of them being renamed and one deleted."""
    for question in ("Can I work?", "Thank you", "How long does swelling last?"):
        tab.ask(question)
        tab.page.wait_for_function(
            "question => Object.values(localStorage).some(t => t.includes(question))", arg=question
        )
        tab.page.get_by_role("button", name="New chat").first.click()
        tab.page.locator(".fn-welcome").wait_for()
    tab.page.get_by_role("button", name="History").click()
    tab.page.get_by_role("button", name="Delete Thank you").click()
    tab.page.get_by_role("button", name="Rename Can I work?").click()


def choosing(tab: Tab) -> None:
    """The documents, some of them chosen."""
    tab.page.get_by_role("button", name="Documents", exact=True).click()
    tab.page.locator(".fn-collection").first.wait_for()
    tab.page.get_by_role("button", name="Show the documents of corpus").click()
    tab.page.locator(".fn-one").first.uncheck()
    tab.page.locator(".fn-asking", has_text=" of ").wait_for()


def failed(tab: Tab) -> None:
    """Why there is no answer, and the button to ask again."""
    tab.ask("broken")
    tab.page.get_by_role("button", name="Ask again").focus()


@pytest.mark.parametrize(
    "state",
    [
        empty,
        answered,
        opened,
        read_out,
        refused,
        noted,
        remarked,
        hinted,
        searched,
        changing,
        remembered,
        choosing,
        failed,
    ],
)
@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (1360, "dark"), (320, "light")])
def test_axe_finds_nothing_serious(open_tab: OpenTab, state: Callable[[Tab], None], width: int, scheme: str) -> None:
    tab = open_tab(width=width, scheme=scheme)
    state(tab)
    assert violations(tab) == []
    assert not tab.has_sideways_scroll()


@pytest.mark.parametrize(("width", "scheme"), [(1360, "dark"), (320, "light")])
def test_axe_finds_nothing_serious_in_german(open_tab: OpenTab, width: int, scheme: str) -> None:
    tab = open_tab("/?lang=de", width=width, scheme=scheme)
    tab.ask("noted")
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    assert violations(tab) == []
    assert not tab.has_sideways_scroll()
