"""Which documents a page asks: all of them, or some collections and documents that its reader chose."""

from collections import OrderedDict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

import gradio as gr

from bot.errors import SettingsError
from bot.ui.conversation_pane import ConversationEvents
from bot.ui.exchanges import Conversation

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.library import DocumentSummary, Library
    from bot.records import Answer, Turn

MOST_PAGES = 10_000  # whose choice is remembered, some 10 MB; of more, the one that chose longest ago asks all again


@dataclass(frozen=True, slots=True)
class Choice:
    """Whole collections, with what comes to them later, and single documents of others."""

    collections: tuple[str, ...]
    documents: tuple[str, ...]

    @classmethod
    def of(cls, collections: object, documents: object) -> "Choice":
        """What a page sent. Raises SettingsError when it is no choice."""
        for names in (collections, documents):
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                raise SettingsError(f"A choice of documents must be a list of names, got {names!r}.")
        return cls(tuple(sorted(set(collections))), tuple(sorted(set(documents))))  # type: ignore[call-overload]  # looked at just now

    def within(self, documents: Sequence["DocumentSummary"]) -> tuple[str, ...]:
        """The ids of those `documents` that are chosen, in their order; what was removed is not among them."""
        collections, names = frozenset(self.collections), frozenset(self.documents)
        return tuple(each.id for each in documents if each.id in names or collection_of(each.id) in collections)


def collection_of(document_id: str) -> str:
    """The collection of a document: the name of the folder it was built from."""
    return document_id.split("/", 1)[0]


class Choices:
    """The choice of each open page, by the name that Gradio gives it. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_page: OrderedDict[str, Choice] = OrderedDict()

    def of(self, page: str) -> Choice | None:
        """What the page asks; None for all documents."""
        with self._lock:
            return self._by_page.get(page)

    def put(self, page: str, choice: Choice | None) -> None:
        """Remember what the page asks from now on."""
        with self._lock:
            self._by_page.pop(page, None)
            if choice is not None:
                self._by_page[page] = choice
            if len(self._by_page) > MOST_PAGES:
                self._by_page.popitem(last=False)


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
    """A conversation whose questions go to the documents that its page has chosen."""

    _choices: Choices
    _listing: _Listing

    def among(self, choices: Choices) -> "ChoosingEvents":
        """Itself, asking what is chosen there."""
        self._choices, self._listing = choices, _Listing()
        return self

    def answer(
        self,
        conversation: Conversation,
        is_taken: bool,  # noqa: FBT001  (Gradio calls it)
        request: gr.Request | None = None,
    ) -> tuple[object, object]:
        """As in ConversationEvents; the request names the page."""
        choice = self._choices.of(str(request.session_hash)) if request else None
        if choice is None:
            return super().answer(conversation, is_taken)
        narrowed = copy(self)
        narrowed._chatbot = cast(
            "ChatBot", _Chosen(self._chatbot, choice, self._listing)
        )  # it has all that is asked for there
        return ConversationEvents.answer(narrowed, conversation, is_taken)
