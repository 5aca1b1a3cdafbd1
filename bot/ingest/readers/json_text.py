"""Reads JSON: a list of records with texts as such, anything else as nested lists of "key: value"."""

import json
from dataclasses import replace

from bot.errors import ReadingError
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.json_records import RecordsAbout, is_record, write_records
from bot.ingest.readers.json_tree import Json, write_json
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped, Extraction
from bot.text.normalise import Decoded, clean, decode

MAX_LINES_NAMED = 10  # of broken lines; more is a sentence that nobody reads

_NOTHING_SAID = RecordsAbout()


class JsonReader:
    """One JSON value. An object that holds nothing but a list of records counts as the list."""

    format = "json"
    version = 2

    def read(self, data: bytes) -> Reading:
        """The records or the whole value as text. Raises ReadingError, with the place, for broken JSON."""
        decoded = decode(data)
        value = load_json(clean(decoded.text))
        builder = TextBuilder()
        records = _records_of(value)
        if records:
            return _reading(builder, decoded, write_records(records, builder))
        write_json(value, builder)
        return _reading(builder, decoded, _NOTHING_SAID)


class JsonLinesReader:
    """A JSON value in each line, most often a record with a text."""

    format = "jsonl"
    version = 2

    def read(self, data: bytes) -> Reading:
        """The records in order; broken lines are left out and noted. Raises ReadingError when all are broken."""
        decoded = decode(data)
        values: list[Json] = []
        broken: list[tuple[int, str]] = []
        for number, line in enumerate(clean(decoded.text).split("\n"), start=1):
            if not line.strip():
                continue
            try:
                values.append(json.loads(line))
            except (ValueError, RecursionError):
                broken.append((number, line))
        if broken and not values:
            raise ReadingError(f"none of its {len(broken)} lines is JSON; see whether it is a JSONL file.")
        builder = TextBuilder()
        reading = _reading(builder, decoded, write_records(values, builder))
        if not broken:
            return reading
        dropped = Dropped(_naming([number for number, _ in broken]), sum(len(line) for _, line in broken))
        extraction = replace(reading.extraction, dropped=(*reading.extraction.dropped, dropped))
        return replace(reading, extraction=extraction)


def load_json(text: str) -> Json:
    """The value that `text` holds. Raises ReadingError, with line and column, for broken JSON."""
    try:
        value: Json = json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadingError(
            f"the JSON is broken at line {error.lineno}, column {error.colno} ({error.msg}); mend it."
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReadingError(f"the JSON cannot be read ({error}); mend it or save it as text.") from error
    return value


def _records_of(value: Json) -> list[Json]:
    """The records that `value` is a list of, itself or under its only key; else none."""
    if isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if not isinstance(value, list) or not value or not all(is_record(item) for item in value):
        return []
    return value


def _reading(builder: TextBuilder, decoded: Decoded, about: RecordsAbout) -> Reading:
    text, blocks = builder.finish()
    return Reading(
        text=text,
        blocks=blocks,
        author=about.author,
        publisher=about.publisher,
        source_class=about.source_class,
        date=about.date,
        origin=about.origin,
        extraction=Extraction(encoding=decoded.encoding, repaired=decoded.repaired, dropped=about.dropped),
    )


def _naming(numbers: list[int]) -> str:
    named = ", ".join(str(number) for number in numbers[:MAX_LINES_NAMED])
    more = f" and {len(numbers) - MAX_LINES_NAMED} more" if len(numbers) > MAX_LINES_NAMED else ""
    return f"{len(numbers)} lines that are no JSON: {named}{more}" if len(numbers) > 1 else f"line {named}: no JSON"
