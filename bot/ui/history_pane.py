"""The bar above the conversation: a new chat, and the list of those that this browser keeps."""

from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import SettingsError
from bot.ui.asking import given, number_of
from bot.ui.conversation_pane import ConversationEvents, ConversationPane, change
from bot.ui.history import exchanges_of
from bot.ui.html import element
from bot.ui.in_turn import at_the_desk
from bot.ui.look import asset
from bot.ui.saying import say

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.ui.waiting import Desk

# The HTML of a question without an answer is forty times its JSON; assets/history.js opens a fifth of this.
MOST_AT_ONCE = 1_000


class HistoryEvents:
    """What the bar does; each method returns what to draw anew."""

    def __init__(self, conversing: ConversationEvents) -> None:
        self._conversing = conversing

    def open(self, event: gr.EventData) -> str:
        """Draw the next piece of a conversation that the browser kept, behind the `drawn` exchanges before it.

        Raises SettingsError when it is none.
        """
        drawn = number_of(event, "drawn")
        opened = exchanges_of(given(event, "exchanges"))
        if len(opened) > MOST_AT_ONCE:
            raise SettingsError(
                f"{len(opened):,} questions cannot be opened at once, but at most {MOST_AT_ONCE:,}; load the page anew."
            )
        numbered = dict(enumerate(opened, drawn + 1))
        return self._conversing.drawn(drawn + len(opened), numbered, is_kept=False)

    def refused(self, event: gr.EventData, why: str) -> str:
        """Say why it cannot be opened."""
        return self._conversing.hinted(number_of(event), why)


def history_pane() -> gr.HTML:
    """Lay the bar out where it is called."""
    return gr.HTML(
        "",
        html_template=str(_bar()),  # no template: it holds nothing but our own words
        elem_id="fn-history",
        js_on_load=asset("history.js"),
        apply_default_css=False,
    )


def wire_history(history: gr.HTML, pane: ConversationPane, events: HistoryEvents, desk: "Desk") -> None:
    """Connect the bar with the conversation."""
    change(pane, history.open_conversation, at_the_desk(desk, events.open, events.refused))


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
