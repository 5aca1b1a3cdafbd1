"""Files that readers of the page give: stored in a folder of their own beside the index, and built into it.

One build runs at a time, in a thread of its own; what is stored meanwhile waits for the next. Files that cannot be read
do not stay.
"""

import contextlib
import os
import secrets
import threading
import time
from collections.abc import AsyncIterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DiskFull, DocumentMissing, FootnoteError, IndexBusy, SettingsError
from bot.ingest.collection import own_kind
from bot.ingest.progress import Stage
from bot.library.failures import is_full
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.ui.saying import say
from bot.ui.upload_names import cleaned_name, free_name

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ingest.report import BuildReport

PART = ".part-"  # hidden, so that no build looks at a file that is still coming
PART_KEPT_S = 86_400  # nobody uploads one file for a day
SUFFIX = "-uploads"  # of the folder, after the name of the index folder
MIB = 1 << 20
FAILED = "Something went wrong inside Footnote; the window it was started in says what. The files are kept."


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What may be uploaded: the size of one file, and how many and how much the folder may hold in all."""

    file_mib: int = 100
    files: int = 1_000
    total_mib: int = 4_096


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the uploads are; `change` counts every change of what is said here.

    `receipts`, `left_out` and `removed` are of the builds since nothing was being built. `waiting` counts files that
    are stored and not built.
    """

    is_busy: bool = False
    stage: Stage = Stage.READING
    done: int = 0
    total: int = 0
    receipts: tuple[Receipt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    removed: tuple[str, ...] = ()
    problem: str = ""
    waiting: int = 0
    change: int = 0


class Uploads:
    """The uploads of one library. Safe to use from several threads."""

    def __init__(self, chatbot: "ChatBot", *, is_read_only: bool = False, limits: UploadLimits | None = None) -> None:
        self.is_read_only = is_read_only
        self.limits = limits or UploadLimits()
        self._chatbot = chatbot
        self._lock = threading.Lock()
        self._standing = Standing()
        self._is_wanted = False
        self._thread: threading.Thread | None = None

    @property
    def folder(self) -> Path:
        """Where the files lie: beside the index and not in it, since an index may be deleted and built again."""
        index = self._chatbot.library.path.expanduser().resolve()
        return index.with_name(index.name + SUFFIX)

    def is_uploaded(self, location: str) -> bool:
        """Whether a document was uploaded, and so may be removed from the page."""
        return Path(location).parent == self.folder

    def standing(self) -> Standing:
        """How far the uploads are now."""
        with self._lock:
            standing = self._standing
        return standing if standing.is_busy else replace(standing, waiting=len(self._waiting()))

    async def store(self, name: str, chunks: AsyncIterable[bytes]) -> str:
        """Store a file under a cleaned name, never over another, for the next `build`. Returns the name.

        Raises:
            SettingsError: uploads are off, the name cannot be used, or a limit is exceeded.
            DiskFull: there is no room left.
        """
        self._require_open()
        wanted = cleaned_name(name)
        if own_kind(Path(wanted)):
            raise SettingsError(
                say("{name}: holds settings or tests of a folder and is no document; rename the file.", name=wanted)
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._require_room()
            return (await self._received(wanted, chunks)).name
        except OSError as error:
            raise _not_stored(wanted, error) from error

    def build(self) -> None:
        """Have all that is stored built, at once or after the build that runs. Does not wait for it.

        Raises SettingsError when uploads are off.
        """
        self._require_open()
        with self._lock:
            self._is_wanted = True
            if not self._standing.is_busy:
                self._standing = Standing(is_busy=True, change=self._standing.change + 1)
                self._thread = threading.Thread(target=self._build_all, name="footnote-upload", daemon=True)
                self._thread.start()

    def remove(self, document_id: str) -> None:
        """Delete the file of an uploaded document, and have the library forget it.

        Raises:
            SettingsError: uploads are off, or the document was not uploaded.
            DocumentMissing: there is no such document.
        """
        self._require_open()
        found = [summary for summary in self._chatbot.library.documents() if summary.id == document_id]
        if not found:
            raise DocumentMissing(say("The index holds no document {name} any more.", name=repr(document_id)))
        if not self.is_uploaded(found[0].location):
            raise SettingsError(
                say("{name}: was not uploaded here, so only its owner can take it out.", name=document_id)
            )
        try:
            Path(found[0].location).unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError(
                say("{name}: its file cannot be deleted ({reason}).", name=document_id, reason=error.strerror)
            ) from error
        self.build()

    def wait(self) -> None:
        """Return when nothing is being built."""
        thread = self._thread
        if thread is not None:
            thread.join()

    async def _received(self, name: str, chunks: AsyncIterable[bytes]) -> Path:
        """The file, written to the end and only then given its name."""
        part = self.folder / f"{PART}{secrets.token_hex(8)}"
        try:
            size = 0
            with part.open("xb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self.limits.file_mib * MIB:
                        raise _too_large(name, self.limits.file_mib)
                    file.write(chunk)
            with self._lock:  # of two files of one name, the second finds the first
                path = free_name(self.folder, name)
                part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        return path

    def _require_open(self) -> None:
        if self.is_read_only:
            raise SettingsError(read_only())

    def _require_room(self) -> None:
        sizes = [entry.stat().st_size for entry in os.scandir(self.folder)]
        if len(sizes) >= self.limits.files:
            raise SettingsError(
                say("There are {count} uploaded files, which is the limit; remove some first.", count=len(sizes))
            )
        if sum(sizes) >= self.limits.total_mib * MIB:
            most_mib = self.limits.total_mib
            raise SettingsError(say("The uploaded files hold {mib} MiB, the limit; remove some first.", mib=most_mib))

    def _waiting(self) -> list[Path]:
        """Files that are stored, but neither built nor being received: an earlier build was interrupted or failed."""
        folder = self.folder
        if self.is_read_only or not folder.is_dir():
            return []
        built = self._known()
        files = (Path(entry.path) for entry in os.scandir(folder) if not entry.name.startswith("."))
        return sorted(path for path in files if str(path) not in built)

    def _known(self) -> frozenset[str]:
        """Where the files of all documents lie."""
        return frozenset(summary.location for summary in self._chatbot.library.documents())

    def _build_all(self) -> None:
        """Build until nobody wants another; runs in the thread."""
        while True:
            with self._lock:
                is_wanted, self._is_wanted = self._is_wanted, False
                if not is_wanted:
                    self._standing = replace(self._standing, is_busy=False, change=self._standing.change + 1)
                    return
            try:
                known = self._known()
                self._note(self._built(), known)
            except FootnoteError as error:
                self._say(problem=_for_readers(error))
            except BaseException:
                self._say(problem=FAILED, is_busy=False)
                raise

    def _built(self) -> "BuildReport":
        from bot.chatbot import require_same
        from bot.encoders.sentence_transformer import load_encoder
        from bot.ingest.build import build

        manifest = self._chatbot.library.manifest()
        require_same(manifest, self._chatbot.encoder)  # or all documents would be encoded anew, with another
        # An index whose cosines were brought to the scale of the default encoder is kept on that scale.
        reference = load_encoder() if manifest.cosine_scale else None
        self.folder.mkdir(parents=True, exist_ok=True)
        self._drop_old_parts()
        return build(
            self._chatbot.library.path,
            [self.folder],
            self._chatbot.encoder,
            reference=reference,
            progress=self._progress,
        )

    def _drop_old_parts(self) -> None:
        """Delete what was being received when a server was killed."""
        for part in self.folder.glob(f"{PART}*"):
            with contextlib.suppress(OSError):
                if time.time() - part.stat().st_mtime > PART_KEPT_S:
                    part.unlink()

    def _note(self, report: "BuildReport", known: frozenset[str]) -> None:
        """Keep the receipts of what was not `known` before, and delete what cannot be read."""
        receipts = tuple(receipt for receipt in report.receipts if receipt.path not in known)
        left_out = tuple(each for each in report.left_out if each.path not in known)
        refused = [each.path for each in receipts if each.status is FileStatus.REFUSED and not each.is_kept]
        for path in (*refused, *(each.path for each in left_out)):
            with contextlib.suppress(OSError):  # then it is refused again by the next build
                Path(path).unlink(missing_ok=True)
        before = self._standing
        self._say(
            problem="",
            receipts=(*before.receipts, *receipts),
            left_out=(*before.left_out, *left_out),
            removed=(*before.removed, *report.removed),
        )

    def _progress(self, stage: Stage, done: int, total: int) -> None:
        self._say(stage=stage, done=done, total=total)

    def _say(self, **changed: object) -> None:
        with self._lock:
            self._standing = replace(self._standing, change=self._standing.change + 1, **changed)  # type: ignore[arg-type]  # fields of Standing, all ours


def read_only() -> str:
    """Why nothing can be changed."""
    return say("This page is read-only (footnote serve --read-only): its documents cannot be changed from here.")


def _for_readers(error: FootnoteError) -> str:
    """The sentence, without what of the server is nobody's business here: places, processes."""
    match error:
        case IndexBusy():
            return "Another program is changing the index just now; the files are kept, so try again in a while."
        case DiskFull():
            return "There is no room left on the disk; the files are kept, so free some space and try again."
        case _:
            return str(error)


def _too_large(name: str, most_mib: int) -> FootnoteError:
    return SettingsError(say("{name}: is larger than {mib} MiB, which is the limit.", name=name, mib=most_mib))


def _not_stored(name: str, error: OSError) -> FootnoteError:
    if is_full(error):
        return DiskFull(say("{name}: no room left on the disk; free some space and upload it again.", name=name))
    return SettingsError(say("{name}: cannot be stored ({reason}).", name=name, reason=error.strerror))
