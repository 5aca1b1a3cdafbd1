"""What a build does about an index that was damaged: documents are read again from their files, or given up by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.ingest.changes import is_below
from bot.ingest.folders import SourceFile, is_gone
from bot.library import Damage, DamagedDocument, KnownDocument


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was damaged, a sentence each: what was made again, and what could not be."""

    mended: tuple[str, ...]
    lost: tuple[str, ...]


def locations(known: Mapping[str, KnownDocument], damage: Damage) -> dict[str, str]:
    """Where the file of each document lies, by id, as far as that is not damaged itself."""
    unnamed = {document.id for document in damage.documents if not document.is_named}
    return {name: document.location for name, document in known.items() if name not in unnamed}


def files_elsewhere(damage: Damage, files: Sequence[SourceFile]) -> tuple[SourceFile, ...]:
    """The files of damaged documents that this build would not look at, as far as they are still there."""
    seen = {str(source.path) for source in files} | {source.document_id for source in files}
    found = (
        SourceFile(Path(document.location), document.id)
        for document in damage.documents
        if document.is_of_head and not {document.location, document.id} & seen
        if _is_consistent(document) and not is_gone(document.location)
    )
    return tuple(found)


def outcome(damage: Damage, known: Mapping[str, KnownDocument], folders: Sequence[Path]) -> Outcome:
    """What became of the damage, by what is known of the documents after they were read."""
    mended, lost = [], []
    for document in damage.documents:
        if not document.is_of_head:
            continue
        if document.id in known and not known[document.id].is_damaged:
            mended.append(f"{document.id}: was damaged in the index and was read again from its file.")
        else:
            where = f" from {document.location}" if document.location else ""
            lost.append(
                f"{document.id}: was damaged in the index and could not be read again{where}; it is not in the index "
                f"any more."
            )
    if damage.vectors:
        mended.append(f"{len(damage.vectors)} vectors were damaged in the index and were taken out of it.")
    if damage.has_lost_settings:
        mended.append("The settings of the folders were damaged in the index; those of this build were read again.")
        lost += _settings_lost(known, folders)
    return Outcome(tuple(mended), tuple(lost))


def _settings_lost(known: Mapping[str, KnownDocument], folders: Sequence[Path]) -> Iterator[str]:
    others = [document.location for document in known.values() if not is_below(document.location, folders)]
    if others:
        yield f"The settings of the folder of {min(others)} were damaged in the index; build that folder again, too."


def _is_consistent(document: DamagedDocument) -> bool:
    """Whether id and location can be trusted: both are proved, or one says the same as the other."""
    return document.is_named or Path(document.location).as_posix().endswith(f"/{document.id}")
