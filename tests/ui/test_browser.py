"""The page in a real Chromium."""

import threading
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.ui.browsing import IN_SIGHT, OpenTab

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 sums up its queue with two options that pandas 3 deprecates; it is no matter of ours.
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting' is deprecated"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]

QUESTION = "How long does swelling last?"


def test_the_page_starts_with_its_name_its_promise_the_notice_and_the_cursor_in_the_box(open_tab: OpenTab) -> None:
    tab = open_tab()
    assert tab.page.title() == "Footnote"
    masthead = tab.page.locator(".fn-masthead").inner_text()
    assert "Every answer is a quotation from your documents" in masthead
    assert "Information, not medical advice." in masthead
    assert tab.page.locator(".fn-viewer").inner_text() == "Open a citation to read it in its source."
    tab.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    tab.picture("empty")


def test_a_citation_opens_its_source_with_the_quoted_words_marked_and_in_sight(
    open_tab: OpenTab, chatbot: "ChatBot"
) -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.picture("answer")
    assert tab.page.locator(".fn-level").inner_text() == "Found in your documents"
    for quotation in chatbot.reply(QUESTION).passages:
        tab.page.locator(f"#fn-cite-1-{quotation.rank}").click()
        tab.wait_for_cited(quotation.citation.exact)
        tab.wait_until_in_sight()
        assert tab.page.locator(".fn-viewer h2").inner_text() == quotation.citation.title
        tab.page.wait_for_function("document.activeElement.tagName === 'H2'")
        if quotation.rank == 1:
            tab.picture("citation")


def test_the_short_answer_stands_above_the_cards_and_opens_its_source_at_exactly_its_words(
    open_tab: OpenTab, chatbot: "ChatBot"
) -> None:
    tab = open_tab()
    tab.ask("several")
    tab.picture("short-answer")
    short, card = (tab.page.locator(name).first.bounding_box() for name in (".fn-short", ".fn-card"))
    assert short is not None
    assert card is not None
    assert short["y"] + short["height"] <= card["y"]
    for number, quotation in enumerate(chatbot.reply("several").short_answer, start=1):
        tab.page.locator(f"#fn-cite-1-short-{number}").click()
        tab.wait_for_cited(quotation.text)
        tab.wait_until_in_sight()


def test_the_same_words_in_another_source_open_there(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.page.locator("#fn-cite-1-1-1").click()
    also = chatbot.reply(QUESTION).passages[0].also_in[0]
    tab.wait_for_cited(also.exact)
    assert tab.page.locator(".fn-viewer h2").inner_text() == also.title


def test_a_citation_opened_twice_is_scrolled_to_twice(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.page.locator(".fn-text").evaluate("pane => { pane.scrollTop = 0; }")
    assert not tab.page.evaluate(IN_SIGHT)
    tab.page.locator("#fn-cite-1-1").click()
    tab.wait_until_in_sight()


def test_an_old_citation_still_opens_after_later_answers_and_what_was_unfolded_stays_so(
    open_tab: OpenTab, chatbot: "ChatBot"
) -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.page.locator("#fn-why-1-1 summary").click()
    tab.ask("Can I work the next day?")
    tab.ask("Has a submarine a periscope?")
    assert tab.page.locator(".fn-exchange").count() == 3
    history = chatbot.asked[-1][1]  # type: ignore[attr-defined]  # the fake remembers
    assert [turn.question for turn in history] == [QUESTION, "Can I work the next day?"]
    assert tab.page.locator("details[open]").count() == 1
    assert tab.page.locator("#fn-why-1-1").get_attribute("open") is not None
    tab.page.locator("#fn-cite-1-1").click()
    tab.wait_for_cited(chatbot.reply(QUESTION).passages[0].citation.exact)
    tab.wait_until_in_sight()


def test_without_an_answer_the_page_says_so_and_folds_the_closest_passages(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("Has a submarine a periscope?")
    reply = tab.page.locator(".fn-reply")
    assert "Not in these documents" in reply.inner_text()
    assert "Nowhere in the documents: submarine, periscope." in reply.inner_text()
    assert not tab.page.locator(".fn-card").first.is_visible()
    tab.picture("not_found")
    tab.page.locator(".fn-closest > summary").click()
    assert tab.page.locator(".fn-card").first.is_visible()


def test_the_whole_way_can_be_gone_with_the_keyboard(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    tab.page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    tab.page.keyboard.type(QUESTION)
    tab.page.keyboard.press("Enter")
    tab.page.locator("#fn-cite-1-1").wait_for()
    for key, rank in (("Enter", 1), ("Space", 2)):
        for _ in range(30):
            if tab.page.evaluate("document.activeElement.id") == f"fn-cite-1-{rank}":
                break
            tab.page.keyboard.press("Shift+Tab" if rank == 1 else "Tab")
        tab.page.keyboard.press(key)
        tab.wait_for_cited(chatbot.reply(QUESTION).passages[rank - 1].citation.exact)
        tab.page.wait_for_function("document.activeElement.tagName === 'H2'")
        while tab.page.evaluate("document.activeElement.dataset.action") != "back":
            tab.page.keyboard.press("Tab")
        tab.page.keyboard.press("Enter")
        assert tab.page.evaluate("document.activeElement.id") == f"fn-cite-1-{rank}"


def test_an_example_is_asked_when_pressed(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.get_by_role("button", name="Can I work the next day?").click()
    tab.page.locator(".fn-level").wait_for()
    assert tab.page.locator(".fn-question").inner_text() == "Can I work the next day?"
    assert tab.page.locator(".fn-level").inner_text() == "Possibly related"


def test_an_empty_question_gets_a_hint(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.get_by_label("Your question").fill("   ")
    tab.page.get_by_role("button", name="Ask", exact=True).click()
    assert tab.page.locator(".fn-hint").inner_text() == "Type a question first, then press Enter."


def test_a_slow_answer_shows_its_question_at_once_and_what_is_typed_meanwhile_stays(
    open_tab: OpenTab, door: threading.Event
) -> None:
    tab = open_tab()
    box = tab.page.get_by_label("Your question")
    box.fill("A held one")
    box.press("Enter")
    tab.page.locator(".fn-pending").wait_for()
    assert tab.page.locator(".fn-question").inner_text() == "A held one"
    box.fill("Can I work?")
    box.press("Enter")  # too early: it is kept, and refused in words
    tab.page.get_by_text("Your last question is still being answered.").wait_for()
    door.set()
    tab.page.locator(".fn-level").wait_for()
    assert box.input_value() == "Can I work?"
    box.press("Enter")
    tab.page.locator("#fn-exchange-2 .fn-level").wait_for()
    assert tab.page.locator(".fn-question").all_inner_texts() == ["A held one", "Can I work?"]


def test_a_foreseen_error_is_a_plain_sentence_and_an_unforeseen_one_leaks_nothing(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("broken")
    tab.ask("crash")
    tab.ask(QUESTION)
    problems = tab.page.locator(".fn-problem").all_inner_texts()
    assert problems[0] == "The index was built with another encoder <b>; build it again."
    assert problems[1].startswith("Something went wrong inside Footnote")
    assert "secret" not in tab.page.content()


def test_start_over_empties_the_conversation(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    tab = open_tab()
    tab.ask(QUESTION)
    tab.page.locator("#fn-cite-1-1").click()
    tab.cited_words()
    tab.page.locator(".fn-start-over").click()
    tab.page.locator(".fn-welcome").wait_for()
    tab.page.locator(".fn-viewer").get_by_text("Open a citation to read it in its source.", exact=True).wait_for()
    tab.ask(QUESTION)
    assert chatbot.asked[-1] == (QUESTION, ())  # type: ignore[attr-defined]  # the fake remembers


def test_a_link_opens_the_source_at_the_passage(open_tab: OpenTab, chatbot: "ChatBot") -> None:
    citation = chatbot.reply(QUESTION).passages[0].citation
    query = {"document": citation.document, "start": citation.start, "end": citation.end}
    tab = open_tab(f"/?{urlencode(query)}")
    tab.wait_for_cited(citation.exact)
    tab.wait_until_in_sight()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("document=gone.md&start=0&end=5", "The index holds no document 'gone.md'"),
        ("document=corpus/laser.md&start=a&end=5", "start and end must be numbers"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(open_tab: OpenTab, query: str, problem: str) -> None:
    tab = open_tab(f"/?{query}")
    tab.page.locator("#fn-source .fn-problem").wait_for()
    assert problem in tab.page.locator("#fn-source .fn-problem").inner_text()


def test_a_document_of_two_megabytes_opens_at_the_passage(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.ask("the long one")
    tab.page.locator("#fn-cite-1-1").click()
    assert tab.cited_words() == "Line30000ofaverylongdocument,fullofwords."
    tab.wait_until_in_sight()
    assert "A long document" in tab.page.locator(".fn-viewer .fn-note").inner_text()
