"""Writing any JSON value as text: nested lists of "key: value", in the order of the file, every string kept."""

from collections.abc import Iterator

from bot.ingest.readers.builder import TextBuilder

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
_Entries = Iterator[tuple[str, Json]]


def write_json(value: Json, builder: TextBuilder) -> None:
    """Write `value`: a scalar as a paragraph, an object or array as a list with an item for each member."""
    if not isinstance(value, dict | list):
        builder.paragraph(scalar(value))
        return
    builder.open_list(None)
    open_lists: list[_Entries] = [_entries("", value)]
    while open_lists:
        entry = next(open_lists[-1], None)
        if entry is None:
            open_lists.pop()
            builder.close_list()
            continue
        key, inner = entry
        builder.item()
        if not isinstance(inner, dict | list):
            builder.paragraph(f"{key}: {scalar(inner)}" if key else scalar(inner))
        elif inner:
            builder.paragraph(f"{key}:")
            builder.open_list(None)
            open_lists.append(_entries(key, inner))
        else:
            builder.paragraph(key)


def scalar(value: Json) -> str:
    """A value as JSON writes it, strings without their quotation marks."""
    match value:
        case None:
            return "null"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return str(value)


def count_characters(value: Json) -> int:
    """The characters of all strings in `value`, keys aside."""
    waiting: list[Json] = [value]
    characters = 0
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            characters += len(inner)
        elif isinstance(inner, dict):
            waiting.extend(inner.values())
        elif isinstance(inner, list):
            waiting.extend(inner)
    return characters


def _entries(key: str, value: dict[str, Json] | list[Json]) -> _Entries:
    """The members with their keys; objects in an array are called by its key and their number."""
    if isinstance(value, dict):
        return iter(value.items())
    return (
        (f"{key} {number}".strip() if isinstance(inner, dict | list) else "", inner)
        for number, inner in enumerate(value, start=1)
    )
