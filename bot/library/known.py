"""What the head knows of documents: enough to see whether a file must be read again."""

import sqlite3
from dataclasses import dataclass

KNOWN = "SELECT id, source_sha256, recipe, location, is_upload FROM documents WHERE removed IS NULL ORDER BY id"


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the head, as its file was when it was read."""

    source_sha256: str
    recipe: str
    location: str
    is_upload: bool

    @property
    def is_damaged(self) -> bool:
        """Whether it was found damaged: then no recipe made it, and its file is read again."""
        return not self.recipe

    def is_of(self, source_sha256: str, location: str, recipe: str, *, is_upload: bool) -> bool:
        """Whether reading a file of that hash from `location` with `recipe` would give the same version."""
        same = (self.source_sha256, self.location, self.recipe, self.is_upload)
        return same == (source_sha256, location, recipe, is_upload)


def known_documents(connection: sqlite3.Connection) -> dict[str, KnownDocument]:
    """All of them by id, in order."""
    return {row[0]: KnownDocument(row[1], row[2], row[3], bool(row[4])) for row in connection.execute(KNOWN)}
