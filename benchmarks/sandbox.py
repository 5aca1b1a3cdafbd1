"""What a reading process is refused, attempt by attempt, as this user and, for root, as nobody; and what would happen.

    python -m benchmarks.sandbox

Every attempt is a native call in a process of its own, which Python's audit hook does not see
(`tests.ingest.native_attempts`).
"""

import json
import os
import subprocess
import sys

from benchmarks.table import print_table
from bot.config import SplitSettings
from bot.ingest.parsing import ParsingProcess
from tests.ingest.native_attempts import ATTEMPTS


def outcomes(*options: str) -> dict[str, str]:
    """How each attempt ended."""
    command = [sys.executable, "-m", "tests.ingest.native_attempts", *options]
    told: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return told


def main() -> None:
    """Print which layers hold, and the table."""
    with ParsingProcess(SplitSettings()) as process:
        sandbox = process.start()
    print(f"held: {'; '.join(sandbox.held) or 'nothing'}")
    print(f"missing: {'; '.join(sandbox.missing) or 'nothing'}\n")
    columns = {"unconfined": outcomes("--unconfined"), "confined": outcomes()}
    if os.geteuid() == 0:
        columns["confined, as nobody"] = outcomes("--as-nobody")
    rows = [[name, *(told.get(name, "not tried") for told in columns.values())] for name in ATTEMPTS]
    print_table(["attempt", *columns], rows)
    through = sum(told == "done" for told in columns["confined"].values())
    print(f"\n{len(ATTEMPTS)} attempts, {through} succeeded")


if __name__ == "__main__":
    main()
