"""What goes over the pipe: the parent's requests, and the child's answers as compact arrays without repetition.

A passage and a sentence travel as spans only, and every heading path once; the parent takes the words from the
canonical text, so that what it stores is a quotation whatever the child sends.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.config import FolderSettings, ReadingLimits, SplitSettings
from bot.records.care import CareExamples
from bot.records.documents import BlockKind, Document, Extraction, Page, Passage, SourceClass, Span
from bot.sandbox import Layer, Sandbox

MIB = 1 << 20
MAX_REQUEST_BYTES = 1 << 20  # a path of 4,096 bytes is the longest there is
# `len(encoded(answer)) / len(text)`: 1.7 to 2.1 for the shipped corpus, 4.3 for Japanese, 10 for a CSV of one-digit
# numbers, which does not fit into the default limit of memory long before it fills this one.
ANSWER_BYTES_PER_CHARACTER = 8
ANSWER_BYTES_AT_LEAST = 8 << 20


class Wanted(StrEnum):
    """What a file is to be read as."""

    DOCUMENT = "document"
    SETTINGS = "settings"
    CARE = "care"


class Outcome(StrEnum):
    """How reading a file ended. After EXHAUSTED (memory) and CRASHED the child ends."""

    PARSED = "parsed"
    LEFT_OUT = "left out"
    REFUSED = "refused"
    EXHAUSTED = "exhausted"
    CRASHED = "crashed"


class SentSpan(NamedTuple):
    """A span."""

    start: int
    end: int


class SentBlock(NamedTuple):
    """A block; `path` is the position of its headings in `SentDocument.paths`."""

    kind: BlockKind
    start: int
    end: int
    path: int
    level: int
    page: int | None
    lead_in: SentSpan | None


class SentPage(NamedTuple):
    """A page."""

    label: str
    start: int
    end: int
    furniture: tuple[int, ...]


class SentDropped(NamedTuple):
    """Something that the canonical text lacks."""

    reason: str
    characters: int


class SentExtraction(NamedTuple):
    """What the reader noticed."""

    tables: int
    encoding: str
    repaired: int
    blank_pages: tuple[int, ...]
    scans: tuple[int, ...]
    dropped: tuple[SentDropped, ...]


class SentPassage(NamedTuple):
    """A passage from its first sentence to its last; `path` as in `SentBlock`."""

    sentences: tuple[SentSpan, ...]
    path: int
    context: str
    lead_in: SentSpan | None
    page: int | None


class SentDocument(NamedTuple):
    """A document, its passages, and the heading paths of both; the parent knows its id and location."""

    title: str
    format: str
    text: str
    source_sha256: str
    publisher: str
    source_class: SourceClass
    author: str
    date: str
    origin: str
    paths: tuple[tuple[str, ...], ...]
    blocks: tuple[SentBlock, ...]
    pages: tuple[SentPage, ...]
    extraction: SentExtraction
    passages: tuple[SentPassage, ...]


class Answer(NamedTuple):
    """What the child says of one file: `reason` when it is refused, what was wanted when it is parsed."""

    outcome: Outcome
    reason: str = ""
    seconds: float = 0.0
    document: SentDocument | None = None
    settings: FolderSettings | None = None
    care: CareExamples | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read, whose bytes follow: as what, what messages call it, and the id of its document if it is one."""

    wanted: Wanted
    name: str
    document_id: str = ""


def encoded(answer: Answer) -> bytes:
    """`answer` as JSON. A document with a lone surrogate is no document: raises UnicodeEncodeError."""
    faults = "strict" if answer.outcome is Outcome.PARSED else "replace"
    text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=asdict)
    return text.encode("utf-8", faults)


def max_answer_bytes(limits: ReadingLimits) -> int:
    """The longest answer that the parent takes."""
    return ANSWER_BYTES_AT_LEAST + ANSWER_BYTES_PER_CHARACTER * limits.characters


def encoded_request(request: Request) -> bytes:
    """`request` as JSON. Raises UnicodeEncodeError for a name that is no text."""
    return json.dumps(astuple(request), ensure_ascii=False).encode()


def decoded_request(payload: bytes) -> Request:
    """The request in `payload`, which the parent made."""
    wanted, name, document_id = json.loads(payload)
    return Request(Wanted(wanted), name, document_id)


def encoded_terms(settings: SplitSettings, limits: ReadingLimits) -> bytes:
    """The parent's first frame: under which settings and limits the child works, and for which process."""
    return json.dumps([asdict(settings), asdict(limits), os.getpid()]).encode()


def decoded_terms(payload: bytes) -> tuple[SplitSettings, ReadingLimits, int]:
    """What `encoded_terms` made."""
    settings, limits, parent = json.loads(payload)
    return SplitSettings(**settings), ReadingLimits(**limits), parent


def encoded_sandbox(sandbox: Sandbox) -> bytes:
    """The child's first frame: what holds it."""
    return json.dumps([sandbox.held, sandbox.missing]).encode()


def decoded_sandbox(payload: bytes) -> Sandbox:
    """What `encoded_sandbox` made, before the child has read any file. Raises ValueError for anything else."""
    held, missing = json.loads(payload)
    return Sandbox(tuple(map(Layer, held)), tuple(map(Layer, missing)))


def sent(document: Document, passages: Iterable[Passage]) -> SentDocument:
    """`document` and its passages in the form in which they travel."""
    paths: dict[tuple[str, ...], int] = {}
    blocks = tuple(
        SentBlock(
            block.kind,
            block.start,
            block.end,
            paths.setdefault(block.headings, len(paths)),
            block.level,
            block.page,
            _sent_span(block.lead_in),
        )
        for block in document.blocks
    )
    sent_passages = tuple(_sent_passage(passage, paths) for passage in passages)
    return SentDocument(
        title=document.title,
        format=document.format,
        text=document.text,
        source_sha256=document.source_sha256,
        publisher=document.publisher,
        source_class=document.source_class,
        author=document.author,
        date=document.date,
        origin=document.origin,
        paths=tuple(paths),
        blocks=blocks,
        pages=tuple(_sent_page(page) for page in document.pages),
        extraction=_sent_extraction(document.extraction),
        passages=sent_passages,
    )


def _sent_passage(passage: Passage, paths: dict[tuple[str, ...], int]) -> SentPassage:
    return SentPassage(
        tuple(SentSpan(sentence.start, sentence.end) for sentence in passage.sentences),
        paths.setdefault(passage.headings, len(paths)),
        passage.context,
        _sent_span(passage.lead_in),
        passage.page,
    )


def _sent_span(span: Span | None) -> SentSpan | None:
    return SentSpan(span.start, span.end) if span else None


def _sent_page(page: Page) -> SentPage:
    return SentPage(page.label, page.start, page.end, page.furniture)


def _sent_extraction(extraction: Extraction) -> SentExtraction:
    return SentExtraction(
        extraction.tables,
        extraction.encoding,
        extraction.repaired,
        extraction.blank_pages,
        extraction.scans,
        tuple(SentDropped(dropped.reason, dropped.characters) for dropped in extraction.dropped),
    )
