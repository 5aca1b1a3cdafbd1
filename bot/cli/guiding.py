"""`footnote guide`."""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from bot.cli.arguments import Commands, add_command, counted
from bot.cli.terminal import span_words
from bot.cli.visible import visible
from bot.records import UNKNOWN, CitedQuotation, CollectionGuide, Guide

INDENT = "   "
MOST_DOCUMENTS = 20  # listed, and of each subject named; --json has more


def add_commands(commands: Commands) -> None:
    """Add the command that says what documents are about."""
    parser = add_command(
        commands,
        "guide",
        run_guide,
        summary="Say what a document is about, or all of them: quoted and cited, made by the build.",
        example="footnote guide\n  footnote guide contracts/lease.pdf --questions",
    )
    parser.add_argument("document", nargs="?", metavar="DOCUMENT", help="its name in 'footnote status'; all without it")
    parser.add_argument(
        "--questions", action="store_true", help="with questions that are sure to be answered; takes some seconds"
    )


def run_guide(arguments: argparse.Namespace) -> int:
    """Print the guide of a document, or of the collection; the encoder is loaded only to look for questions."""
    from bot.library import Library

    with Library.open(arguments.index) as library:
        guide: Guide | CollectionGuide
        if arguments.document is None:
            guide = library.collection_guide()
        elif arguments.questions:
            from bot.chatbot import ChatBot

            guide = ChatBot(library).guide(arguments.document)
        else:
            guide = library.guide(arguments.document).bare()
    if arguments.json:
        print(json.dumps(asdict(guide), ensure_ascii=False))
    else:
        print("\n\n".join(_of_document(guide) if isinstance(guide, Guide) else _of_collection(guide)))
    return 0


def _of_document(guide: Guide) -> Iterator[str]:
    who = " · ".join(one for one in (guide.author, guide.publisher, guide.date) if one != UNKNOWN)
    said = f"uploaded; says of itself: {who}" if guide.is_upload and who else who
    yield "\n".join(visible(line) for line in (guide.title, said) if line)
    if guide.outline:
        yield _lines("Outline:", [f"{'  ' * (one.level - 1)}{' '.join(one.heading.split())}" for one in guide.outline])
    for heading, quoted in (
        ("In its own words:", guide.central),
        ("Dates:", guide.dates),
        ("Figures:", guide.figures),
        ("Who says it, and when:", guide.byline),
    ):
        if quoted:
            yield "\n\n".join([heading, *map(_quotation, quoted)])
    if guide.questions:
        yield _lines("It answers:", guide.questions)


def _of_collection(guide: CollectionGuide) -> Iterator[str]:
    yield counted(guide.total, "document")
    for subject in guide.subjects:
        named = visible(" · ".join(subject.phrases)) or "Without a name"
        yield _some(f"{named} ({counted(subject.total, 'document')})", subject.documents, subject.total)
    dated = [(one, "" if one.date == UNKNOWN else f" ({one.date})") for one in guide.documents]
    titles = [f"{one.document}  {one.title}{date}" for one, date in dated]
    yield _some("The documents:", titles, guide.total)
    if guide.periods:
        yield _lines("They are of:", [period.words for period in guide.periods])


def _quotation(quoted: CitedQuotation) -> str:
    words = " ".join(visible(quoted.text, keeps_lines=True).split())
    return f"{INDENT}{words}\n{INDENT}    {span_words(quoted.citation)}"


def _some(heading: str, lines: Sequence[str], total: int) -> str:
    shown = list(lines[:MOST_DOCUMENTS])
    return _lines(heading, [*shown, f"and {counted(total - len(shown), 'other')}"] if total > len(shown) else shown)


def _lines(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *(f"{INDENT}{visible(line)}" for line in lines)])
