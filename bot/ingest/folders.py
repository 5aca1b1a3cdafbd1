"""Which files a build looks at, and what their documents are called."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from bot.errors import NothingToIndex
from bot.library.schema import DATABASE
from bot.records.receipts import LeftOut

VANISHED = "is gone since its folder was listed; build again."
UPLOADS_MARK = ".footnote-uploads"  # a file in the folder; hidden, so it is no document, and no upload has such a name
UPLOADS_SUFFIX = "-uploads"
LEADS_NOWHERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})


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
        NothingToIndex: a root does not exist, or cannot be a folder of documents.
    """
    id_at = {location: document for document, location in known.items()}
    found: dict[Path, SourceFile] = {}
    links: dict[Path, LeftOut] = {}
    hidden = 0
    for root in roots:
        path = root_at(root)
        is_folder = _is_folder(path)
        base = path if is_folder else path.parent
        name = _root_name(base, known, found)
        entries = _Entries()
        listed = entries.below(path) if is_folder else [(path, _problem(path))]
        problems = {entry.relative_to(base).as_posix(): (entry, problem) for entry, problem in listed}
        for inside, (entry, problem) in problems.items():
            new_id = f"{name}/{_composed(inside, problems)}"
            found.setdefault(entry, SourceFile(entry, id_at.get(str(entry), new_id), problem))
        links |= {link: LeftOut(str(link), "a link to a folder; build that folder itself") for link in entries.links}
        hidden += entries.hidden
    files = sorted(found.values(), key=lambda source: (source.document_id, str(source.path)))
    return Sources(tuple(files), tuple(links[link] for link in sorted(links)), hidden)


def root_at(root: Path | str) -> Path:
    """The absolute path, links resolved, of a folder or file to build.

    Raises:
        NothingToIndex: there is none, it cannot be looked at, or its path is no text and so cannot be cited.
    """
    try:
        path = Path(root).expanduser().resolve()
        path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NothingToIndex(
            f"There is no folder or file at {root}; give the folder that holds your documents."
        ) from error
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle, or ~ of nobody
        reason = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
        raise NothingToIndex(f"{root}: cannot be looked at ({reason}); give the folder of your documents.") from error
    if not _is_unicode(str(path)):
        raise NothingToIndex(f"{path}: the path is not valid Unicode; rename the folder.")
    return path


def uploads_folder(index: Path | str) -> Path:
    """Where the files lie that readers of the page gave; beside the index, which may be deleted and built again."""
    path = Path(index).expanduser().resolve()
    return path.with_name(path.name + UPLOADS_SUFFIX).resolve()


def is_uploaded(path: Path, uploads: Path) -> bool:
    """Whether a file lies in the folder `uploads`, or in that of any index, which may be built by hand into another.

    The page marks its folder, and takes no upload of that name: nothing that an upload holds or is called decides it.
    """
    return any(folder == uploads or is_marked(folder) or _is_beside_its_index(folder) for folder in path.parents)


def is_marked(folder: Path) -> bool:
    """Whether uploads are kept there, which stays so when the folder is renamed and when its index is deleted."""
    return not is_gone(str(folder / UPLOADS_MARK))


def _is_beside_its_index(folder: Path) -> bool:
    name = folder.name[: -len(UPLOADS_SUFFIX)]
    has_suffix = folder.name.casefold().endswith(UPLOADS_SUFFIX)
    return has_suffix and bool(name) and not is_gone(str(folder.with_name(name) / DATABASE))


def is_gone(location: str) -> bool:
    """Whether nothing lies there any more, as far as that can be known."""
    try:
        Path(location).stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # a closed folder, a drive that fails
        return False
    return False


@dataclass(slots=True)
class _Entries:
    """One walk below a root."""

    links: list[Path] = field(default_factory=list)
    hidden: int = 0

    def below(self, root: Path) -> Iterator[tuple[Path, str]]:
        """Every entry that is not a folder, and what is wrong with it, "" for a file. Not recursive: paths are deep."""
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
                elif not _is_unicode(entry.name):
                    yield path, "the name is not valid Unicode; rename it."
                elif not _is_folder(entry):
                    yield path, _problem(path)
                elif entry.is_symlink():
                    self.links.append(path)
                else:
                    waiting.append(path)


def _is_folder(entry: Path | os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; False, too, when that cannot be known."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _problem(path: Path) -> str:
    """Why what is no folder cannot be a document, "" when it can."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in LEADS_NOWHERE and path.is_symlink():
            return "the link leads to nothing; mend it or take it out of the folder."
        if isinstance(error, FileNotFoundError):
            return VANISHED
        return f"cannot be looked at ({error.strerror}); mend that or take it out of the folder."
    if stat.S_ISREG(mode):
        return ""
    if path.is_symlink():
        return "the link leads to a pipe, socket or device; take it out of the folder."
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
    return Path(location) != base / inside and not is_gone(location)
