"""From the bytes of a file to a document: one reader for each format, chosen by name and checked by content."""

from bot.ingest.readers.documents import READERS_VERSION, read_document, reader_for
from bot.ingest.readers.reading import Reader, Reading

__all__ = ["READERS_VERSION", "Reader", "Reading", "read_document", "reader_for"]
