"""Reads the command line, runs a command, and turns errors into one sentence and an exit status."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from bot import __version__
from bot.cli.visible import visible
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
    # Imported here, where an interruption is caught.
    from bot.cli import answering, building, evaluating, finding, guiding, inspecting, reporting, serving, watching
    from bot.cli.arguments import HelpFormatter

    parser = argparse.ArgumentParser(
        prog="footnote",
        description="Ask your own documents, and get quotations with citations.",
        epilog=EPILOG,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"footnote {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in (building, watching, answering, finding, guiding, serving, inspecting, evaluating, reporting):
        group.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status: 0 done, 1 an error or a finding, 2 wrong usage or nothing to index."""
    try:
        _write_utf_8()
        parsed = make_parser().parse_args(arguments)
        return int(parsed.run(parsed))
    except FootnoteError as error:
        print(visible(f"footnote: {error}", keeps_lines=True), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python would complain once more when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _comes_of_interruption(error):
            raise
        return _interrupted()


def _interrupted() -> int:
    # Python would end by the signal, not with a status, when the interruption came through code compiled from a string
    # (as every dataclass is while it is imported). It forgets that when it runs such code anew.
    exec("")  # noqa: S102
    print("\nfootnote: interrupted; what was stored is whole, run the same command to go on.", file=sys.stderr)
    return INTERRUPTED


def _comes_of_interruption(error: BaseException | None) -> bool:
    """Whether an interruption was made into another error: Python 3.11 does that while a class is being made."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _write_utf_8() -> None:
    """Quotations hold any character; a console or pipe in another encoding must not stop them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
