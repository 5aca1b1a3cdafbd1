"""The answers of a conversation as a file to save, in the reader's own browser."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import gradio as gr

from bot.errors import SettingsError
from bot.exports.files import Form, text_of
from bot.exports.records import exported
from bot.ui.asking import given
from bot.ui.conversation_pane import ConversationPane
from bot.ui.events import QUIET
from bot.ui.exchanges import Exchange
from bot.ui.history import MOST_SAVED_CHARS, exchanges_of
from bot.ui.in_turn import at_the_desk
from bot.ui.look import asset
from bot.ui.messages import message

if TYPE_CHECKING:
    from bot.ui.waiting import Desk

TYPES = {Form.HTML: "text/html", Form.MARKDOWN: "text/markdown"}


def file_message(exchanges: Sequence[Exchange], form: Form, now: datetime) -> str:
    """The name and the text of the file; no two are equal, so that the same one can be saved twice."""
    answers = [exchange.answer for exchange in exchanges if exchange.answer is not None]
    export = exported(answers, now.isoformat(timespec="seconds"))
    return message(
        {
            "name": f"footnote-{now:%Y-%m-%d-%H%M%S}.{form.value}",
            "type": f"{TYPES[form]};charset=utf-8",
            "text": text_of(export, form),
            "unique": uuid4().hex,
        }
    )


def save(event: gr.EventData) -> str:
    """Give the browser the file that was asked for. Raises SettingsError when what it sent is no conversation."""
    form = next((form for form in Form if form == given(event, "form")), None)
    if form is None:
        raise SettingsError("A conversation is saved as html or md; load the page again.")
    return file_message(exchanges_of(given(event, "exchanges"), most_chars=MOST_SAVED_CHARS), form, datetime.now(UTC))


def refused(_event: gr.EventData, why: str) -> str:
    """Say why there is no file."""
    return message({"problem": why, "unique": uuid4().hex})


def files_out() -> gr.HTML:
    """Lay out, where it is called, what hands files to the browser; nothing of it is to be seen."""
    return gr.HTML(
        "", html_template="<!-- files -->", elem_id="fn-files", js_on_load=asset("saving.js"), apply_default_css=False
    )


def wire_saving(files: gr.HTML, pane: ConversationPane, desk: "Desk") -> None:
    """Connect the buttons under the conversation."""
    done = pane.conversation.save_as(at_the_desk(desk, save, refused), None, [files], **QUIET)
    done.failure(None, js="() => window.footnoteNotSaved()", **QUIET)
