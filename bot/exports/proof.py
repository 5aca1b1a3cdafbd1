"""Proves exported quotations again: the same words, at the same place, of the same source, in the index of today."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, assert_never

from bot.errors import DocumentMissing
from bot.exports.records import Export
from bot.records import Answer, Citation, CitedQuotation, Document, Said, ShortQuotation, Span
from bot.text.relocation import Standing, relocate

if TYPE_CHECKING:
    from bot.library import Library

SHOWN_CHARS = 60  # of a quotation, in a message


@dataclass(frozen=True, slots=True)
class Proved:
    """What became of one quotation. `place` is where its words, or those most like them, stand today.

    `problems` say, a sentence each, what does not hold; a quotation without any holds.
    """

    document: str
    start: int
    end: int
    exact: str
    standing: Standing
    place: Span | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportProof:
    """What became of all quotations of a file, each place of a document once, in their order."""

    made_at: str
    answers: int
    quotations: tuple[Proved, ...]
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything does."""
        return not self.problems


def prove(export: Export, library: "Library") -> ExportProof:
    """Look up every quotation of `export` in the index, and compare the record with itself."""

    @cache  # many quotations are of one document
    def document(name: str) -> Document | None:
        try:
            return library.document(name)
        except DocumentMissing:
            return None

    citations = dict.fromkeys(citation for answer in export.answers for citation in _citations(answer))
    proved = tuple(_proved(citation, document(citation.document)) for citation in citations)
    own = [problem for answer in export.answers for problem in _contradictions(answer)]
    lead_ins = [problem for answer in export.answers for problem in _lead_ins(answer, document)]
    return ExportProof(
        export.made_at,
        len(export.answers),
        proved,
        (*own, *(problem for one in proved for problem in one.problems), *lead_ins),
    )


def _citations(answer: Answer) -> Iterator[Citation]:
    yield from (short.citation for short in answer.short_answer)
    for quotation in answer.passages:
        yield quotation.citation
        yield from quotation.also_in
    yield from (said.citation for said in _said(answer))
    yield from (cited.citation for cited in _cited((answer.listing, answer.guide, answer.which)))


def _cited(record: object) -> Iterator[CitedQuotation]:
    """Every quotation with a citation of its own in a record, or in several, wherever it stands there."""
    if isinstance(record, CitedQuotation):
        yield record
    elif isinstance(record, tuple):
        yield from (cited for one in record for cited in _cited(one))
    elif is_dataclass(record):
        yield from (cited for field in fields(record) for cited in _cited(getattr(record, field.name)))


def _said(answer: Answer) -> Iterator[Said]:
    return (said for aspect in answer.sources_say for said in aspect.said)


def _proved(citation: Citation, document: Document | None) -> Proved:
    if document is None:
        standing, place = Standing.GONE, None
        problems = [f"{_name(citation)}: the index holds no such document."]
    else:
        found = relocate(citation, document.text)
        standing, place = found.standing, found.place
        problems = [*_misplaced(citation, standing, place), *_misattributed(citation, document)]
    return Proved(citation.document, citation.start, citation.end, citation.exact, standing, place, tuple(problems))


def _misplaced(citation: Citation, standing: Standing, place: Span | None) -> Iterator[str]:
    where = f"characters {place.start} to {place.end}" if place else "nowhere"
    match standing:
        case Standing.VALID:
            return
        case Standing.MOVED:
            yield f"{_name(citation)}: the words stand at {where} today, or between others."
        case Standing.CHANGED:
            yield f"{_name(citation)}: these are not the words; something like them stands at {where}."
        case Standing.GONE:
            yield f"{_name(citation)}: the document does not hold these words."
        case _:
            assert_never(standing)


def _misattributed(citation: Citation, document: Document) -> Iterator[str]:
    """What the citation says of its source, and the index does not."""
    facts = [
        ("title", citation.title, document.title),
        ("publisher", citation.publisher, document.publisher),
        ("kind of source", citation.source_class.value, document.source_class.value),
        ("date", citation.date, document.date),
    ]
    if citation.text_sha256 == document.text_sha256:
        facts.append(("SHA-256 of the file", citation.source_sha256, document.source_sha256))
        facts += _place_facts(citation, document)
    for name, said, is_so in facts:
        if said != is_so:
            yield f"{_name(citation)}: the {name} is given as {said!r}, and in the index it is {is_so!r}."


def _place_facts(citation: Citation, document: Document) -> list[tuple[str, str, str]]:
    """Page and headings of the passage must be those of some block up to its words: a sentence has its passage's."""
    before = [block for block in document.blocks if block.start < citation.end]
    pages = {str(block.page) for block in before}
    headings = {" › ".join(block.headings) for block in before}
    page, path = str(citation.page), " › ".join(citation.headings)
    last = before[-1] if before else None
    facts = []
    if page not in pages:
        facts.append(("page", page, str(last.page) if last else "None"))
    if path not in headings:
        facts.append(("heading", path, " › ".join(last.headings) if last else ""))
    return facts


def _contradictions(answer: Answer) -> Iterator[str]:
    """Words of the record that are not those of its own citations."""
    for short in answer.short_answer:
        if not _is_of_a_passage(short, answer):
            yield f"{_name(short.citation)}: the words of the short answer are not those of their passage."
    for cited in _cited((answer.listing, answer.guide, answer.which)):
        own = (cited.citation.exact, cited.citation.start, cited.citation.end)
        if (cited.text, cited.start, cited.end) != own:
            yield f"{_name(cited.citation)}: the words told are not those of the citation."
    yield from _contradicting_passages(answer)
    for said in _said(answer):
        for words in (said.words, said.sentence):
            if said.document != said.citation.document or _part(said.citation, words.start, words.end) != words.text:
                yield f"{_name(said.citation)}: the words compared are not those of the citation."
                break


def _contradicting_passages(answer: Answer) -> Iterator[str]:
    for quotation in answer.passages:
        citation, sentence = quotation.citation, quotation.sentence
        if quotation.text != citation.exact:
            yield f"{_name(citation)}: the words shown are not those of the citation."
        elif _part(citation, sentence.start, sentence.end) != sentence.text:
            yield f"{_name(citation)}: the sentence that is marked is not at its place."


def _is_of_a_passage(short: ShortQuotation, answer: Answer) -> bool:
    """Whether the words are those of their own citation, and stand in the passage of their rank."""
    citation = short.citation
    if (short.text, short.start, short.end) != (citation.exact, citation.start, citation.end):
        return False
    wholes = [quotation.citation for quotation in answer.passages if quotation.rank == short.rank]
    return any(
        whole.document == citation.document and _part(whole, short.start, short.end) == short.text for whole in wholes
    )


def _part(citation: Citation, start: int, end: int) -> str | None:
    """The words of a citation from `start` to `end` of its document; None outside of it."""
    if not citation.start <= start <= end <= citation.end:
        return None
    return citation.exact[start - citation.start : end - citation.start]


def _lead_ins(answer: Answer, document: Callable[[str], Document | None]) -> Iterator[str]:
    """What introduces a passage stands in its document as one; of a short quotation, each line of it."""
    introduced = [(quotation.citation, [quotation.lead_in]) for quotation in answer.passages]
    introduced += [(short.citation, short.lead_in.splitlines()) for short in answer.short_answer]
    for citation, lead_ins in introduced:
        held = document(citation.document)
        if held is not None and any(words not in held.text for words in lead_ins):
            yield f"{_name(citation)}: the document does not hold the words that introduce it."


def _name(citation: Citation) -> str:
    words = " ".join(citation.exact.split())
    shown = words if len(words) <= SHOWN_CHARS else f"{words[:SHOWN_CHARS].rstrip()}…"
    return f"{citation.document} [{citation.start}:{citation.end}] “{shown}”"
