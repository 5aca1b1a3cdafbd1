"""Two reports on the same questions: what changed, how sure that is, and which questions it was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.errors import SettingsError
from bot.evaluation.metrics import Flags
from bot.evaluation.outcomes import Outcomes, is_better_neither_way, is_lower_better
from bot.evaluation.report import Report
from bot.evaluation.resampling import Rows, bootstrap, randomisation
from bot.evaluation.results import DIGITS, PASSED, QuestionResult


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a figure over the questions that both reports have.

    `low` and `high` are the 95 % confidence interval of the difference, `p` the probability of one as large by chance.
    `is_regression` when it got worse by more than the tolerance and the interval excludes 0: over other questions of
    the kind it would have got worse as well. The length of answers never does. Of "passed" it does not matter what else
    they might have asked: it is a regression when more than the tolerance, as a share of the questions, passed before
    and fails now.
    """

    figure: str
    before: float
    after: float
    difference: float
    low: float
    high: float
    p: float
    is_regression: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose metrics changed: by `change` in the mean, and each that differs, before and after."""

    id: str
    change: float
    before: dict[str, float]
    after: dict[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of all figures, and the questions that got better or worse, the largest change first.

    `lost` are the questions that passed before and fail now, in the order in which they were asked.
    """

    questions: int
    only_before: int
    only_after: int
    tolerance: float
    differences: tuple[Difference, ...]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    lost: tuple[str, ...]

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """The figures that got worse, beyond the tolerance and beyond chance."""
        return tuple(difference for difference in self.differences if difference.is_regression)


def compare(before: Report, after: Report, tolerance: float) -> Comparison:
    """What changed for Footnote between two reports, question by question.

    Raises SettingsError when they are of different targets or have no question in common.
    """
    if before.target != after.target:
        raise SettingsError(f"the baseline is a report on {before.target!r}, not on {after.target!r}.")
    old = {result.id: result for result in before.footnote.questions}
    pairs = [(old[result.id], result) for result in after.footnote.questions if result.id in old]
    if not pairs:
        raise SettingsError(f"the baseline has no question of {after.target!r} that was asked now.")
    changes = [change for first, second in pairs if (change := _change(first, second))]
    lost = tuple(second.id for first, second in pairs if _is_lost(first, second))
    return Comparison(
        questions=len(pairs),
        only_before=len(old) - len(pairs),
        only_after=len(after.footnote.questions) - len(pairs),
        tolerance=tolerance,
        differences=tuple(_differences(pairs, tolerance, lost_share=len(lost) / len(pairs))),
        better=tuple(sorted((c for c in changes if c.change > 0), key=lambda c: (-c.change, c.id))),
        worse=tuple(sorted((c for c in changes if c.change < 0), key=lambda c: (c.change, c.id))),
        lost=lost,
    )


def _is_lost(before: QuestionResult, after: QuestionResult) -> bool:
    return before.values.get(PASSED) == 1 and after.values.get(PASSED) == 0


def _change(before: QuestionResult, after: QuestionResult) -> Change | None:
    common = [name for name in before.values if name in after.values]
    differing = [name for name in common if before.values[name] != after.values[name]]
    if not differing:
        return None
    change = sum(after.values[name] - before.values[name] for name in differing) / len(common)
    return Change(
        after.id,
        round(change, DIGITS),
        {name: before.values[name] for name in differing},
        {name: after.values[name] for name in differing},
    )


def _differences(
    pairs: Sequence[tuple[QuestionResult, QuestionResult]], tolerance: float, *, lost_share: float
) -> list[Difference]:
    first, second = _paired(pairs)
    n = len(first)
    start, end = first.figures(), second.figures()

    def of_sample(rows: Rows) -> dict[str, float]:
        return _subtracted(first.take(rows), second.take(rows))

    def when_swapped(mask: Flags) -> dict[str, float]:
        return _subtracted(first.mixed_with(second, mask), second.mixed_with(first, mask))

    intervals, chances = bootstrap(n, of_sample), randomisation(n, when_swapped)
    found = [
        _difference(name, start[name], end[name], intervals.get(name), chances[name], tolerance)
        for name in start
        if name in end
    ]
    # Not by its mean, where a question that is gained would make up for one that is lost.
    is_lost = round(lost_share, DIGITS) > tolerance
    return [replace(one, is_regression=is_lost) if one.figure == PASSED else one for one in found]


def _paired(pairs: Sequence[tuple[QuestionResult, QuestionResult]]) -> tuple[Outcomes, Outcomes]:
    """Both runs as arrays, each metric only where both have it."""
    first = Outcomes.of([before for before, _ in pairs], is_probability=True)
    second = Outcomes.of([after for _, after in pairs], is_probability=True)
    missing = np.isnan(first.values) | np.isnan(second.values)
    unmeasured = np.isnan(first.words) | np.isnan(second.words)
    unknown = np.isnan(first.right) | np.isnan(second.right)
    return first.without(missing, unmeasured, unknown), second.without(missing, unmeasured, unknown)


def _subtracted(first: Outcomes, second: Outcomes) -> dict[str, float]:
    before, after = first.figures(), second.figures()
    return {name: after[name] - before[name] for name in before if name in after}


def _difference(
    figure: str, before: float, after: float, interval: tuple[float, float] | None, p: float, tolerance: float
) -> Difference:
    change = after - before
    low, high = (round(end, DIGITS) for end in interval or (change, change))
    loss, least_loss = (change, low) if is_lower_better(figure) else (-change, -high)
    return Difference(
        figure=figure,
        before=round(before, DIGITS),
        after=round(after, DIGITS),
        difference=round(change, DIGITS),
        low=low,
        high=high,
        p=round(p, DIGITS),
        is_regression=not is_better_neither_way(figure) and round(loss, DIGITS) > tolerance and least_loss > 0,
    )
