"""Splits a document into passages: whole sentences of one section, cut where the text itself pauses."""

from collections.abc import Sequence

from bot.config import SplitSettings
from bot.ingest.cutting import Unit, best_cut
from bot.ingest.sections import Section, sections_of
from bot.records.contexts import context_of
from bot.records.documents import Block, Document, Passage, Sentence, Span

SPLITTER_VERSION = 4  # grows whenever the same document would give other passages


def split(document: Document, settings: SplitSettings) -> tuple[Passage, ...]:
    """The passages of `document` in order: disjoint, and covering every block but headings.

    Headings are not part of passages but of their `headings` and `context`, except where very short sections are
    joined: then the headings inside are sentences of the passage. No passage has more than `max_words`, with long white
    space counted, unless it is a single sentence. A list stays with its lead-in and a table whole when they fit; else
    the later passages carry the lead-in, or the header row, in their context.
    """
    passages: list[Passage] = []
    for section in sections_of(document, settings):
        for units in best_cut(section.units, settings):
            passages.append(_passage(document, section, units, len(passages)))
    return tuple(passages)


def _passage(document: Document, section: Section, units: Sequence[Unit], position: int) -> Passage:
    text = document.text
    start, end = units[0].span.start, units[-1].span.end
    block = units[0].block
    lead_in = _lead_in_outside(block, start, end)
    return Passage(
        document=document.id,
        position=position,
        start=start,
        end=end,
        text=text[start:end],
        sentences=tuple(Sentence(unit.span.start, unit.span.end, unit.span.of(text)) for unit in units),
        headings=section.headings,
        context=_context(document, section.headings, lead_in),
        lead_in=lead_in,
        page=block.page,
    )


def _lead_in_outside(block: Block, start: int, end: int) -> Span | None:
    lead_in = block.lead_in
    if lead_in is None or (start <= lead_in.start and lead_in.end <= end):
        return None
    return lead_in


def _context(document: Document, headings: tuple[str, ...], lead_in: Span | None) -> str:
    return context_of(document.title, headings, " ".join(lead_in.of(document.text).split()) if lead_in else "")
