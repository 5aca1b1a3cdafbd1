"""`footnote find`."""

import argparse
import json
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from bot.cli.arguments import Commands, add_command, counted
from bot.cli.sources_say import INDENT, WIDEST
from bot.cli.visible import visible
from bot.records import Listed, Listing

GRAMMAR = """
words             the document holds each of them, in any of its forms, in its text, title or headings
"two words"       side by side, in this order
-word -"a phrase" not in the document
dog OR cat        one of the two
title:lease       in the title
type:pdf          files of this kind
folder:2024       in a folder of this name
after:2024-03     dated from then on; before:2025 before then (a year, a month or a day)"""


def add_commands(commands: Commands) -> None:
    """Add the command that lists all documents with some words."""
    parser = add_command(
        commands,
        "find",
        run_find,
        summary="List every document that holds some words, with how often and one quotation of each.",
        example="footnote find '\"notice period\" -rent type:pdf after:2024'",
    )
    parser.epilog = f"{GRAMMAR}\n\n{parser.epilog}"
    parser.add_argument(
        "query", nargs="+", help="what to find, as a whole in single quotes; after -- where it begins with -"
    )
    parser.add_argument(
        "--document",
        action="append",
        metavar="ID",
        help="look in this document only, by its name in 'footnote status'; may be given several times",
    )


def run_find(arguments: argparse.Namespace) -> int:
    """Print the documents; 1 when there is none."""
    from bot.chatbot import ChatBot
    from bot.library import Library

    with Library.open(arguments.index) as library:
        listing = ChatBot(library).find(" ".join(arguments.query), arguments.document)
    print(json.dumps(asdict(listing), ensure_ascii=False, indent=2) if arguments.json else render_listing(listing))
    return 0 if listing.documents else 1


def render_listing(listing: Listing) -> str:
    """The listing for a terminal: what was looked for and in how many documents it is, then each of them."""
    held = f" with {', '.join(listing.words)}" if listing.words else ""
    held += f" (written: {', '.join(listing.stand_ins)})" if listing.stand_ins else ""
    if not listing.documents:
        return visible(f"No document{held}.")
    shown = "" if listing.complete else f"; the first {len(listing.documents):,} are shown"
    head = visible(f"{counted(listing.total, 'document')}{held}{shown}:")
    return "\n\n".join([head, *("\n".join(_lines(one)) for one in listing.documents)])


def _lines(listed: Listed) -> Iterator[str]:
    """Title and count, the quotation, and where it stands."""
    citation = listed.quotation.citation
    count = f" ({counted(listed.count, 'place')})" if listed.count else ""
    yield visible(f"{listed.title}{count}")
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in visible(listed.quotation.text, keeps_lines=True).splitlines():
        yield textwrap.fill(line, width, initial_indent=INDENT, subsequent_indent=INDENT)
    page = f", page {citation.page}" if citation.page else ""
    yield visible(f"{INDENT}    {listed.document}{page}, characters {citation.start}-{citation.end}")
