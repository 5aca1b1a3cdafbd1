import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.encoders import FloatArray
from bot.encoders.models import DEFAULT_MODEL
from bot.encoders.sentence_transformer import SentenceTransformerEncoder, load_encoder
from bot.errors import EncoderUnavailable
from tests.patience import wait_until
from tests.tiny_models import make_encoder

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make_encoder(tmp_path_factory.mktemp("tiny") / "made").name)


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
    assert encoder.dimension == 8
    assert encoder.fingerprint != load_encoder(DEFAULT_MODEL).fingerprint
    assert np.array_equal(encoder.encode(["skin laser"]), load_encoder(str(tiny_model)).encode(["skin laser"]))


def test_a_broken_model_is_a_sentence(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(tiny_model, broken)
    next(broken.rglob("*.safetensors")).write_bytes(b"not weights")
    with pytest.raises(EncoderUnavailable, match="could not be loaded"):
        load_encoder(str(broken)).encode(["skin"])


def test_each_vector_stands_where_its_text_does(real_encoder: SentenceTransformerEncoder) -> None:
    texts = [f"session {i} {'again ' * (i * 7 % 11)}" for i in range(70)]  # more than two batches, in no order
    one_by_one = np.concatenate([real_encoder.encode([text]) for text in texts])
    assert np.allclose(real_encoder.encode(texts), one_by_one, atol=1e-6)


def test_a_twin_shares_the_weights_and_not_the_tokenizer(tiny_model: Path) -> None:
    encoder = load_encoder(str(tiny_model))
    first, second = encoder.twin(), encoder.twin()
    pairs = zip(first.parameters(), second.parameters(), strict=True)
    assert all(one.data_ptr() == other.data_ptr() for one, other in pairs)
    assert first.tokenizer is not second.tokenizer
    assert np.allclose(first.encode(["skin"], normalize_embeddings=True), encoder.encode(["skin"]), atol=1e-6)


class HeldModel:
    """Notes what it encodes, and holds the first batch until it is let go."""

    def __init__(self) -> None:
        self.encoded: list[str] = []
        self.has_begun, self.may_go_on = threading.Event(), threading.Event()

    def encode(self, texts: Sequence[str], **_: object) -> FloatArray:
        self.encoded.append(texts[0])
        self.has_begun.set()
        self.may_go_on.wait()
        return np.ones((len(texts), 1), dtype=np.float32)


def test_a_question_goes_before_the_next_batch_of_a_build(tiny_model: Path) -> None:
    encoder, model = load_encoder(str(tiny_model)), HeldModel()
    vars(encoder)["_model"] = model
    building = threading.Thread(target=encoder.encode, args=(["passage"] * 200,))
    asking = threading.Thread(target=encoder.encode, args=(["question"],))
    building.start()
    model.has_begun.wait()
    asking.start()
    wait_until(encoder._queue.locked)  # the question waits for its turn
    model.may_go_on.set()
    building.join()
    asking.join()
    assert model.encoded == ["passage", "question", *["passage"] * 6]  # 200 texts are 7 batches of 32
