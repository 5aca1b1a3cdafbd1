"""`footnote ask` and `footnote chat`."""

import argparse
import sys
from contextlib import suppress

from bot.cli.arguments import Commands, add_command, add_reranker, reranker_of
from bot.cli.terminal import render
from bot.errors import QuestionError


def add_commands(commands: Commands) -> None:
    """Add the commands that answer questions in a terminal."""
    parser = add_command(
        commands,
        "ask",
        run_ask,
        summary="Answer one question with quotations and their citations.",
        example='footnote ask "How many sessions will I need?" --json',
    )
    parser.add_argument("question", nargs="+", help="the question, in quotes or not")
    parser.add_argument(
        "--document",
        action="append",
        metavar="ID",
        help="ask this document only, by its name in 'footnote status'; may be given several times",
    )
    add_reranker(parser)
    parser = add_command(
        commands,
        "chat",
        run_chat,
        summary="Ask one question after another; an empty line or Ctrl-D ends it.",
        example="footnote chat --index ~/indexes/contracts",
        has_json=False,
    )
    add_reranker(parser)


def run_ask(arguments: argparse.Namespace) -> int:
    """Print the answer to one question."""
    from bot.chatbot import ChatBot
    from bot.library import Library

    with Library.open(arguments.index) as library:
        bot = ChatBot(library, reranker=reranker_of(arguments))
        answer = bot.reply(" ".join(arguments.question), documents=arguments.document)
    print(answer.to_json(indent=2) if arguments.json else render(answer))
    return 0


def run_chat(arguments: argparse.Namespace) -> int:
    """Answer lines of standard input until one is empty or the input ends."""
    from bot.chatbot import ChatBot
    from bot.library import Library
    from bot.records import Turn

    history: list[Turn] = []
    with Library.open(arguments.index) as library:
        bot = ChatBot(library, reranker=reranker_of(arguments))
        bot.warm_up()
        while question := _next_question():
            try:
                answer = bot.reply(question, history)
            except QuestionError as error:
                print(error, file=sys.stderr)
                continue
            history.append(Turn(question, answer))
            print(render(answer), end="\n\n", flush=True)
    return 0


def _next_question() -> str:
    """The next line, without its end; "" when there is none."""
    if sys.stdin.isatty():
        with suppress(ImportError):  # Windows has none, and edits lines by itself
            import readline  # noqa: F401  (gives input() line editing and history)
    try:
        return input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return ""
