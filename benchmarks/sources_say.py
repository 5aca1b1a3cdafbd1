"""How well the bot tells sources that differ from those that agree or cannot be compared.

    python -m benchmarks.sources_say [--errors]

Asks each question of the pairs in tests/data over its two sentences, as if two documents without a title said them.
Prints precision and recall of each verdict on the pairs that the rules were made with and on those never seen, beside
two baselines that compare figures by their numbers alone. `--errors` prints the former where they come out wrong.
"""

import argparse
import time

from benchmarks.table import print_table
from bot.dialogue.sources_say import sources_say
from bot.records import Quotation
from bot.records.sources_say import Verdict
from bot.text.quantities import quantities
from tests.dialogue.pairs import (
    BLIND_PAIRS,
    HELD_OUT_PAIRS,
    PAIRS,
    PLAIN_PAIRS,
    TUNING_PAIRS,
    UNSEEN_PAIRS,
    Pair,
    development,
    precision_and_recall,
    quotation,
    read_pairs,
    verdict_given,
)

SETS = {
    "development": PAIRS,
    "development, to find faults": TUNING_PAIRS,
    "development, by another author": BLIND_PAIRS,
    "development, once held out": HELD_OUT_PAIRS,
    "development, many fields": PLAIN_PAIRS,
    "unseen, by a third author": UNSEEN_PAIRS,
}
SENTENCES = 7  # in each of the passages timed
PASSAGES = 12


def first_unequal(pair: Pair) -> Verdict:
    """Whether the first figures of the sentences are equal, whatever they measure."""
    ones, others = ([(q.low, q.high) for q in quantities(text)] for text in (pair.one, pair.other))
    if not ones or not others:
        return Verdict.NOT_COMPARABLE
    return Verdict.AGREE if ones[0] == others[0] else Verdict.DIFFER


def none_equal(pair: Pair) -> Verdict:
    """Whether any two figures of one dimension are equal."""
    ones, others = (quantities(text) for text in (pair.one, pair.other))
    both = [(one, other) for one in ones for other in others if one.unit.dimension is other.unit.dimension]
    if not both:
        return Verdict.NOT_COMPARABLE
    return Verdict.AGREE if any((a.low, a.high) == (b.low, b.high) for a, b in both) else Verdict.DIFFER


JUDGES = {"sources_say": verdict_given, "first figures": first_unequal, "figures of one dimension": none_equal}


def milliseconds(pairs: list[Pair]) -> float:
    """Processor time to ask over PASSAGES quotations of SENTENCES each, none of them asked over before."""
    size = PASSAGES * SENTENCES
    texts = [text for pair in pairs for text in (pair.one, pair.other)]
    asked = [(pairs[i // 2].question, _passages(texts[i : i + size])) for i in range(0, len(texts) - size, size)]
    started = time.process_time()
    for question, quotations in asked:
        sources_say(question, quotations)
    return 1000 * (time.process_time() - started) / len(asked)


def _passages(texts: list[str]) -> list[Quotation]:
    return [quotation(k, " ".join(texts[k * SENTENCES : (k + 1) * SENTENCES])) for k in range(PASSAGES)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    for_time = milliseconds(development())  # first, before anything is remembered
    rows = [
        [name, str(len(pairs)), judge]
        + [f"{x:.2f}" for verdict in Verdict for x in precision_and_recall(pairs, judges, verdict)]
        for name, pairs in ((name, read_pairs(path)) for name, path in SETS.items())
        for judge, judges in JUDGES.items()
    ]
    print_table(["pairs", "number", "judge", *(f"{v.value} {m}" for v in Verdict for m in ("P", "R"))], rows)
    print(f"\n{for_time:.1f} ms of processor time for {PASSAGES} quotations of {SENTENCES} sentences")
    if arguments.errors:
        for pair in development():
            if (given := verdict_given(pair)) is not pair.verdict:
                print(f"\n{pair.kind}: {given.value}\n  {pair.question}\n  {pair.one}\n  {pair.other}")


if __name__ == "__main__":
    main()
