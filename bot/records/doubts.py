"""What a question may have meant: that it is short, or that several things answer it equally well."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.listings import CitedQuotation


class Doubt(StrEnum):
    """Why questions are offered in place of the one that was asked."""

    NONE = ""
    SHORT = "short"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the things that were perhaps meant.

    `name` is what tells it from the others, `question` asks for it alone, and `quotation` is what is said of it.
    """

    name: str
    question: str
    quotation: CitedQuotation


@dataclass(frozen=True, slots=True)
class Which:
    """Several things answer a question equally well: how many there are, and the first of them."""

    count: int
    choices: tuple[Choice, ...]


class Act(StrEnum):
    """What a turn of a conversation does with the last answer, where it asks nothing new."""

    NONE = ""
    SHORTER = "shorter"
    MORE = "more"
    NTH = "nth"
    WHY = "why"
    WHERE = "where"
    WHICH = "which"
