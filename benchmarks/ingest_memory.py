"""Peak memory of a build as the folder grows, without the process that reads the files, which has a limit of its own.

    python -m benchmarks.ingest_memory [--files N ...]

Each size is built in a process of its own. The encoder gives vectors of the default model's length without a model, so
that 10,000 files end in minutes; what a model adds does not grow with the folder.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.command import parser
from benchmarks.ingest_files import write_files
from benchmarks.memory import peak_mebibytes
from benchmarks.table import print_table
from bot.encoders import FloatArray
from bot.ingest.build import build

SIZES = (100, 1_000, 10_000)
SECTIONS = 2
DIMENSION = 384


class HashEncoder:
    """A direction of its own for each text."""

    name = "hash"
    fingerprint = "hash"
    dimension = DIMENSION

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors that depend on the text alone."""
        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for i, text in enumerate(texts):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
            rows[i] = np.random.default_rng(seed).standard_normal(DIMENSION, dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def build_one(files: int) -> None:
    """Build a folder of `files` small files, and print the figures of this process."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as index:
        write_files(Path(folder), files, SECTIONS)
        began = time.perf_counter()
        report = build(index, [folder], HashEncoder())
        took = time.perf_counter() - began
    print(files, report.passages, report.encoded, f"{took:.1f}", f"{peak_mebibytes():.0f}", sep="\t")


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("--files", type=int, nargs="+", default=SIZES)
    options.add_argument("--only", type=int, help=argparse.SUPPRESS)  # how this program starts itself
    arguments = options.parse_args()
    if arguments.only:
        build_one(arguments.only)
        return
    rows = []
    for files in arguments.files:
        command = [sys.executable, "-m", "benchmarks.ingest_memory", "--only", str(files)]
        printed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        rows.append(printed.strip().splitlines()[-1].split("\t"))
    print_table(["files", "passages", "texts", "seconds", "peak MiB"], rows)


if __name__ == "__main__":
    main()
