"""How often what is set side by side is right, and how often what should be is.

    python -m benchmarks.sources_say [FOLDER ...] [--errors] [--fit]

Each FOLDER holds `pairs.jsonl`; without one, benchmarks/data/side_by_side is asked. A line is one case:

    {"question": "...", "documents": [{"name": "a.md", "text": "..."}, ...],
     "shown": "nothing" | "agree" | "differ", "figures": ["8 hours", "10 hours"]}

Every case becomes a library of its own that is asked through the whole bot. What is shown is right when its verdict is
the one given and every figure is among its words, if only as a part of them. With --fit the weights of
`bot.comparison.likeness` are fitted on the even cases, by logistic regression over every two statements of two
documents; those that must not be set side by side count three times.
"""

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.command import parser
from benchmarks.table import print_table
from bot import ChatBot, Library, build, load_encoder
from bot.answer.level import judge
from bot.answer.placing import placed
from bot.answering import PASSAGES_READ
from bot.comparison.asking import Asked, asked
from bot.comparison.likeness import Likeness, likeness
from bot.comparison.sources import are_comparable, sources_say, stated_in
from bot.comparison.stated import Given
from bot.encoders import Encoder
from bot.records import Aspect, Verdict
from bot.search.query import parse_query
from bot.search.reranking import search_and_rerank

OWN_PAIRS = Path(__file__).resolve().parent / "data" / "side_by_side"
NOTHING = "nothing"
SPEAKING_FOR = frozenset(("agrees", "said"))
MOST_FOR_AGREEING = 1.5  # a judgement: few cases have an equal figure of another thing, of which there are many
COST_OF_WRONG = 3.0
STEPS, RATE, PENALTY = 1_500, 0.5, 0.01


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the documents it is asked over, and what must be set side by side."""

    question: str
    documents: tuple[tuple[str, str], ...]
    shown: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case, the milliseconds that comparing took, and whether each two statements belong together."""

    case: Case
    aspects: tuple[Aspect, ...]
    level: str
    comparing_ms: float
    pairs: tuple[tuple[Likeness, bool], ...]

    @property
    def shown(self) -> str:
        """The verdict shown, or NOTHING."""
        return self.aspects[0].verdict.value if self.aspects else NOTHING

    @property
    def is_right(self) -> bool:
        """Whether exactly what must be shown is."""
        words = [said.words.text for aspect in self.aspects for said in aspect.said]
        has_figures = all(any(_is_in(figure, told) for told in words) for figure in self.case.figures)
        return self.shown == self.case.shown and (self.shown == NOTHING or has_figures)


def read_cases(folder: Path) -> Iterator[Case]:
    """The cases of a folder, in the order of its file."""
    for line in (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = tuple((document["name"], document["text"]) for document in row["documents"])
        yield Case(row["question"], documents, row["shown"] or NOTHING, tuple(row.get("figures", ())))


def outcome_of(case: Case, encoder: Encoder) -> Outcome:
    """Ask over a library of nothing but the documents of `case`."""
    with tempfile.TemporaryDirectory() as name:
        docs = Path(name) / "docs"
        docs.mkdir()
        for file, text in case.documents:
            (docs / file).write_text(text, encoding="utf-8")
        build(Path(name) / "index", [docs], encoder)
        with Library.open(Path(name) / "index") as library:
            answer = ChatBot(library, encoder).reply(case.question)
            took_ms, pairs = _compared(library, encoder, case)
            return Outcome(case, answer.sources_say, answer.level.value, took_ms, pairs)


def _is_in(figure: str, told: str) -> bool:
    return figure.casefold() in " ".join(told.casefold().split())


def _compared(library: Library, encoder: Encoder, case: Case) -> tuple[float, tuple[tuple[Likeness, bool], ...]]:
    """The milliseconds that comparing takes, and what is alike in every two statements that may be compared."""
    with library.snapshot() as snapshot:
        query, document = parse_query(case.question), cache(snapshot.document)
        ranking = search_and_rerank(snapshot, encoder, None, query, PASSAGES_READ)
        judged = judge(snapshot, query, ranking, placed(ranking.hits), document)
        hits = [one.hit for one in judged.hits]
        started = time.perf_counter()
        figure = asked(case.question)
        if figure is not None:
            sources_say(case.question, figure, hits, judged.choice, document)
        took_ms = 1000 * (time.perf_counter() - started)
        stated = list(stated_in(figure, hits, judged.choice, document)) if figure else []
        return took_ms, tuple(_pairs(figure, stated, case)) if figure else ()


def _pairs(asked: Asked, stated: Sequence[Given], case: Case) -> Iterator[tuple[Likeness, bool]]:
    for one, other in combinations(stated, 2):
        if one.passage.document != other.passage.document and are_comparable(one, other):
            told = [given.quantity.of(given.text) for given in (one, other)]
            yield (
                likeness(asked, one, other),
                all(any(_is_in(figure, words) for figure in case.figures) for words in told),
            )


def fitted(outcomes: Sequence[Outcome]) -> tuple[dict[str, float], float]:
    """The weights and the bias; a weight of what speaks for two statements is at least 0, of other things at most."""
    rows = [(astuple(found), belongs) for outcome in outcomes for found, belongs in outcome.pairs]
    found, labels = np.array([row for row, _ in rows]), np.array([label for _, label in rows], dtype=np.float64)
    costs = np.where(labels > 0, 1.0, COST_OF_WRONG)
    costs /= costs.mean()
    names = [field.name for field in fields(Likeness)]
    spread = found.std(axis=0) + 1e-9
    scaled = (found - found.mean(axis=0)) / spread
    signs = np.array([1.0 if name in SPEAKING_FOR else -1.0 for name in names])
    most = np.array([MOST_FOR_AGREEING if name == "agrees" else np.inf for name in names]) * spread
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(STEPS):
        errors = costs * (1 / (1 + np.exp(-(scaled @ weights + bias))) - labels)
        weights -= RATE * (scaled.T @ errors / len(labels) + PENALTY * weights)
        weights[weights * signs < 0] = 0.0
        weights = np.minimum(weights, most)
        bias -= RATE * float(errors.mean())
    weights /= spread
    return dict(zip(names, weights.tolist(), strict=True)), bias - float(found.mean(axis=0) @ weights)


def _row(name: str, outcomes: list[Outcome]) -> list[str]:
    shown = [outcome for outcome in outcomes if outcome.shown != NOTHING]
    right = sum(outcome.is_right for outcome in shown)
    wanted = sum(outcome.case.shown != NOTHING for outcome in outcomes)
    precision, recall = right / len(shown) if shown else 1.0, right / max(1, wanted)
    times = [
        median([o.comparing_ms for o in some] or [0.0]) for some in (shown, [o for o in outcomes if o not in shown])
    ]
    return [
        name,
        str(len(outcomes)),
        str(len(shown)),
        f"{precision:.3f}",
        f"{recall:.3f}",
        *(f"{t:.1f}" for t in times),
    ]


def main() -> None:
    """Print the table."""
    options = parser(__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=[OWN_PAIRS])
    options.add_argument("--errors", action="store_true", help="print the cases that come out otherwise")
    options.add_argument("--fit", action="store_true", help="print weights fitted on the even cases")
    arguments = options.parse_args()
    encoder = load_encoder()
    rows = []
    for folder in arguments.folders:
        outcomes = [outcome_of(case, encoder) for case in read_cases(folder)]
        rows += [_row(folder.name, outcomes)]
        rows += [_row(f"  {name}", outcomes[first::2]) for name, first in (("odd", 0), ("even", 1))]
        for verdict in Verdict:
            rows += [_row(f"  {verdict.value}", [o for o in outcomes if verdict.value in (o.shown, o.case.shown)])]
        for outcome in outcomes if arguments.errors else ():
            if not outcome.is_right:
                _print_error(outcome)
        if arguments.fit:
            weights, bias = fitted(outcomes[1::2])
            print({name: round(weight, 2) for name, weight in weights.items()}, round(bias, 2))
    print_table(["cases", "number", "shown", "precision", "recall", "ms where shown", "ms else"], rows)


def _print_error(outcome: Outcome) -> None:
    words = [said.words.text for aspect in outcome.aspects for said in aspect.said]
    print(f"\n{outcome.case.question}\n  {outcome.shown} {words}, level {outcome.level}")
    print(f"  must be {outcome.case.shown} {list(outcome.case.figures)}")
    for name, text in outcome.case.documents:
        print(f"  {name}: {' / '.join(text.split(chr(10)))[:160]}")


if __name__ == "__main__":
    main()
