from pathlib import Path

import numpy as np
import pytest

from bot.encoders.models import DEFAULT_MODEL
from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from bot.errors import EncoderUnavailable

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real BERT of 2 layers and 16 dimensions with random weights, saved as safetensors."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "skin", "laser"]), encoding="utf-8")
    torch.manual_seed(7)
    shape = BertConfig(vocab_size=7, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32)
    BertModel(shape).save_pretrained(folder / "bert")
    BertTokenizer(str(vocabulary)).save_pretrained(folder / "bert")
    bert = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[bert, Pooling(16)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_vectors_are_unit_float32_rows(real_encoder: SentenceTransformerEncoder) -> None:
    vectors = real_encoder.encode(["Skin", "a longer text about lasers", ""])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert vectors.flags["C_CONTIGUOUS"]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_text_gives_no_rows(real_encoder: SentenceTransformerEncoder) -> None:
    assert real_encoder.encode([]).shape == (0, 384)


def test_a_paraphrase_is_nearer_than_another_subject(real_encoder: SentenceTransformerEncoder) -> None:
    question, paraphrase, other = real_encoder.encode(
        ["What does it cost?", "The price is 600 dollars.", "The needles are made of gold."]
    )
    assert question @ paraphrase > question @ other


def test_any_sentence_transformers_folder_is_an_encoder(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    assert encoder.dimension == 16
    assert encoder.fingerprint != load_encoder(DEFAULT_MODEL).fingerprint
    assert np.array_equal(encoder.encode(["skin laser"]), load_encoder(str(tiny_model)).encode(["skin laser"]))


def test_a_broken_model_is_a_sentence(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(tiny_model, broken)
    next(broken.rglob("*.safetensors")).write_bytes(b"not weights")
    with pytest.raises(EncoderUnavailable, match="could not be loaded"):
        load_encoder(str(broken)).encode(["skin"])
