"""The words of a quotation as HTML: rows of a table as a table, the rest as lines; every character of it is there.

What stands around the words and is not quoted, a header row or the number of a list's first item, is shown so that
neither reading nor copying takes it for a part of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from bot.records import Quotation, ShortQuotation, Span
from bot.ui.blocks import MARKER, MarkedText, row_html
from bot.ui.html import element, join

FEWEST_ROWS = 2  # of a table without its header: a bar in a single line may be any other
LINE = re.compile(r"[^\n]+")
BULLET = re.compile(r"\s*[-*+•‣◦–]\s")  # of an item of a list, whatever bars it holds
BAR = re.compile(r"(?:^| )\|(?: |$)")  # between cells, as readers write them, the first or last one empty or not
MARKER_ABOVE = re.compile(rf"(?:^|\n)[ \t]*({MARKER})[ \t]+\Z")


def quotation_html(quotation: Quotation | ShortQuotation, best: Sequence[Span] = ()) -> Markup:
    """What introduces the quotation, and its words with the `best` of them marked, counted from its beginning."""
    marked = MarkedText(quotation.text, best=tuple(best))
    header = _header(quotation)
    lead_in = quotation.lead_in.removesuffix(header).rstrip() if header else quotation.lead_in
    return join(
        element("p", lead_in, class_="fn-lead-in", lang="", dir="auto") if lead_in else None,
        element("blockquote", *_words(marked, header), lang="", dir="auto", data_marker=_marker(quotation)),
    )


def tables(text: str, *, has_header: bool = False) -> tuple[tuple[Span, ...], ...]:
    """The rows of each table in `text`: lines of several cells one below the other.

    With a header above the text, one row at its beginning is enough.
    """
    lines = (Span(*line.span()) for line in LINE.finditer(text))
    groups = (tuple(group) for is_row, group in groupby(lines, key=lambda line: _is_row(line.of(text))) if is_row)
    return tuple(
        rows for rows in groups if len(rows) >= FEWEST_ROWS or (has_header and not text[: rows[0].start].strip())
    )


def _words(marked: MarkedText, header: str) -> Iterator[Markup]:
    end = 0
    for rows in tables(marked.text, has_header=bool(header)):
        yield from _between(marked, end, rows[0].start)
        end = rows[-1].end
        yield _table(marked, rows, header if rows[0].start == 0 else "")
    yield from _between(marked, end, len(marked.text))


def _between(marked: MarkedText, start: int, end: int) -> Iterator[Markup]:
    """The lines before, behind or between tables; the line ends beside a table are there and draw no empty line."""
    words = marked.text[start:end]
    first = start if start == 0 else start + len(words) - len(words.lstrip("\n"))
    last = end if end == len(marked.text) else max(first, start + len(words.rstrip("\n")))
    if start < first:
        yield element("span", marked.html(start, first), hidden=True)
    yield marked.html(first, last)
    if last < end:
        yield element("span", marked.html(last, end), hidden=True)


def _table(marked: MarkedText, rows: tuple[Span, ...], header: str) -> Markup:
    head = element("thead", row_html(Span(0, len(header)), MarkedText(header), "th"), class_="fn-lead-in")
    drawn = []
    for row, end in zip(rows, [*(row.start for row in rows[1:]), rows[-1].end], strict=True):
        behind = element("span", marked.html(row.end, end), hidden=True) if row.end < end else None
        drawn.append(row_html(row, marked, "td", behind))
    table = element("table", head if header else None, element("tbody", *drawn))
    return element("div", table, class_="fn-table", tabindex=0)


def _is_row(line: str) -> bool:
    return BAR.search(line) is not None and BULLET.match(line) is None


def _header(quotation: Quotation | ShortQuotation) -> str:
    """The last line of what introduces the quotation, if it is a row and the quotation begins with one; else ""."""
    header = quotation.lead_in.rsplit("\n", 1)[-1]
    return header if _is_row(header) and _is_row(quotation.text.split("\n", 1)[0]) else ""


def _marker(quotation: Quotation | ShortQuotation) -> str | None:
    """The bullet or number that stands before the quotation when it begins with an item of a list."""
    above = MARKER_ABOVE.search(quotation.citation.prefix)
    return above[1] if above else None
