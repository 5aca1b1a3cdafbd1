"""The left side of the page: the conversation, and the box that questions are typed into."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import gradio as gr

from bot.errors import FootnoteError, TooBusy
from bot.feedback.records import Unanswered
from bot.feedback.store import FeedbackStore
from bot.records import Answer, Level
from bot.ui.conversation import LONGEST_QUESTION_CHARS, conversation_html
from bot.ui.events import QUIET
from bot.ui.exchanges import Conversation, turns
from bot.ui.in_turn import in_turn
from bot.ui.look import asset
from bot.ui.saying import language, say
from bot.ui.suggesting import suggestions_pane

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ui.waiting import Desk

Taken = tuple[object, str, object, bool]
Drawn = tuple[object, object]


class ConversationEvents:
    """What happens when something is asked; each method returns what to draw anew."""

    def __init__(self, chatbot: "ChatBot", feedback: FeedbackStore, examples: tuple[str, ...]) -> None:
        self._chatbot = chatbot
        self._feedback = feedback
        self._examples = examples

    def drawn(self, conversation: Conversation, hint: str = "") -> str:
        """The conversation, or the welcome before its first question; then the `hint`, if any."""
        return conversation_html(conversation, self._examples, hint)

    def take(self, question: str, conversation: Conversation) -> Taken:
        """Draw the question at once, to be answered next. Returns question box, conversation, its state, is_taken."""
        question = question.strip()
        if not question or conversation.is_waiting:
            return self._not_taken(conversation, still_reading() if question else _empty_question())
        return "", *self._taken(conversation.asked(question))

    def take_example(self, conversation: Conversation, event: gr.EventData) -> Taken:
        """Take the question on the button that was pressed."""
        return self.take(str(event.question), conversation)

    def take_edited(self, conversation: Conversation, event: gr.EventData) -> Taken:
        """Take another question in the place of one; those after it go."""
        question = str(event.question).strip()[:LONGEST_QUESTION_CHARS]
        if not question:
            return self._not_taken(conversation, _empty_question())
        return self._changed(conversation, event, lambda number: conversation.edited(number, question))

    def take_without(self, conversation: Conversation, event: gr.EventData) -> Taken:
        """Take a question once more, to be searched for without the word that was pressed."""
        return self._changed(conversation, event, lambda number: conversation.without(number, str(event.word)))

    def take_with(self, conversation: Conversation, event: gr.EventData) -> Taken:
        """Take a question once more, to be searched for with the word that had been left out."""
        return self._changed(conversation, event, lambda number: conversation.with_again(number, str(event.word)))

    def take_again(self, conversation: Conversation, event: gr.EventData) -> Taken:
        """Take a question once more as it is, because no answer came back."""
        return self._changed(conversation, event, conversation.again)

    def answer(self, conversation: Conversation, is_taken: bool) -> Drawn:  # noqa: FBT001  (Gradio calls it)
        """Draw the answer to the question just taken, if one was. Returns conversation, its state.

        Raises a FootnoteError that says why there is none.
        """
        if not is_taken:
            return gr.skip(), gr.skip()
        answered = self._answered(conversation)
        return self.drawn(answered), answered

    def refused(self, error: FootnoteError, conversation: Conversation, *_: object) -> Drawn:
        """Say why there is no answer to the question just taken, if one was. Returns conversation, its state."""
        if not conversation.is_waiting:
            return gr.skip(), gr.skip()
        failed = conversation.failed(str(error), language() if isinstance(error, TooBusy) else "")
        return self.drawn(failed), failed

    def own_up(self, conversation: Conversation) -> tuple[str, Conversation]:
        """Say that a question failed for a reason nobody foresaw, in place of its answer."""
        failed = say("Something went wrong inside Footnote; the window it was started in says what. You can ask on.")
        settled = conversation.failed(failed, language()) if conversation.is_waiting else conversation
        return self.drawn(settled), settled

    def start_over(self) -> tuple[str, Conversation]:
        """An empty conversation."""
        return self.drawn(Conversation()), Conversation()

    def _changed(self, conversation: Conversation, event: gr.EventData, change: Callable[[int], Conversation]) -> Taken:
        """Take the question that the event names by its number, changed."""
        if conversation.is_waiting:
            return self._not_taken(conversation, still_reading())
        if not isinstance(event.number, int) or not conversation.has(event.number):
            return self._not_taken(conversation, say("That question is no longer there; ask it in the box below."))
        return gr.skip(), *self._taken(change(event.number))

    def _taken(self, conversation: Conversation) -> tuple[str, Conversation, bool]:
        named = conversation if conversation.id else replace(conversation, id=uuid4().hex)
        return self.drawn(named), named, True

    def _not_taken(self, conversation: Conversation, hint: str) -> Taken:
        return gr.skip(), self.drawn(conversation, hint), gr.skip(), False

    def _answered(self, conversation: Conversation) -> Conversation:
        asked, before = conversation.open_one(), turns(conversation.before_open())
        answer = self._chatbot.reply(asked.question, before, without=asked.without, pinned=asked.pinned)
        return conversation.settled(answer, is_kept=self._is_kept(answer))

    def _is_kept(self, answer: Answer) -> bool:
        """Whether the question was kept for the owner, who must want it; never one that tells of somebody's health."""
        is_unanswered = answer.level is Level.NOT_FOUND and not (answer.remark or answer.care or answer.by_words)
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
    state: gr.State
    suggestions: gr.HTML | None


def conversation_pane(events: ConversationEvents, *, has_suggestions: bool) -> ConversationPane:
    """Lay the pane out where it is called."""
    conversation = gr.HTML(
        events.drawn(Conversation()),
        elem_id="fn-conversation",
        js_on_load=asset("conversation.js"),
        apply_default_css=False,
    )
    suggestions = suggestions_pane() if has_suggestions else None
    return ConversationPane(conversation, _question_box(), gr.State(Conversation()), suggestions)


def wire(pane: ConversationPane, events: ConversationEvents, desk: "Desk", *asked_with: gr.HTML) -> None:
    """Connect what is typed and pressed in the pane with its events; answers wait for their turn at the desk.

    The values of `asked_with` are what `events.answer` takes besides.
    """
    is_taken: gr.State = gr.State(value=False)
    taken = [pane.question, pane.conversation, pane.state, is_taken]
    drawn = [pane.conversation, pane.state]
    for event in (
        pane.question.submit(events.take, [pane.question, pane.state], taken, **QUIET),
        pane.conversation.ask_example(events.take_example, [pane.state], taken, **QUIET),
        pane.conversation.edit_question(events.take_edited, [pane.state], taken, **QUIET),
        pane.conversation.search_without(events.take_without, [pane.state], taken, **QUIET),
        pane.conversation.search_with(events.take_with, [pane.state], taken, **QUIET),
        pane.conversation.ask_again(events.take_again, [pane.state], taken, **QUIET),
    ):
        answer = in_turn(desk, events.answer, events.refused)
        answered = event.success(answer, [pane.state, is_taken, *asked_with], drawn, **QUIET)
        answered.failure(events.own_up, [pane.state], drawn, **QUIET)


def still_reading() -> str:
    """Why nothing new is taken yet."""
    return say("Your last question is still being answered.")


def _empty_question() -> str:
    return say("Type a question first, then press Enter.")


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="fn-question",
        label=say("Your question"),
        show_label=False,
        placeholder=say("Ask a question…"),
        max_length=LONGEST_QUESTION_CHARS,
        max_lines=6,
        autofocus=True,
        submit_btn=say("Ask"),
        html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
    )
