"""`footnote serve`."""

import argparse
from pathlib import Path

from bot.cli.arguments import Commands, add_command, add_reranker, reranker_of
from bot.cli.building import build_with_bar, summary_of


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


def run_serve(arguments: argparse.Namespace) -> int:
    """Build if asked to, then serve until interrupted."""
    reranker = reranker_of(arguments)  # a wrong name is said before a build of minutes
    if arguments.build:
        print(summary_of(build_with_bar(arguments.index, arguments.build)), flush=True)
    from bot.chatbot import ChatBot
    from bot.library import Library
    from bot.ui.serve import serve

    with Library.open(arguments.index) as library:
        bot = ChatBot(library, reranker=reranker)
        bot.warm_up()
        page = library.page()
        serve(
            bot,
            port=arguments.port,
            notice=page.notice,
            examples=page.examples,
            open_browser=arguments.open,
        )
    return 0
