"""The manifest of a generation: what it was built from, how much it holds, and the checksum of every file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import IndexDamaged
from bot.library.durable import FileRecord

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One published generation.

    `folder` is relative to the index folder; `encoder_name` loads the same model again; `recipes` are the distinct
    ways its passages were made; `corpus_sha256` covers ids, texts, sources and recipes; `published_at` is UTC,
    ISO 8601; `files` are sorted by name.
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

    def to_text(self) -> str:
        """This manifest as JSON with its own checksum; equal manifests give equal bytes."""
        return _to_json({**asdict(self), "checksum": _checksum(asdict(self))})

    @classmethod
    def from_text(cls, text: str, source: Path) -> "Manifest":
        """The manifest that `to_text` wrote. Raises IndexDamaged, naming `source`, when it is anything else."""
        try:
            fields = json.loads(text)
            if fields["format"] != FORMAT:
                raise IndexDamaged(
                    f"{source}: the manifest has format {fields['format']!r} and this version of Footnote reads "
                    f"{FORMAT}; build the index again with 'footnote build DIR'."
                )
            if fields.pop("checksum") != _checksum(fields):
                raise ValueError("its checksum is another")
            return _of_fields(fields)
        except (ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(
                f"{source}: not a whole manifest ({error}); delete the folder and build it again."
            ) from error


def _to_json(fields: dict[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(_to_json(fields).encode("utf-8")).hexdigest()


def _of_fields(fields: dict[str, Any]) -> Manifest:
    files = tuple(FileRecord(**file) for file in fields.pop("files"))
    recipes = tuple(fields.pop("recipes"))
    return Manifest(files=files, recipes=recipes, **fields)
