"""Records of JSON, such as the lines of a JSONL file: each has a text, perhaps a title, and says who it is from.

A document has one author, one date and one origin. What its records do not agree on, and their other short fields,
stand below the text of each as "field: value".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.ingest.frontmatter import iso_date
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.json_tree import Json, count_characters, scalar, write_json
from bot.records.documents import UNKNOWN, Dropped, SourceClass

TEXT_KEYS = ("text", "contents", "content", "body")
NAME_KEYS = ("title", "_id", "id")
AUTHOR_KEYS = ("author", "authors", "creator")
PUBLISHER_KEYS = ("publisher",)
ORIGIN_KEYS = ("origin", "url", "source")
CLASS_KEYS = ("source_class",)
DATE_KEYS = ("date", "published", "created")

MAX_FIELD_CHARS = 200  # longer ones are texts by themselves, and markup or data more often than not

_ABOUT_KEYS = (AUTHOR_KEYS, PUBLISHER_KEYS, ORIGIN_KEYS, CLASS_KEYS, DATE_KEYS)


@dataclass(frozen=True, slots=True)
class RecordsAbout:
    """What all records of a file agree on, and what of their fields is left out."""

    author: str = UNKNOWN
    publisher: str = UNKNOWN
    source_class: SourceClass = SourceClass.UNKNOWN
    date: str = UNKNOWN
    origin: str = UNKNOWN
    dropped: tuple[Dropped, ...] = ()


def is_record(value: Json) -> bool:
    """Whether `value` is an object with a text."""
    return isinstance(value, dict) and bool(_first(value, TEXT_KEYS))


def write_records(values: Sequence[Json], builder: TextBuilder) -> RecordsAbout:
    """Write the records below headings that are their titles or ids; what is no record is written in full."""
    records = [value for value in values if isinstance(value, dict) and is_record(value)]
    about = _about(records)
    agreed = tuple(keys for keys in _ABOUT_KEYS if _is_kept(about, keys))
    unread = 0
    for value in values:
        if isinstance(value, dict) and is_record(value):
            unread += _write_record(value, agreed, builder)
        else:
            write_json(value, builder)
    return replace(about, dropped=(Dropped("other fields of the records", unread),) if unread else ())


def _about(records: Sequence[dict[str, Json]]) -> RecordsAbout:
    said = _agreed(records, CLASS_KEYS)
    return RecordsAbout(
        author=_agreed(records, AUTHOR_KEYS) or UNKNOWN,
        publisher=_agreed(records, PUBLISHER_KEYS) or UNKNOWN,
        source_class=SourceClass(said) if said in tuple(SourceClass) else SourceClass.UNKNOWN,
        date=iso_date(_agreed(records, DATE_KEYS)),
        origin=_agreed(records, ORIGIN_KEYS) or UNKNOWN,
    )


def _is_kept(about: RecordsAbout, keys: tuple[str, ...]) -> bool:
    """Whether what the fields `keys` say is said of the whole document."""
    said = {
        AUTHOR_KEYS: about.author,
        PUBLISHER_KEYS: about.publisher,
        CLASS_KEYS: about.source_class.value,
        DATE_KEYS: about.date,
        ORIGIN_KEYS: about.origin,
    }
    return said[keys] != UNKNOWN


def _write_record(record: dict[str, Json], agreed: Sequence[tuple[str, ...]], builder: TextBuilder) -> int:
    """Write one record; how many characters of it are left out."""
    text = _first(record, TEXT_KEYS)
    builder.leave_headings()
    builder.heading(1, _first(record, NAME_KEYS))
    for paragraph in text.split("\n\n"):
        builder.paragraph(paragraph)
    others = [(key, value) for key, value in record.items() if not _is_said(record, key, agreed)]
    shown = [(key, _short(value)) for key, value in others if _short(value) not in ("", text)]
    if shown:
        builder.open_list(None)
        for key, words in shown:
            builder.item()
            builder.paragraph(f"{key}: {words}")
        builder.close_list()
    return sum(count_characters(value) for _, value in others if not _short(value) and _plain(value) != text)


def _is_said(record: dict[str, Json], key: str, agreed: Sequence[tuple[str, ...]]) -> bool:
    """Whether the field `key` names the record, or says what is said of the whole document."""
    name = key.lower()
    said = (_first(record, keys) for keys in agreed if name in keys)
    return name in NAME_KEYS or _plain(record[key]) in said


def _short(value: Json) -> str:
    """A field in a few words; "" for what has none or many, or is nested."""
    words = _plain(value)
    return words if len(words) <= MAX_FIELD_CHARS else ""


def _plain(value: Json) -> str:
    """A string, a number, a list of strings in one line, yes or no as JSON writes it; "" for anything else."""
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ", ".join(str(item) for item in value)
    return "" if value is None or isinstance(value, dict | list) else scalar(value)


def _first(record: dict[str, Json], keys: Sequence[str]) -> str:
    """The first of the fields `keys`, in any case, that has words or is a number; "" without any."""
    lowered = {key.lower(): value for key, value in reversed(record.items())}
    for key in keys:
        words = "" if isinstance(lowered.get(key), bool) else _plain(lowered.get(key))
        if words.strip():
            return words
    return ""


def _agreed(records: Sequence[dict[str, Json]], keys: Sequence[str]) -> str:
    """The value on which all records agree, or ""."""
    said = {_first(record, keys): None for record in records}
    return " ".join(next(iter(said)).split()) if len(said) == 1 else ""
