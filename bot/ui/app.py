"""The page as an ASGI app: what it is put together from, and what stands before it."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot.ui.doors import NO_DOORS, Doors, rules_of

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.applications import Starlette

    from bot.chatbot import ChatBot
    from bot.ui.guard import Rules
    from bot.ui.pdf_pages import PdfPages
    from bot.ui.waiting import Desk


def page_app(
    chatbot: "ChatBot",
    *,
    host: str = "127.0.0.1",
    notice: str = "",
    examples: tuple[str, ...] = (),
    doors: Doors = NO_DOORS,
    is_read_only: bool = False,
) -> "FastAPI":
    """The page as an ASGI app: no analytics, no files of this machine, no other host in the browser."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before Gradio is imported, which reads it
    import gradio as gr
    from fastapi import FastAPI

    from bot.ui.forgetting import forget
    from bot.ui.in_languages import in_languages
    from bot.ui.look import styles, theme
    from bot.ui.originals import add_routes
    from bot.ui.page import build_page
    from bot.ui.page_html import use_own_page
    from bot.ui.pdf_pages import PdfPages
    from bot.ui.upload_routes import add_upload_routes
    from bot.ui.uploading import Uploads
    from bot.ui.waiting import Desk
    from bot.ui.waiting_routes import add_waiting_route

    use_own_page()
    desk, pages = Desk(), PdfPages()
    uploads = Uploads(chatbot, is_read_only=is_read_only)
    tools = _tools(chatbot, desk) if doors.has_tools else None
    app = FastAPI(openapi_url=None, lifespan=_lifespan(desk, pages, tools))
    add_waiting_route(app, chatbot, desk)
    add_routes(app, chatbot, pages)
    add_upload_routes(app, uploads)
    if tools:
        app.router.routes.extend(tools.routes)
    build = partial(
        build_page,
        chatbot,
        desk,
        pages,
        uploads,
        notice=notice,
        examples=examples,
        has_login=bool(doors.accounts),
    )
    page = in_languages(build)
    forget(page)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        footer_links=["api"],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=theme(),
        head=styles(),
        root_path=doors.root_path or None,
    )
    events = frozenset(number for number, event in page.fns.items() if event.fn is not None)
    _guard(app, doors, rules_of(doors, host, uploads.limits.file_mib), events)
    return app


def _guard(app: "FastAPI", doors: Doors, rules: "Rules", events: frozenset[int]) -> None:
    """Put everything that stands before the app in its way; what is added last is met first."""
    from bot.ui.api_calls import CheckedCalls
    from bot.ui.entrance import Entrance
    from bot.ui.guard import Bodies, Guard
    from bot.ui.login import LockedDoor
    from bot.ui.reader_language import Languages
    from bot.ui.visitors import Visitors

    app.add_middleware(CheckedCalls, events=events)
    app.add_middleware(Bodies)
    app.add_middleware(Visitors)
    if doors.accounts:
        app.add_middleware(LockedDoor, entrance=Entrance(doors.accounts, doors.session_hours))
    app.add_middleware(Guard, rules=rules)
    app.add_middleware(Languages)  # what refuses speaks the reader's language, too


def _tools(chatbot: "ChatBot", desk: "Desk") -> "Starlette":
    from bot.ui.tools import tools_app  # needs the extra "mcp"

    return tools_app(chatbot, desk)


def _lifespan(
    desk: "Desk", pages: "PdfPages", tools: "Starlette | None"
) -> "Callable[[FastAPI], AbstractAsyncContextManager[None]]":
    """What runs as long as the app: the tools' own, and at the end the desk and the drawing of pages are closed."""

    @asynccontextmanager
    async def lifespan(_: "FastAPI") -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(desk.close)
            stack.callback(pages.close)
            if tools:
                await stack.enter_async_context(tools.router.lifespan_context(tools))
            yield

    return lifespan
