"""Folders to a published library: read, split, encode what is new, publish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.config import SplitSettings
from bot.encoders import Encoder
from bot.errors import ReadingError
from bot.ingest.calibrating import measure_scale
from bot.ingest.collection import SETTINGS_FILE, read_page_settings
from bot.ingest.encoding import encode_pending
from bot.ingest.folders import SourceFile, find_sources
from bot.ingest.progress import Progress, Stage, no_progress
from bot.ingest.readers import READERS_VERSION, read_document, reader_for
from bot.ingest.splitter import SPLITTER_VERSION, split
from bot.library import KnownDocument, Library, Writer


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read, and why, in one sentence. A version read before stays in the library."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What happened to every file: ids of documents, refusals, and paths that no reader takes or that opt out."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    ignored: tuple[Path, ...]
    encoded: int
    documents: int
    passages: int
    generation: int


@dataclass
class _Tally:
    """The report in the making."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]
    refused: list[Refusal]
    ignored: list[Path]


def build(
    index: Path | str,
    roots: Sequence[Path | str],
    encoder: Encoder,
    *,
    settings: SplitSettings | None = None,
    reference: Encoder | None = None,
    progress: Progress = no_progress,
) -> BuildReport:
    """Bring the library at `index` up to date with the folders or files `roots`, and publish it as a new generation.

    Only new and changed files are read, only texts without a vector are encoded; documents of these roots whose file
    is gone are removed, documents of other roots stay. Interrupted at any moment, the last published generation keeps
    serving and the next build goes on from where this one stopped. Ranking and confidence were fitted with the
    default encoder: with that as `reference`, the cosines of another are brought to its scale.

    Raises:
        NothingToIndex: a root does not exist.
        SettingsError: a root's footnote.toml has a mistake.
        IndexBusy: another process is building.
        EncoderUnavailable: the encoder's model cannot be loaded.
        DiskFull: there is no room left.
    """
    settings = settings or SplitSettings()
    folders = [Path(root).expanduser().resolve() for root in roots]
    pages = {folder: read_page_settings(folder) for folder in folders if folder.is_dir()}
    with Library.write(index) as writer:
        known = writer.known()
        sources = find_sources(folders, {name: document.location for name, document in known.items()})
        tally = _read_all(writer, sources, known, settings, progress)
        for root, page in pages.items():
            writer.put_page(str(root), page)
        removed = _remove_gone(writer, folders, known, sources, tally)
        encoded = encode_pending(writer, encoder, progress)
        progress(Stage.PUBLISHING, 0, 1)
        scale = measure_scale(writer, encoder, reference) if reference else None
        manifest = writer.publish(encoder, scale)
        progress(Stage.PUBLISHING, 1, 1)
    return BuildReport(
        added=tuple(tally.added),
        changed=tuple(tally.changed),
        unchanged=tuple(tally.unchanged),
        removed=removed,
        refused=tuple(tally.refused),
        ignored=tuple(tally.ignored),
        encoded=encoded,
        documents=manifest.documents,
        passages=manifest.passages,
        generation=manifest.generation,
    )


def recipe(settings: SplitSettings) -> str:
    """What decides how a file becomes passages; another recipe means reading and splitting it again."""
    sizes = f"{settings.min_words}-{settings.target_words}-{settings.max_words}"
    return f"readers {READERS_VERSION}, splitter {SPLITTER_VERSION}, words {sizes}"


def _read_all(
    writer: Writer,
    sources: Sequence[SourceFile],
    known: dict[str, KnownDocument],
    settings: SplitSettings,
    progress: Progress,
) -> _Tally:
    tally = _Tally([], [], [], [], [])
    progress(Stage.READING, 0, len(sources))
    for done, source in enumerate(sources, start=1):
        try:
            _read_one(writer, source, known.get(source.document_id), settings, tally)
        except ReadingError as error:
            tally.refused.append(Refusal(source.path, str(error)))
        progress(Stage.READING, done, len(sources))
    return tally


def _read_one(
    writer: Writer, source: SourceFile, known: KnownDocument | None, settings: SplitSettings, tally: _Tally
) -> None:
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{source.path}: cannot be read ({error.strerror}); check its permissions.") from error
    if known and known.is_of(data, str(source.path), recipe(settings)):
        tally.unchanged.append(source.document_id)
        return
    if source.path.name == SETTINGS_FILE:
        return
    if reader_for(source.path, data) is None:
        tally.ignored.append(source.path)
        return
    document = read_document(source.path, source.document_id, data)
    if document is None:
        tally.ignored.append(source.path)
        return
    writer.put(document, split(document, settings), recipe(settings))
    (tally.changed if known else tally.added).append(source.document_id)


def _remove_gone(
    writer: Writer,
    folders: Sequence[Path],
    known: dict[str, KnownDocument],
    sources: Sequence[SourceFile],
    tally: _Tally,
) -> tuple[str, ...]:
    """Remove the documents of `folders` that have no file there any more, or whose file opts out now."""
    ignored = set(tally.ignored)
    kept = {source.document_id for source in sources if source.path not in ignored}
    unreadable = [refusal.path for refusal in tally.refused]
    gone = [
        name
        for name, document in sorted(known.items())
        if name not in kept and _is_below(document.location, folders) and not _is_below(document.location, unreadable)
    ]
    for name in gone:
        writer.remove(name)
    return tuple(gone)


def _is_below(location: str, folders: Iterable[Path]) -> bool:
    path = Path(location)
    return any(path == folder or folder in path.parents for folder in folders)
