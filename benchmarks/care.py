"""How well the care router tells questions about somebody's safety from general ones, and what yielding changes.

    python -m benchmarks.care

The labelled questions are in tests/data; only the part `blind` is held out, all others have shaped the rules. The
baseline is what one would write first: a question with "I", "me" or "my" and a word such as safe, risk, allowed,
pregnant or allergic. Yielding is measured on the first five passages of each question of corpus/questions.toml, as the
corpus is built now.
"""

import re
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np

from benchmarks.table import print_table
from bot import ChatBot, Library, build, load_encoder
from bot.answer.placing import Placed, placed
from bot.dialogue.cautions import warnings_first, warns
from bot.dialogue.personal import read_concern
from bot.dialogue.smalltalk import recognise
from bot.dialogue.speaking import yielding
from bot.encoders.common_words import common_terms
from bot.language.words import term_of
from bot.records import Concern, Move
from bot.search.query import parse_query
from bot.search.ranking import search

ROOT = Path(__file__).resolve().parent.parent
BASELINE = re.compile(
    r"(?=.*\b(?:i|me|my|i'm)\b).*\b(?:safe|risk|danger|dangerous|allowed|pregnant|allergic|pain|burn|medication)\b",
    re.IGNORECASE | re.DOTALL,
)
SHOWN, LOOKED_AT = 5, 10

Entry: TypeAlias = dict[str, object]


def questions_in(path: Path) -> dict[str, list[str]]:
    """The lists of a labelled file, by name."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def knows_word(word: str) -> bool:
    """Whether the default model's vocabulary has the word."""
    return term_of(word) in common_terms()


def is_concern(question: str) -> bool:
    """Whether the router sees a person's safety in the question."""
    return read_concern(question, knows_word).concern is not Concern.NONE


def is_alarm(question: str) -> bool:
    """Whether the router sees a red flag in the question."""
    return read_concern(question, knows_word).concern is Concern.RED_FLAG


def share(recognises: Callable[[str], object], questions: Sequence[str]) -> str:
    """The share of the questions that are recognised, as text."""
    return f"{sum(bool(recognises(question)) for question in questions) / len(questions):.3f}"


def print_router() -> None:
    """The share of each part of the labelled files that is taken for a question about somebody's safety."""
    personal, general = (
        questions_in(ROOT / "tests" / "data" / f"care_{name}.toml") for name in ("personal", "general")
    )
    flags, alarms, others = personal["personal"], personal["red_flag"], general["general"]
    parts = (
        ("first", flags, alarms, others),
        ("development", personal["development"], personal["development_red_flag"], general["development"]),
        ("fresh (development since)", personal["fresh_personal"], personal["fresh_red_flag"], general["fresh"]),
        ("blind (held out)", personal["blind_personal"], personal["blind_red_flag"], general["blind"]),
    )
    rows = []
    for name, calm, red, unwanted in parts:
        wanted = calm + red
        router = [share(is_concern, wanted), share(is_alarm, red), share(is_concern, unwanted)]
        baseline = [share(BASELINE.search, wanted), share(BASELINE.search, unwanted)]
        rows.append([name, str(len(wanted)), str(len(unwanted)), *router, *baseline])
    print_table(
        ["part", "safety", "general", "recall", "red flags as such", "false alarms", "baseline recall", "false alarms"],
        rows,
    )
    asked = [*flags, *alarms, *others]
    began = time.perf_counter()
    for question in asked:
        recognise(question, knows_word)
        read_concern(question, knows_word)
    print(f"small talk and care: {1_000 * (time.perf_counter() - began) / len(asked):.2f} ms a question\n")


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
    sellers, gaps, counts = bot.library.settings().yielding, [], Counter[str]()
    with bot.library.snapshot() as snapshot:
        for entry in entries:
            question = str(entry["question"])
            hits = search(snapshot, bot.encoder, parse_query(question), LOOKED_AT).hits
            gaps += [first.scores.fused - second.scores.fused for first, second in pairwise(hits)]
            before = placed(hits)
            after = yielding(before, classes.__getitem__, sellers)
            counts["yield"] += sum(hit.move is Move.YIELDS for hit in after[:SHOWN])
            if is_concern(question):
                after = warnings_first(after)
                counts["safety"] += 1
                counts["warned before"] += warns(hits[0].passage)
                counts["warned after"] += warns(after[0].hit.passage)
            counts["answered before"] += is_answered(entry, before)
            counts["answered after"] += is_answered(entry, after)
            counts["lost"] += is_answered(entry, before) and not is_answered(entry, after)
    quarter, half = np.quantile(gaps, [0.25, 0.5])
    print(f"fused scores of neighbours: a quarter nearer than {quarter:.2f}, a half nearer than {half:.2f}")
    print_table(["of corpus/questions.toml", "count"], [[name, str(count)] for name, count in counts.items()])


def main() -> None:
    """Run the benchmark."""
    print_router()
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as folder:
        build(folder, [ROOT / "corpus"], encoder)
        with Library.open(folder) as library:
            print_order(ChatBot(library, encoder))


if __name__ == "__main__":
    main()
