"""Questions to begin with, where the owner of the documents gives no examples: drawn when they are found."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import gradio as gr

from bot.suggestions import Suggestions
from bot.ui.events import QUIET
from bot.ui.html import element
from bot.ui.look import asset
from bot.ui.saying import say

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

PAUSE_S = 0.25
LIMIT_S = 30.0  # a page that waited longer gets them when it is loaded again


class SuggestingEvents:
    """What is suggested; the method returns the HTML."""

    def __init__(self, chatbot: "ChatBot") -> None:
        self._suggestions = Suggestions(chatbot)

    async def suggest(self) -> str:
        """The questions, as soon as they are known; nothing is held up by the waiting."""
        for _ in range(int(LIMIT_S / PAUSE_S)):
            found = self._suggestions.found()
            if found is not None:
                return suggestions_html(found)
            await asyncio.sleep(PAUSE_S)
        return ""


def suggestions_html(questions: Sequence[str]) -> str:
    """The questions as buttons, "" without any."""
    if not questions:
        return ""
    buttons = [
        element("li", element("button", question, type="button", class_="fn-example", data_question=question, lang=""))
        for question in questions
    ]
    return element(
        "section",
        element("p", say("Your documents answer, for example:"), class_="fn-label"),
        element("ul", *buttons),
        class_="fn-suggestions",
        aria_label=say("Suggested questions"),
    )


def suggestions_pane() -> gr.HTML:
    """Lay the suggestions out where it is called; they are seen beside the welcome only."""
    return gr.HTML("", elem_id="fn-suggestions", js_on_load=asset("suggesting.js"), apply_default_css=False)


def wire_suggestions(page: gr.Blocks, suggestions: gr.HTML, events: SuggestingEvents) -> None:
    """Ask for the suggestions when the page is opened."""
    page.load(events.suggest, None, [suggestions], **QUIET)
