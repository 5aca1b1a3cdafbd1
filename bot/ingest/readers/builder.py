"""Writing a canonical text block by block, for formats whose markup is not part of the text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ingest.readers.outline import HeadingPath, lead_in_of
from bot.records.documents import Block, BlockKind, Span
from bot.text.normalise import clean

INDENT = "  "
MAX_EMPTY_CELLS = 100  # of a row; more are not shown, or a `colspan` would make text of nothing
MAX_INDENTS = 8  # deeper nesting is drawn no deeper, or hostile nesting would be all indentation


@dataclass(slots=True)
class _List:
    """A list being written: the lead-in of its items, its next number (None for bullets), the item's marker."""

    lead_in: Span | None
    number: int | None
    marker: str = ""


@dataclass(slots=True)
class _Table:
    """A table being written: where its header row stands, and whether a row is written yet."""

    header: Span | None = None
    is_begun: bool = False


class TextBuilder:
    """Collects blocks in reading order and writes the canonical text around them.

    Blocks are parted by a blank line, items and rows by a line end. Markers ("• ", "1. ") and indentation stand
    between blocks, never inside. Text is trimmed and its white space collapsed, but for line ends; code stays as it is.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._last_words = ""
        self._tables = 0
        self._path = HeadingPath()
        self._lists: list[_List] = []
        self._table = _Table()

    def heading(self, level: int, text: str) -> None:
        """Add a heading of `level` 1 to 6."""
        words = " ".join(clean(text).split())
        if words:
            self._path.enter(level, words)
            self._append(BlockKind.HEADING, words, "\n\n", level=level)

    def paragraph(self, text: str) -> None:
        """Add a paragraph, or a further paragraph of the list item being written."""
        lines = _collapsed(text)
        if not lines:
            return
        if self._lists:
            self._item_text(BlockKind.LIST_ITEM, lines)
        else:
            self._append(BlockKind.PARAGRAPH, lines, "\n\n")

    def code(self, text: str) -> None:
        """Add preformatted text; its lines keep their indentation."""
        lines = clean(text).rstrip()
        lines = lines[len(lines) - len(lines.lstrip("\n")) :]
        if not lines.strip():
            return
        indentation = lines[: len(lines) - len(lines.lstrip())]
        if self._lists:
            self._item_text(BlockKind.CODE, lines.lstrip())
        else:
            self._append(BlockKind.CODE, lines.lstrip(), f"\n\n{indentation}")

    def open_list(self, first_number: int | None) -> None:
        """Begin a list, numbered from `first_number` or, with None, bulleted; lists nest."""
        lead_in = self._lead_in_of_list()
        self._lists.append(_List(lead_in, first_number))

    def item(self) -> None:
        """Begin the next item of the innermost list; its text follows."""
        inner = self._lists[-1]
        if inner.number is None:
            inner.marker = "• "
        else:
            inner.marker = f"{inner.number}. "
            inner.number += 1

    def close_list(self) -> None:
        """End the innermost list."""
        self._lists.pop()

    def open_table(self) -> None:
        """Begin a table."""
        self._table = _Table()

    def row(self, cells: list[str], *, is_header: bool) -> None:
        """Add a row of the table; its cells stand on one line, parted by " | "."""
        words = [" ".join(clean(cell).split()) for cell in cells]
        while words and not words[-1]:  # a `colspan` of a million cells, for one
            words.pop()
        if words.count("") > MAX_EMPTY_CELLS:
            words = [word for word in words if word]
        if not words:
            return
        line = " | ".join(words).strip()
        separator = "\n" if self._table.is_begun else "\n\n"
        span = self._append(BlockKind.TABLE_ROW, line, separator, lead_in=self._table.header)
        self._tables += not self._table.is_begun
        self._table.is_begun = True
        if is_header and self._table.header is None:
            self._table.header = span

    def close_table(self) -> None:
        """End the table."""
        self._table = _Table()

    def leave_headings(self) -> None:
        """End the headings in force: what follows is a part of its own, such as the next chapter of a book."""
        self._path = HeadingPath()

    def join(self, text: str, blocks: Sequence[Block]) -> None:
        """Add another canonical text, character for character, with its blocks below the headings in force."""
        if not text.strip():
            return
        start = self._write("\n\n", text).start
        self._blocks += [_moved(block, start, self._path.path) for block in blocks]
        self._last_words = text[blocks[-1].start : blocks[-1].end] if blocks else ""

    @property
    def tables(self) -> int:
        """How many tables have rows."""
        return self._tables

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The canonical text and its blocks."""
        return "".join(self._parts), tuple(self._blocks)

    def _lead_in_of_list(self) -> Span | None:
        if not self._blocks:
            return None
        last = self._blocks[-1]
        is_introduced = last.kind is BlockKind.LIST_ITEM if self._lists else last.kind is BlockKind.PARAGRAPH
        outer = self._lists[-1].lead_in if self._lists else None
        if not is_introduced:
            return outer
        words = self._last_words
        found = lead_in_of(words, Span(0, len(words)))
        return Span(last.start + found.start, last.start + found.end) if found else outer

    def _item_text(self, kind: BlockKind, text: str) -> None:
        inner = self._lists[-1]
        indentation = INDENT * min(len(self._lists) - 1, MAX_INDENTS)
        marker = inner.marker or INDENT
        inner.marker = ""
        is_in_list = bool(self._blocks) and self._blocks[-1].kind is BlockKind.LIST_ITEM
        separator = f"{'' if is_in_list else chr(10)}\n{indentation}{marker}"
        self._append(kind, text, separator, lead_in=inner.lead_in)

    def _append(
        self, kind: BlockKind, text: str, separator: str, *, level: int = 0, lead_in: Span | None = None
    ) -> Span:
        span = self._write(separator, text)
        self._blocks.append(Block(kind, span.start, span.end, self._path.path, level, lead_in=lead_in))
        self._last_words = text
        return span

    def _write(self, separator: str, text: str) -> Span:
        before = separator if self._parts else separator.lstrip("\n")
        start = self._length + len(before)
        self._parts += [before, text]
        self._length = start + len(text)
        return Span(start, self._length)


def _moved(block: Block, by: int, above: tuple[str, ...]) -> Block:
    """`block` of another text as it stands `by` characters further down; pages of a part mean nothing in the whole."""
    lead_in = Span(block.lead_in.start + by, block.lead_in.end + by) if block.lead_in else None
    level = block.level + len(above) if block.level else 0
    return replace(
        block,
        start=block.start + by,
        end=block.end + by,
        headings=above + block.headings,
        level=level,
        page=None,
        lead_in=lead_in,
    )


def _collapsed(text: str) -> str:
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
