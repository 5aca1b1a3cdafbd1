"""A report of an evaluation: all figures and all results, as records and as JSON, both ways."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.evaluation.outcomes import Outcomes
from bot.evaluation.resampling import bootstrap
from bot.evaluation.results import DIGITS, QuestionResult
from bot.evaluation.systems import FOOTNOTE

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from bot.evaluation.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over `questions` questions and its 95 % confidence interval."""

    value: float
    low: float
    high: float
    questions: int


@dataclass(frozen=True, slots=True)
class SystemReport:
    """The figures of one system and its result for every question, in the order in which they were asked."""

    name: str
    is_probability: bool
    figures: dict[str, Figure]
    questions: tuple[QuestionResult, ...]

    @property
    def outcomes(self) -> Outcomes:
        """The results as arrays."""
        return Outcomes.of(self.questions, is_probability=self.is_probability)


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation. `notes` are sentences about what was left out; `failures` say what a question file found wrong.

    `reranker_name` is that of the model that put Footnote's first passages in order, "" without one. `median_ms` is
    what may differ between equal runs: Footnote's median time per question, in milliseconds.
    """

    target: str
    encoder_name: str
    encoder_fingerprint: str
    documents: int
    passages: int
    questions: int
    notes: tuple[str, ...]
    failures: tuple[str, ...]
    systems: tuple[SystemReport, ...]
    median_ms: float
    reranker_name: str = ""

    @property
    def footnote(self) -> SystemReport:
        """Footnote's own part."""
        return next(system for system in self.systems if system.name == FOOTNOTE)


def report_system(name: str, results: Sequence[QuestionResult], *, is_probability: bool) -> SystemReport:
    """The figures over `results`, with bootstrap intervals."""
    outcomes = Outcomes.of(results, is_probability=is_probability)
    counts = outcomes.counts()
    intervals = bootstrap(len(outcomes), lambda rows: outcomes.take(rows).figures())
    figures = {}
    for figure, value in outcomes.figures().items():
        low, high = intervals.get(figure, (value, value))
        figures[figure] = Figure(round(value, DIGITS), round(low, DIGITS), round(high, DIGITS), counts[figure])
    return SystemReport(name, is_probability, figures, tuple(results))


def to_json(report: Report, comparison: "Comparison | None" = None) -> str:
    """The report as JSON text, with the comparison when there is one; equal evaluations differ in `median_ms` only."""
    fields = asdict(report) | ({"comparison": asdict(comparison)} if comparison else {})
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def read_report(path: Path) -> Report:
    """The report that `to_json` wrote to `path`. Raises SettingsError when it holds no such report."""
    from pydantic import ValidationError

    try:
        report = _reports().validate_json(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); give a file that --json wrote.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole file"
        raise SettingsError(f"{path}: is no report that --json wrote: {place}: {first['msg']}.") from error
    if not any(system.name == FOOTNOTE for system in report.systems):
        raise SettingsError(f"{path}: is no report that --json wrote: it lacks the results of {FOOTNOTE!r}.")
    return report


@cache
def _reports() -> "TypeAdapter[Report]":
    from pydantic import TypeAdapter

    return TypeAdapter(Report)
