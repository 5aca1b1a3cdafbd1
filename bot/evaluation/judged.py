"""Questions whose answers are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.search.query import Query


class Kind(StrEnum):
    """Whether the documents hold an answer, and if not, how near the question comes to them."""

    ANSWERABLE = "answerable"
    NEAR_TOPIC = "near-topic"
    OFF_TOPIC = "off-topic"
    UNANSWERABLE = "unanswerable"  # nobody said how near


@dataclass(frozen=True, slots=True)
class Place:
    """A half-open range of code points of a document's canonical text."""

    document: str
    start: int
    end: int

    def overlaps(self, other: "Place") -> bool:
        """Whether both have a character in common."""
        return self.document == other.document and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question, the grades of the documents that were judged for it, and where its answer stands, if known."""

    id: str
    query: Query
    relevance: Mapping[str, int]
    places: tuple[Place, ...] = ()
    kind: Kind = Kind.ANSWERABLE

    def is_answered_at(self, place: Place) -> bool:
        """Whether the answer stands there, or some of it."""
        return any(place.overlaps(answer) for answer in self.places)


def evenly(questions: Sequence[JudgedQuestion], limit: int | None) -> Sequence[JudgedQuestion]:
    """At most `limit` of the questions, spread evenly over all, in their order."""
    if limit is None or limit >= len(questions):
        return questions
    return [questions[i * len(questions) // limit] for i in range(limit)]
