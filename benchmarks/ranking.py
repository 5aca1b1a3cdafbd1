"""Where the time of a search goes, beside reciprocal rank fusion over the same index.

    python -m benchmarks.ranking DATA [--cache DIR]

DATA holds the folder covidqa, in BEIR layout; its index is kept in the cache folder. 200 of its questions are asked
once each, after one that is not counted. The fusion encodes the question, ranks by BM25 and by the vectors of the
passages, and fetches as many passages as Footnote does. A step's median is over questions, so they need not add up.
"""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.command import parser_over_sets
from benchmarks.sets import opened_sets
from benchmarks.table import print_table
from bot import load_encoder
from bot.chatbot import PASSAGES_SHOWN
from bot.encoders import Encoder
from bot.evaluation.baselines import reciprocal_rank_fusion
from bot.evaluation.judged import evenly
from bot.evaluation.systems import DEPTH
from bot.library import Snapshot
from bot.search.confidence import COMPARED, standings
from bot.search.query import Query
from bot.search.ranking import alike, distinct, hits_of, nominate, ordered, weighed
from bot.search.ranking_model import score
from bot.search.reading import read_query

SET = "covidqa"
QUESTIONS = 200
STEPS = (
    "encoding the question, its words and their forms",
    "candidates by vectors and BM25",
    "evidence and order",
    "folding and fetching",
)


def footnote(snapshot: Snapshot, encoder: Encoder, query: Query) -> Iterator[float]:
    """The clock before the search and after each of the steps; what `bot.search.ranking.search` does."""
    yield perf_counter()
    reading = read_query(snapshot, encoder, query)
    yield perf_counter()
    nominees = nominate(snapshot, reading.vector, reading.wanted)
    yield perf_counter()
    best = ordered(weighed(snapshot, query, reading.wanted, nominees))
    yield perf_counter()
    groups = distinct(snapshot, best, COMPARED)
    firsts = [first for first, *_ in groups]
    evidence = [first.evidence for first in firsts]
    equal = alike(snapshot, [first.key for first in firsts], [first.dense.position for first in firsts])
    standing = standings(evidence, list(map(score, evidence)), equal)
    hits_of(snapshot, reading.wanted, groups[:PASSAGES_SHOWN], [(one,) for one in standing])
    yield perf_counter()


def fusion(snapshot: Snapshot, encoder: Encoder, query: Query) -> Iterator[float]:
    """The clock before reciprocal rank fusion, after encoding, and after the rest."""
    yield perf_counter()
    vector = encoder.encode([query.text])[0]
    yield perf_counter()
    lexical = [key for key, _ in snapshot.lexical(query.terms, DEPTH)]
    dense = [key for key, _ in snapshot.nearest_passages(vector, DEPTH)]
    snapshot.passages([key for key, _ in reciprocal_rank_fusion(lexical, dense)[:PASSAGES_SHOWN]])
    yield perf_counter()


def row(name: str, seconds: np.ndarray) -> list[str]:
    """The name, and the median and the 90th percentile in milliseconds."""
    return [name, f"{1_000 * np.median(seconds):.2f}", f"{1_000 * np.percentile(seconds, 90):.2f}"]


def rows_of(snapshot: Snapshot, encoder: Encoder, queries: list[Query]) -> list[list[str]]:
    """The table, every question asked of both."""
    for ask in (footnote, fusion):
        list(ask(snapshot, encoder, queries[0]))
    ours, theirs = [], []
    for query in queries[1:]:
        ours.append(np.diff(list(footnote(snapshot, encoder, query))))
        theirs.append(np.diff(list(fusion(snapshot, encoder, query))))
    steps, plain = np.array(ours), np.array(theirs)
    return [
        *(row(name, steps[:, i]) for i, name in enumerate(STEPS)),
        row("Footnote, all beyond encoding", steps[:, 1:].sum(axis=1)),
        row("RRF, all beyond encoding", plain[:, 1]),
        row("Footnote, in all", steps.sum(axis=1)),
        row("RRF, in all", plain.sum(axis=1)),
    ]


def main() -> None:
    """Run the benchmark."""
    arguments = parser_over_sets(__doc__).parse_args()
    encoder = load_encoder()
    for collection, snapshot in opened_sets(arguments.data, [SET], arguments.cache, encoder):
        snapshot.vocabulary()
        queries = [question.query for question in evenly(collection.questions, QUESTIONS + 1)]
        rows = rows_of(snapshot, encoder, queries)
        print(f"{snapshot.passage_count:,} passages, {len(queries) - 1} questions")
        print_table(["step", "median ms", "90th percentile ms"], rows)


if __name__ == "__main__":
    main()
