"""Files that readers of the page give, built into the index.

One build runs at a time, in a thread of its own; what is stored meanwhile waits for the next. Files that cannot be read
do not stay.
"""

import contextlib
import threading
from collections.abc import AsyncIterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import DiskFull, DocumentMissing, FootnoteError, IndexBusy, SettingsError
from bot.ingest.folders import uploads_folder
from bot.ingest.progress import Stage
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.ui.saying import say
from bot.ui.upload_folder import UploadFolder, UploadLimits

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ingest.report import BuildReport

FAILED = "Something went wrong inside Footnote; the window it was started in says what. The files are kept."


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
        self._files = UploadFolder(uploads_folder(chatbot.library.path), self.limits)
        self._lock = threading.Lock()
        self._standing = Standing()
        self._is_wanted = False
        self._thread: threading.Thread | None = None

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._files.path

    def is_uploaded(self, location: str) -> bool:
        """Whether a document was uploaded here, and so may be removed from the page."""
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
        return await self._files.store(name, chunks)

    def build(self) -> None:
        """Have all that is stored built, at once or after the build that runs. Does not wait for it.

        Raises SettingsError when uploads are off.
        """
        self._require_open()
        with self._lock:
            self._is_wanted = True
            if not self._standing.is_busy:
                self._standing = Standing(is_busy=True, change=self._standing.change + 1)
                # No daemon, as one begun by a daemon is: inside of torch when all ends it takes the process down.
                self._thread = threading.Thread(target=self._build_all, name="footnote-upload", daemon=False)
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

    def _require_open(self) -> None:
        if self.is_read_only:
            raise SettingsError(read_only())

    def _waiting(self) -> list[Path]:
        """Files that are stored, but neither built nor being received: an earlier build was interrupted or failed."""
        if self.is_read_only:
            return []
        built = self._known()
        return [path for path in self._files.stored() if str(path) not in built]

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
        self._files.prepare()
        return build(
            self._chatbot.library.path,
            [self.folder],
            self._chatbot.encoder,
            reference=reference,
            progress=self._progress,
        )

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
        if not threading.main_thread().is_alive():
            raise SystemExit  # of this thread: the page was ended; what is stored is built when somebody asks again
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
