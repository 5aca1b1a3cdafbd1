"""The manifest of a generation: what it was built from, how much it holds, and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.encoders.models import DEFAULT_MODEL
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged
from bot.library.durable import FileRecord
from bot.library.failures import BUILD_AGAIN

# Goes up whenever older derived files would not do: another set of them, or other words or answers read from a text.
FORMAT = 7
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One published generation.

    `folder` is relative to the index folder; `encoder_name` loads the same model again; `recipes` are the distinct
    ways its passages were made; `corpus_sha256` covers ids, texts, sources and recipes; `published_at` is UTC,
    ISO 8601; `files` are sorted by name; `cosine_scale` brings the encoder's cosines to those that ranking was fitted
    with, None when they are taken as they are. The last `uploaded_passages` of the passages are of uploads.
    """

    generation: int
    folder: str
    published_at: str
    encoder_name: str
    encoder_fingerprint: str
    dimension: int
    recipes: tuple[str, ...]
    corpus_sha256: str
    documents: int
    passages: int
    sentences: int
    files: tuple[FileRecord, ...]
    format: int = FORMAT
    uploaded_passages: int = 0
    cosine_scale: CosineScale | None = None

    @property
    def calibration(self) -> str:
        """On what the order and the confidence of answers stand, in words."""
        fitted = f"fitted on public question sets with {DEFAULT_MODEL}"
        if self.cosine_scale:
            scale = self.cosine_scale
            return (
                f"{fitted}; this encoder's cosines brought to that scale on {scale.pairs} passages of these documents "
                f"({scale.slope:.2f} x cosine {scale.offset:+.2f})"
            )
        return fitted if self.encoder_name == DEFAULT_MODEL else f"{fitted}; not adjusted to this encoder"

    def to_text(self) -> str:
        """This manifest as JSON with its own checksum; equal manifests give equal bytes."""
        fields = asdict(self)
        if self.cosine_scale is None:
            del fields["cosine_scale"]  # as in the manifests from before there was one
        return _to_json({**fields, "checksum": _checksum(fields)})

    @classmethod
    def from_text(cls, text: str, source: Path) -> "Manifest":
        """The manifest that `to_text` wrote. Raises IndexDamaged, naming `source`, when it is anything else."""
        try:
            fields = json.loads(text)
            if fields["format"] != FORMAT:
                raise IndexDamaged(
                    f"{source}: the manifest has format {fields['format']!r} and this version of Footnote reads "
                    f"{FORMAT}; build the documents again into another folder."
                )
            if fields.pop("checksum") != _checksum(fields):
                raise ValueError("its checksum is another")
            return _of_fields(fields)
        except (ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(f"{source}: not a whole manifest ({error}); {BUILD_AGAIN}.") from error


def _to_json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(_to_json(fields).encode("utf-8")).hexdigest()


def _of_fields(fields: dict[str, Any]) -> Manifest:
    files = tuple(FileRecord(**file) for file in fields.pop("files"))
    recipes = tuple(fields.pop("recipes"))
    scale = fields.pop("cosine_scale", None)
    return Manifest(files=files, recipes=recipes, cosine_scale=CosineScale(**scale) if scale else None, **fields)
