"""Choosing, adding and removing documents, in a real Chromium over a real library."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.errors import IndexDamaged
from bot.ui.serve import start
from tests.ui.browsing import OpenTab, Tab, patient_page
from tests.ui.real_bots import small_bot
from tests.ui.test_accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

HOSTILE = "<img src=/fetched onerror=document.title=2>"
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""
NEEDLES = b"# Needles\n\nThe needle is made of gold. A needle hurts little.\n"


@pytest.fixture(scope="module")
def chatbot(tmp_path_factory: pytest.TempPathFactory) -> Iterator["ChatBot"]:
    with small_bot(tmp_path_factory.mktemp("small")) as bot:
        yield bot


@pytest.fixture(scope="module")
def url(chatbot: "ChatBot") -> Iterator[str]:
    """A page of its own: that of the other tests is over another library."""
    running = start(chatbot, port=0)
    yield running.url
    running.close()


def open_documents(tab: Tab) -> None:
    """Return when there is a list; one that stands there already is drawn anew only when there is another one."""
    tab.page.get_by_role("button", name="Documents", exact=True).click()
    tab.page.locator(".fn-collection").first.wait_for()


def close_documents(tab: Tab) -> None:
    tab.page.locator(".fn-documents-list").get_by_role("button", name="Close").click()


def asking(tab: Tab, words: str) -> None:
    """Return when the line under the question box says this."""
    tab.page.locator(".fn-asking", has_text=words).wait_for()


def unfold(tab: Tab, name: str) -> None:
    tab.page.get_by_role("button", name=f"Show the documents of {name}").click()


def upload(tab: Tab, *files: tuple[str, bytes]) -> None:
    """Choose these files and wait until they are built."""
    payloads = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files]
    tab.page.locator(".fn-upload input").set_input_files(payloads)  # type: ignore[arg-type]  # as playwright takes them
    tab.page.locator(".fn-ended:not(:empty)").wait_for()


def remove_needles(tab: Tab) -> None:
    unfold(tab, "Uploaded here")
    tab.page.get_by_role("button", name="Remove Needles").click()
    tab.page.get_by_role("button", name="Delete it").click()
    tab.page.locator(".fn-ended", has_text="Removed").wait_for()


def test_only_the_chosen_documents_are_asked_and_the_line_says_which(open_tab: OpenTab) -> None:
    tab = open_tab()
    asking(tab, "Asking all documents")
    open_documents(tab)
    asking(tab, "Asking all 2 documents")
    unfold(tab, "notes")
    tab.picture("documents")
    tab.page.get_by_label("Laser").uncheck()
    asking(tab, "Asking 1 of 2 documents")
    assert tab.page.locator(".fn-all").evaluate("box => box.indeterminate")
    close_documents(tab)
    tab.picture("documents-line")
    tab.ask("How long after the laser?")
    assert titles(tab) == {"Sun"}
    open_documents(tab)
    tab.page.get_by_role("button", name="Select none").click()
    asking(tab, "Asking no document: choose at least one")
    close_documents(tab)
    tab.ask("And the cost?")
    assert "No document is chosen" in tab.page.locator(".fn-problem").last.inner_text()
    open_documents(tab)
    tab.page.get_by_role("button", name="Select all").click()
    close_documents(tab)
    asking(tab, "Asking all 2 documents")
    tab.ask("What does a session cost?")
    assert "Laser" in titles(tab)


def choose_only(tab: Tab, title: str) -> None:
    open_documents(tab)
    tab.page.get_by_role("button", name="Select none").click()
    unfold(tab, "notes")
    tab.page.get_by_label(title).check()
    close_documents(tab)


def titles(tab: Tab) -> set[str]:
    """Of the documents that the last answer quotes; of what is drawn, be it on the screen yet or not."""
    return set(tab.page.locator(".fn-exchange").last.locator(".fn-card .fn-title").all_text_contents())


def test_a_choice_outlives_a_reload_and_another_language_and_is_asked_at_once(open_tab: OpenTab) -> None:
    tab = open_tab()
    choose_only(tab, "Sun")
    tab.page.reload()
    asking(tab, "Asking 1 of 2 documents")
    tab.ask("How long after the laser?")
    assert titles(tab) == {"Sun"}
    tab.page.goto(f"{tab.page.url}?lang=de")
    asking(tab, "In 1 von 2 Dokumenten")
    tab.page.goto(tab.page.url.replace("de", "en"))
    open_documents(tab)
    unfold(tab, "notes")
    assert [box.is_checked() for box in tab.page.locator(".fn-one").all()] == [False, True]
    tab.page.get_by_role("button", name="Select all").click()
    close_documents(tab)
    tab.page.reload()
    asking(tab, "Asking all documents")
    tab.page.locator(".fn-card").first.wait_for()  # the conversation is back
    tab.ask("What does a session cost?")
    assert "Laser" in titles(tab)


def test_another_tab_asks_all_and_neither_changes_what_the_other_asks(open_tab: OpenTab) -> None:
    tab = open_tab()
    choose_only(tab, "Sun")
    page = patient_page(tab.page.context)
    page.goto(tab.page.url)
    other = Tab(page, [], [])
    asking(other, "Asking all documents")
    choose_only(other, "Laser")
    for each, title in ((tab, "Sun"), (other, "Laser")):
        asking(each, "Asking 1 of 2 documents")
        each.page.reload()
        asking(each, "Asking 1 of 2 documents")
        each.ask("How long after the laser?")
        assert titles(each) == {title}


def test_a_server_that_was_started_again_asks_what_the_page_says(
    open_tab: OpenTab, url: str, chatbot: "ChatBot"
) -> None:
    """The server keeps no choice, so it can forget none."""
    tab = open_tab()
    choose_only(tab, "Sun")
    again = start(chatbot, port=0)
    try:
        # Its own address would be that of another page, from which nothing is taken; so it says none.
        tab.page.route(
            f"{url}/gradio_api/run/**",
            lambda route: route.fulfill(
                response=route.fetch(
                    url=route.request.url.replace(url, again.url), headers={"content-type": "application/json"}
                )
            ),
        )
        tab.ask("How long after the laser?")
        assert titles(tab) == {"Sun"}
    finally:
        again.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_when_nothing_chosen_is_there_any_more_all_are_asked_and_that_is_said(
    open_tab: OpenTab, width: int, scheme: str
) -> None:
    tab = open_tab(width=width, scheme=scheme)
    tab.page.evaluate("""sessionStorage.setItem("footnote.documents", JSON.stringify(
        {collections: ["gone"], documents: ["notes/gone.md"], left: ["notes/laser.md"], chosen: 2, total: 9}))""")
    tab.page.reload()
    note = tab.page.get_by_text("The documents you had chosen are no longer there, so all are asked.")
    note.wait_for()
    asking(tab, "Asking all 2 documents")
    tab.ask("What does a session cost?")
    assert "Laser" in titles(tab)
    tab.picture(f"documents-gone-{width}")
    assert violations(tab) == []
    assert not tab.has_sideways_scroll()
    tab.page.reload()
    asking(tab, "Asking all documents")
    assert not note.is_visible()


@pytest.mark.parametrize("kept", ["{", "7", "{}", '{"collections": "notes", "documents": [], "left": []}'])
def test_what_is_no_choice_in_the_browser_is_none(open_tab: OpenTab, kept: str) -> None:
    tab = open_tab()
    tab.page.evaluate("kept => sessionStorage.setItem('footnote.documents', kept)", kept)
    tab.page.reload()
    asking(tab, "Asking all documents")
    tab.ask("What does a session cost?")
    assert "Laser" in titles(tab)
    assert tab.complaints == []


def test_a_choice_that_only_the_server_can_refuse_is_refused_in_a_sentence(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.evaluate("window.footnoteChoice.put({collections: [7], documents: [], left: []})")
    tab.ask("What does a session cost?")
    assert "did not say which documents to ask" in tab.page.locator(".fn-problem").inner_text()


def test_where_the_browser_keeps_nothing_the_choice_holds_until_the_reload(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('refused'); }})"
    )
    tab.page.reload()
    choose_only(tab, "Sun")
    tab.ask("How long after the laser?")
    assert titles(tab) == {"Sun"}
    tab.page.reload()
    asking(tab, "Asking all documents")
    tab.ask("What does a session cost?")
    assert "Laser" in titles(tab)


def test_a_list_that_cannot_be_made_changes_nothing_of_the_choice(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    choose_only(tab, "Sun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chatbot.library, "documents", broken)
        tab.page.get_by_role("button", name="Documents", exact=True).click()
        tab.page.locator(".fn-list .fn-problem").wait_for()
        close_documents(tab)
    asking(tab, "Asking 1 of 2 documents")
    tab.ask("How long after the laser?")
    assert titles(tab) == {"Sun"}


def broken() -> None:
    raise IndexDamaged("The database is damaged.")


def test_a_filter_shows_and_chooses_what_it_finds(open_tab: OpenTab) -> None:
    tab = open_tab()
    open_documents(tab)
    tab.page.get_by_label("Filter by title or file").fill("LASER note")
    assert tab.page.locator(".fn-list li:visible").all_inner_texts()[0].startswith("Laser")
    assert tab.page.locator(".fn-list li:visible").count() == 1
    assert tab.page.locator(".fn-shown").inner_text() == "1 found"
    tab.page.get_by_role("button", name="Leave these out").click()
    asking(tab, "Asking 1 of 2 documents")
    tab.page.keyboard.press("Escape")
    assert not tab.page.locator(".fn-documents-list").is_visible()
    assert tab.page.evaluate("document.activeElement.textContent") == "Documents"


def test_uploaded_files_get_a_receipt_can_be_asked_at_once_and_removed(open_tab: OpenTab) -> None:
    tab = open_tab()
    open_documents(tab)
    upload(tab, ("needles.md", NEEDLES), ("../../data.txt", b"\x00\x01\x02"))
    tab.picture("upload-receipt")
    rows = [row.split("\t") for row in tab.page.locator(".fn-receipts tbody tr").all_inner_texts()]
    assert rows[0][:2] == ["data.txt", "✕ refused"]
    assert rows[1][:5] == ["needles.md", "✓ added", "markdown", "", "1"]
    assert tab.page.locator(".fn-ended").inner_text() == "1 file ready to be asked; 1 not taken; the table says why."
    asking(tab, "Asking all 3 documents")
    close_documents(tab)
    tab.ask("Is the needle gold?")
    assert tab.page.locator(".fn-card .fn-title").first.inner_text() == "Needles"
    open_documents(tab)
    unfold(tab, "Uploaded here")
    assert tab.page.locator("[data-action='remove']").all_inner_texts() == ["Remove"]
    tab.page.get_by_role("button", name="Remove Needles").click()
    tab.picture("remove-confirm")
    assert violations(tab) == []
    tab.page.get_by_role("button", name="Keep it").click()
    tab.page.get_by_role("button", name="Remove Needles").click()
    tab.page.get_by_role("button", name="Delete it").click()
    tab.page.locator(".fn-ended", has_text="Removed").wait_for()
    asking(tab, "Asking all 2 documents")
    assert tab.complaints == []


def test_a_file_is_dropped_anywhere_and_what_it_says_and_is_called_stays_text(open_tab: OpenTab) -> None:
    tab = open_tab(width=320, height=760, scheme="dark")
    open_documents(tab)
    tab.page.get_by_role("button", name="Select none").click()
    tab.page.evaluate(
        DROP, ["img src=x onerror=document.title=1 &amp;.md", f"# {HOSTILE}\n\nSun and {HOSTILE} skin.\n"]
    )
    tab.page.locator(".fn-ended", has_text="1 file ready to be asked").wait_for()
    asking(tab, "Asking 1 of 3 documents")  # what is new is chosen
    unfold(tab, "Uploaded here")
    tab.picture("upload-320-dark")
    assert violations(tab) == []
    assert HOSTILE in tab.page.locator(".fn-list").inner_text()
    assert "onerror=document.title=1 &amp;.md" in tab.page.locator(".fn-receipts").inner_text()
    assert tab.page.locator("#fn-documents img, #fn-documents script").count() == 0
    assert not tab.has_sideways_scroll()
    tab.page.get_by_role("button", name="Remove", exact=False).first.click()
    tab.page.get_by_role("button", name="Delete it").click()
    tab.page.locator(".fn-ended", has_text="Removed").wait_for()
    assert (tab.page.title(), tab.complaints) == ("Footnote", [])
    assert not [address for address in tab.requests if "fetched" in address or not address.startswith(tab.page.url)]


def test_a_broken_connection_is_said(open_tab: OpenTab) -> None:
    tab = open_tab()
    open_documents(tab)
    tab.page.route("**/footnote/uploads/file", lambda route: route.abort())
    upload(tab, ("needles.md", NEEDLES))
    assert tab.page.locator(".fn-unsent").inner_text() == "needles.md: The connection broke off; upload it again."
    assert tab.page.locator(".fn-ended").inner_text() == "No file was taken."


def held_standing(tab: Tab) -> Callable[[], None]:
    """Hold what the page is told first when the documents are opened, that nothing goes on; gives what lets it go."""
    held: list[Route] = []
    tab.page.route("**/footnote/uploads", lambda route: route.continue_() if held else held.append(route))
    with tab.page.expect_request("**/footnote/uploads"):
        open_documents(tab)
    idle = {"is_busy": False, "is_problem": False, "done": 0, "total": 0, "words": "", "html": ""}
    return lambda: held[0].fulfill(json=idle)


def test_the_end_of_a_build_is_told_though_word_of_the_time_before_it_comes_late(open_tab: OpenTab) -> None:
    tab = open_tab()
    let_go = held_standing(tab)
    with tab.page.expect_response("**/footnote/uploads/build"):
        tab.page.locator(".fn-upload input").set_input_files(
            {"name": "needles.md", "mimeType": "text/plain", "buffer": NEEDLES}
        )
    let_go()
    tab.page.locator(".fn-ended", has_text="1 file ready to be asked.").wait_for()
    asking(tab, "Asking all 3 documents")
    remove_needles(tab)


def test_that_no_file_was_taken_stays_there_when_word_of_the_time_before_comes_late(open_tab: OpenTab) -> None:
    tab = open_tab()
    let_go = held_standing(tab)
    tab.page.route("**/footnote/uploads/file", lambda route: route.abort())
    upload(tab, ("needles.md", NEEDLES))
    with tab.page.expect_request_finished(lambda request: request.url.endswith("/footnote/uploads")):
        let_go()
    tab.page.evaluate("new Promise(done => setTimeout(done))")  # what the answer sets off has been done
    assert tab.page.locator(".fn-ended").inner_text() == "No file was taken."


def test_a_build_shows_how_far_it_is(open_tab: OpenTab) -> None:
    tab = open_tab(width=320, height=760)
    standing = {"is_busy": True, "is_problem": False, "done": 2, "total": 5, "words": "Reading: 2 of 5 new files…"}
    tab.page.route("**/footnote/uploads", lambda route: route.fulfill(json=standing))
    open_documents(tab)
    tab.page.locator(".fn-progress-words", has_text="Reading: 2 of 5 new files…").wait_for()
    assert tab.page.locator("progress").evaluate("bar => bar.value / bar.max") == 2 / 5
    tab.picture("upload-progress-320")
    assert violations(tab) == []
    tab.page.unroute("**/footnote/uploads")
    tab.page.locator("progress").wait_for(state="hidden")


def test_a_busy_index_is_said_once_and_the_files_can_be_read_later(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    open_documents(tab)
    with chatbot.library.write(chatbot.library.path):
        upload(tab, ("needles.md", NEEDLES))
        tab.picture("upload-busy")
        assert tab.page.get_by_text("Another program is changing the index").count() == 1
        assert "1 uploaded file is not in the index yet." in tab.page.locator(".fn-standing").inner_text()
    tab.page.get_by_role("button", name="Read now").click()
    tab.page.locator(".fn-ended", has_text="1 file ready to be asked.").wait_for()
    asking(tab, "Asking all 3 documents")
    remove_needles(tab)


def test_a_read_only_page_offers_neither_upload_nor_removal(browser: "Browser", chatbot: "ChatBot") -> None:
    running = start(chatbot, port=0, is_read_only=True)
    try:
        page = patient_page(browser)
        page.goto(running.url)
        page.get_by_role("button", name="Documents", exact=True).click()
        page.locator(".fn-collection").first.wait_for()
        assert page.locator(".fn-upload, input[type=file], [data-action=remove]").count() == 0
        page.evaluate(DROP, ["a.md", "text"])
        assert httpx.post(f"{running.url}/footnote/uploads/file", headers={"Origin": running.url}).status_code == 403
        page.close()
    finally:
        running.close()
