"""Answers with all that can stand around their quotations: care, carried words, other questions, a comparison."""

from dataclasses import replace

from bot.records import (
    Answer,
    Aspect,
    CareNote,
    CarriedWord,
    Citation,
    Concern,
    Figure,
    Level,
    Move,
    Quotation,
    Said,
    Span,
    Verdict,
    Words,
)

CARE = CareNote(Concern.PERSONAL, (Span(0, 4),), "Ask the clinician who treats you. Quotations that warn come first.")
CARRIED = (CarriedWord("packs", "pack", 0), CarriedWord("Lasers", "laser", None))
MEANT = ("How long does swelling last?", "Can I work the next day?")
REMARK = "I answer from 2 documents:\n- Laser skin tightening\n- Questions & answers"


def remarked(question: str) -> Answer:
    """What was no question to the documents."""
    return Answer(question, Level.NOT_FOUND, (), (), remark=REMARK)


def with_notes(answer: Answer) -> Answer:
    """`answer` with a note of each kind, its first quotation moved there from the second place."""
    first, *others = answer.passages
    moved = replace(first, why=replace(first.why, found_at=2, moved=Move.WARNS))
    return replace(
        answer, passages=(moved, *others), care=CARE, carried=CARRIED, did_you_mean=MEANT, sources_say=aspects(answer)
    )


def aspects(answer: Answer) -> tuple[Aspect, ...]:
    """Two figures that a source of each quotation gives, the last in words that are not shown."""
    first, second = answer.passages[:2]
    recovery = (
        said(first, "two to three days", Figure(172_800, 259_200, "s", "time")),
        said(second, "same afternoon", Figure(None, 43_200, "s", "time")),
    )
    work = (
        said(first, "next morning", Figure(None, 86_400, "s", "time", is_approximate=True)),
        said(replace(second, rank=9), "same afternoon", Figure(None, 43_200, "s", "time")),
    )
    return (Aspect("recovery time", recovery, Verdict.DIFFER), Aspect("back to work", work, Verdict.AGREE))


def said(quotation: Quotation, words: str, figure: Figure) -> Said:
    """What the sentence of `quotation` around `words` says."""
    sentence = sentence_around(quotation.citation, words)
    start = quotation.citation.start + quotation.text.index(words)
    return Said(
        document=quotation.citation.document,
        rank=quotation.rank,
        citation=sentence,
        words=Words(words, start, start + len(words)),
        sentence=Words(sentence.exact, sentence.start, sentence.end),
        figure=figure,
    )


def sentence_around(citation: Citation, words: str) -> Citation:
    """The citation of the sentence with `words` in it; sentences of the samples end with the first full stop."""
    place = citation.exact.index(words)
    first = citation.exact.rfind(". ", 0, place)
    start = 0 if first < 0 else first + len(". ")
    return citation.narrowed(citation.start + start, citation.start + citation.exact.index(".", place) + 1)
