"""A real bot over a few sentences, with an encoder one can compute on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import ChatBot, Library, build
from tests.fakes import WordEncoder

LASER = """# Laser

## Pain

The laser hurts little. Cold air keeps the pain low.

## Cost

One session costs 600 dollars. The price of the laser falls with every session.
"""
SUN = """# Sun

Keep the skin out of the sun for four weeks after the laser.
"""


@contextmanager
def small_bot(folder: Path) -> Iterator[ChatBot]:
    """The bot over two documents in `folder`, which is filled."""
    documents = folder / "notes"
    documents.mkdir()
    (documents / "laser.md").write_text(LASER, encoding="utf-8")
    (documents / "sun.md").write_text(SUN, encoding="utf-8")
    build(folder / "index", [documents], WordEncoder())
    with Library.open(folder / "index") as library:
        yield ChatBot(library, WordEncoder())
