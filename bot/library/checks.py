"""What must hold of a document and its passages: every quotation is exactly its span of the text."""

import hashlib
from collections.abc import Iterator, Sequence

from bot.records import Document, Passage


def citation_problems(document: Document, passages: Sequence[Passage], *, is_alias: bool = False) -> Iterator[str]:
    """One sentence for each thing that does not hold, naming the document and the place.

    Of an alias nothing is stored but whose text it has.
    """
    if is_alias:
        if document.text or document.blocks or document.pages or passages:
            yield f"{document.id}: shares the text of another document and yet holds one of its own."
        return
    if hashlib.sha256(document.text.encode("utf-8")).hexdigest() != document.text_sha256:
        yield f"{document.id}: the text does not have the SHA-256 recorded for it."
    for position, passage in enumerate(passages):
        place = f"{document.id}: passage {passage.position} [{passage.start}:{passage.end}]"
        if passage.document != document.id or passage.position != position:
            yield f"{place} stands where passage {position} of this document belongs."
        if not 0 <= passage.start < passage.end <= len(document.text):
            yield f"{place} lies outside the text of {len(document.text)} characters."
        elif document.text[passage.start : passage.end] != passage.text:
            yield f"{place} is not the text at that place."
        yield from _sentence_problems(place, passage)


def _sentence_problems(place: str, passage: Passage) -> Iterator[str]:
    if not passage.sentences:
        yield f"{place} has no sentence."
    end = passage.start
    for number, sentence in enumerate(passage.sentences):
        where = f"{place}, sentence {number} [{sentence.start}:{sentence.end}]"
        if not end <= sentence.start < sentence.end <= passage.end:
            yield f"{where} overlaps another or lies outside the passage."
        elif passage.text[sentence.start - passage.start : sentence.end - passage.start] != sentence.text:
            yield f"{where} is not the text at that place."
        end = sentence.end
