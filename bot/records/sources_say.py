"""What the sources say about one thing, side by side: words, normalised values, conditions, and whether they agree."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.citations import Citation


class Verdict(StrEnum):
    """How what several documents say about one thing compares; never which of them is right."""

    AGREE = "agree"
    DIFFER = "differ"
    NOT_COMPARABLE = "not comparable"


class Stance(StrEnum):
    """The answer of a source to a yes/no question; qualified: "minor discomfort", "some results at once"."""

    YES = "yes"
    NO = "no"
    QUALIFIED = "qualified"


class AspectKind(StrEnum):
    """What is set side by side: figures, stances, or statements that have neither."""

    FIGURES = "figures"
    STANCES = "stances"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in the base unit of its dimension ("s", "USD", "m"; "" for a count); None is an open end.

    `counted` is what a count counts ("sessions"), else "". A vague figure ("several thousand dollars") has no ends.
    """

    low: float | None
    high: float | None
    unit: str
    dimension: str
    counted: str = ""
    is_approximate: bool = False
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document; `start` and `end` count code points in its canonical text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says: the words of the value, the sentence they stand in, the value, and what it holds for.

    `rank` is that of the quotation they stand in, which may be one beyond those shown; `citation` is that of the
    sentence. `condition` is "" where the source makes none.
    """

    document: str
    rank: int
    citation: Citation
    words: Words
    sentence: Words
    figure: Figure | None = None
    stance: Stance | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that documents say something about, in their order; of a single document nothing is comparable."""

    name: str
    kind: AspectKind
    said: tuple[Said, ...]
    verdict: Verdict
