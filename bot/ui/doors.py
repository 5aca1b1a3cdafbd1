"""How the page can be reached: from this machine alone or from others, with an account or without, over which doors."""

import re
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.ui.accounts import Account
from bot.ui.entrance import SESSION_HOURS
from bot.ui.guard import Rules
from bot.ui.routes import MIB

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")  # as a browser on this machine names it
SHARED_HOSTS = "*.gradio.live"
ALLOWED_HOST = re.compile(r"(\*\.)?([a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(:\d{1,5})?")
ROOT_PATH = re.compile(r"(/[A-Za-z0-9_.~-]+)+")


@dataclass(frozen=True, slots=True)
class Doors:
    """What is open beside the page on this machine: to whom, by a public link, and for programs that speak MCP.

    Under which names it is reached besides those of this machine, which other websites may use its API, and under
    which path a proxy serves it, is told in `bot.ui.guard.Rules`.
    """

    accounts: tuple[Account, ...] = ()
    is_open_to_all: bool = False
    is_shared: bool = False
    has_tools: bool = False
    session_hours: float = SESSION_HOURS
    allowed_hosts: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    root_path: str = ""


NO_DOORS = Doors()


def require_safe(doors: Doors, host: str) -> None:
    """Raise SettingsError when others could come in unasked, or when a door needs a package that is not there."""
    if doors.accounts and doors.is_open_to_all:
        raise SettingsError("--no-auth lets everybody in, so an account beside it would be for nothing; use one.")
    if not (doors.accounts or doors.is_open_to_all):
        for option, is_wanted in ((f"--host {host}", not is_loopback(host)), ("--share", doors.is_shared)):
            if is_wanted:
                raise SettingsError(
                    f"{option} would show your documents to others; add --auth USER:PASSWORD, "
                    "or --no-auth if everybody may read them."
                )
    if doors.has_tools and find_spec("mcp") is None:
        raise SettingsError("--mcp needs a package that is not installed; pip install 'footnote[mcp]'.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address of it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def rules_of(doors: Doors, host: str, upload_mib: int) -> Rules:
    """Whom the guard lets in: by the names of this machine, by those that the owner gave, and by an address.

    An address is taken for a name where others may come in: no foreign name that resolves to it looks like one.
    """
    own = f"[{host}]" if ":" in host else host
    shared = (SHARED_HOSTS,) if doors.is_shared else ()
    return Rules(
        hosts=tuple(dict.fromkeys([*LOCAL_HOSTS, own.lower(), *doors.allowed_hosts, *shared])),
        takes_addresses=not is_loopback(host),
        origins=doors.allowed_origins,
        root_path=doors.root_path,
        upload_bytes=upload_mib * MIB,
    )


def host_of(name: str) -> str:
    """A name for `--allowed-host`, lower case. Raises SettingsError when it is none."""
    if not ALLOWED_HOST.fullmatch(name.lower()):
        raise SettingsError(f"--allowed-host {name!r} is no name; give one such as docs.example.org or *.example.org.")
    return name.lower()


def origin_of(address: str) -> str:
    """A website for `--allow-origin`, as browsers write it. Raises SettingsError when it is none."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not ALLOWED_HOST.fullmatch(parts.netloc.lower()):
        raise SettingsError(f"--allow-origin {address!r} is no website; give one such as https://intranet.example.org.")
    if parts.path not in {"", "/"} or parts.query or parts.fragment or "*" in parts.netloc:
        raise SettingsError(f"--allow-origin {address!r} must end with the name; leave out what comes after it.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def root_path_of(path: str) -> str:
    """A path for `--root-path`, "" for none. Raises SettingsError when it is none."""
    trimmed = path.rstrip("/")
    if trimmed and not ROOT_PATH.fullmatch(trimmed):
        raise SettingsError(f"--root-path {path!r} is no path; give the one at which the proxy serves it, as /docs.")
    return trimmed


def warnings_of(doors: Doors, host: str) -> list[str]:
    """What the owner should know before others come in."""
    said = []
    if doors.is_shared:
        said.append("A public link is asked for: whoever has it reaches this page through Gradio's servers.")
    if doors.is_open_to_all and (doors.is_shared or not is_loopback(host)):
        said.append("Without an account everybody who reaches the page can read all documents in it.")
    if doors.accounts and not is_loopback(host):
        said.append("The password travels as plain text here; on a network you do not trust, put HTTPS in front.")
    return said


def share(port: int) -> str:
    """A public link to the page at this port of 127.0.0.1, by Gradio's tunnel, for as long as this process lives.

    Raises:
        SettingsError: there is no network, or the tunnel's program cannot be had or run here.
    """
    import httpx
    from gradio.exceptions import ChecksumMismatchError, ShareCertificateWriteError
    from gradio.networking import setup_tunnel

    try:
        return str(setup_tunnel("127.0.0.1", port, secrets.token_urlsafe(32), None, None))
    except (
        OSError,
        RuntimeError,
        ValueError,
        httpx.HTTPError,
        ChecksumMismatchError,
        ShareCertificateWriteError,
    ) as error:
        raise SettingsError(
            f"No public link could be made ({_reason(error)}); the page goes on, on this machine alone."
        ) from error


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error
    first, *_ = str(cause).splitlines() or [type(cause).__name__]
    return first.rstrip(".: ")
