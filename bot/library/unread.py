"""Files that gave no document, remembered so that the next build does not read them again for nothing."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """A file without a document, as it was when it was read; `reason` is None when it asks not to be indexed."""

    location: str
    source_sha256: str
    recipe: str
    reason: str | None

    def is_of(self, source_sha256: str, recipe: str) -> bool:
        """Whether reading the file with these bytes and this recipe would end the same way."""
        return (self.source_sha256, self.recipe) == (source_sha256, recipe)


def unread_files(connection: sqlite3.Connection) -> dict[str, Unread]:
    """All of them by location, in order."""
    rows = connection.execute("SELECT location, source_sha256, recipe, reason FROM unread ORDER BY location")
    return {row[0]: Unread(*row) for row in rows}


def remember(connection: sqlite3.Connection, file: Unread) -> None:
    """Keep this in place of what was known of the file."""
    connection.execute(
        "INSERT OR REPLACE INTO unread (location, source_sha256, recipe, reason) VALUES (?, ?, ?, ?)",
        (file.location, file.source_sha256, file.recipe, file.reason),
    )


def forget(connection: sqlite3.Connection, location: str) -> None:
    """Know nothing of that file."""
    connection.execute("DELETE FROM unread WHERE location = ?", (location,))
