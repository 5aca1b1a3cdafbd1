"""Hits to an answer: every quotation with a citation that can be opened and proved."""

from collections.abc import Callable, Iterator, Sequence
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
    return tuple(
        _quote(rank, hit, sentence, document, aliases)
        for rank, (hit, sentence) in enumerate(zip(hits, marked, strict=True), start=1)
    )


def _also_in(
    hit: Hit, document: Callable[[str], Document], aliases: Callable[[str], Sequence[str]]
) -> Iterator[Citation]:
    """The same words in documents with the same text, then near-duplicates, each with those that have its text."""
    same = [(hit.passage, name) for name in aliases(hit.passage.document)]
    near = [(other, name) for other in hit.also_in for name in (other.document, *aliases(other.document))]
    return (_cite_proved(passage, document(name)) for passage, name in (*same, *near))


def _cite_proved(passage: Passage, source: Document) -> Citation:
    """The citation of a passage that stands in the text of `source`, and says its words. Raises IndexDamaged."""
    citation = cite(passage, source)
    if citation.exact != passage.text:
        raise IndexDamaged(
            f"{source.id}: the passage stored for [{passage.start}:{passage.end}] is not the text at that place; "
            f"run 'footnote build DIR' to read it again from its file."
        )
    return citation


def _quote(
    rank: int,
    placed: Placed,
    sentence: Sentence,
    document: Callable[[str], Document],
    aliases: Callable[[str], Sequence[str]],
) -> Quotation:
    hit, passage = placed.hit, placed.hit.passage
    source = document(passage.document)
    return Quotation(
        rank=rank,
        probability=round(hit.probability, SCORE_DIGITS),
        text=passage.text,
        sentence=QuotedSentence(sentence.text, sentence.start, sentence.end),
        citation=_cite_proved(passage, source),
        also_in=tuple(sorted(_also_in(hit, document, aliases), key=lambda citation: citation.is_upload)),
        why=Why(
            **{name: value and round(value, SCORE_DIGITS) for name, value in asdict(hit.scores).items()},
            matched_words=hit.matched_words,
            found_at=placed.rank if placed.move else None,
            moved=placed.move,
        ),
        lead_in=passage.lead_in.of(source.text) if passage.lead_in else "",
    )
