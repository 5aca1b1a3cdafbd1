"""Reads ZIP archives of documents: one document with a part for each member that can be read."""

from functools import partial

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.archive_members import Members
from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.inner_files import InnerFiles
from bot.ingest.readers.parts import Parts
from bot.ingest.readers.reading import Reading

# What archivers put beside the files of their user.
_ADDED_FOLDER = "__MACOSX/"
_ADDED_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class ZipReader:
    """An archive of files; each is read by its own reader, archives in it as well."""

    format = "zip"
    version = 1

    def __init__(self, limits: ReadingLimits, inner: InnerFiles) -> None:
        self._limits = limits
        self._inner = inner

    def read(self, data: bytes) -> Reading:
        """The members' texts in archive order, each below its name as heading; what cannot be read is noted.

        Raises ReadingError when nothing can be read, or when all archives inside each other exceed the limit.
        """
        members = Members(data, self._limits)
        names = [name for name in members.names() if not _is_added_by_archiver(name)]
        builder = TextBuilder()
        parts = Parts(self._inner, builder)
        for name in names:
            parts.add(name, partial(members.read, name))
        extraction = parts.extraction()
        if not parts.count:
            example = f"; {extraction.dropped[0].reason}" if extraction.dropped else "; add some"
            raise ReadingError(f"the archive holds no file that can be read, of {len(names)}{example}.")
        text, blocks = builder.finish()
        return Reading(text=text, blocks=blocks, extraction=extraction)


def _is_added_by_archiver(name: str) -> bool:
    return name.startswith(_ADDED_FOLDER) or name.rsplit("/", 1)[-1] in _ADDED_FILES
