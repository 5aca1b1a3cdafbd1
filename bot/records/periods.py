"""A span of days that a document, a statement or a question is about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """From the day `start` to the day `end`, both included, as ISO 8601 dates; `words` name it as they are written."""

    start: str
    end: str
    words: str
