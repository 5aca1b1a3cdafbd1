"""The files behind the documents: pages of them as pictures, and the files themselves where their owner allows it.

A request names a document of the library, never a path; what is sent is the very file that the document was read from,
by its SHA-256, or nothing.
"""

import hashlib
import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Annotated
from unicodedata import normalize
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Query
from starlette.responses import Response, StreamingResponse

from bot.config import SplitSettings
from bot.errors import DocumentMissing, FootnoteError, ReadingError
from bot.ingest.collection import SETTINGS_FILE
from bot.ingest.opening import open_source
from bot.ingest.parsing import ParsingProcess
from bot.records import Document
from bot.ui.pdf_pages import PdfPages
from bot.ui.viewer_page import PICTURE_ROUTE
from bot.ui.viewer_tools import ORIGINAL_ROUTE

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

CHUNK_BYTES = 1 << 20
# The address of a picture names the SHA-256 of its file, so it never changes; private, because it is of a document.
PICTURE_HEADERS = {"Cache-Control": "private, max-age=86400, immutable"}
FILE_HEADERS = {"Cache-Control": "private, no-store"}
_READING = threading.Lock()  # one process at a time, however many ask


def add_routes(app: FastAPI, chatbot: "ChatBot", pages: PdfPages) -> None:
    """Serve pages and files; to be called before anything is mounted at "/"."""

    def picture(document: str, page: int, sha256: Annotated[str, Query()] = "") -> Response:
        found = _document(chatbot, document)
        if sha256 not in ("", found.source_sha256):
            raise HTTPException(404, "The document was built anew; open it again.")
        try:
            drawn = pages.picture(found, page)
        except FootnoteError as error:
            raise HTTPException(404, str(error)) from error
        return Response(drawn, media_type="image/png", headers=PICTURE_HEADERS)

    def original(document: str) -> Response:
        found = _document(chatbot, document)
        if not is_offered(found):
            raise HTTPException(403, "The owner of this file does not offer it for download.")
        try:
            file = open_original(found)
        except ReadingError as error:
            raise HTTPException(404, str(error)) from error
        name = quote(PurePosixPath(found.id).name, safe="")
        headers = {**FILE_HEADERS, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return StreamingResponse(_chunks(file), media_type="application/octet-stream", headers=headers)

    app.add_api_route(f"/{PICTURE_ROUTE}", picture, response_class=Response)
    app.add_api_route(f"/{ORIGINAL_ROUTE}", original, response_class=Response)


def is_offered(document: Document) -> bool:
    """Whether the owner of the built folder allows the download of its files, now: `[page] originals = true`.

    The settings are those of the outermost folder, from the built one down to the file's, that has a footnote.toml;
    they are read here and not from the library, so that permission can be taken back without a build.
    """
    inside = PurePosixPath(normalize("NFC", document.id)).parts
    location = Path(document.location)
    if PurePosixPath(normalize("NFC", location.as_posix())).parts[-len(inside) :] != inside:
        return False  # the folder was moved since, so nobody can say whose it is
    for folder in (location.parents[len(inside) - depth - 1] for depth in range(1, len(inside))):
        try:
            if (path := folder / SETTINGS_FILE).is_file():
                found = path.stat()
                return _allows(folder, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))
        except OSError:  # nothing can be read from it
            return False
    return False


@lru_cache(maxsize=64)
def _allows(folder: Path, _: tuple[int, ...]) -> bool:
    """Whether the folder's settings allow it, read once for every state of the file (the second argument)."""
    with _READING, ParsingProcess(SplitSettings()) as process:
        try:
            return process.folder_settings(folder).originals
        except FootnoteError:  # no permission can be read from it
            return False


def open_original(document: Document) -> IO[bytes]:
    """The file that the document was read from, at its beginning. Raises ReadingError when it changed or is gone."""
    try:
        file = open_source(document.location)
    except (OSError, ValueError, ReadingError) as error:
        raise ReadingError("The file is no longer where it was when the index was built.") from error
    if hashlib.file_digest(file, "sha256").hexdigest() != document.source_sha256:
        file.close()
        raise ReadingError("The file has changed since the index was built; build it again to download it.")
    file.seek(0)
    return file


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _document(chatbot: "ChatBot", document_id: str) -> Document:
    try:
        return chatbot.library.document(document_id)
    except DocumentMissing as error:
        raise HTTPException(404, "The index holds no such document.") from error
