"""`footnote report`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.arguments import Commands, add_command, counted
from bot.cli.visible import visible
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.feedback.report import FeedbackReport
    from bot.feedback.store import FeedbackStore


def add_commands(commands: Commands) -> None:
    """Add the command that tells an owner what readers think."""
    parser = add_command(
        commands,
        "report",
        run_report,
        summary="Say which questions found no answer, and which passages readers voted down.",
        example="footnote report\n  footnote report --questions relevant.questions.toml",
    )
    parser.add_argument(
        "--questions", type=Path, metavar="FILE", help="write what readers found relevant as a question file (.toml)"
    )
    parser.add_argument(
        "--keep-unanswered",
        choices=("on", "off"),
        help="from now on keep questions that the page finds no answer to, or no longer; they are not kept unless "
        "this is on, and the page says so when it is",
    )


def run_report(arguments: argparse.Namespace) -> int:
    """Change the setting or write the question file if asked to, else print the report."""
    from bot.feedback.report import report_of
    from bot.feedback.store import FeedbackStore
    from bot.library import Library

    with Library.open(arguments.index) as library:
        store = FeedbackStore(library.path)
    if arguments.keep_unanswered:
        store.keep_unanswered(wanted=arguments.keep_unanswered == "on")
    if arguments.questions:
        return _write_questions(store, arguments.index, arguments.questions)
    report = report_of(store.read())
    if arguments.json:
        print(json.dumps({"keeps_unanswered": store.keeps_unanswered, **asdict(report)}, ensure_ascii=False))
    else:
        _show(report, keeps_unanswered=store.keeps_unanswered)
    return 0


def _write_questions(store: "FeedbackStore", index: Path, path: Path) -> int:
    from bot.feedback.questions import question_file
    from bot.feedback.report import standing

    made = question_file(standing(store.read().entries), str(index.resolve()))
    if not made.questions:
        raise SettingsError("No passage was called relevant yet, so there is no question to write.")
    if path.suffix != ".toml":
        raise SettingsError(f"{path}: a question file is written as TOML; give it a name that ends in .toml.")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(made.text)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({error.strerror}); give another name.") from error
    left_out = f"; {counted(made.left_out, 'thumb')} left out, which ask nothing alone" if made.left_out else ""
    print(f"{path}: {counted(made.questions, 'question')}{left_out}. Ask them with: footnote evaluate {path}")
    return 0


def _show(report: "FeedbackReport", *, keeps_unanswered: bool) -> None:
    print(f"{counted(report.thumbs, 'thumb')} from readers.")
    if report.damaged:
        print(f"footnote: {counted(report.damaged, 'line')} of feedback.jsonl cannot be read.", file=sys.stderr)
    kept = "are kept" if keeps_unanswered else "are not kept, only those given a thumb; see --keep-unanswered"
    print(
        f"\nQuestions without an answer ({kept}):"
        if report.unanswered
        else f"\nNo question without an answer ({kept})."
    )
    for group in report.unanswered:
        print(visible(f"  {group.times} x  {group.questions[0]}"))
        for question in group.questions[1:]:
            print(visible(f"       {question}"))
    print("\nPassages voted down:" if report.downvoted else "\nNo passage is voted down.")
    for passage in report.downvoted:
        votes = ", ".join(f"{votes.times} {votes.opinion.value}" for votes in passage.votes)
        print(visible(f"  {votes}:  {passage.document}, characters {passage.start}-{passage.end}"))
        print(visible(f"       “{' '.join(passage.words.split())}”"))
        for question in passage.questions:
            print(visible(f"       asked: {question}"))
