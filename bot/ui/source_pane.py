"""The right side of the page: a source, opened by a citation or by the page's address."""

from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError
from bot.ui.look import asset
from bot.ui.viewer import Place, empty_html, problem_html, viewer_html

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

BAD_LINK = "This link does not say where to open the document: start and end must be numbers."


class SourceEvents:
    """What the source pane shows; each method returns its HTML."""

    def __init__(self, chatbot: "ChatBot") -> None:
        self._chatbot = chatbot

    def open_citation(self, event: gr.EventData) -> str:
        """The source that the pressed citation points into."""
        return self._open(event.document, event.start, event.end, event.sha256)

    def open_link(self, request: gr.Request) -> str:
        """The source that the page's address asks for: `/?document=…&start=…&end=…`."""
        asked = request.query_params
        if "document" not in asked:
            return empty_html()
        return self._open(asked["document"], asked.get("start", "0"), asked.get("end", "0"), "")

    def _open(self, document: object, start: object, end: object, text_sha256: object) -> str:
        try:
            place = Place(str(document), int(str(start)), int(str(end)), str(text_sha256))
        except ValueError:
            return problem_html(BAD_LINK)
        try:
            return viewer_html(self._chatbot.library.document(place.document), place)
        except FootnoteError as error:
            return problem_html(str(error))


def source_pane() -> gr.HTML:
    """The pane before anything was opened."""
    return gr.HTML(empty_html(), elem_id="fn-viewer", js_on_load=asset("viewer.js"), apply_default_css=False)
