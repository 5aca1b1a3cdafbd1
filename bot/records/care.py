"""A word of care before an answer: that somebody's safety is asked about, and where to turn."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.documents import Span


class Concern(StrEnum):
    """How a question bears on somebody's health."""

    NONE = "none"
    PERSONAL = "personal"
    RED_FLAG = "red_flag"


@dataclass(frozen=True, slots=True)
class CareNote:
    """A note to show before an answer, and the words of the question that called for it, in their order.

    No words when the questions before it did.
    """

    kind: Concern
    words: tuple[Span, ...]
    note: str
