"""The words of the passages: BM25 over text and context, in a tantivy index that is written once."""

import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DiskFull, IndexDamaged
from bot.library.failures import reads_as_full
from bot.library.forward import ForwardIndex

if TYPE_CHECKING:
    import tantivy

TEXT_BOOST = 1.0
CONTEXT_BOOST = 0.5  # title and headings name the subject of every passage below them, so they tell less apart
SPACES = "whitespace"  # what is written are terms: they have been analysed
FREQUENCIES = "freq"  # what a posting holds; positions would serve phrases only
WRITER_BYTES = 512_000_000  # one segment for about a million passages; a small index takes a small part of it
LOCK_FILES = (".tantivy-writer.lock", ".tantivy-meta.lock")
TIE_MARGIN = 16  # as in `bot.library.vectors`


class LexicalIndex:
    """BM25 and document frequencies over the passages, by row."""

    def __init__(self, index: "tantivy.Index", borrowed: "tempfile.TemporaryDirectory[str] | None" = None) -> None:
        self._searcher = index.searcher()
        self._schema = index.schema
        self._borrowed = borrowed  # lives as long as the index that reads from it

    @classmethod
    def open(cls, folder: Path) -> "LexicalIndex":
        """The index in `folder`, whose files the caller has verified. Raises IndexDamaged when tantivy refuses it.

        Tantivy takes a lock file to read (quickwit-oss/tantivy#557); where it cannot make one, the index is read
        through a temporary copy.
        """
        try:
            return cls(_open(folder))
        except ValueError:
            borrowed = tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True)
        copy = Path(borrowed.name)
        for path in folder.iterdir():
            if path.name not in LOCK_FILES:
                shutil.copyfile(path, copy / path.name)
        try:
            return cls(_open(copy), borrowed)
        except ValueError as error:
            raise IndexDamaged(f"{folder}: this version of tantivy cannot read the index ({error}).") from error

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(self, terms: Sequence[str], k: int, part: range | None = None) -> list[tuple[int, float]]:
        """The `k` rows with the highest BM25 for any of the analysed `terms`, best first; ties go to the lower row.

        A term that stands twice counts twice. With `part` only rows of that are given, with the BM25 among all.
        """
        if k <= 0 or not len(self) or not any(terms):
            return []
        query = self._any_of(terms) if part is None else self._inside(part, self._any_of(terms))
        asked = k
        while True:
            asked = asked + TIE_MARGIN if asked == k else asked * 2
            hits = self._searcher.search(query, limit=asked, count=False).hits
            if len(hits) < asked or hits[-1][0] < hits[k - 1][0]:
                break
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        found = [(int(row or 0), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def document_frequency(self, term: str) -> int:
        """How many passages have `term` in their text or context."""
        if not term or not len(self):
            return 0
        found = self._searcher.search(self._any_of([term]), limit=1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # the stubs forget it

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every term of any passage's text or context; read from the index at first use."""
        fields = ("text", "context")
        return frozenset(term for field in fields for term, _ in self._searcher.terms_with_prefix(field, ""))

    def _inside(self, part: range, query: "tantivy.Query") -> "tantivy.Query":
        import tantivy

        rows = tantivy.Query.range_query(
            self._schema, "row", tantivy.FieldType.Unsigned, part.start, part.stop, include_upper=False
        )
        unscored = tantivy.Query.const_score_query(rows, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, unscored)])

    def _any_of(self, terms: Sequence[str]) -> "tantivy.Query":
        import tantivy

        fields = (("text", TEXT_BOOST), ("context", CONTEXT_BOOST))
        parts = [
            tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, FREQUENCIES), boost)
            for term in terms
            if term
            for field, boost in fields
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])


def build(folder: Path, forward: ForwardIndex) -> None:
    """Write the index of the passages of `forward`, with their rows, to the new folder. Raises DiskFull."""
    import tantivy

    folder.mkdir()
    try:
        index = tantivy.Index(_schema(), str(folder), reuse=False)
        writer = index.writer(heap_size=WRITER_BYTES, num_threads=1)
        for row in range(len(forward)):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("text", " ".join(forward.spelt(forward.text(row))))
            document.add_text("context", " ".join(forward.spelt(forward.context(row))))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    except ValueError as error:
        if reads_as_full(str(error)):
            raise DiskFull(f"{folder}: no room left on the disk ({error}); free some space and build again.") from error
        raise
    for name in LOCK_FILES:
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _schema() -> "tantivy.Schema":
    import tantivy

    return (
        tantivy.SchemaBuilder()
        .add_unsigned_field("row", fast=True)
        .add_text_field("text", tokenizer_name=SPACES, index_option=FREQUENCIES)
        .add_text_field("context", tokenizer_name=SPACES, index_option=FREQUENCIES)
        .build()
    )


def _open(folder: Path) -> "tantivy.Index":
    import tantivy

    index = tantivy.Index.open(str(folder))
    index.config_reader("manual")  # the files never change: no thread that watches them
    return index
