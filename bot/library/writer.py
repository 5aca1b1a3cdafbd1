"""Writing to a library: documents go into the head, and a publication shows the head to readers."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from bot.config import PageSettings
from bot.encoders import EncoderIdentity, FloatArray
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged, IndexMissing, SettingsError
from bot.library.checks import citation_problems
from bot.library.failures import is_full, named_failures
from bot.library.figures import Figures, figures_of
from bot.library.generations import RecordedEncoder, commit, is_whole, make, settle, sweep, tidy
from bot.library.head import Head
from bot.library.lock import WriterLock
from bot.library.manifest import Manifest
from bot.library.pages import put_page
from bot.library.parts import Parts, sample_parts
from bot.library.pending import (
    PendingInput,
    add_pending,
    collect_pending,
    count_noted,
    pending_batches,
    store_vectors,
)
from bot.library.schema import connect_writer, transaction
from bot.library.unread import Unread, forget, remember, unread_files
from bot.records import Document, Passage

INPUTS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the head knows of a document: enough to see whether its file must be read again."""

    source_sha256: str
    recipe: str
    location: str

    def is_of(self, source_sha256: str, location: str, recipe: str) -> bool:
        """Whether reading a file of that hash from `location` with `recipe` would give the same version."""
        return (self.source_sha256, self.location, self.recipe) == (source_sha256, location, recipe)


class Writer:
    """The one writer of an index folder, from `__enter__` to `__exit__`.

    Entering raises IndexBusy, naming the process, while another writes, and SettingsError when the folder cannot be
    written.
    Each call is one transaction (`publish`: several, see `bot.library.generations`), so what was written before a
    kill is found by the next writer. All methods raise DiskFull when there is no room left.
    """

    def __init__(self, folder: Path, command: str, *, timeout_s: float = 0) -> None:
        self._folder = folder
        self._lock = WriterLock(folder, command)
        self._timeout_s = timeout_s
        self._connection: sqlite3.Connection
        self._collected_for: str | None = None

    def __enter__(self) -> "Writer":
        with named_failures(self._folder):
            self._take_folder()
            try:
                self._connection = connect_writer(self._folder)
                self._open_head()
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with named_failures(self._folder):
                self._connection.close()
        finally:
            self._lock.release()

    def known(self) -> dict[str, KnownDocument]:
        """The documents of the head by id, in the order of their ids."""
        with named_failures(self._folder):
            rows = self._connection.execute(
                "SELECT id, source_sha256, recipe, location FROM documents WHERE removed IS NULL ORDER BY id"
            )
            return {row[0]: KnownDocument(*row[1:]) for row in rows}

    def put(self, document: Document, passages: Sequence[Passage], recipe: str) -> bool:
        """Add a document, or replace the one with its id; False when the head holds exactly this version already.

        Raises IndexDamaged when a passage is not what stands at its place in the text.
        """
        _require_citable(document, passages)
        with named_failures(self._folder), transaction(self._connection):
            return self._noted(self._head.put(document, passages, recipe))

    def put_shared(self, document: Document, passages: Sequence[Passage], recipe: str) -> bool:
        """As `put`, but of documents with the same content only the first, by id, holds it: see `bot.library.head`."""
        _require_citable(document, passages)
        with named_failures(self._folder), transaction(self._connection):
            return self._noted(self._head.put_shared(document, passages, recipe))

    def remove(self, document_id: str) -> bool:
        """Take a document out of the head; False when it is not there. Its text stays for those that share it."""
        with named_failures(self._folder), transaction(self._connection):
            return self._noted(self._head.remove(document_id))

    def figures(self, document_id: str) -> Figures:
        """What the head holds of a document, which must be there, in figures."""
        with named_failures(self._folder):
            return figures_of(self._connection, document_id)

    def unread(self) -> dict[str, Unread]:
        """The files that gave no document when they were last read, by location."""
        with named_failures(self._folder):
            return unread_files(self._connection)

    def remember_unread(self, file: Unread) -> None:
        """Keep that a file gave no document, in place of what was known of it."""
        with named_failures(self._folder):
            remember(self._connection, file)

    def forget_unread(self, location: str) -> None:
        """Forget that a file gave no document."""
        with named_failures(self._folder):
            forget(self._connection, location)

    def put_page(self, folder: str, settings: PageSettings) -> None:
        """Keep what the page says over a folder; empty settings forget it."""
        with named_failures(self._folder):
            put_page(self._connection, folder, settings)

    def count_pending(self, encoder_fingerprint: str) -> int:
        """How many distinct texts of the head have no vector of that encoder."""
        with named_failures(self._folder):
            return collect_pending(self._connection, encoder_fingerprint)

    def collect(self, encoder_fingerprint: str) -> None:
        """Note the texts of the head without a vector of that encoder, and from now on those of what is put."""
        with named_failures(self._folder):
            collect_pending(self._connection, encoder_fingerprint)
            self._collected_for = encoder_fingerprint

    def count_collected(self) -> int:
        """How many distinct texts are noted since `collect`."""
        with named_failures(self._folder):
            return count_noted(self._connection)

    def collected_inputs(self, size: int = INPUTS_AT_ONCE) -> Iterator[tuple[PendingInput, ...]]:
        """The texts noted since `collect`, as `pending_inputs` gives them; at the end none is noted any more."""
        with named_failures(self._folder):
            yield from pending_batches(self._connection, size)

    def pending_inputs(
        self, encoder_fingerprint: str, size: int = INPUTS_AT_ONCE
    ) -> Iterator[tuple[PendingInput, ...]]:
        """The texts without a vector, each once, at most `size` at a time, longest first.

        Vectors may be stored while this goes on.
        """
        with named_failures(self._folder):
            collect_pending(self._connection, encoder_fingerprint)
            yield from pending_batches(self._connection, size)

    def store_vectors(self, encoder_fingerprint: str, hashes: Sequence[bytes], vectors: FloatArray) -> None:
        """Store the unit vectors, shape (len(hashes), d), of the texts with these hashes; all or none.

        Raises IndexDamaged when one is not finite or not of length 1.
        """
        with named_failures(self._folder):
            store_vectors(self._connection, encoder_fingerprint, hashes, vectors)

    def sample_parts(self, count: int) -> list[Parts]:
        """Up to `count` passages of the head, cut after their first sentence; the same ones for equal corpora."""
        with named_failures(self._folder):
            return sample_parts(self._connection, count)

    def publish(self, encoder: EncoderIdentity, cosine_scale: CosineScale | None = None) -> Manifest:
        """Show the head to readers as a new generation; the current one when nothing changed.

        Its derived files are made again if one of them is damaged. `encoder.name` is what loads the model again;
        `cosine_scale` is kept for those who search.
        Raises IndexDamaged when a text has no vector.
        """
        with named_failures(self._folder):
            if self._current and not self._is_changed(encoder):
                manifest = self._repaired(self._current)
                tidy(self._connection, self._folder, manifest)
                return manifest
            manifest = make(
                self._connection,
                self._folder,
                self._number,
                encoder,
                published_at=_now(),
                cosine_scale=cosine_scale,
            )
            commit(self._connection, self._folder, manifest)
            self._open_head()
            tidy(self._connection, self._folder, manifest)
            return manifest

    def publish_same_encoder(self) -> Manifest:
        """Publish with the encoder of the current generation. Raises IndexMissing when nothing was published yet."""
        if self._current is None:
            raise IndexMissing(f"{self._folder} holds no index: run 'footnote build DIR' first.")
        return self.publish(RecordedEncoder.of(self._current), self._current.cosine_scale)

    def repair(self) -> Manifest:
        """Make the derived files of the current generation again from the database, if they are not whole.

        Nothing is encoded. Raises IndexMissing when nothing was published yet, IndexDamaged when the database
        lacks what they are made of.
        """
        if self._current is None:
            raise IndexMissing(f"{self._folder} holds no index: run 'footnote build DIR' first.")
        with named_failures(self._folder):
            return self._repaired(self._current)

    def _take_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(self._timeout_s)
        except OSError as error:
            if is_full(error):
                raise
            raise SettingsError(
                f"{self._folder}: cannot be written ({error.strerror}); choose another folder for the index."
            ) from error

    def _open_head(self) -> None:
        self._current = settle(self._connection, self._folder)
        self._number = self._current.generation + 1 if self._current else 1

    @property
    def _head(self) -> Head:
        return Head(self._connection, self._number)

    def _noted(self, made: tuple[int, ...] | None) -> bool:
        """Whether there was a change; the texts of the rows that were made are noted if somebody collects."""
        if self._collected_for is not None:
            for key in made or ():
                add_pending(self._connection, self._collected_for, key)
        return made is not None

    def _is_changed(self, encoder: EncoderIdentity) -> bool:
        changed = self._connection.execute(
            "SELECT 1 FROM documents WHERE (added = :next AND removed IS NULL) OR (removed = :next AND added < :next)",
            {"next": self._number},
        ).fetchone()
        if changed or self._current is None:
            return True
        # Not the dimension: the fingerprint decides it, and asking for it would load the model.
        recorded = RecordedEncoder.of(self._current)
        return (recorded.name, recorded.fingerprint) != (encoder.name, encoder.fingerprint)

    def _repaired(self, current: Manifest) -> Manifest:
        if is_whole(self._folder, current):
            return current
        manifest = make(
            self._connection,
            self._folder,
            current.generation,
            RecordedEncoder.of(current),
            published_at=current.published_at,
            cosine_scale=current.cosine_scale,
        )
        commit(self._connection, self._folder, manifest)
        self._open_head()
        sweep(self._connection, self._folder)
        return manifest


def _require_citable(document: Document, passages: Sequence[Passage]) -> None:
    for problem in citation_problems(document, passages):
        raise IndexDamaged(f"refused to store {problem}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
