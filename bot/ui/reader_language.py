"""Which language a request is answered in: the one asked for by `?lang=`, else the one kept, else the browser's."""

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ui.html import element
from bot.ui.saying import NAMES, Language, language, say, speaking

PARAMETER = "lang"
COOKIE = "footnote-language"
KEPT_S = 31_536_000  # a year
FIRST_REFUSAL = 400  # no cookie goes with a refusal, whoever had it asked for


class Languages:
    """Answers every request in the language of its reader, and keeps in a cookie what was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its language set, for all that is run in its context."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        asked = named(request.query_params.get(PARAMETER, ""))

        async def send_kept(message: Message) -> None:
            if asked and message["type"] == "http.response.start" and message["status"] < FIRST_REFUSAL:
                cookie = f"{COOKIE}={asked}; Path=/; Max-Age={KEPT_S}; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        with speaking(asked or language_of(request)):
            await self.app(scope, receive, send_kept)


def languages_html(address: str = "", *, class_: str | None = None) -> Markup:
    """Links to the page in each language, so that choosing needs no script; they end with the rest of an `address`."""
    links = [
        element(
            "a",
            name,
            href=f"?{PARAMETER}={each}{address}",
            lang=str(each),
            hreflang=str(each),
            aria_current="true" if each is language() else None,
        )
        for each, name in NAMES.items()
    ]
    return element("nav", *links, class_=class_, aria_label=say("Language"))


def language_of(request: HTTPConnection) -> Language:
    """The language kept in a cookie, else the first of the browser's that the page has, else English."""
    kept = named(request.cookies.get(COOKIE, ""))
    return kept or preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Language:
    """The language that an Accept-Language header (RFC 9110, 12.5.4) likes best among ours; English without any."""
    ranges = [_weighed(part) for part in accepted.split(",")]
    liked = sorted((each for each in ranges if each[1] > 0), key=lambda each: -each[1])
    ours = (named(tag.split("-")[0]) for tag, _ in liked)
    return next((language for language in ours if language), Language.ENGLISH)


def named(tag: str) -> Language | None:
    """Our language of that tag, if it is one."""
    tag = tag.strip().lower()
    return Language(tag) if tag in set(Language) else None


def _weighed(part: str) -> tuple[str, float]:
    """A language range and its weight; one that is not written as it should be weighs nothing."""
    tag, _, weight = part.partition(";")
    try:
        return tag, float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        return tag, 0.0
