"""The left side of the page: the conversation, and the box that questions are typed into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import gradio as gr
from gradio.events import Dependency

from bot.errors import FootnoteError, TooBusy
from bot.exports.records import without_paths
from bot.feedback.records import Unanswered
from bot.feedback.store import FeedbackStore
from bot.records import Answer, Level
from bot.ui.conversation import waiting_html
from bot.ui.drawing import NOTHING, drawing
from bot.ui.events import QUIET
from bot.ui.exchanges import Asked, Exchange
from bot.ui.html import element, join
from bot.ui.in_turn import as_it_is, in_turn
from bot.ui.limits import LONGEST_QUESTION_CHARS
from bot.ui.look import asset
from bot.ui.saying import language, say
from bot.ui.suggesting import suggestions_pane

if TYPE_CHECKING:
    from markupsafe import Markup

    from bot.chatbot import ChatBot
    from bot.ui.waiting import Desk


class ConversationEvents:
    """What happens when something is asked; each method returns what to draw anew."""

    def __init__(self, chatbot: "ChatBot", feedback: FeedbackStore, examples: tuple[str, ...]) -> None:
        self._chatbot = chatbot
        self._feedback = feedback
        self._examples = examples

    def start_over(self) -> str:
        """An empty conversation."""
        return self.drawn(0)

    def drawn(self, count: int, changed: Mapping[int, Exchange] = NOTHING, *, is_kept: bool = True) -> str:
        """The changed exchanges of so many; the welcome when there are none at all."""
        return drawing(count, changed, examples=self._examples, is_kept=is_kept)

    def hinted(self, count: int, hint: str) -> str:
        """The so many exchanges as they are, and why nothing was done."""
        return drawing(count, examples=self._examples, hint=hint)

    def answer(self, asked: Asked, *_: object) -> str:
        """Draw the answer to the question. Raises a FootnoteError that says why there is none."""
        return self._settled(asked, self._answered(asked))

    def refused(self, asked: Asked, error: FootnoteError) -> str:
        """Say why there is no answer, in its place."""
        return self._settled(asked, asked.failed(str(error), language() if isinstance(error, TooBusy) else ""))

    def own_up(self, asked: Asked) -> str:
        """Say that a question failed for a reason nobody foresaw, in place of its answer."""
        failed = say("Something went wrong inside Footnote; the window it was started in says what. You can ask on.")
        return self._settled(asked, asked.failed(failed, language()))

    def _settled(self, asked: Asked, exchange: Exchange) -> str:
        return self.drawn(asked.count, {asked.number: exchange})

    def _answered(self, asked: Asked) -> Exchange:
        wanted = asked.exchange
        found = self._chatbot.reply(wanted.question, asked.before, without=wanted.without, pinned=wanted.pinned)
        answer = without_paths(found)
        return asked.answered(answer, self._feedback.seals.seal(answer), is_kept=self._is_kept(answer))

    def _is_kept(self, answer: Answer) -> bool:
        """Whether the question was kept for the owner, who must want it; never one that tells of somebody's health."""
        is_other = answer.remark or answer.care or answer.by_words or answer.is_overview or answer.act
        is_unanswered = answer.level is Level.NOT_FOUND and not is_other
        if not is_unanswered or not self._feedback.keeps_unanswered:
            return False
        try:
            self._feedback.add(Unanswered(datetime.now(UTC).date().isoformat(), answer.question))
        except FootnoteError:  # the reader has the answer and cannot mend this; that nothing was kept is not hidden
            return False
        return True


@dataclass(frozen=True, slots=True)
class ConversationPane:
    """The components of the pane."""

    conversation: gr.HTML
    question: gr.Textbox
    suggestions: gr.HTML | None


def conversation_pane(events: ConversationEvents, *, has_suggestions: bool) -> ConversationPane:
    """Lay the pane out where it is called; the value of the conversation says what to draw of it."""
    conversation = gr.HTML(
        events.start_over(),
        html_template=str(_frame()),  # no template: it holds nothing but our own words
        elem_id="fn-conversation",
        js_on_load=asset("conversation.js"),
        apply_default_css=False,
    )
    suggestions = suggestions_pane() if has_suggestions else None
    return ConversationPane(conversation, _question_box(), suggestions)


def wire(pane: ConversationPane, events: ConversationEvents, desk: "Desk") -> None:
    """Connect what is typed and pressed in the pane with its events; answers wait for their turn at the desk."""
    conversation = pane.conversation
    for listen, way in (
        (conversation.ask_question, as_it_is),
        (conversation.search_without, Asked.without),
        (conversation.search_with, Asked.with_again),
    ):
        change(pane, listen, in_turn(desk, events, way))


def change(
    pane: ConversationPane,
    listen: Callable[..., Dependency],
    changed: Callable[..., object],
    *beside: gr.HTML,
) -> None:
    """Have an event change the conversation, and draw the components `beside` it.

    The browser sends one change at a time (assets/turns.js), and hears of the end of each.
    """
    outputs = [pane.conversation, *beside]
    done = listen(changed, None, outputs, trigger_mode="multiple", **QUIET)
    done.failure(None, js="() => window.footnoteTurns.failed()", **QUIET)


def _frame() -> "Markup":
    return join(
        element("div", class_="fn-conversation"), element("template", waiting_html(), class_="fn-waiting-template")
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="fn-question",
        label=say("Your question"),
        show_label=False,
        placeholder=say("Ask a question…"),
        max_length=LONGEST_QUESTION_CHARS,
        max_lines=6,
        submit_btn=say("Ask"),
        html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
    )
