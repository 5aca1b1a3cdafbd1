"""From the child's answer to a document and its passages: every type, number and span is checked where it enters."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.config import ReadingLimits
from bot.ingest.parsing.messages import Answer, SentDocument, SentPassage, SentSpan
from bot.records.documents import Block, Document, Dropped, Extraction, Page, Passage, Sentence, Span
from bot.text.normalise import clean

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_SHA256_DIGITS = frozenset("0123456789abcdef")


class Nonsense(Exception):
    """An answer that no reader of ours gives; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as a document and its passages; `seconds` is what reading and splitting took in the child."""

    document: Document
    passages: tuple[Passage, ...]
    seconds: float


def decoded_answer(payload: bytes) -> Answer:
    """The answer in `payload`, all of its types right. Raises Nonsense."""
    from pydantic import ValidationError

    try:
        answer = _answers().validate_json(payload, strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the answer"
        raise Nonsense(f"{place}: {first['msg']}") from error
    if not 0.0 <= answer.seconds < float("inf"):
        raise Nonsense("seconds")
    return answer


@cache
def _answers() -> "TypeAdapter[Answer]":
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)


def received(sent: SentDocument, path: Path, document_id: str, limits: ReadingLimits) -> Document:
    """The document in `sent`, made from the file at `path`, and proved against its own text. Raises Nonsense."""
    _check_words(sent, limits)
    blocks, pages = _blocks(sent), _pages(sent)
    return Document(
        id=document_id,
        title=sent.title,
        location=str(path.absolute()),
        format=sent.format,
        text=sent.text,
        text_sha256=hashlib.sha256(sent.text.encode("utf-8")).hexdigest(),
        source_sha256=sent.source_sha256,
        blocks=blocks,
        publisher=sent.publisher,
        source_class=sent.source_class,
        author=sent.author,
        date=sent.date,
        origin=sent.origin,
        pages=pages,
        extraction=_extraction(sent),
    )


def received_passages(sent: SentDocument, document_id: str) -> tuple[Passage, ...]:
    """The passages in `sent`, in order and disjoint, in the words of its text. Raises Nonsense."""
    passages: list[Passage] = []
    end = 0
    for position, passage in enumerate(sent.passages):
        _check_order(passage.sentences, end, len(sent.text), f"passage {position}")
        passages.append(_passage(sent, passage, document_id, position))
        end = passages[-1].end
    return tuple(passages)


def _passage(sent: SentDocument, passage: SentPassage, document_id: str, position: int) -> Passage:
    if not passage.sentences:
        raise Nonsense(f"passage {position} is empty")
    start, end = passage.sentences[0].start, passage.sentences[-1].end
    return Passage(
        document=document_id,
        position=position,
        start=start,
        end=end,
        text=sent.text[start:end],
        sentences=tuple(Sentence(span.start, span.end, sent.text[span.start : span.end]) for span in passage.sentences),
        headings=_path(sent, passage.path),
        context=passage.context,
        lead_in=_span(passage.lead_in, sent.text),
        page=_page(passage.page),
    )


def _check_words(sent: SentDocument, limits: ReadingLimits) -> None:
    if len(sent.text) > limits.characters or len(sent.pages) > limits.pages:
        raise Nonsense("more text or pages than the limits allow")
    if clean(sent.text) != sent.text or not sent.text.strip():
        raise Nonsense("its text is empty or not clean")
    named = (sent.title, sent.format, sent.publisher, sent.author, sent.date, sent.origin)
    if not (sent.title and sent.format) or any("\0" in words for words in named):
        raise Nonsense("a title or format that is none")
    if len(sent.source_sha256) != 64 or not _SHA256_DIGITS.issuperset(sent.source_sha256):
        raise Nonsense("a checksum that is none")


def _check_order(spans: Iterable[SentSpan], start: int, length: int, where: str) -> None:
    """Each of `spans` holds something, begins where the one before ends or later, and lies within the text."""
    for span in spans:
        if not start <= span.start < span.end <= length:
            raise Nonsense(f"{where}: the span {span.start}-{span.end}")
        start = span.end


def _blocks(sent: SentDocument) -> tuple[Block, ...]:
    _check_order((SentSpan(block.start, block.end) for block in sent.blocks), 0, len(sent.text), "blocks")
    return tuple(
        Block(
            kind=block.kind,
            start=block.start,
            end=block.end,
            headings=_path(sent, block.path),
            level=_count(block.level),
            page=_page(block.page),
            lead_in=_span(block.lead_in, sent.text),
        )
        for block in sent.blocks
    )


def _pages(sent: SentDocument) -> tuple[Page, ...]:
    """The pages; one without words may be empty, and no two overlap."""
    end = 0
    for page in sent.pages:
        if not end <= page.start <= page.end <= len(sent.text):
            raise Nonsense(f"pages: the span {page.start}-{page.end}")
        end = page.end
    return tuple(Page(page.label, page.start, page.end, _counts(page.furniture)) for page in sent.pages)


def _extraction(sent: SentDocument) -> Extraction:
    noted = sent.extraction
    return Extraction(
        tables=_count(noted.tables),
        encoding=noted.encoding,
        repaired=_count(noted.repaired),
        blank_pages=_counts(noted.blank_pages),
        scans=_counts(noted.scans),
        dropped=tuple(Dropped(dropped.reason, _count(dropped.characters)) for dropped in noted.dropped),
    )


def _path(sent: SentDocument, position: int) -> tuple[str, ...]:
    if not 0 <= position < len(sent.paths):
        raise Nonsense(f"heading path {position}")
    return sent.paths[position]


def _span(span: SentSpan | None, text: str) -> Span | None:
    if span is None:
        return None
    if not 0 <= span.start <= span.end <= len(text):
        raise Nonsense(f"lead-in: the span {span.start}-{span.end}")
    return Span(span.start, span.end)


def _page(page: int | None) -> int | None:
    if page is not None and page < 1:
        raise Nonsense(f"page {page}")
    return page


def _count(number: int) -> int:
    if number < 0:
        raise Nonsense(f"the count {number}")
    return number


def _counts(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(_count(number) for number in numbers)
