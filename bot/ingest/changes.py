"""What a build has to do: each file compared, by its hash, with what the library knows of it. Nothing is parsed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import ReadingError
from bot.ingest.folders import VANISHED, SourceFile, is_gone, is_uploaded
from bot.ingest.opening import hash_source
from bot.library import KnownDocument, Unread

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A new or changed file; its hash is "" when it is too large to be read at all.

    `is_known` says whether a document of that id is in the library; `moved_from` is the id of the document that the
    same bytes made under a name or in a folder that is gone, or of this document when its id stays the same.
    `is_upload` says that it lies where uploads are kept.
    """

    source: SourceFile
    source_sha256: str
    is_known: bool
    moved_from: str = ""
    is_upload: bool = False


@dataclass(frozen=True, slots=True)
class FileRefused:
    """A file that need not be read to know that it is refused, and why, in one sentence."""

    source: SourceFile
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The files of a build by what is to be done with them, each in the order of the ids; `gone` are documents."""

    to_read: tuple[FileToRead, ...]
    unchanged: tuple[SourceFile, ...]
    refused: tuple[FileRefused, ...]
    opted_out: tuple[SourceFile, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What the library knows: documents by id, files without one by location, the recipes of both.

    `uploads` is the folder of what readers of its page gave.
    """

    documents: Mapping[str, KnownDocument]
    unread: Mapping[str, Unread]
    recipe: str
    recipe_of_unread: str
    uploads: Path


@dataclass(slots=True)
class _Comparison:
    memory: Memory
    largest_bytes: int
    gone: Set[str]
    absent: Mapping[str, list[str]]
    to_read: list[FileToRead] = field(default_factory=list)
    unchanged: list[SourceFile] = field(default_factory=list)
    refused: list[FileRefused] = field(default_factory=list)
    opted_out: list[SourceFile] = field(default_factory=list)

    def place(self, source: SourceFile) -> None:
        known = self.memory.documents.get(source.document_id)
        location = str(source.path)
        if source.problem:
            self._refuse(source, f"{source.path}: {source.problem}")
            return
        try:
            # A new file that is too large is refused without being read.
            digest = hash_source(source.path, max_bytes=None if known else self.largest_bytes)
        except ReadingError as error:
            self._refuse(source, f"{source.path}: {error}")
            return
        except FileNotFoundError:
            self._refuse(source, f"{source.path}: {VANISHED}")
            return
        except OSError as error:
            self._refuse(source, f"{source.path}: cannot be read ({error.strerror}); check its permissions.")
            return
        # What was an upload stays one at its place, whatever the index is called now and lies beside.
        is_same = known is not None and not known.is_damaged and known.location == location
        was_upload = known is not None and is_same and known.is_upload
        is_upload = was_upload or is_uploaded(source.path, self.memory.uploads)
        if known and known.is_of(digest, location, self.memory.recipe, is_upload=is_upload):
            self.unchanged.append(source)
            return
        unread = self.memory.unread.get(location)
        if unread is None or not unread.is_of(digest, self.memory.recipe_of_unread):
            moved_from = self._moved_from(source, digest, known, is_upload=is_upload)
            self.to_read.append(FileToRead(source, digest, known is not None, moved_from, is_upload))
        elif unread.reason is None:
            self.opted_out.append(source)
        else:
            self._refuse(source, unread.reason)

    def _refuse(self, source: SourceFile, reason: str) -> None:
        self.refused.append(FileRefused(source, reason))

    def _moved_from(self, source: SourceFile, digest: str, known: KnownDocument | None, *, is_upload: bool) -> str:
        """Never is an upload the new place of a document that was none: whose drive is away for a while stays."""
        if known:
            has_moved = known.source_sha256 == digest and known.location != str(source.path)
            return source.document_id if has_moved else ""
        absent = self.absent.get(digest, [])
        for name in absent:
            before = self.memory.documents[name]
            if before.is_upload >= is_upload and (name in self.gone or is_gone(before.location)):
                absent.remove(name)
                return name
        return ""


def compare(files: Sequence[SourceFile], folders: Sequence[Path], memory: Memory, *, file_mib: int) -> Changes:
    """What has to be done so that the library holds `files`, all that lies below `folders`."""
    gone = gone_documents(files, folders, memory.documents)
    comparison = _Comparison(memory, file_mib * MIB, frozenset(gone), _absent(files, gone, memory.documents))
    for source in files:
        comparison.place(source)
    return Changes(
        to_read=tuple(comparison.to_read),
        unchanged=tuple(comparison.unchanged),
        refused=tuple(comparison.refused),
        opted_out=tuple(comparison.opted_out),
        gone=gone,
    )


def _absent(
    files: Iterable[SourceFile], gone: Sequence[str], documents: Mapping[str, KnownDocument]
) -> Mapping[str, list[str]]:
    """The documents whose file was not seen, by its hash: what is gone, then what lay elsewhere and may be gone."""
    passed_over = {source.document_id for source in files} | set(gone)
    by_hash: defaultdict[str, list[str]] = defaultdict(list)
    for name in (*gone, *(name for name in sorted(documents) if name not in passed_over)):
        by_hash[documents[name].source_sha256].append(name)
    return by_hash


def gone_documents(
    files: Sequence[SourceFile], folders: Sequence[Path], documents: Mapping[str, KnownDocument]
) -> tuple[str, ...]:
    """The documents of these folders whose file is not there any more; what cannot be looked into may hold some."""
    kept = {source.document_id for source in files}
    closed = [source.path for source in files if source.problem]
    return tuple(
        name
        for name, document in sorted(documents.items())
        if name not in kept and is_below(document.location, folders) and not is_below(document.location, closed)
    )


def is_below(location: str, folders: Iterable[Path]) -> bool:
    """Whether a location is one of these folders or files, or lies in one."""
    path = Path(location)
    return any(path == folder or folder in path.parents for folder in folders)
