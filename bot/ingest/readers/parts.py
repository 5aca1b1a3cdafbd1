"""Putting the files that lie inside a file below each other as one text, and noting those that cannot be read."""

from collections.abc import Callable

from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.inner_files import InnerFiles
from bot.records.documents import Dropped, Extraction

MAX_NOTES = 100  # an archive may hold 65,536 pictures; the receipt is to be read by a person


class Parts:
    """Appends inner files to the text of `builder`, each below its name as a heading of the first level."""

    def __init__(self, inner: InnerFiles, builder: TextBuilder) -> None:
        self._inner = inner
        self._builder = builder
        self._dropped: list[Dropped] = []
        self._tables = 0
        self._repaired = 0
        self.count = 0

    def add(self, name: str, content: Callable[[], bytes]) -> None:
        """Append the file called `name`, or note why not.

        Raises ReadingError when the limit of all archives together is exceeded: then none of it is read.
        """
        try:
            reading = self._inner.read(name, content())
        except ReadingError as error:
            if self._inner.is_overdrawn:
                raise
            self._dropped.append(Dropped(f"{name}: {str(error).rstrip('.')}"))
            return
        self._builder.leave_headings()
        self._builder.heading(1, name)
        self._builder.join(reading.text, reading.blocks)
        self._note(name, reading.extraction)
        self.count += 1

    def _note(self, name: str, extraction: Extraction) -> None:
        self._tables += extraction.tables
        self._repaired += extraction.repaired
        for dropped in extraction.dropped:
            self._dropped.append(Dropped(f"{name}: {dropped.reason}", dropped.characters))
        if extraction.blank_pages:
            self._dropped.append(Dropped(f"{name}: {len(extraction.blank_pages)} pages without text"))

    def extraction(self, encoding: str = "", repaired: int = 0) -> Extraction:
        """The receipt of all parts, and of what stands before them."""
        return Extraction(
            tables=self._builder.tables + self._tables,
            encoding=encoding,
            repaired=repaired + self._repaired,
            dropped=self._noted(),
        )

    def _noted(self) -> tuple[Dropped, ...]:
        """What was left out, the first in full and the rest as a number."""
        first, rest = self._dropped[:MAX_NOTES], self._dropped[MAX_NOTES:]
        more = (
            [Dropped(f"{len(rest)} more files or parts of files", sum(dropped.characters for dropped in rest))]
            if rest
            else []
        )
        return (*first, *more)
