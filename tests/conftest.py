"""Fixtures for everybody: the fake encoder, and the shipped corpus built once with the real model."""

import os
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot import ChatBot, Library, build
from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from tests.fakes import WordEncoder

ROOT = Path(__file__).resolve().parent.parent

# How long an example takes, or the making of one, says something of the machine and nothing of the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped (CI), a skipped test is a failed one."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("FOOTNOTE_SKIP_NOTHING"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and FOOTNOTE_SKIP_NOTHING is set: {report.longrepr}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _heeds_ctrl_c() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, and so do the programs that tests interrupt then."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def word_encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture(scope="session")
def real_encoder() -> SentenceTransformerEncoder:
    return load_encoder()


@pytest.fixture(scope="session")
def shipped_index(tmp_path_factory: pytest.TempPathFactory, real_encoder: SentenceTransformerEncoder) -> Path:
    """The index of corpus/, built with the real model."""
    index = tmp_path_factory.mktemp("shipped")
    build(index, [ROOT / "corpus"], real_encoder)
    return index


@pytest.fixture(scope="session")
def shipped_bot(shipped_index: Path, real_encoder: SentenceTransformerEncoder) -> Iterator[ChatBot]:
    """A bot over corpus/ with the real model."""
    with Library.open(shipped_index) as library:
        yield ChatBot(library, real_encoder)
