"""Footnote: ask your own documents; every answer is a quotation with a citation that opens the source.

    from bot import ChatBot, Library, build, load_encoder

    build("index", ["~/Documents/contracts"], load_encoder())
    with Library.open("index") as library:
        answer = ChatBot(library).reply("What is the notice period?")
        for quotation in answer.passages:
            print(quotation.text, quotation.citation.location)

Everything is loaded at first use, so importing this package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.config import ReadingLimits, SplitSettings
    from bot.encoders.sentence_transformer import load_encoder
    from bot.errors import FootnoteError
    from bot.ingest.build import build
    from bot.ingest.report import BuildReport
    from bot.library import Library
    from bot.records import Answer, Citation, Document, Level, Quotation, Turn
    from bot.records.receipts import Receipt

__version__ = "0.1.0"

_HOMES = {
    "Answer": "bot.records",
    "BuildReport": "bot.ingest.report",
    "ChatBot": "bot.chatbot",
    "Citation": "bot.records",
    "Document": "bot.records",
    "FootnoteError": "bot.errors",
    "Level": "bot.records",
    "Library": "bot.library",
    "Quotation": "bot.records",
    "ReadingLimits": "bot.config",
    "Receipt": "bot.records.receipts",
    "SplitSettings": "bot.config",
    "Turn": "bot.records",
    "build": "bot.ingest.build",
    "load_encoder": "bot.encoders.sentence_transformer",
}

__all__ = [
    "Answer",
    "BuildReport",
    "ChatBot",
    "Citation",
    "Document",
    "FootnoteError",
    "Level",
    "Library",
    "Quotation",
    "ReadingLimits",
    "Receipt",
    "SplitSettings",
    "Turn",
    "__version__",
    "build",
    "load_encoder",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'bot' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
