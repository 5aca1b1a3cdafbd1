"""The bar above the conversation: a new chat, and the list of those that this browser keeps."""

from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import SettingsError
from bot.ui.conversation_pane import ConversationEvents, ConversationPane, change
from bot.ui.drawing import whole
from bot.ui.exchanges import Conversation
from bot.ui.history import conversation_of
from bot.ui.html import element
from bot.ui.look import asset
from bot.ui.saying import say

if TYPE_CHECKING:
    from markupsafe import Markup


class HistoryEvents:
    """What the bar does; each method returns what to draw anew."""

    def __init__(self, conversing: ConversationEvents) -> None:
        self._conversing = conversing

    def open(self, conversation: Conversation, event: gr.EventData) -> tuple[str, object]:
        """Go on with a conversation that the browser kept. Returns what to draw, and the state."""
        try:
            opened = conversation_of(event.conversation)
        except SettingsError as error:
            return self._conversing.hinted(conversation, str(error))
        return self._conversing.drawn(opened, *whole(opened), is_kept=False), opened


def history_pane() -> gr.HTML:
    """Lay the bar out where it is called."""
    return gr.HTML(
        "",
        html_template=str(_bar()),  # no template: it holds nothing but our own words
        elem_id="fn-history",
        js_on_load=asset("history.js"),
        apply_default_css=False,
    )


def wire_history(history: gr.HTML, pane: ConversationPane, events: HistoryEvents) -> None:
    """Connect the bar with the conversation."""
    change(pane, history.open_conversation, events.open, [pane.state])


def _bar() -> "Markup":
    return element(
        "div",
        element("button", say("New chat"), type="button", class_="fn-quiet", data_action="new"),
        element("button", say("History"), type="button", class_="fn-quiet", data_action="show", aria_haspopup="dialog"),
        element("p", class_="fn-room", role="status", hidden=True),
        _dialog(),
        class_="fn-history",
    )


def _dialog() -> "Markup":
    return element(
        "dialog",
        element("h2", say("History"), id="fn-history-title"),
        element("p", say("Kept in this browser only, on this computer. Footnote itself keeps no conversation.")),
        element("p", class_="fn-said", role="status"),
        element("ul"),
        element("p", element("button", say("Close"), type="button", class_="fn-quiet", data_action="close")),
        aria_labelledby="fn-history-title",
        class_="fn-history-list",
    )
