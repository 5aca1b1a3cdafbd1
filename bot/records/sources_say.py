"""What several sources say of one figure or date, side by side: their words, the values, and whether they agree."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.citations import Citation


class Verdict(StrEnum):
    """How what several documents say of one thing compares; never which of them is right."""

    AGREE = "agree"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the base unit of its dimension ("s", "USD", "m"; "" for a count); None is an open end.

    `counted` is what a count counts ("sessions"), else "".
    """

    low: float | None
    high: float | None
    unit: str
    dimension: str
    counted: str = ""
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document; `start` and `end` count code points in its canonical text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says: the words of the figure, the sentence they stand in, and its value.

    `rank` is that of the quotation they stand in, which may be one beyond those shown; `citation` is that of the
    sentence.
    """

    document: str
    rank: int
    citation: Citation
    words: Words
    sentence: Words
    figure: Figure


@dataclass(frozen=True, slots=True)
class Aspect:
    """A figure that at least two documents give, in the order of their quotations; `name` is what was asked."""

    name: str
    said: tuple[Said, ...]
    verdict: Verdict
