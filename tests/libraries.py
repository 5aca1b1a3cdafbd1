"""Small libraries of texts, for tests of what is asked of them."""

from collections.abc import Mapping
from pathlib import Path

from bot.encoders import Encoder
from bot.ingest.build import build
from bot.library import Library
from tests.fakes import WordEncoder


def library_of(place: Path, texts: Mapping[str, str], encoder: Encoder | None = None) -> Library:
    """The library of files with these names and texts, in the folder `docs` of `place`; its index lies beside that.

    The caller closes it. `encoder` is a `WordEncoder` unless it is told.
    """
    docs = place / "docs"
    docs.mkdir(exist_ok=True)
    for name, text in texts.items():
        (docs / name).write_text(text, encoding="utf-8")
    build(place / "index", [docs], encoder or WordEncoder())
    return Library.open(place / "index")
