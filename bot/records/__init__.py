"""The frozen records that every layer speaks: documents, passages, hits, citations, answers."""

from bot.records.answers import (
    Answer,
    CarriedWord,
    Level,
    Move,
    Quotation,
    QuotedSentence,
    RemarkParts,
    ShortQuotation,
    Turn,
    Why,
)
from bot.records.care import CareExamples, CareGuide, CareNote, Concern, Translation
from bot.records.citations import Citation
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
from bot.records.hits import Hit, Scores, Standing
from bot.records.keys import WEAKLY, Key, KeyKind
from bot.records.sources_say import Aspect, Figure, Said, Verdict, Words

__all__ = [
    "UNKNOWN",
    "WEAKLY",
    "Answer",
    "Aspect",
    "Block",
    "BlockKind",
    "CareExamples",
    "CareGuide",
    "CareNote",
    "CarriedWord",
    "Citation",
    "Concern",
    "Document",
    "Figure",
    "Hit",
    "Key",
    "KeyKind",
    "Level",
    "Move",
    "Passage",
    "Quotation",
    "QuotedSentence",
    "RemarkParts",
    "Said",
    "Scores",
    "Sentence",
    "ShortQuotation",
    "SourceClass",
    "Span",
    "Standing",
    "Translation",
    "Turn",
    "Verdict",
    "Why",
    "Words",
]
