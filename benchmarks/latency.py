"""Question to answer over a built index, the part of it beyond encoding, and dense search alone over the same passages.

    python -m benchmarks.latency [--index DIR] [--rounds N] [--data SET [--passages N] [--built DIR]]

Over the index the questions are the headings of its documents, which are never answered from a cache. With SET, a
folder in BEIR's layout, its first documents are asked as well, as many as make N passages (3,000 unless said), with the
set's own questions; building them takes minutes, once where DIR is kept. "Dense alone" encodes the question and looks
up the five passages of the nearest vectors.

A cell is the median and the 99th percentile, in milliseconds. Processor time counts little of what else runs.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, takewhile
from pathlib import Path

import numpy as np

from benchmarks.command import parser_over_index
from benchmarks.memory import peak_mebibytes
from benchmarks.table import print_table
from bot import ChatBot, Library
from bot.config import SplitSettings
from bot.encoders import Encoder, FloatArray
from bot.encoders.sentence_transformer import load_encoder
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.indexing import document_of, index_collection
from bot.evaluation.judged import evenly
from bot.ingest.splitter import split

QUESTIONS = 300  # of a set
HEADER = ("passages", "questions", "whole", "encoding", "beyond encoding", "processor time of that", "dense alone")


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of the clock on the wall, and of the processor."""

    wall: float
    processor: float

    @classmethod
    def by(cls, work: Callable[[], object]) -> "Taken":
        """What the work takes."""
        wall, processor = time.perf_counter(), time.process_time()
        work()
        return cls(1_000 * (time.perf_counter() - wall), 1_000 * (time.process_time() - processor))


class ClockedEncoder:
    """An encoder that remembers what each call took."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.fingerprint, self.dimension = encoder.name, encoder.fingerprint, encoder.dimension
        self.calls: list[Taken] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder does."""
        found: list[FloatArray] = []
        self.calls.append(Taken.by(lambda: found.append(self._encoder.encode(texts))))
        return found[0]


def questions_of(library: Library) -> list[str]:
    """Every heading of every document, once."""
    documents = [library.document(summary.id) for summary in library.documents()]
    headings = (block.headings[-1] for document in documents for block in document.blocks if block.headings)
    return list(dict.fromkeys(headings))


def row_of(library: Library, questions: Sequence[str]) -> list[str]:
    """What the questions take over a library."""
    encoder = ClockedEncoder(load_encoder(library.manifest().encoder_name))
    bot = ChatBot(library, encoder)
    bot.warm_up()
    whole, encoding = [], []
    for question in questions:
        encoder.calls.clear()
        whole.append(Taken.by(partial(bot.reply, question)))
        encoding.append(encoder.calls.copy())
    encoded = [sum(call.wall for call in calls) for calls in encoding]
    beyond = [taken.wall - wall for taken, wall in zip(whole, encoded, strict=True)]
    processor = [
        taken.processor - sum(call.processor for call in calls) for taken, calls in zip(whole, encoding, strict=True)
    ]
    with library.snapshot() as snapshot:

        def alone(question: str) -> object:
            return snapshot.nearest_passages(encoder.encode([question])[0], 5)

        dense = [Taken.by(partial(alone, question)).wall for question in questions]
    columns = ([taken.wall for taken in whole], encoded, beyond, processor, dense)
    return [str(library.manifest().passages), str(len(questions)), *map(cell, columns)]


def cell(milliseconds: Sequence[float]) -> str:
    """The median and the 99th percentile."""
    return f"{np.median(milliseconds):.1f}, {np.percentile(milliseconds, 99):.1f}"


def first_documents(collection: Collection, passages: int) -> Collection:
    """The collection with as many of its documents, in order, as make so many passages."""
    counts = (len(split(document_of(source, collection.corpus), SplitSettings())) for source in collection.sources)
    before = accumulate(counts, initial=0)
    kept = sum(1 for _ in takewhile(lambda count: count < passages, before))
    return replace(collection, sources=collection.sources[:kept])


def row_of_set(folder: Path, passages: int, built: Path) -> list[str]:
    """What questions of a judged set take over its first documents, whose index is made in `built`."""
    collection = first_documents(read_collection(folder), passages)
    index_collection(built, collection, load_encoder())
    with Library.open(built) as library:
        return row_of(library, [question.query.text for question in evenly(collection.questions, QUESTIONS)])


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--rounds", type=int, default=10)
    options.add_argument("--data", type=Path)
    options.add_argument("--passages", type=int, default=3_000)
    options.add_argument("--built", type=Path)
    arguments = options.parse_args()
    with Library.open(arguments.index) as library:
        rows = [row_of(library, questions_of(library) * arguments.rounds)]
    if arguments.data:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(row_of_set(arguments.data, arguments.passages, arguments.built or Path(folder)))
    print_table(HEADER, rows)
    print(f"peak memory {peak_mebibytes():.0f} MiB")


if __name__ == "__main__":
    main()
