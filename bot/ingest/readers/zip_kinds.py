"""What a ZIP container holds, told by the names of its members: an Office document, an e-book, or any files."""

import struct
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from bot.errors import ReadingError


class Container(StrEnum):
    """The ZIP containers that are read."""

    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    EPUB = "epub"
    ZIP = "zip"


_PARTS = (("word/", Container.DOCX), ("ppt/", Container.PPTX), ("xl/", Container.XLSX))
_CONTENT_TYPES = "[Content_Types].xml"
_OPEN_DOCUMENT = {".odt": "text", ".ods": "spreadsheet", ".odp": "presentation"}


def container_of(data: bytes, suffix: str) -> Container:
    """What the ZIP archive `data` is; `suffix` is asked only for an Office document that lacks its main part.

    Raises ReadingError for archives that are damaged, and for documents of a kind that is not read.
    """
    names = _names(data)
    if _CONTENT_TYPES in names:
        return _office(names, suffix)
    if "META-INF/container.xml" in names:
        return Container.EPUB
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        what = _OPEN_DOCUMENT.get(suffix, "document")
        raise ReadingError(f"the file is an OpenDocument {what}, which is not read; save it as PDF or Office file.")
    return Container.ZIP


def _office(names: frozenset[str], suffix: str) -> Container:
    if "xl/workbook.bin" in names:
        raise ReadingError("the file is a binary Excel workbook, which is not read; save it as .xlsx.")
    for folder, container in _PARTS:
        if any(name.startswith(folder) for name in names):
            return container
    for container in (Container.DOCX, Container.PPTX, Container.XLSX):
        if suffix == f".{container}":
            return container
    raise ReadingError("the file is an Office file without a text, table or presentation; save it as PDF.")


def _names(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, NotImplementedError) as error:
        raise ReadingError(
            f"the file is a damaged ZIP archive, Office document or e-book ({error}); get a sound copy of it."
        ) from error
