"""A report and a comparison as text for a terminal."""

from collections.abc import Callable, Iterator, Sequence

from bot.evaluation.comparison import Change, Comparison
from bot.evaluation.outcomes import LENGTHS
from bot.evaluation.report import Figure, Report, SystemReport
from bot.evaluation.results import ANSWER_HIT

LISTED = 20  # questions of a kind; all are in the JSON
NO_FIGURE = "–"
ANSWERING = (ANSWER_HIT, *LENGTHS)  # what is measured of answers, in a table of its own


def render_report(report: Report) -> str:
    """Figures down, systems across, each with its 95 % confidence interval; those of ranking, then those of answers."""
    reranked = f", reranked by {report.reranker_name}" if report.reranker_name else ""
    lines = [
        f"{report.target}: {_counted(report.questions, 'question')}, {_counted(report.documents, 'document')}, "
        f"{_counted(report.passages, 'passage')}; {report.encoder_name}{reranked}; "
        f"{report.median_ms:.1f} ms a question (median)",
        *report.notes,
        "",
        *_figures(report.systems, lambda name: name not in ANSWERING),
        *_figures(report.systems, lambda name: name in ANSWERING),
        "In brackets: 95 % bootstrap intervals. The confidence of a baseline is the score of its first passage.",
    ]
    if report.failures:
        lines += ["", f"Not as expected: {len(report.failures)}"]
        for failure in report.failures[:LISTED]:
            lines += ["", failure]
        lines += _rest(len(report.failures))
    return "\n".join(lines)


def render_comparison(comparison: Comparison) -> str:
    """The figures before and after, then the questions that got worse, those that got better, and those lost."""
    rows = [["", "before", "after", "difference", "95 % interval", "p", ""]]
    for one in comparison.differences:
        interval = f"{one.low:+.3f} … {one.high:+.3f}"
        mark = "REGRESSION" if one.is_regression else ""
        figures = [f"{one.before:.3f}", f"{one.after:.3f}", f"{one.difference:+.3f}", interval, f"{one.p:.3f}"]
        rows.append([one.figure, *figures, mark])
    lines = [
        f"Compared with the baseline on {_counted(comparison.questions, 'question')} in both "
        f"({comparison.only_before:,} only in the baseline, {comparison.only_after:,} only now):",
        "",
        *_aligned(rows),
        *_changes("Worse", comparison.worse),
        *_changes("Better", comparison.better),
        *_lost(comparison),
        "",
        _conclusion(comparison),
    ]
    return "\n".join(lines)


def _figures(systems: Sequence[SystemReport], is_shown: Callable[[str], bool]) -> Iterator[str]:
    """A table of the figures whose names are shown, of the systems that have any of them, and an empty line."""
    names = [name for name in dict.fromkeys(name for system in systems for name in system.figures) if is_shown(name)]
    having = [system for system in systems if any(name in system.figures for name in names)]
    if names:
        rows = ([name, *(_cell(name, system.figures.get(name)) for system in having)] for name in names)
        yield from _aligned([["", *(system.name for system in having)], *rows])
        yield ""


def _cell(name: str, figure: Figure | None) -> str:
    digits = 1 if name in LENGTHS else 3
    if figure is None:
        return NO_FIGURE
    return f"{figure.value:.{digits}f} [{figure.low:.{digits}f}, {figure.high:.{digits}f}]"


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(changes)}"
    for change in changes[:LISTED]:
        moves = (f"{name} {change.before[name]:.2f} → {change.after[name]:.2f}" for name in change.before)
        yield f"  {change.id}: {', '.join(moves)}"
    yield from _rest(len(changes))


def _rest(count: int) -> list[str]:
    return [f"  … and {count - LISTED} more, all of them in --json FILE"] if count > LISTED else []


def _lost(comparison: Comparison) -> Iterator[str]:
    if comparison.lost:
        yield ""
        yield f"Passed before, fails now: {len(comparison.lost)} of {_counted(comparison.questions, 'question')}"
        yield from (f"  {name}" for name in comparison.lost[:LISTED])
        yield from _rest(len(comparison.lost))


def _conclusion(comparison: Comparison) -> str:
    names = ", ".join(one.figure for one in comparison.regressions)
    if not names:
        return f"No figure is worse by more than {comparison.tolerance:g} with an interval that leaves out 0."
    return f"Worse by more than {comparison.tolerance:g}, and not by chance: {names}."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
