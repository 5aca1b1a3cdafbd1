"""What the sources say, as a plain text table."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.records import Aspect, Quotation
from bot.ui.compared import Row, rows, verdict_words

INDENT, GAP = "   ", "  "
WIDEST = 100  # longer lines are hard to read
NARROWEST = 50  # below that the columns would break words
SOURCE_SHARE = 0.3  # of a line; what remains is the wider column, the words


def render_sources(aspects: Sequence[Aspect], quotations: Sequence[Quotation], width: int = WIDEST) -> str:
    """The aspects one below the other: who says it, and in which words.

    Words of one of the `quotations` are followed by its [rank], others by their document and place in it. "" without
    aspects. No line is longer than `width`, down to `NARROWEST`.
    """
    shown = frozenset(quotation.rank for quotation in quotations)
    return "\n\n".join("\n".join(_aspect(aspect, shown, max(width, NARROWEST))) for aspect in aspects)


def _aspect(aspect: Aspect, shown: frozenset[int], width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{aspect.name}: {verdict_words(aspect)}", width)
    source = int(width * SOURCE_SHARE)
    words = width - len(INDENT) - len(GAP) - source
    for row in rows(aspect):
        cells = textwrap.wrap(row.source, source), textwrap.wrap(_words(row, shown), words)
        for name, said in zip_longest(*cells, fillvalue=""):
            yield f"{INDENT}{name:{source}}{GAP}{said}".rstrip()


def _words(row: Row, shown: frozenset[int]) -> str:
    cited = row.citation
    place = f"[{row.rank}]" if row.rank in shown else f"({cited.document}, characters {cited.start}-{cited.end})"
    return f"{row.words} {place}"
