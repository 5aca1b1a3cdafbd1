"""How long `footnote find` takes over many passages, beside plain scans of the same texts in the same run.

    python -m benchmarks.find [--passages N] [--rounds N] [--built DIR] [--near]

Documents of twenty sections are made from a seed, of words as frequent as in prose (Zipf's law), and built with vectors
that cost nothing; with DIR the index is kept. "Finding" tells which documents hold the words, how often and where;
"listing" reads and cites a quotation of each as well. The scans look for the words as they were typed in lower case, in
every passage: `in` over texts in memory, and SQLite's LIKE. A cell is the median in milliseconds of processor time, of
which little goes to what else runs.

With --near it tells instead how near words and sentences come, with the default encoder: sentences that say the same
without these words, and all others of `data/near.tsv`.
"""

import random
import sqlite3
import string
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.command import kept_or_temporary, parser
from benchmarks.memory import peak_mebibytes
from benchmarks.table import print_table
from bot.answer.listing import MOST_LISTED, find_documents
from bot.config import SplitSettings
from bot.encoders import FloatArray
from bot.encoders.sentence_transformer import load_encoder
from bot.errors import IndexMissing
from bot.ingest.encoding import Encoding
from bot.ingest.progress import no_progress
from bot.ingest.splitter import split
from bot.library import Library, Snapshot
from bot.records import Block, BlockKind, Document
from bot.search.find_query import find
from bot.search.listing_words import NEAR_FROM

SECTIONS, SENTENCES, WORDS = 20, 6, 17  # of a document, a section, a sentence
VOCABULARY = 50_000
GRAMMAR = "the of and to in a is that for it as was with be by on not he his but at are this have from or had".split()
DIMENSION = 8
SCOPE = 100  # documents


class CheapEncoder:
    """A direction for each text, of as few numbers as can be."""

    name = "cheap"
    fingerprint = "cheap"
    dimension = DIMENSION

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors that depend on the text alone."""
        digests = b"".join(sha256(text.encode()).digest()[:DIMENSION] for text in texts)
        rows = np.frombuffer(digests, dtype=np.uint8).reshape(-1, DIMENSION).astype(np.float32) - 127.5
        return np.ascontiguousarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def vocabulary(generator: random.Random) -> list[str]:
    """The most frequent first: words of grammar, then such as nobody uses, the shortest before others."""
    made = {"".join(generator.choices(string.ascii_lowercase, k=4 + generator.randrange(6))) for _ in range(60_000)}
    return [*GRAMMAR, *sorted(made, key=lambda word: (len(word), word))][:VOCABULARY]


def documents(count: int, words: Sequence[str], generator: random.Random) -> Iterator[Document]:
    """Documents of `SECTIONS` sections, a passage each, with dates and types by turns."""
    heaped = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    draw = partial(generator.choices, words, cum_weights=heaped)
    for number in range(count):
        title = " ".join(draw(k=3)).capitalize()
        text, blocks = "", []
        for _ in range(SECTIONS):
            heading = " ".join(draw(k=2)).capitalize()
            paragraph = " ".join(f"{' '.join(draw(k=WORDS)).capitalize()}." for _ in range(SENTENCES))
            for kind, piece in ((BlockKind.HEADING, heading), (BlockKind.PARAGRAPH, paragraph)):
                blocks.append(Block(kind, len(text), len(text) + len(piece), (title, heading)))
                text += f"{piece}\n\n"
        yield Document(
            id=f"{number % 10}/{number:06}.{('md', 'pdf', 'docx')[number % 3]}",
            title=title,
            location="",
            format="text",
            text=text,
            text_sha256=sha256(text.encode()).hexdigest(),
            source_sha256="",
            blocks=tuple(blocks),
            date=f"{2015 + number % 10}-{1 + number % 12:02}",
        )


def build(index: Path, passages: int) -> None:
    """Make the index."""
    generator = random.Random(5)  # noqa: S311  (words, not secrets)
    encoder, settings, words = CheapEncoder(), SplitSettings(), vocabulary(generator)
    with Library.write(index) as writer:
        encoding = Encoding(writer, encoder, no_progress)
        for document in documents(passages // SECTIONS, words, generator):
            writer.put(document, split(document, settings), "benchmark")
            encoding.keep_up()
        encoding.finish()
        encoding.finish_words()
        writer.publish(encoder)


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median of `rounds`, after one that does not count."""
    taken = []
    for _ in range(rounds + 1):
        began = time.process_time()
        work()
        taken.append(1_000 * (time.process_time() - began))
    return median(taken[1:])


def searches(words: Sequence[str], text: str) -> dict[str, str]:
    """Kinds of searches, each over these words, the most frequent first, or out of this text."""
    common, usual, rare, rarest = words[30], words[200], words[5_000], words[40_000]
    first, second = text.casefold().split()[4:6]
    return {
        "a rare word": rarest,
        "a word of 200 passages": rare,
        "a common word": common,
        "a word of grammar": words[0],
        "two words": f"{common} {rare}",
        "three words": f"{common} {usual} {rare}",
        "a phrase": f'"{first} {second}"',
        "a word without another": f"{rare} -{common}",
        "either of two words": f"{rare} OR {rarest}",
        "a word in titles": f"title:{usual}",
        "a word, by type and date": f"{usual} type:pdf after:2018 before:2020",
        "a word nobody wrote": "qqqqqqqqqq",
    }


def row_of(kind: str, typed: str, snapshot: Snapshot, texts: sqlite3.Connection, rounds: int) -> list[str]:
    """What one search takes, and the scans for its words."""
    wanted = [word.strip('"') for word in typed.replace(" OR ", " ").split('"' if '"' in typed else " ")]
    plain = [word for word in wanted if word and ":" not in word and not word.startswith("-")]
    held = [text for (text,) in texts.execute("SELECT text FROM texts")]
    likes = " AND ".join(["text LIKE ?"] * len(plain))

    def scan() -> int:
        return sum(all(word in text for word in plain) for text in held)

    def like() -> object:
        return texts.execute(f"SELECT count(*) FROM texts WHERE {likes}", [f"%{word}%" for word in plain]).fetchone()  # noqa: S608

    found = find(snapshot, typed, MOST_LISTED)
    figures = [
        milliseconds(lambda: find(snapshot, typed, MOST_LISTED), rounds),
        milliseconds(lambda: find_documents(snapshot, typed), 1 if found.total > SCOPE else rounds),
        *([milliseconds(scan, 1), milliseconds(like, 1)] if plain else ()),
    ]
    return [kind, f"{found.total:,}", *(f"{figure:.1f}" for figure in figures), *["-"] * (4 - len(figures))]


def measure(index: Path, rounds: int) -> list[list[str]]:
    """A row for every kind of search."""
    words = vocabulary(random.Random(5))  # noqa: S311
    with Library.open(index) as library, library.snapshot() as snapshot, sqlite3.connect(":memory:") as texts:
        texts.execute("CREATE TABLE texts (text TEXT)")
        for first in range(0, snapshot.passage_count, 1_000):
            keys = range(first, min(first + 1_000, snapshot.passage_count))
            texts.executemany(
                "INSERT INTO texts VALUES (?)", [(one.text.casefold(),) for one in snapshot.passages(keys)]
            )
        kinds = searches(words, snapshot.passage(snapshot.passage_count // 2).text)
        rows = [row_of(kind, typed, snapshot, texts, rounds) for kind, typed in kinds.items()]
        within = snapshot.within(snapshot.scope(sorted(snapshot.summaries())[:SCOPE]))
        return [*rows, row_of(f"a usual word, {SCOPE} documents asked", words[200], within, texts, rounds)]


def tell_nearness() -> None:
    """Print how many sentences come how near to words that they do not hold."""
    lines = (Path(__file__).parent / "data" / "near.tsv").read_text(encoding="utf-8").splitlines()
    asked, said = zip(*(line.split("\t") for line in lines), strict=True)
    encoder = load_encoder()
    cosines = encoder.encode(asked) @ encoder.encode(said).T
    is_own = np.eye(len(asked), dtype=np.bool_)
    rows = [
        [f"{least:.2f}", f"{(cosines[is_own] >= least).mean():.2f}", f"{(cosines[~is_own] >= least).mean():.3f}"]
        for least in (0.3, 0.34, 0.38, NEAR_FROM, 0.46, 0.5)
    ]
    print_table(["cosine from", "of those that say it", "of the others"], rows)


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("--passages", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--built", type=Path)
    options.add_argument("--near", action="store_true")
    arguments = options.parse_args()
    if arguments.near:
        tell_nearness()
        return
    with kept_or_temporary(arguments.built) as index:
        try:
            Library.open(index).close()
        except IndexMissing:
            build(index, arguments.passages)
        rows = measure(index, arguments.rounds)
    print_table(["search", "documents", "finding", "listing", "scan", "LIKE"], rows)
    print(f"peak memory {peak_mebibytes():.0f} MiB")


if __name__ == "__main__":
    main()
