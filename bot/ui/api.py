"""The named endpoints: the same answers as on the page, as JSON, for programs."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

import gradio as gr

from bot.errors import FootnoteError, SettingsError
from bot.exports.records import without_paths
from bot.records import Answer, CollectionGuide, Guide, Turn
from bot.ui.limits import (
    LONGEST_ANSWER_CHARS,
    require_documents,
    require_history,
    require_optional_document,
    require_question,
    require_words,
)
from bot.ui.visitors import visitor_of

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ui.waiting import Desk


def ask_endpoint(chatbot: "ChatBot", desk: "Desk") -> Callable[..., Awaitable[dict[str, object]]]:
    """The function behind `/ask`; its signature and docstring are what the page's API description shows."""

    async def ask(  # noqa: D417  (the request is given by Gradio, not by the caller)
        request: gr.Request,
        question: str,
        history: list[dict[str, object]] | None = None,
        without: list[str] | None = None,
        pinned: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> dict[str, object]:
        """Answer a question with quotations from the documents.

        Args:
            question: The question, in a sentence or a few words.
            history: Answers of this endpoint to earlier questions of the conversation, oldest first.
            without: Words of the conversation not to search for; an answer's "carried" lists those that were.
            pinned: Words to search for beside those of the question.
            documents: The ids of the documents to ask, as citations name them; all when left out.

        Returns:
            The answer: its level (found, related, not_found), the short answer, and the passages with their
            citations; or, to what was no question to the documents, only a remark.
        """
        try:
            reply = partial(
                chatbot.reply,
                require_question(question),
                _turns(history),
                without=require_words(without, "without"),
                pinned=require_words(pinned, "pinned"),
                documents=require_documents(documents),
            )
            answer = await desk.serve(visitor_of(request.request), reply)
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error
        spoken: dict[str, object] = json.loads(without_paths(answer).to_json())
        return spoken

    return ask


def find_endpoint(chatbot: "ChatBot", desk: "Desk") -> Callable[..., Awaitable[dict[str, object]]]:
    """The function behind `/find`; its signature and docstring are what the page's API description shows."""

    async def find(  # noqa: D417  (the request is given by Gradio, not by the caller)
        request: gr.Request, query: str, documents: list[str] | None = None
    ) -> dict[str, object]:
        """List every document that holds some words.

        Args:
            query: Words, "phrases" in quotes, -words that must not be there, title:, type:, folder:, after:, before:.
            documents: The ids of the documents to look in, as citations name them; all when left out.

        Returns:
            The documents, each with how many sentences hold the words and one of them quoted, and whether they are all.
        """
        try:
            work = partial(chatbot.find, require_question(query, "query"), require_documents(documents))
            listing = await desk.serve(visitor_of(request.request), work)
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return asdict(without_paths(listing))

    return find


def guide_endpoint(chatbot: "ChatBot", desk: "Desk") -> Callable[..., Awaitable[dict[str, object]]]:
    """The function behind `/guide`."""

    async def guide(request: gr.Request, document: str | None = None) -> dict[str, object]:  # noqa: D417  (as above)
        """Say what a document is about, or all of them, quoted and cited.

        Args:
            document: The id of the document, as citations name it; all of them when left out.

        Returns:
            Of a document its title, author and date, outline, central sentences, dates, figures, and questions that it
            answers; of all of them their titles, subjects and periods.
        """
        try:
            name = require_optional_document(document)
            found = await desk.serve(visitor_of(request.request), lambda: guide_of(chatbot, name))
        except FootnoteError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return asdict(without_paths(found))

    return guide


def guide_of(chatbot: "ChatBot", document: str | None) -> Guide | CollectionGuide:
    """What a document is about; without one, what all of them are about."""
    return chatbot.library.collection_guide() if document is None else chatbot.guide(document)


def _turns(history: object) -> tuple[Turn, ...]:
    answers = map(_answer, require_history(history))
    return tuple(Turn(answer.question, answer) for answer in answers)


def _answer(given: object) -> Answer:
    text = json.dumps(given)
    if len(text) > LONGEST_ANSWER_CHARS:
        raise SettingsError(f"'history' holds an answer of {len(text):,} characters; no answer has so many.")
    return Answer.from_json(text)
