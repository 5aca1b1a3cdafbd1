"""The short answer: the sentences, list items or table rows that a person would read out."""

from collections.abc import Sequence

from bot.records import Quotation, ShortQuotation


def short_answer(quotations: Sequence[Quotation]) -> tuple[ShortQuotation, ...]:
    """What of the quotations answers, best first."""
    return tuple(_of_sentence(quotation) for quotation in quotations[:1])


def _of_sentence(quotation: Quotation) -> ShortQuotation:
    sentence = quotation.sentence
    citation = quotation.citation.narrowed(sentence.start, sentence.end)
    return ShortQuotation(
        text=citation.exact,
        start=citation.start,
        end=citation.end,
        rank=quotation.rank,
        lead_in=quotation.lead_in,
        citation=citation,
    )
