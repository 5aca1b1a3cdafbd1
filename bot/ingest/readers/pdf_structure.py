"""From the pieces of a PDF's text to its blocks: headings and their paths, list items and rows with their lead-ins."""

from collections.abc import Sequence

from bot.ingest.readers.outline import HeadingPath, lead_in_of
from bot.ingest.readers.pdf_headings import Piece, heading_levels
from bot.records.documents import Block, BlockKind, Span


def blocks_of(text: str, pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The blocks of the canonical text, in order."""
    path = HeadingPath()
    blocks: list[Block] = []
    lead_in: Span | None = None
    for k, (piece, level) in enumerate(zip(pieces, heading_levels(pieces), strict=True)):
        kind = BlockKind.HEADING if level else piece.kind
        start = piece.words_start if kind is BlockKind.LIST_ITEM else piece.start
        if level:
            path.enter(level, " ".join(piece.text.split()))
        if k == 0 or pieces[k - 1].kind is not piece.kind or level:
            lead_in = _lead_in(text, blocks[-1:], kind, pieces[k : k + 2])
        is_header = kind is BlockKind.TABLE_ROW and lead_in == Span(piece.start, piece.end)
        blocks.append(Block(kind, start, piece.end, path.path, level, piece.page, None if is_header else lead_in))
    return tuple(blocks)


def table_count(blocks: Sequence[Block]) -> int:
    """How many tables the rows among `blocks` make."""
    rows = [block.kind is BlockKind.TABLE_ROW for block in blocks]
    return sum(is_row and not is_row_before for is_row, is_row_before in zip(rows, [False, *rows], strict=False))


def _lead_in(text: str, before: Sequence[Block], kind: BlockKind, pieces: Sequence[Piece]) -> Span | None:
    """What introduces the list or table that begins with the first of `pieces`, below the block `before`."""
    if kind is BlockKind.TABLE_ROW:
        return Span(pieces[0].start, pieces[0].end) if _is_header(pieces) else None
    if kind is BlockKind.LIST_ITEM and before and before[0].kind is BlockKind.PARAGRAPH:
        return lead_in_of(text, Span(before[0].start, before[0].end))
    return None


def _is_header(pieces: Sequence[Piece]) -> bool:
    """Whether a table's first row names its columns: no figures, above a row that has some, or bold above plain."""
    if len(pieces) < 2 or pieces[1].kind is not BlockKind.TABLE_ROW or _has_digits(pieces[0]):
        return False
    return _has_digits(pieces[1]) or (pieces[0].is_bold and not pieces[1].is_bold)


def _has_digits(piece: Piece) -> bool:
    return any(character.isdecimal() for character in piece.text)
