"""Folders to a published library: compare, read, store, encode what is new, publish."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.config import FolderSettings, ReadingLimits, SplitSettings
from bot.encoders import Encoder
from bot.errors import SettingsError
from bot.ingest.ahead import ReadingAhead
from bot.ingest.calibrating import measure_scale
from bot.ingest.changes import Changes, Memory, compare, is_below
from bot.ingest.collection import own_kind
from bot.ingest.damaged import files_elsewhere, locations, outcome
from bot.ingest.encoding import Encoding
from bot.ingest.folders import SourceFile, Sources, find_sources, root_at, uploads_folder
from bot.ingest.learning import guide_from
from bot.ingest.parsing import ParsingProcess
from bot.ingest.progress import Progress, Stage, no_progress
from bot.ingest.readers import READERS_VERSION
from bot.ingest.report import BuildReport
from bot.ingest.splitter import SPLITTER_VERSION
from bot.ingest.storing import Account
from bot.library import Library, Writer
from bot.records import CareExamples
from bot.records.receipts import LeftOut


def build(
    index: Path | str,
    roots: Sequence[Path | str],
    encoder: Encoder,
    *,
    settings: SplitSettings | None = None,
    limits: ReadingLimits | None = None,
    reference: Encoder | None = None,
    progress: Progress = no_progress,
) -> BuildReport:
    """Bring the library at `index` up to date with the folders or files `roots`, and publish it as a new generation.

    Only new and changed files are read, in a process of their own and within `limits`, and only texts without a
    vector are encoded; documents of these roots whose file is gone are removed, documents of other roots stay.
    Interrupted at any moment, the last published generation keeps serving and the next build goes on from where this
    one stopped. What is damaged in the index is made again, and the report says what could not be. Ranking and
    confidence were fitted with the default encoder: with that as `reference`, the cosines of another are brought to its
    scale.

    Raises:
        NothingToIndex: a root does not exist, or cannot be a folder of documents.
        SettingsError: a root lies in the index or has a footnote.toml that is wrong or beyond the limits, or no
            process can be started within the limits.
        IndexBusy: another process is building.
        EncoderUnavailable: the encoder's model cannot be loaded.
        IndexDamaged: the index is damaged beyond mending, or is of another version.
        DiskFull: there is no room left.
    """
    settings, limits = settings or SplitSettings(), limits or ReadingLimits()
    folders = [root_at(root) for root in roots]
    _require_outside(Path(index).expanduser().resolve(), folders)
    with ParsingProcess(settings, limits) as process:
        settings_by_folder = {folder: process.folder_settings(folder) for folder in folders if folder.is_dir()}
        care = {
            folder: process.care_examples(folder / of_folder.care_examples)
            for folder, of_folder in settings_by_folder.items()
            if of_folder.care_examples
        }
        with Library.write(index) as writer:
            damage = writer.mend()
            memory = _memory(writer, settings, limits, Path(index))
            sources = find_sources(folders, locations(memory.documents, damage))
            own = _own_files(sources, Path(index).expanduser().resolve())
            files = [source for source in sources.files if source not in own]
            changes = compare([*files, *files_elsewhere(damage, files)], folders, memory, file_mib=limits.file_mib)
            account = Account(writer, memory)
            encoding = Encoding(writer, encoder, progress)
            account.settle(changes)
            _read_and_encode(account, encoding, changes, process, progress)
            account.remove(changes.gone)  # those, too, whose new name could not be read
            account.forget_others(location for location in memory.unread if is_below(location, folders))
            writer.discard_damaged()
            encoding.finish_words()
            unlearnt = _put_settings(writer, settings_by_folder, care, encoder)
            became = outcome(damage, writer.known(), folders)
            receipts = account.receipts()
            progress(Stage.PUBLISHING, 0, 1)
            scale = measure_scale(writer, encoder, reference) if reference else None
            manifest = writer.publish(encoder, scale)
            progress(Stage.PUBLISHING, 1, 1)
    return BuildReport(
        receipts=receipts,
        left_out=_left_out(account, sources, own),
        hidden=sources.hidden,
        removed=tuple(sorted(account.removed)),
        encoded=encoding.encoded,
        documents=manifest.documents,
        passages=manifest.passages,
        generation=manifest.generation,
        precision=encoding.precision,
        sandbox=process.last_sandbox,
        mended=became.mended,
        lost=(*became.lost, *unlearnt),
    )


def recipe(settings: SplitSettings) -> str:
    """What decides how a file becomes passages; another recipe means reading and splitting it again."""
    sizes = f"{settings.min_words}-{settings.target_words}-{settings.max_words}"
    return f"readers {READERS_VERSION}, splitter {SPLITTER_VERSION}, words {sizes}"


def _memory(writer: Writer, settings: SplitSettings, limits: ReadingLimits, index: Path) -> Memory:
    """What the library knows. Limits only refuse: what was read within others is read, what was refused is not."""
    own = recipe(settings)
    return Memory(writer.known(), writer.unread(), own, f"{own}, {limits}", uploads_folder(index))


def _put_settings(
    writer: Writer, settings: Mapping[Path, FolderSettings], care: Mapping[Path, CareExamples], encoder: Encoder
) -> tuple[str, ...]:
    """Keep the settings of the folders, with what is learnt from their examples, which is learnt once.

    Gives a sentence for each other folder whose examples were learnt with another encoder, and so count for nothing.
    """
    guides = [guide for kept in writer.settings_by_folder().values() for guide in kept.care]
    for folder, of_folder in settings.items():
        learnt = (guide_from(care[folder], encoder, guides),) if folder in care else ()
        writer.put_settings(str(folder), replace(of_folder, care=learnt))
    return tuple(
        f"What the examples of care of {folder} taught is of another encoder; build that folder again, too."
        for folder, kept in sorted(writer.settings_by_folder().items())
        if any(guide.encoder != encoder.fingerprint for guide in kept.care)
    )


def _read_and_encode(
    account: Account, encoding: Encoding, changes: Changes, process: ParsingProcess, progress: Progress
) -> None:
    """Store the files in their order while the next ones are read, and encode whenever a window is full."""
    total = len(changes.to_read)
    progress(Stage.READING, 0, total)
    with process, ReadingAhead(process, changes.to_read) as ahead:
        for done, read in enumerate(ahead, start=1):
            account.take(read)
            progress(Stage.READING, done, total)
            encoding.keep_up()
    encoding.finish()


def _require_outside(index: Path, folders: Sequence[Path]) -> None:
    for folder in folders:
        if is_below(str(folder), [index]):
            raise SettingsError(f"{folder} lies in the index {index}; give the index a folder of its own.")


def _own_files(sources: Sources, index: Path) -> dict[SourceFile, str]:
    """The files that are Footnote's own, and what they are."""
    kinds = (
        (source, "the index itself" if index in source.path.parents else own_kind(source.path))
        for source in sources.files
    )
    return {source: kind for source, kind in kinds if kind}


def _left_out(account: Account, sources: Sources, own: Mapping[SourceFile, str]) -> tuple[LeftOut, ...]:
    files = (LeftOut(str(source.path), what) for source, what in own.items())
    return tuple(sorted([*account.left_out, *files, *sources.left_out], key=lambda left_out: left_out.path))
