"""How well the confidence of the top passage tells answerable from unanswerable questions.

    python -m benchmarks.abstention DATA [--fit] [--cache DIR]

DATA holds clinc_oos/ and the folders of `SETS`, in BEIR layout. Of each set every second document (of SQuAD: article)
is indexed. Answerable are the questions on those, answered when the first passage is right; near-topic are the
questions on what was left out; off-topic the out-of-scope questions of clinc_oos. All figures are of the odd
questions; `--fit` fits the coefficients of `bot.search.confidence` on the even ones of all sets and prints them. The
indexes are kept in the cache folder.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from benchmarks.fit_ranking import is_right
from benchmarks.table import print_table
from bot import Library, load_encoder
from bot.cli.building import progress_bar
from bot.dialogue.abstention import FOUND_FROM, RELATED_FROM
from bot.encoders import Encoder
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.library import Snapshot
from bot.search.confidence import WEIGHTS, probability
from bot.search.evidence import Evidence
from bot.search.query import parse_query
from bot.search.ranking import gather
from bot.search.ranking_model import score
from bot.search.wanted import wanted_words

SETS = ("covid_faq", "covidqa", "squad_dev_articles")
QUESTIONS_OF_A_KIND = 600
ANSWERED_KEPT = 0.95  # the share of answered questions that must not be called unanswerable


@dataclass(frozen=True, slots=True)
class Asked:
    """The evidence for a question's first passage, and whether that answers it; `kind` is answerable, near or off."""

    kind: str
    is_answered: bool
    evidence: Evidence
    bm25: float


def ask(snapshot: Snapshot, encoder: Encoder, kind: str, questions: Sequence[JudgedQuestion]) -> list[Asked]:
    """The evidence for the first passage of each question, spread over all of them."""
    asked = []
    for question in evenly(questions, QUESTIONS_OF_A_KIND):
        candidates = gather(snapshot, encoder, question.query, wanted_words(question.query, snapshot))
        best = max(candidates, key=lambda candidate: (score(candidate.evidence), -candidate.key))
        asked.append(Asked(kind, kind == "answerable" and is_right(question, best), best.evidence, best.lexical))
    return asked


def half_of(collection: Collection) -> Collection:
    """Every second article of SQuAD, every second document of another set."""
    is_squad = collection.name == "squad_dev_articles"
    groups = sorted({source.title if is_squad else source.id for source in collection.sources})[::2]
    kept = set(groups)
    sources = (source for source in collection.sources if (source.title if is_squad else source.id) in kept)
    return replace(collection, sources=tuple(sources))


def ask_set(data: Path, name: str, cache: Path, encoder: Encoder) -> list[Asked]:
    """Index half of a set and ask all three kinds of questions."""
    collection = read_collection(data / name)
    half = half_of(collection)
    held = {source.id for source in half.sources}
    relevant = {
        question.id: {d for d, grade in question.relevance.items() if grade} for question in collection.questions
    }
    answerable = [question for question in collection.questions if relevant[question.id] & held]
    near = [question for question in collection.questions if not relevant[question.id] & held]
    clinc = json.loads((data / "clinc_oos" / "clinc_test_val.json").read_text(encoding="utf-8"))
    off = [JudgedQuestion(text, parse_query(text), {}) for text, _ in clinc["oos_test"]]
    with progress_bar() as progress:
        index_collection(cache / f"{name}-half", half, encoder, progress=progress)
    with Library.open(cache / f"{name}-half") as library, library.snapshot() as snapshot:
        kinds = (("answerable", answerable), ("near", near), ("off", off))
        return [asked for kind, questions in kinds for asked in ask(snapshot, encoder, kind, questions)]


def fit(asked: Sequence[Asked]) -> None:
    """Print the coefficients, none below 0, of a logistic regression on the features of `WEIGHTS`.

    Answered and unanswered questions weigh the same together: what an owner's readers ask is not known here.
    """
    evidence = np.array([[getattr(a.evidence, name) for name in WEIGHTS] for a in asked])
    answered = np.array([a.is_answered for a in asked], dtype=np.float64)
    importance = np.where(answered == 1, 0.5 / answered.sum(), 0.5 / (1 - answered).sum())
    columns = np.hstack([evidence, np.ones((len(asked), 1))])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = columns @ weights
        chances = 1 / (1 + np.exp(-logits))
        losses = importance * (np.logaddexp(0, logits) - answered * logits)
        return float(losses.sum()), columns.T @ (importance * (chances - answered))

    bounds = [(0.0, None)] * len(WEIGHTS) + [(None, None)]
    found = minimize(loss, np.zeros(columns.shape[1]), method="L-BFGS-B", jac=True, bounds=bounds).x
    least = np.quantile(1 / (1 + np.exp(-(columns @ found)[answered == 1])), 1 - ANSWERED_KEPT)
    print(f"RELATED_FROM = {least:.2f}")
    print(f"INTERCEPT = {found[-1]:.2f}")
    print("WEIGHTS =", {name: round(float(weight), 2) for name, weight in zip(WEIGHTS, found, strict=False)})


def report(name: str, asked: Sequence[Asked]) -> None:
    """Print AUROC by kind, beside dense alone and BM25 alone, and the share of each kind at each level."""
    rows = []
    for kind in ("near", "off"):
        mixed = [a for a in asked if a.is_answered or a.kind == kind]
        truth = [a.is_answered for a in mixed]
        values = (
            [probability(a.evidence) for a in mixed],
            [a.evidence.passage for a in mixed],
            [a.bm25 for a in mixed],
        )
        rows.append([kind, str(len(mixed)), *(f"{roc_auc_score(truth, value):.3f}" for value in values)])
    print(f"\n{name}, odd questions")
    print_table(["unanswerable", "questions", "AUROC probability", "dense alone", "BM25 alone"], rows)
    levels = []
    for kind in ("answerable", "near", "off"):
        likely = np.array([probability(a.evidence) for a in asked if a.kind == kind])
        found, related = (likely >= FOUND_FROM).mean(), (likely >= RELATED_FROM).mean()
        levels.append([kind, str(len(likely)), f"{found:.2f}", f"{related - found:.2f}", f"{1 - related:.2f}"])
    print_table(["kind", "questions", "found", "related", "not found"], levels)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as temporary:
        cache = arguments.cache or Path(temporary)
        asked = {name: ask_set(arguments.data, name, cache, encoder) for name in SETS}
    if arguments.fit:
        fit([question for questions in asked.values() for question in questions[::2]])
    for name, questions in asked.items():
        report(name, questions[1::2])


if __name__ == "__main__":
    main()
