"""Fits the weights of `bot.search.ranking_model` and prints them.

    python -m benchmarks.fit_ranking DATA [--cache DIR]

DATA holds the folders of `SETS`, in BEIR layout. Of each, the even questions that have an answer among their
candidates are fitted on, each set weighing as `SETS` says; the odd ones are left for `footnote evaluate --odd`. They
were in view when the evidence and the weights of the sets were chosen, so they are no untouched test. A set with
answer spans counts a passage as right when it overlaps one, another when its document is relevant. The indexes are
kept in the cache folder.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from benchmarks.command import parser_over_sets
from benchmarks.sets import Share, is_right, opened_sets
from bot import load_encoder
from bot.encoders import Encoder, FloatArray
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.library import Snapshot
from bot.search.evidence import Evidence
from bot.search.ranking import gather
from bot.search.ranking_model import WEIGHTS
from bot.search.reading import read_query

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
    arguments = parser_over_sets(__doc__).parse_args()
    encoder = load_encoder()
    sets = []
    for collection, snapshot in opened_sets(arguments.data, SETS, arguments.cache, encoder):
        share = SETS[collection.name]
        questions = list(evenly(collection.questions, share.questions))[::2]
        found = features_of(snapshot, encoder, questions)
        sets.append((share.weight, found))
        print(f"{collection.name}: {len(found)} of {len(questions)} questions have an answer among their candidates")
    for name, weight in fit(sets, FEATURES).items():
        print(f'    "{name}": {weight},')


if __name__ == "__main__":
    main()
