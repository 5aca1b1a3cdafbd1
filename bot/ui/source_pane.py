"""The right side of the page: a source, opened by a citation or by the page's address, and looked around in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError
from bot.records import Document, Span
from bot.ui.asking import given
from bot.ui.events import QUIET
from bot.ui.look import asset
from bot.ui.originals import is_offered
from bot.ui.pdf_pages import PdfPages
from bot.ui.saying import say
from bot.ui.viewer import empty_html, problem_html, viewer_html
from bot.ui.viewer_page import Printed, has_pages, page_number
from bot.ui.viewer_place import Place, View
from bot.ui.viewer_tools import LONGEST_FIND_CHARS

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


class SourceEvents:
    """What the source pane shows; each method returns its HTML."""

    def __init__(self, chatbot: "ChatBot", pages: PdfPages) -> None:
        self._chatbot = chatbot
        self._pages = pages

    def open_citation(self, event: gr.EventData) -> str:
        """The source that the pressed citation points into."""
        fields = {name: given(event, name) for name in ("document", "start", "end", "sha256")}
        return self._open(fields)

    def open_link(self, request: gr.Request) -> str:
        """The source that the page's address asks for: `/?document=…&start=…&end=…`."""
        asked = dict(request.query_params)
        return self._open(asked) if "document" in asked else empty_html()

    def look(self, event: gr.EventData) -> str:
        """The source at the place of the button that was pressed."""
        try:
            return self._show(Place.from_text(str(given(event, "place"))))
        except ValueError:
            return _bad_link()

    def search(self, event: gr.EventData) -> str:
        """The source at the next place of the words that were typed, the first one when they are new."""
        try:
            place = Place.from_text(str(given(event, "place")))
        except ValueError:
            return _bad_link()
        words = " ".join(str(given(event, "find")).split())[:LONGEST_FIND_CHARS]
        step = -1 if given(event, "is_back") else 1
        hit = place.hit + step if words == place.find else 0
        return self._show(replace(place, find=words, hit=hit, view=View.TEXT))

    def _open(self, fields: Mapping[str, object]) -> str:
        try:
            return self._show(Place.from_query(fields))
        except ValueError:
            return _bad_link()

    def _show(self, place: Place) -> str:
        try:
            document = self._chatbot.library.document(place.document)
        except FootnoteError as error:
            return problem_html(str(error))
        return viewer_html(document, place, self._printed(document, place), is_offered=is_offered(document))

    def _printed(self, document: Document, place: Place) -> Printed | None:
        """The page, when one is to be shown: drawn now, so that the browser finds it ready."""
        if place.view is not View.PAGE or not has_pages(document) or not place.is_of(document):
            return None
        number = page_number(document, place)
        try:
            self._pages.picture(document, number)
            marked = place.marked(len(document.text)) or Span(0, 0)
            return Printed(number, self._pages.boxes(document, number, marked))
        except FootnoteError as error:
            return Printed(number, problem=str(error))


def _bad_link() -> str:
    return problem_html(say("This link does not say where to open the document: start and end must be numbers."))


def source_pane() -> gr.HTML:
    """The pane before anything was opened."""
    return gr.HTML(empty_html(), elem_id="fn-viewer", js_on_load=asset("viewer.js"), apply_default_css=False)


def wire_source(pane: gr.HTML, events: SourceEvents) -> None:
    """Connect what is pressed and typed in the pane with its events. Of two quick clicks the last one counts."""
    pane.look(events.look, None, [pane], trigger_mode="always_last", **QUIET)
    pane.search(events.search, None, [pane], trigger_mode="always_last", **QUIET)
