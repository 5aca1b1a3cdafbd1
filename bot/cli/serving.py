"""`footnote serve`, and `footnote password` for the accounts that it asks for."""

import argparse
import sys
from getpass import getpass
from pathlib import Path
from threading import Thread, main_thread
from typing import TYPE_CHECKING

from bot.cli.arguments import Commands, add_command, add_reranker, reranker_of
from bot.cli.building import build_with_bar
from bot.cli.receipts import summary_of
from bot.cli.visible import visible
from bot.errors import FootnoteError, SettingsError

if TYPE_CHECKING:
    from bot.chatbot import ChatBot
    from bot.ui.doors import Doors

MOST_SESSION_HOURS = 720  # a month: NIST SP 800-63B lets no session last longer (level 1)


def add_commands(commands: Commands) -> None:
    """Add the command that serves the page."""
    parser = add_command(
        commands,
        "serve",
        run_serve,
        summary="Serve the chat page and its API on this machine.",
        example="footnote serve --build ~/Documents/contracts --port 8000",
        has_json=False,
    )
    parser.add_argument(
        "--build", nargs="+", type=Path, metavar="DIR", help="first bring the index up to date with DIR"
    )
    parser.add_argument("--port", type=int, default=7860, help="where to listen; the next free one when taken (7860)")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    add_reranker(parser)
    _add_doors(parser)
    parser = add_command(
        commands,
        "password",
        run_password,
        summary="Print the line of an account for the file of --auth-file, with the hash of a password.",
        example="footnote password ada >> accounts",
        has_json=False,
        has_index=False,
    )
    parser.add_argument("user", metavar="USER", help="the name of the account")


def run_serve(arguments: argparse.Namespace) -> int:
    """Build if asked to, then serve until interrupted."""
    from bot.ui.doors import require_safe

    doors = _doors_of(arguments)
    require_safe(doors, arguments.host)  # like a wrong name below, said before a build of minutes
    reranker = reranker_of(arguments)
    if arguments.build:
        print(summary_of(build_with_bar(arguments.index, arguments.build)), flush=True)
    from bot.chatbot import ChatBot
    from bot.library import Library
    from bot.ui.serve import attend, start

    with Library.open(arguments.index) as library:
        bot = ChatBot(library, reranker=reranker, waits_for_encoder=False)
        settings = library.settings()
        running = start(
            bot,
            host=arguments.host,
            port=arguments.port,
            notice=settings.notice,
            examples=settings.examples,
            doors=doors,
            is_read_only=arguments.read_only or doors.is_open_to_all,
        )
        # No daemon, as one begun by a daemon is: inside of torch when all ends it takes the process down.
        Thread(target=_warm_up, args=(bot,), name="footnote-warm-up", daemon=False).start()
        attend(running, doors=doors, host=arguments.host, open_browser=arguments.open)
    return 0


def run_password(arguments: argparse.Namespace) -> int:
    """Read a password, unseen from a terminal or as a line from a pipe, and print the account."""
    from bot.ui.accounts import hashed

    if sys.stdin.isatty():
        password = getpass("Password: ")
        if getpass("The same again: ") != password:
            raise SettingsError("The two passwords differ; run the command again.")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    print(hashed(arguments.user, password))
    return 0


def _add_doors(parser: argparse.ArgumentParser) -> None:
    doors = parser.add_argument_group("who can reach the page (by default only this machine)")
    doors.add_argument(
        "--host", default="127.0.0.1", help="the address of this machine to listen at; 0.0.0.0 for all (127.0.0.1)"
    )
    account = doors.add_mutually_exclusive_group()
    account.add_argument("--auth", metavar="USER:PASSWORD", help="ask for this account; other users here may see it")
    account.add_argument(
        "--auth-file", type=Path, metavar="FILE", help="ask for one of the accounts in this file, one a line"
    )
    account.add_argument("--no-auth", action="store_true", help="let everybody who reaches the page read everything")
    doors.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that the page is reached by, as docs.example.org or *.example.org; may be given again",
    )
    doors.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="URL",
        help="a website whose scripts may use the API, as https://intranet.example.org; may be given again",
    )
    doors.add_argument(
        "--root-path", default="", metavar="PATH", help="the path at which a proxy serves the page, as /docs"
    )
    doors.add_argument(
        "--session-hours",
        type=_hours,
        default=12.0,
        metavar="N",
        help="how long a browser stays logged in (12); when nobody uses it, a quarter of that",
    )
    doors.add_argument("--read-only", action="store_true", help="no uploads, no removals; implied by --no-auth")
    doors.add_argument("--share", action="store_true", help="make a public link through Gradio's servers")
    doors.add_argument("--mcp", action="store_true", help="offer the tools ask, search, open_citation at /mcp")


def _doors_of(arguments: argparse.Namespace) -> "Doors":
    from bot.ui.accounts import Account, account_of, read_accounts
    from bot.ui.doors import Doors, host_of, origin_of, root_path_of

    accounts: tuple[Account, ...] = ()
    if arguments.auth is not None:
        accounts = (account_of(arguments.auth),)
    elif arguments.auth_file is not None:
        accounts = read_accounts(arguments.auth_file)
    return Doors(
        accounts,
        arguments.no_auth,
        arguments.share,
        arguments.mcp,
        arguments.session_hours,
        allowed_hosts=tuple(map(host_of, arguments.allowed_host)),
        allowed_origins=tuple(map(origin_of, arguments.allow_origin)),
        root_path=root_path_of(arguments.root_path),
    )


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours <= MOST_SESSION_HOURS:
        raise argparse.ArgumentTypeError(f"must be more than 0 and at most {MOST_SESSION_HOURS} hours, got {text}")
    return hours


def _warm_up(bot: "ChatBot") -> None:
    """Load the encoder beside the page; why it cannot be, every later question is told too."""
    try:
        bot.warm_up()
    except Exception as error:
        if not main_thread().is_alive():  # the page was ended meanwhile, and nobody waits for the encoder
            return
        if not isinstance(error, FootnoteError):
            raise
        print(visible(f"footnote: {error}", keeps_lines=True), file=sys.stderr, flush=True)
