"""Which files a build looks at, and what their documents are called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from bot.errors import NothingToIndex


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a build and the id that its document has or would get."""

    path: Path
    document_id: str


def find_sources(roots: Sequence[Path], known: Mapping[str, str]) -> list[SourceFile]:
    """Every file under `roots` (folders, or single files), sorted by id, each once.

    Hidden entries (a name that starts with a dot) and linked folders are not looked at; a folder that cannot be
    listed stands for itself, so that reading it says why. An id is the folder's name and the path inside it. `known`
    gives the location of each document already in the library: its file keeps its id, and a second folder of the same
    name takes its parent's name in front, so that neither replaces the other's documents.

    Raises:
        NothingToIndex: a root does not exist.
    """
    id_at = {location: document for document, location in known.items()}
    found: dict[Path, str] = {}
    for root in roots:
        path = root.expanduser().resolve()
        if not path.exists():
            raise NothingToIndex(f"There is no folder or file at {root}; give the folder that holds your documents.")
        base = path if path.is_dir() else path.parent
        name = _root_name(base, known, found)
        for file in _files(path):
            new_id = normalize("NFC", f"{name}/{file.relative_to(base).as_posix()}")
            found.setdefault(file, id_at.get(str(file), new_id))
    return sorted((SourceFile(file, name) for file, name in found.items()), key=lambda source: source.document_id)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    try:
        entries = sorted(path.iterdir())
    except PermissionError:
        yield path
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif entry.is_file():
            yield entry


def _root_name(base: Path, known: Mapping[str, str], found: Mapping[Path, str]) -> str:
    """The shortest tail of `base` that no other existing folder's documents go by."""
    taken = {**known, **{name: str(file) for file, name in found.items()}}
    parts = [part for part in base.parts if part != base.anchor] or ["root"]
    for length in range(1, len(parts) + 1):
        name = "/".join(parts[-length:])
        if not any(_is_another(name, base, document, location) for document, location in taken.items()):
            return name
    return "/".join(parts)


def _is_another(name: str, base: Path, document: str, location: str) -> bool:
    """Whether `document` has the prefix `name` and yet lies in another folder that still exists."""
    if not document.startswith(f"{name}/"):
        return False
    inside = document.removeprefix(f"{name}/")
    return Path(location) != base / inside and Path(location).exists()
