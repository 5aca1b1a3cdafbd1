"""The line under the question box: which documents are asked, and a dialog to choose, add and remove them."""

from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError
from bot.ui.documents_html import documents_html
from bot.ui.events import QUIET
from bot.ui.html import element
from bot.ui.look import asset
from bot.ui.saying import say

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.chatbot import ChatBot
    from bot.ui.uploading import Uploads


class DocumentsEvents:
    """What the dialog does."""

    def __init__(self, chatbot: "ChatBot", uploads: "Uploads") -> None:
        self._chatbot = chatbot
        self._uploads = uploads

    def listed(self) -> str:
        """All documents, as they are now."""
        try:
            documents = self._chatbot.library.documents()
        except FootnoteError as error:
            return element("p", str(error), class_="fn-problem", role="alert")
        return documents_html(documents, self._uploads.is_uploaded, is_read_only=self._uploads.is_read_only)


def documents_pane(*, is_read_only: bool) -> gr.HTML:
    """Lay line and dialog out where it is called; the value is the list of documents."""
    return gr.HTML(
        "",
        html_template=str(_bar(is_read_only=is_read_only)),  # no template: it holds nothing but our own words
        elem_id="fn-documents",
        js_on_load=asset("documents.js"),
        apply_default_css=False,
    )


def wire_documents(pane: gr.HTML, events: DocumentsEvents) -> None:
    """Connect line and dialog with the library."""
    pane.list_documents(events.listed, None, [pane], trigger_mode="always_last", **QUIET)


def _bar(*, is_read_only: bool) -> "Markup":
    return element(
        "div",
        element("p", class_="fn-gone", role="status", hidden=True),
        element("p", class_="fn-full", role="status", hidden=True),
        element("span", say("Asking all documents"), class_="fn-asking", role="status"),
        element(
            "button", say("Documents"), type="button", class_="fn-quiet", data_action="show", aria_haspopup="dialog"
        ),
        _dialog(is_read_only=is_read_only),
        class_="fn-documents",
    )


def _dialog(*, is_read_only: bool) -> "Markup":
    return element(
        "dialog",
        element(
            "div",
            element("h2", say("Documents"), id="fn-documents-title", tabindex=-1),
            element("button", say("Close"), type="button", class_="fn-quiet", data_action="close"),
            class_="fn-dialog-head",
        ),
        None if is_read_only else _upload(),
        _filter(),
        element("div", class_="fn-list"),
        aria_labelledby="fn-documents-title",
        class_="fn-documents-list",
    )


def _filter() -> "Markup":
    return element(
        "div",
        element("label", say("Filter by title or file"), for_="fn-filter"),
        element("input", type="search", id="fn-filter", autocomplete="off"),
        element("button", say("Select all"), type="button", class_="fn-quiet", data_action="all"),
        element("button", say("Select none"), type="button", class_="fn-quiet", data_action="none"),
        element("p", class_="fn-shown", role="status"),
        class_="fn-filter",
    )


def _upload() -> "Markup":
    """Where files are dropped or chosen; below it, how far they are, and their receipts."""
    return element(
        "div",
        element(
            "div",
            element("p", say("Drop files here, or") + " "),
            element("button", say("choose files"), type="button", class_="fn-send", data_action="pick"),
            element("input", type="file", multiple=True, hidden=True, tabindex=-1, aria_label=say("Files to upload")),
            element("p", _formats(), class_="fn-note"),
            class_="fn-drop",
        ),
        element("p", class_="fn-progress-words"),
        element("progress", max=1, value=0, hidden=True, aria_label=say("Upload")),
        element("p", class_="fn-ended", role="status"),
        element("ul", class_="fn-unsent", role="list"),
        element("div", class_="fn-standing"),
        class_="fn-upload",
    )


def _formats() -> str:
    return say("PDF, Word, PowerPoint, Excel, HTML, Markdown, e-books, mail, text and more")
