"""Answers as a file holds them: one line of JSON that a program reads, beside the words for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from bot.errors import SettingsError
from bot.records import Answer, Citation

T = TypeVar("T")

FORMAT = 1
BEGINNING = '{"footnote_export": '
UNSAFE = "<>&`"  # neither HTML nor Markdown may take any of the JSON for something else


@dataclass(frozen=True, slots=True)
class Export:
    """Answers to the questions of a conversation, in their order, and when they were saved (UTC, ISO 8601)."""

    footnote_export: int
    made_at: str
    answers: tuple[Answer, ...]


@cache
def _exports() -> TypeAdapter[Export]:
    return TypeAdapter(Export)


def exported(answers: Sequence[Answer], made_at: str) -> Export:
    """The answers as they may be given to others."""
    return Export(FORMAT, made_at, tuple(map(without_paths, answers)))


def without_paths(record: T) -> T:
    """The record without where its files lie on this machine, which is nobody else's business."""
    if isinstance(record, Citation):
        return replace(record, location=told_location(record.location, record.document))
    if isinstance(record, tuple):
        return tuple(map(without_paths, record))  # type: ignore[return-value]  # of the same kinds
    if not is_dataclass(record) or isinstance(record, type):
        return record
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    changed = {name: told for name, value in values.items() if (told := without_paths(value)) != value}
    return replace(record, **changed) if changed else record


def told_location(location: str, document: str) -> str:
    """A location as it may be told to others: a web address without a password, else the document's id."""
    is_web_address = location.startswith(("http://", "https://")) and "@" not in _host(location)
    return location if is_web_address else document


def to_line(export: Export) -> str:
    """One line of ASCII, which no markup around it can be confused with."""
    line = json.dumps(asdict(export))
    for character in UNSAFE:
        line = line.replace(character, f"\\u{ord(character):04x}")
    return line


def from_line(line: str) -> Export:
    """What `to_line` wrote. Raises SettingsError when it is something else, or of another version."""
    try:
        export = _exports().validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole line"
        raise SettingsError(f"its record is damaged ({place}: {first['msg']}); save the answers again.") from error
    if export.footnote_export != FORMAT:
        raise SettingsError(
            f"it is of format {export.footnote_export}, and this Footnote reads format {FORMAT}; save it again."
        )
    return export


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # such as an unclosed bracket in the host
        return "@"
