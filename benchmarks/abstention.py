"""How well the confidence of the top passage tells answerable from unanswerable questions.

    python -m benchmarks.abstention DATA [--fit] [--cache DIR]

DATA holds clinc_oos/ and the folders of `SETS` and `UNSEEN`, in BEIR layout. Of each set every second document (of
SQuAD: article) is indexed. Answerable are the questions on those, answered when the first passage is right; near-topic
are the questions on what was left out; off-topic the out-of-scope questions of clinc_oos. All figures are of the odd
questions, and for sets in `UNSEEN` of all; `--fit` fits the coefficients of `bot.search.confidence` on the even ones of
`SETS` and prints them. A last table says what a confidence that was fitted on the other sets would be worth, and how
much a shift made for the set, with its answers at hand, could better it: what calibrating to a corpus could gain at
most. The indexes are kept in the cache folder.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from benchmarks.fit_ranking import is_right
from benchmarks.table import print_table
from bot import Library, load_encoder
from bot.answer.level import RELATED_FROM
from bot.cli.building import progress_bar
from bot.encoders import Encoder
from bot.evaluation.beir import Collection, read_collection
from bot.evaluation.indexing import index_collection
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.library import Snapshot
from bot.records import Standing
from bot.search.confidence import COMPARED, FOUND_FROM, INTERCEPT, WEIGHTS, standings
from bot.search.query import parse_query
from bot.search.ranking import alike, distinct, gather, ordered
from bot.search.ranking_model import score
from bot.search.reading import read_query

SETS = ("covid_faq", "covidqa", "squad_dev_articles")
UNSEEN = ("scifact",)
QUESTIONS_OF_A_KIND = 600
ANSWERED_KEPT = 0.95  # the share of answered questions that must not be called unanswerable
BINS = 10  # of the expected calibration error
SHIFTS = np.linspace(-3, 3, 61)

Weights = np.ndarray  # of the features of `WEIGHTS`, and the intercept
COEFFICIENTS: Weights = np.array([*WEIGHTS.values(), INTERCEPT])


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question's first passage stands, and whether that answers it; `kind` is answerable, near or off."""

    kind: str
    is_answered: bool
    standing: Standing
    passage: float
    bm25: float

    @property
    def features(self) -> list[float]:
        """What the coefficients multiply."""
        return [*(getattr(self.standing, name) for name in WEIGHTS), 1.0]


def ask(snapshot: Snapshot, encoder: Encoder, kind: str, questions: Sequence[JudgedQuestion]) -> list[Asked]:
    """How the first passage of each question stands, spread over all of them."""
    asked = []
    for question in evenly(questions, QUESTIONS_OF_A_KIND):
        candidates = ordered(gather(snapshot, question.query, read_query(snapshot, encoder, question.query)))
        compared = [first for first, *_ in distinct(snapshot, candidates, COMPARED)]
        evidence = [candidate.evidence for candidate in compared]
        equal = alike(snapshot, [one.key for one in compared], [one.dense.position for one in compared])
        best, standing = compared[0], standings(evidence, list(map(score, evidence)), equal)[0]
        is_answered = kind == "answerable" and is_right(question, snapshot.passage(best.key))
        asked.append(Asked(kind, is_answered, standing, best.evidence.passage, best.lexical))
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


def fit(sets: Sequence[Sequence[Asked]]) -> Weights:
    """A logistic regression with no coefficient but the intercept below 0.

    Each set weighs the same, and in it answered and unanswered questions: what an owner's readers ask is not known.
    """
    columns = np.vstack([_features(asked) for asked in sets])
    answered = np.concatenate([_answered(asked) for asked in sets])
    importance = np.concatenate([_importance(_answered(asked)) for asked in sets]) / len(sets)

    def loss(weights: Weights) -> tuple[float, Weights]:
        logits = columns @ weights
        chances = 1 / (1 + np.exp(-logits))
        losses = importance * (np.logaddexp(0, logits) - answered * logits)
        return float(losses.sum()), columns.T @ (importance * (chances - answered))

    bounds = [(0.0, None)] * (columns.shape[1] - 1) + [(None, None)]
    found: Weights = minimize(loss, np.zeros(columns.shape[1]), method="L-BFGS-B", jac=True, bounds=bounds).x
    return found


def print_fit(sets: Sequence[Sequence[Asked]]) -> None:
    """Fit on all sets and print what belongs into `bot.search.confidence`."""
    found = fit(sets)
    asked = [question for questions in sets for question in questions]
    answered = [question for question in asked if question.is_answered]
    others = [question for question in asked if not question.is_answered]
    likely = np.concatenate([_chances(questions, found)[_answered(questions) == 1] for questions in sets])
    print(f"INTERCEPT = {found[-1]:.2f}")
    print("WEIGHTS =", {name: round(float(weight), 2) for name, weight in zip(WEIGHTS, found, strict=False)})
    for name in ("lead", "gap"):
        of_each = [np.mean([getattr(a.standing, name) for a in asked]) for asked in (answered, others)]
        print(f"TYPICAL_{name.upper()} = {np.mean(of_each):.1f}")
    print(f"{ANSWERED_KEPT:.0%} of the answered questions lie above {np.quantile(likely, 1 - ANSWERED_KEPT):.2f}")


def report(name: str, asked: Sequence[Asked]) -> None:
    """Print AUROC by kind, beside dense alone and BM25 alone, and the share of each kind at each level."""
    rows = []
    for kind in ("near", "off"):
        mixed = [a for a in asked if a.is_answered or a.kind == kind]
        truth = [a.is_answered for a in mixed]
        values = (_chances(mixed, COEFFICIENTS), [a.passage for a in mixed], [a.bm25 for a in mixed])
        rows.append([kind, str(len(mixed)), *(f"{roc_auc_score(truth, value):.3f}" for value in values)])
    print(f"\n{name}, {len(asked)} questions")
    print_table(["unanswerable", "questions", "AUROC probability", "dense alone", "BM25 alone"], rows)
    levels = []
    for kind in ("answerable", "near", "off"):
        likely = _chances([a for a in asked if a.kind == kind], COEFFICIENTS)
        found, related = (likely >= FOUND_FROM).mean(), (likely >= RELATED_FROM).mean()
        levels.append([kind, str(len(likely)), f"{found:.2f}", f"{related - found:.2f}", f"{1 - related:.2f}"])
    print_table(["kind", "questions", "found", "related", "not found"], levels)


def report_transfer(asked: Mapping[str, Sequence[Asked]]) -> None:
    """Print, for each set, what coefficients are worth that were fitted without it."""
    rows = []
    for name, questions in asked.items():
        weights = fit([other[::2] for other_name, other in asked.items() if other_name != name])
        odd = questions[1::2]
        shifted = [_log_loss(odd, weights + np.eye(len(weights))[-1] * shift) for shift in SHIFTS]
        values = (_log_loss(odd, weights), min(shifted), _log_loss(odd, fit([odd])), _calibration_error(odd, weights))
        rows.append([name, *(f"{value:.3f}" for value in values)])
    print("\nfitted on the other sets; answered and unanswered questions weigh the same")
    print_table(["set", "log loss", "with the best shift", "fitted on the set itself", "calibration error"], rows)


def _features(asked: Sequence[Asked]) -> np.ndarray:
    return np.array([question.features for question in asked])


def _answered(asked: Sequence[Asked]) -> np.ndarray:
    return np.array([question.is_answered for question in asked], dtype=np.float64)


def _importance(answered: np.ndarray) -> np.ndarray:
    """Half the weight to the answered, half to the others."""
    weights: np.ndarray = np.where(answered == 1, 0.5 / answered.sum(), 0.5 / (1 - answered).sum())
    return weights


def _chances(asked: Sequence[Asked], weights: Weights) -> np.ndarray:
    chances: np.ndarray = 1 / (1 + np.exp(-(_features(asked) @ weights)))
    return chances


def _log_loss(asked: Sequence[Asked], weights: Weights) -> float:
    logits, answered = _features(asked) @ weights, _answered(asked)
    return float((_importance(answered) * (np.logaddexp(0, logits) - answered * logits)).sum())


def _calibration_error(asked: Sequence[Asked], weights: Weights) -> float:
    """The expected calibration error over ten bins (Naeini, Cooper and Hauskrecht 2015)."""
    chances, answered = _chances(asked, weights), _answered(asked)
    importance, bins = _importance(answered), np.minimum((chances * BINS).astype(int), BINS - 1)
    gaps = [abs((importance * (chances - answered))[bins == number].sum()) for number in range(BINS)]
    return float(sum(gaps))


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
        asked = {name: ask_set(arguments.data, name, cache, encoder) for name in (*SETS, *UNSEEN)}
    if arguments.fit:
        print_fit([asked[name][::2] for name in SETS])
    for name, questions in asked.items():
        report(name, questions if name in UNSEEN else questions[1::2])
    report_transfer(asked)


if __name__ == "__main__":
    main()
