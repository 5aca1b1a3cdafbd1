"""Records of JSON, such as the lines of a JSONL file: each has a text, perhaps a title, and says who it is from."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.json_tree import Json, count_characters, write_json
from bot.records.documents import UNKNOWN, Dropped

TEXT_KEYS = ("text", "contents", "content", "body")
NAME_KEYS = ("title", "_id", "id")
AUTHOR_KEYS = ("author", "authors", "creator")
PUBLISHER_KEYS = ("publisher",)
DATE_KEYS = ("date", "published", "created")

_READ_KEYS = frozenset((*TEXT_KEYS, *NAME_KEYS, *AUTHOR_KEYS, *PUBLISHER_KEYS, *DATE_KEYS))


@dataclass(frozen=True, slots=True)
class RecordsAbout:
    """What all records of a file agree on, and the fields that are neither text, name nor metadata."""

    author: str
    publisher: str
    date: str
    dropped: tuple[Dropped, ...]


def is_record(value: Json) -> bool:
    """Whether `value` is an object with a text."""
    return isinstance(value, dict) and bool(_first(value, TEXT_KEYS))


def write_records(values: Sequence[Json], builder: TextBuilder) -> RecordsAbout:
    """Write the records below headings that are their titles or ids; what is no record is written in full."""
    records = [value for value in values if isinstance(value, dict) and is_record(value)]
    for value in values:
        if isinstance(value, dict) and is_record(value):
            builder.leave_headings()
            builder.heading(1, _first(value, NAME_KEYS))
            for paragraph in _first(value, TEXT_KEYS).split("\n\n"):
                builder.paragraph(paragraph)
        else:
            write_json(value, builder)
    unread = sum(count_characters([inner for key, inner in record.items() if _is_unread(key)]) for record in records)
    return RecordsAbout(
        author=_agreed(records, AUTHOR_KEYS) or UNKNOWN,
        publisher=_agreed(records, PUBLISHER_KEYS) or UNKNOWN,
        date=iso_date(_agreed(records, DATE_KEYS)),
        dropped=(Dropped("other fields of the records", unread),) if unread else (),
    )


def _is_unread(key: str) -> bool:
    return key.lower() not in _READ_KEYS


def _first(record: dict[str, Json], keys: Sequence[str]) -> str:
    """The first of the fields `keys`, in any case, that has words or is a number; "" without any."""
    lowered = {key.lower(): value for key, value in reversed(record.items())}
    for key in keys:
        value = lowered.get(key)
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            value = ", ".join(str(item) for item in value)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return ""


def _agreed(records: Sequence[dict[str, Json]], keys: Sequence[str]) -> str:
    """The value on which all records agree, or ""."""
    said = {_first(record, keys): None for record in records}
    return " ".join(next(iter(said)).split()) if len(said) == 1 else ""
