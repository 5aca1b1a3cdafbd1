"""The question file of the shipped corpus: what it covers, and that it notices when something is broken."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot import ChatBot, Library, SplitSettings, build
from bot.encoders import FloatArray
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.evaluation.checking import examine
from bot.evaluation.questions import Question, Topic, read_questions
from bot.evaluation.sources import names_document
from bot.records import Concern
from tests.conftest import ROOT
from tests.fakes import WordEncoder

CORPUS = ROOT / "corpus"
QUESTIONS = read_questions(CORPUS / "questions.toml").questions
TURNS = [turn for question in QUESTIONS for turn in question.turns]
DOCUMENTS = sorted(path for path in CORPUS.glob("*.md") if path.name != "README.md")


def sections(path: Path) -> dict[str, str]:
    """The words below each heading of a document, by the heading."""
    _, *parts = re.split(r"^##+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {title: " ".join(body.split()) for title, body in zip(parts[::2], parts[1::2], strict=True)}


def is_asked(text: str, document: str) -> bool:
    """Whether some question expects words of `text` from that document."""
    expected = [turn.expected for turn in TURNS if turn.expected.quote or turn.expected.pattern]
    return any(
        wanted.quote in text and re.search(wanted.pattern, text)
        for wanted in expected
        if not wanted.source or names_document(wanted.source, document)
    )


def test_it_asks_enough_of_every_kind() -> None:
    topics = [question.expected.topic for question in QUESTIONS if question.expected.must_abstain]
    assert len(QUESTIONS) >= 80
    assert len(topics) >= 20
    assert topics.count(Topic.NEAR) >= 12
    assert topics.count(Topic.OFF) >= 8


def test_it_asks_for_all_that_can_stand_beside_passages() -> None:
    expected = [turn.expected for turn in TURNS]
    follow_ups = [turn.expected for question in QUESTIONS for turn in question.follow_ups]
    assert len(follow_ups) >= 20
    assert sum(bool(wanted.carried) for wanted in follow_ups) >= 8
    assert sum(wanted.carried == () for wanted in follow_ups) >= 3
    assert {wanted.care for wanted in expected} == {None, *Concern}
    assert sum(wanted.sources_say == () for wanted in expected) >= 8  # its sources give figures of different methods
    assert sum(wanted.remark is not None for wanted in expected) >= 4
    assert sum(wanted.did_you_mean is not None for wanted in expected) >= 2


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_section_of_every_document_is_asked_for(path: Path) -> None:
    left_out = [title for title, text in sections(path).items() if not is_asked(text, path.name)]
    assert left_out == []


@pytest.mark.parametrize("question", [q for q in TURNS if q.expected.names_passage], ids=lambda q: q.text[:40])
def test_the_expected_words_stand_in_the_document(question: Question) -> None:
    source = question.expected.source
    texts = [
        section
        for path in DOCUMENTS
        for section in sections(path).values()
        if not source or names_document(source, path.name)
    ]
    assert any(
        question.expected.quote in text and re.search(question.expected.pattern, text) is not None for text in texts
    )


def is_met(bot: ChatBot, question: Question) -> bool:
    """Whether every turn is answered as expected."""
    return all(turn.verdict.is_met for turn in examine(bot, question))


@pytest.fixture(scope="session")
def answered(shipped_bot: ChatBot) -> list[Question]:
    """The questions that are answered as expected with nothing broken; known failures are none of them.

    Only those that have an answer: it takes no search to refuse everything, or nothing.
    """
    asked = [question for question in QUESTIONS if not question.known_failure and question.expected.names_passage]
    return [question for question in asked if is_met(shipped_bot, question)]


def is_noticed(bot: ChatBot, answered: Sequence[Question]) -> bool:
    """Whether `bot` fails a question that was answered as expected."""
    return any(not is_met(bot, question) for question in answered)


@pytest.fixture
def copied_index(shipped_index: Path, tmp_path: Path) -> Path:
    """An index of the corpus to change, with all its vectors."""
    return Path(shutil.copytree(shipped_index, tmp_path / "index"))


@pytest.mark.real
@pytest.mark.parametrize("name", [path.name for path in DOCUMENTS])
def test_a_document_that_is_dropped_is_missed(
    copied_index: Path, real_encoder: SentenceTransformerEncoder, answered: Sequence[Question], name: str
) -> None:
    with Library.write(copied_index) as writer:
        assert writer.remove(f"corpus/{name}")
        writer.publish_same_encoder()
    with Library.open(copied_index) as library:
        assert is_noticed(ChatBot(library, real_encoder), answered)


@pytest.mark.real
def test_another_encoder_is_noticed(tmp_path: Path, answered: Sequence[Question]) -> None:
    encoder = WordEncoder()
    build(tmp_path / "index", [CORPUS], encoder)
    with Library.open(tmp_path / "index") as library:
        assert is_noticed(ChatBot(library, encoder), answered)


@pytest.mark.real
def test_passages_of_half_the_size_are_noticed(
    copied_index: Path, real_encoder: SentenceTransformerEncoder, answered: Sequence[Question]
) -> None:
    usual = SplitSettings()
    half = SplitSettings(usual.min_words // 2, usual.target_words // 2, usual.max_words // 2)
    build(copied_index, [CORPUS], real_encoder, settings=half)
    with Library.open(copied_index) as library:
        assert is_noticed(ChatBot(library, real_encoder), answered)


@pytest.mark.real
def test_a_search_without_words_is_noticed(
    monkeypatch: pytest.MonkeyPatch, shipped_bot: ChatBot, answered: Sequence[Question]
) -> None:
    # Not Snapshot.lexical: so few passages are all candidates, and their words are compared with the query's again.
    monkeypatch.setattr("bot.search.query.content_words", lambda _text, _language: [])
    assert is_noticed(shipped_bot, answered)


class BlindEncoder:
    """One vector for everything: no text is nearer to a question than another."""

    name = "blind"
    fingerprint = "blind-1"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """The same direction for every text."""
        return np.full((len(texts), self.dimension), self.dimension**-0.5, dtype=np.float32)


@pytest.mark.real
def test_a_search_without_meaning_is_noticed(tmp_path: Path, answered: Sequence[Question]) -> None:
    build(tmp_path / "index", [CORPUS], BlindEncoder())
    with Library.open(tmp_path / "index") as library:
        assert is_noticed(ChatBot(library, BlindEncoder()), answered)
