"""Reading files that lie inside a file, such as members of an archive, within limits for all of them together."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.archive_members import MEBIBYTE, Members
from bot.ingest.readers.reading import Reading

ReadNamed = Callable[[str, bytes, "InnerFiles"], Reading]
ZIP_MAGIC = b"PK\x03\x04"


@dataclass(slots=True)
class _Spent:
    """The bytes that all archives inside one file unpack to."""

    unpacked: int = 0


class InnerFiles:
    """Reads what lies inside a file. `depth` counts the files around it, 0 for what lies in the outermost.

    `read_named` reads a file by its name and content; it is handed the `InnerFiles` for what lies inside that one.
    """

    def __init__(
        self, limits: ReadingLimits, read_named: ReadNamed, *, depth: int = 0, spent: _Spent | None = None
    ) -> None:
        self.limits = limits
        self._read_named = read_named
        self._depth = depth
        self._spent = spent or _Spent()

    @property
    def is_overdrawn(self) -> bool:
        """Whether the archives so far unpack to more than the limit: then the outermost file is refused."""
        return self._spent.unpacked > self.limits.unpacked_mib * MEBIBYTE

    def count(self, data: bytes) -> None:
        """Count what `data` unpacks to, if it is an archive. Raises ReadingError when the limit is exceeded."""
        if not data.startswith(ZIP_MAGIC):
            return
        members = Members(data, self.limits)
        self._spent.unpacked += sum(members.size(name) for name in members.names())
        if self.is_overdrawn:
            raise ReadingError(
                f"the archives inside each other unpack to {self._spent.unpacked // MEBIBYTE} MiB or more, the limit "
                f"is {self.limits.unpacked_mib}; split the file or raise --max-unpacked-mib."
            )

    def read(self, name: str, data: bytes) -> Reading:
        """What the file `data`, called `name`, says. Raises ReadingError when it cannot be read."""
        if self._depth >= self.limits.nesting:
            raise ReadingError(f"it lies more than {self.limits.nesting} files deep; unpack it or raise --max-nesting.")
        below = InnerFiles(self.limits, self._read_named, depth=self._depth + 1, spent=self._spent)
        return self._read_named(name, data, below)
