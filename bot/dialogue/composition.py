"""Hits to an answer: every quotation with a citation that can be opened and proved."""

from collections.abc import Callable, Sequence

from bot.dialogue.placing import Placed
from bot.records import Citation, Document, Passage, Quotation, QuotedSentence, Why
from bot.records.citations import SELECTOR_CONTEXT_CHARS

SCORE_DIGITS = 4  # what is beyond differs between processors, and answers must not


def quote(hits: Sequence[Placed], document: Callable[[str], Document]) -> tuple[Quotation, ...]:
    """One quotation a hit, in order; `document` gives a document by its id."""
    return tuple(_quote(rank, hit, document) for rank, hit in enumerate(hits, start=1))


def cite(passage: Passage, document: Document) -> Citation:
    """The citation of a passage of `document`."""
    return Citation(
        document=document.id,
        title=document.title,
        location=document.location,
        publisher=document.publisher,
        source_class=document.source_class,
        date=document.date,
        page=passage.page,
        headings=passage.headings,
        start=passage.start,
        end=passage.end,
        text_sha256=document.text_sha256,
        source_sha256=document.source_sha256,
        prefix=document.text[max(0, passage.start - SELECTOR_CONTEXT_CHARS) : passage.start],
        exact=document.text[passage.start : passage.end],
        suffix=document.text[passage.end : passage.end + SELECTOR_CONTEXT_CHARS],
    )


def _quote(rank: int, placed: Placed, document: Callable[[str], Document]) -> Quotation:
    hit = placed.hit
    scores, passage = hit.scores, hit.passage
    source = document(passage.document)
    lead_in = passage.lead_in
    return Quotation(
        rank=rank,
        probability=round(hit.probability, SCORE_DIGITS),
        text=passage.text,
        sentence=QuotedSentence(hit.sentence.text, hit.sentence.start, hit.sentence.end),
        citation=cite(passage, source),
        also_in=tuple(cite(other, document(other.document)) for other in hit.also_in),
        why=Why(
            passage=round(scores.passage, SCORE_DIGITS),
            sentence=round(scores.sentence, SCORE_DIGITS),
            lexical=round(scores.lexical, SCORE_DIGITS),
            matched=round(scores.matched, SCORE_DIGITS),
            fused=round(scores.fused, SCORE_DIGITS),
            matched_words=hit.matched_words,
            heading=round(scores.heading, SCORE_DIGITS),
            phrase=round(scores.phrase, SCORE_DIGITS),
            rerank=None if scores.rerank is None else round(scores.rerank, SCORE_DIGITS),
            found_at=placed.rank if placed.move else None,
            moved=placed.move,
        ),
        lead_in=lead_in.of(source.text) if lead_in else "",
    )
