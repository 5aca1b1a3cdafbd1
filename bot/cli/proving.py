"""`footnote verify FILE`: proves answers that were saved from the page."""

import argparse
import json
import sys
from dataclasses import asdict

from bot.cli.arguments import counted
from bot.cli.visible import visible


def run_verify_file(arguments: argparse.Namespace) -> int:
    """Print what became of the quotations of a file; 1 and each of them when one does not hold."""
    from bot.exports.files import read_export
    from bot.exports.proof import prove
    from bot.library import Library

    export, shows_it = read_export(arguments.file)
    with Library.open(arguments.index) as library:
        proof = prove(export, library)
    problems = list(proof.problems)
    if not shows_it:
        problems.append(f"{arguments.file}: what it shows is not what its record says; one of them was changed.")
    if arguments.json:
        print(json.dumps({**asdict(proof), "shows_its_record": shows_it, "holds": not problems}, ensure_ascii=False))
    else:
        print(
            f"{counted(proof.answers, 'answer')} with {counted(len(proof.quotations), 'quotation')} checked: "
            + ("every quotation holds." if not problems else f"{counted(len(problems), 'problem')}.")
        )
    for problem in problems:
        print(visible(f"footnote: {problem}"), file=sys.stderr)
    return 1 if problems else 0
