"""What the owners of the built folders want of the answers over them: one row, so that none can be lost unnoticed."""

import json
import sqlite3
from dataclasses import asdict, replace
from typing import Any

from bot.config import FolderSettings
from bot.errors import IndexDamaged
from bot.library.failures import BUILD_AGAIN
from bot.library.rows import digest, is_proved
from bot.library.schema import transaction
from bot.records import CareGuide, CareNote, Concern, SourceClass, Translation

NOTHING_SET = FolderSettings()


def put_settings(connection: sqlite3.Connection, folder: str, settings: FolderSettings) -> None:
    """Keep the settings of a folder in place of those it had; readers see them at once. Raises IndexDamaged."""
    kept = replace(settings, originals=False, care_examples="")  # asked of the folder itself each time
    with transaction(connection):
        folders = settings_by_folder(connection)
        if kept != folders.pop(folder, NOTHING_SET):
            _store(connection, folders if kept == NOTHING_SET else {**folders, folder: kept})


def settings_of(connection: sqlite3.Connection) -> FolderSettings:
    """The settings of all folders as one, in the order of their names. Raises IndexDamaged.

    Each notice and each example comes once; the guides of all folders tell what gets a word of care, and a source class
    yields when any folder asks for it.
    """
    folders = [settings for _, settings in sorted(settings_by_folder(connection).items())]
    notices = dict.fromkeys(settings.notice for settings in folders if settings.notice)
    examples = dict.fromkeys(example for settings in folders for example in settings.examples)
    classes = dict.fromkeys(name for settings in folders for name in settings.yielding)
    guides = tuple(guide for settings in folders for guide in settings.care)
    return FolderSettings(" ".join(notices), tuple(examples), guides, tuple(classes))


def forget_settings(connection: sqlite3.Connection) -> None:
    """Know of no folder's settings any more."""
    _store(connection, {})


def settings_by_folder(connection: sqlite3.Connection) -> dict[str, FolderSettings]:
    """The settings of each folder that has any. Raises IndexDamaged."""
    row = connection.execute("SELECT key, folders, digest FROM settings").fetchone()
    if row is None or not is_proved(row[-1], row[:-1]):
        raise IndexDamaged(f"the stored settings of the folders are damaged; {BUILD_AGAIN}.")
    return {
        folder: FolderSettings(
            notice=fields["notice"],
            examples=tuple(fields["examples"]),
            care=tuple(map(_guide, fields["care"])),
            yielding=tuple(SourceClass(name) for name in fields["yielding"]),
        )
        for folder, fields in json.loads(row[1]).items()
    }


def _guide(fields: dict[str, Any]) -> CareGuide:
    return CareGuide(
        notes=tuple(map(_note, fields["notes"])),
        encoder=fields["encoder"],
        by_meaning=tuple(fields["by_meaning"]),
        by_words=tuple(fields["by_words"]),
        warning=fields["warning"],
        made_from=fields["made_from"],
    )


def _note(fields: dict[str, Any]) -> CareNote:
    translations = tuple(Translation(one["language"], one["text"]) for one in fields["translations"])
    return CareNote(Concern(fields["kind"]), (), fields["note"], translations)


def _store(connection: sqlite3.Connection, folders: dict[str, FolderSettings]) -> None:
    fields = {folder: asdict(settings) for folder, settings in folders.items()}
    values = (1, json.dumps(fields, ensure_ascii=False, sort_keys=True))
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", (*values, digest(values)))
