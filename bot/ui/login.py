"""The locked door: programs give an account with every request (HTTP Basic), browsers once, on a page of our own.

A browser is never asked for HTTP Basic: it would keep the password until it is closed, and send it along when another
website makes it ask.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ui.accounts import Credentials, basic_credentials
from bot.ui.entrance import Checked, Entrance, Verdict
from bot.ui.html import element
from bot.ui.look import asset
from bot.ui.reader_language import languages_html
from bot.ui.routes import root_of
from bot.ui.saying import language, say, say_count

if TYPE_CHECKING:
    from markupsafe import Markup

LOGIN, LOGOUT, STYLE = "/footnote/login", "/footnote/logout", "/footnote/login.css"
COOKIE = "footnote-session"
MOST_FORM_BYTES = 8_192
MOST_FORM_FIELDS = 10
LONGEST_FIELD_CHARS = 1_000
FOUND_ELSEWHERE, OUTSIDE, WRONG_METHOD, TOO_LARGE, TOO_SOON = 303, 401, 405, 413, 429
BASIC = 'Basic realm="Footnote", charset="UTF-8"'  # RFC 7617
# A refusal must name a way in (RFC 9110, 15.5.2); at this one no browser opens a window that asks for a password.
BY_PAGE = 'Login realm="Footnote"'
NO_STORE = {"Cache-Control": "no-store"}


class LockedDoor:
    """Lets a request through to the app, whatever it is for, only in a session or with an account."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on who may come in, have the others log in, and serve what that takes."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            answer = await self._answer(Request(scope, receive))
            if answer is None:
                await self.app(scope, receive, _unkept(send))
            else:
                await answer(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        if self._is_in_session(connection) or await self._by_basic(connection) is None:
            await self.app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, request: Request) -> Response | None:
        """What this door answers itself; None for what it lets through."""
        route = request.scope["path"]
        if route == LOGIN:
            return await self._login(request)
        if route == LOGOUT:
            return self._logout(request)
        if route == STYLE:
            return Response(asset("login.css"), media_type="text/css")
        if self._is_in_session(request):
            return None
        return await self._by_basic(request)

    def _is_in_session(self, connection: HTTPConnection) -> bool:
        return self._entrance.sessions.user_of(_session_id(connection)) is not None

    async def _by_basic(self, connection: HTTPConnection) -> Response | None:
        """None when the request itself gives an account."""
        credentials = basic_credentials(connection.headers.get("authorization", ""))
        if credentials is None:
            return _outside(connection)
        checked = await self._entrance.check(credentials, _host(connection))
        match checked.verdict:
            case Verdict.RIGHT:
                return None
            case Verdict.WRONG:
                return _outside(connection)
            case Verdict.UNREAD:
                return _told(_too_soon(checked.wait_s), TOO_SOON, {"Retry-After": str(checked.wait_s)})
            case _:
                assert_never(checked.verdict)

    async def _login(self, request: Request) -> Response:
        if request.method in {"GET", "HEAD"}:
            to = _safe(request, request.query_params.get("to", ""))
            is_inside = self._is_in_session(request)
            return _elsewhere(to) if is_inside else _page(to)
        if request.method != "POST":
            return _told("Log in with GET or POST.", WRONG_METHOD, {"Allow": "GET, HEAD, POST"})
        form = await _form(request)
        if form is None:
            return _told(say("That is too long for a user name and a password."), TOO_LARGE)
        to, given = _safe(request, form.get("to", "")), Credentials(form.get("user", ""), form.get("password", ""))
        if not (given.user and given.password):
            return _page(to, given.user, say("Type your user name and your password."), OUTSIDE)
        return self._come_in(request, given, to, await self._entrance.check(given, _host(request)))

    def _come_in(self, request: Request, given: Credentials, to: str, checked: Checked) -> Response:
        match checked.verdict:
            case Verdict.RIGHT:
                sessions = self._entrance.sessions
                sessions.end(_session_id(request))  # nobody goes on with an id that another may have put there
                return _with_cookie(_elsewhere(to), request, sessions.begin(given.user), sessions.longest_s)
            case Verdict.WRONG:
                return _page(to, given.user, say("The user name or the password is not right."), OUTSIDE)
            case Verdict.UNREAD:
                page = _page(to, given.user, _too_soon(checked.wait_s), TOO_SOON)
                page.headers["Retry-After"] = str(checked.wait_s)
                return page
            case _:
                assert_never(checked.verdict)

    def _logout(self, request: Request) -> Response:
        if request.method != "POST":
            return _told("Log out with POST.", WRONG_METHOD, {"Allow": "POST"})
        self._entrance.sessions.end(_session_id(request))
        return _with_cookie(_elsewhere(f"{root_of(request.scope)}{LOGIN}"), request, "", 0)


def login_ended() -> "Markup":
    """What the page shows, once its script finds that the session has ended; what was typed stays on it."""
    return element(
        "p",
        say("You are no longer logged in.") + " ",
        element("a", say("Log in again"), href=LOGIN.lstrip("/"), target="_blank"),
        " " + say("in a new tab; then go on here."),
        id="fn-login-ended",
        role="alert",
        hidden=True,
    )


def logout_button() -> "Markup":
    """A form, so that it needs no script."""
    return element(
        "form",
        element("button", say("Log out"), type="submit", class_="fn-quiet"),
        method="post",
        action=LOGOUT.lstrip("/"),
        class_="fn-logout",
    )


def _page(to: str, user: str = "", problem: str = "", status: int = 200) -> Response:
    headers = {"WWW-Authenticate": BY_PAGE} if status == OUTSIDE else {}
    return HTMLResponse(f"<!doctype html>\n{_page_html(to, user, problem)}", status, {**NO_STORE, **headers})


def _page_html(to: str, user: str, problem: str) -> "Markup":
    return element(
        "html",
        element(
            "head",
            element("meta", charset="utf-8"),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("meta", name="color-scheme", content="light dark"),
            element("title", f"{say('Log in')} – Footnote"),
            element("link", rel="icon", href="data:,"),
            element("link", rel="stylesheet", href="login.css"),
        ),
        element(
            "body",
            element(
                "main",
                element("h1", "Footnote"),
                element("p", say("Log in to ask these documents.")),
                element("p", problem, class_="problem", role="alert") if problem else None,
                _form_html(to, user),
                languages_html(f"&to={quote(to)}"),
            ),
        ),
        lang=str(language()),
    )


def _form_html(to: str, user: str) -> "Markup":
    def field(name: str, label: str, **attributes: str | bool) -> "Markup":
        box = element("input", id=name, name=name, required=True, maxlength=LONGEST_FIELD_CHARS, **attributes)
        return element("p", element("label", label, for_=name), box)

    return element(
        "form",
        element("input", type="hidden", name="to", value=to),
        field("user", say("User name"), value=user, autocomplete="username", autocapitalize="none", autofocus=not user),
        field("password", say("Password"), type="password", autocomplete="current-password", autofocus=bool(user)),
        element("button", say("Log in"), type="submit"),
        method="post",
        action="login",
    )


def _outside(connection: HTTPConnection) -> Response:
    """To a reader who opens an address, the way to the login; to anything else, a sentence."""
    headers = connection.headers
    mode = headers.get("sec-fetch-mode")
    is_opened = mode == "navigate" if mode else "text/html" in headers.get("accept", "")
    if is_opened and connection.scope.get("method") in {"GET", "HEAD"} and "authorization" not in headers:
        query = connection.scope["query_string"].decode("ascii", "replace")
        asked = f"{root_of(connection.scope)}{quote(connection.scope['path'])}{f'?{query}' if query else ''}"
        return _elsewhere(f"{root_of(connection.scope)}{LOGIN}?to={quote(asked, safe='/')}")
    challenge = BY_PAGE if mode else BASIC
    return _told(say("This page needs a user name and a password."), OUTSIDE, {"WWW-Authenticate": challenge})


def _told(sentence: str, status: int, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
    """A sentence for programs ("detail"), and for the scripts of the page ("problem")."""
    return JSONResponse({"detail": sentence, "problem": sentence}, status, {**NO_STORE, **headers})


def _too_soon(wait_s: int) -> str:
    return say_count(
        wait_s,
        "There were too many wrong passwords, so this one was not read. Try again in {count} second.",
        "There were too many wrong passwords, so this one was not read. Try again in {count} seconds.",
    )


def _elsewhere(address: str) -> Response:
    return RedirectResponse(address, FOUND_ELSEWHERE, NO_STORE)


def _safe(connection: HTTPConnection, address: str) -> str:
    """`address` if it is one of this very page, written as a browser writes it; else the page itself."""
    root = f"{root_of(connection.scope)}/"
    is_plain = address.isascii() and address.isprintable() and not set(address) & set('\\ "<>')
    is_own = address.startswith(root) and not address.startswith("//") and not urlsplit(address).netloc
    return address if is_plain and is_own else root


async def _form(request: Request) -> dict[str, str] | None:
    """The first value of each field; None when the body is larger than any form of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            return None
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FORM_FIELDS)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _with_cookie(response: Response, request: Request, session_id: str, lasts_s: int) -> Response:
    """Lax, so that a citation opened from a mail or a saved answer is still one's own; nothing changes by a GET."""
    response.set_cookie(
        _cookie_name(request),
        session_id,
        max_age=lasts_s,
        path=root_of(request.scope) or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return response


def _cookie_name(connection: HTTPConnection) -> str:
    """With the port, since browsers keep one set of cookies for all pages of a machine."""
    _, port = connection.scope.get("server") or ("", None)
    return f"{COOKIE}-{port}" if port else COOKIE


def _session_id(connection: HTTPConnection) -> str:
    return connection.cookies.get(_cookie_name(connection), "")


def _host(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else "unknown"


def _unkept(send: Send) -> Send:
    """No browser keeps a page of documents, to show it again after its reader has logged out."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_unkept
