"""Fits the weights of `bot.search.ranking_model` and prints them.

    python -m benchmarks.fit_ranking DATA [--cache DIR]

DATA holds the folders of `SETS`, in BEIR layout. Of each, the even questions that have an answer among their
candidates are fitted on, each set weighing as `SETS` says; the odd ones are left for `footnote evaluate --odd`. They
were in view when the evidence and the weights of the sets were chosen, so they are no untouched test. A set with
answer spans counts a passage as right when it overlaps one, another when its document is relevant. The indexes are
kept in the cache folder.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot import Library, load_encoder
from bot.cli.building import progress_bar
from bot.encoders import Encoder, FloatArray
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.evaluation.systems import place_of
from bot.library import Snapshot
from bot.records import Passage
from bot.search.evidence import Evidence
from bot.search.ranking import gather
from bot.search.ranking_model import WEIGHTS
from bot.search.reading import read_query


@dataclass(frozen=True, slots=True)
class Share:
    """What a set contributes."""

    weight: float
    questions: int


# How much each set counts, and how many of its questions are taken before half of them are left out.
SETS = {
    "covid_faq": Share(1.0, 1_400),
    "covidqa": Share(2.0, 1_400),
    "squad_dev_articles": Share(1.0, 1_400),
    "medquad": Share(1.0, 1_000),
}
PENALTY = 0.01  # on the squares of the standardised weights
FEATURES = list(WEIGHTS)

Question = tuple[FloatArray, FloatArray]  # evidence of the candidates, shape (n, features); 1 where right, shape (n,)


@contextmanager
def opened(folder: Path, index: Path, encoder: Encoder) -> Iterator[tuple[Collection, Snapshot]]:
    """The set in `folder` and its index, made or brought up to date first."""
    collection = read_collection(folder)
    with progress_bar() as progress:
        index_collection(index, collection, encoder, progress=progress)
    with Library.open(index) as library, library.snapshot() as snapshot:
        yield collection, snapshot


def is_right(question: JudgedQuestion, passage: Passage) -> bool:
    """Whether the passage answers the question."""
    if question.places:
        return question.is_answered_at(place_of(passage))
    return question.relevance.get(passage.document, 0) > 0


def features_of(snapshot: Snapshot, encoder: Encoder, questions: list[JudgedQuestion]) -> list[Question]:
    """The evidence of every candidate of every question that has both right and wrong ones."""
    found = []
    for question in questions:
        candidates = gather(snapshot, question.query, read_query(snapshot, encoder, question.query))
        passages = snapshot.passages([candidate.key for candidate in candidates])
        right = np.array([is_right(question, passage) for passage in passages], dtype=np.float32)
        if 0 < right.sum() < len(right):
            evidence = np.array([_values(candidate.evidence) for candidate in candidates], dtype=np.float32)
            found.append((evidence, right))
    return found


def _values(evidence: Evidence) -> list[float]:
    return [getattr(evidence, name) for name in FEATURES]


def loss(weights: FloatArray, sets: list[tuple[float, list[Question]]]) -> tuple[float, FloatArray]:
    """The negative log-likelihood of the right candidates, and its gradient."""
    total, gradient = float(PENALTY * weights @ weights), 2 * PENALTY * weights
    for importance, questions in sets:
        for evidence, right in questions:
            scores = evidence @ weights
            chances = np.exp(scores - scores.max())
            answered = chances * right
            total -= importance / len(questions) * float(np.log(answered.sum() / chances.sum()))
            pull = chances / chances.sum() - answered / answered.sum()
            gradient = gradient + importance / len(questions) * (evidence.T @ pull)
    return total, gradient


def fit(sets: list[tuple[float, list[Question]]], features: Sequence[str]) -> dict[str, float]:
    """The weights of the features, in the order of the evidence, of least loss; none below 0."""
    everything = np.concatenate([evidence for _, questions in sets for evidence, _ in questions])
    spread = everything.std(axis=0) + 1e-6
    scaled = [(weight, [(evidence / spread, right) for evidence, right in questions]) for weight, questions in sets]
    start = np.zeros(len(features))
    found = minimize(loss, start, (scaled,), "L-BFGS-B", jac=True, bounds=[(0, None)] * len(features))
    return {name: round(float(weight), 2) for name, weight in zip(features, found.x / spread, strict=True)}


def main() -> None:
    """Run the fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    encoder = load_encoder()
    sets = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, share in SETS.items():
            index = (arguments.cache or Path(temporary)) / name
            with opened(arguments.data / name, index, encoder) as (collection, snapshot):
                questions = list(evenly(collection.questions, share.questions))[::2]
                sets.append((share.weight, features_of(snapshot, encoder, questions)))
                print(f"{name}: {len(sets[-1][1])} of {len(questions)} questions have an answer among their candidates")
    for name, weight in fit(sets, FEATURES).items():
        print(f'    "{name}": {weight},')


if __name__ == "__main__":
    main()
