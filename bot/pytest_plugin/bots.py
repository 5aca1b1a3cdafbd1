"""Which documents a pytest run asks, and one bot for each, loaded once."""

import hashlib
import shutil
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

from bot.chatbot import ChatBot
from bot.encoders.models import DEFAULT_MODEL
from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from bot.errors import IndexDamaged, NothingToIndex
from bot.ingest.build import build
from bot.library import Library, encoder_of

DEFAULT_INDEX = "index"  # below the root of the run, where `footnote build` puts it


@dataclass(frozen=True, slots=True)
class Place:
    """A built index, or the folders to build one from."""

    index: Path | None = None
    documents: tuple[Path, ...] = ()


def place_of(config: pytest.Config, named: Place | None = None) -> Place:
    """What to ask: the command line's choice, else the one that a question file `named`, else that of the ini file."""
    index, documents = config.getoption("--footnote-index"), config.getoption("--footnote-documents")
    if index and documents:
        raise pytest.UsageError("--footnote-index and --footnote-documents exclude each other; give one of them.")
    here = config.invocation_params.dir
    if index or documents:
        return Place(here / index) if index else Place(documents=(here / documents,))
    if named is not None and (named.index or named.documents):
        return named
    index, documents = config.getini("footnote_index"), tuple(config.getini("footnote_documents"))
    if index and documents:
        raise pytest.UsageError("footnote_index and footnote_documents exclude each other; set one of them.")
    root = config.inipath.parent if config.inipath else config.rootpath
    return Place(documents=documents) if documents else Place(root / (index or DEFAULT_INDEX))


class Bots:
    """The bots of a run, each opened at the first question to it and closed with the run."""

    def __init__(self, cache: Path | None) -> None:
        self._open: dict[Place, ChatBot] = {}
        self._encoders: dict[str, SentenceTransformerEncoder] = {}
        self._until_the_end = ExitStack()
        self._cache = cache

    def bot(self, place: Place) -> ChatBot:
        """The bot that answers from `place`.

        Raises:
            FootnoteError: there is no index, or none can be built.
        """
        if place not in self._open:
            index = place.index or self._built(place.documents)
            library = self._until_the_end.enter_context(Library.open(index))
            self._open[place] = ChatBot(library, self._encoder(library.manifest().encoder_name))
        return self._open[place]

    def close(self) -> None:
        """Let go of every index."""
        self._until_the_end.close()

    def _encoder(self, name: str) -> SentenceTransformerEncoder:
        if name not in self._encoders:
            self._encoders[name] = load_encoder(name)
        return self._encoders[name]

    def _built(self, documents: Sequence[Path]) -> Path:
        """The index of these folders, brought up to date; runs at the same time take turns."""
        cache = self._cache or Path(self._until_the_end.enter_context(TemporaryDirectory(prefix="footnote-")))
        folders = [folder.resolve() for folder in documents]
        index = cache / hashlib.sha256("\0".join(map(str, folders)).encode()).hexdigest()[:16]
        with FileLock(index.with_suffix(".lock")):
            try:
                report = build(index, folders, self._encoder(encoder_of(index) or DEFAULT_MODEL))
            except IndexDamaged:  # or of another version of Footnote; what lies in a cache may be thrown away
                shutil.rmtree(index)
                report = build(index, folders, self._encoder(DEFAULT_MODEL))
        if not report.documents:
            named = ", ".join(map(str, folders))
            raise NothingToIndex(f"{named}: there is no file that Footnote reads; name the folder of your documents.")
        for refusal in report.refused:
            warnings.warn(pytest.PytestWarning(f"footnote: refused: {refusal.reason}"), stacklevel=1)
        return index


BOTS = pytest.StashKey[Bots]()


def bots_of(config: pytest.Config) -> Bots:
    """The bots of the run."""
    if BOTS not in config.stash:
        cache: pytest.Cache | None = getattr(config, "cache", None)  # none with `-p no:cacheprovider`
        config.stash[BOTS] = bots = Bots(cache.mkdir("footnote") if cache else None)
        config.add_cleanup(bots.close)
    return config.stash[BOTS]
