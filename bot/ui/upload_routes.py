"""The routes by which the page gives files, removes them, and hears how far their build is.

A file comes as the plain body of a request, straight to the disk. That these requests come from our own page, and are
not too large, is the guard's business (`bot.ui.guard`).
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from urllib.parse import unquote

from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from bot.errors import DiskFull, DocumentMissing, FootnoteError, SettingsError
from bot.ui.receipts_html import standing_html, standing_words
from bot.ui.saying import say
from bot.ui.uploading import Uploads, read_only

PATH = "/footnote/uploads"
NAME_HEADER = "footnote-name"  # percent-encoded UTF-8
NO_STORE = {"Cache-Control": "no-store"}
FORBIDDEN, NOT_FOUND, REFUSED, NO_ROOM = 403, 404, 422, 507


def add_upload_routes(app: FastAPI, uploads: Uploads) -> None:
    """Serve the routes; to be called before anything is mounted at "/"."""
    routes = _Routes(uploads)
    app.router.add_route(PATH, routes.standing, methods=["GET"])
    app.router.add_route(f"{PATH}/file", routes.upload, methods=["POST"])
    app.router.add_route(f"{PATH}/build", routes.build, methods=["POST"])
    app.router.add_route(f"{PATH}/remove", routes.remove, methods=["POST"])


class _Routes:
    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def standing(self, _: Request) -> JSONResponse:
        return JSONResponse(await to_thread.run_sync(partial(_told, self._uploads)), headers=NO_STORE)

    async def upload(self, request: Request) -> JSONResponse:
        """Take one file; what is built of it is asked for apart, when the last one has come."""

        async def store() -> dict[str, str]:
            return {"name": await self._uploads.store(_name(request), _body(request))}

        return await self._changed(store)

    async def build(self, _: Request) -> JSONResponse:
        return await self._changed(partial(_in_thread, self._uploads.build))

    async def remove(self, request: Request) -> JSONResponse:
        work = partial(self._uploads.remove, _name(request))
        return await self._changed(partial(_in_thread, work))

    async def _changed(self, work: Callable[[], Awaitable[dict[str, str]]]) -> JSONResponse:
        """What `work` gives, or why it was not done."""
        if self._uploads.is_read_only:
            return _problem(read_only(), FORBIDDEN)
        try:
            return JSONResponse(await work(), headers=NO_STORE)
        except FootnoteError as error:
            return _problem(str(error), _status(error))


async def _in_thread(work: Callable[[], None]) -> dict[str, str]:
    await to_thread.run_sync(work)
    return {}


def _name(request: Request) -> str:
    return unquote(request.headers.get(NAME_HEADER, ""))


async def _body(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect as error:
        raise SettingsError(say("The upload was broken off.")) from error


def _told(uploads: Uploads) -> dict[str, object]:
    standing = uploads.standing()
    return {
        "change": standing.change,
        "is_busy": standing.is_busy,
        "is_problem": bool(standing.problem),
        "done": standing.done,
        "total": standing.total,
        "words": standing_words(standing),
        "html": standing_html(standing),
    }


def _problem(sentence: str, status: int) -> JSONResponse:
    return JSONResponse({"problem": sentence}, status_code=status, headers=NO_STORE)


def _status(error: FootnoteError) -> int:
    if isinstance(error, DiskFull):
        return NO_ROOM
    return NOT_FOUND if isinstance(error, DocumentMissing) else REFUSED
