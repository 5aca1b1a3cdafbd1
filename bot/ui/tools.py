"""The tools for programs that speak the Model Context Protocol, under `/mcp`: ask, search, open, find, guide."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field, RootModel
from starlette.applications import Starlette

from bot import __version__
from bot.errors import FootnoteError
from bot.exports.records import told_location, without_paths
from bot.records import Answer, CollectionGuide, Guide, Level, Listing, Quotation, Turn
from bot.ui.api import guide_of
from bot.ui.limits import MOST_PASSAGES, require_document, require_documents, require_earlier, require_question
from bot.ui.visitors import visitor_of

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ui.waiting import Desk

T = TypeVar("T")

MOST_EARLIER_QUESTIONS = 8  # each is answered again to know what the next one leans on
CONTEXT_CHARS = 600  # around opened words: the paragraph before and after
INSTRUCTIONS = (
    "Footnote quotes a person's own documents word for word and never writes text of its own. To learn what the "
    "documents are about, or one of them, take guide. Answer with the "
    "quotations of short_answer, best first, each behind its lead_in where it has one; the passages hold them and what "
    "stands around them. Cite each quotation with its title and location. The level says what an answer is worth: for "
    "not_found say that the documents do not answer; the passages listed then are merely the closest. Where a citation "
    "has is_upload, a visitor gave the file: say that it was uploaded, and that title, publisher, source class and "
    "date are what it says of itself."
)
READS_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first; `level` and `unknown_words` as in an answer."""

    query: str
    level: Level
    unknown_words: tuple[str, ...]
    passages: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """Words of a document with the text around them, all as in its canonical text of `length` code points.

    `is_upload` says that a reader of the page gave the file, whose title is its own claim.
    """

    document: str
    title: str
    location: str
    start: int
    end: int
    before: str
    exact: str
    after: str
    length: int
    text_sha256: str
    source_sha256: str
    is_upload: bool


class AnswerResult(RootModel[Answer]):
    """The answer as everywhere in Footnote."""


class FoundResult(RootModel[Found]):
    """The passages that were found."""


class OpenedResult(RootModel[Opened]):
    """The opened words."""


class ListingResult(RootModel[Listing]):
    """Every document that holds the words."""


class GuideResult(RootModel[Guide | CollectionGuide]):
    """What a document, or all of them, are about."""


class Tools:
    """The functions behind the tools; their signatures and docstrings are what a program is told about them."""

    def __init__(self, chatbot: "ChatBot", desk: "Desk") -> None:
        self._chatbot = chatbot
        self._desk = desk

    async def ask(
        self,
        question: str,
        context: Context,
        history: list[str] | None = None,
        documents: list[str] | None = None,
    ) -> AnswerResult:
        """Answer a question with quotations from the documents, each with a citation.

        `short_answer` holds the sentences, list items or table rows that answer, `passages` what they stand in. Give
        the earlier questions of the conversation as `history`, oldest first, when the question leans on them ("And how
        long does that last?"). `documents` names those to ask; all of them when left out.
        """
        with _told():
            asked, within = require_question(question), require_documents(documents)
            earlier = require_earlier(history or [])[-MOST_EARLIER_QUESTIONS:]
            return AnswerResult(await self._serve(context, lambda: self._reply(asked, earlier, within)))

    async def search(
        self,
        query: str,
        context: Context,
        k: Annotated[int, Field(ge=1, le=MOST_PASSAGES)] = 10,
        documents: list[str] | None = None,
    ) -> FoundResult:
        """Find the k passages that fit a query best, best first, in all documents or in those named."""
        with _told():
            asked, within = require_question(query, "query"), require_documents(documents)
            return FoundResult(await self._serve(context, lambda: self._search(asked, k, within)))

    async def open_citation(self, document: str, start: int, end: int, context: Context) -> OpenedResult:
        """Read the cited words in their document, with the text around them.

        `document`, `start` and `end` are those of a citation; start and end count code points.
        """
        with _told():
            name = require_document(document, "document")
            return OpenedResult(await self._serve(context, lambda: self._open(name, start, end)))

    async def find(self, query: str, context: Context, documents: list[str] | None = None) -> ListingResult:
        """List every document that holds some words, in any of their forms, with how often and one quotation of each.

        Unlike `search`, which gives the best passages, this leaves none out. The query holds words, "phrases" in
        quotes, -words that must not be there, word OR word, and fields: title:, type:, folder:, after: and before: a
        date (2024, 2024-03, 2024-03-15). `documents` names those to look in; all of them when left out.
        """
        with _told():
            asked, within = require_question(query, "query"), require_documents(documents)
            work = partial(self._chatbot.find, asked, within)
            return ListingResult(without_paths(await self._serve(context, work)))

    async def guide(self, context: Context, document: str | None = None) -> GuideResult:
        """Say what a document is about, quoted and cited: outline, central sentences, dates, figures, questions.

        Without a `document`, what all of them are about: their titles, subjects and periods.
        """
        with _told():
            name = None if document is None else require_document(document, "document")
            return GuideResult(await self._serve(context, lambda: without_paths(guide_of(self._chatbot, name))))

    async def _serve(self, context: Context, work: Callable[[], T]) -> T:
        return await self._desk.serve(visitor_of(context.request_context.request), work)

    def _reply(self, question: str, history: Sequence[str], documents: Sequence[str] | None) -> Answer:
        turns: list[Turn] = []
        for earlier in history:
            turns.append(Turn(earlier, self._chatbot.reply(earlier, turns, documents=documents)))
        return without_paths(self._chatbot.reply(question, turns, documents=documents))

    def _search(self, query: str, k: int, documents: Sequence[str] | None) -> Found:
        answer = without_paths(self._chatbot.reply(query, passages=k, documents=documents))
        return Found(query, answer.level, answer.unknown_words, answer.passages)

    def _open(self, name: str, start: int, end: int) -> Opened:
        document = self._chatbot.library.document(name)
        if not 0 <= start < end <= len(document.text):
            raise ToolError(
                f"{name!r} has {len(document.text)} characters, so {start} to {end} are no words of it; "
                "take start and end from a citation."
            )
        return Opened(
            document=document.id,
            title=document.title,
            location=told_location(document.location, document.id),
            start=start,
            end=end,
            before=document.text[max(0, start - CONTEXT_CHARS) : start],
            exact=document.text[start:end],
            after=document.text[end : end + CONTEXT_CHARS],
            length=len(document.text),
            text_sha256=document.text_sha256,
            source_sha256=document.source_sha256,
            is_upload=document.is_upload,
        )


@contextmanager
def _told() -> Iterator[None]:
    """What Footnote cannot do is told to the program that called."""
    try:
        yield
    except FootnoteError as error:
        raise ToolError(str(error)) from error


def tools_app(chatbot: "ChatBot", desk: "Desk") -> Starlette:
    """An ASGI app with the tools at `/mcp`; each call is a request of its own, so nothing is kept between them.

    Who may ask, and under which host name, is the business of the app around it.
    """
    server = MCPServer(
        "footnote", title="Footnote", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )
    tools = Tools(chatbot, desk)
    for tool in (tools.ask, tools.search, tools.open_citation, tools.find, tools.guide):
        server.add_tool(tool, annotations=READS_ONLY)
    guarded_outside = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return server.streamable_http_app(stateless_http=True, json_response=True, transport_security=guarded_outside)
