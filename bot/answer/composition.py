"""Hits to an answer: every quotation with a citation that can be opened and proved."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from bot.answer.placing import Placed
from bot.errors import IndexDamaged
from bot.records import Citation, Document, Hit, Passage, Quotation, QuotedSentence, Sentence, Why
from bot.records.citations import cite

SCORE_DIGITS = 4  # what is beyond differs between processors, and answers must not


def quote(
    hits: Sequence[Placed],
    marked: Sequence[Sentence],
    document: Callable[[str], Document],
    aliases: Callable[[str], Sequence[str]] = lambda _: (),
) -> tuple[Quotation, ...]:
    """One quotation a hit, in order, each with the sentence that is `marked` in it.

    `document` gives one by its id, `aliases` the ids of those with its text.

    Raises IndexDamaged when a passage is not the text at its place.
    """

    def quotation(rank: int, placed: Placed, sentence: Sentence) -> Quotation:
        hit, passage = placed.hit, placed.hit.passage
        source = document(passage.document)
        also_in = (_cite_proved(other, document(name)) for other, name in _same_words(hit, aliases))
        return Quotation(
            rank=rank,
            probability=round(hit.probability, SCORE_DIGITS),
            text=passage.text,
            sentence=QuotedSentence(sentence.text, sentence.start, sentence.end),
            citation=_cite_proved(passage, source),
            also_in=tuple(sorted(also_in, key=lambda citation: citation.is_upload)),
            why=Why(
                **{name: value and round(value, SCORE_DIGITS) for name, value in asdict(hit.scores).items()},
                matched_words=hit.matched_words,
                found_at=placed.rank if placed.move else None,
                moved=placed.move,
            ),
            lead_in=passage.lead_in.of(source.text) if passage.lead_in else "",
        )

    return tuple(quotation(rank, *pair) for rank, pair in enumerate(zip(hits, marked, strict=True), start=1))


def _same_words(hit: Hit, aliases: Callable[[str], Sequence[str]]) -> list[tuple[Passage, str]]:
    """Where else a passage stands: in documents with the same text, then near-duplicates and those with their text."""
    same = [(hit.passage, name) for name in aliases(hit.passage.document)]
    return [*same, *((other, name) for other in hit.also_in for name in (other.document, *aliases(other.document)))]


def _cite_proved(passage: Passage, source: Document) -> Citation:
    """The citation of a passage that stands in the text of `source`, and says its words. Raises IndexDamaged."""
    citation = cite(passage, source)
    if citation.exact != passage.text:
        raise IndexDamaged(
            f"{source.id}: the passage stored for [{passage.start}:{passage.end}] is not the text at that place; "
            f"run 'footnote build DIR' to read it again from its file."
        )
    return citation
