"""What the owners of the built folders want of the answers over them."""

import json
import sqlite3

from bot.config import FolderSettings
from bot.library.schema import transaction
from bot.records import SourceClass

# Made when a folder first sets any of it, so that an index without is read as before.
TABLE = "CREATE TABLE IF NOT EXISTS answering (folder TEXT PRIMARY KEY, care INTEGER NOT NULL, yielding TEXT NOT NULL)"


def put_settings(connection: sqlite3.Connection, folder: str, settings: FolderSettings) -> None:
    """Keep the settings of a folder in place of those it had; readers see them at once."""
    with transaction(connection):
        connection.execute(TABLE)
        connection.execute("DELETE FROM pages WHERE folder = ?", (folder,))
        connection.execute("DELETE FROM answering WHERE folder = ?", (folder,))
        if settings.notice or settings.examples:
            connection.execute(
                "INSERT INTO pages VALUES (?, ?, ?)", (folder, settings.notice, _json(settings.examples))
            )
        if settings.care or settings.yielding:
            yielding = _json(settings.yielding)
            connection.execute("INSERT INTO answering VALUES (?, ?, ?)", (folder, settings.care, yielding))


def settings_of(connection: sqlite3.Connection) -> FolderSettings:
    """The settings of all folders as one, in the order of their names.

    Each notice and each example comes once; care is taken, and a source class yields, when any folder asks for it.
    """
    rows = connection.execute("SELECT notice, examples FROM pages ORDER BY folder").fetchall()
    notices = dict.fromkeys(notice for notice, _ in rows if notice)
    examples = dict.fromkeys(example for _, listed in rows for example in json.loads(listed))
    answering = _answering(connection)
    classes = dict.fromkeys(SourceClass(name) for _, listed in answering for name in json.loads(listed))
    return FolderSettings(" ".join(notices), tuple(examples), any(care for care, _ in answering), tuple(classes))


def _answering(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    is_there = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'answering'").fetchone()
    return connection.execute("SELECT care, yielding FROM answering ORDER BY folder").fetchall() if is_there else []


def _json(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False)
