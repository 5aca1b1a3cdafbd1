"""Question to answer over a built index, beside dense search alone over the same passages.

    python -m benchmarks.latency [--index DIR] [--rounds N]

The questions are the headings of the indexed documents, which are never answered from a cache. The baseline encodes
the question and takes the best five of all passage vectors by a matrix product.
"""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.command import parser_over_index
from benchmarks.memory import peak_mebibytes
from benchmarks.table import print_table
from bot import ChatBot, Library


def questions_of(library: Library) -> list[str]:
    """Every heading of every document, once."""
    documents = [library.document(summary.id) for summary in library.documents()]
    headings = (block.headings[-1] for document in documents for block in document.blocks if block.headings)
    return list(dict.fromkeys(headings))


def milliseconds(ask: Callable[[str], object], questions: list[str]) -> np.ndarray:
    """How long each question takes."""
    times = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        times.append(1_000 * (time.perf_counter() - began))
    return np.array(times)


def dense_alone(bot: ChatBot) -> Callable[[str], object]:
    """Encode, multiply, take five."""
    with bot.library.snapshot() as snapshot:
        passages = snapshot.passages(range(snapshot.passage_count))
    vectors = bot.encoder.encode([passage.encoder_input for passage in passages])
    return lambda question: np.argsort(-(vectors @ bot.encoder.encode([question])[0]))[:5]


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--rounds", type=int, default=10)
    arguments = options.parse_args()
    rows = []
    with Library.open(arguments.index) as library:
        bot = ChatBot(library)
        bot.warm_up()
        questions = questions_of(library) * arguments.rounds
        for name, ask in (("Footnote", bot.reply), ("dense alone", dense_alone(bot))):
            times = milliseconds(ask, questions)
            rows.append([name, str(len(times)), f"{np.median(times):.1f}", f"{np.percentile(times, 99):.1f}"])
    print_table(["search", "questions", "median ms", "99th percentile ms"], rows)
    print(f"peak memory {peak_mebibytes():.0f} MiB")


if __name__ == "__main__":
    main()
