"""A built index, opened for reading: its newest generation, its documents, its state, its proof."""

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from bot.config import FolderSettings
from bot.errors import FootnoteError, IndexBusy, IndexDamaged, IndexMissing, SettingsError
from bot.library.derived import Derived, load
from bot.library.failures import named_failures
from bot.library.generations import newest, read_manifest
from bot.library.manifest import MANIFEST, Manifest
from bot.library.schema import DATABASE
from bot.library.seal import require_whole_log
from bot.library.settings import settings_of
from bot.library.snapshot import Snapshot
from bot.library.verify import VerifyReport, nothing_verified, verify
from bot.library.view import DocumentSummary, Readers, Superseded, View
from bot.library.writer import Writer
from bot.records import CollectionGuide, Document, Guide

ATTEMPTS = 5  # a writer would have to publish twice within microseconds to use one up
REPAIR_WAIT_S = 30.0  # for another process, which may be making the same files


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds and from what it was built; `published_at` is UTC, ISO 8601."""

    path: str
    generation: int
    published_at: str
    documents: int
    passages: int
    sentences: int
    encoder_name: str
    encoder_fingerprint: str
    dimension: int
    calibration: str
    database_bytes: int
    derived_bytes: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """A manifest, and the state of `manifest.json` it was read from."""

    signature: tuple[int, int, int] | None
    manifest: Manifest


class Library:
    """An index folder that answers from its newest published generation. Safe to use from several threads.

    Use `Library.open(path)` to read and `Library.write(path)` to change what is in it. Neither FAISS nor tantivy is
    loaded before the first `snapshot`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers = Readers(path)
        weakref.finalize(self, self._readers.close)
        self._lock = threading.RLock()
        self._seen: _Seen | None = None
        self._opened: tuple[Manifest, Derived] | None = None

    @classmethod
    def open(cls, path: Path | str) -> "Library":
        """The library in that folder.

        Raises:
            IndexMissing: nothing was published there yet.
            IndexDamaged: the database is broken, has lost what was published last, or is of another version.
        """
        library = cls(Path(path))
        library.manifest()
        return library

    @staticmethod
    def write(path: Path | str, *, command: str = "footnote build") -> Writer:
        """The writer of that folder, which is made when absent; to be used in a `with` statement.

        Entering raises IndexBusy, naming the process, its `command` and since when, while another holds it.
        """
        return Writer(Path(path), command)

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; snapshots that are still held go on working."""
        self._readers.close()
        with self._lock:
            self._opened = None

    def manifest(self) -> Manifest:
        """The manifest of the newest generation; costs a look at the file's time when it did not change."""
        with self._lock:
            signature = self._signature()
            if self._seen is None or signature is None or self._seen.signature != signature:
                self._seen = _Seen(signature, self._read_manifest())
            return self._seen.manifest

    def snapshot(self) -> Snapshot:
        """The newest generation, opened. Damaged derived files are made again from the database first.

        Raises:
            IndexDamaged: the database cannot give them either, or the folder is read-only.
            IndexBusy: they are damaged and another process is writing for longer than 30 seconds.
        """
        for _ in range(ATTEMPTS):
            derived = self._derived()
            with suppress(Superseded):
                return Snapshot(View(self._readers, self.path, derived[0]), derived[1], derived[0])
            self._forget()
        raise IndexBusy(f"{self.path}: new generations are published faster than they can be opened; try again.")

    def text(self, document_id: str) -> str:
        """The canonical text of a document. Raises DocumentMissing."""
        return self.document(document_id).text

    def document(self, document_id: str) -> Document:
        """The document of that id. Raises DocumentMissing, with the ids that look like it."""
        with self._view() as view:
            return view.document(document_id)

    def documents(self) -> tuple[DocumentSummary, ...]:
        """All documents without their texts, by id."""
        with self._view() as view:
            return view.documents()

    def guide(self, document_id: str) -> Guide:
        """What a document is about: quoted, cited, made by the build. Raises DocumentMissing.

        Whether its questions are answered, only a search can tell: `bot.chatbot.ChatBot.guide`.
        """
        with self.snapshot() as snapshot:
            return snapshot.guide(document_id)

    def collection_guide(self) -> CollectionGuide:
        """What all documents are about: their subjects and periods."""
        with self.snapshot() as snapshot:
            return snapshot.collection_guide()

    def settings(self) -> FolderSettings:
        """What the owners of the built folders want of the answers over them, as one; see `settings_of`."""
        connection = self._readers.lend()
        try:
            with named_failures(self.path / DATABASE):
                return settings_of(connection)
        finally:
            self._readers.take_back(connection)

    def status(self) -> Status:
        """What the index holds, by its manifest, and how large it is."""
        manifest = self.manifest()
        return Status(
            path=str(self.path),
            generation=manifest.generation,
            published_at=manifest.published_at,
            documents=manifest.documents,
            passages=manifest.passages,
            sentences=manifest.sentences,
            encoder_name=manifest.encoder_name,
            encoder_fingerprint=manifest.encoder_fingerprint,
            dimension=manifest.dimension,
            calibration=manifest.calibration,
            database_bytes=sum(file.stat().st_size for file in sorted(self.path.glob(f"{DATABASE}*"))),
            derived_bytes=sum(file.size for file in manifest.files),
        )

    def verify(self) -> VerifyReport:
        """Prove every text, passage, sentence, vector and file again, of the newest generation and beside it."""
        try:
            connection = self._readers.lend()
        except IndexDamaged as damage:
            return nothing_verified(damage)
        try:
            with named_failures(self.path / DATABASE):
                connection.execute("BEGIN")  # what is read stays as it is while others publish
                return verify(self.path, connection, self.manifest())
        except IndexDamaged as damage:
            return nothing_verified(damage)
        finally:
            self._readers.take_back(connection)

    @contextmanager
    def _view(self) -> Iterator[View]:
        for _ in range(ATTEMPTS):
            with suppress(Superseded):
                view = View(self._readers, self.path, self.manifest())
                break
            self._forget()
        else:
            raise IndexBusy(f"{self.path}: new generations are published faster than they can be read; try again.")
        try:
            yield view
        finally:
            view.close()

    def _derived(self) -> tuple[Manifest, Derived]:
        with self._lock:
            manifest = self.manifest()
            if self._opened is None or self._opened[0] != manifest:
                self._opened = None  # before the next is loaded: both may not fit into memory
                self._opened = self._load(manifest)
            return self._opened

    def _load(self, manifest: Manifest) -> tuple[Manifest, Derived]:
        try:
            return manifest, load(self.path, manifest)
        except IndexDamaged as damage:
            self._forget()
            current = self.manifest()
            if current == manifest:
                current = self._repair(damage)
            return current, load(self.path, current)

    def _repair(self, damage: IndexDamaged) -> Manifest:
        try:
            with Writer(self.path, "rebuilding damaged files", timeout_s=REPAIR_WAIT_S) as writer:
                writer.repair()
        except IndexBusy as error:
            raise IndexBusy(f"{damage} It can be made again from the database, but {error}") from error
        except (SettingsError, OSError) as error:
            raise IndexDamaged(
                f"{damage} It can be made again from the database, but nothing can be written there ({error})."
            ) from error
        self._forget()
        return self.manifest()

    def _forget(self) -> None:
        with self._lock:
            self._seen = None

    def _signature(self) -> tuple[int, int, int] | None:
        try:
            found = (self.path / MANIFEST).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read_manifest(self) -> Manifest:
        """What is read only here is proved here: the write-ahead log, the settings, the manifest."""
        require_whole_log(self.path)
        connection = self._readers.lend()
        try:
            with named_failures(self.path / DATABASE):
                settings_of(connection)
                manifest = newest(connection, self.path)
                if manifest and read_manifest(self.path) == manifest.to_text():
                    return manifest
        finally:
            self._readers.take_back(connection)
        if manifest is None:
            raise IndexMissing(f"{self.path} holds no published index: run 'footnote build DIR'.")
        self._restore_manifest()
        return manifest

    def _restore_manifest(self) -> None:
        """Have a writer put a whole `manifest.json` back, if that can be had at once; the database serves as well."""
        with suppress(FootnoteError, OSError), Writer(self.path, "restoring the manifest"):
            pass


def encoder_of(path: Path | str) -> str | None:
    """The name of the encoder that built the index in that folder; None when nothing was published there.

    Of a damaged index, which a build with that encoder may mend, it is what `manifest.json` says.
    """
    try:
        with Library.open(path) as library:
            return library.manifest().encoder_name
    except IndexMissing:
        return None
    except IndexDamaged:
        text = read_manifest(Path(path))
        if text is None:
            raise
        return Manifest.from_text(text, Path(path) / MANIFEST).encoder_name
