"""How well the central sentences of a guide tell what a paper says, by what its authors say of it.

    python -m benchmarks.guides DATA [--odd]

DATA holds `covidqa`, whole papers with their abstracts. Each is read without its abstract, and five sentences are
quoted from the rest: as guides choose them, the first five, five evenly spread, the five nearest to the mean. Shown are
the cosine of the mean of the five with the abstract's vector, the share of the abstract's content words that they hold,
and how alike two of the five are at most. `REPEATS` of `bot.library.guides.choosing` was chosen by the even papers;
`--odd` shows the others.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from benchmarks.command import parser_over_sets
from benchmarks.table import print_table
from bot import load_encoder
from bot.config import SplitSettings
from bot.encoders import Encoder, FloatArray
from bot.evaluation.json_lines import read_rows
from bot.ingest.splitter import split
from bot.language.words import content_words
from bot.library.guides.choosing import MOST_CENTRAL, Reading, marks_of
from bot.records import Block, BlockKind, Document, Span

ABSTRACT = re.compile(r"\bAbstract: (?P<abstract>.+?)\n\n(?:Text: )?(?P<body>.+)", re.DOTALL)
LONGEST_CHARS = 30_000  # of a paper, so that all are read in minutes


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper without its abstract, as a guide reads it, and the abstract: its vector, of length 1, and its terms."""

    read: Reading
    abstract: FloatArray
    terms: frozenset[str]


def main() -> None:
    """Print the table."""
    parser = parser_over_sets(__doc__)
    parser.add_argument("--odd", action="store_true")
    arguments = parser.parse_args()
    texts = [row.text_of("text") for row, _ in read_rows(arguments.data / "covidqa" / "corpus.jsonl")]
    papers = list(_papers(texts[int(arguments.odd) :: 2], load_encoder()))
    ways: dict[str, Callable[[Reading], list[int]]] = {
        "guide": _guide,
        "first": lambda read: read.stating[:MOST_CENTRAL],
        "spread": lambda read: read.stating[:: max(1, len(read.stating) // MOST_CENTRAL)][:MOST_CENTRAL],
        "nearest": lambda read: read.central_first[:MOST_CENTRAL],
    }
    rows = []
    for name, way in ways.items():
        figures = np.array([_figures(paper, way(paper.read)) for paper in papers]).mean(axis=0)
        rows.append([name, *(f"{figure:.3f}" for figure in figures)])
    print_table(["of " + str(len(papers)), "cosine", "words", "alike"], rows)


def _papers(texts: list[str], encoder: Encoder) -> Iterator[Paper]:
    for text in texts:
        match = ABSTRACT.search(text)
        if match is None or len(match["body"]) < 1_000:
            continue
        abstract = [span.group() for span in re.finditer(r"[^.]+\.", match["abstract"])] or [match["abstract"]]
        mean = encoder.encode(abstract).mean(axis=0)
        terms = frozenset(word.term for word in content_words(match["abstract"]))
        yield Paper(_read(match["body"][:LONGEST_CHARS], encoder), mean / np.linalg.norm(mean), terms)


def _read(text: str, encoder: Encoder) -> Reading:
    digest = sha256(text.encode()).hexdigest()
    blocks = tuple(
        Block(BlockKind.PARAGRAPH if len(part.group()) > 60 else BlockKind.HEADING, *part.span())
        for part in re.finditer(r"\S(?:.|\n(?!\n))*", text)
    )
    document = Document("paper", "paper", "/paper", "text", text, digest, digest, blocks)
    spans = [Span(one.start, one.end) for passage in split(document, SplitSettings()) for one in passage.sentences]
    vectors = encoder.encode([span.of(text) for span in spans])
    return Reading(document, "en", spans, vectors, (), lambda _: vectors[0])


def _guide(read: Reading) -> list[int]:
    return [read.spans.index(span) for span in marks_of(read).central]


def _figures(paper: Paper, chosen: list[int]) -> tuple[float, float, float]:
    vectors = paper.read.vectors[chosen]
    mean = vectors.mean(axis=0)
    held = {word.term for sentence in chosen for word in content_words(paper.read.of(sentence))}
    alike = vectors @ vectors.T - 2 * np.eye(len(chosen))
    return float(mean @ paper.abstract / np.linalg.norm(mean)), len(held & paper.terms) / len(paper.terms), alike.max()


if __name__ == "__main__":
    main()
