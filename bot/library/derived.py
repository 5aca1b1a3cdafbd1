"""The files of a generation that can be made again from the database: made, verified, opened.

Row i of every file is the i-th visible passage in the order of (is an upload, document id, position), whatever the
history of the database, so documents with the same holders of their texts (`bot.library.head`) give equal rows, and
equal ties; and no tie goes to an upload. `passages.faiss` holds the vectors of context and text,
`headings.faiss` those of title and headings, and `keys.npy` leads from rows to the keys of the passages table. Row r
of `sentences.faiss` is a sentence of passage i where `sentence_offsets[i] <= r < sentence_offsets[i+1]`.
`forward.npys` holds the words of all passages; see `bot.library.forward`. `documents.json` says which rows are of which
document and who shares them, `starts.npy` where each passage begins; see `bot.library.catalogue`. The words of the
corpus with their vectors are in `words.txt`, `words.npy` and `words.faiss`; see `bot.library.corpus_words`; what it
is about is in `subject.txt`, see `bot.library.subject`, and what each document is about in `guides.json`, see
`bot.library.guides`. `periods.json` holds the period of each document that has one, whose words are read with the
contexts of its passages; an index of an earlier version has none.
"""

import hashlib
import io
import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.encoders import FloatArray
from bot.errors import IndexDamaged
from bot.language.periods import OPENING_CHARS, stated_period, words_of
from bot.language.tables import ENGLISH
from bot.library import lexical
from bot.library.catalogue import Catalogue, documents_to_json
from bot.library.corpus_words import CorpusWords, encoded_words
from bot.library.durable import FileRecord, record_of, sync_tree
from bot.library.failures import BUILD_AGAIN
from bot.library.forward import ForwardIndex
from bot.library.forward_builder import Readable, forward_index
from bot.library.guides.stored import Guides, Vectors, make_guides
from bot.library.lexical import LexicalIndex
from bot.library.manifest import Manifest
from bot.library.rows import is_proved
from bot.library.schema import VISIBLE
from bot.library.subject import subject_of
from bot.library.vectors import ExactIndex, unpack
from bot.library.view import DocumentSummary, Kept
from bot.records import Document, Passage, Period

PASSAGES = "passages.faiss"
HEADINGS = "headings.faiss"
SENTENCES = "sentences.faiss"
KEYS = "keys.npy"
OFFSETS = "sentence_offsets.npy"
DOCUMENTS = "documents.json"
PERIODS = "periods.json"
STARTS = "starts.npy"
FORWARD = "forward.npys"
SUBJECT = "subject.txt"
GUIDES = "guides.json"
WORDS = "words.txt"
WORD_NUMBERS = "words.npy"
WORD_VECTORS = "words.faiss"
LEXICAL = "lexical"
ROWS_AT_ONCE = 4096
# Proving and parsing what an answer quotes takes a tenth of its time, and of long documents most of it.
PASSAGES_KEPT = 1_000  # some 4 MB
DOCUMENTS_KEPT_CHARS = 4_000_000  # some 20 MB with their blocks
BLOCK_CHARS = 200  # that a block takes as much memory as

_Numbers: TypeAlias = npt.NDArray[np.int64]

# CROSS JOIN keeps the order of the loops, so that ids come from their index and nothing large is sorted.
ROW_ORDER = "d.is_upload, d.id, p.position"
VISIBLE_PASSAGES = f"FROM documents d CROSS JOIN passages p ON p.document = d.key WHERE {VISIBLE}"
PASSAGE_VECTORS = f"""
    SELECT d.id, p.position, v.vector, p.input_hash, v.digest
    FROM documents d CROSS JOIN passages p ON p.document = d.key
    LEFT JOIN vectors v ON v.encoder = :encoder AND v.input_hash = p.input_hash
    WHERE {VISIBLE} ORDER BY {ROW_ORDER}"""  # noqa: S608 - constants
HEADING_VECTORS = PASSAGE_VECTORS.replace("p.input_hash", "p.heading_hash")
SENTENCE_VECTORS = f"""
    SELECT d.id, p.position, v.vector, s.input_hash, v.digest
    FROM documents d CROSS JOIN passages p ON p.document = d.key
    CROSS JOIN sentences s ON s.passage = p.key
    LEFT JOIN vectors v ON v.encoder = :encoder AND v.input_hash = s.input_hash
    WHERE {VISIBLE} ORDER BY {ROW_ORDER}, s.position"""  # noqa: S608 - constants
VECTORS = {PASSAGES: PASSAGE_VECTORS, HEADINGS: HEADING_VECTORS, SENTENCES: SENTENCE_VECTORS}

PASSAGE_TEXTS = f"""
    SELECT d.id, p.text, p.context, p.begins, p.heading_hash, d.language {VISIBLE_PASSAGES} ORDER BY {ROW_ORDER}"""
SENTENCE_SPANS = f"""
    SELECT s.begins, s.ends FROM documents d CROSS JOIN passages p ON p.document = d.key
    CROSS JOIN sentences s ON s.passage = p.key
    WHERE {VISIBLE} ORDER BY {ROW_ORDER}, s.position"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a generation is derived from: its number, and the encoder (key in the database) and its dimension."""

    generation: int
    encoder: int
    dimension: int


@dataclass(frozen=True, slots=True)
class Written:
    """What `derive` wrote: the records of the files, and how many rows they hold, the last of them of uploads."""

    files: tuple[FileRecord, ...]
    passages: int
    uploaded_passages: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Derived:
    """The opened indexes of one generation, and what was read last of its documents and passages (by row)."""

    passages: ExactIndex
    headings: ExactIndex
    sentences: ExactIndex
    lexical: LexicalIndex
    forward: ForwardIndex
    keys: npt.NDArray[np.int64]
    offsets: npt.NDArray[np.int64]
    catalogue: Catalogue
    periods: Mapping[str, Period]
    words: CorpusWords
    subject: str
    guides: Guides
    kept_documents: Kept[str, Document] = field(default_factory=lambda: Kept(DOCUMENTS_KEPT_CHARS, _size_chars))
    kept_passages: Kept[int, Passage] = field(default_factory=lambda: Kept(PASSAGES_KEPT, lambda _: 1))
    kept_summaries: Kept[int, Mapping[str, DocumentSummary]] = field(default_factory=lambda: Kept(1, lambda _: 1))


def derive(connection: sqlite3.Connection, folder: Path, recipe: Recipe, known: Guides | None = None) -> Written:
    """Write the files of a generation into a new folder, synced; `known` are the guides of another, same encoder.

    Raises:
        IndexDamaged: a passage, its place or a sentence has no vector of the right size, or the counts disagree.
        DiskFull: there is no room left.
    """
    folder.mkdir(parents=True)
    keys, uploaded, starts, offsets = _rows(connection, recipe.generation)
    means = _document_means(connection, recipe.generation, _written(connection, folder, recipe, PASSAGES, len(keys)))
    headings = _written(connection, folder, recipe, HEADINGS, len(keys))
    sentences = _written(connection, folder, recipe, SENTENCES, int(offsets[-1]))
    guides = make_guides(connection, recipe.generation, Vectors(means, headings, sentences, offsets, starts), known)
    (folder / GUIDES).write_bytes(guides.data())
    del headings, sentences, guides  # which may be large
    np.save(folder / KEYS, keys, allow_pickle=False)
    np.save(folder / OFFSETS, offsets, allow_pickle=False)
    np.save(folder / STARTS, starts, allow_pickle=False)
    (folder / DOCUMENTS).write_text(documents_to_json(connection, recipe.generation), encoding="utf-8", newline="\n")
    periods = _periods(connection, recipe.generation)
    (folder / PERIODS).write_text(_periods_to_json(periods), encoding="utf-8", newline="\n")
    forward = forward_index(_readables(connection, recipe.generation, offsets, periods))
    require_equal(FORWARD, len(forward.sentences), int(offsets[-1]))
    forward.write(folder / FORWARD)
    subject = _subject(connection, recipe.generation, forward)
    (folder / SUBJECT).write_text(f"{subject}\n", encoding="utf-8", newline="\n")
    _write_words(connection, folder, recipe, forward)
    lexical.build(folder / LEXICAL, forward)
    require_equal(LEXICAL, len(LexicalIndex.open(folder / LEXICAL)), len(keys))
    _drop_locks(folder)
    return Written(sync_tree(folder), len(keys), uploaded, int(offsets[-1]))


def load_guides(index_folder: Path, manifest: Manifest) -> Guides:
    """The guides of a generation. Raises IndexDamaged when they are not as they were written."""
    records = {record.name: record for record in manifest.files}
    return Guides(_read(index_folder / manifest.folder, records, GUIDES))


def load(index_folder: Path, manifest: Manifest) -> Derived:
    """Open a generation. No library reads a byte of a file whose size or checksum is not the manifest's.

    Raises IndexDamaged when a file is missing or changed, or when the counts disagree.
    """
    folder = index_folder / manifest.folder
    records = {record.name: record for record in manifest.files}
    for record in manifest.files:
        if record.name.startswith(LEXICAL):
            verify_file(folder, record)
    derived = Derived(
        passages=ExactIndex.parse(_read(folder, records, PASSAGES), manifest.dimension),
        headings=ExactIndex.parse(_read(folder, records, HEADINGS), manifest.dimension),
        sentences=ExactIndex.parse(_read(folder, records, SENTENCES), manifest.dimension),
        lexical=LexicalIndex.open(folder / LEXICAL),
        forward=ForwardIndex.parse(_read(folder, records, FORWARD)),
        keys=np.load(io.BytesIO(_read(folder, records, KEYS)), allow_pickle=False),
        offsets=np.load(io.BytesIO(_read(folder, records, OFFSETS)), allow_pickle=False),
        catalogue=Catalogue.parse(
            _read(folder, records, DOCUMENTS),
            np.load(io.BytesIO(_read(folder, records, STARTS)), allow_pickle=False),
        ),
        periods=_periods_of_json(_read(folder, records, PERIODS) if PERIODS in records else b"{}"),
        words=CorpusWords(
            numbers=np.load(io.BytesIO(_read(folder, records, WORD_NUMBERS)), allow_pickle=False),
            words=tuple(_read(folder, records, WORDS).decode("utf-8").split()),
            vectors=ExactIndex.parse(_read(folder, records, WORD_VECTORS), manifest.dimension),
        ),
        subject=_read(folder, records, SUBJECT).decode("utf-8").rstrip("\n"),
        guides=load_guides(index_folder, manifest),
    )
    require_equal(PASSAGES, len(derived.passages), manifest.passages)
    require_equal(HEADINGS, len(derived.headings), manifest.passages)
    require_equal(KEYS, len(derived.keys), manifest.passages)
    require_equal(LEXICAL, len(derived.lexical), manifest.passages)
    require_equal(SENTENCES, len(derived.sentences), manifest.sentences)
    require_equal(FORWARD, len(derived.forward), manifest.passages)
    require_equal(FORWARD, len(derived.forward.sentences), manifest.sentences)
    require_equal(OFFSETS, int(derived.offsets[-1]), manifest.sentences)
    require_equal(STARTS, len(derived.catalogue.starts), manifest.passages)
    require_equal(WORD_NUMBERS, len(derived.words.numbers), len(derived.words.words))
    require_equal(WORD_VECTORS, len(derived.words.vectors), len(derived.words.words))
    return derived


def _size_chars(document: Document) -> int:
    return len(document.text) + BLOCK_CHARS * len(document.blocks)


def verify_file(folder: Path, record: FileRecord) -> None:
    """Raises IndexDamaged when the file is not what its record says."""
    try:
        found = record_of(folder, record.name)
    except OSError as error:
        raise IndexDamaged(f"{folder / record.name}: cannot be read ({error.strerror}).") from error
    if found != record:
        raise IndexDamaged(f"{folder / record.name}: does not have the size and SHA-256 that it was written with.")


def require_equal(name: str, found: int, expected: int) -> None:
    """Raises IndexDamaged when a file holds another number of rows than it must."""
    if found != expected:
        raise IndexDamaged(f"{name} holds {found} rows where {expected} belong; {BUILD_AGAIN}.")


def vector_batches(connection: sqlite3.Connection, statement: str, recipe: Recipe) -> Iterator[FloatArray]:
    """The stored vectors that `statement` selects, in its order, in batches of shape (n, d).

    Raises IndexDamaged when one is missing, has another size or is not as it was stored.
    """
    cursor = connection.execute(statement, {"generation": recipe.generation, "encoder": recipe.encoder})
    size_bytes = recipe.dimension * 2
    while rows := cursor.fetchmany(ROWS_AT_ONCE):
        for document, position, vector, input_hash, digest in rows:
            if vector is None or len(vector) != size_bytes:
                what = "no vector" if vector is None else f"a vector of {len(vector)} bytes, not {size_bytes},"
            elif not is_proved(digest, (recipe.encoder,), input_hash, vector):
                what = "a damaged vector"
            else:
                continue
            raise IndexDamaged(
                f"{document}: {what} is stored for passage {position}, its headings or one of its sentences; "
                f"{BUILD_AGAIN}."
            )
        yield unpack([row[2] for row in rows], recipe.dimension)


def _rows(connection: sqlite3.Connection, generation: int) -> tuple[_Numbers, int, _Numbers, _Numbers]:
    """The keys of the passages and how many of them, the last, are of uploads; where they begin; their sentences.

    Of those, how many stand before each passage, and in all.
    """
    rows = connection.execute(
        "SELECT p.key, d.is_upload, p.begins, "  # noqa: S608 - constants
        "(SELECT count(*) FROM sentences s WHERE s.passage = p.key) "
        f"{VISIBLE_PASSAGES} ORDER BY {ROW_ORDER}",
        {"generation": generation},
    ).fetchall()
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
    offsets = np.concatenate(([0], np.cumsum(columns[:, 3]))).astype(np.int64)
    return columns[:, 0].copy(), int(columns[:, 1].sum()), columns[:, 2].copy(), offsets


def _written(connection: sqlite3.Connection, folder: Path, recipe: Recipe, name: str, count: int) -> ExactIndex:
    """The index of that name, written into the folder."""
    index = ExactIndex.build(recipe.dimension, vector_batches(connection, VECTORS[name], recipe))
    require_equal(name, len(index), count)
    index.write(folder / name)
    return index


def _document_means(connection: sqlite3.Connection, generation: int, passages: ExactIndex) -> FloatArray:
    """The unit mean of the passages of each document that holds any text, in the order of its rows."""
    counts = [
        count
        for (count,) in connection.execute(
            f"SELECT passages FROM documents d WHERE {VISIBLE} AND NOT is_alias ORDER BY is_upload, id",  # noqa: S608
            {"generation": generation},
        )
    ]
    ends = np.cumsum(counts, dtype=np.int64)
    sums = [passages.vectors(np.arange(end - count, end)).sum(axis=0) for end, count in zip(ends, counts, strict=True)]
    found = np.array(sums, dtype=np.float32) if sums else passages.vectors(np.zeros(0, dtype=np.int64))
    means: FloatArray = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), np.float32(1e-9))
    return means


def _subject(connection: sqlite3.Connection, generation: int, forward: ForwardIndex) -> str:
    """What the documents are about; uploads have no say where there are others."""
    rows = connection.execute(
        f"SELECT title, is_upload, passages, language FROM documents d WHERE {VISIBLE} AND NOT is_alias "  # noqa: S608
        "ORDER BY is_upload, id",
        {"generation": generation},
    ).fetchall()
    counted = [row for row in rows if not row[1]] or rows
    passages: Counter[str] = Counter()
    for _, _, count, language in counted:
        passages[language] += count
    language = min(passages, key=lambda code: (-passages[code], code), default=ENGLISH)
    return subject_of([row[0] for row in counted], forward, np.arange(passages.total()), language)


def _write_words(connection: sqlite3.Connection, folder: Path, recipe: Recipe, forward: ForwardIndex) -> None:
    """Write the words of the corpus, as far as they were encoded."""
    numbers, words, vectors = array("i"), [], []
    for word, vector in encoded_words(connection, recipe.generation, recipe.encoder):
        number = forward.number(word.term)
        if number is not None:  # lower case may split a word that is one as it is written
            numbers.append(number)
            words.append(word.word)
            vectors.append(vector)
    batches = [unpack(vectors, recipe.dimension)] if vectors else []
    ExactIndex.build(recipe.dimension, batches).write(folder / WORD_VECTORS)
    np.save(folder / WORD_NUMBERS, np.array(numbers, dtype=np.int32), allow_pickle=False)
    (folder / WORDS).write_text("".join(f"{word}\n" for word in words), encoding="utf-8", newline="\n")


def _periods(connection: sqlite3.Connection, generation: int) -> dict[str, Period]:
    """The periods of the documents that have one, by id; also of those that share the text of another."""
    openings = dict[str, str]()
    found = {}
    rows = connection.execute(
        f"SELECT id, title, date, content_sha256, is_alias, substr(text, 1, {OPENING_CHARS}) "  # noqa: S608 - constants
        f"FROM documents d WHERE {VISIBLE} ORDER BY is_alias, id",
        {"generation": generation},
    )
    for document, title, date, content, is_alias, opening in rows:
        if not is_alias:
            openings[content] = opening
        period = stated_period(document, title, openings.get(content, ""), date)
        if period:
            found[document] = period
    return found


def _periods_to_json(periods: Mapping[str, Period]) -> str:
    rows = {document: (period.start, period.end, period.words) for document, period in sorted(periods.items())}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _periods_of_json(written: bytes) -> dict[str, Period]:
    return {document: Period(*values) for document, values in json.loads(written).items()}


def _readables(
    connection: sqlite3.Connection, generation: int, offsets: npt.NDArray[np.int64], periods: Mapping[str, Period]
) -> Iterator[Readable]:
    """What is read of each passage, for the forward index: its context with the period of its document."""
    spans = connection.execute(SENTENCE_SPANS, {"generation": generation})
    passages = connection.execute(PASSAGE_TEXTS, {"generation": generation})
    for (document, text, context, start, place, language), count in zip(
        passages, np.diff(offsets).tolist(), strict=True
    ):
        sentences = tuple(text[begins - start : ends - start] for begins, ends in islice(spans, count))
        period = periods.get(document)
        yield Readable(text, sentences, f"{context}\n{words_of(period)}" if period else context, place, language)


def _read(folder: Path, records: dict[str, FileRecord], name: str) -> bytes:
    """The bytes of a file, proved to be those of its record before anybody parses them."""
    if name not in records:
        raise IndexDamaged(f"{folder / name}: the manifest has no checksum for it.")
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        raise IndexDamaged(f"{folder / name}: cannot be read ({error.strerror}).") from error
    record = FileRecord(name, len(data), hashlib.sha256(data).hexdigest())
    if record != records[name]:
        raise IndexDamaged(f"{folder / name}: does not have the size and SHA-256 that it was written with.")
    return data


def _drop_locks(folder: Path) -> None:
    for name in lexical.LOCK_FILES:
        with suppress(OSError):
            (folder / LEXICAL / name).unlink(missing_ok=True)
