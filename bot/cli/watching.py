"""`footnote watch`."""

import argparse
import sys
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from bot.cli.arguments import Commands, add_command
from bot.cli.receipts import lines_of, summary_of
from bot.cli.visible import visible
from bot.errors import FootnoteError, IndexBusy

if TYPE_CHECKING:
    from bot.ingest.report import BuildReport

BUSY_RETRY_S = 2.0


def add_commands(commands: Commands) -> None:
    """Add the command that follows folders."""
    parser = add_command(
        commands,
        "watch",
        run_watch,
        summary="Follow folders of documents, and bring their index up to date whenever something changes.",
        example="footnote watch ~/Documents/contracts",
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="a folder of documents, or one file")


def run_watch(arguments: argparse.Namespace) -> int:
    """Build now and after every change, until Ctrl-C; what happened to the files is printed after each build."""
    from bot.ingest.watching import watch

    stop = Event()
    watcher = _Watcher(arguments.index, arguments.folders, as_json=arguments.json, stop=stop)
    print(f"footnote: watching {', '.join(map(str, arguments.folders))}; Ctrl-C ends it.", file=sys.stderr)
    try:
        watch(arguments.folders, watcher.rebuild, stop=stop, unheard=[arguments.index])
    except KeyboardInterrupt:
        print("footnote: watching has ended; the index stays as it is.", file=sys.stderr)
    return 0


class _Watcher:
    """Builds with one encoder; only the first build may fail for good, later ones are told and tried again."""

    def __init__(self, index: Path, folders: list[Path], *, as_json: bool, stop: Event) -> None:
        from bot.encoders.models import DEFAULT_MODEL
        from bot.encoders.sentence_transformer import load_encoder
        from bot.library import encoder_of

        self._index, self._folders, self._as_json, self._stop = index, folders, as_json, stop
        self._reference = load_encoder()
        self._encoder = load_encoder(encoder_of(index) or DEFAULT_MODEL)
        self._has_built = False

    def rebuild(self) -> None:
        """Build; wait for a busy index. What fails later than the first time waits for the next change."""
        from bot.ingest.build import build

        while not self._stop.is_set():
            try:
                self._tell(build(self._index, self._folders, self._encoder, reference=self._reference))
                self._has_built = True
                return
            except IndexBusy as error:
                print(f"footnote: {error} Trying again.", file=sys.stderr)
                self._stop.wait(BUSY_RETRY_S)
            except FootnoteError as error:
                if not self._has_built:
                    raise
                print(visible(f"footnote: {error}", keeps_lines=True), file=sys.stderr)
                return

    def _tell(self, report: "BuildReport") -> None:
        if self._as_json:
            print(report.to_json(), flush=True)
            return
        for line in lines_of(report, is_verbose=False):
            print(line)
        print(summary_of(report), flush=True)
