"""`footnote status` and `footnote verify`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bot.cli.arguments import Commands, add_command, counted
from bot.cli.proving import run_verify_file
from bot.cli.standing import show_standings, standings_of
from bot.cli.visible import visible


def add_commands(commands: Commands) -> None:
    """Add the commands that look at an index without changing it."""
    add_command(
        commands,
        "status",
        run_status,
        summary="Say what the index holds and which encoder built it.",
        example="footnote status --json",
    )
    parser = add_command(
        commands,
        "verify",
        run_verify,
        summary="Prove every stored citation again, character by character; or those of answers saved as a file.",
        example="footnote verify --index ~/indexes/contracts --sources\n  footnote verify footnote-2026-03-01.html",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="answers saved from the page, HTML or Markdown"
    )
    what.add_argument(
        "--sources", action="store_true", help="compare with the source files, too: unchanged, moved, changed or gone"
    )


def run_status(arguments: argparse.Namespace) -> int:
    """Print documents, passages, encoder, sizes and generation."""
    from bot.library import Library

    with Library.open(arguments.index) as library:
        status = library.status()
        documents = library.documents()
    if arguments.json:
        print(json.dumps({**asdict(status), "held": [asdict(d) for d in documents]}, ensure_ascii=False, default=str))
        return 0
    for name, value in asdict(status).items():
        print(
            f"{name.replace('_', ' '):<22}{value:,}"
            if isinstance(value, int)
            else f"{name.replace('_', ' '):<22}{value}"
        )
    for document in documents:
        held = f"{document.passages} passages, {document.characters:,} characters"
        said = f"the text of {document.same_as}" if document.same_as else held
        uploaded = ", uploaded" if document.is_upload else ""
        print(visible(f"  {document.id}  {document.title} ({said}{uploaded})"))
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Print what was proved; 1 and each place when a byte differs, or a quotation cannot be read in its source."""
    from bot.library import Library

    if arguments.file is not None:
        return run_verify_file(arguments)
    with Library.open(arguments.index) as library:
        report = library.verify()
        sources = standings_of(library, is_quiet=arguments.json) if arguments.sources else []
    if arguments.json:
        compared = {"sources": [asdict(source) for source in sources]} if arguments.sources else {}
        print(json.dumps({**asdict(report), **compared}, ensure_ascii=False))
    else:
        print(
            f"{counted(report.documents, 'document')}, {counted(report.passages, 'passage')}, "
            f"{counted(report.sentences, 'sentence')} checked: "
            + ("every citation holds." if not report.problems else f"{len(report.problems)} do not hold.")
        )
        show_standings(sources)
    for problem in (*report.problems, *(source.reason for source in sources if source.reason)):
        print(visible(f"footnote: {problem}"), file=sys.stderr)
    return 1 if report.problems or not all(source.holds for source in sources) else 0
