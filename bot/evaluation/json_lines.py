"""JSON lines from outside: every object checked where it enters, every mistake named with file and line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Row:
    """An object of a JSON lines file, and where it stands."""

    path: Path
    number: int
    fields: Mapping[str, object]

    def wrong(self, what: str) -> SettingsError:
        """The error to raise: file, line, and what is wrong there."""
        return SettingsError(f"{self.path}:{self.number}: {what}.")

    def text_of(self, name: str, default: str | None = None) -> str:
        """The string `name`; a whole number is taken as its digits."""
        value = self.fields.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            raise self.wrong(
                f"{name!r} must be a string, got {value!r}" if name in self.fields else f"{name!r} is missing"
            )
        return value

    def number_of(self, name: str) -> int:
        """The whole number `name`."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(f"{name!r} must be a whole number, got {value!r}")
        return value

    def rows_of(self, name: str) -> tuple["Row", ...]:
        """The list of objects `name`; empty when it is missing."""
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"{name!r} must be a list of objects")
        return tuple(Row(self.path, self.number, item) for item in value)


def read_rows(path: Path) -> Iterator[tuple[Row, str]]:
    """Every object of the file and its line as it stands; blank lines are passed over.

    Raises SettingsError when the file is missing, is not UTF-8, or holds a line that is no JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: there is no such file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error}).") from error
    # Not splitlines(): JSON strings may hold U+2028 and other line ends as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _row(path, number, line), line


def _row(path: Path, number: int, line: str) -> Row:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{path}:{number}: is not JSON ({error}).") from error
    if not isinstance(fields, dict):
        raise SettingsError(f"{path}:{number}: must be an object, got {line[:60]!r}.")
    return Row(path, number, fields)
