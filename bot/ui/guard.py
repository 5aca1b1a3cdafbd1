"""The guard before everything that is served: who may ask for what, how much they may send, and what they get back.

A web page that somebody visits can send requests to this server from the visitor's own browser (Fetch and the form
element need no permission to send), and a name of its own can be made to resolve to this machine (DNS rebinding). So
no request is passed on but one for a route of `bot.ui.routes`, under a name that this page is served by, and, unless
it is a link to the page itself, from no other site. See Fetch Metadata (https://www.w3.org/TR/fetch-metadata/).
"""

import asyncio
import secrets
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ui.routes import MIB, ROOT, Body, Served, methods_at, route_of
from bot.ui.saying import say

FORBIDDEN, MISSING, TOO_SLOW, TOO_LARGE, BROKEN, BUSY = 403, 404, 408, 413, 500, 503
MOST_BYTES_AT_ONCE = (
    128 * MIB
)  # of all bodies that are on their way: a few conversations to save, thousands of questions
PATIENCE_S = 60.0  # a conversation of the largest size in a minute is a slow line of 3 Mbit/s
NONCE = "footnote.nonce"  # in the scope of a request: the word by which the page's own scripts are known
NONCE_BYTES = 16
ROUTE = "footnote.route"  # in the scope: the route that the guard found
# Gradio writes styles into its page and compiles the functions of its components, hence the two unsafe words; nothing
# may be fetched from, or sent to, any other host, and no script runs but those that bear the nonce and what they load.
PAGE_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
# Everything else is data, whatever it says of itself: shown as a page, it runs nothing.
DATA_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Referrer-Policy": "same-origin",  # with none at all, browsers say that our own forms come from nowhere
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOREIGN_SITES = {"cross-site", "same-site"}  # the same site is another port or another name of a domain
CORS_HEADERS = "authorization, content-type, mcp-protocol-version, mcp-session-id, last-event-id"
# By these a client says under which name and from where it asks. Gradio believes them, so it does not get them.
BELIEVED = {b"x-forwarded-host", b"x-gradio-server", b"origin"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Whom the guard lets in.

    `hosts` are the names and addresses under which the page is served, lower case and, as in a Host header, IPv6 in
    brackets; "*.name" stands for every name below, and a port may follow. `takes_addresses` lets in every address as a
    name, which no foreign name can pass for. `origins` are other websites that may use the API. `root_path` is the path
    under which a proxy serves the page, "" or as "/docs". `upload_bytes` is the size of the largest upload.
    """

    hosts: tuple[str, ...]
    takes_addresses: bool = False
    origins: tuple[str, ...] = ()
    root_path: str = ""
    upload_bytes: int = 0

    def knows_host(self, host: str) -> bool:
        """Whether the page is served under the name in a Host header."""
        name, has_port = _without_port(host.lower()), host.lower()
        if self.takes_addresses and _is_address(name):
            return True
        return any(_names(own, name) or _names(own, has_port) for own in self.hosts)

    def is_own_origin(self, origin: str, hosts: Iterable[str]) -> bool:
        """Whether a page at this origin is ours, seen through whatever proxy: a known name of the page.

        `hosts` are the names that the request was sent to, each known.
        """
        try:
            parts = urlsplit(origin)
        except ValueError:  # brackets that are none of an address
            return False
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            return False
        netloc = parts.netloc.lower()
        return netloc in {host.lower() for host in hosts} or netloc in self._public_hosts

    @property
    def _public_hosts(self) -> tuple[str, ...]:
        """Names that only this page can have; a loopback name is also that of other servers, as is one with a star."""
        return tuple(host for host in self.hosts if not _is_loopback(_without_port(host)))


class _Refusal(Exception):
    """Why a request is not passed on."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence

    def answer(self, headers: Headers) -> Response:
        """A sentence for a person who typed an address, and the same as JSON for a program."""
        if "text/html" in headers.get("accept", ""):
            return PlainTextResponse(self.sentence, self.status)
        return JSONResponse({"detail": self.sentence}, self.status)


class Guard:
    """Stands before an app; see the module."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be, with headers that bind the browser; refuse the rest in a sentence."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        origin = headers.get("origin", "")
        shared = _shared(origin) if origin in self.rules.origins else {}
        send_data = _bound(send, DATA_POLICY, shared)
        try:
            path = self._path(scope, headers)
            if shared and scope["method"] == "OPTIONS":
                await Response(status_code=204)(scope, receive, _bound(send, DATA_POLICY, shared | _preflight(path)))
                return
            route = route_of(scope["method"], path)
            if route is None:
                raise _Refusal(MISSING, say("Nothing is served at this address."))
            self._require_own(route, headers)
            _require_length(self._most_bytes(route), headers)
        except _Refusal as refusal:
            await refusal.answer(headers)(scope, receive, send_data)
            return
        except _Moved:
            query = scope.get("query_string", b"").decode("latin-1")
            address = f"{self.rules.root_path}/{'?' if query else ''}{query}"
            await RedirectResponse(address)(scope, receive, send_data)
            return
        passed = {**scope, "path": path, "raw_path": path.encode(), "headers": _unbelieved(scope["headers"])}
        passed |= {NONCE: nonce, ROUTE: route, ROOT: self.rules.root_path}
        policy = PAGE_POLICY.format(nonce=nonce) if route.is_page else DATA_POLICY
        answering = _Answering(_bound(send, policy, shared))
        try:
            await self.app(passed, receive, answering)
        except Exception:
            if answering.has_begun:
                raise
            traceback.print_exc()  # for the owner; the reader is told that there was something
            await _Refusal(BROKEN, _broken()).answer(headers)(scope, receive, send_data)

    def _path(self, scope: Scope, headers: Headers) -> str:
        """The path below the root path, of a request that came under a name of this page."""
        for host in _hosts(headers):
            if not self.rules.knows_host(host):
                raise _Refusal(
                    FORBIDDEN,
                    say(
                        "This page is not served under the name {name}; its owner can allow it with --allowed-host.",
                        name=repr(host[:100]),
                    ),
                )
        path, root = str(scope["path"]), self.rules.root_path
        if root and path == root:
            raise _Moved
        return path[len(root) :] if root and path.startswith(f"{root}/") else path

    def _require_own(self, route: Served, headers: Headers) -> None:
        """Raise a refusal when the request comes from the page of somebody else."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and (origin in self.rules.origins and not route.is_ours):
            return
        is_own = origin is not None and self.rules.is_own_origin(origin, _hosts(headers))
        if origin is not None and not is_own:
            raise _Refusal(FORBIDDEN, _another_site())
        if site in FOREIGN_SITES and not (route.is_page and _is_link(headers)):
            raise _Refusal(FORBIDDEN, _another_site())
        if route.is_ours and not (is_own or site == "same-origin"):
            raise _Refusal(FORBIDDEN, say("Only Footnote's own page may change its documents."))

    def _most_bytes(self, route: Served) -> int:
        return self.rules.upload_bytes if route.body is Body.UPLOAD else route.most_bytes


class _Answering:
    """Sends, and knows whether an answer has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        self.has_begun = True
        await self._send(message)


class Bodies:
    """Reads the body of every request that the guard passed on, as far as its route takes one; uploads read their own.

    Behind the account, so that nobody without one has this server keep anything. All bodies together, and the time that
    one may take to come, are bounded, so that nobody fills the memory with what never comes to an end.
    """

    def __init__(self, app: ASGIApp, *, most_bytes: int = MOST_BYTES_AT_ONCE, patience_s: float = PATIENCE_S) -> None:
        self.app = app
        self._most_bytes = most_bytes
        self._patience_s = patience_s
        self._held_bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its whole body; refuse one that is too large."""
        route: Served | None = scope.get(ROUTE)
        if route is None or route.body is Body.UPLOAD:
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._patience_s):
                body = await self._whole(receive, route.most_bytes)
        except _Refusal as refusal:
            await refusal.answer(Headers(scope=scope))(scope, receive, send)
        except TimeoutError:
            late = _Refusal(TOO_SLOW, say("This request took too long to come; send it again."))
            await late.answer(Headers(scope=scope))(scope, receive, send)
        except ClientDisconnect:
            return
        else:
            await self.app(scope, again(body, receive), send)

    async def _whole(self, receive: Receive, most: int) -> bytes:
        """All of a body that has at most so many bytes. Raises a refusal as soon as there are more."""
        pieces: list[bytes] = []
        size = 0
        try:
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                piece = message.get("body", b"")
                size += len(piece)
                self._held_bytes += len(piece)
                if size > most:
                    raise _too_large(most)
                if self._held_bytes > self._most_bytes:
                    raise _Refusal(BUSY, say("Too much is being sent at once; try again in a minute."))
                pieces.append(piece)
                if not message.get("more_body", False):
                    return b"".join(pieces)
        finally:
            self._held_bytes -= size


class _Moved(Exception):
    """The root path without its last slash, from which nothing relative would be found."""


def again(body: bytes, receive: Receive) -> Receive:
    """Gives a body that was read already, then whatever comes after it."""
    whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def received() -> Message:
        return whole.pop() if whole else await receive()

    return received


def _bound(send: Send, policy: str, shared: Mapping[str, str]) -> Send:
    """Sends with the headers that bind the browser, and none that open the answer to another site unasked."""

    async def send_bound(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            headers.update({"Content-Security-Policy": policy, **HEADERS, **shared})
        await send(message)

    return send_bound


def _shared(origin: str) -> dict[str, str]:
    """What lets the scripts of another website read an answer."""
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Vary": "Origin",
    }


def _preflight(path: str) -> dict[str, str]:
    """What they may send there (CORS protocol, https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    return {
        "Access-Control-Allow-Methods": ", ".join(methods_at(path)),
        "Access-Control-Allow-Headers": CORS_HEADERS,
    }


def _require_length(most_bytes: int, headers: Headers) -> None:
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > most_bytes:
        raise _too_large(most_bytes)


def _too_large(most_bytes: int) -> _Refusal:
    if most_bytes >= MIB:
        return _Refusal(TOO_LARGE, say("This is larger than {mib} MiB, which is the limit.", mib=most_bytes // MIB))
    return _Refusal(TOO_LARGE, say("This is larger than {bytes} bytes, which is the limit.", bytes=most_bytes))


def _broken() -> str:
    return say("Something went wrong inside Footnote; the window it was started in says what.")


def _another_site() -> str:
    return say("Another website sent this request; only Footnote's own page and programs are answered.")


def _hosts(headers: Headers) -> list[str]:
    """The names by which a request came: to this server, and to the proxy before it if that says so."""
    forwarded = headers.get("x-forwarded-host", "").split(",")[0].strip()
    return [headers.get("host", ""), *([forwarded] if forwarded else [])]


def _is_link(headers: Headers) -> bool:
    """Whether somebody followed a link, in a window of its own."""
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _unbelieved(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in BELIEVED]


def _names(own: str, host: str) -> bool:
    return host.endswith(own[1:]) if own.startswith("*.") else host == own


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() and not name.endswith(":") else host


def _is_address(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _is_loopback(name: str) -> bool:
    return name == "localhost" or (_is_address(name) and ip_address(name.strip("[]")).is_loopback)
