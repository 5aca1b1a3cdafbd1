"""Who is speaking: a passage of somebody who sells gives way to one as relevant of a regulator or a journal."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.answer.placing import Placed
from bot.records import Document, Move, SourceClass

# Of the neighbours among the first ten hits a quarter are nearer than 0.09, a half nearer than 0.23, on the questions
# of corpus/questions.toml: python -m benchmarks.care
NEAR_TIE = 0.1

# Sources that answer for what they say to more than their customers.
AUTHORITIES = frozenset({SourceClass.REGULATOR, SourceClass.JOURNAL})


def standing(document: Document) -> SourceClass:
    """The kind of source that a document counts as; of an upload it is its own claim, which counts for nothing."""
    return SourceClass.UNKNOWN if document.is_upload else document.source_class


def yielding(
    hits: Sequence[Placed],
    source_class: Callable[[str], SourceClass],
    classes: Collection[SourceClass],
    *,
    near_tie: float = NEAR_TIE,
) -> tuple[Placed, ...]:
    """The hits, each of the yielding `classes` below an authority that follows it at once by less than `near_tie`.

    `source_class` gives the class of a document by its id, as `standing` does. Scores are the fused ones; what a
    reranker has put in an order stays so, for its scores mean something else. Others are never moved past each other,
    so a wiki between a seller and a regulator keeps both where they are.
    """
    order = list(hits)
    for end in range(len(order) - 1, 0, -1):
        for i in range(end):
            if _gives_way(order[i], order[i + 1], source_class, classes, near_tie):
                order[i : i + 2] = [replace(order[i + 1], move=Move.PREFERRED), replace(order[i], move=Move.YIELDS)]
    return tuple(order)


def _gives_way(
    first: Placed,
    second: Placed,
    source_class: Callable[[str], SourceClass],
    classes: Collection[SourceClass],
    near_tie: float,
) -> bool:
    if first.hit.scores.rerank is not None or second.hit.scores.rerank is not None:
        return False
    if first.hit.scores.fused - second.hit.scores.fused >= near_tie:
        return False
    sells = source_class(first.hit.passage.document) in classes
    return sells and source_class(second.hit.passage.document) in AUTHORITIES
