"""`footnote build` and `footnote remove`."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Never

from bot.cli.arguments import Commands, add_command
from bot.cli.receipts import lines_of, summary_of
from bot.cli.visible import visible
from bot.config import ReadingLimits, SplitSettings
from bot.errors import EncoderMismatch

if TYPE_CHECKING:
    from bot.ingest.progress import Progress
    from bot.ingest.report import BuildReport
    from bot.library import Manifest, Writer
    from bot.sandbox import Sandbox

NOTHING_INDEXED = 2
SOMETHING_REFUSED = 1
LIMITS = {
    "seconds": "how long it may take",
    "memory_mib": "how much memory its reader may hold, in MiB",
    "file_mib": "how large it may be, in MiB",
    "unpacked_mib": "what an archive, an Office file or an e-book may unpack to, in MiB",
    "characters": "how much text it may hold",
    "pages": "how many pages it may have",
    "nesting": "how deep archives and attachments may stand inside each other",
}
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
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="print a line for every file, not only where to look, and what holds the process that reads them",
    )
    _add_limits(parser)
    parser = add_command(
        commands,
        "remove",
        run_remove,
        summary="Take documents out of the index; their files stay.",
        example="footnote remove contracts/lease-2019.md",
    )
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="a document's name or its file")


def run_build(arguments: argparse.Namespace) -> int:
    """Build, print what happened to the files; 1 when one was refused or lost, 2 when nothing could be indexed."""
    limits = limits_of(arguments)
    report = build_with_bar(arguments.index, arguments.folders, arguments.model, limits=limits)
    if report.sandbox is None and (arguments.json or arguments.verbose):  # no file had to be read
        report = replace(report, sandbox=sandbox_here(limits))
    if arguments.json:
        print(report.to_json())
    else:
        for line in lines_of(report, is_verbose=arguments.verbose):
            print(line)
        print(summary_of(report))
    if not report.documents:
        print("footnote: nothing was indexed: there is no file with text that Footnote can read.", file=sys.stderr)
        return NOTHING_INDEXED
    return SOMETHING_REFUSED if report.refused or report.lost else 0


def build_with_bar(
    index: Path, folders: list[Path], model: str | None = None, *, limits: ReadingLimits | None = None
) -> "BuildReport":
    """Build with progress bars on standard error, and a line there for each refused file and for what was damaged."""
    from bot.encoders.models import DEFAULT_MODEL
    from bot.encoders.sentence_transformer import load_encoder
    from bot.ingest.build import build
    from bot.library import encoder_of

    encoder = load_encoder(model or encoder_of(index) or DEFAULT_MODEL)
    with progress_bar() as progress:
        report = build(index, folders, encoder, limits=limits, reference=load_encoder(), progress=progress)
    for receipt in report.refused:
        kept = " The version from before stays in the index." if receipt.is_kept else ""
        print(visible(f"footnote: refused: {receipt.reason}{kept}"), file=sys.stderr)
    for said, sentences in (("mended", report.mended), ("lost", report.lost)):
        for sentence in sentences:
            print(visible(f"footnote: {said}: {sentence}"), file=sys.stderr)
    return report


def sandbox_here(limits: ReadingLimits) -> "Sandbox":
    """What would hold a reading process on this system, by the trial of one."""
    from bot.ingest.parsing import ParsingProcess

    with ParsingProcess(SplitSettings(), limits) as process:
        return process.start()


def limits_of(arguments: argparse.Namespace) -> ReadingLimits:
    """The limits that were asked for. Raises SettingsError when one is not greater than 0, or too large to be one."""
    return ReadingLimits(**{limit.name: getattr(arguments, f"max_{limit.name}") for limit in fields(ReadingLimits)})


def _add_limits(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("limits of reading one file; a file that wants more is refused, never cut")
    for limit in fields(ReadingLimits):
        group.add_argument(
            f"--max-{limit.name.replace('_', '-')}",
            type=type(limit.default),
            default=limit.default,
            metavar="N",
            help=f"{LIMITS[limit.name]} (default: {limit.default:,})",
        )


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """A progress that draws a tqdm bar for each stage on standard error, with rate and time left."""
    from tqdm import tqdm

    from bot.ingest.progress import Stage

    bars: dict[Stage, tqdm[Never]] = {}

    def show(stage: Stage, done: int, total: int) -> None:
        if not total:
            return
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=stage.value, unit=UNITS[stage.value])
        bar = bars[stage]
        bar.total = total  # grows while files are read
        bar.update(done - bar.n)

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
        names = [by_location.get(os.path.realpath(name), name) for name in arguments.documents]
        for name in names:
            library.document(name)
        manifest = library.manifest()
    with Library.write(arguments.index) as writer:
        removed = [name for name in dict.fromkeys(names) if writer.remove(name)]
        if writer.count_pending(manifest.encoder_fingerprint):
            _encode_heirs(writer, manifest)
        generation = writer.publish_same_encoder().generation
    if arguments.json:
        print(json.dumps({"removed": removed, "generation": generation}, ensure_ascii=False))
    else:
        print("\n".join(visible(f"removed {name}") for name in removed))
    return 0


def _encode_heirs(writer: "Writer", manifest: "Manifest") -> None:
    """Encode what has no vector: a text that was shared stands under another title now."""
    from bot.encoders.sentence_transformer import load_encoder
    from bot.ingest.encoding import Encoding
    from bot.ingest.progress import no_progress

    encoder = load_encoder(manifest.encoder_name)
    if encoder.fingerprint != manifest.encoder_fingerprint:
        raise EncoderMismatch(
            f"The index was built with another version of {manifest.encoder_name}; "
            f"take the files out of their folder and run 'footnote build DIR'."
        )
    Encoding(writer, encoder, no_progress).finish()
