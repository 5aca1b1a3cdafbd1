from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoders.bulk_batches import BatchedModel, Precision, batches_by_length
from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from tests.tiny_models import make_encoder

# Of every kind of length, in no order: more than the model's window of 256 tokens, empty, alike.
TEXTS = [
    "skin " * 400,
    "laser",
    "",
    "How long does the redness last?",
    "pain " * 90,
    "sun " * 89,
    "laser",
    "heat " * 300,
]
TEXTS += [f"Session {i} warmed the deeper layers {'again ' * (i % 7)}" for i in range(40)]


@pytest.fixture
def two_threads() -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def test_batches_hold_texts_of_like_length_up_to_the_budget() -> None:
    # padded to the longest: 9; 5 and 4 are 2 x 5; 3, 3 and 1 are 3 x 3
    assert batches_by_length([3, 9, 4, 3, 5, 1], budget=10) == [[1], [4, 2], [0, 3, 5]]


def test_a_text_longer_than_the_budget_stands_alone() -> None:
    assert batches_by_length([30, 2, 30], budget=10) == [[0], [2], [1]]


@given(st.lists(st.integers(1, 300)), st.integers(1, 1_500))
def test_every_text_is_in_one_batch_and_none_exceeds_the_budget(lengths: list[int], budget: int) -> None:
    batches = batches_by_length(lengths, budget)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= budget
    in_order = [lengths[i] for batch in batches for i in batch]
    assert in_order == sorted(lengths, reverse=True)


@pytest.mark.real
@pytest.mark.usefixtures("two_threads")
def test_bulk_vectors_in_float32_are_those_of_the_encoder(real_encoder: SentenceTransformerEncoder) -> None:
    vectors = BatchedModel(real_encoder).encode(TEXTS, Precision.FLOAT32)
    assert vectors.dtype == np.float32
    assert vectors.flags["C_CONTIGUOUS"]
    assert np.allclose(vectors, real_encoder.encode(TEXTS), atol=1e-6)


@pytest.mark.real
@pytest.mark.usefixtures("two_threads")
def test_bulk_vectors_in_bfloat16_are_near_those_of_the_encoder(real_encoder: SentenceTransformerEncoder) -> None:
    vectors = BatchedModel(real_encoder).encode(TEXTS, Precision.BFLOAT16)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.sum(vectors * real_encoder.encode(TEXTS), axis=1).min() >= 0.999


@pytest.mark.real
@pytest.mark.usefixtures("two_threads")
def test_the_number_of_threads_is_as_before() -> None:
    import torch

    BatchedModel(load_encoder()).encode(TEXTS[:8], Precision.BFLOAT16)
    assert torch.get_num_threads() == 2


@pytest.mark.real
@pytest.mark.usefixtures("two_threads")
@pytest.mark.parametrize("pooling", ["mean", "cls", "max"])
def test_a_model_with_a_prompt_a_dense_layer_and_any_pooling_gives_its_own_vectors(
    pooling: str, tmp_path: Path
) -> None:
    encoder = make_encoder(tmp_path / pooling, pooling=pooling, prompt="the sun ")
    without = make_encoder(tmp_path / f"{pooling}-bare", pooling=pooling, prompt="")
    texts = ["skin laser", "pain", "a needle is a cost", "skin laser pain cost needle"]
    expected = encoder.encode(texts)
    assert not np.allclose(expected, without.encode(texts), atol=1e-3)
    assert np.allclose(BatchedModel(encoder).encode(texts, Precision.FLOAT32), expected, atol=1e-6)
    assert np.sum(BatchedModel(encoder).encode(texts, Precision.BFLOAT16) * expected, axis=1).min() >= 0.99


@pytest.mark.real
def test_a_model_of_words_without_a_transformer_is_encoded_in_bulk(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    words = BoW(["skin", "laser", "pain", "cost"])
    SentenceTransformer(modules=[words], device="cpu").save(str(tmp_path / "words"))
    encoder = load_encoder(str(tmp_path / "words"))
    texts = ["skin laser", "pain", "cost cost pain"]
    assert np.allclose(BatchedModel(encoder).encode(texts, Precision.FLOAT32), encoder.encode(texts), atol=1e-6)
