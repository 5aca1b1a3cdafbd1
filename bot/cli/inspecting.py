"""`footnote status` and `footnote verify`."""

import argparse
import json
import sys
from dataclasses import asdict

from bot.cli.arguments import Commands, add_command, counted


def add_commands(commands: Commands) -> None:
    """Add the commands that look at an index without changing it."""
    add_command(
        commands,
        "status",
        run_status,
        summary="Say what the index holds and which encoder built it.",
        example="footnote status --json",
    )
    add_command(
        commands,
        "verify",
        run_verify,
        summary="Prove every stored citation again, character by character.",
        example="footnote verify --index ~/indexes/contracts",
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
        print(f"  {document.id}  {document.title} ({document.passages} passages, {document.characters:,} characters)")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Print what was proved; 1 and each place when a byte differs."""
    from bot.library import Library

    with Library.open(arguments.index) as library:
        report = library.verify()
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print(
            f"{counted(report.documents, 'document')}, {counted(report.passages, 'passage')}, "
            f"{counted(report.sentences, 'sentence')} checked: "
            + ("every citation holds." if not report.problems else f"{len(report.problems)} do not hold.")
        )
    for problem in report.problems:
        print(f"footnote: {problem}", file=sys.stderr)
    return 1 if report.problems else 0
