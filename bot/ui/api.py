"""The named endpoint: the same answers as on the page, as JSON, for programs."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError, SettingsError
from bot.records import Answer, Turn

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


def ask_endpoint(chatbot: "ChatBot") -> Callable[..., dict[str, object]]:
    """The function behind `/ask`; its signature and docstring are what the page's API description shows."""

    def ask(
        question: str,
        history: list[dict[str, object]] | None = None,
        without: list[str] | None = None,
        pinned: list[str] | None = None,
    ) -> dict[str, object]:
        """Answer a question with quotations from the documents.

        Args:
            question: The question, in a sentence or a few words.
            history: Answers of this endpoint to earlier questions of the conversation, oldest first.
            without: Words of the conversation not to search for; an answer's "carried" lists those that were.
            pinned: Words to search for beside those of the question.

        Returns:
            The answer: its level (found, related, not_found), and the quotations with their citations; or, to what
            was no question to the documents, only a remark.
        """
        try:
            answer = chatbot.reply(
                question,
                _turns(history or []),
                without=_words("without", without or []),
                pinned=_words("pinned", pinned or []),
            )
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error
        spoken: dict[str, object] = json.loads(answer.to_json())
        return spoken

    return ask


def _turns(history: list[dict[str, object]]) -> tuple[Turn, ...]:
    answers = (Answer.from_json(json.dumps(item)) for item in history)
    return tuple(Turn(answer.question, answer) for answer in answers)


def _words(name: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise SettingsError(f"{name!r} must be a list of words, got {given!r}.")
    return tuple(given)
