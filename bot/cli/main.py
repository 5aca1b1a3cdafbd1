"""Reads the command line, runs a command, and turns errors into one sentence and an exit status."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from bot import __version__
from bot.cli import answering, building, evaluating, inspecting, reporting, serving, watching
from bot.cli.arguments import HelpFormatter
from bot.errors import FootnoteError

INTERRUPTED = 130  # 128 + SIGINT, as shells report it

EPILOG = """\
Every answer is a quotation from your documents with its citation; nothing leaves this machine.

example:
  footnote build ~/Documents/contracts
  footnote ask "What is the notice period?"
"""


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each subparser sets `run`, a function of the parsed arguments."""
    parser = argparse.ArgumentParser(
        prog="footnote",
        description="Ask your own documents, and get quotations with citations.",
        epilog=EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"footnote {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (building, watching, answering, serving, inspecting, evaluating, reporting):
        group.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 an error or a finding, 2 wrong usage or nothing to index."""
    _write_utf_8()
    parsed = make_parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except FootnoteError as error:
        print(f"footnote: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nfootnote: interrupted; what was stored is whole, run the same command to go on.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _write_utf_8() -> None:
    """Quotations hold any character; a console or pipe in another encoding must not stop them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
