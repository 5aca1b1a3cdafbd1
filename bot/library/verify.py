"""Proof of everything stored: texts, spans, vectors, and the files derived from them."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from bot.encoders import FloatArray
from bot.errors import IndexDamaged
from bot.library.checks import citation_problems
from bot.library.corpus_words import corpus_words, stored_vector
from bot.library.derived import (
    HEADING_VECTORS,
    PASSAGE_VECTORS,
    ROWS_AT_ONCE,
    SENTENCE_VECTORS,
    Derived,
    Recipe,
    load,
    verify_file,
)
from bot.library.failures import BUILD_AGAIN
from bot.library.generations import corpus_hash, corpus_of, damaged_manifests, is_published, read_manifest
from bot.library.guides.stored import Guides, misplaced
from bot.library.manifest import MANIFEST, Manifest
from bot.library.mending import SHOWN_PROBLEMS, find_damage, structure_problems
from bot.library.rows import (
    DOCUMENT_COLUMNS,
    PASSAGE_COLUMNS,
    DocumentRow,
    checksum,
    content_hash,
    document_of,
    input_hash,
    passage_of,
)
from bot.library.schema import DATABASE, VISIBLE
from bot.library.seal import SEAL, is_contradicted
from bot.library.vectors import ExactIndex, is_unit, unpack
from bot.records import Document, Passage, Span


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How much was looked at, and what does not hold: a sentence each, with the document and the place."""

    generation: int
    documents: int
    passages: int
    sentences: int
    vectors: int
    files: int
    problems: tuple[str, ...]


def nothing_verified(damage: IndexDamaged) -> VerifyReport:
    """The report on a library that cannot be looked into."""
    return VerifyReport(0, 0, 0, 0, 0, 0, (str(damage),))


def verify(folder: Path, connection: sqlite3.Connection, manifest: Manifest) -> VerifyReport:
    """Look at everything of one generation. Bad bytes become problems, never exceptions."""
    return _Verification(folder, connection, manifest).report()


class _Verification:
    """One walk through a generation, counting and collecting."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, manifest: Manifest) -> None:
        self._folder = folder
        self._connection = connection
        self._manifest = manifest
        self._generation = {"generation": manifest.generation}
        self._guides: Guides | None = None
        self._documents = self._passages = self._sentences = self._vectors = 0

    def report(self) -> VerifyReport:
        derived, file_problems = self._files()
        self._guides = derived.guides if derived else None
        passages = derived.passages if derived else None
        headings = derived.headings if derived else None
        sentences = derived.sentences if derived else None
        steps = (
            ("the database", self._database),
            ("the documents", self._all_documents),
            ("the vectors of the passages", partial(self._all_vectors, PASSAGE_VECTORS, passages)),
            ("the vectors of the headings", partial(self._all_vectors, HEADING_VECTORS, headings)),
            ("the vectors of the sentences", partial(self._all_vectors, SENTENCE_VECTORS, sentences)),
            ("the words of the corpus", partial(self._all_words, derived)),
            ("the counts", self._counts),
            ("the rows", self._all_rows),
        )
        problems = list(file_problems)
        for what, step in steps:
            problems += _caught(f"{what} cannot be read", step)
        return VerifyReport(
            self._manifest.generation,
            self._documents,
            self._passages,
            self._sentences,
            self._vectors,
            len(self._manifest.files),
            tuple(problems),
        )

    def _files(self) -> tuple[Derived | None, list[str]]:
        folder = self._folder / self._manifest.folder
        problems = []
        for record in self._manifest.files:
            try:
                verify_file(folder, record)
            except IndexDamaged as error:
                problems.append(str(error))
        if problems:
            return None, problems
        try:
            return load(self._folder, self._manifest), []
        except IndexDamaged as error:
            return None, [str(error)]

    def _database(self) -> Iterator[str]:
        text = read_manifest(self._folder)
        if text is None or not is_published(self._connection, text, self._folder):
            yield f"{self._folder / MANIFEST}: is not a manifest that the database has published."
        yield from damaged_manifests(self._connection, self._folder).values()
        if is_contradicted(self._folder):
            yield f"{self._folder / DATABASE}: is not, byte for byte, what {SEAL} says; {BUILD_AGAIN}."
        yield from (f"the database: {line}" for line in structure_problems(self._connection))

    def _all_rows(self) -> Iterator[str]:
        """What the digests of the rows say, also of what no reader looks at now."""
        yield from find_damage(self._connection).problems()

    def _all_documents(self) -> Iterator[str]:
        statement = f"SELECT d.key, d.id FROM documents d WHERE {VISIBLE} ORDER BY d.id"  # noqa: S608 - constants
        for key, document_id in self._connection.execute(statement, self._generation).fetchall():
            self._documents += 1
            yield from _caught(f"{document_id}: cannot be read", partial(self._document, key))

    def _document(self, key: int) -> Iterator[str]:
        statement = f"SELECT {DOCUMENT_COLUMNS}, text, blocks, pages FROM documents WHERE key = ?"  # noqa: S608
        *values, text, blocks, pages = self._connection.execute(statement, (key,)).fetchone()
        row = DocumentRow(*values)
        document = document_of(row, text, blocks, pages)
        statement = (
            f"SELECT key, input_hash, heading_hash, {PASSAGE_COLUMNS} FROM passages "  # noqa: S608 - constants
            "WHERE document = ? ORDER BY position"
        )
        passages: list[Passage] = []
        for passage_key, stored, place, *columns in self._connection.execute(statement, (key,)).fetchall():
            spans = self._connection.execute(
                "SELECT begins, ends, input_hash FROM sentences WHERE passage = ? ORDER BY position", (passage_key,)
            ).fetchall()
            passage = passage_of(document.id, tuple(columns), [span[:2] for span in spans])
            passages.append(passage)
            yield from _hash_problems(passage, (stored, place), [span[2] for span in spans])
        self._passages += len(passages)
        self._sentences += sum(len(passage.sentences) for passage in passages)
        of_content = self._alias_problems if row.is_alias else _content_problems
        yield from of_content(document, row.content_sha256)
        yield from citation_problems(document, passages, is_alias=bool(row.is_alias))
        if checksum(document, passages, row.recipe) != row.checksum:
            yield f"{document.id}: the document or its passages are not, in every field, what was stored."
        yield from self._guide_problems(document, row, passages)

    def _guide_problems(self, document: Document, row: DocumentRow, passages: list[Passage]) -> Iterator[str]:
        """What the guide of a document quotes that is no sentence of it; an alias has none of its own."""
        if self._guides is None:
            return
        entry = self._guides.entries.get(document.id)
        sentences = frozenset(Span(one.start, one.end) for passage in passages for one in passage.sentences)
        if entry is None:
            yield f"{document.id}: has no guide; {BUILD_AGAIN}."
        elif not row.is_alias:
            yield from misplaced(document, entry, row, sentences)

    def _alias_problems(self, alias: Document, content: str) -> Iterator[str]:
        statement = (
            "SELECT count(*) FROM documents d WHERE content_sha256 = :content AND NOT is_alias "  # noqa: S608
            f"AND format = :format AND text_sha256 = :text AND {VISIBLE}"
        )
        held = {"content": content, "format": alias.format, "text": alias.text_sha256}
        (holders,) = self._connection.execute(statement, {**held, **self._generation}).fetchone()
        if not holders:
            yield f"{alias.id}: no document holds the text that it shares."

    def _encoder(self) -> int | None:
        """The key of the encoder in the database."""
        row = self._connection.execute(
            "SELECT key FROM encoders WHERE fingerprint = ?", (self._manifest.encoder_fingerprint,)
        ).fetchone()
        return None if row is None else int(row[0])

    def _all_vectors(self, statement: str, index: ExactIndex | None) -> Iterator[str]:
        encoder = self._encoder()
        if encoder is None:
            yield f"the database has no vectors of the encoder {self._manifest.encoder_name!r}."
            return
        recipe = Recipe(self._manifest.generation, encoder, self._manifest.dimension)
        cursor = self._connection.execute(statement, {**self._generation, "encoder": recipe.encoder})
        first = 0
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            places = [
                (f"{name}: passage {position}, its headings or one of its sentences", vector)
                for name, position, vector, *_ in rows
            ]
            yield from _vector_problems(places, recipe.dimension, _stretch(index, first, len(rows)))
            self._vectors += sum(row[2] is not None for row in rows)
            first += len(rows)

    def _all_words(self, derived: Derived | None) -> Iterator[str]:
        """What is derived of the words; one without a vector may be missing there."""
        encoder = self._encoder()
        if derived is None or encoder is None:
            return
        words = derived.words.words
        stored = {word.word: word for word in corpus_words(self._connection, self._manifest.generation)}
        if unknown := [word for word in words if word not in stored]:
            yield f"the index has the word {unknown[0]!r}, which no document holds; {BUILD_AGAIN}."
            return
        found = (stored_vector(self._connection, encoder, stored[word]) for word in words)
        rows = [
            (f"the word {word!r}", None if vector is None else vector[0])
            for word, vector in zip(words, found, strict=True)
        ]
        yield from _vector_problems(rows, self._manifest.dimension, _stretch(derived.words.vectors, 0, len(words)))

    def _counts(self) -> Iterator[str]:
        manifest = self._manifest
        for what, found, expected in (
            ("documents", self._documents, manifest.documents),
            ("passages", self._passages, manifest.passages),
            ("sentences", self._sentences, manifest.sentences),
            ("vectors", self._vectors, 2 * manifest.passages + manifest.sentences),
        ):
            if found != expected:
                yield f"the database gives {found} {what} where the manifest says {expected}."
        if corpus_hash(corpus_of(self._connection, manifest.generation)) != manifest.corpus_sha256:
            yield f"the documents of the database are not those that the manifest was made of; {BUILD_AGAIN}."


def _caught(what: str, step: Callable[[], Iterator[str]]) -> list[str]:
    """The problems of one step; what it cannot read is one more."""
    problems: list[str] = []
    try:
        for problem in step():
            problems.append(problem)
            if len(problems) == SHOWN_PROBLEMS:
                break
    except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError) as error:
        problems.append(f"{what} ({error}).")
    return problems


def _content_problems(document: Document, content: str) -> Iterator[str]:
    if content_hash(document) != content:
        yield f"{document.id}: the structure of the text does not have the SHA-256 recorded for it."


def _hash_problems(passage: Passage, stored: tuple[bytes, bytes], sentence_hashes: list[bytes]) -> Iterator[str]:
    place = f"{passage.document}: passage {passage.position} [{passage.start}:{passage.end}]"
    if stored != (input_hash(passage.encoder_input), input_hash(passage.heading_input)):
        yield f"{place} was not encoded from the text and context that it has."
    for number, (sentence, sentence_hash) in enumerate(zip(passage.sentences, sentence_hashes, strict=True)):
        if sentence_hash != input_hash(sentence.text):
            yield f"{place}, sentence {number} [{sentence.start}:{sentence.end}] was not encoded from the text it has."


def _stretch(index: ExactIndex | None, first: int, count: int) -> FloatArray | None:
    """The vectors of these rows of the derived index; None when it is damaged or shorter."""
    if index is None or first + count > len(index):
        return None
    return index.vectors(np.arange(first, first + count, dtype=np.int64))


def _vector_problems(rows: list[tuple[str, bytes | None]], dimension: int, derived: FloatArray | None) -> Iterator[str]:
    for number, (place, blob) in enumerate(rows):
        if blob is None:
            yield f"{place} has no vector."
            continue
        try:
            vector = unpack([blob], dimension)
        except ValueError as error:
            yield f"{place}: {error}."
            continue
        if not is_unit(vector)[0]:
            yield f"{place} has a vector that is not of length 1."
        elif derived is not None and not np.array_equal(vector[0], derived[number]):
            yield f"{place} has a vector that differs from the one in the index."
