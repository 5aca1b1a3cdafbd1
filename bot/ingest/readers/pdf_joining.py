"""From the pages of a PDF to one canonical text: the bodies in order, then all running headers and footers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.ingest.readers.pdf_body import Body, Placed
from bot.ingest.readers.pdf_headings import Piece
from bot.ingest.readers.pdf_paragraphs import goes_on, is_other_size, joins_word
from bot.records.documents import BlockKind, Page

BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class PageBody:
    """What joining needs of a page: its label, its furniture, its body, and the lines of its furniture."""

    label: str
    furniture: tuple[int, ...]
    body: Body
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The canonical text, its pieces in order, and its pages."""

    text: str
    pieces: tuple[Piece, ...]
    pages: tuple[Page, ...]


class Joiner:
    """Takes the pages one by one, so that only one page's layout is in memory."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []
        self._pages: list[Page] = []
        self._furniture: list[str] = []

    @property
    def length(self) -> int:
        """How many characters there are so far."""
        return self._length

    def add(self, page: PageBody) -> None:
        """Add the next page."""
        self._furniture += page.lines
        body = page.body
        if not body.placed:
            self._pages.append(Page(page.label, self._length, self._length, page.furniture))
            return
        is_joined = self._joins(body.placed[0], body.text)
        start = self._length
        self._append(body.text)
        self._pages.append(Page(page.label, start, self._length, page.furniture))
        pieces = list(_pieces(body, start, len(self._pages)))
        if is_joined:
            last, first = self._pieces.pop(), pieces.pop(0)
            text = last.text + self._parts[-2] + first.text
            pieces.insert(0, replace(last, end=first.end, rows=last.rows + first.rows, text=text))
        self._pieces += pieces

    def finish(self) -> Joined:
        """The whole text, the furniture at its end."""
        if self._furniture:
            self._append(BETWEEN if self._length else "")
            self._append("\n".join(self._furniture))
        return Joined("".join(self._parts), tuple(self._pieces), tuple(self._pages))

    def _joins(self, first: Placed, text: str) -> bool:
        """Write what stands before a page that begins with `first`; whether its paragraph began on an earlier page."""
        if not self._pieces:
            return False
        last = self._pieces[-1]
        begin = text[first.start : first.end]
        is_text = last.kind is not BlockKind.TABLE_ROW and first.chunk.kind is BlockKind.PARAGRAPH
        is_alike = not is_other_size(last.size, first.chunk.size) and last.is_bold == first.chunk.is_bold
        if not (is_text and is_alike and goes_on(last.text, begin)):
            self._append(BETWEEN)
            return False
        if joins_word(last.text, begin):
            self._cut_hyphen()
            self._append("")
        else:
            self._append(" ")
        return True

    def _cut_hyphen(self) -> None:
        self._parts[-1] = self._parts[-1][:-1]
        self._length -= 1
        last = self._pieces[-1]
        self._pieces[-1] = replace(last, end=last.end - 1, text=last.text[:-1])
        for k in range(len(self._pages) - 1, -1, -1):
            page = self._pages[k]
            if page.end <= self._length:
                break
            self._pages[k] = replace(page, start=min(page.start, self._length), end=self._length)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _pieces(body: Body, start: int, page: int) -> Iterator[Piece]:
    for placed in body.placed:
        yield Piece(
            kind=placed.chunk.kind,
            start=start + placed.start,
            end=start + placed.end,
            words_start=start + placed.words_start,
            page=page,
            size=placed.chunk.size,
            is_bold=placed.chunk.is_bold,
            rows=len(placed.chunk.rows),
            text=body.text[placed.start : placed.end],
        )
