"""Builds of a folder that end their own process, served like those of `tests.library.killed_build`."""

from pathlib import Path

from bot.ingest import build as pipeline
from bot.ingest import encoding
from tests.fakes import WordEncoder
from tests.library.killed_build import Countdown, serve


def build(work: Path, event: int, _: float) -> int:
    """Bring `work/index` up to date with `work/docs`, dying at the event; the number of events."""
    encoding.ENCODED_AT_ONCE = 2
    countdown = Countdown(event)
    countdown.watch()
    pipeline.build(work / "index", [work / "docs"], WordEncoder())
    return countdown.count


if __name__ == "__main__":
    serve(build)
