"""How the page looks where windows are low or narrow, colours forced, or paper is printed on, in a real Chromium."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

from bot.records import Answer, Document, Level
from bot.records.receipts import FileStatus, Receipt
from bot.ui.receipts_html import standing_html
from bot.ui.serve import start
from bot.ui.uploading import Standing
from tests.ui.browsing import OpenTab, Tab
from tests.ui.documents import ROWS, quote
from tests.ui.printed import FIRST, printed_document
from tests.ui.samples import sample_chatbot
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
BOX = "rect => { const r = document.querySelector(rect).getBoundingClientRect(); return [r.top, r.bottom, r.left]; }"
# Whether what lies at the middle of a part of the page is that part, and nothing that covers it.
IS_FREE = """part => {
    const seen = document.querySelector(part).getBoundingClientRect();
    const there = document.elementFromPoint(seen.left + seen.width / 2, seen.top + seen.height / 2);
    return document.querySelector(part).contains(there);
}"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return printed_document(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="module")
def chatbot(printed: Document) -> "ChatBot":
    bot = sample_chatbot()
    bot.library.by_id[printed.id] = printed
    bot.answers = {
        "printed": lambda question: Answer(question, Level.FOUND, (), (quote(1, printed, FIRST, FIRST),)),
        **bot.answers,
    }
    return cast("ChatBot", bot)


@pytest.fixture(scope="module")
def url(chatbot: "ChatBot") -> Iterator[str]:
    running = start(chatbot, port=0, examples=("What is printed?",))
    yield running.url
    running.close()


def box(tab: Tab, part: str) -> tuple[float, float, float]:
    top, bottom, left = tab.page.evaluate(BOX, part)
    return top, bottom, left


def style(tab: Tab, part: str, name: str, pseudo: str = "") -> str:
    script = "([part, name, pseudo]) => getComputedStyle(document.querySelector(part), pseudo || null)[name]"
    value: str = tab.page.evaluate(script, [part, name, pseudo])
    return value


@pytest.mark.parametrize("width", [1360, 390])
def test_no_words_show_between_the_question_box_and_the_line_below_it(open_tab: OpenTab, width: int) -> None:
    tab = open_tab(width=width)
    tab.ask(QUESTION)
    tab.page.locator("#fn-question textarea").focus()
    for place in ("scrollTo(0, 0)", "scrollTo(0, 213.4)", "scrollTo(0, document.body.scrollHeight)"):
        tab.page.evaluate(place)
        ring = box(tab, "#fn-question .input-container")[1] + 2
        assert ring <= box(tab, "#fn-documents")[0] <= box(tab, "#fn-chat > .form")[1]
    tab.page.evaluate("scrollTo(0, 213.4)")
    tab.picture(f"looks_box_{width}")


def test_a_wide_page_opens_at_its_head_and_ready_to_be_typed_into(open_tab: OpenTab) -> None:
    tab = open_tab()
    question = tab.page.locator("#fn-question textarea")
    tab.page.wait_for_function("document.activeElement.matches('#fn-question textarea')")
    assert tab.page.evaluate("scrollY") == 0
    tab.page.keyboard.type("How")
    assert question.input_value() == "How"


def test_in_a_low_window_nothing_stays_in_sight_and_a_citation_is_scrolled_to(open_tab: OpenTab) -> None:
    tab = open_tab(width=340, height=215)
    tab.ask(QUESTION)
    for part in ("#fn-chat > .form", "#fn-documents", "#fn-source"):
        assert style(tab, part, "position") == "static"
    tab.page.locator("#fn-cite-1-4").click()
    tab.cited_words()
    tab.wait_until_in_sight()
    assert tab.page.evaluate("(p => p.scrollHeight - p.clientHeight)(document.querySelector('.fn-text'))") == 0
    assert not tab.has_sideways_scroll()
    tab.picture("looks_low")
    tab.page.get_by_role("button", name="Next citation").scroll_into_view_if_needed()
    tab.picture("looks_low_tools")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_narrow_window_every_step_is_free_and_the_text_has_room(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(width=320, height=640, scheme=scheme)
    tab.ask(QUESTION)
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.wait_until_in_sight()
    tab.picture(f"looks_narrow_{scheme}")
    for part in (".fn-steps [data-step='1']", ".fn-tools [data-action='back']"):
        assert tab.page.evaluate(IS_FREE, part)
    top, bottom, _ = box(tab, ".fn-text")
    assert bottom - top > 640 / 4
    assert violations(tab) == []


def test_a_line_of_a_printed_page_begins_in_sight_on_a_phone(open_tab: OpenTab) -> None:
    tab = open_tab(width=390, height=844)
    tab.ask("printed")
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.page.get_by_role("tab", name="Page as printed").click()
    tab.page.locator(".fn-box").first.wait_for()
    tab.page.wait_for_function("document.querySelector('.fn-picture').naturalWidth > 0")
    tab.page.get_by_role("button", name="Larger").click()
    assert box(tab, ".fn-box")[2] >= box(tab, ".fn-desk")[2] + 15
    tab.picture("looks_printed_phone")


def test_forced_colours_keep_the_mark_of_focus_and_the_marks_of_the_levels(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.emulate_media(forced_colors="active")
    tab.ask(QUESTION)
    tab.ask("Can I work the next day?")
    tab.ask("Has a submarine a periscope?")
    tab.page.locator("#fn-question textarea").focus()
    assert style(tab, "#fn-question .input-container", "outlineStyle") == "solid"
    widths = [
        [style(tab, f".fn-level-{level}", f"border{side}Width", "::before") for side in ("Left", "Right")]
        for level in ("found", "related", "not_found")
    ]
    half = style(tab, ".fn-level-found", "borderTopWidth", "::before")
    assert widths == [[half, half], [half, "2px"], ["2px", "2px"]]
    width = float(style(tab, ".fn-level-found", "width", "::before").removesuffix("px"))
    assert width - 1 < 2 * float(half.removesuffix("px")) <= width  # borders are whole pixels
    tab.picture("looks_forced")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_holds_the_answers_and_their_places_and_nothing_to_press(open_tab: OpenTab, scheme: str) -> None:
    tab = open_tab(scheme=scheme)
    tab.ask("noted")
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]  # "light" or "dark"
    assert style(tab, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(tab, ".fn-card blockquote", "color") == "rgb(0, 0, 0)"
    assert style(tab, ".fn-card mark", "textDecorationLine") == "underline"
    assert "corpus/laser.md [" in style(tab, ".fn-citation-words", "content", "::after") or (
        tab.page.locator(".fn-citation-words").first.get_attribute("data-place") or ""
    ).startswith("corpus/laser.md [")
    pressed = "[...document.querySelectorAll('button')].filter(b => b.offsetParent).map(b => b.className)"
    sources = {"fn-from", "fn-citation", "fn-citation fn-citation-small"}
    assert set(tab.page.evaluate(pressed)) <= {*sources, "fn-words", "fn-chip"}
    assert not tab.page.locator("#fn-question").is_visible()
    assert not tab.page.locator("#fn-source").is_visible()
    tab.picture(f"looks_print_{scheme}")


def test_a_table_is_a_table_on_its_card_and_is_copied_as_the_document_has_it(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    card = tab.page.locator(".fn-card").nth(3)
    assert card.locator("blockquote td").all_inner_texts()[:3] == ["Method", "Redness", "Swelling"]
    card.scroll_into_view_if_needed()
    tab.picture("looks_table")
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.locator("blockquote").evaluate("words => getSelection().selectAllChildren(words)")
    tab.page.keyboard.press("Control+C")
    assert tab.page.evaluate("navigator.clipboard.readText()") == ROWS
    assert tab.complaints == []


def test_a_row_of_the_short_answer_is_copied_without_the_header_above_it(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    tab.ask("several")
    row = tab.page.locator(".fn-short blockquote").nth(1)
    assert row.locator("th, td").all_inner_texts()[:4] == ["Method", "Redness", "Swelling", "Non-ablative"]
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    row.evaluate("words => getSelection().selectAllChildren(words)")
    tab.page.keyboard.press("Control+C")
    assert tab.page.evaluate("navigator.clipboard.readText()") == chatbot.reply("several").short_answer[1].text


@pytest.mark.parametrize("width", [1360, 320])
def test_a_receipt_is_never_cut(open_tab: OpenTab, width: int) -> None:
    path = "/srv/index-uploads/a-very-long-name-of-a-report-on-bridges-2023.pdf"
    pages = Receipt(
        path, "d", FileStatus.ADDED, format="markdown", pages=1_313, passages=12_204, scans=(2, 3, 4, 5, 6, 7)
    )
    same = Receipt(
        "/srv/copy.pdf", "d", FileStatus.DUPLICATE, format="pdf", same_as="docs/reports/bridge-inspection.pdf"
    )
    refused = Receipt("/srv/empty.txt", "d", FileStatus.REFUSED, reason="the file holds no text; add some.")
    drawn = standing_html(Standing(receipts=(pages, same, refused)))
    told = {"is_busy": False, "is_problem": False, "done": 0, "total": 0, "words": "", "html": drawn}
    tab = open_tab(width=width)
    tab.page.route("**/footnote/uploads", lambda route: route.fulfill(json=told))
    tab.page.get_by_role("button", name="Documents").click()
    tab.page.locator(".fn-receipts").wait_for()
    assert tab.page.locator(".fn-receipts").evaluate("table => table.scrollWidth - table.clientWidth") == 0
    tab.picture(f"looks_receipt_{width}")


def test_a_question_that_fills_the_box_is_said_to(open_tab: OpenTab) -> None:
    tab = open_tab()
    question = tab.page.locator("#fn-question textarea")
    question.fill("How long? " * 199)
    assert not tab.page.locator(".fn-full").is_visible()
    question.press("End")
    tab.page.keyboard.insert_text("and why? " * 3)
    tab.page.locator(".fn-full").get_by_text("The box is full: it takes 2,000 characters.").wait_for()
    assert len(question.input_value()) == 2000
    tab.picture("looks_full")
    question.press("Backspace")
    tab.page.locator(".fn-full").wait_for(state="hidden")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (340, 215)])
def test_a_small_window_opens_at_its_top_with_no_keyboard_over_it(open_tab: OpenTab, width: int, height: int) -> None:
    tab = open_tab(width=width)
    tab.page.set_viewport_size({"width": width, "height": height})
    tab.page.reload()
    tab.page.locator("textarea").first.wait_for()
    tab.page.wait_for_load_state("load")
    assert tab.page.evaluate("scrollY") == 0
    assert tab.page.evaluate("document.activeElement.tagName") != "TEXTAREA"
