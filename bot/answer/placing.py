"""The order in which hits are shown, where it is another than search gave them: nothing is moved without saying why.

A passage of somebody who sells gives way to one as relevant of a regulator or a journal.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from bot.records import Document, Hit, Move, SourceClass

# Of the neighbours among the first ten hits a quarter are nearer than 0.09, a half nearer than 0.23, on the questions
# of corpus/questions.toml: python -m benchmarks.care
NEAR_TIE = 0.1

# Sources that answer for what they say to more than their customers.
AUTHORITIES = frozenset({SourceClass.REGULATOR, SourceClass.JOURNAL})


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit, the rank that its evidence gave it (from 1), and why it stands elsewhere now."""

    hit: Hit
    rank: int
    move: Move = Move.NONE


def placed(hits: Sequence[Hit]) -> tuple[Placed, ...]:
    """All hits where they are."""
    return tuple(Placed(hit, rank) for rank, hit in enumerate(hits, start=1))


def standing(document: Document) -> SourceClass:
    """The kind of source that a document counts as; of an upload it is its own claim, which counts for nothing."""
    return SourceClass.UNKNOWN if document.is_upload else document.source_class


def yielding(
    hits: Sequence[Placed], source_class: Callable[[str], SourceClass], classes: Collection[SourceClass]
) -> tuple[Placed, ...]:
    """The hits, each of the yielding `classes` below an authority that follows it at once by less than `NEAR_TIE`.

    `source_class` gives the class of a document by its id, as `standing` does. Scores are the fused ones; what a
    reranker has put in an order stays so, for its scores mean something else. Others are never moved past each other,
    so a wiki between a seller and a regulator keeps both where they are.
    """

    def gives_way(first: Hit, second: Hit) -> bool:
        is_reranked = first.scores.rerank is not None or second.scores.rerank is not None
        is_near = first.scores.fused - second.scores.fused < NEAR_TIE
        sells = source_class(first.passage.document) in classes
        return not is_reranked and is_near and sells and source_class(second.passage.document) in AUTHORITIES

    order = list(hits)
    for end in range(len(order) - 1, 0, -1):
        for i in range(end):
            if gives_way(order[i].hit, order[i + 1].hit):
                order[i : i + 2] = [replace(order[i + 1], move=Move.PREFERRED), replace(order[i], move=Move.YIELDS)]
    return tuple(order)
