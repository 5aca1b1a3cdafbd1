"""`footnote evaluate`."""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.cli.arguments import DEFAULT_INDEX, Commands, HelpFormatter, add_reranker, index_folder, reranker_of
from bot.cli.building import build_with_bar, progress_bar
from bot.cli.receipts import summary_of
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.encoders import Encoder
    from bot.evaluation.questions import QuestionFile
    from bot.evaluation.report import Report
    from bot.evaluation.windows import Windows
    from bot.library import Library

TOLERANCE = 0.01
REGRESSED = 1
Asked = TypeVar("Asked")
QUESTION_FILES = (".toml", ".yaml", ".yml")
SUMMARY = "Measure the answers to questions whose answers are known."
DESCRIPTION = f"""{SUMMARY}

TARGET is a folder in BEIR's layout (corpus.jsonl, queries.jsonl, qrels/*.tsv, and answers.jsonl with spans if there
are any) or an owner's question file (.toml, .yaml). Beside Footnote, BM25 alone, vectors alone (over the same passages
and over fixed windows of text), their reciprocal rank fusion, and the plain average of their scores are measured.
Where the words that answer are known, so are answers: "answer hit@1" is the share of questions for which the first
quotation of the short answer overlaps them, "answer words" the length of that quotation; beside the first sentence of
the first passage, and the sentence of that passage which is nearest in meaning.

With --baseline the exit code is 1 when a question file lost answers: when more than the share --tolerance of its
questions passed before and fails now, whatever else was gained (0 lets no question go). It is 1, too, when another
figure is worse by more than --tolerance and the 95 % interval of the difference leaves out 0, so that a figure that
swings with a few questions fails no run by chance."""
EXAMPLE = """example:
  footnote evaluate questions.toml --json before.json
  footnote evaluate questions.toml --baseline before.json"""


def add_commands(commands: Commands) -> None:
    """Add the command that measures."""
    parser = commands.add_parser(
        "evaluate",
        help=SUMMARY[0].lower() + SUMMARY[1:].rstrip("."),
        description=DESCRIPTION,
        epilog=EXAMPLE,
        formatter_class=HelpFormatter,
    )
    parser.add_argument("target", type=Path, metavar="TARGET", help="a folder in BEIR's layout or a question file")
    parser.add_argument(
        "--index",
        type=index_folder,
        metavar="DIR",
        help="for a question file, the index to ask (default: what the file says, else index in the current folder); "
        "for a BEIR folder, where to keep its index for the next time (default: nowhere)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and the result of every question")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="compare with what --json FILE wrote earlier")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=TOLERANCE,
        metavar="X",
        help=f"exit with 1 when a figure is worse than the baseline's by more than X, not by chance, or more than the "
        f"share X of a file's questions was lost (default: {TOLERANCE})",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="ask at most N questions (of a file: conversations)")
    parser.add_argument(
        "--odd",
        action="store_true",
        help="of the questions of a BEIR folder ask only every second, which leaves out those that Footnote's own "
        "weights were fitted on",
    )
    parser.add_argument("--split", metavar="NAME", help="use the judgements of qrels/NAME.tsv (default: test)")
    parser.add_argument("--model", metavar="NAME", help="the encoder for a BEIR folder, as in footnote build")
    add_reranker(parser)
    parser.add_argument("--no-baselines", action="store_true", help="measure Footnote alone")
    parser.set_defaults(run=run_evaluate)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Print the figures, compare and write them if asked to; 1 when there is a regression."""
    from bot.evaluation.comparison import compare
    from bot.evaluation.report import read_report, to_json
    from bot.evaluation.table import render_comparison, render_report

    _check(arguments)
    before = read_report(arguments.baseline) if arguments.baseline else None
    report = _evaluate(arguments)
    print(render_report(report), flush=True)
    comparison = compare(before, report, arguments.tolerance) if before else None
    if comparison:
        print(f"\n{render_comparison(comparison)}")
    if arguments.json:
        _write(arguments.json, to_json(report, comparison))
    return REGRESSED if comparison and comparison.regressions else 0


def _check(arguments: argparse.Namespace) -> None:
    if arguments.limit is not None and arguments.limit < 1:
        raise SettingsError(f"--limit must be at least 1, got {arguments.limit}.")
    if not arguments.tolerance >= 0:
        raise SettingsError(f"--tolerance must be 0 or more, got {arguments.tolerance}.")
    if arguments.json and not arguments.json.resolve().parent.is_dir():
        raise SettingsError(f"{arguments.json}: there is no folder {arguments.json.parent} to write into.")
    if not arguments.target.exists():
        raise SettingsError(f"There is no folder or file at {arguments.target}.")


def _evaluate(arguments: argparse.Namespace) -> "Report":
    if arguments.target.is_dir():
        return _evaluate_folder(arguments)
    if arguments.target.suffix in QUESTION_FILES:
        return _evaluate_file(arguments)
    raise SettingsError(
        f"{arguments.target}: is neither a folder in BEIR's layout nor a question file ({', '.join(QUESTION_FILES)})."
    )


def _evaluate_folder(arguments: argparse.Namespace) -> "Report":
    from bot.encoders.models import DEFAULT_MODEL
    from bot.encoders.sentence_transformer import load_encoder
    from bot.evaluation.beir import read_collection
    from bot.evaluation.evaluate import evaluate_collection
    from bot.evaluation.indexing import index_collection
    from bot.library import Library, encoder_of

    reranker = reranker_of(arguments)  # a wrong name is said before a build of minutes
    collection = read_collection(arguments.target, arguments.split).sample(arguments.limit, is_odd_only=arguments.odd)
    with _kept_or_temporary(arguments.index) as index:
        encoder = load_encoder(arguments.model or encoder_of(index) or DEFAULT_MODEL)
        with progress_bar() as progress:
            index_collection(index, collection, encoder, reference=load_encoder(), progress=progress)
        with Library.open(index) as library:
            windows = None if arguments.no_baselines else _windows(library, encoder, index)
            return evaluate_collection(
                collection,
                library,
                encoder,
                reranker=reranker,
                windows=windows,
                watch=_bar,
            )


def _evaluate_file(arguments: argparse.Namespace) -> "Report":
    from bot.chatbot import ChatBot
    from bot.evaluation.evaluate import evaluate_questions
    from bot.evaluation.questions import read_questions
    from bot.library import Library

    for option in ("split", "model", "odd"):
        if getattr(arguments, option):
            raise SettingsError(f"--{option} is for a folder in BEIR's layout, and {arguments.target} is a file.")
    reranker = reranker_of(arguments)
    file = read_questions(arguments.target)
    with _index_of(file, arguments.index) as index, Library.open(index) as library:
        bot = ChatBot(library, reranker=reranker)
        bot.warm_up()
        windows = None if arguments.no_baselines else _windows(library, bot.encoder)
        return evaluate_questions(file, bot, windows=windows, limit=arguments.limit, watch=_bar)


@contextmanager
def _index_of(file: "QuestionFile", index: Path | None) -> Iterator[Path]:
    """The index to ask: the one named, else the file's, built first when the file names documents."""
    if index or file.index or not file.documents:
        yield index or file.index or DEFAULT_INDEX
        return
    with _kept_or_temporary(None) as built:
        print(summary_of(build_with_bar(built, list(file.documents))), file=sys.stderr)
        yield built


@contextmanager
def _kept_or_temporary(index: Path | None) -> Iterator[Path]:
    if index:
        yield index
        return
    # Windows does not remove files that are still mapped; what remains there is in the folder for such files.
    with tempfile.TemporaryDirectory(prefix="footnote-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _windows(library: "Library", encoder: "Encoder", kept_in: Path | None = None) -> "Windows":
    from bot.evaluation.evaluate import windows_cache
    from bot.evaluation.windows import TitledText, make_windows

    texts = (TitledText(held.id, held.title, library.text(held.id)) for held in library.documents())
    with progress_bar() as progress:
        return make_windows(texts, encoder, cache=windows_cache(kept_in) if kept_in else None, progress=progress)


def _bar(questions: Sequence[Asked], /) -> Iterable[Asked]:
    from tqdm import tqdm

    return tqdm(questions, desc="asking", unit=" questions")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}).") from error
