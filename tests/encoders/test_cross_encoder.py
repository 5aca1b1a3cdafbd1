import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from bot.encoders.cross_encoder import load_reranker
from bot.encoders.models import DEFAULT_MODEL, find_cross_encoder, find_model
from bot.errors import EncoderUnavailable
from tests.tiny_models import make_cross_encoder

pytestmark = pytest.mark.real

TEXTS = ["the laser is a pain", "a needle", "the cost is the cost", "unheard of", "sun skin laser " * 400]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("tiny") / "model")


def copy_of(model: Path, folder: Path) -> Path:
    return Path(shutil.copytree(model, folder / "copy"))


def test_scores_are_the_logits_of_the_model_pair_by_pair(tiny: Path) -> None:
    import torch
    from transformers import BertForSequenceClassification, BertTokenizer

    model = BertForSequenceClassification.from_pretrained(tiny)
    tokenizer = BertTokenizer.from_pretrained(tiny)
    pairs = [tokenizer("the sun", text, truncation=True, max_length=512, return_tensors="pt") for text in TEXTS]
    with torch.no_grad():
        expected = [float(model(**pair).logits[0, 0]) for pair in pairs]
    found = load_reranker(str(tiny)).scores("the sun", TEXTS)
    assert found.shape == (5,)
    assert found.dtype == np.float32
    assert found == pytest.approx(expected, abs=1e-4)
    assert np.ptp(found) > 1e-2


def test_twenty_runs_give_the_same_bytes(tiny: Path) -> None:
    reranker = load_reranker(str(tiny))
    assert len({reranker.scores("the sun", TEXTS).tobytes() for _ in range(20)}) == 1


def test_another_number_of_threads_gives_the_same_scores_to_five_decimals(tiny: Path) -> None:
    import torch

    reranker, before, found = load_reranker(str(tiny)), torch.get_num_threads(), []
    try:
        for threads in (1, 2, 4):
            torch.set_num_threads(threads)
            found.append(reranker.scores("the sun", TEXTS))
    finally:
        torch.set_num_threads(before)
    assert found[1] == pytest.approx(found[0], abs=1e-5)
    assert found[2] == pytest.approx(found[0], abs=1e-5)


def test_no_text_has_no_score_and_loads_nothing(tiny: Path) -> None:
    reranker = load_reranker(str(tiny))
    assert reranker.scores("the sun", []).shape == (0,)
    assert "_model" not in vars(reranker)


def test_a_cross_encoder_saved_by_sentence_transformers_gives_the_same_scores(tiny: Path, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    # Its settings ask for a sigmoid, which is left out: what comes is raw.
    CrossEncoder(str(tiny), device="cpu").save_pretrained(str(tmp_path / "saved"))
    first, second = load_reranker(str(tiny)), load_reranker(str(tmp_path / "saved"))
    assert first.scores("the sun", TEXTS) == pytest.approx(second.scores("the sun", TEXTS), abs=1e-6)
    assert first.name == str(tiny.resolve())
    assert first.fingerprint != second.fingerprint


def test_a_cross_encoder_in_the_hub_cache_needs_no_network(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    repository = tmp_path / "models--cross-encoder--tiny"
    shutil.copytree(tiny, repository / "snapshots" / "abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc", encoding="utf-8")
    assert find_cross_encoder("tiny").path == repository / "snapshots" / "abc"
    with pytest.raises(EncoderUnavailable, match=r"'other/tiny' is no folder, not in the local cache.*give the folder"):
        load_reranker("other/tiny")


@pytest.mark.parametrize("name", ["", "./nowhere", "/no/such/folder"])
def test_a_missing_folder_is_said_to_be_missing(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match="There is no model folder at"):
        load_reranker(name)


def test_an_encoder_is_no_cross_encoder() -> None:
    """It could be loaded, with random numbers for a last layer."""
    with pytest.raises(EncoderUnavailable, match=r"is no cross-encoder: .* give a model made for reranking"):
        load_reranker(str(find_model(DEFAULT_MODEL).path))


def test_a_bare_language_model_is_no_cross_encoder(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"architectures": ["BertModel"]}), encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="is no cross-encoder"):
        load_reranker(str(folder))


@pytest.mark.parametrize("config", ["[]", "not JSON", '{"architectures": null}', '{"architectures": []}'])
def test_a_folder_with_a_strange_configuration_is_refused(config: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(config, encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="is no cross-encoder"):
        load_reranker(str(tmp_path))


def test_pickled_weights_are_refused(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(EncoderUnavailable, match=r"only in pytorch_model\.bin, a pickle, which can run code"):
        load_reranker(str(folder))


def test_code_beside_the_weights_is_not_run(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path)
    ran = tmp_path / "ran"
    (folder / "custom.py").write_text(f"open({str(ran)!r}, 'w')\nclass Scorer: pass\n", encoding="utf-8")
    parts = [{"idx": 0, "name": "0", "path": "", "type": "custom.Scorer"}]
    (folder / "modules.json").write_text(json.dumps(parts), encoding="utf-8")
    (folder / "config_sentence_transformers.json").write_text('{"model_type": "CrossEncoder"}', encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match="could not be loaded"):
        load_reranker(str(folder)).scores("q", ["t"])
    assert not ran.exists()


def test_a_classifier_of_several_labels_is_refused(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "entailment", labels=3)
    with pytest.raises(EncoderUnavailable, match="gives 3 numbers for a pair of texts and not one score"):
        load_reranker(str(folder)).scores("q", ["t"])


def test_broken_weights_are_a_sentence(tiny: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny, tmp_path)
    (folder / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(EncoderUnavailable, match=r"The reranker .* could not be loaded"):
        load_reranker(str(folder)).scores("q", ["t"])
