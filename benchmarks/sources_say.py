"""How often what is set side by side is right, and how often what should be is.

    python -m benchmarks.sources_say [FOLDER ...] [--errors]

Each FOLDER holds `pairs.jsonl`; without one, benchmarks/data/side_by_side is asked. A line is one case:

    {"question": "...", "documents": [{"name": "a.md", "text": "..."}, ...],
     "shown": "nothing" | "agree" | "differ", "figures": ["8 hours", "10 hours"]}

Every case becomes a library of its own that is asked through the whole bot. What is shown is right when its verdict is
the one given and every figure is among its words, if only as a part of them.
"""

import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.command import parser
from benchmarks.table import print_table
from bot import ChatBot, Library, build, load_encoder
from bot.chatbot import PASSAGES_READ
from bot.comparison.asking import asked
from bot.comparison.sources import sources_say
from bot.encoders import Encoder
from bot.records import Aspect, Verdict
from bot.search.query import parse_query
from bot.search.ranking import rank

OWN_PAIRS = Path(__file__).resolve().parent / "data" / "side_by_side"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the documents it is asked over, and what must be set side by side."""

    question: str
    documents: tuple[tuple[str, str], ...]
    shown: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case, and the milliseconds that comparing took."""

    case: Case
    aspects: tuple[Aspect, ...]
    level: str
    comparing_ms: float

    @property
    def shown(self) -> str:
        """The verdict shown, or NOTHING."""
        return self.aspects[0].verdict.value if self.aspects else NOTHING

    @property
    def is_right(self) -> bool:
        """Whether exactly what must be shown is."""
        words = [" ".join(said.words.text.casefold().split()) for aspect in self.aspects for said in aspect.said]
        has_figures = all(any(figure.casefold() in told for told in words) for figure in self.case.figures)
        return self.shown == self.case.shown and (self.shown == NOTHING or has_figures)


def read_cases(folder: Path) -> Iterator[Case]:
    """The cases of a folder, in the order of its file."""
    for line in (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        documents = tuple((document["name"], document["text"]) for document in row["documents"])
        yield Case(row["question"], documents, row["shown"], tuple(row.get("figures", ())))


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
            return Outcome(case, answer.sources_say, answer.level.value, _comparing_ms(library, encoder, case.question))


def _comparing_ms(library: Library, encoder: Encoder, question: str) -> float:
    with library.snapshot() as snapshot:
        hits = rank(snapshot, encoder, parse_query(question), PASSAGES_READ)
        documents = {passage.document for hit in hits for passage in (hit.passage, *hit.also_in)}
        read = {document: snapshot.document(document) for document in documents}
        started = time.perf_counter()
        figure = asked(question)
        if figure is not None:
            sources_say(question, figure, hits, read.__getitem__)
        return 1000 * (time.perf_counter() - started)


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
    arguments = options.parse_args()
    encoder = load_encoder()
    rows = []
    for folder in arguments.folders:
        outcomes = [outcome_of(case, encoder) for case in read_cases(folder)]
        rows += [_row(folder.name, outcomes)]
        for verdict in Verdict:
            rows += [_row(f"  {verdict.value}", [o for o in outcomes if verdict.value in (o.shown, o.case.shown)])]
        for outcome in outcomes if arguments.errors else ():
            if not outcome.is_right:
                _print_error(outcome)
    print_table(["cases", "number", "shown", "precision", "recall", "ms where shown", "ms else"], rows)


def _print_error(outcome: Outcome) -> None:
    words = [said.words.text for aspect in outcome.aspects for said in aspect.said]
    print(f"\n{outcome.case.question}\n  {outcome.shown} {words}, level {outcome.level}")
    print(f"  must be {outcome.case.shown} {list(outcome.case.figures)}")
    for name, text in outcome.case.documents:
        print(f"  {name}: {' / '.join(text.split(chr(10)))[:160]}")


if __name__ == "__main__":
    main()
