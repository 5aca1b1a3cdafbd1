"""A tiny project to run pytest in."""

import pytest

from bot import ChatBot, Library, build
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.evaluation import checking
from bot.pytest_plugin import bots, collecting, replies
from tests.fakes import WordEncoder

# pytester forgets what was imported since its fixture was set up, and numpy, torch, faiss and lxml bear no second
# import. So all that a run inside this process needs is imported here or by the session's fixtures below.
LOADED = (bots, checking, collecting, replies)


@pytest.fixture(scope="session")
def everything_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is imported at the first build and the first question, but for the model."""
    folder = tmp_path_factory.mktemp("loaded")
    for name in ("a.txt", "b.md", "c.html"):
        (folder / name).write_text("<p>A needle.</p>\n", encoding="utf-8")
    build(folder / "index", [folder / "a.txt", folder / "b.md", folder / "c.html"], WordEncoder())
    with Library.open(folder / "index") as library:
        ChatBot(library, WordEncoder()).reply("A needle?")


@pytest.fixture(scope="session")
def model_is_loaded(real_encoder: SentenceTransformerEncoder, everything_is_loaded: None) -> None:  # noqa: ARG001
    """And the model."""
    real_encoder.encode(["A needle?"])


@pytest.fixture
def run(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    word_encoder: WordEncoder,
    everything_is_loaded: None,  # noqa: ARG001
) -> pytest.Pytester:
    """A folder of seven documents, and the encoder that can be computed on paper in place of the model."""
    monkeypatch.setattr("bot.pytest_plugin.bots.load_encoder", lambda _name: word_encoder)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest")  # a second of importing at the end of each run
    docs = pytester.mkdir("docs")
    for name in ("cost", "pain", "sun", "needle", "skin", "session", "laser"):
        (docs / f"{name}.txt").write_text(f"The word here is {name}.\n", encoding="utf-8")
    return pytester
