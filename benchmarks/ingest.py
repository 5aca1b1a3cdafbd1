"""How fast a folder becomes a library, stage by stage, beside plain encoding of the same texts in float32.

    python -m benchmarks.ingest [FOLDER] [--files N] [--sections N] [--rounds N]

Without FOLDER the files are made from a seed. All ways run by turns in one process, and medians are printed. "Plain" is
`SentenceTransformer.encode` as it comes. A build encodes every passage, every heading path and every sentence, each
distinct text once; both sides of a comparison get these same texts, or the passages alone. A folder with too few texts
for bulk encoding is built the plain way; the encode stage shows bulk encoding for folders of any size.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sentence_transformers import SentenceTransformer

from benchmarks.command import parser
from benchmarks.ingest_files import write_files
from benchmarks.memory import peak_mebibytes
from benchmarks.table import print_table
from bot.config import SplitSettings
from bot.encoders.bulk import MANY_TEXTS, BulkEncoder, BulkPrecision, bulk_encoder
from bot.encoders.models import find_model
from bot.encoders.sentence_transformer import load_encoder
from bot.errors import ReadingError
from bot.ingest.build import build
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records.documents import Passage

TEXTS_A_CALL = 512  # a library's window in parts, so that a killed build loses little


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a folder holds: its readable files, its passages, and every distinct text of them that gets a vector."""

    files: int
    passages: list[str]
    texts: list[str]


def parse(folder: Path) -> Parsed:
    """Read and split every file in this process."""
    found: list[Passage] = []
    files = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            document = read_document(path, path.name, path.read_bytes())
        except ReadingError:
            continue
        if document:
            files += 1
            found += split(document, SplitSettings())
    passages = [passage.encoder_input for passage in found]
    headings = [passage.context.split("\n", 1)[0] or passage.text for passage in found]
    sentences = [sentence.text for passage in found for sentence in passage.sentences]
    return Parsed(files, passages, list(dict.fromkeys([*passages, *headings, *sentences])))


def in_bulk(texts: Sequence[str], encode: Callable[[Sequence[str]], object]) -> None:
    """Encode `texts` as a build does: longest first, some at a time."""
    longest_first = sorted(texts, key=len, reverse=True)
    for start in range(0, len(texts), TEXTS_A_CALL):
        encode(longest_first[start : start + TEXTS_A_CALL])


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(folder: Path, rounds: int) -> None:
    """Run every way `rounds` times by turns, and print the medians."""
    parsed = parse(folder)
    encoder, plain = load_encoder(), SentenceTransformer(str(find_model().path), device="cpu")
    encode = bulk_encoder(encoder, max(MANY_TEXTS, len(parsed.texts)))
    for warm_up in (encoder.encode, plain.encode, encode):
        warm_up(parsed.passages[:32])

    def whole() -> None:
        with tempfile.TemporaryDirectory() as index:
            build(index, [folder], encoder)

    ways: dict[str, Callable[[], object]] = {
        "parse": lambda: parse(folder),
        "plain, all texts": lambda: plain.encode(parsed.texts, normalize_embeddings=True),
        "bulk, all texts": lambda: in_bulk(parsed.texts, encode),
        "whole build": whole,
        "plain, passages": lambda: plain.encode(parsed.passages, normalize_embeddings=True),
        "bulk, passages": lambda: in_bulk(parsed.passages, encode),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(seconds(way))
    report(parsed, {name: median(found) for name, found in times.items()})
    print(f"bulk encoding: {precision_of(encode)}")


def precision_of(encode: object) -> BulkPrecision | None:
    """What bulk encoding chose; None for an encoder that it does not know."""
    return encode.precision if isinstance(encode, BulkEncoder) else None


def report(parsed: Parsed, times: dict[str, float]) -> None:
    """Print rates and factors."""
    passages, texts = len(parsed.passages), len(parsed.texts)
    print(f"{parsed.files} files, {passages} passages, {texts} distinct texts to encode")
    rows = []
    for name, took in times.items():
        files = f"{parsed.files / took:.1f}" if name in ("parse", "whole build") else ""
        of_texts = "" if name == "parse" or name.endswith("passages") else f"{texts / took:.1f}"
        rows.append([name, f"{took:.2f}", files, f"{passages / took:.1f}", of_texts])
    print_table(["stage", "seconds", "files/s", "passages/s", "texts/s"], rows)
    print(f"encode stage, all texts:      {times['plain, all texts'] / times['bulk, all texts']:.2f} times plain")
    print(f"encode stage, passages:       {times['plain, passages'] / times['bulk, passages']:.2f} times plain")
    print(f"whole build, all texts:       {times['plain, all texts'] / times['whole build']:.2f} times plain")
    print(f"whole build, passages alone:  {times['plain, passages'] / times['whole build']:.2f} times plain")


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--files", type=int, default=60)
    options.add_argument("--sections", type=int, default=6)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        if not arguments.folder:
            write_files(Path(made), arguments.files, arguments.sections)
        measure(arguments.folder or Path(made), arguments.rounds)
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"peak memory {peak_mebibytes():.0f} MiB{load}")


if __name__ == "__main__":
    main()
