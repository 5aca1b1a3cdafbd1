"""Telling page numbers from other numbers in a row near a page's edge, and what the row says besides.

A number is a page's when the row says so ("Page 3 of 6"), when nothing else stands there, or when it stands apart from
the words. It must grow with the pages in the last two cases; all other numbers must stay the same for two rows to be
alike, for they may be anything: amounts, invoices, sections.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.ingest.readers.pdf_edges import EdgeRow

LONGEST_CHARS = 200  # of a running header, as long as two lines; patterns are tried on no more
MAX_BESIDE_WORDS = 999  # a larger number beside words is sooner an invoice's or a year than a page's
YEARS = range(1900, 2101)  # numbers that on a line of their own are sooner years than pages

_PAGE = r"(?:page|seite|página|pagina)"
_COUNT = r"(?:\s*(?:of|von|de|di|/)\s*\d{1,4})?"
_NUMBER = r"(?:\d{1,4}|[ivxlc]+)"
_AROUND = r"[\s.:()\[\]~*|•·–—-]*"
_LONE = re.compile(rf"{_AROUND}(?P<page>{_PAGE}|p\.|s\.|pág\.)?{_AROUND}(?P<number>{_NUMBER}){_COUNT}{_AROUND}")
_SAID = re.compile(rf"\b{_PAGE}\s*{_NUMBER}\b{_COUNT}")
_ROMAN = re.compile(r"(?=.)(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_BARRED = re.compile(r"(?P<first>\d{1,3}|[ivxlc]+)\s*[|•·]|[|•·]\s*(?P<last>\d{1,3}|[ivxlc]+)")
_LABEL = re.compile(r"(?:\bn[or]|\bno\.|\bnr\.|[#:№º°]|number|nummer|número)\W*$")
# A sum of money, a share or a decimal fraction with two places, but no date and no number of a version.
_AMOUNT = re.compile(r"[$€£¥%]|\b(?:eur|euros?|usd|dollars?|chf|gbp)\b|(?<![\d.,/])\d+[.,]\d\d(?![\d.,/])")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What rows on different pages have in common: their words but for the page number, and what that number is ahead.

    `offset` leads from the page's place in the file to its number; None where there is none, or it needs no proof.
    """

    words: str
    offset: int | None = None


def likenesses(row: EdgeRow, page: int, label: str) -> Iterator[Likeness]:
    """All that `row`, on the page at place `page` of the file and called `label`, may have in common with others."""
    text = _plain(row.text)
    if len(text) > LONGEST_CHARS or _AMOUNT.search(text):
        return
    if lone := _LONE.fullmatch(text):
        yield from _lone(lone, page, label)
    elif _is_worded(text):
        said = _SAID.search(text)
        yield Likeness(_joined(text[: said.start()], text[said.end() :]) if said else text)
        yield from _beside(row, page)


def _lone(found: re.Match[str], page: int, label: str) -> Iterator[Likeness]:
    value = _value(found["number"])
    if found["page"] or found["number"] == label.casefold():
        yield Likeness("")
    if value is not None and value not in YEARS:
        yield Likeness("", value - page)


def _beside(row: EdgeRow, page: int) -> Iterator[Likeness]:
    """`row` with the number at its beginning or its end for the page's."""
    parts = [_plain(part) for part in row.parts]
    ends = [(parts[0], parts[1:]), (parts[-1], parts[:-1])] if len(parts) > 1 else []
    text = " ".join(parts)
    for barred in _BARRED.finditer(text):
        if barred["first"] and barred.start() == 0:
            ends.append((barred["first"], [text[barred.end() :]]))
        if barred["last"] and barred.end() == len(text):
            ends.append((barred["last"], [text[: barred.start()]]))
    for number, rest in ends:
        value, words = _value(number.strip(" .()[]–—-")), _joined(*rest)
        if value is not None and value <= MAX_BESIDE_WORDS and _is_worded(words) and not _LABEL.search(" ".join(rest)):
            yield Likeness(words, value - page)


def _value(number: str) -> int | None:
    """What Arabic or Roman figures amount to; None for anything else."""
    if number.isdecimal() and number.isascii():
        return int(number) if len(number) <= 4 else None
    if not _ROMAN.fullmatch(number):
        return None
    values = [_ROMAN_DIGITS[digit] for digit in number]
    return sum(-value if value < max(values[k:]) else value for k, value in enumerate(values))


def _is_worded(text: str) -> bool:
    """Whether a row is made of words sooner than of figures."""
    return sum(character.isalpha() for character in text) > 2 * len(re.findall(r"\d+", text))


def _joined(*parts: str) -> str:
    return _plain(" ".join(parts)).strip(" |•·–—-")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
