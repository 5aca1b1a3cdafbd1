"""From the bytes of a file to a document: one reader a format, chosen by content, by name where formats look alike."""

from bot.ingest.readers.documents import READERS_VERSION, read_document, reader_for
from bot.ingest.readers.reading import Reader, Reading

__all__ = ["READERS_VERSION", "Reader", "Reading", "read_document", "reader_for"]
