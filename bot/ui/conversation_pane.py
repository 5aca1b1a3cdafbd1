"""The left side of the page: the conversation, and the box that questions are typed into."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError
from bot.ui.conversation import Exchange, conversation_html, turns
from bot.ui.events import QUIET
from bot.ui.look import asset

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

EMPTY_QUESTION = "Type a question first, then press Enter."
FAILED = "Something went wrong inside Footnote; the window it was started in says what. You can ask on."
STILL_READING = "Your last question is still being answered."
LONGEST_QUESTION_CHARS = 2_000

Exchanges = tuple[Exchange, ...]
Taken = tuple[object, str, object, bool]


class ConversationEvents:
    """What happens when something is asked; each method returns what to draw anew."""

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

    def start_over(self) -> tuple[str, Exchanges]:
        """An empty conversation."""
        return self.welcome(), ()

    def _reply(self, question: str, exchanges: Exchanges) -> Exchange:
        try:
            return Exchange(question, self._chatbot.reply(question, turns(exchanges)))
        except FootnoteError as error:
            return Exchange(question, problem=str(error))


@dataclass(frozen=True, slots=True)
class ConversationPane:
    """The components of the pane."""

    conversation: gr.HTML
    question: gr.Textbox
    exchanges: gr.State


def conversation_pane(events: ConversationEvents) -> ConversationPane:
    """Lay the pane out where it is called."""
    conversation = gr.HTML(
        events.welcome(), elem_id="fn-conversation", js_on_load=asset("conversation.js"), apply_default_css=False
    )
    return ConversationPane(conversation, _question_box(), gr.State(()))


def wire(pane: ConversationPane, events: ConversationEvents) -> None:
    """Connect what is typed and pressed in the pane with its events."""
    is_taken: gr.State = gr.State(value=False)
    taken = [pane.question, pane.conversation, pane.exchanges, is_taken]
    drawn = [pane.conversation, pane.exchanges]
    for event in (
        pane.question.submit(events.take, [pane.question, pane.exchanges], taken, **QUIET),
        pane.conversation.ask_example(events.take_example, [pane.exchanges], taken, **QUIET),
    ):
        answered = event.success(events.answer, [pane.exchanges, is_taken], drawn, **QUIET)
        answered.failure(events.own_up, [pane.exchanges], drawn, **QUIET)


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
