"""Asks all questions of all systems: a judged collection or a question file to a report."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Protocol, TypeVar

from bot.chatbot import ChatBot
from bot.encoders import Encoder, Reranker
from bot.encoders.remembering import RememberingEncoder
from bot.evaluation.baselines import baselines, plain_answers
from bot.evaluation.beir import Collection
from bot.evaluation.conversations import AskedTurn, ask_conversations
from bot.evaluation.judged import JudgedQuestion
from bot.evaluation.questions import QuestionFile
from bot.evaluation.report import Report, SystemReport, report_system
from bot.evaluation.results import QuestionResult, score
from bot.evaluation.systems import FOOTNOTE, Footnote, RememberingSearch, System
from bot.evaluation.windows import Windows
from bot.library import Library

Asked = TypeVar("Asked")


class Watch(Protocol):
    """Somebody who watches the asking."""

    def __call__(self, questions: Sequence[Asked], /) -> Iterable[Asked]:
        """The same questions, or conversations, one by one."""
        ...


def unwatched(questions: Sequence[Asked], /) -> Iterable[Asked]:
    """A watch that nobody keeps."""
    return questions


def evaluate_collection(
    collection: Collection,
    library: Library,
    encoder: Encoder,
    *,
    reranker: Reranker | None = None,
    windows: Windows | None = None,
    watch: Watch = unwatched,
) -> Report:
    """The report on a collection that `library` holds. With `windows`, the baselines are asked too."""
    remembering = RememberingEncoder(encoder)
    with library.snapshot() as snapshot:
        search = RememberingSearch(snapshot, remembering, reranker)
        systems: list[System] = [Footnote(search)]
        if windows is not None:
            systems += [*baselines(snapshot, windows, remembering), *plain_answers(search)]
        reports, times = _ask_all(systems, collection.questions, watch)
    return _report(collection.name, library, reranker, reports, times, _notes(collection))


def evaluate_questions(
    file: QuestionFile,
    bot: ChatBot,
    *,
    windows: Windows | None = None,
    limit: int | None = None,
    watch: Watch = unwatched,
) -> Report:
    """The report on a question file, asked of `bot`; follow-ups in their conversations.

    At most `limit` conversations, the first of the file. The baselines, asked when there are `windows`, search for
    what Footnote would search for after the same history.
    """
    turns = list(ask_conversations(bot, watch(file.questions[:limit])))
    reports: list[SystemReport] = []
    if windows is not None:
        encoder = RememberingEncoder(bot.encoder)
        with bot.library.snapshot() as snapshot:
            search = RememberingSearch(snapshot, encoder, bot.reranker)
            systems: list[System] = [*baselines(snapshot, windows, encoder), *plain_answers(search)]
            reports, _ = _ask_all(systems, [turn.question for turn in turns], watch)
    own = report_system(FOOTNOTE, [turn.result for turn in turns], is_probability=True)
    times = [turn.ranked.milliseconds for turn in turns]
    return _report(file.path.name, bot.library, bot.reranker, [own, *reports], times, failures=_failures(turns))


def windows_cache(index: Path) -> Path:
    """Where the vectors of the windows are kept beside an index that is used again."""
    return index / "windows.npz"


def _ask_all(
    systems: Sequence[System], questions: Sequence[JudgedQuestion], watch: Watch
) -> tuple[list[SystemReport], list[float]]:
    """A report on each system, and the milliseconds that the first of them took for each question."""
    results: list[list[QuestionResult]] = [[] for _ in systems]
    times: list[float] = []
    for question in watch(questions):
        ranked = [system.ask(question.query) for system in systems]
        times.append(ranked[0].milliseconds)
        for own, one in zip(results, ranked, strict=True):
            own.append(score(question, one))
    reports = [
        report_system(system.name, own, is_probability=system.is_probability)
        for system, own in zip(systems, results, strict=True)
    ]
    return reports, times


def _report(
    target: str,
    library: Library,
    reranker: Reranker | None,
    systems: Sequence[SystemReport],
    times: Sequence[float],
    notes: tuple[str, ...] = (),
    failures: tuple[str, ...] = (),
) -> Report:
    manifest = library.manifest()
    return Report(
        target=target,
        encoder_name=manifest.encoder_name,
        encoder_fingerprint=manifest.encoder_fingerprint,
        documents=manifest.documents,
        passages=manifest.passages,
        questions=len(systems[0].questions),
        notes=notes,
        failures=failures,
        systems=tuple(systems),
        median_ms=round(median(times), 1),
        reranker_name=reranker.name if reranker else "",
    )


def _notes(collection: Collection) -> tuple[str, ...]:
    notes = []
    if collection.without_text:
        notes.append(f"Documents without text, left out: {collection.without_text}.")
    if collection.unanswered:
        notes.append(f"Questions that only documents without text answer, left out: {collection.unanswered}.")
    return tuple(notes)


def _failures(turns: Sequence[AskedTurn]) -> tuple[str, ...]:
    return tuple(turn.verdict.failure for turn in turns if not turn.verdict.is_met)
