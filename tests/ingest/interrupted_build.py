"""A build of FOLDER/docs into FOLDER/index that takes its time; started as a program by `test_build_interrupted`.

It says "reading" and "encoding" when it comes to that, and when it is interrupted how many processes it left behind.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from bot.encoders import FloatArray
from bot.ingest import encoding
from bot.ingest.build import build
from bot.ingest.progress import Stage
from tests.fakes import WordEncoder

PAUSE_S = 0.05


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class SlowEncoder(WordEncoder):
    def encode(self, texts: Sequence[str]) -> FloatArray:
        tell("encoding")
        time.sleep(PAUSE_S)
        return super().encode(texts)


def say(stage: Stage, done: int, total: int) -> None:
    if stage is Stage.READING and 0 < done <= total:
        tell("reading")
        time.sleep(PAUSE_S)


def main(folder: Path) -> None:
    encoding.ENCODED_AT_ONCE = 2
    encoding.WINDOW_TEXTS = 20
    try:
        build(folder / "index", [folder / "docs"], SlowEncoder(), progress=say)
    except KeyboardInterrupt:
        tell(f"left behind: {len(psutil.Process().children(recursive=True))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
