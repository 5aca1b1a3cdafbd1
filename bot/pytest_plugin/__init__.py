"""The pytest plugin: question files as tests, and the fixture `footnote`.

pytest imports this in every run of every environment that Footnote is installed in, so nothing but pytest is imported
before a question file or the fixture is used.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.pytest_plugin.collecting import QuestionsAsTests
    from bot.pytest_plugin.replies import Footnote

FORMATS = (".toml", ".yaml", ".yml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say which documents are asked."""
    group = parser.getgroup("footnote", "questions to your documents")
    group.addoption("--footnote-index", metavar="DIR", help="ask the built index in DIR")
    group.addoption(
        "--footnote-documents",
        metavar="DIR",
        help="ask the documents in DIR, indexed in pytest's cache folder and brought up to date at each run",
    )
    parser.addini("footnote_index", "the built index to ask, unless a question file names one", default="")
    parser.addini("footnote_documents", "the folders of documents to ask, unless a question file names some", "paths")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "QuestionsAsTests | None":
    """Collect `questions.toml`, `*.questions.toml`, and the same in YAML."""
    if file_path.suffix not in FORMATS or file_path.stem.rsplit(".", 1)[-1] != "questions":
        return None
    from bot.pytest_plugin.collecting import QuestionsAsTests

    return QuestionsAsTests.from_parent(parent, path=file_path)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say what came instead when `assert "words" in footnote.ask("…")` fails."""
    if op != "in" or "bot.pytest_plugin.replies" not in sys.modules:
        return None
    from bot.pytest_plugin.replies import Reply

    if not isinstance(left, str) or not isinstance(right, Reply):
        return None
    return [f"{left!r} in the reply", *right.verdict_on(quote=left).failure.splitlines()]


@pytest.fixture(scope="session")
def footnote(pytestconfig: pytest.Config) -> "Footnote":
    """The bot over your documents: `footnote.ask("…").quotes("…")`, `.abstains()`; `footnote.conversation()`."""
    from bot.errors import FootnoteError
    from bot.pytest_plugin.bots import bots_of, place_of
    from bot.pytest_plugin.replies import Footnote

    try:
        bot = bots_of(pytestconfig).bot(place_of(pytestconfig))
    except (FootnoteError, pytest.UsageError) as error:
        pytest.fail(str(error), pytrace=False)
    return Footnote(bot)
