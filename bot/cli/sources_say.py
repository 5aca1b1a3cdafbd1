"""What the sources say, as a plain text table."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.records import Aspect, Quotation
from bot.ui.compared import Row, rows, verdict_words

INDENT, GAP = "   ", "  "
WIDEST = 100  # longer lines are hard to read
NARROWEST = 50  # below that the columns would break words
SOURCE_SHARE, CONDITION_SHARE = 0.24, 0.28  # of a line; what remains is the widest column, the words


@dataclass(frozen=True, slots=True)
class Columns:
    """How many characters each column of a table holds."""

    source: int
    words: int
    condition: int


def render_sources(aspects: Sequence[Aspect], quotations: Sequence[Quotation], width: int = WIDEST) -> str:
    """The aspects one below the other: who says it, in which words, and what it holds for.

    Words of one of the `quotations` are followed by its [rank], others by their document and place in it. "" without
    aspects. No line is longer than `width`, down to `NARROWEST`.
    """
    columns = _columns(max(width, NARROWEST))
    shown = frozenset(quotation.rank for quotation in quotations)
    return "\n\n".join("\n".join(_aspect(aspect, shown, columns)) for aspect in aspects)


def _columns(width: int) -> Columns:
    source, condition = int(width * SOURCE_SHARE), int(width * CONDITION_SHARE)
    return Columns(source, width - len(INDENT) - 2 * len(GAP) - source - condition, condition)


def _aspect(aspect: Aspect, shown: frozenset[int], columns: Columns) -> Iterator[str]:
    yield from textwrap.wrap(f"{aspect.name}: {verdict_words(aspect)}", columns.source + columns.words)
    for of_one in rows(aspect):
        for i, row in enumerate(of_one):
            yield from _lines(["" if i else row.source, _words(row, shown), row.condition], columns)


def _words(row: Row, shown: frozenset[int]) -> str:
    stance = f"{row.stance}: " if row.stance else ""
    cited = row.citation
    place = f"[{row.rank}]" if row.rank in shown else f"({cited.document}, characters {cited.start}-{cited.end})"
    return f"{stance}{row.words} {place}"


def _lines(cells: Sequence[str], columns: Columns) -> Iterator[str]:
    widths = (columns.source, columns.words, columns.condition)
    wrapped = (textwrap.wrap(cell, width) for cell, width in zip(cells, widths, strict=True))
    for lines in zip_longest(*wrapped, fillvalue=""):
        padded = (f"{line:{width}}" for line, width in zip(lines, widths, strict=True))
        yield f"{INDENT}{GAP.join(padded)}".rstrip()
