"""The words of `written.toml`, all languages together: months, ordinals, numbers, names of numbered things, signs."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypedDict

_TABLES = Path(__file__).with_name("written.toml")


class _Table(TypedDict):
    months: list[str]
    doubtful_months: str
    before_months: str
    quarters: str
    halves: str
    before_years: str
    fiscal: str
    until: str
    between: str
    joined: str
    before: str
    after: str
    ordinals: list[str]
    ordinal_endings: str
    numbers: list[str]
    before_units: str
    joints: str
    thousand: str
    million: str
    labels: list[str]
    signs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Every word in lower case, with its accents and without.

    `months`, `ordinals` and `numbers` give what a word stands for, `scales` what it multiplies by, `labels` the English
    name of the numbered thing ("nr" is a number), one of `numbered`, `signs` the sign of a unit. A text without a
    figure names a date, an ordinal or a number by one of the words `telling`. A month among `doubtful_months` is
    another word as well; after one of `before_months` it is none. An ordinal after `before_units` is a unit of time.
    `quarters` and `halves` name those of a year; `before_years` stand between them and the year, `fiscal` before the
    year of an account ("2022/23"), `until` between the ends of a time, as one of `joined` where one of `between` stands
    before them; `before` and `after` before the only end of one.
    """

    months: Mapping[str, int]
    doubtful_months: frozenset[str]
    before_months: frozenset[str]
    quarters: frozenset[str]
    halves: frozenset[str]
    before_years: frozenset[str]
    fiscal: frozenset[str]
    until: frozenset[str]
    between: frozenset[str]
    joined: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    ordinals: Mapping[str, int]
    ordinal_endings: tuple[str, ...]
    numbers: Mapping[str, int]
    before_units: frozenset[str]
    joints: tuple[str, ...]
    scales: Mapping[str, int]
    labels: Mapping[str, str]
    signs: Mapping[str, str]
    numbered: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def of(cls, tables: Iterable[_Table]) -> "Wordlists":
        """The lists of several languages as one; where two disagree on a word, the first counts."""
        first_wins = list(tables)[::-1]
        months, ordinals = _numbered(first_wins, "months", 1), _numbered(first_wins, "ordinals", 1)
        numbers = _numbered(first_wins, "numbers", 2)
        labels = {word: line.split()[0] for table in first_wins for line in table["labels"] for word in _spelt(line)}
        return cls(
            months=months,
            doubtful_months=_any(table["doubtful_months"] for table in first_wins),
            before_months=_any(table["before_months"] for table in first_wins),
            quarters=_any(table["quarters"] for table in first_wins),
            halves=_any(table["halves"] for table in first_wins),
            before_years=_any(table["before_years"] for table in first_wins),
            fiscal=_any(table["fiscal"] for table in first_wins),
            until=_any(table["until"] for table in first_wins),
            between=_any(table["between"] for table in first_wins),
            joined=_any(table["joined"] for table in first_wins),
            before=_any(table["before"] for table in first_wins),
            after=_any(table["after"] for table in first_wins),
            ordinals=ordinals,
            ordinal_endings=tuple(sorted(_any(table["ordinal_endings"] for table in first_wins))),
            numbers=numbers,
            before_units=_any(table["before_units"] for table in first_wins),
            joints=tuple(sorted(_any(table["joints"] for table in first_wins))),
            scales={
                word: value
                for table in first_wins
                for words, value in ((table["thousand"], 1_000), (table["million"], 1_000_000))
                for word in _spelt(words)
            },
            labels=labels,
            signs={
                word: sign for table in first_wins for sign, words in table["signs"].items() for word in _spelt(words)
            },
            numbered=frozenset(labels.values()),
            telling=frozenset({*months, *ordinals, *numbers}),
        )

    def month_words(self, month: int) -> list[str]:
        """Every name of the month."""
        return [word for word, number in self.months.items() if number == month]

    def ordinal_words(self, number: int) -> list[str]:
        """Every word for the ordinal."""
        return [word for word, ordinal in self.ordinals.items() if ordinal == number]

    def number_words(self, number: int) -> list[str]:
        """Every word for the number."""
        return [word for word, value in self.numbers.items() if value == number]

    def label_words(self, label: str) -> list[str]:
        """Every name of what `label` numbers, itself first; only itself when it is in no list."""
        return [label, *(word for word, name in self.labels.items() if name == label and word != label)]


@cache
def wordlists() -> Wordlists:
    """The lists of every language of `written.toml`."""
    return Wordlists.of(_tables().values())


def as_written(language: str, name: Literal["months", "numbers"]) -> list[str]:
    """The words of one list of one language, as they stand there; none for a language without a table."""
    table = _tables().get(language)
    return [word for line in table[name] for word in line.split()] if table else []


@cache
def _tables() -> dict[str, _Table]:
    tables: dict[str, _Table] = tomllib.loads(_TABLES.read_text(encoding="utf-8"))
    return tables


def _numbered(tables: Iterable[_Table], name: str, first: int) -> dict[str, int]:
    lists: list[list[str]] = [table[name] for table in tables]  # type: ignore[literal-required]  # one of three names
    return {word: number for words in lists for number, line in enumerate(words, first) for word in _spelt(line)}


def _any(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in _spelt(line))


def _spelt(line: str) -> list[str]:
    """The words of a line, each also without its accents."""
    return list(dict.fromkeys(form for word in line.split() for form in (word, _plain(word))))


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
