"""The account that opens the page and everything behind it: HTTP Basic, checked before any other part of the app."""

import asyncio
import hashlib
import secrets
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.errors import SettingsError

CHALLENGE = 'Basic realm="Footnote", charset="UTF-8"'  # RFC 7617
WRONG_ACCOUNT_DELAY_S = 1.0  # a person who mistypes hardly notices; somebody who guesses gets nowhere


@dataclass(frozen=True, slots=True)
class Account:
    """Who may come in. The password is shown in no message."""

    user: str
    password: str = field(repr=False)

    def admits(self, authorization: str) -> bool:
        """Whether this `Authorization` header names this account; takes as long for any guess of equal length."""
        scheme, _, encoded = authorization.partition(" ")
        try:
            given = b64decode(encoded, validate=True)
        except ValueError:
            given = b""
        expected = f"{self.user}:{self.password}".encode()
        is_same = secrets.compare_digest(hashlib.sha256(given).digest(), hashlib.sha256(expected).digest())
        return is_same and scheme.lower() == "basic"


def account_of(text: str, source: str = "--auth") -> Account:
    """The account in `USER:PASSWORD`. Raises SettingsError, naming `source` and not the text."""
    user, colon, password = text.partition(":")
    if not (user and colon and password):
        raise SettingsError(f"{source} must be USER:PASSWORD, and neither may be empty; a password may hold colons.")
    if not text.isprintable():
        raise SettingsError(f"{source} holds a character that cannot be typed, such as a tab; choose others.")
    return Account(user, password)


def read_account(path: Path) -> Account:
    """The account in the first line of a file, `USER:PASSWORD`. Raises SettingsError when there is none."""
    try:
        first, *_ = path.read_text(encoding="utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError(f"--auth-file {path}: cannot be read ({reason}); write USER:PASSWORD into it.") from error
    return account_of(first, f"--auth-file {path}: its first line")


class LockedDoor:
    """Lets a request through to the app, whatever it is for, only with the account."""

    def __init__(self, app: ASGIApp, account: Account) -> None:
        self.app = app
        self.account = account

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what has the account; refuse the rest, a wrong account after a pause."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        authorization = Headers(scope=scope).get("authorization", "")
        if self.account.admits(authorization):
            await self.app(scope, receive, send)
            return
        if authorization:
            await asyncio.sleep(WRONG_ACCOUNT_DELAY_S)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = PlainTextResponse(
            "This page needs a user name and a password.", status_code=401, headers={"WWW-Authenticate": CHALLENGE}
        )
        await refusal(scope, receive, send)
