"""Answers as JSON, read back: what enters from outside is checked here once."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.errors import SettingsError
from bot.records.answers import Answer


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def answer_from_json(text: str) -> Answer:
    """The answer in `text`. Raises SettingsError naming the first field that is missing or wrong."""
    try:
        return _answers().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole text"
        raise SettingsError(f"Not an answer in Footnote's JSON: {place}: {first['msg']}.") from error
