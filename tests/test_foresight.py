"""What is found out between questions changes how soon an answer comes, and nothing else."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot import ChatBot, Library, build
from bot import foresight as looking_ahead
from bot.conversation.meanings import Meanings, possible_meanings
from bot.encoders import FloatArray
from bot.errors import EncoderUnavailable
from bot.foresight import THREAD_NAME, Foresight
from bot.search.query import parse_query
from tests.conftest import ROOT
from tests.fakes import WordEncoder
from tests.libraries import library_of
from tests.patience import LIMIT_S

PAGES = {
    "laser.md": "# Laser pain\n\nLaser pain fades. Is pain normal? Yes.\n\n## Why\n\nBecause of the pain.\n",
    "more.md": "# Laser pain\n\nThe pain of a laser.\n",
    "needle.md": "# Needle cost\n\nA needle cost is a pain.\n",
    "sun.md": "# Sun care\n\nThe care for the sun.\n",  # so that they are about no one thing
}
MEANINGS = ["Laser pain", "Is pain normal?", "Needle cost", "Sun care"]
# Ends inside of the first look-up: that comes to its end, and no second is begun.
ENDING = """
import atexit, sys, threading
from bot import ChatBot, Library
from tests.conftest import ROOT
from tests.fakes import WordEncoder

class Slow(WordEncoder):
    def encode(self, texts):
        if texts != ["warm up"]:
            begun.set()
            threading.main_thread().join()
        return super().encode(texts)

begun = threading.Event()
encoder = Slow()
library = Library.open(sys.argv[1])
ChatBot(library, encoder, waits_for_encoder=False).warm_up()
begun.wait()
atexit.register(lambda: print(len(encoder.encoded)))
"""


@pytest.fixture
def library(tmp_path: Path, word_encoder: WordEncoder) -> Iterator[Library]:
    with library_of(tmp_path, PAGES, word_encoder) as library:
        yield library


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


class LostEncoder(WordEncoder):
    """An encoder whose weights are gone."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        raise EncoderUnavailable(f"There is nothing to encode {texts[0]!r} with.")


def finish() -> None:
    for thread in threading.enumerate():
        if thread.name == THREAD_NAME:
            thread.join(LIMIT_S)
            assert not thread.is_alive()


def test_the_possible_meanings_are_headings_and_asking_sentences_once_each_and_none_without_a_word_of_weight(
    library: Library,
) -> None:
    with library.snapshot() as snapshot:
        assert list(possible_meanings(snapshot)) == MEANINGS


def test_what_was_looked_up_before_is_not_looked_up_for_a_question(library: Library, encoder: WordEncoder) -> None:
    meanings = Meanings(lambda: encoder)
    with library.snapshot() as snapshot:
        expected = Meanings(WordEncoder).of(snapshot, parse_query("pain?"))
        Foresight(library, meanings).begin(snapshot.generation)
        finish()
        assert encoder.encoded == MEANINGS
        assert meanings.of(snapshot, parse_query("pain?")) == expected
        assert encoder.encoded == MEANINGS


def test_a_generation_is_gone_through_once(library: Library, encoder: WordEncoder) -> None:
    foresight = Foresight(library, Meanings(lambda: encoder))
    for _ in range(3):
        foresight.begin(library.manifest().generation)
        finish()
    assert encoder.encoded == MEANINGS


def test_the_next_generation_is_gone_through_too(tmp_path: Path, library: Library, encoder: WordEncoder) -> None:
    foresight = Foresight(library, Meanings(lambda: encoder))
    foresight.begin(library.manifest().generation)
    finish()
    (tmp_path / "docs" / "walk.md").write_text("# A walk\n\nThe walk burns.\n", encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "docs"], WordEncoder())
    foresight.begin(library.manifest().generation)
    finish()
    assert encoder.encoded == [*MEANINGS, *MEANINGS, "A walk"]


def test_nothing_is_begun_while_somebody_is_answered(
    library: Library, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = threading.Semaphore(0)  # of the thread that waits, whether it may go on or has to end

    def looked_at() -> threading.Thread:
        looks.release()
        return threading.main_thread()

    monkeypatch.setattr(looking_ahead, "main_thread", looked_at)
    foresight = Foresight(library, Meanings(lambda: encoder))
    with foresight.paused():
        with foresight.paused():
            foresight.begin(library.manifest().generation)
        for _ in range(3):
            assert looks.acquire(timeout=LIMIT_S)
        assert encoder.encoded == []
    finish()
    assert encoder.encoded == MEANINGS


def test_an_encoder_that_is_lost_ends_it_quietly(library: Library) -> None:
    foresight = Foresight(library, Meanings(LostEncoder))
    foresight.begin(library.manifest().generation)
    finish()


def test_a_bot_that_does_not_wait_for_its_encoder_looks_ahead_and_answers_as_every_other(
    library: Library, encoder: WordEncoder
) -> None:
    served = ChatBot(library, encoder, waits_for_encoder=False)
    served.warm_up()
    finish()
    assert encoder.encoded == ["warm up", *MEANINGS]
    assert served.reply("pain?") == ChatBot(library, WordEncoder()).reply("pain?")
    assert encoder.encoded == ["warm up", *MEANINGS, "pain?"]


def test_a_bot_for_single_questions_looks_nothing_up_that_nobody_asks(library: Library, encoder: WordEncoder) -> None:
    bot = ChatBot(library, encoder)
    bot.warm_up()
    bot.reply("How much does it hurt to be lasered there?")
    finish()
    assert encoder.encoded == ["warm up", "How much does it hurt to be lasered there?", "hurt"]


def test_a_process_ends_well_while_it_looks_ahead(library: Library) -> None:
    ending = subprocess.run(
        [sys.executable, "-c", ENDING, str(library.path)], capture_output=True, check=False, cwd=ROOT
    )
    assert (ending.returncode, ending.stdout, ending.stderr) == (0, b"2\n", b"")
