"""Files that gave no document, remembered so that the next build does not read them again for nothing."""

import sqlite3
from dataclasses import astuple, dataclass

from bot.library.rows import digest, is_proved

UNREAD = "location, source_sha256, recipe, reason"


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
    """All of them by location, in order; a damaged row is not known of."""
    rows = connection.execute(f"SELECT {UNREAD}, digest FROM unread ORDER BY location")  # noqa: S608 - constants
    return {row[0]: Unread(*row[:-1]) for row in rows if is_proved(row[-1], row[:-1])}


def remember(connection: sqlite3.Connection, file: Unread) -> None:
    """Keep this in place of what was known of the file."""
    values = astuple(file)
    connection.execute(
        f"INSERT OR REPLACE INTO unread ({UNREAD}, digest) VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - constants
        (*values, digest(values)),
    )


def forget(connection: sqlite3.Connection, location: str) -> None:
    """Know nothing of that file."""
    connection.execute("DELETE FROM unread WHERE location = ?", (location,))
