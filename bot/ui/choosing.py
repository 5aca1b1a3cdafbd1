"""Which documents a page asks: all of them, or some collections and documents that its reader chose."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from pydantic import TypeAdapter, ValidationError

from bot.errors import SettingsError
from bot.feedback.store import FeedbackStore
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.exchanges import Asked

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.library import DocumentSummary, Library
    from bot.records import Answer, Turn


@dataclass(frozen=True, slots=True)
class Choice:
    """Whole collections, with what comes to them later, and single documents of others."""

    collections: tuple[str, ...]
    documents: tuple[str, ...]

    def within(self, documents: Sequence["DocumentSummary"]) -> tuple[str, ...]:
        """The ids of those `documents` that are chosen, in their order; what was removed is not among them."""
        collections, names = frozenset(self.collections), frozenset(self.documents)
        return tuple(each.id for each in documents if each.id in names or collection_of(each.id) in collections)


def choice_of(text: object) -> Choice | None:
    """The choice that a page sends with a question, as JSON; None when it asks all documents, which is "".

    Raises SettingsError when it is no choice.
    """
    if text == "":
        return None
    try:
        return _choices().validate_json(text if isinstance(text, str) else "")
    except ValidationError as error:
        raise SettingsError("The page did not say which documents to ask; load it again.") from error


@cache
def _choices() -> TypeAdapter[Choice]:
    return TypeAdapter(Choice)


def collection_of(document_id: str) -> str:
    """The collection of a document: the name of the folder it was built from."""
    return document_id.split("/", 1)[0]


class _Listing:
    """The documents of a library, listed anew when there is another generation."""

    def __init__(self) -> None:
        self._known: tuple[int, tuple[DocumentSummary, ...]] = (0, ())

    def of(self, library: "Library") -> tuple["DocumentSummary", ...]:
        generation, documents = self._known
        newest = library.manifest().generation
        if generation != newest:
            documents = library.documents()
            self._known = (newest, documents)
        return documents


class _Chosen:
    """A bot that is asked within a choice."""

    def __init__(self, chatbot: "ChatBot", choice: Choice, listing: _Listing) -> None:
        self._chatbot = chatbot
        self._choice = choice
        self._listing = listing

    def reply(
        self, question: str, history: Sequence["Turn"] = (), *, without: Sequence[str] = (), pinned: Sequence[str] = ()
    ) -> "Answer":
        documents = self._choice.within(self._listing.of(self._chatbot.library))
        return self._chatbot.reply(question, history, without=without, pinned=pinned, documents=documents)


class ChoosingEvents(ConversationEvents):
    """A conversation whose questions go to the documents that its page has chosen.

    The page sends its choice with every question: what it says that it asks, and what is asked, are one thing.
    """

    def __init__(self, chatbot: "ChatBot", feedback: FeedbackStore, examples: tuple[str, ...]) -> None:
        super().__init__(chatbot, feedback, examples)
        self._listing = _Listing()

    def answer(self, asked: Asked, chosen: object = "", *_: object) -> str:
        """As in ConversationEvents, among the documents `chosen`."""
        choice = choice_of(chosen)
        if choice is None:
            return super().answer(asked)
        narrowed = copy(self)
        narrowed._chatbot = cast(
            "ChatBot", _Chosen(self._chatbot, choice, self._listing)
        )  # it has all that is asked for there
        return ConversationEvents.answer(narrowed, asked)
