"""What the commands have in common: help with an example, `--index`, `--json`."""

import argparse
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.encoders import Reranker

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

DEFAULT_INDEX = Path("index")


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Keeps the line ends of descriptions and examples."""


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    *,
    summary: str,
    example: str,
    has_json: bool = True,
    has_index: bool = True,
) -> argparse.ArgumentParser:
    """A new subcommand with an example in its help, `--index`, and `--json` where a program may read the output."""
    parser = commands.add_parser(
        name,
        help=summary[0].lower() + summary[1:].rstrip("."),
        description=summary,
        epilog=f"example:\n  {example}",
        formatter_class=HelpFormatter,
    )
    if has_index:
        parser.add_argument(
            "--index",
            type=index_folder,
            default=str(DEFAULT_INDEX),
            metavar="DIR",
            help="the folder of the index (default: index in the current folder)",
        )
    if has_json:
        parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)
    return parser


def index_folder(name: str) -> Path:
    """The folder that `--index` names, which need not exist. Raises SettingsError when it cannot be one."""
    try:
        name.encode("utf-8")  # names that are no text come with lone surrogates
        folder = Path(name).expanduser()
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except FileNotFoundError:
        return folder
    except UnicodeEncodeError as error:
        raise _no_index(name, "the name is not valid Unicode") from error
    except (OSError, RuntimeError) as error:  # RuntimeError: the home of nobody
        raise _no_index(name, (isinstance(error, OSError) and error.strerror) or str(error)) from error
    if not is_folder:
        raise _no_index(name, "it is no folder")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise _no_index(name, os.strerror(errno.EACCES))
    return folder


def _no_index(name: str, reason: str) -> SettingsError:
    return SettingsError(f"{name} cannot hold an index ({reason.rstrip('.')}); give --index another folder.")


def add_reranker(parser: argparse.ArgumentParser) -> None:
    """Add `--reranker`; `reranker_of` reads it."""
    parser.add_argument(
        "--reranker",
        metavar="NAME",
        help="put the best passages in the order of this sentence-transformers CrossEncoder, by name or path",
    )


def reranker_of(arguments: argparse.Namespace) -> "Reranker | None":
    """The reranker that was asked for. Raises EncoderUnavailable when there is none of that name."""
    if arguments.reranker is None:
        return None
    from bot.encoders.cross_encoder import load_reranker

    return load_reranker(arguments.reranker)


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 document", "2 documents"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
