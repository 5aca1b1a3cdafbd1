import math
from collections.abc import Sequence

import numpy as np
import pytest

from bot.encoders import FloatArray
from bot.encoders.bulk import (
    CHECKED_TEXTS,
    MANY_TEXTS,
    BulkEncoder,
    BulkPrecision,
    bulk_encoder,
    check_bfloat16,
    has_bfloat16_units,
    sample,
)
from bot.encoders.bulk_batches import Precision
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from tests.fakes import WordEncoder

TEXTS = [f"Session {i} warmed the deeper layers {'again ' * (i % 9)}" for i in range(CHECKED_TEXTS)]


class FakeModel:
    """Gives unit vectors of two numbers: in bfloat16 at `angle` to float32, each precision taking its seconds."""

    def __init__(self, angle: float, seconds: dict[Precision, float]) -> None:
        self.now = 0.0
        self._angle = angle
        self._seconds = seconds

    def clock(self) -> float:
        return self.now

    def encode(self, texts: Sequence[str], precision: Precision) -> FloatArray:
        self.now += self._seconds[precision]
        angle = self._angle if precision is Precision.BFLOAT16 else 0.0
        return np.array([[math.cos(angle), math.sin(angle)]] * len(texts), dtype=np.float32)


@pytest.mark.parametrize(
    ("angle", "slow", "fast", "expected"),
    [
        (0.02, 3.0, 1.0, BulkPrecision(Precision.BFLOAT16, 0.9998, 3.0)),  # cos 0.02 = 1 - 0.0002
        (0.1, 3.0, 1.0, BulkPrecision(Precision.FLOAT32, 0.995004, 3.0)),  # too far
        (0.0, 1.1, 1.0, BulkPrecision(Precision.FLOAT32, 1.0, 1.1)),  # hardly faster
        (0.0, 1.0, 2.0, BulkPrecision(Precision.FLOAT32, 1.0, 0.5)),  # slower
    ],
)
def test_bfloat16_is_taken_when_it_is_near_enough_and_faster(
    angle: float, slow: float, fast: float, expected: BulkPrecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = FakeModel(angle, {Precision.FLOAT32: slow, Precision.BFLOAT16: fast})
    monkeypatch.setattr("bot.encoders.bulk.time.perf_counter", model.clock)
    assert check_bfloat16(model.encode, TEXTS) == expected


def test_the_sample_goes_from_the_longest_text_to_the_shortest() -> None:
    texts = ["x" * (i * 7 % 151) for i in range(151)]  # every length from 0 to 150 once
    assert [len(text) for text in sample(texts)] == [150 - 10 * step for step in range(16)]
    assert sample(["b", "aa"]) == ["aa", "b"]


def test_few_texts_are_encoded_the_plain_way(real_encoder: SentenceTransformerEncoder) -> None:
    assert bulk_encoder(real_encoder, MANY_TEXTS - 1) == real_encoder.encode


def test_an_encoder_of_another_kind_encodes_by_itself(word_encoder: WordEncoder) -> None:
    assert bulk_encoder(word_encoder, MANY_TEXTS) == word_encoder.encode


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [
        ({}, False),
        ({"avx512_f": True, "avx512_bf16": False}, False),
        ({"avx512_bf16": True}, True),
        ({"amx_bf16": True}, True),
    ],
)
def test_bfloat16_is_thought_of_where_the_processor_multiplies_it(
    capabilities: dict[str, bool], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: capabilities, raising=False)
    assert has_bfloat16_units() is expected


def test_a_pytorch_that_cannot_tell_means_float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("torch.cpu.get_capabilities", raising=False)
    assert not has_bfloat16_units()


@pytest.mark.real
def test_without_bfloat16_units_nothing_is_rounded_and_nothing_checked(
    real_encoder: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.encoders.bulk.has_bfloat16_units", lambda: False)
    encode = bulk_encoder(real_encoder, MANY_TEXTS)
    assert np.allclose(encode(TEXTS), real_encoder.encode(TEXTS), atol=1e-6)
    assert isinstance(encode, BulkEncoder)
    assert encode.precision == BulkPrecision(Precision.FLOAT32, cosine=None, speed_up=None)


@pytest.mark.real
def test_the_first_call_with_enough_texts_decides(real_encoder: SentenceTransformerEncoder) -> None:
    encode = BulkEncoder(real_encoder, may_round=True)
    assert np.allclose(encode(TEXTS[:3]), real_encoder.encode(TEXTS[:3]), atol=1e-6)
    assert encode.precision.cosine is None
    vectors = encode(TEXTS)
    decided = encode.precision
    assert decided.cosine is not None
    assert decided.cosine >= 0.999
    assert np.sum(vectors * real_encoder.encode(TEXTS), axis=1).min() >= 0.999
    encode(TEXTS)
    assert encode.precision is decided


@pytest.mark.real
def test_no_text_gives_no_rows_in_bulk(real_encoder: SentenceTransformerEncoder) -> None:
    assert BulkEncoder(real_encoder, may_round=True)([]).shape == (0, 384)
