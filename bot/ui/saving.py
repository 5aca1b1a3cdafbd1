"""The answers of a conversation as a file to save, in the reader's own browser."""

from datetime import UTC, datetime
from uuid import uuid4

import gradio as gr

from bot.exports.files import Form, text_of
from bot.exports.records import exported
from bot.ui.conversation_pane import ConversationPane
from bot.ui.events import QUIET
from bot.ui.exchanges import Conversation
from bot.ui.look import asset
from bot.ui.messages import message

TYPES = {Form.HTML: "text/html", Form.MARKDOWN: "text/markdown"}


def file_message(conversation: Conversation, form: Form, now: datetime) -> str:
    """The name and the text of the file; no two are equal, so that the same one can be saved twice."""
    answers = [exchange.answer for exchange in conversation.exchanges if exchange.answer is not None]
    export = exported(answers, now.isoformat(timespec="seconds"))
    return message(
        {
            "name": f"footnote-{now:%Y-%m-%d-%H%M%S}.{form.value}",
            "type": f"{TYPES[form]};charset=utf-8",
            "text": text_of(export, form),
            "unique": uuid4().hex,
        }
    )


def save(conversation: Conversation, event: gr.EventData) -> str:
    """Give the browser the file that was asked for."""
    return file_message(conversation, Form(event.form), datetime.now(UTC))


def files_out() -> gr.HTML:
    """Lay out, where it is called, what hands files to the browser; nothing of it is to be seen."""
    return gr.HTML(
        "", html_template="<!-- files -->", elem_id="fn-files", js_on_load=asset("saving.js"), apply_default_css=False
    )


def wire_saving(files: gr.HTML, pane: ConversationPane) -> None:
    """Connect the buttons under the conversation."""
    pane.conversation.save_as(save, [pane.state], [files], **QUIET)
