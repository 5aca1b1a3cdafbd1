"""The guides of a generation: made from the database, kept as places in texts, read back as quotations.

`guides.json` has a line for the subjects of the collection and one for each document, in the order of its rows. A line
says of which version of a document it was made, so that the guide of one that did not change is taken from the
generation before.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np

from bot.encoders import FloatArray
from bot.language.periods import document_period
from bot.library.guides.choosing import Marks, Reading, marks_of
from bot.library.guides.subjects import Phrase, grouped, phrases_of
from bot.library.rows import DOCUMENT_COLUMNS, DocumentRow, document_of
from bot.library.runs import Rows
from bot.library.schema import VISIBLE
from bot.library.vectors import ExactIndex
from bot.records import (
    BlockKind,
    CitedQuotation,
    CollectionGuide,
    Document,
    Guide,
    GuidedDocument,
    OutlineEntry,
    Period,
    Span,
    Subject,
)
from bot.records.citations import cite_words

RECIPE = 1  # grows whenever the same document would have another guide
MOST_OUTLINE = 200  # headings of a document
MOST_LISTED = 500  # documents of a collection, and of a subject
MOST_PERIODS = 12  # more are told by years
READ_FOR_PHRASES = 12  # sentences of a document, the most central first
HASH_CHARS = 32  # 128 bits, against chance

DOCUMENTS = f"SELECT {DOCUMENT_COLUMNS} FROM documents d WHERE {VISIBLE} ORDER BY is_upload, id"  # noqa: S608 - constants
CONTENT = "SELECT text, blocks, pages FROM documents WHERE key = ?"
SPANS = """
    SELECT s.begins, s.ends FROM passages p CROSS JOIN sentences s ON s.passage = p.key
    WHERE p.document = ? ORDER BY p.position, s.position"""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The vectors of a generation, whose passages and sentences are in the order of its documents.

    `passages` has the unit mean of each document's passages, by document; `offsets` counts the sentences before each
    passage, `starts` says where it begins.
    """

    passages: FloatArray
    headings: ExactIndex
    sentences: ExactIndex
    offsets: Rows
    starts: Rows


@dataclass(frozen=True, slots=True)
class Entry:
    """What the guide of a document is made of; `made_from` is the version that it was made from."""

    made_from: str
    title: str
    date: str
    is_upload: bool
    marks: Marks
    phrases: tuple[Phrase, ...]
    period: Period | None

    def guide(self, document: Document) -> Guide:
        """The guide of that document."""
        marks = self.marks
        headings = (block for block in document.blocks if block.kind is BlockKind.HEADING)
        return Guide(
            document=document.id,
            title=document.title,
            author=document.author,
            publisher=document.publisher,
            date=document.date,
            is_upload=document.is_upload,
            period=self.period,
            outline=tuple(
                OutlineEntry(document.text[block.start : block.end], block.level, block.start, block.end)
                for block in islice(headings, MOST_OUTLINE)
            ),
            central=_quoted(document, marks.central),
            dates=_quoted(document, marks.dates),
            figures=_quoted(document, marks.figures),
            byline=_quoted(document, marks.byline),
            questions=marks.questions,
        )


class Guides:
    """The guides of all documents of a generation, parsed when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.splitlines()

    def data(self) -> bytes:
        """What `guides.json` holds."""
        return b"".join(line + b"\n" for line in self._lines)

    @classmethod
    def of(cls, subjects: Iterable[Subject], entries: Mapping[str, Entry]) -> "Guides":
        """The guides that consist of these; equal ones give equal bytes."""
        told = [[subject.phrases, subject.documents, subject.total] for subject in subjects]
        return cls(b"".join(_json(one) for one in ([RECIPE, told], *map(_to_json, entries, entries.values()))))

    @cached_property
    def is_current(self) -> bool:
        """Whether they were made as this version of Footnote makes them."""
        return bool(self._lines) and json.loads(self._lines[0])[0] == RECIPE

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """What the guide of each document is made of, by id, in the order of the documents' rows."""
        return dict(_of_json(json.loads(line)) for line in self._lines[1:])

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """What the documents speak of, that of the most documents first."""
        _, told = json.loads(self._lines[0])
        return tuple(Subject(tuple(phrases), tuple(documents), total) for phrases, documents, total in told)

    def collection(self, among: AbstractSet[str] | None = None) -> CollectionGuide:
        """The guide of the whole collection, or of these documents of it."""
        held = {name: entry for name, entry in self.entries.items() if among is None or name in among}
        subjects = (_within(subject, held.keys()) for subject in self.subjects)
        return CollectionGuide(
            total=len(held),
            documents=tuple(
                GuidedDocument(name, entry.title, entry.date, entry.period, entry.is_upload)
                for name, entry in islice(held.items(), MOST_LISTED)
            ),
            subjects=tuple(subject for subject in subjects if subject.documents),
            periods=_periods(entry.period for entry in held.values()),
        )


def make_guides(connection: sqlite3.Connection, generation: int, vectors: Vectors, known: Guides | None) -> Guides:
    """The guides of a generation; those of documents that did not change are taken from `known`."""
    rows = [DocumentRow(*row) for row in connection.execute(DOCUMENTS, {"generation": generation})]
    before = known.entries if known and known.is_current else {}
    firsts = np.concatenate(([0], np.cumsum([row.passages for row in rows]))).tolist()
    holders = {row.content_sha256: (row, first) for row, first in zip(rows, firsts, strict=False) if not row.is_alias}
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = before.get(row.id)
        if entry is None or entry.made_from != _version(row):
            entry = _entry(connection, row, *holders[row.content_sha256], vectors)
        entries[row.id] = entry
    return Guides.of(_subjects(rows, entries, vectors), entries)


def misplaced(document: Document, entry: Entry, row: DocumentRow, sentences: AbstractSet[Span]) -> Iterator[str]:
    """What is wrong with the guide of a document whose sentences stand at these places."""
    if entry.made_from != _version(row):
        yield f"{document.id}: its guide was made from another version of it."
    for span in (*entry.marks.central, *entry.marks.dates, *entry.marks.figures):
        if span not in sentences:
            yield f"{document.id}: its guide quotes [{span.start}:{span.end}], which is no sentence of it."


def _entry(
    connection: sqlite3.Connection, row: DocumentRow, holder: DocumentRow, first: int, vectors: Vectors
) -> Entry:
    """What the guide of a document is made of, whose text `holder` holds, with its passages from row `first` on."""
    text, blocks, pages = connection.execute(CONTENT, (holder.key,)).fetchone()
    document = document_of(row, text, blocks, pages)
    after = first + holder.passages
    sentences = np.arange(vectors.offsets[first], vectors.offsets[after])
    read = Reading(
        document=document,
        language=holder.language,
        spans=[Span(*span) for span in connection.execute(SPANS, (holder.key,))],
        vectors=vectors.sentences.vectors(sentences),
        starts=vectors.starts[first:after].tolist(),
        place=lambda i: vectors.headings.vectors(np.array([first + i]))[0],
    )
    return Entry(
        made_from=_version(row),
        title=document.title,
        date=document.date,
        is_upload=document.is_upload,
        marks=marks_of(read),
        phrases=phrases_of(_telling(read), holder.language),
        period=document_period(document),
    )


def _telling(read: Reading) -> Iterator[str]:
    """Title, headings and the sentences that say most of a document."""
    document = read.document
    yield document.title
    headings = (block for block in document.blocks if block.kind is BlockKind.HEADING)
    yield from (document.text[block.start : block.end] for block in islice(headings, MOST_OUTLINE))
    yield from (read.of(sentence) for sentence in read.central_first[:READ_FOR_PHRASES])


def _version(row: DocumentRow) -> str:
    """What all that a guide is made of follows from: of an alias also the content that another document holds."""
    return row.checksum[:HASH_CHARS] + row.content_sha256[:HASH_CHARS]


def _subjects(rows: Sequence[DocumentRow], entries: Mapping[str, Entry], vectors: Vectors) -> Iterator[Subject]:
    """What the documents that hold a text speak of, each with those that share it."""
    holders = [row for row in rows if not row.is_alias]
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.content_sha256, []).append(row.id)
    for group in grouped(vectors.passages, [entries[row.id].phrases for row in holders]):
        members = [name for member in group.members for name in names[holders[member].content_sha256]]
        yield Subject(group.names, tuple(members[:MOST_LISTED]), len(members))


def _within(subject: Subject, among: AbstractSet[str]) -> Subject:
    """A subject with these documents only; how many there are is known as far as they are listed."""
    kept = tuple(name for name in subject.documents if name in among)
    return subject if kept == subject.documents else replace(subject, documents=kept, total=len(kept))


def _periods(found: Iterable[Period | None]) -> tuple[Period, ...]:
    """Each period once, the earliest first; the years that they begin and end in when there are many."""
    periods = sorted({period for period in found if period}, key=lambda one: (one.start, one.end, one.words))
    if len(periods) <= MOST_PERIODS:
        return tuple(periods)
    years = sorted({day[:4] for period in periods for day in (period.start, period.end)})
    if len(years) > MOST_PERIODS:
        return (Period(f"{years[0]}-01-01", f"{years[-1]}-12-31", f"{years[0]}–{years[-1]}"),)
    return tuple(Period(f"{year}-01-01", f"{year}-12-31", year) for year in years)


def _quoted(document: Document, spans: Iterable[Span]) -> tuple[CitedQuotation, ...]:
    return tuple(
        CitedQuotation(span.of(document.text), span.start, span.end, cite_words(document, span)) for span in spans
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _to_json(name: str, entry: Entry) -> list[object]:
    marks = entry.marks
    places = [
        [[span.start, span.end] for span in spans]
        for spans in (marks.central, marks.dates, marks.figures, marks.byline)
    ]
    phrases = [[phrase.terms, phrase.written, phrase.count] for phrase in entry.phrases]
    period = entry.period and [entry.period.start, entry.period.end, entry.period.words]
    own = [entry.made_from, entry.title, entry.date, entry.is_upload]
    return [name, *own, places, marks.questions, phrases, period]


def _of_json(line: Sequence[Any]) -> tuple[str, Entry]:
    name, made_from, title, date, is_upload, places, questions, phrases, period = line
    central, dates, figures, byline = (tuple(Span(*span) for span in spans) for spans in places)
    marks = Marks(central, dates, figures, byline, tuple(questions))
    told = tuple(Phrase(*phrase) for phrase in phrases)
    return name, Entry(made_from, title, date, is_upload, marks, told, Period(*period) if period else None)
