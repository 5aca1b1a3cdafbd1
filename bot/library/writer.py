"""Writing to a library: documents go into the head, and a publication shows the head to readers."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType

from bot.config import FolderSettings
from bot.encoders import EncoderIdentity, FloatArray
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged, SettingsError
from bot.library.checks import citation_problems
from bot.library.corpus_words import words_to_encode
from bot.library.failures import BUILD_AGAIN, START_AGAIN, is_full, named_failures
from bot.library.figures import Figures, figures_of
from bot.library.generations import RecordedEncoder
from bot.library.head import Head
from bot.library.known import KnownDocument, known_documents
from bot.library.lock import WriterLock
from bot.library.manifest import Manifest
from bot.library.mending import NO_DAMAGE, Damage, discard_damaged, find_damage, mend, structure_problems
from bot.library.parts import Parts, sample_parts
from bot.library.pending import (
    PendingInput,
    add_pending,
    collect_pending,
    count_noted,
    pending_batches,
    store_vectors,
)
from bot.library.publishing import Publisher
from bot.library.schema import DATABASE, checkpoint, connect_writer, transaction
from bot.library.seal import break_seal, holds, put_seal
from bot.library.settings import put_settings, settings_by_folder
from bot.library.unread import Unread, forget, remember, unread_files
from bot.records import Document, Passage

INPUTS_AT_ONCE = 256


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
        self._publisher: Publisher
        self._is_sound = False  # every row is known to be as it was stored
        self._is_sealed = False  # nobody but the last writer has touched it
        self._collected_for: str | None = None

    def __enter__(self) -> "Writer":
        with self._failures():
            self._take_folder()
            try:
                self._is_sound = self._is_sealed = self._take_seal()
                self._connection = connect_writer(self._folder)
                self._publisher = Publisher(self._connection, self._folder)
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._failures():
                self._close()
        finally:
            self._lock.release()

    def mend(self) -> Damage:
        """Put aside whatever is not as it was stored, so that a build makes it again; what that was.

        Of a sealed database nothing is read but the seal's own proof. Raises IndexDamaged when nothing can be mended.
        """
        if self._is_sound:
            return NO_DAMAGE
        with self._failures():
            damage = mend(self._connection)
        self._is_sound = True
        return damage

    def discard_damaged(self) -> None:
        """Take out of the head what `mend` put aside and nobody has put again."""
        with self._failures(), transaction(self._connection):
            discard_damaged(self._connection, self._publisher.next_number)

    def known(self) -> dict[str, KnownDocument]:
        """The documents of the head by id, in the order of their ids."""
        with self._failures():
            return known_documents(self._connection)

    def put(self, document: Document, passages: Sequence[Passage], recipe: str) -> bool:
        """Add a document, or replace the one with its id; False when the head holds exactly this version already.

        Raises IndexDamaged when a passage is not what stands at its place in the text.
        """
        _require_citable(document, passages)
        with self._failures(), transaction(self._connection):
            return self._noted(self._head.put(document, passages, recipe))

    def put_shared(self, document: Document, passages: Sequence[Passage], recipe: str, *, moved_from: str = "") -> bool:
        """As `put`, but of documents with the same content only the oldest holds it: see `bot.library.head`.

        With `moved_from` it takes the place of the document of that id.
        """
        _require_citable(document, passages)
        with self._failures(), transaction(self._connection):
            return self._noted(self._head.put_shared(document, passages, recipe, moved_from))

    def remove(self, document_id: str) -> bool:
        """Take a document out of the head; False when it is not there. Its text stays for those that share it.

        Raises IndexDamaged when it should go on to another document and is not as it was stored.
        """
        with self._failures(), transaction(self._connection):
            return self._noted(self._head.remove(document_id))

    def figures(self, document_id: str) -> Figures:
        """What the head holds of a document, which must be there, in figures."""
        with self._failures():
            return figures_of(self._connection, document_id)

    def unread(self) -> dict[str, Unread]:
        """The files that gave no document when they were last read, by location."""
        with self._failures():
            return unread_files(self._connection)

    def remember_unread(self, file: Unread) -> None:
        """Keep that a file gave no document, in place of what was known of it."""
        with self._failures():
            remember(self._connection, file)

    def forget_unread(self, location: str) -> None:
        """Forget that a file gave no document."""
        with self._failures():
            forget(self._connection, location)

    def put_settings(self, folder: str, settings: FolderSettings) -> None:
        """Keep the settings of a folder in place of those it had; empty ones forget it."""
        with self._failures():
            put_settings(self._connection, folder, settings)

    def settings_by_folder(self) -> dict[str, FolderSettings]:
        """The settings that are kept, of each folder that has any."""
        with self._failures():
            return settings_by_folder(self._connection)

    def count_pending(self, encoder_fingerprint: str) -> int:
        """How many distinct texts of the head have no vector of that encoder."""
        with self._failures():
            return collect_pending(self._connection, encoder_fingerprint)

    def collect(self, encoder_fingerprint: str) -> None:
        """Note the texts of the head without a vector of that encoder, and from now on those of what is put."""
        with self._failures():
            collect_pending(self._connection, encoder_fingerprint)
            self._collected_for = encoder_fingerprint

    def count_collected(self) -> int:
        """How many distinct texts are noted since `collect`."""
        with self._failures():
            return count_noted(self._connection)

    def collected_inputs(self, size: int = INPUTS_AT_ONCE) -> Iterator[tuple[PendingInput, ...]]:
        """The texts noted since `collect`, as `pending_inputs` gives them; at the end none is noted any more."""
        with self._failures():
            yield from pending_batches(self._connection, size)

    def pending_inputs(
        self, encoder_fingerprint: str, size: int = INPUTS_AT_ONCE
    ) -> Iterator[tuple[PendingInput, ...]]:
        """The texts without a vector, each once, at most `size` at a time, longest first.

        Vectors may be stored while this goes on.
        """
        with self._failures():
            collect_pending(self._connection, encoder_fingerprint)
            yield from pending_batches(self._connection, size)

    def words_to_encode(self, encoder: EncoderIdentity) -> list[PendingInput]:
        """The words of the head that soft matching looks among and that have no vector, longest first.

        None when readers see the same head already and no vector can have been lost since.
        """
        with self._failures():
            if self._is_sealed and not self._publisher.is_changed(encoder):
                return []
            return words_to_encode(self._connection, self._publisher.next_number, encoder.fingerprint)

    def store_vectors(self, encoder_fingerprint: str, hashes: Sequence[bytes], vectors: FloatArray) -> None:
        """Store the unit vectors, shape (len(hashes), d), of the texts with these hashes; all or none.

        Raises IndexDamaged when one is not finite or not of length 1.
        """
        with self._failures():
            store_vectors(self._connection, encoder_fingerprint, hashes, vectors)

    def sample_parts(self, count: int) -> list[Parts]:
        """Up to `count` passages of the head, cut after their first sentence; the same ones for equal corpora."""
        with self._failures():
            return sample_parts(self._connection, count)

    def publish(self, encoder: EncoderIdentity, cosine_scale: CosineScale | None = None) -> Manifest:
        """Show the head to readers as a new generation; the current one when nothing changed.

        Its derived files are made again if one of them is damaged. `encoder.name` is what loads the model again;
        `cosine_scale` is kept for those who search.
        Raises IndexDamaged when a text has no vector, or anything is not as it was stored.
        """
        self._require_sound()
        with self._failures():
            return self._publisher.publish(encoder, cosine_scale)

    def publish_same_encoder(self) -> Manifest:
        """Publish with the encoder of the current generation. Raises IndexMissing when nothing was published yet."""
        current = self._publisher.current
        return self.publish(RecordedEncoder.of(current), current.cosine_scale)

    def repair(self) -> Manifest:
        """Make the derived files of the current generation again from the database, if they are not whole.

        Nothing is encoded. Raises IndexMissing when nothing was published yet, IndexDamaged when the database
        lacks what they are made of or anything in it is not as it was stored.
        """
        self._require_sound()
        with self._failures():
            return self._publisher.repair()

    def _failures(self) -> AbstractContextManager[None]:
        return named_failures(self._folder / DATABASE, START_AGAIN)

    def _take_seal(self) -> bool:
        """Whether the database is as the last writer left it, or new. A seal that does not hold stays as evidence."""
        is_new = not (self._folder / DATABASE).exists()
        is_sealed = holds(self._folder)
        if is_sealed:
            break_seal(self._folder)
        return is_sealed or is_new

    def _require_sound(self) -> None:
        if self._is_sound:
            return
        with self._failures():
            problems = [*structure_problems(self._connection), *find_damage(self._connection).problems()]
        if problems:
            raise IndexDamaged(f"{self._folder / DATABASE}: {problems[0].rstrip('.')}; {BUILD_AGAIN}.")
        self._is_sound = True

    def _close(self) -> None:
        is_quiet = not self._connection.in_transaction
        with suppress(sqlite3.Error):  # no room, or no rights any more: the log stays, and is sealed as it is
            checkpoint(self._connection)
        self._connection.close()
        if self._is_sound and is_quiet:
            with suppress(OSError):
                put_seal(self._folder)

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

    @property
    def _head(self) -> Head:
        return Head(self._connection, self._publisher.next_number)

    def _noted(self, made: tuple[int, ...] | None) -> bool:
        """Whether there was a change; the texts of the rows that were made are noted if somebody collects."""
        if self._collected_for is not None:
            for key in made or ():
                add_pending(self._connection, self._collected_for, key)
        return made is not None


def _require_citable(document: Document, passages: Sequence[Passage]) -> None:
    for problem in citation_problems(document, passages):
        raise IndexDamaged(f"refused to store {problem}")
