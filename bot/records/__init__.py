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
from bot.records.doubts import Act, Choice, Doubt, Which
from bot.records.guides import CollectionGuide, Guide, GuidedDocument, OutlineEntry, Subject
from bot.records.hits import Hit, Scores, Standing
from bot.records.keys import WEAKLY, Key, KeyKind
from bot.records.listings import CitedQuotation, Listed, Listing, Order
from bot.records.periods import Period
from bot.records.sources_say import Aspect, Figure, Said, Verdict, Words

__all__ = [
    "UNKNOWN",
    "WEAKLY",
    "Act",
    "Answer",
    "Aspect",
    "Block",
    "BlockKind",
    "CareExamples",
    "CareGuide",
    "CareNote",
    "CarriedWord",
    "Choice",
    "Citation",
    "CitedQuotation",
    "CollectionGuide",
    "Concern",
    "Document",
    "Doubt",
    "Figure",
    "Guide",
    "GuidedDocument",
    "Hit",
    "Key",
    "KeyKind",
    "Level",
    "Listed",
    "Listing",
    "Move",
    "Order",
    "OutlineEntry",
    "Passage",
    "Period",
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
    "Subject",
    "Translation",
    "Turn",
    "Verdict",
    "Which",
    "Why",
    "Words",
]
