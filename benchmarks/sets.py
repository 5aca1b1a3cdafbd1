"""Judged sets in BEIR layout, indexed and open, and what counts as right in them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import kept_or_temporary
from bot import Library
from bot.cli.building import progress_bar
from bot.encoders import Encoder
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import JudgedQuestion
from bot.evaluation.systems import place_of
from bot.library import Snapshot
from bot.records import Passage


@dataclass(frozen=True, slots=True)
class Share:
    """What a set contributes to a fit."""

    weight: float
    questions: int


@contextmanager
def indexed(collection: Collection, index: Path, encoder: Encoder) -> Iterator[Snapshot]:
    """The index of a set, made or brought up to date first."""
    with progress_bar() as progress:
        index_collection(index, collection, encoder, progress=progress)
    with Library.open(index) as library, library.snapshot() as snapshot:
        yield snapshot


def opened_sets(
    data: Path, names: Iterable[str], cache: Path | None, encoder: Encoder
) -> Iterator[tuple[Collection, Snapshot]]:
    """The sets of these names in the folder `data` and their indexes, one after the other."""
    with kept_or_temporary(cache) as folder:
        for name in names:
            collection = read_collection(data / name)
            with indexed(collection, folder / name, encoder) as snapshot:
                yield collection, snapshot


def is_right(question: JudgedQuestion, passage: Passage) -> bool:
    """Whether the passage answers the question: overlaps an answer span, or is of a relevant document without spans."""
    if question.places:
        return question.is_answered_at(place_of(passage))
    return question.relevance.get(passage.document, 0) > 0
