"""The page: its parts, and which event calls what."""

from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.events import api

from bot.errors import FootnoteError
from bot.ui.api import ask_endpoint
from bot.ui.conversation import Exchange, conversation_html, turns
from bot.ui.html import element
from bot.ui.look import asset
from bot.ui.viewer import Place, empty_html, problem_html, viewer_html

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

PROMISE = "Every answer is a quotation from your documents, with a citation that opens the source."
EMPTY_QUESTION = "Type a question first, then press Enter."
FAILED = "Something went wrong inside Footnote; the window it was started in says what. You can ask on."
STILL_READING = "Your last question is still being answered."
BAD_LINK = "This link does not say where to open the document: start and end must be numbers."
LONGEST_QUESTION_CHARS = 2_000

Exchanges = tuple[Exchange, ...]
Taken = tuple[object, str, object, bool]

# How every event of the page is called: not offered to programs, drawn without a spinner, and answered in one
# request. Gradio's queue answers through a stream that it closes when idle, and what is asked at that moment is lost.
QUIET: Any = {"api_visibility": "private", "show_progress": "hidden", "queue": False}


class PageEvents:
    """What the page does when something is typed or clicked; each method returns what to draw anew."""

    def __init__(self, chatbot: "ChatBot", examples: tuple[str, ...]) -> None:
        self._chatbot = chatbot
        self._examples = examples

    def welcome(self) -> str:
        """The conversation before the first question."""
        return conversation_html((), self._examples)

    def take(self, question: str, exchanges: Exchanges) -> Taken:
        """Draw the question at once, to be answered next. Returns question box, conversation, exchanges, is_taken."""
        question = question.strip()
        if not question or any(exchange.is_open for exchange in exchanges):
            hint = STILL_READING if question else EMPTY_QUESTION
            return gr.skip(), conversation_html(exchanges, self._examples, hint), gr.skip(), False
        asked = (*exchanges, Exchange(question))
        return "", conversation_html(asked), asked, True

    def take_example(self, exchanges: Exchanges, event: gr.EventData) -> Taken:
        """Take the question on the button that was pressed."""
        return self.take(str(event.question), exchanges)

    def answer(self, exchanges: Exchanges, is_taken: bool) -> tuple[object, object]:  # noqa: FBT001  (Gradio calls it)
        """Draw the answer to the question just taken, if one was. Returns conversation, exchanges."""
        if not is_taken:
            return gr.skip(), gr.skip()
        answered = (*exchanges[:-1], self._reply(exchanges[-1].question, exchanges[:-1]))
        return conversation_html(answered), answered

    def own_up(self, exchanges: Exchanges) -> tuple[str, Exchanges]:
        """Say that a question failed for a reason nobody foresaw, in place of its answer."""
        settled = tuple(
            Exchange(exchange.question, problem=FAILED) if exchange.is_open else exchange for exchange in exchanges
        )
        return conversation_html(settled, self._examples), settled

    def start_over(self) -> tuple[str, Exchanges, str]:
        """An empty conversation and an empty source pane."""
        return self.welcome(), (), empty_html()

    def open_citation(self, event: gr.EventData) -> str:
        """The source pane, opened where the pressed citation points."""
        return self._open(event.document, event.start, event.end, event.sha256)

    def open_link(self, request: gr.Request) -> str:
        """The source pane as the page's address asks for it: `/?document=…&start=…&end=…`."""
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

    def _reply(self, question: str, exchanges: Exchanges) -> Exchange:
        try:
            return Exchange(question, self._chatbot.reply(question, turns(exchanges)))
        except FootnoteError as error:
            return Exchange(question, problem=str(error))


def build_page(chatbot: "ChatBot", *, notice: str = "", examples: tuple[str, ...] = ()) -> gr.Blocks:
    """The page over `chatbot`: the conversation on the left, the source on the right, and the endpoint `/ask`."""
    events = PageEvents(chatbot, examples)
    page: gr.Blocks
    with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_masthead(notice), elem_id="fn-masthead", apply_default_css=False)
        with gr.Row(elem_id="fn-panes"):
            with gr.Column(elem_id="fn-chat", min_width=0):
                conversation = _html(events.welcome(), "fn-conversation", "conversation.js")
                question = _question_box()
            with gr.Column(elem_id="fn-source", min_width=0):
                viewer = _html(empty_html(), "fn-viewer", "viewer.js")
        api(ask_endpoint(chatbot), api_name="ask")  # before the events, which would take the name
        _wire(page, events, question, conversation, viewer)
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


def _html(value: str, name: str, script: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=asset(script), apply_default_css=False)


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="fn-question",
        label="Your question",
        show_label=False,
        placeholder="Ask a question…",
        max_length=LONGEST_QUESTION_CHARS,
        max_lines=6,
        autofocus=True,
        submit_btn="Ask",
        html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
    )


def _wire(page: gr.Blocks, events: PageEvents, question: gr.Textbox, conversation: gr.HTML, viewer: gr.HTML) -> None:
    exchanges: gr.State = gr.State(())
    is_taken: gr.State = gr.State(value=False)
    taken = [question, conversation, exchanges, is_taken]
    for event in (
        question.submit(events.take, [question, exchanges], taken, **QUIET),
        conversation.ask_example(events.take_example, [exchanges], taken, **QUIET),
    ):
        answered = event.success(events.answer, [exchanges, is_taken], [conversation, exchanges], **QUIET)
        answered.failure(events.own_up, [exchanges], [conversation, exchanges], **QUIET)
    # Of two quick clicks the last one counts.
    conversation.open_citation(events.open_citation, None, [viewer], trigger_mode="always_last", **QUIET)
    conversation.start_over(events.start_over, None, [conversation, exchanges, viewer], **QUIET)
    page.load(events.open_link, None, [viewer], **QUIET)
