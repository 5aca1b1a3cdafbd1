"""The page: its parts, and what one of them tells another."""

from typing import TYPE_CHECKING

import gradio as gr
from gradio.events import api

from bot.feedback.store import FeedbackStore
from bot.ui.api import ask_endpoint, find_endpoint, guide_endpoint
from bot.ui.choosing import ChoosingEvents
from bot.ui.conversation_pane import change, conversation_pane, wire
from bot.ui.documents_pane import DocumentsEvents, documents_pane, wire_documents
from bot.ui.events import QUIET
from bot.ui.feedback_pane import FeedbackEvents, wire_feedback
from bot.ui.history_pane import HistoryEvents, history_pane, wire_history
from bot.ui.html import element
from bot.ui.in_languages import PageInLanguages
from bot.ui.login import login_ended, logout_button
from bot.ui.reader_language import languages_html
from bot.ui.saving import files_out, wire_saving
from bot.ui.saying import say
from bot.ui.source_pane import SourceEvents, source_pane, wire_source
from bot.ui.suggesting import SuggestingEvents, wire_suggestions
from bot.ui.viewer import empty_html

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ui.pdf_pages import PdfPages
    from bot.ui.uploading import Uploads
    from bot.ui.waiting import Desk


def build_page(
    chatbot: "ChatBot",
    desk: "Desk",
    pages: "PdfPages",
    uploads: "Uploads",
    *,
    notice: str = "",
    examples: tuple[str, ...] = (),
    has_login: bool = False,
) -> PageInLanguages:
    """The page over `chatbot`: the conversation on the left, the source on the right, and the endpoints."""
    feedback = FeedbackStore(chatbot.library.path)
    conversing = ChoosingEvents(chatbot, feedback, examples)
    sourcing = SourceEvents(chatbot, pages)
    page: PageInLanguages
    with PageInLanguages(title="Footnote", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_masthead(notice, has_login=has_login), elem_id="fn-masthead", apply_default_css=False)
        with gr.Row(elem_id="fn-panes"):
            with gr.Column(elem_id="fn-chat", min_width=0):
                history, files = history_pane(), files_out()
                chat = conversation_pane(conversing, has_suggestions=not examples)
                documents = documents_pane(is_read_only=uploads.is_read_only)
            with gr.Column(elem_id="fn-source", min_width=0):
                source = source_pane()
        # Before the events, which would take the name; how many run at once is the desk's business.
        api(ask_endpoint(chatbot, desk), api_name="ask", concurrency_limit=None)
        api(find_endpoint(chatbot, desk), api_name="find", concurrency_limit=None)
        api(guide_endpoint(chatbot, desk), api_name="guide", concurrency_limit=None)
        wire(chat, conversing, desk)
        wire_history(history, chat, HistoryEvents(conversing), desk)
        wire_saving(files, chat, desk)
        wire_feedback(chat, FeedbackEvents(conversing, feedback))
        # Of two quick clicks the last one counts.
        chat.conversation.open_citation(sourcing.open_citation, None, [source], trigger_mode="always_last", **QUIET)
        for button in (chat.conversation, history):
            change(chat, button.start_over, lambda: (conversing.start_over(), empty_html()), source)
        wire_source(source, sourcing)
        wire_documents(documents, DocumentsEvents(chatbot, uploads))
        if chat.suggestions:
            wire_suggestions(page, chat.suggestions, SuggestingEvents(chatbot))
        page.load(sourcing.open_link, None, [source], **QUIET)
    return page


def _masthead(notice: str, *, has_login: bool) -> str:
    return element(
        "header",
        element("h1", "Footnote"),
        element("p", say("Every answer is a quotation from your documents, with a citation that opens the source.")),
        element("p", notice, class_="fn-notice", lang="") if notice else None,
        element("p", id="fn-warming-up", role="status", hidden=True),
        element("p", id="fn-status", role="status", class_="fn-visually-hidden"),
        login_ended() if has_login else None,
        languages_html(class_="fn-languages"),
        logout_button() if has_login else None,
        class_="fn-masthead",
    )
