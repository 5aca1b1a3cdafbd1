"""A key: an identifier, date, number or ordinal as it stands in a text."""

from dataclasses import dataclass
from enum import StrEnum

# How well a text holds a key of which it has the number without what it counts, or the day without its year.
WEAKLY = 0.5


class KeyKind(StrEnum):
    """What a key is."""

    IDENTIFIER = "identifier"
    DATE = "date"
    NUMBER = "number"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Key:
    """What `text[start:end]` names exactly.

    `name` is the same for every spelling: "e-1057", "2024-06-14", "--06-14" without a year, "1540.5", "version #2".
    `asked` are the names that meet it, each with how well, in (0, 1]; `held` those that a text with it meets. A text
    without a key that `is_strict` is about something else.
    """

    text: str
    start: int
    end: int
    kind: KeyKind
    name: str
    asked: tuple[tuple[str, float], ...]
    held: frozenset[str]
    is_strict: bool = True
