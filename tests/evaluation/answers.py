"""Answers made by hand."""

from bot.records import Answer, Citation, Level, Quotation, QuotedSentence, SourceClass, Why


def citation(document: str, text: str, page: int | None = None) -> Citation:
    return Citation(
        document=document,
        title=document,
        location=f"/{document}",
        publisher="unknown",
        source_class=SourceClass.UNKNOWN,
        date="unknown",
        page=page,
        headings=("Top", "Heading"),
        start=0,
        end=len(text),
        text_sha256="",
        source_sha256="",
        prefix="",
        exact=text,
        suffix="",
    )


def why() -> Why:
    return Why(passage=0.5, sentence=0.25, lexical=3.0, matched=0.75, fused=1.0, matched_words=("word",))


def quotation(
    rank: int, document: str, text: str, also_in: tuple[Citation, ...] = (), page: int | None = None
) -> Quotation:
    sentence = QuotedSentence(text, 0, len(text))
    return Quotation(rank, 0.5, text, sentence, citation(document, text, page), also_in, why())


def answer(*texts: tuple[str, str], level: Level = Level.FOUND, unknown_words: tuple[str, ...] = ()) -> Answer:
    """An answer with a quotation for each (document, text)."""
    quotations = tuple(quotation(rank, document, text) for rank, (document, text) in enumerate(texts, start=1))
    return Answer("How much?", level, unknown_words, quotations)
