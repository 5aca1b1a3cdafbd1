"""The frozen records that every layer speaks: documents, passages, hits, citations, answers."""

from bot.records.answers import Answer, Citation, Level, Quotation, QuotedSentence, Turn, Why
from bot.records.documents import (
    UNKNOWN,
    Block,
    BlockKind,
    Document,
    Passage,
    Sentence,
    SourceClass,
    Span,
)
from bot.records.hits import Hit, Scores

__all__ = [
    "UNKNOWN",
    "Answer",
    "Block",
    "BlockKind",
    "Citation",
    "Document",
    "Hit",
    "Level",
    "Passage",
    "Quotation",
    "QuotedSentence",
    "Scores",
    "Sentence",
    "SourceClass",
    "Span",
    "Turn",
    "Why",
]
