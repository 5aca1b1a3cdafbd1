"""A table of a file that a person wrote: its values by type, and errors that say where they stand."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Literal, TypeVar

from bot.errors import SettingsError
from bot.records import Period

Choice = TypeVar("Choice", bound=StrEnum)
MONTHS_OF_YEAR, MONTHS_OF_QUARTER = 12, 3
ISO_SPAN = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A table and its place in words, such as `questions.toml: question 7 ("How much?")`."""

    place: str
    table: dict[str, object]

    def error(self, reason: str) -> SettingsError:
        """The error that says `reason` of this place."""
        return SettingsError(f"{self.place}: {reason}")

    def require_known(self, known: tuple[str, ...], what: str) -> None:
        """Raise SettingsError for the first key that is none of `known`, with the one that may have been meant."""
        for key in map(str, self.table):
            if key not in known:
                close = get_close_matches(key, known, n=1)
                meant = f"did you mean {close[0]!r}? " if close else ""
                raise self.error(f"unknown key {key!r}; {meant}{what} takes {', '.join(known)}.")

    def text(self, key: str) -> str:
        """The text under `key`, "" when there is none."""
        value = self.table.get(key)
        if value is None and key not in self.table:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key!r} must be a text that is not empty, got {_shown(value)}.")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """The text or texts under `key`."""
        values = self.table.get(key)
        if not isinstance(values, list):
            return (self.text(key),) if key in self.table else ()
        if not values or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(f"{key!r} must be a text or a list of texts, got {_shown(values)}.")
        return tuple(values)

    def any_texts(self, key: str) -> tuple[str, ...] | None:
        """The text or texts under `key`, () for an empty list, None when the key is not there."""
        if key not in self.table:
            return None
        return () if self.table[key] == [] else self.texts(key)

    def texts_by_name(self, key: str) -> dict[str, tuple[str, ...]]:
        """The text or texts that the table under `key` gives for each of its names, in their order."""
        named = self._named(key)
        return {name: named.texts(name) for name in named.table}

    def _named(self, key: str) -> "Entry":
        table = self.table.get(key, {})
        if not isinstance(table, dict) or (key in self.table and not table):
            raise self.error(f'{key!r} must be a table of texts ({{ name = "text" }}), got {table!r}.')
        return Entry(f"{self.place}, {key}", {str(name): value for name, value in table.items()})

    def pattern(self, key: str) -> str:
        """The regular expression under `key`, "" when there is none."""
        pattern = self.text(key)
        try:
            re.compile(pattern)
        except re.error as error:
            raise self.error(f"{key!r} is no regular expression ({error}): {pattern!r}.") from error
        return pattern

    def pattern_or_true(self, key: str) -> str | None:
        """The regular expression under `key`, "" (which matches all) for true, None when the key is not there."""
        if key not in self.table:
            return None
        if self.table[key] is False or not isinstance(self.table[key], bool | str):
            raise self.error(f"{key!r} must be true or a regular expression, got {self.table[key]!r}.")
        return "" if self.table[key] is True else self.pattern(key)

    def number(self, key: str, lowest: int, highest: int | None = None) -> int | None:
        """The whole number under `key`, from `lowest` to `highest`."""
        value = self.table.get(key)
        if key not in self.table:
            return None
        limits = f"from {lowest} to {highest}" if highest else f"from {lowest}"
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not isinstance(value, int) or not is_number or value < lowest or (highest and value > highest):
            raise self.error(f"{key!r} must be a whole number {limits}, got {value!r}.")
        return value

    def flag(self, key: str) -> bool:
        """Whether `key` is true; false when it is not there."""
        value = self.table.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{key!r} must be true or false, got {value!r}.")
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """The one of `choices` under `key`."""
        value = self.table.get(key)
        if key not in self.table:
            return None
        named = [choice for choice in choices if choice.value]
        for choice in named:
            if value == choice.value:
                return choice
        names = ", ".join(repr(choice.value) for choice in named)
        raise self.error(f"{key!r} must be one of {names}, got {_shown(value)}.")

    def tables(self, key: str) -> list[dict[str, object]]:
        """The list of tables under `key`."""
        values = self.table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(f"{key!r} must be a list of tables ([[{key}]]), got {values!r}.")
        return values

    def is_false(self, key: str) -> bool:
        """Whether `key` says that there must be none."""
        return self.table.get(key) is False

    def table_or_false(
        self, key: str, what: str, known: tuple[str, ...], others: str = ""
    ) -> "Entry | Literal[False] | None":
        """The table under `key`, False for false, None when the key is not there.

        `what` and `known` are as in `require_known`; `others` names in words what else could stand there.
        """
        value = self.table.get(key)
        if key not in self.table or value is False:
            return None if key not in self.table else False
        if not isinstance(value, dict) or not value:
            raise self.error(
                f"{key!r} must be {others}a table with some of {', '.join(known)}, or false, got {value!r}."
            )
        table = Entry(f"{self.place}, {key}", {str(name): given for name, given in value.items()})
        table.require_known(known, what)
        return table

    def period(self, key: str) -> Period | None:
        """The days from the first to the last of the ISO 8601 year, quarter, month or day, or span of two, at `key`.

        Its words are as given.
        """
        value = self.table.get(key)
        if key not in self.table:
            return None
        given = str(value) if isinstance(value, date) else value  # TOML and YAML read a bare day as a date
        spans = [_days(part) for part in given.split("/")] if isinstance(given, str) else []
        days = [span for span in spans if span is not None]
        if not 1 <= len(days) <= len(("from", "to")) or len(days) < len(spans) or days[-1][1] < days[0][0]:
            raise self.error(
                f"{key!r} must be false or a text such as '2022', '2022-06', '2022-Q3' or '2022-07-01/2022-09-30', "
                f"got {value!r}."
            )
        return Period(days[0][0].isoformat(), days[-1][1].isoformat(), str(given))


def _days(words: str) -> tuple[date, date] | None:
    """The first and the last day of an ISO 8601 year, quarter, month or day; None for anything else."""
    found = ISO_SPAN.fullmatch(words.strip())
    if found is None:
        return None
    year, quarter, month, day = (int(part or 0) for part in found.groups())
    first = month or (MONTHS_OF_QUARTER * (quarter - 1) + 1 if quarter else 1)
    last = month or (MONTHS_OF_QUARTER * quarter if quarter else MONTHS_OF_YEAR)
    try:
        return date(year, first, day or 1), date(year, last, day or monthrange(year, last)[1])
    except ValueError:  # no such month or day
        return None


def _shown(value: object) -> str:
    reason = "; a yes or no without quotes is read as true or false in YAML" if isinstance(value, bool) else ""
    return f"{value!r}{reason}"
