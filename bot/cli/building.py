"""`footnote build` and `footnote remove`."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Never

from bot.cli.arguments import Commands, add_command, counted

if TYPE_CHECKING:
    from bot.ingest.build import BuildReport
    from bot.ingest.progress import Progress

NOTHING_INDEXED = 2
SOMETHING_REFUSED = 1
UNITS = {"reading": " files", "encoding": " texts", "publishing": " generation"}


def add_commands(commands: Commands) -> None:
    """Add the commands that change an index."""
    parser = add_command(
        commands,
        "build",
        run_build,
        summary="Index folders of documents, or bring their index up to date.",
        example="footnote build ~/Documents/contracts ~/Documents/minutes",
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="a folder of documents, or one file")
    parser.add_argument(
        "--model",
        metavar="NAME",
        help="a sentence-transformers model by name or path (default: the one the index has, else all-MiniLM-L6-v2)",
    )
    parser = add_command(
        commands,
        "remove",
        run_remove,
        summary="Take documents out of the index; their files stay.",
        example="footnote remove contracts/lease-2019.md",
    )
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="a document's name or its file")


def run_build(arguments: argparse.Namespace) -> int:
    """Build, print what happened to the files; 1 when one was refused, 2 when nothing could be indexed."""
    report = build_with_bar(arguments.index, arguments.folders, arguments.model)
    if arguments.json:
        print(json.dumps(asdict(report), default=str, ensure_ascii=False))
    else:
        print(summary_of(report))
    if not report.documents:
        print(
            "footnote: nothing was indexed: none of the files is one that Footnote reads (Markdown, plain text, HTML).",
            file=sys.stderr,
        )
        return NOTHING_INDEXED
    return SOMETHING_REFUSED if report.refused else 0


def build_with_bar(index: Path, folders: list[Path], model: str | None = None) -> "BuildReport":
    """Build with a progress bar on standard error, and a line there for each refused file."""
    from bot.encoders.models import DEFAULT_MODEL
    from bot.encoders.sentence_transformer import load_encoder
    from bot.ingest.build import build
    from bot.library import encoder_of

    encoder = load_encoder(model or encoder_of(index) or DEFAULT_MODEL)
    with progress_bar() as progress:
        report = build(index, folders, encoder, reference=load_encoder(), progress=progress)
    for refusal in report.refused:
        print(f"footnote: refused: {refusal.reason}", file=sys.stderr)
    return report


def summary_of(report: "BuildReport") -> str:
    """What a build did, in one line."""
    parts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.unchanged), "unchanged"),
        (len(report.removed), "removed"),
        (len(report.refused), "refused"),
        (len(report.ignored), "left out (no format that is read, or index = false)"),
    ]
    done = ", ".join(f"{count} {what}" for count, what in parts if count) or "no files"
    return f"{done}; {report.encoded} texts encoded. The index holds {counted(report.documents, 'document')} in " + (
        f"{counted(report.passages, 'passage')}."
    )


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """A progress that draws one tqdm bar a stage on standard error."""
    from tqdm import tqdm

    from bot.ingest.progress import Stage

    bars: dict[Stage, tqdm[Never]] = {}

    def show(stage: Stage, done: int, total: int) -> None:
        if not total:
            return
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=stage.value, unit=UNITS[stage.value])
        bars[stage].update(done - bars[stage].n)
        if done == total:
            bars[stage].close()

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()


def run_remove(arguments: argparse.Namespace) -> int:
    """Remove documents and print their names."""
    from bot.library import Library

    with Library.open(arguments.index) as library:
        by_location = {summary.location: summary.id for summary in library.documents()}
        names = [by_location.get(str(Path(name).resolve()), name) for name in arguments.documents]
        for name in names:
            library.document(name)
    with Library.write(arguments.index) as writer:
        removed = [name for name in dict.fromkeys(names) if writer.remove(name)]
        generation = writer.publish_same_encoder().generation
    if arguments.json:
        print(json.dumps({"removed": removed, "generation": generation}, ensure_ascii=False))
    else:
        print("\n".join(f"removed {name}" for name in removed))
    return 0
