"""Records as JSON, read back: what enters from outside is checked here once."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from bot.errors import SettingsError
from bot.records.answers import Answer

T = TypeVar("T")
SEQUENCES = frozenset({"list", "tuple"})


def reader(kind: type[T]) -> Callable[[str], T]:
    """What reads JSON as a record of that kind, or raises ValidationError.

    It stops at the first wrong item of every list. By itself pydantic notes each of them in some 1,400 bytes: a list of
    a million wrong ones, 2 MB of JSON, took 1.4 GB.
    """
    schema = TypeAdapter(kind).core_schema
    _stop_at_first(schema)
    validator = SchemaValidator(schema)

    def read(text: str) -> T:
        record: T = validator.validate_json(text)
        return record

    return read


def first_problem(error: ValidationError) -> str:
    """The first field that is missing or wrong, and why."""
    first = error.errors(include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole text"
    return f"{place}: {first['msg']}"


def answer_from_json(text: str) -> Answer:
    """The answer in `text`. Raises SettingsError naming the first field that is missing or wrong."""
    try:
        return _answers()(text)
    except ValidationError as error:
        raise SettingsError(f"Not an answer in Footnote's JSON: {first_problem(error)}.") from error


@cache
def _answers() -> Callable[[str], Answer]:
    return reader(Answer)


def _stop_at_first(schema: Any) -> None:  # noqa: ANN401  (of pydantic's, nested at will)
    if isinstance(schema, dict):
        if schema.get("type") in SEQUENCES:
            schema["fail_fast"] = True
        for part in schema.values():
            _stop_at_first(part)
    elif isinstance(schema, list):
        for part in schema:
            _stop_at_first(part)
