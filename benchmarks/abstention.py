"""How well the confidence of the first passage tells answerable from unanswerable questions, and right from wrong.

    python -m benchmarks.abstention DATA [--fit] [--cache DIR]

DATA holds clinc_oos/ and the folders of `SETS` and `UNSEEN`, in BEIR layout. Of each set every second document (of
SQuAD: article) is asked. Answerable are the questions on those, answered when the first passage is right; near-topic
are the questions on what was left out; off-topic the out-of-scope questions of clinc_oos. "articles" are those of
SQuAD, each by itself with every second paragraph: near-topic are the questions on the other ones. All figures are of
the odd questions (articles), and for sets in `UNSEEN` of all; `--fit` fits the coefficients of `bot.answer.level` and
`bot.search.confidence` on the even ones of `SETS` and the articles, and prints them. The indexes are kept in the cache
folder.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from benchmarks.command import parser_over_sets
from benchmarks.sets import is_right, opened_sets
from benchmarks.table import print_table
from bot import load_encoder
from bot.answer import level
from bot.answer.level import Ground, judge
from bot.answer.placing import placed
from bot.encoders import Encoder
from bot.evaluation.beir import Collection
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.evaluation.systems import DOCUMENTS_HELD
from bot.library import Snapshot
from bot.records import Scores, Standing
from bot.search import confidence
from bot.search.confidence import COMPARED, FOUND_FROM
from bot.search.query import parse_query
from bot.search.ranking import search

SETS = ("covid_faq", "covidqa", "squad_dev_articles")
UNSEEN = ("scifact",)
ARTICLES = "articles"
QUESTIONS_OF_A_KIND = 400
QUESTIONS_OF_AN_ARTICLE = 25  # of each kind
FIXED = {"support": 3.0, "identified": 1.5}  # of the weights of `bot.answer.level`: see there
PRECISION = 0.95

Weights = np.ndarray


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question's first passage stands on, and whether that answers it; `kind` is answerable, near or off."""

    kind: str
    is_answered: bool
    standing: Standing
    ground: Ground
    scores: Scores

    @property
    def probability(self) -> float:
        """The probability that is shown."""
        return level.probability(self.standing, self.ground)


Features = Callable[[Asked], Mapping[str, float]]


def ask(snapshot: Snapshot, encoder: Encoder, kind: str, questions: Sequence[JudgedQuestion]) -> list[Asked]:
    """What the first passage of each question stands on; questions that nothing is near to are left out."""
    document = lru_cache(DOCUMENTS_HELD)(snapshot.document)
    asked = []
    for question in questions:
        query = question.query.read_in(snapshot.languages)
        ranking = search(snapshot, encoder, query, COMPARED)
        if ranking.hits:
            judged = judge(snapshot, query, ranking, placed(ranking.hits), document)
            first = ranking.hits[0]
            is_answered = kind == "answerable" and is_right(question, first.passage)
            asked.append(Asked(kind, is_answered, first.standings[0], judged.grounds[0], first.scores))
    return asked


def half_of(collection: Collection) -> Collection:
    """Every second article of SQuAD, every second document of another set."""
    is_squad = collection.name == "squad_dev_articles"
    groups = sorted({source.title if is_squad else source.id for source in collection.sources})[::2]
    kept = set(groups)
    sources = (source for source in collection.sources if (source.title if is_squad else source.id) in kept)
    return replace(collection, sources=tuple(sources))


def ask_half(
    snapshot: Snapshot, encoder: Encoder, collection: Collection, off: Sequence[JudgedQuestion]
) -> list[Asked]:
    """Ask all three kinds of questions of half of a set."""
    held = {source.id for source in half_of(collection).sources}
    answerable, near = _kinds(collection.questions, held)
    half = snapshot.within(snapshot.scope(sorted(held)))
    kinds = (("answerable", answerable), ("near", near), ("off", off))
    return [
        asked for kind, questions in kinds for asked in ask(half, encoder, kind, evenly(questions, QUESTIONS_OF_A_KIND))
    ]


def ask_articles(snapshot: Snapshot, encoder: Encoder, collection: Collection) -> list[list[Asked]]:
    """For every article of SQuAD by itself the questions on the paragraphs that are there, and on the other ones."""
    articles: dict[str, list[str]] = defaultdict(list)
    for source in collection.sources:
        articles[source.title].append(source.id)
    asked = []
    for _, paragraphs in sorted(articles.items()):
        kept, left_out = set(paragraphs[::2]), set(paragraphs[1::2])
        half = snapshot.within(snapshot.scope(sorted(kept)))
        answerable, _ = _kinds(collection.questions, kept)
        near, _ = _kinds(collection.questions, left_out)
        kinds = (("answerable", answerable), ("near", near))
        asked.append(
            [
                one
                for kind, questions in kinds
                for one in ask(half, encoder, kind, evenly(questions, QUESTIONS_OF_AN_ARTICLE))
            ]
        )
    return asked


def fit(sets: Sequence[Sequence[Asked]], features: Features, names: Sequence[str]) -> tuple[Weights, float]:
    """The weights and intercept of a logistic regression in which no weight but those of `FIXED` is chosen below 0.

    Each set weighs the same, and in it answered and unanswered questions: what an owner's readers ask is not known.
    """
    columns = np.array([[*_row(features(one), names), 1.0] for asked in sets for one in asked])
    answered = np.concatenate([_answered(asked) for asked in sets])
    importance = np.concatenate([_importance(_answered(asked)) for asked in sets]) / len(sets)

    def loss(weights: Weights) -> tuple[float, Weights]:
        logits = columns @ weights
        chances = 1 / (1 + np.exp(-logits))
        losses = importance * (np.logaddexp(0, logits) - answered * logits)
        return float(losses.sum()), columns.T @ (importance * (chances - answered))

    bounds = [(FIXED.get(name, 0.0), FIXED.get(name)) for name in names]
    start = np.array([*(FIXED.get(name, 0.0) for name in names), 0.0])
    found = minimize(loss, start, method="L-BFGS-B", jac=True, bounds=[*bounds, (None, None)]).x
    return found[:-1], float(found[-1])


def print_fit(module: str, sets: Sequence[Sequence[Asked]], features: Features, names: Sequence[str]) -> None:
    """Fit on all sets and print what belongs into a module."""
    weights, intercept = fit(sets, features, names)
    print(f"# {module}\nINTERCEPT = {intercept:.2f}")
    print("WEIGHTS =", {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)})


def report(name: str, asked: Sequence[Asked]) -> None:
    """Print how well confidences tell what is answered from what is not, and the share of each kind at each level."""
    rows = []
    for kind in ("near", "off", "wrong"):
        mixed = [one for one in asked if one.is_answered or _is_of(kind, one)]
        truth = [one.is_answered for one in mixed]
        if not 0 < sum(truth) < len(truth):
            continue
        confidences = (
            [one.probability for one in mixed],
            [one.scores.passage for one in mixed],
            [one.scores.lexical for one in mixed],
        )
        rows.append([kind, str(len(mixed)), *(f"{roc_auc_score(truth, values):.3f}" for values in confidences)])
    print(f"\n{name}, {len(asked)} questions; coverage at {PRECISION:.0%} precision {coverage(asked):.2f}")
    print_table(["not answered", "questions", "AUROC probability", "dense alone", "BM25 alone"], rows)
    levels = []
    for kind in ("answerable", "near", "off"):
        likely = np.array([one.probability for one in asked if one.kind == kind])
        if len(likely):
            found, related = (likely >= FOUND_FROM).mean(), (likely >= level.RELATED_FROM).mean()
            levels.append([kind, str(len(likely)), f"{found:.2f}", f"{related - found:.2f}", f"{1 - related:.2f}"])
    print_table(["kind", "questions", "found", "related", "not found"], levels)


def coverage(asked: Sequence[Asked]) -> float:
    """How many of the answerable questions, and as many near-topic ones, may be answered with `PRECISION`, at most.

    As a share of the answerable ones.
    """
    both = sorted((one for one in asked if one.kind != "off"), key=lambda one: -one.probability)
    right = np.cumsum([one.is_answered for one in both])
    precise = np.flatnonzero(right >= PRECISION * np.arange(1, len(both) + 1))
    answerable = sum(one.kind == "answerable" for one in both)
    return float((precise.max() + 1) / answerable) if len(precise) and answerable else 0.0


def _kinds(questions: Sequence[JudgedQuestion], held: set[str]) -> tuple[list[JudgedQuestion], list[JudgedQuestion]]:
    """The questions that a document of `held` answers, and the others."""
    kinds: dict[bool, list[JudgedQuestion]] = {True: [], False: []}
    for question in questions:
        kinds[any(grade > 0 and name in held for name, grade in question.relevance.items())].append(question)
    return kinds[True], kinds[False]


def _is_of(kind: str, one: Asked) -> bool:
    return one.kind == kind or (kind == "wrong" and one.kind == "answerable" and not one.is_answered)


def _row(features: Mapping[str, float], names: Sequence[str]) -> list[float]:
    return [features[name] for name in names]


def _answered(asked: Sequence[Asked]) -> np.ndarray:
    return np.array([question.is_answered for question in asked], dtype=np.float64)


def _importance(answered: np.ndarray) -> np.ndarray:
    """Half the weight to the answered, half to the others."""
    weights: np.ndarray = np.where(answered == 1, 0.5 / answered.sum(), 0.5 / (1 - answered).sum())
    return weights


def _of_level(one: Asked) -> Mapping[str, float]:
    return level.evidence_of(one.standing, one.ground)


def _of_confidence(one: Asked) -> Mapping[str, float]:
    return {name: getattr(one.standing, name) for name in confidence.WEIGHTS}


def main() -> None:
    """Run the benchmark."""
    options = parser_over_sets(__doc__)
    options.add_argument("--fit", action="store_true")
    arguments = options.parse_args()
    encoder = load_encoder()
    clinc = json.loads((arguments.data / "clinc_oos" / "clinc_test_val.json").read_text(encoding="utf-8"))
    off = [JudgedQuestion(text, parse_query(text), {}) for text, _ in clinc["oos_test"]]
    asked: dict[str, list[Asked]] = {}
    articles: list[list[Asked]] = []
    for collection, snapshot in opened_sets(arguments.data, (*SETS, *UNSEEN), arguments.cache, encoder):
        asked[collection.name] = ask_half(snapshot, encoder, collection, off)
        if collection.name == "squad_dev_articles":
            articles = ask_articles(snapshot, encoder, collection)
    if arguments.fit:
        even = [*(asked[name][::2] for name in SETS), list(chain.from_iterable(articles[::2]))]
        print_fit("bot.answer.level", even, _of_level, list(level.WEIGHTS))
        print_fit("bot.search.confidence", even, _of_confidence, list(confidence.WEIGHTS))
    for name, questions in asked.items():
        report(name, questions if name in UNSEEN else questions[1::2])
    report(ARTICLES, list(chain.from_iterable(articles[1::2])))


if __name__ == "__main__":
    main()
