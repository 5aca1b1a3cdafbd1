"""Flipped bytes in every file of a small index: who notices them, and that none is served silently.

    python -m benchmarks.flips [--flips N] [--seed N]

Half of the flips are in the database, the others spread evenly over the other files. "At open" and "at answer" count
refusals and files that were made whole again; a flip that neither of them meets changes no answer. "Without the seal"
is the database as a killed build leaves it, when only the digests of the rows speak: what it misses are bytes that hold
nothing, proved by a comparison of all rows. The last line flips bytes of a write-ahead log that holds the newest
generation. The baseline is the same answers from the whole index.
"""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.command import parser
from benchmarks.table import print_table
from bot.library.schema import DATABASE, LOG
from tests.library.flips import SEED, Flip, Seen, build_sample, seeded, try_all, with_waiting_log, without_seal

LOG_FLIPS = 7
HEADER = ("file", "flips", "at open", "at answer", "by verify", "holds nothing", "silently served", "raw errors")


def kind_of(name: str) -> str:
    """What a file is, whatever its name has of chance."""
    return f"*{Path(name).suffix}" if "lexical/" in name else Path(name).name


def row_of(name: str, seen: Sequence[Seen]) -> list[str]:
    """The sums of some flips."""
    without_effect = [each for each in seen if each.flip.name == DATABASE and not each.has_effect]
    counts = (
        len(seen),
        sum(each.at_open for each in seen),
        sum(each.at_answer for each in seen),
        sum(each.by_verify or each.at_open for each in seen),
        len(without_effect),
        sum(each.is_silent for each in seen),
        sum(bool(each.raw) for each in seen),
    )
    return [name, *map(str, counts)]


def log_flips(folder: Path) -> list[Seen]:
    """Flips spread over a write-ahead log."""
    index = with_waiting_log(folder)
    size = (index / LOG).stat().st_size
    places = [size * (2 * part + 1) // (2 * LOG_FLIPS) for part in range(LOG_FLIPS)]
    return try_all(index, [Flip(LOG, place, 4) for place in places])


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("--flips", type=int, default=420)
    options.add_argument("--seed", type=int, default=SEED)
    arguments = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="footnote-"))
    try:
        index = build_sample(folder / "sample")
        flips = list(seeded(index, arguments.flips, arguments.seed))
        seen = try_all(index, flips)
        by_kind: dict[str, list[Seen]] = {}
        for each in seen:
            by_kind.setdefault(kind_of(each.flip.name), []).append(each)
        rows = [row_of(name, found) for name, found in by_kind.items()]
        rows.append(row_of("all", seen))
        in_database = [flip for flip in flips if flip.name == DATABASE]
        unsealed = try_all(without_seal(index, folder / "unsealed"), in_database)
        rows.append(row_of(f"{DATABASE} without the seal", unsealed))
        rows.append(row_of(LOG, log_flips(folder / "logged")))
        print_table(HEADER, rows)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
