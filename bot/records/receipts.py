"""What a build did with a file: the receipt that its owner gets."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.documents import Dropped


class FileStatus(StrEnum):
    """What became of a file; the first three are indexed by the build at hand."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


INDEXED = (FileStatus.ADDED, FileStatus.CHANGED, FileStatus.MOVED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file of a build. A refused file has a `reason`, in one sentence, and no figures.

    `document` is the id that it has or would get, `moved_from` the one it had under its old name. `pages` is 0 for a
    format without pages, and `passages` for a text that is held by the document `same_as`. `blank_pages` are the
    numbers, from 1, of pages without text, `scans` those of them that show an image. `seconds` is what reading took,
    0 for a file that was not read. With `is_kept` a version of a refused file from before stays in the index.
    """

    path: str
    document: str
    status: FileStatus
    format: str = ""
    pages: int = 0
    characters: int = 0
    passages: int = 0
    tables: int = 0
    blank_pages: tuple[int, ...] = ()
    scans: tuple[int, ...] = ()
    encoding: str = ""
    repaired: int = 0
    dropped: tuple[Dropped, ...] = ()
    has_date: bool = False
    same_as: str = ""
    moved_from: str = ""
    seconds: float = 0.0
    reason: str = ""
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file or folder that is no document, by its owner's wish or by what it is, and why."""

    path: str
    reason: str
