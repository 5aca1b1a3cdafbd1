import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot.suggestions import MOST_SHOWN, Suggestions, answered_questions
from tests.fakes import WordEncoder
from tests.patience import LIMIT_S, wait_until

FAQ = """# Questions and answers

## How long does the swelling last?

The swelling lasts two days.

## Laser sun on skin?

## Parking garage prices

The parking garage prices are four euro an hour.

Who sleeps in the attic bedroom?
"""
NOTES = "# Notes\n\n## Does the window have double glazing?\n\nEvery window has double glazing.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "faq.md").write_text(FAQ, encoding="utf-8")
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    build(tmp_path / "index", [folder], WordEncoder())
    return tmp_path / "index"


@pytest.fixture
def bot(index: Path) -> Iterator[ChatBot]:
    with Library.open(index) as library:
        yield ChatBot(library, WordEncoder())


def wait_for(suggestions: Suggestions) -> tuple[str, ...]:
    wait_until(lambda: suggestions.found() is not None)
    return suggestions.found() or ()


def test_all_that_is_suggested_is_answered_and_questions_come_before_headings_of_each_document_in_turn(
    bot: ChatBot,
) -> None:
    found = answered_questions(bot)
    assert found == (
        "How long does the swelling last?",
        "Does the window have double glazing?",
        "Parking garage prices",
    )
    assert [bot.reply(question).level.value for question in found] == ["found"] * 3
    assert len(found) <= MOST_SHOWN


def test_a_generation_is_looked_through_once_and_the_next_one_again(index: Path, bot: ChatBot) -> None:
    suggestions = Suggestions(bot)
    first = wait_for(suggestions)
    assert suggestions.found() is first
    (index.parent / "docs" / "faq.md").unlink()
    build(index, [index.parent / "docs"], WordEncoder())
    assert wait_for(suggestions) == ("Does the window have double glazing?",)


class WatchedBot(ChatBot):
    """Counts how often somebody looks whether the encoder is there."""

    looks = threading.Semaphore(0)

    @property
    def is_warming_up(self) -> bool:
        self.looks.release()
        return super().is_warming_up


def test_nothing_is_suggested_before_the_encoder_is_loaded(index: Path) -> None:
    with Library.open(index) as library:
        bot = WatchedBot(library, WordEncoder(), waits_for_encoder=False)
        suggestions = Suggestions(bot)
        assert suggestions.found() is None
        for _ in range(3):  # and found it missing
            assert bot.looks.acquire(timeout=LIMIT_S)
        assert suggestions.found() is None
        bot.warm_up()
        assert "How long does the swelling last?" in wait_for(suggestions)
