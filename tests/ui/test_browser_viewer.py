"""The source pane in a real Chromium: its tools, and the pages of a PDF."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from bot.records import Answer, Document, Level
from bot.ui.serve import start
from tests.ui.browsing import OpenTab, Tab, squeezed
from tests.ui.documents import HEALING, cite, quote
from tests.ui.printed import FIRST, SECOND, printed_document
from tests.ui.samples import FakeChatBot, sample_chatbot
from tests.ui.test_accessibility import violations

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "How long does swelling last?"
# A button that says that it has copied goes on saying so, however late a test looks.
STAY = """() => {
    const later = window.setTimeout;
    window.setTimeout = (act, after, ...given) => after >= 1000 ? 0 : later(act, after, ...given);
}"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return printed_document(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def chatbot(printed: Document) -> "ChatBot":
    """The sample bot, and a question that a PDF answers."""
    bot: FakeChatBot = sample_chatbot()
    bot.library.by_id[printed.id] = printed

    def from_print(question: str) -> Answer:
        return Answer(question, Level.FOUND, (), (quote(1, printed, FIRST, FIRST), quote(2, printed, SECOND, SECOND)))

    bot.answers = {"printed": from_print, **bot.answers}
    return cast("ChatBot", bot)


@pytest.fixture(scope="module")
def url(chatbot: "ChatBot") -> Iterator[str]:
    running = start(chatbot, port=0, examples=("What is printed?",))
    yield running.url
    running.close()


def opened(open_tab: OpenTab, question: str = QUESTION, rank: int = 1, **window: object) -> Tab:
    tab: Tab = open_tab(**window)
    tab.ask(question)
    tab.page.locator(f"#fn-cite-1-{rank}").click()
    tab.cited_words()
    return tab


def focused(tab: Tab) -> str:
    key: str = tab.page.evaluate("document.activeElement.dataset.key ?? document.activeElement.tagName")
    return key


def wait_for_focus(tab: Tab, key: str) -> None:
    tab.page.wait_for_function(
        "key => (document.activeElement.dataset.key ?? document.activeElement.tagName) === key", arg=key
    )


def as_printed(tab: Tab) -> None:
    tab.page.get_by_role("tab", name="Page as printed").click()
    tab.page.locator(".fn-box").first.wait_for()
    tab.page.wait_for_function("document.querySelector('.fn-picture').naturalWidth > 0")


def test_the_citations_of_an_answer_are_walked_in_order(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = opened(open_tab)
    answer = chatbot.reply(QUESTION)
    (short,), (first, *others) = answer.short_answer, answer.passages
    tab.page.get_by_role("button", name="Previous citation").click()
    steps = tab.page.locator(".fn-steps .fn-count")
    expected = [short.citation, first.citation, *first.also_in, *(quotation.citation for quotation in others)]
    for number, citation in enumerate(expected, start=1):
        tab.wait_for_cited(citation.exact)
        steps.get_by_text(f"{number} of 6", exact=True).wait_for()
        assert tab.page.locator(".fn-conversation [aria-current]").count() == 1
        if number < len(expected):
            tab.page.get_by_role("button", name="Next citation").click()
    assert tab.page.get_by_role("button", name="Next citation").is_disabled()
    tab.page.get_by_role("button", name="Previous citation").click()
    tab.wait_for_cited(expected[4].exact)
    wait_for_focus(tab, "step back")
    assert tab.complaints == []


def test_words_are_searched_for_by_keyboard_and_escape_ends_it(open_tab: OpenTab) -> None:
    tab = opened(open_tab)
    tab.page.get_by_role("button", name="Search in it").click()
    wait_for_focus(tab, "find box")
    tab.page.keyboard.type("LÏGHT is  absorbed")
    tab.page.keyboard.press("Enter")
    count = tab.page.locator(".fn-found-count")
    count.get_by_text("1 of 38").wait_for()
    assert squeezed(tab.page.locator("mark.fn-hit-now").inner_text()) == "lightisabsorbed"
    wait_for_focus(tab, "find box")
    tab.page.keyboard.press("Enter")
    count.get_by_text("2 of 38").wait_for()
    tab.page.keyboard.press("Shift+Enter")
    count.get_by_text("1 of 38").wait_for()
    tab.page.keyboard.press("Shift+Enter")
    count.get_by_text("38 of 38").wait_for()
    tab.page.locator("#fn-status").get_by_text("38 of 38", exact=True).wait_for(state="attached")
    tab.picture("viewer_find")
    assert violations(tab) == []
    tab.page.keyboard.press("Escape")
    count.wait_for(state="detached")
    wait_for_focus(tab, "find")
    tab.wait_until_in_sight()
    assert tab.complaints == []


def test_a_search_reaches_beyond_the_shown_part_and_more_of_it_can_be_shown(open_tab: OpenTab) -> None:
    tab = opened(open_tab, "the long one")
    tab.page.get_by_role("button", name="Search in it").click()
    tab.page.keyboard.type("line 44999 of")
    tab.page.keyboard.press("Enter")
    tab.page.locator(".fn-found-count").get_by_text("1 of 1").wait_for()
    assert tab.page.locator("mark.fn-hit-now").inner_text() == "Line 44999 of"
    tab.page.get_by_role("button", name="Show earlier text").scroll_into_view_if_needed()
    first = tab.page.locator(".fn-text p").first.inner_text()
    tab.page.get_by_role("button", name="Show earlier text").click()
    tab.page.get_by_role("button", name="Show later text").wait_for(state="attached")
    tab.page.locator(".fn-text p", has_text=first).wait_for()
    assert tab.page.locator(".fn-text p").first.inner_text() != first
    tab.page.get_by_role("button", name="Show later text").click()
    tab.page.get_by_role("button", name="Show later text").wait_for(state="detached")
    assert tab.complaints == []


def test_what_stands_around_can_be_marked_too_and_the_quotation_stays_the_quotation(open_tab: OpenTab) -> None:
    tab = opened(open_tab)
    tab.page.get_by_text("Copy, link, mark more").click()
    tab.page.get_by_role("button", name="what follows").click()
    tab.page.locator("mark.fn-around", has_text="Ways to shorten it:").wait_for()
    wait_for_focus(tab, "wider behind")
    tab.page.get_by_role("button", name="what stands before").click()
    tab.page.locator("mark.fn-around", has_text="Swelling").wait_for()
    assert tab.cited_words() == squeezed(HEALING)
    tab.wait_until_in_sight()
    tab.picture("viewer_wider")
    link = tab.page.get_by_role("link", name="Link to this passage").get_attribute("href")
    tab.page.get_by_role("button", name="only the quotation").click()
    tab.page.locator("mark.fn-around").first.wait_for(state="detached")
    again = open_tab(f"/{link}")
    again.wait_for_cited(HEALING)
    assert again.page.locator("mark.fn-around", has_text="Ways to shorten it:").count() == 1
    assert tab.complaints == []


def test_the_quotation_is_copied_with_its_citation_also_without_a_clipboard_to_write_to(open_tab: OpenTab) -> None:
    tab = opened(open_tab)
    tab.page.get_by_text("Copy, link, mark more").click()
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.page.evaluate(STAY)
    refuse = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no clipboard')); }"
    for kind, beginning in (("Plain text", f"“{HEALING}”\n— "), ("Markdown", "> After"), ("BibTeX", "@misc{footnote-")):
        tab.page.get_by_role("button", name=f"citation as {kind}").click()
        tab.page.locator("#fn-status").get_by_text(f"Copied as {kind}.").wait_for(state="attached")
        assert tab.page.evaluate("navigator.clipboard.readText()").startswith(beginning)
        tab.page.evaluate(refuse)
    assert tab.page.get_by_role("button", name="citation as BibTeX").inner_text() == "Copied"
    assert tab.complaints == []


def test_the_printed_page_shows_the_words_in_place_and_turns(open_tab: OpenTab) -> None:
    tab = opened(open_tab, "printed")
    tab.picture("viewer_pdf_text")
    as_printed(tab)
    assert tab.page.locator(".fn-path").inner_text() == "page 1 (printed “iv”)"
    assert tab.page.locator(".fn-box").count() == 2
    assert tab.page.locator(".fn-sheet figcaption").inner_text() == f"Marked on this page: “{FIRST}”"
    wait_for_focus(tab, "view page")
    tab.picture("viewer_page")
    tab.page.get_by_role("button", name="Larger").click()
    tab.picture("viewer_page_large")
    tab.page.get_by_role("button", name="Next page").click()
    tab.page.locator(".fn-printed .fn-count", has_text="Page 2 (printed “v”) of 2").wait_for()
    assert tab.page.locator(".fn-box").count() == 0
    assert tab.page.locator(".fn-zoom").inner_text() == "150 %"
    tab.page.get_by_role("button", name="Next citation").click()
    tab.wait_for_cited(SECOND)
    as_printed(tab)
    assert tab.page.locator(".fn-printed .fn-count").first.inner_text() == "Page 2 (printed “v”) of 2"
    tab.page.keyboard.press("ArrowLeft")
    tab.wait_for_cited(SECOND)
    wait_for_focus(tab, "view text")
    assert tab.complaints == []
    assert {request.split("/")[2] for request in tab.requests if "://" in request} == {tab.page.url.split("/")[2]}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_the_tools_and_the_page_look_right_and_axe_finds_nothing_serious(
    open_tab: OpenTab, width: int, scheme: str
) -> None:
    tab = opened(open_tab, "printed", width=width, height=800, scheme=scheme)
    tab.page.get_by_text("Copy, link, mark more").click()
    tab.picture(f"viewer_text_{width}_{scheme}")
    assert violations(tab) == []
    tab.page.get_by_text("Copy, link, mark more").click()
    as_printed(tab)
    assert violations(tab) == []
    assert not tab.has_sideways_scroll()
    tab.picture(f"viewer_page_{width}_{scheme}")


def test_a_link_opens_a_printed_page_and_its_text_when_the_file_has_changed(
    open_tab: OpenTab, printed: Document, tmp_path: Path, chatbot: "ChatBot"
) -> None:
    path = tmp_path / "changed.pdf"
    path.write_bytes(Path(printed.location).read_bytes() + b"\n")
    changed = replace(printed, id="changed.pdf", location=str(path))
    chatbot.library.by_id[changed.id] = changed  # type: ignore[attr-defined]  # the fake's own
    citation = cite(changed, FIRST)
    link = f"/?document={changed.id}&start={citation.start}&end={citation.end}&view=page"
    tab = open_tab(link.replace(changed.id, printed.id))
    tab.page.locator(".fn-box").first.wait_for()
    tab.page.goto(tab.page.url.replace(printed.id, changed.id))
    tab.page.locator(".fn-note", has_text="Page 1 is not shown as printed: the file has changed since").wait_for()
    tab.wait_for_cited(FIRST)


def test_hostile_words_stay_words_in_every_tool(open_tab: OpenTab) -> None:
    tab = opened(open_tab, "hostile")
    tab.page.get_by_role("button", name="Search in it").click()
    tab.page.keyboard.type("<script>window.hacked=1</script><img src='http://evil")
    tab.page.keyboard.press("Enter")
    tab.page.locator(".fn-found-count").get_by_text("1 of 5").wait_for()
    tab.page.get_by_text("Copy, link, mark more").click()
    tab.page.evaluate(STAY)
    tab.page.get_by_role("button", name="citation as Markdown").click()
    tab.page.get_by_role("button", name="citation as Markdown").get_by_text("Copied").wait_for()
    assert tab.page.evaluate("window.hacked") is None
    assert not [request for request in tab.requests if "evil" in json.dumps(request).split("?")[0]]
    assert tab.complaints == []
