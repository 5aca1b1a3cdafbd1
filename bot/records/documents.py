"""What a reader and the splitter produce: documents, blocks, passages, sentences.

All offsets are code points into the document's canonical text, half open (`start <= i < end`). The canonical text is
valid Unicode: no NUL, no lone surrogate, lines end in a line feed; readers see to it (`bot.text.normalise.clean`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

UNKNOWN = "unknown"


class SourceClass(StrEnum):
    """What kind of voice a source is; ordered nowhere, shown to the reader as it stands."""

    ENCYCLOPEDIA = "encyclopedia wiki"
    MAGAZINE = "magazine or blog"
    CLINIC = "clinic or seller"
    REGULATOR = "regulator"
    JOURNAL = "journal"
    UNKNOWN = UNKNOWN


class BlockKind(StrEnum):
    """The structural role of a stretch of canonical text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` inside this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """One structural piece of a document, in reading order, never overlapping another.

    Text between two blocks is separator only; running headers and footers (see `Page`) are in no block. `headings`
    is the path in force, outermost first; a heading's own text is the last element of its path. `lead_in` is the
    span of the words that introduce a list item ("Risks include:") or of the header row that a table row belongs
    to.
    """

    kind: BlockKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    level: int = 0
    page: int | None = None
    lead_in: Span | None = None


def block_at(blocks: Sequence[Block], start: int, end: int) -> Block:
    """The block that the words at these places stand in; a paragraph of its own where there is none."""
    place = bisect_right(blocks, start, key=lambda block: block.start) - 1
    if place >= 0 and start < blocks[place].end:
        return blocks[place]
    return Block(BlockKind.PARAGRAPH, start, end)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged source: what it is called in print ("iv", "12"), and where its words stand.

    `start` and `end` span its body in the canonical text. Running headers and footers are no part of it: they stand
    behind the last page's body, where no block covers them. `furniture` holds the numbers, from 0 from the top down, of
    the page's runs of words that were taken for such; with them the layout of the page gives the same offsets again.
    """

    label: str
    start: int
    end: int
    furniture: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something of a source that no passage can hold: what and why, and how many characters (0: unknown).

    It is not in the canonical text, but for running headers and footers (see `Page`).
    """

    reason: str
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reader noticed while it read: the receipt of a document.

    `encoding` is what bytes were decoded from ("" where the format says it itself) and `repaired` counts the
    characters that could not be decoded. `blank_pages` holds the numbers, from 1, of pages without text; those of
    them that show an image are `scans`.
    """

    tables: int = 0
    encoding: str = ""
    repaired: int = 0
    blank_pages: tuple[int, ...] = ()
    scans: tuple[int, ...] = ()
    dropped: tuple[Dropped, ...] = ()


NOTHING_NOTED = Extraction()


@dataclass(frozen=True, slots=True)
class Document:
    """One source as a reader saw it: the canonical text, its structure, and who says it.

    `id` is the name of the built folder and the path inside it, with forward slashes: `corpus/laser.md`. `location`
    is the absolute path (or URL) of the source. Both hashes are lower-case hexadecimal SHA-256: of the canonical text
    as UTF-8, and of the source file's bytes. `date` is ISO 8601 (year, year-month or day) or "unknown". `origin` says
    where the owner got the source from. `pages` is empty for a format without pages; `Block.page` counts them from 1.
    `is_upload` says that a reader of the page gave the file: then title, publisher, kind of source, author and date are
    no more than what the file says of itself. Where the file lies decides that, never what it holds.
    """

    id: str
    title: str
    location: str
    format: str
    text: str
    text_sha256: str
    source_sha256: str
    blocks: tuple[Block, ...] = ()
    publisher: str = UNKNOWN
    source_class: SourceClass = SourceClass.UNKNOWN
    author: str = UNKNOWN
    date: str = UNKNOWN
    origin: str = UNKNOWN
    pages: tuple[Page, ...] = ()
    extraction: Extraction = NOTHING_NOTED
    is_upload: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside a passage: `text == canonical_text[start:end]`, no white space at either end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous quotation of one document: `text == canonical_text[start:end]`, made of whole sentences.

    `position` counts the passages of a document from 0. `context` is what the encoder reads before the text: title,
    headings and the lead-in when it lies outside the span. `page` is the page of the first character.
    """

    document: str
    position: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    headings: tuple[str, ...] = ()
    context: str = ""
    lead_in: Span | None = None
    page: int | None = None

    @property
    def encoder_input(self) -> str:
        """What is turned into this passage's vector: its context, then its text."""
        return f"{self.context}\n{self.text}" if self.context else self.text

    @property
    def heading_input(self) -> str:
        """What is turned into the vector of this passage's place: title and headings, or the text without any."""
        return self.context.split("\n", 1)[0] or self.text
