"""Brings what was read into the library, and keeps account of every file."""

from collections.abc import Iterable
from dataclasses import replace

from bot.ingest.ahead import FileRead
from bot.ingest.changes import Changes, FileToRead, Memory
from bot.ingest.folders import SourceFile
from bot.ingest.report import in_order
from bot.library import Unread, Writer
from bot.records.receipts import FileStatus, LeftOut, Receipt

OPTED_OUT = "its front matter says index = false"


class Account:
    """Stores documents, remembers files that gave none, and knows what became of each file."""

    def __init__(self, writer: Writer, memory: Memory) -> None:
        self._writer = writer
        self._memory = memory
        self._receipts: list[Receipt] = []
        self._unread: set[str] = set()
        self.left_out: list[LeftOut] = []
        self.removed: list[str] = []

    def settle(self, changes: Changes) -> None:
        """Do what needs no reading. Documents that will move stay until their new name was read."""
        for refused in changes.refused:
            self._refuse(refused.source, refused.reason)
        for source in changes.opted_out:
            self._leave_out(source)
        for source in changes.unchanged:
            self._indexed(source, FileStatus.UNCHANGED)
        moving = {file.moved_from for file in changes.to_read}
        self.remove(name for name in changes.gone if name not in moving)

    def take(self, read: FileRead) -> None:
        """Store what a file holds, or remember that it gave no document."""
        file, parsed = read.file, read.parsed
        if parsed:
            document = replace(parsed.document, is_upload=file.is_upload)
            self._writer.put_shared(document, parsed.passages, self._memory.recipe, moved_from=file.moved_from)
            self._indexed(file.source, _status(file), moved_from=file.moved_from, seconds=parsed.seconds)
        elif read.reason:
            self._remember(file, read.reason)
            self._refuse(file.source, read.reason)
        else:
            self._remember(file, None)
            self._leave_out(file.source)

    def remove(self, names: Iterable[str]) -> None:
        """Take these documents out of the library, as far as they are still in it."""
        self.removed += [name for name in names if self._writer.remove(name)]

    def forget_others(self, known: Iterable[str]) -> None:
        """Forget the files of these locations that were read now, or are gone."""
        for location in known:
            if location not in self._unread:
                self._writer.forget_unread(location)

    def receipts(self) -> tuple[Receipt, ...]:
        """One for each file that was not left out, with the figures of what is stored now."""
        return in_order(self._with_figures(receipt) for receipt in self._receipts)

    def _indexed(self, source: SourceFile, status: FileStatus, *, moved_from: str = "", seconds: float = 0.0) -> None:
        self._receipts.append(
            Receipt(str(source.path), source.document_id, status, moved_from=moved_from, seconds=round(seconds, 3))
        )

    def _refuse(self, source: SourceFile, reason: str) -> None:
        self._unread.add(str(source.path))
        known = self._memory.documents.get(source.document_id)
        is_kept = known is not None and not known.is_damaged
        self._receipts.append(
            Receipt(str(source.path), source.document_id, FileStatus.REFUSED, reason=reason, is_kept=is_kept)
        )

    def _leave_out(self, source: SourceFile) -> None:
        self._unread.add(str(source.path))
        self.remove([source.document_id])
        self.left_out.append(LeftOut(str(source.path), OPTED_OUT))

    def _remember(self, file: FileToRead, reason: str | None) -> None:
        if file.source_sha256:
            unread = Unread(str(file.source.path), file.source_sha256, self._memory.recipe_of_unread, reason)
            self._writer.remember_unread(unread)

    def _with_figures(self, receipt: Receipt) -> Receipt:
        if receipt.status is FileStatus.REFUSED:
            return receipt
        figures = self._writer.figures(receipt.document)
        noticed = figures.extraction
        is_duplicate = figures.same_as and receipt.status in (FileStatus.ADDED, FileStatus.CHANGED)
        return replace(
            receipt,
            status=FileStatus.DUPLICATE if is_duplicate else receipt.status,
            format=figures.format,
            pages=figures.pages,
            characters=figures.characters,
            passages=figures.passages,
            tables=noticed.tables,
            blank_pages=noticed.blank_pages,
            scans=noticed.scans,
            encoding=noticed.encoding,
            repaired=noticed.repaired,
            dropped=noticed.dropped,
            has_date=figures.has_date,
            same_as=figures.same_as,
        )


def _status(file: FileToRead) -> FileStatus:
    if file.moved_from:
        return FileStatus.MOVED
    return FileStatus.CHANGED if file.is_known else FileStatus.ADDED
