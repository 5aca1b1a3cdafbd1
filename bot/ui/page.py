"""The page: its parts, and what one of them tells another."""

from typing import TYPE_CHECKING

import gradio as gr
from gradio.events import api

from bot.ui.api import ask_endpoint
from bot.ui.conversation_pane import ConversationEvents, conversation_pane, wire
from bot.ui.events import QUIET
from bot.ui.html import element
from bot.ui.source_pane import SourceEvents, source_pane
from bot.ui.viewer import empty_html

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

PROMISE = "Every answer is a quotation from your documents, with a citation that opens the source."


def build_page(chatbot: "ChatBot", *, notice: str = "", examples: tuple[str, ...] = ()) -> gr.Blocks:
    """The page over `chatbot`: the conversation on the left, the source on the right, and the endpoint `/ask`."""
    conversing, sourcing = ConversationEvents(chatbot, examples), SourceEvents(chatbot)
    page: gr.Blocks
    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_masthead(notice), elem_id="fn-masthead", apply_default_css=False)
        with gr.Row(elem_id="fn-panes"):
            with gr.Column(elem_id="fn-chat", min_width=0):
                chat = conversation_pane(conversing)
            with gr.Column(elem_id="fn-source", min_width=0):
                source = source_pane()
        api(ask_endpoint(chatbot), api_name="ask")  # before the events, which would take the name
        wire(chat, conversing)
        # Of two quick clicks the last one counts.
        chat.conversation.open_citation(sourcing.open_citation, None, [source], trigger_mode="always_last", **QUIET)
        emptied = [chat.conversation, chat.exchanges, source]
        chat.conversation.start_over(lambda: (*conversing.start_over(), empty_html()), None, emptied, **QUIET)
        page.load(sourcing.open_link, None, [source], **QUIET)
    return page


def _masthead(notice: str) -> str:
    return element(
        "header",
        element("h1", "Footnote"),
        element("p", PROMISE),
        element("p", notice, class_="fn-notice") if notice else None,
        element("p", id="fn-status", role="status", class_="fn-visually-hidden"),
        class_="fn-masthead",
    )
