"""What a reader is, and what it hands over."""

from dataclasses import dataclass
from typing import Protocol

from bot.records.documents import NOTHING_NOTED, UNKNOWN, Block, Extraction, Page, SourceClass


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one source: its canonical text, the blocks of it, and what it says about itself.

    `title` is "" when the source names none. A source with `is_indexed` false asks not to be searched.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    publisher: str = UNKNOWN
    source_class: SourceClass = SourceClass.UNKNOWN
    author: str = UNKNOWN
    date: str = UNKNOWN
    origin: str = UNKNOWN
    is_indexed: bool = True
    pages: tuple[Page, ...] = ()
    extraction: Extraction = NOTHING_NOTED


class Reader(Protocol):
    """Reads one format; `version` grows whenever the same bytes would give another `Reading`."""

    @property
    def format(self) -> str:
        """The format's name, as documents record it."""
        ...

    @property
    def version(self) -> int:
        """Counts the changes to what this reader gives."""
        ...

    def read(self, data: bytes) -> Reading:
        """The content of `data`. Raises ReadingError, with reason and remedy, for data that is not of this format."""
        ...
