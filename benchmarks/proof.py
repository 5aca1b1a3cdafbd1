"""What it costs to prove everything that an answer shows, beside the same answers unproved.

    python -m benchmarks.proof [--index DIR] [--rounds N] [--characters N]

Times are of the processor, in the answering thread. The questions are the headings of the indexed documents; each is
answered with and without proofs in turn. `--characters` adds a table for one document of that length: its digests are
taken anew each time, for what was proved before may have changed on the disk since.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from benchmarks.command import parser_over_index
from benchmarks.latency import questions_of
from benchmarks.table import print_table
from bot import ChatBot, Library
from bot.library import rows


@contextmanager
def unproved() -> Iterator[None]:
    """Inside, rows are taken for what they say."""
    kept = rows.is_proved, rows.has_content
    rows.is_proved = lambda *_: True
    rows.has_content = lambda *_: True
    try:
        yield
    finally:
        rows.is_proved, rows.has_content = kept


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of this thread."""
    began = time.thread_time()
    work()
    return 1_000 * (time.thread_time() - began)


def compare(bot: ChatBot, questions: list[str]) -> list[list[str]]:
    """Medians and means with and without proofs, and of their differences."""
    proved, bare = [], []
    for question in questions:
        with unproved():
            bare.append(milliseconds(lambda question=question: bot.reply(question)))  # type: ignore[misc]
        proved.append(milliseconds(lambda question=question: bot.reply(question)))  # type: ignore[misc]
    columns = (("proved", np.array(proved)), ("unproved", np.array(bare)), ("cost", np.array(proved) - np.array(bare)))
    return [[name, str(len(questions)), f"{np.median(times):.2f}", f"{times.mean():.2f}"] for name, times in columns]


def of_length(characters: int) -> float:
    """Milliseconds for the digest of a text of that length."""
    text = "The laser warms the skin. " * (characters // 26 + 1)
    return min(milliseconds(lambda: hashlib.sha256(text[:characters].encode()).hexdigest()) for _ in range(5))


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--characters", type=int, default=10_000_000)
    arguments = options.parse_args()
    with Library.open(arguments.index) as library:
        bot = ChatBot(library)
        bot.warm_up()
        questions = questions_of(library) * arguments.rounds
        print_table(["answers", "questions", "median ms", "mean ms"], compare(bot, questions))
    print(f"digest of a text of {arguments.characters:,} characters: {of_length(arguments.characters):.1f} ms")


if __name__ == "__main__":
    main()
