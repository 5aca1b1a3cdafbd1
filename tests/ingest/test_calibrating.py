"""Another encoder, whose cosines lie elsewhere, gives the same answers at the same levels."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot import ChatBot, Library, build
from bot.encoders import Encoder, FloatArray
from tests.fakes import WordEncoder

SQUEEZED_TO = 0.25  # of the distance from 1: cosines from 0 to 1 come out from 0.75 to 1
QUESTIONS = (
    "How many treatments do the experts recommend?",
    "Is it painful?",
    "How long does an ultrasound appointment take?",
    "How tall is Mount Everest?",
    "May I bring my dog to the appointment?",
)


class SqueezedEncoder:
    """Another encoder's vectors with one more axis that all texts share: cosine c becomes 0.75 + 0.25 c."""

    name = "squeezed"
    fingerprint = "squeezed-1"

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def dimension(self) -> int:
        return self._encoder.dimension + 1

    def encode(self, texts: Sequence[str]) -> FloatArray:
        vectors = self._encoder.encode(texts)
        shared = np.full((len(vectors), 1), np.sqrt(1 - SQUEEZED_TO), dtype=np.float32)
        return np.ascontiguousarray(np.hstack([np.sqrt(SQUEEZED_TO) * vectors, shared]), dtype=np.float32)


@pytest.mark.real
def test_another_scale_of_cosines_changes_neither_order_nor_level(
    shipped_bot: ChatBot, real_encoder: Encoder, tmp_path: Path
) -> None:
    squeezed = SqueezedEncoder(real_encoder)
    build(tmp_path, ["corpus"], squeezed, reference=real_encoder)
    with Library.open(tmp_path) as library:
        scale = library.manifest().cosine_scale
        assert scale
        assert scale.slope == pytest.approx(1 / SQUEEZED_TO, rel=1e-3)
        assert scale.offset == pytest.approx(1 - 1 / SQUEEZED_TO, rel=1e-3)
        assert f"brought to that scale on {scale.pairs} passages of these documents" in library.status().calibration
        for question in QUESTIONS:
            expected, answer = shipped_bot.reply(question), ChatBot(library, squeezed).reply(question)
            assert answer.level is expected.level
            for ours, theirs in zip(answer.passages[:3], expected.passages[:3], strict=True):
                assert ours.citation == theirs.citation
                assert ours.probability == pytest.approx(theirs.probability, abs=0.05)  # half precision, times 4


@pytest.mark.real
def test_without_a_reference_the_same_encoder_is_sure_of_everything(real_encoder: Encoder, tmp_path: Path) -> None:
    squeezed = SqueezedEncoder(real_encoder)
    build(tmp_path, ["corpus"], squeezed)
    with Library.open(tmp_path) as library:
        assert library.manifest().cosine_scale is None
        assert library.status().calibration.endswith("not adjusted to this encoder")
        assert ChatBot(library, squeezed).reply("How tall is Mount Everest?").level != "not_found"


def test_a_library_of_few_passages_says_nothing_of_a_scale(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# Cost\n\nIt costs much. It hurts.\n", encoding="utf-8")
    build(tmp_path / "index", [tmp_path / "docs"], WordEncoder(), reference=WordEncoder(fingerprint="words-2"))
    with Library.open(tmp_path / "index") as library:
        assert library.manifest().cosine_scale is None


def test_the_reference_itself_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# Cost\n\nIt costs much. It hurts.\n" * 30, encoding="utf-8")
    reference = WordEncoder()
    build(tmp_path / "index", [tmp_path / "docs"], WordEncoder(), reference=reference)
    assert reference.encoded == []
    with Library.open(tmp_path / "index") as library:
        assert library.manifest().cosine_scale is None


def test_the_scale_outlives_the_removal_of_a_document(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(12):
        text = f"# Part {number}\n\nThe cost of pain is {number}. A needle and a laser hurt, sun does {number}.\n"
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    build(tmp_path / "index", [folder], WordEncoder(), reference=WordEncoder(fingerprint="words-2"))
    with Library.write(tmp_path / "index") as writer:
        before = writer.publish_same_encoder().cosine_scale
        writer.remove("docs/3.md")
        assert writer.publish_same_encoder().cosine_scale == before
