"""What soft words and the subject that goes without saying tell of whether a question can be answered.

    python -m benchmarks.soft_words DATA [--cache DIR]

DATA holds the folders of `SETS`, in BEIR layout. Of each set half the documents are indexed, as in
`benchmarks.abstention`, and a logistic regression over the named features is fitted on the even ones of its questions:
answerable against those on what was left out. The tables are of the odd ones, and of the questions of
`corpus/questions.toml`, answerable against near-topic, of which none was fitted on. Then come the nearest words of the
shipped corpus for some words that it does not have, and what soft words cost.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.abstention import half_of
from benchmarks.command import kept_or_temporary, parser_over_sets
from benchmarks.sets import indexed
from benchmarks.table import print_table
from bot import Library, load_encoder
from bot.encoders import Encoder, FloatArray
from bot.evaluation.beir import read_collection
from bot.evaluation.expected import Topic
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.evaluation.questions import read_questions
from bot.ingest.build import build
from bot.library import Snapshot
from bot.search.confidence import COMPARED, probability, standings
from bot.search.query import Query, parse_query
from bot.search.ranking import Candidate, alike, distinct, gather, ordered, read_again
from bot.search.ranking_model import score
from bot.search.reading import read_query

SETS = ("squad_dev_articles", "covid_faq")
CORPUS = Path(__file__).parents[1] / "corpus"
QUESTIONS_OF_A_KIND = 200
SHOWN = ("downsides", "gym", "mascara", "anaesthesia", "tattoo", "retinol", "Chicago", "insurance", "Botox")
SEARCHES = 200
FEATURES: dict[str, tuple[str, ...]] = {
    "probability of the question alone": ("alone",),
    "probability with the subject": ("subject",),
    "least support of a word": ("least",),
    "mean support by weight": ("mean",),
    "least support of a word by the first passage": ("aligned",),
    "alone, least": ("alone", "least"),
    "alone, least, mean": ("alone", "least", "mean"),
    "alone, least, aligned": ("alone", "least", "aligned"),
    "alone, least, subject": ("alone", "least", "subject"),
    "all": ("alone", "least", "mean", "aligned", "subject"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The features of a question, and whether the documents answer it."""

    is_answerable: bool
    features: dict[str, float]


def ask(snapshot: Snapshot, encoder: Encoder, query: Query, *, is_answerable: bool) -> Asked:
    """The features of one question."""
    reading = read_query(snapshot, encoder, query)
    candidates = ordered(gather(snapshot, query, reading))
    firsts = [first for first, *_ in distinct(snapshot, candidates, COMPARED)]
    alone = _logit(snapshot, firsts)
    again = reading.with_subject
    subject = alone if again is None else _logit(snapshot, read_again(snapshot, query, reading.wanted, again, firsts))
    support = reading.support
    features = {
        "alone": alone,
        "subject": max(alone, subject),
        "least": support.least,
        "mean": support.mean,
        "aligned": reading.alignment(snapshot, firsts[0].key).least,
    }
    return Asked(is_answerable, features)


def _logit(snapshot: Snapshot, firsts: Sequence[Candidate]) -> float:
    evidence = [candidate.evidence for candidate in firsts]
    equal = alike(snapshot, [one.key for one in firsts], [one.dense.position for one in firsts])
    chance = max(map(probability, standings(evidence, list(map(score, evidence)), equal)))
    return math.log(chance / (1 - chance))


def ask_set(data: Path, name: str, cache: Path, encoder: Encoder) -> list[Asked]:
    """Index half of a set and ask about both halves."""
    collection = read_collection(data / name)
    half = half_of(collection)
    held = {source.id for source in half.sources}
    kinds: dict[bool, list[JudgedQuestion]] = {True: [], False: []}
    for question in collection.questions:
        relevant = {document for document, grade in question.relevance.items() if grade}
        kinds[bool(relevant & held)].append(question)
    with indexed(half, cache / f"{name}-half", encoder) as snapshot:
        print(f"{name}: subject {snapshot.subject!r}")
        return [
            ask(snapshot, encoder, question.query, is_answerable=kind)
            for kind, questions in kinds.items()
            for question in evenly(questions, QUESTIONS_OF_A_KIND)
        ]


def ask_corpus(snapshot: Snapshot, encoder: Encoder) -> list[Asked]:
    """The first questions of the shipped file, those that name a passage and those near the topic."""
    expected = [(question.text, question.expected) for question in read_questions(CORPUS / "questions.toml").questions]
    return [
        ask(snapshot, encoder, parse_query(text), is_answerable=what.names_passage)
        for text, what in expected
        if what.names_passage or what.topic is Topic.NEAR
    ]


def report(sets: dict[str, list[Asked]], corpus: list[Asked]) -> None:
    """The area under the ROC curve of each choice of features."""
    fitted_on = [asked for questions in sets.values() for asked in questions[::2]]
    rows = []
    for name, features in FEATURES.items():
        model = LogisticRegression(C=100.0).fit(_columns(fitted_on, features), _truth(fitted_on))
        figures = [_auroc(model, questions[1::2], features) for questions in sets.values()]
        rows.append([name, *figures, _auroc(model, corpus, features)])
    print_table(["AUROC, answerable against near-topic", *sets, "shipped questions"], rows)


def _auroc(model: LogisticRegression, asked: Sequence[Asked], features: Sequence[str]) -> str:
    return f"{roc_auc_score(_truth(asked), model.decision_function(_columns(asked, features))):.3f}"


def _columns(asked: Sequence[Asked], features: Sequence[str]) -> np.ndarray:
    return np.array([[question.features[name] for name in features] for question in asked])


def _truth(asked: Sequence[Asked]) -> list[bool]:
    return [question.is_answerable for question in asked]


def report_words(snapshot: Snapshot, encoder: Encoder) -> None:
    """The nearest words for some that the corpus does not have."""
    rows = []
    for word, vector in zip(SHOWN, encoder.encode(list(SHOWN)), strict=True):
        rows.append([word, ", ".join(f"{term} {cosine:.2f}" for term, cosine in snapshot.nearest_words(vector, 3))])
    print_table(["word", "nearest terms"], rows)


def report_cost(snapshot: Snapshot, encoder: Encoder) -> None:
    """The time of a search among the words, and of encoding one word, two and three with a question."""
    question = "How long does the downtime last when both sides are treated?"
    rows = [["search among the words", _median_ms(_searches(snapshot, encoder.encode(["gym"])[0]))]]
    tries = {
        "a question": [question],
        "a question and a word": [question, "gym"],
        "a question and two words": [question, "gym", "mascara"],
        "a question and itself with a subject": [question, f"{question} (skin tightening)"],
    }
    rows += [[f"encoding {name}", _median_ms(_encodings(encoder, texts))] for name, texts in tries.items()]
    print_table(["step", "median ms"], rows)


def _searches(snapshot: Snapshot, vector: FloatArray) -> Iterator[float]:
    for _ in range(SEARCHES):
        began = perf_counter()
        snapshot.nearest_words(vector, 5)
        yield perf_counter() - began


def _encodings(encoder: Encoder, texts: Sequence[str]) -> Iterator[float]:
    for _ in range(SEARCHES // 10):
        began = perf_counter()
        encoder.encode(texts)
        yield perf_counter() - began


def _median_ms(seconds: Iterator[float]) -> str:
    return f"{1_000 * float(np.median(list(seconds))):.2f}"


def main() -> None:
    """Run the benchmark."""
    arguments = parser_over_sets(__doc__).parse_args()
    encoder = load_encoder()
    with kept_or_temporary(arguments.cache) as cache:
        build(cache / "corpus", [CORPUS], encoder)
        sets = {name: ask_set(arguments.data, name, cache, encoder) for name in SETS}
        with Library.open(cache / "corpus") as library, library.snapshot() as snapshot:
            print(f"shipped corpus: subject {snapshot.subject!r}")
            report(sets, ask_corpus(snapshot, encoder))
            report_words(snapshot, encoder)
            report_cost(snapshot, encoder)


if __name__ == "__main__":
    main()
