"""Thumbs in a real Chromium, and what the owner is told of them."""

from typing import TYPE_CHECKING

import pytest

from bot.feedback.records import Opinion, Thumb, Unanswered
from bot.feedback.report import standing
from bot.feedback.store import FILE, FeedbackStore
from tests.ui.browsing import OpenTab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.chatbot import ChatBot

pytestmark = pytest.mark.browser


@pytest.fixture
def store(chatbot: "ChatBot") -> "Iterator[FeedbackStore]":
    store = FeedbackStore(chatbot.library.path)
    store.path.unlink(missing_ok=True)  # thumbs of other tests over the same library
    yield store
    store.path.unlink(missing_ok=True)
    store.keep_unanswered(wanted=False)


def given(store: FeedbackStore) -> list[tuple[str, int, Opinion]]:
    return [(thumb.question, thumb.rank, thumb.opinion) for thumb in standing(store.read().entries)]


def test_a_thumb_is_kept_with_its_reason_changed_and_taken_back_by_keyboard(
    open_tab: OpenTab, store: FeedbackStore
) -> None:
    tab = open_tab()
    tab.ask("noted")
    first = tab.page.get_by_role("group", name="Is quotation 1 of use?")
    first.get_by_role("button", name="Relevant", exact=True).press("Enter")
    first.get_by_text("Kept for the owner").wait_for()
    assert tab.page.evaluate("document.activeElement.id") == "fn-relevant-1-1"
    assert first.get_by_role("button", name="Relevant", exact=True).get_attribute("aria-pressed") == "true"
    assert given(store) == [("noted", 1, Opinion.RELEVANT)]
    first.locator("summary").press("Enter")
    first.get_by_role("button", name="Outdated").press("Space")
    first.get_by_text("Marked outdated").wait_for()
    assert given(store) == [("noted", 1, Opinion.OUTDATED)]
    tab.page.locator("#fn-cite-1-1").scroll_into_view_if_needed()
    tab.picture("thumbs")
    first.get_by_role("button", name="Outdated").press("Space")
    first.get_by_text("Not of use").wait_for()
    assert given(store) == []
    entry = store.read().entries[0]
    assert isinstance(entry, Thumb)
    assert entry.pinned == ("packs", "Lasers")
    assert tab.complaints == []


def test_a_thumb_outlives_a_reload(open_tab: OpenTab, store: FeedbackStore) -> None:
    tab = open_tab(width=320, scheme="dark")
    tab.ask("Can I work?")
    tab.page.get_by_role("button", name="Relevant", exact=True).click()
    tab.page.get_by_text("Kept for the owner").wait_for()
    tab.page.wait_for_function("Object.values(localStorage).some(text => text.includes('opinion'))")
    tab.picture("thumbs_narrow")
    assert not tab.has_sideways_scroll()
    tab.page.reload()
    tab.page.locator('.fn-opinion[aria-pressed="true"]').wait_for()
    assert given(store) == [("Can I work?", 1, Opinion.RELEVANT)]


def test_a_thumb_that_cannot_be_kept_is_not_shown_as_kept(open_tab: OpenTab, store: FeedbackStore) -> None:
    tab = open_tab()
    tab.ask("Can I work?")
    store.path.mkdir()
    try:
        tab.page.get_by_role("button", name="Relevant", exact=True).click()
        tab.page.get_by_text(f"{FILE}: feedback cannot be kept there").wait_for()
        assert tab.page.locator('.fn-opinion[aria-pressed="true"]').count() == 0
    finally:
        store.path.rmdir()


def test_a_question_without_answer_is_kept_only_when_the_owner_wants_it_and_the_page_says_so(
    open_tab: OpenTab, store: FeedbackStore
) -> None:
    tab = open_tab()
    tab.ask("Has a submarine a periscope?")
    assert store.read().entries == ()
    assert tab.page.locator(".fn-said-kept").count() == 0
    store.keep_unanswered(wanted=True)
    tab.ask("Has a submarine a galley?")
    tab.page.get_by_text("this question is kept for their owner").wait_for()
    (entry,) = store.read().entries
    assert isinstance(entry, Unanswered)
    assert entry.question == "Has a submarine a galley?"
