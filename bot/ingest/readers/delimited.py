"""Reads tables written as text: CSV and its kin with tabs, semicolons or bars."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Literal

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.header_rows import names_columns
from bot.ingest.readers.reading import Reading
from bot.records.documents import Extraction
from bot.text.normalise import clean, decode

DELIMITERS = (",", "\t", ";", "|")  # of equally likely ones the first
NO_DELIMITER = "\x1f"  # a control character, the "unit separator", that next to no text holds
NOT_PARTED = (0.0, 0)
SAMPLE_ROWS = 200
SAMPLE_CHARS = 262_144

# A first line by which Excel parts the others, and which it does not show.
_DECLARED = re.compile(r'"?sep=([^\w\s"]|\t)"?[,;\t ]*(?:\n|$)', re.IGNORECASE)
_BEHIND_THE_END = "\x00"  # no clean text holds it


class DelimitedReader:
    """A table of delimited text; each row is a block that carries the header row, where there is one."""

    format = "csv"
    version = 2

    def read(self, data: bytes) -> Reading:
        """The rows of `data`, cells parted by " | ", white space inside a cell collapsed, empty rows left out.

        The delimiter is the one that a first line such as "sep=;" declares, else guessed by how evenly it parts the
        first rows.
        """
        decoded = decode(data)
        text = clean(decoded.text)
        builder = TextBuilder()
        builder.open_table()
        declared = _DECLARED.match(text)
        if declared:
            text = text[declared.end() :]
        delimiter = declared[1] if declared else _delimiter(text[:SAMPLE_CHARS])
        for position, cells in enumerate(_rows(text, delimiter)):
            builder.row(cells, is_header=position == 0 and names_columns(cells))
        builder.close_table()
        written, blocks = builder.finish()
        return Reading(
            text=written,
            blocks=blocks,
            extraction=Extraction(tables=builder.tables, encoding=decoded.encoding, repaired=decoded.repaired),
        )


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of `text` that hold anything. A quotation mark that is never closed quotes nothing."""
    before = csv.field_size_limit(len(text) + 1)  # a cell may be as long as the file
    try:
        *rows, last = _parsed(f"{text}\n{_BEHIND_THE_END}", delimiter, csv.QUOTE_MINIMAL)
        if last != [_BEHIND_THE_END]:
            rows = list(_parsed(text, delimiter, csv.QUOTE_NONE))
    finally:
        csv.field_size_limit(before)
    yield from (row for row in rows if any(cell.strip() for cell in row))


def _parsed(text: str, delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    return csv.reader(StringIO(text), delimiter=delimiter, quoting=quoting)


def _delimiter(sample: str) -> str:
    """The delimiter that parts most of the first rows into the same number of cells, and more than one.

    Where none does, the table has a single column.
    """
    evenness = [_evenness(sample, delimiter) for delimiter in DELIMITERS]
    best = max(evenness)
    return DELIMITERS[evenness.index(best)] if best > NOT_PARTED else NO_DELIMITER


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """The share of the first rows that have the usual number of cells, and that number."""
    rows = islice(_rows(sample, delimiter), SAMPLE_ROWS)
    sizes = Counter(len(row) for row in rows)
    if not sizes:
        return NOT_PARTED
    size, rows_of_size = max(sizes.items(), key=lambda item: (item[1], item[0]))
    return (rows_of_size / sizes.total(), size) if size > 1 else NOT_PARTED
