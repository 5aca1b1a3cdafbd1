"""What a build did: a receipt for every file, and the sums."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.encoders.bulk import BulkPrecision
from bot.records.receipts import INDEXED, FileStatus, LeftOut, Receipt
from bot.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Every file that was looked at, in the order of the ids, and what the library holds now.

    `left_out` are the settings of folders, documents that ask not to be indexed, and linked folders; of `hidden`
    entries only the number is known. `removed` are documents whose file is gone or opts out now; one that has moved
    has a receipt instead. `encoded` counts texts, and `precision` says in what they
    were encoded when they were many, `sandbox` what held the process that read the files, when one had to be read.
    `mended` says, a sentence each, what was damaged in the index and was made again, `lost` what could not be.
    """

    receipts: tuple[Receipt, ...]
    left_out: tuple[LeftOut, ...]
    hidden: int
    removed: tuple[str, ...]
    encoded: int
    documents: int
    passages: int
    generation: int
    precision: BulkPrecision | None = None
    sandbox: Sandbox | None = None
    mended: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def seen(self) -> int:
        """How many files were looked at: each is indexed, unchanged, a duplicate or refused."""
        return len(self.receipts)

    @property
    def indexed(self) -> int:
        """How many files were added, changed or moved."""
        return sum(receipt.status in INDEXED for receipt in self.receipts)

    @property
    def added(self) -> tuple[str, ...]:
        """The ids of new documents."""
        return self._ids(FileStatus.ADDED)

    @property
    def changed(self) -> tuple[str, ...]:
        """The ids of documents that were read again."""
        return self._ids(FileStatus.CHANGED)

    @property
    def moved(self) -> tuple[str, ...]:
        """The ids, as they are now, of documents whose file has another name or place."""
        return self._ids(FileStatus.MOVED)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The ids of documents that were not read again."""
        return self._ids(FileStatus.UNCHANGED)

    @property
    def duplicates(self) -> tuple[str, ...]:
        """The ids of documents read by this build whose content another document holds."""
        return self._ids(FileStatus.DUPLICATE)

    @property
    def refused(self) -> tuple[Receipt, ...]:
        """The files that could not be read."""
        return self.with_status(FileStatus.REFUSED)

    def with_status(self, status: FileStatus) -> tuple[Receipt, ...]:
        """The receipts of that status, in their order."""
        return tuple(receipt for receipt in self.receipts if receipt.status is status)

    def to_json(self) -> str:
        """All of it as one JSON object, with the sums under `counts`."""
        counts = {status.value: len(self.with_status(status)) for status in FileStatus}
        sums = {"seen": self.seen, "indexed": self.indexed, **counts}
        return json.dumps({"counts": sums, **asdict(self)}, ensure_ascii=False)

    def _ids(self, status: FileStatus) -> tuple[str, ...]:
        return tuple(receipt.document for receipt in self.with_status(status))


def in_order(receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Sorted by document id, and of one id by path."""
    return tuple(sorted(receipts, key=lambda receipt: (receipt.document, receipt.path)))
