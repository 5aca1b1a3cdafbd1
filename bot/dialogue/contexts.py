"""Quotations taken apart: each sentence, list item or table cell with the words that say what it is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.records import Citation, Quotation, Words

_CELL_END = " | "
# Not bot.text.sentences: that took 3.5 ms for five passages, and only the words shown around a figure hang on it.
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])(?<!e\.g\.\s)(?<!i\.e\.\s)")
_BULLET = re.compile(r"\s*(?:[•*-]|\d{1,3}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence or cell of a quotation; offsets as in `Words`. A cell has the label of its row and of its column."""

    quotation: Quotation
    words: Words
    row: str = ""
    column: str = ""

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.words.text

    @property
    def citation(self) -> Citation:
        """The citation of these words alone."""
        return self.quotation.citation.narrowed(self.words.start, self.words.end)

    @property
    def about(self) -> str:
        """The words with the labels that belong to them."""
        return f"{self.row}: {self.column}: {self.text}" if self.row or self.column else self.text


def contexts(quotations: Sequence[Quotation]) -> tuple[Context, ...]:
    """The sentences, items and cells of all quotations, in order."""
    return tuple(context for quotation in quotations for context in _of(quotation))


def _of(quotation: Quotation) -> Iterator[Context]:
    header = _cells(_table_header(quotation.lead_in))
    position = 0
    for line in quotation.text.splitlines(keepends=True):
        stripped = line.rstrip()
        if _CELL_END not in stripped:
            header = []
            yield from _sentences(quotation, stripped, position)
        elif header:
            yield from _row(quotation, stripped, position, header)
        else:
            header = _cells(stripped)
        position += len(line)


def _table_header(lead_in: str) -> str:
    """The header row in the words that introduce a passage which begins inside a table, or ""."""
    return next((line for line in reversed(lead_in.splitlines()) if _CELL_END in line), "")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.split(_CELL_END)] if row else []


def _sentences(quotation: Quotation, line: str, position: int) -> Iterator[Context]:
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    for end in [*(match.start() for match in _SENTENCE_END.finditer(line, start)), len(line)]:
        text = line[start:end]
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield Context(quotation, _words(quotation, position + start + lead, text.strip()))
        start = end


def _row(quotation: Quotation, line: str, position: int, header: list[str]) -> Iterator[Context]:
    label = _cells(line)[0]
    start = 0
    for i, cell in enumerate(line.split(_CELL_END)):
        column = header[i] if i < len(header) else ""
        if i and cell.strip():
            yield Context(quotation, _words(quotation, position + start, cell.strip()), label, column)
        start += len(cell) + len(_CELL_END)


def _words(quotation: Quotation, offset: int, text: str) -> Words:
    start = quotation.citation.start + offset
    return Words(text, start, start + len(text))


def clause_around(text: str, start: int, end: int) -> str:
    """The part of a sentence between the conjunctions and semicolons next to `text[start:end]`."""
    before = [match.end() for match in _CLAUSE_END.finditer(text, 0, start)]
    after = next(iter(_CLAUSE_END.finditer(text, end)), None)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


_CLAUSE_END = re.compile(r";|,\s+(?=(?:but|although|though|while|whereas|and then|so that|because|and)\b)|\balthough\b")
