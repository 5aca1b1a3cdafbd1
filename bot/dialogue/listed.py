"""Statements that answer without a figure or a yes: who should not, who is suited, what something is or includes."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from bot.dialogue.asked import Asked
from bot.dialogue.comparing import Statement
from bot.dialogue.concepts import concepts
from bot.dialogue.contexts import Context
from bot.records.sources_say import Said

MOST_PER_DOCUMENT = 6  # a longer list is read in the quotation itself


class Listing(StrEnum):
    """What the statements of a list say of their subject."""

    EXCLUDED = "excluded"
    SUITED = "suited"
    DEFINED = "defined"


_EXCLUDED = re.compile(
    r"\b(?:should|must|may|can) not (?:have|be done|undergo|use|be used|take|receive|get)\b|\bwrong for\b"
    r"|\bno(?:t (?:\w+ )?)? (?:\w+ )?candidates?\b|\brules? it out\b|\bunsuitable for\b|\bcontraindicat"
    r"|\bnot (?:suitable|suited|recommended|for)\b|\bnot always best\b|\bineligible\b|\bexcluded\b"
    r"|\b(?:should|must) (?:ask|talk with|talk to|consult) (?:their|a|the) (?:doctor|physician|specialist)\b",
    re.IGNORECASE,
)
_SUITED = re.compile(
    r"\bcandidates?\b|\bsuit(?:s|ed|able)\b|\bideal\b|\bsafe for\b|\beligible\b|\bcan be treated\b|\bintended for\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"\b(?:is|are) (?:a|an|one|put|simply|the \w+ of)\b|\bcounts?\b|\bcalls?\b|\bworks? (?:with|by)\b"
    r"|\bconsists? of\b|\bmeans\b|\bincludes?\b|\bdescribes?\b",
    re.IGNORECASE,
)
_ASKS_EXCLUDED = re.compile(r"\bnot\b|n't\b|\bcontraindicat|\bunsuitable\b|\bavoid\b|\bwrong\b", re.IGNORECASE)
_ASKS_WHO = re.compile(r"\bwho\b|\bwhom\b|\b(?:people|patients|persons)\b|\bcontraindicat", re.IGNORECASE)
_ASKS_SUITED = re.compile(r"\b(?:should|can|may|candidates?|suit(?:s|ed|able)|eligible|qualif\w+|meant|right)\b", re.I)
_ASKS_WHAT = re.compile(r"\b(?:what|which)\b(?!.*\bwhy\b)|\bcounts? as\b", re.IGNORECASE)
_PATTERNS = {Listing.EXCLUDED: _EXCLUDED, Listing.SUITED: _SUITED, Listing.DEFINED: _DEFINED}


def listing_of(question: str) -> Listing | None:
    """What list `question` asks for; None when it asks for none ("why", "who wrote")."""
    if not _ASKS_WHO.search(question):
        return Listing.DEFINED if _ASKS_WHAT.search(question) else None
    if _ASKS_EXCLUDED.search(question):
        return Listing.EXCLUDED
    return Listing.SUITED if _ASKS_SUITED.search(question) else None


def listed_statements(
    asked: Asked, listing: Listing, found: Sequence[Context], known: frozenset[str]
) -> Iterator[Statement]:
    """The sentences of `found` that belong on the list, at most MOST_PER_DOCUMENT of a document."""
    wanted = frozenset(asked.focus) - (frozenset() if listing is Listing.DEFINED else known)
    counts: dict[str, int] = {}
    for context in found:
        document = context.quotation.citation.document
        if counts.get(document, 0) >= MOST_PER_DOCUMENT or not _belongs(context, listing, wanted):
            continue
        counts[document] = counts.get(document, 0) + 1
        said = Said(document, context.quotation.rank, context.citation, context.words, context.words)
        yield Statement(said, (), wanted, {})


def _belongs(context: Context, listing: Listing, wanted: frozenset[str]) -> bool:
    if context.row or not _PATTERNS[listing].search(context.text) or context.text.endswith(":"):
        return False
    return listing is not Listing.DEFINED or wanted <= set(concepts(context.text))
