"""Telling headings by how they are set: larger than the text, or bold on lines of their own. In doubt it is text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.records.documents import BlockKind

LARGER = 1.15  # in parts of the text's size; small differences are of fonts, not of rank
SMALLER = 0.95
MAX_ROWS = 3
MAX_CHARS = 160
MAX_LEVEL = 6
MIN_LETTERS = 0.5  # of the characters that are no spaces; figures set large are no headings
MAX_SHARE = 0.35  # of a document's text; where more is set large or bold it says nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk in the canonical text of the whole document, on `page` (from 1) with its first character."""

    kind: BlockKind
    start: int
    end: int
    words_start: int
    page: int
    size: float
    is_bold: bool
    rows: int
    text: str


def heading_levels(pieces: Sequence[Piece]) -> list[int]:
    """The heading level of each piece, 0 for text: the largest are level 1, bold ones of the text's size the last."""
    sizes = Counter[tuple[float, bool]]()
    for piece in pieces:
        sizes[(piece.size, piece.is_bold)] += len(piece.text)
    if not sizes:
        return []
    size, is_bold = max(sizes, key=lambda style: (sizes[style], -style[0]))
    looks = [_is_set_apart(piece, size, is_text_bold=is_bold) for piece in pieces]
    looks = [is_apart and _leads(pieces, looks, k) for k, is_apart in enumerate(looks)]
    chars = sum(len(piece.text) for piece, is_apart in zip(pieces, looks, strict=True) if is_apart)
    if chars > MAX_SHARE * sum(sizes.values()):
        return [0] * len(pieces)
    ranks = sorted({_rank(piece) for piece, is_apart in zip(pieces, looks, strict=True) if is_apart})
    levels = {rank: min(k + 1, MAX_LEVEL) for k, rank in enumerate(ranks)}
    return [levels[_rank(piece)] if is_apart else 0 for piece, is_apart in zip(pieces, looks, strict=True)]


def _is_set_apart(piece: Piece, size: float, *, is_text_bold: bool) -> bool:
    is_numbered = piece.kind is BlockKind.LIST_ITEM and piece.text[:1] not in "•◦▪▫‣·●○■□◆◇►▶➢➤✓✔–—*-"
    if piece.kind is not BlockKind.PARAGRAPH and not is_numbered:
        return False
    if piece.rows > MAX_ROWS or len(piece.text) > MAX_CHARS or not _is_worded(piece.text):
        return False
    if piece.size >= LARGER * size:
        return not piece.text.endswith((",", ";", ":"))
    is_bolder = piece.is_bold and not is_text_bold and piece.size >= SMALLER * size
    return is_bolder and not piece.text.endswith((".", ",", ";", ":"))


def _is_worded(text: str) -> bool:
    letters = sum(character.isalpha() for character in text)
    return letters >= 2 and letters >= MIN_LETTERS * sum(not character.isspace() for character in text)


def _leads(pieces: Sequence[Piece], looks: Sequence[bool], k: int) -> bool:
    """Whether something stands under piece `k`: not the end, and no larger heading, as under an author's name."""
    if k + 1 == len(pieces):
        return False
    return not (looks[k + 1] and pieces[k + 1].size > pieces[k].size)


def _rank(piece: Piece) -> tuple[float, bool]:
    return -round(2 * piece.size) / 2, not piece.is_bold
