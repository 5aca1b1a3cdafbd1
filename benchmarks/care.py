"""How well the care router tells questions about somebody's safety from general ones, and what yielding changes.

    python -m benchmarks.care
    python -m benchmarks.care tests/data/care_aside.toml
    python -m benchmarks.care tests/data/care_aside2.toml

The labelled questions are in tests/data/care_held_out.toml, which says how far each part was seen before, or in the
file that is named; the router has learnt from others, those of corpus/care.toml. A file has lists that are called
PART_personal, PART_red_flag (thoughts of suicide among them) and PART_general, such as en_personal. The baseline is
what one would write first: a question with "I", "me" or "my" and a word such as safe, risk, allowed, pregnant or
allergic. What comes first is measured on the first five passages of each question of corpus/questions.toml, as the
corpus is built now, and only where no file is named.
"""

import re
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np

from benchmarks.table import print_table
from bot import ChatBot, Library, build, load_encoder
from bot.answer.placing import Placed, placed, yielding
from bot.conversation.care import note_for, warnings_first, warns
from bot.encoders import Encoder, FloatArray
from bot.ingest.care_file import care_examples
from bot.ingest.learning import guide_from
from bot.records import CareGuide, Concern, Move
from bot.search.query import parse_query
from bot.search.ranking import search

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = ROOT / "tests" / "data" / "care_held_out.toml"
GENERAL = "_general"
BASELINE = re.compile(
    r"(?=.*\b(?:i|me|my|i'm)\b).*\b(?:safe|risk|danger|dangerous|allowed|pregnant|allergic|pain|burn|medication)\b",
    re.IGNORECASE | re.DOTALL,
)
SHOWN, LOOKED_AT = 5, 10

Entry: TypeAlias = dict[str, object]


def share(recognises: Callable[[str], object], questions: Sequence[str]) -> str:
    """How many of the questions are recognised, as text."""
    return f"{sum(bool(recognises(question)) for question in questions)} of {len(questions)}"


def print_router(guides: Sequence[CareGuide], encoder: Encoder, labelled: Path) -> None:
    """How many of each part of the labelled questions get a note, by meaning and by words alone."""
    asked: dict[str, list[str]] = tomllib.loads(labelled.read_text(encoding="utf-8"))
    questions = [question for part in asked.values() for question in part]
    vectors = dict(zip(questions, encoder.encode(questions), strict=True))
    routers = {"by meaning": router(guides, vectors), "by words alone": router(guides, {}), "baseline": baseline}
    parts = [kind.removesuffix(GENERAL) for kind in asked if kind.endswith(GENERAL)]
    rows = [[name, part, *shares(concern_of, asked, part)] for name, concern_of in routers.items() for part in parts]
    print_table(
        ["router", "part", "personal", "red flags", "red flags as such", "personal called red", "false alarms"], rows
    )
    began = time.perf_counter()
    for question in questions:
        routers["by meaning"](question)
    print(f"care, without encoding: {1_000 * (time.perf_counter() - began) / len(questions):.2f} ms a question\n")


def shares(concern_of: Callable[[str], Concern], asked: Mapping[str, list[str]], part: str) -> list[str]:
    """What a router finds of a part, in the columns of the table."""
    personal, red, general = (asked[f"{part}_{kind}"] for kind in ("personal", "red_flag", "general"))

    def is_noted(question: str) -> bool:
        return concern_of(question) is not Concern.NONE

    def is_red(question: str) -> bool:
        return concern_of(question) is Concern.RED_FLAG

    columns = ((is_noted, personal), (is_noted, red), (is_red, red), (is_red, personal), (is_noted, general))
    return [share(recognises, questions) for recognises, questions in columns]


def router(guides: Sequence[CareGuide], vectors: Mapping[str, FloatArray]) -> Callable[[str], Concern]:
    """The concern that the guides see in a question; by words where it has no vector."""

    def concern_of(question: str) -> Concern:
        note = note_for(question, guides, vectors.get(question))
        return note.kind if note else Concern.NONE

    return concern_of


def baseline(question: str) -> Concern:
    """What two short lists of words see; they know of no red flags."""
    return Concern.PERSONAL if BASELINE.search(question) else Concern.NONE


def is_answered(entry: Entry, hits: Sequence[Placed]) -> bool:
    """Whether the words that the question file wants stand in the passages among which it wants them."""
    wanted = entry.get("pattern") or re.escape(str(entry.get("quote", "")))
    within = hits[: int(str(entry.get("rank", SHOWN)))]
    return any(re.search(str(wanted), hit.hit.passage.text) for hit in within)


def print_order(bot: ChatBot) -> None:
    """How near neighbours are, what yielding and warnings move, and whether a question loses its answer by it."""
    text = (ROOT / "corpus" / "questions.toml").read_text(encoding="utf-8")
    entries: list[Entry] = tomllib.loads(text)["questions"]
    classes = {summary.id: summary.source_class for summary in bot.library.documents()}
    settings, gaps, counts = bot.library.settings(), [], Counter[str]()
    sellers, guides = settings.yielding, settings.care
    with bot.library.snapshot() as snapshot:
        for entry in entries:
            question = str(entry["question"])
            ranking = search(snapshot, bot.encoder, parse_query(question), LOOKED_AT)
            hits = ranking.hits
            gaps += [first.scores.fused - second.scores.fused for first, second in pairwise(hits)]
            before = placed(hits)
            after = yielding(before, classes.__getitem__, sellers)
            counts["yield"] += sum(hit.move is Move.YIELDS for hit in after[:SHOWN])
            if note_for(question, guides, ranking.vector):
                warned = {hit.key: warns(guides, snapshot.sentence_vectors(hit.key)) for hit in ranking.hits}
                after = warnings_first(after, lambda one: warned[one.hit.key])  # noqa: B023
                counts["safety"] += 1
                counts["warned before"] += warned[hits[0].key]
                counts["warned after"] += warned[after[0].hit.key]
            counts["answered before"] += is_answered(entry, before)
            counts["answered after"] += is_answered(entry, after)
            counts["lost"] += is_answered(entry, before) and not is_answered(entry, after)
    quarter, half = np.quantile(gaps, [0.25, 0.5])
    print(f"fused scores of neighbours: a quarter nearer than {quarter:.2f}, a half nearer than {half:.2f}")
    print_table(["of corpus/questions.toml", "count"], [[name, str(count)] for name, count in counts.items()])


def main() -> None:
    """Run the benchmark."""
    encoder = load_encoder()
    if len(sys.argv) > 1:
        examples = care_examples((ROOT / "corpus" / "care.toml").read_bytes(), "care.toml")
        print_router([guide_from(examples, encoder)], encoder, Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        build(folder, [ROOT / "corpus"], encoder)
        with Library.open(folder) as library:
            print_router(library.settings().care, encoder, HELD_OUT)
            print_order(ChatBot(library, encoder))


if __name__ == "__main__":
    main()
