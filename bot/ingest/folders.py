"""Which files a build looks at, and what their documents are called."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from bot.errors import NothingToIndex
from bot.records.receipts import LeftOut


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a build and the id that its document has or would get; `problem` says why it cannot be read at all."""

    path: Path
    document_id: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """What lies under the folders of a build: files sorted by id, links passed over, and how many hidden entries."""

    files: tuple[SourceFile, ...]
    left_out: tuple[LeftOut, ...]
    hidden: int


def find_sources(roots: Sequence[Path], known: Mapping[str, str]) -> Sources:
    """Everything under `roots` (folders, or single files), each file once.

    Hidden entries (a name that starts with a dot) are counted and not looked at, nor are linked folders; a folder that
    cannot be listed stands for itself, with the reason. An id is the folder's name and the path inside it. `known`
    gives the location of each document already in the library: its file keeps its id, and a second folder of the same
    name takes its parent's name in front, so that neither replaces the other's documents.

    Raises:
        NothingToIndex: a root does not exist.
    """
    id_at = {location: document for document, location in known.items()}
    found: dict[Path, SourceFile] = {}
    links: dict[Path, LeftOut] = {}
    hidden = 0
    for root in roots:
        path = root.expanduser().resolve()
        if not path.exists():
            raise NothingToIndex(f"There is no folder or file at {root}; give the folder that holds your documents.")
        base = path if path.is_dir() else path.parent
        name = _root_name(base, known, found)
        entries = _Entries()
        problems = {entry.relative_to(base).as_posix(): (entry, problem) for entry, problem in entries.below(path)}
        for inside, (entry, problem) in problems.items():
            new_id = f"{name}/{_composed(inside, problems)}"
            found.setdefault(entry, SourceFile(entry, id_at.get(str(entry), new_id), problem))
        links |= {link: LeftOut(str(link), "a link to a folder; build that folder itself") for link in entries.links}
        hidden += entries.hidden
    files = sorted(found.values(), key=lambda source: (source.document_id, str(source.path)))
    return Sources(tuple(files), tuple(links[link] for link in sorted(links)), hidden)


@dataclass(slots=True)
class _Entries:
    """One walk below a root."""

    links: list[Path] = field(default_factory=list)
    hidden: int = 0

    def below(self, root: Path) -> Iterator[tuple[Path, str]]:
        """Every entry that is not a folder, and what is wrong with it, "" for a file. Not recursive: paths are deep."""
        if not root.is_dir():
            yield root, _problem(root)
            return
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    listed = list(entries)
            except OSError as error:
                yield folder, f"the folder cannot be listed ({error.strerror}); check its permissions."
                continue
            for entry in listed:
                path = folder / entry.name
                if entry.name.startswith("."):
                    self.hidden += 1
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.is_symlink() and path.is_dir():
                    self.links.append(path)
                else:
                    yield path, _problem(path)


def _problem(path: Path) -> str:
    """Why what is no folder cannot be a document, "" when it can."""
    if not _is_unicode(path.name):
        return "the name is not valid Unicode; rename the file."
    if path.is_file():
        return ""
    if path.is_symlink():
        return "the link leads to nothing; mend it or take it out of the folder."
    return "is neither a file nor a folder but a pipe, socket or device; take it out of the folder."


def _is_unicode(name: str) -> bool:
    """Whether a name is text; bytes that are not come as lone surrogates."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _composed(name: str, others: Mapping[str, object]) -> str:
    """The composed form of a name, unless that is another file; what is no text is replaced."""
    composed = normalize("NFC", name)
    return (name if composed in others else composed).encode("utf-8", "replace").decode("utf-8")


def _root_name(base: Path, known: Mapping[str, str], found: Mapping[Path, SourceFile]) -> str:
    """The shortest tail of `base` that no other existing folder's documents go by."""
    taken = {**known, **{source.document_id: str(file) for file, source in found.items()}}
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
