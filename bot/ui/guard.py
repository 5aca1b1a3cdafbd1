"""What the server tells a browser to refuse, so that no text on the page can reach out even if it got through."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio writes scripts and styles into its page and compiles templates, hence the two unsafe words; nothing may be
# fetched from, or sent to, any other host.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
UPLOADS = "/gradio_api/upload"


class Guard:
    """Adds `HEADERS` to every response of the app it wraps, and refuses Gradio's own way of taking files.

    That one checks neither who sends a file nor how large it is; ours is `bot.ui.upload_routes`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of the response; refuse an upload."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"].startswith(UPLOADS):
            await PlainTextResponse("Footnote takes no files.", status_code=403)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)
