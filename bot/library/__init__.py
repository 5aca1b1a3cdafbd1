"""The library: documents and vectors in SQLite, and the FAISS and tantivy indexes derived from them."""

from bot.library.figures import Figures
from bot.library.generations import RecordedEncoder
from bot.library.known import KnownDocument
from bot.library.library import Library, Status, encoder_of
from bot.library.manifest import Manifest
from bot.library.mending import Damage, DamagedDocument
from bot.library.pending import PendingInput
from bot.library.snapshot import DenseScore, Snapshot
from bot.library.unread import Unread
from bot.library.verify import VerifyReport
from bot.library.view import DocumentSummary
from bot.library.writer import Writer

__all__ = [
    "Damage",
    "DamagedDocument",
    "DenseScore",
    "DocumentSummary",
    "Figures",
    "KnownDocument",
    "Library",
    "Manifest",
    "PendingInput",
    "RecordedEncoder",
    "Snapshot",
    "Status",
    "Unread",
    "VerifyReport",
    "Writer",
    "encoder_of",
]
