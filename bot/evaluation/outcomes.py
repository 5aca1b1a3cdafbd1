"""Results of all questions as arrays, and the figures over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bot.evaluation.judged import Kind
from bot.evaluation.metrics import Flags, Floats, auroc, coverage_at_precision, expected_calibration_error
from bot.evaluation.results import METRICS, QuestionResult

PRECISION = 0.95
MEDIAN_WORDS, MEAN_WORDS = "answer words, median", "answer words, mean"
LENGTHS = (MEDIAN_WORDS, MEAN_WORDS)
AUROC, COVERAGE, CALIBRATION = "auroc", "coverage@95%", "calibration error"
ABSTENTION = (AUROC, COVERAGE, CALIBRATION)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The results of one system as arrays over the questions: `values` of shape (n, metrics), NaN where none applies.

    `words` is the length of the answer, `right` 1 or 0; NaN where it is not measured or cannot be told.
    """

    values: Floats
    words: Floats
    confidence: Floats
    right: Floats
    kinds: npt.NDArray[np.str_]
    is_probability: bool

    @classmethod
    def of(cls, results: Sequence[QuestionResult], *, is_probability: bool) -> "Outcomes":
        """The arrays of `results`, in their order."""
        nan = float("nan")
        return cls(
            values=np.array([[result.values.get(name, nan) for name in METRICS] for result in results], dtype=float),
            words=_known(result.answer_words for result in results),
            confidence=_known(result.confidence for result in results),
            right=_known(result.is_right for result in results),
            kinds=np.array([result.kind.value for result in results], dtype=np.str_),
            is_probability=is_probability,
        )

    def __len__(self) -> int:
        return int(self.confidence.size)

    def take(self, rows: npt.NDArray[np.int64]) -> "Outcomes":
        """The outcomes of these questions, in this order; one may stand several times."""
        return Outcomes(
            self.values[rows],
            self.words[rows],
            self.confidence[rows],
            self.right[rows],
            self.kinds[rows],
            self.is_probability,
        )

    def mixed_with(self, other: "Outcomes", is_other: Flags) -> "Outcomes":
        """These outcomes, but those of `other` for the questions where `is_other`."""
        return Outcomes(
            np.where(is_other[:, np.newaxis], other.values, self.values),
            np.where(is_other, other.words, self.words),
            np.where(is_other, other.confidence, self.confidence),
            np.where(is_other, other.right, self.right),
            self.kinds,
            self.is_probability,
        )

    def without(self, values: Flags, words: Flags, right: Flags) -> "Outcomes":
        """These outcomes, with NaN where masked; the mask of the `values` has the shape (n, metrics)."""
        nan = float("nan")
        return replace(
            self,
            values=np.where(values, nan, self.values),
            words=np.where(words, nan, self.words),
            right=np.where(right, nan, self.right),
        )

    def figures(self) -> dict[str, float]:
        """Every figure that is defined: the means of the metrics, the length of answers, then those of abstention."""
        counts = (~np.isnan(self.values)).sum(axis=0)
        sums = np.nansum(self.values, axis=0)
        means = {name: float(sums[i] / counts[i]) for i, name in enumerate(METRICS) if counts[i]}
        abstention = {name: value for name, value in self._abstention().items() if not np.isnan(value)}
        return means | self._lengths() | abstention

    def counts(self) -> dict[str, int]:
        """How many questions each figure stands on."""
        counts = {name: int(n) for name, n in zip(METRICS, (~np.isnan(self.values)).sum(axis=0), strict=True)}
        counts |= dict.fromkeys(LENGTHS, int((~np.isnan(self.words)).sum()))
        for kind, rows in self._populations().items():
            counts |= {_named(name, kind): int(rows.sum()) for name in ABSTENTION}
        return counts

    def _lengths(self) -> dict[str, float]:
        known = self.words[~np.isnan(self.words)]
        return {MEDIAN_WORDS: float(np.median(known)), MEAN_WORDS: float(known.mean())} if known.size else {}

    def _abstention(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for kind, rows in self._populations().items():
            confidence, right = self.confidence[rows], self.right[rows] == 1
            found[_named(AUROC, kind)] = auroc(confidence, right)
            found[_named(COVERAGE, kind)] = coverage_at_precision(confidence, right, PRECISION)
            if self.is_probability:
                found[_named(CALIBRATION, kind)] = expected_calibration_error(confidence, right)
        return found

    def _populations(self) -> dict[str, Flags]:
        """All questions of which one can tell; and, for each way of being unanswerable, those beside the right ones."""
        is_known = ~np.isnan(self.right)
        kinds = [kind.value for kind in (Kind.OFF_TOPIC, Kind.NEAR_TOPIC) if (self.kinds == kind.value).any()]
        apart = {kind: is_known & ((self.right == 1) | (self.kinds == kind)) for kind in kinds}
        return ({"": is_known} if is_known.any() else {}) | apart


def _known(values: Iterable[float | None]) -> Floats:
    """The values, NaN for None."""
    return np.array([float("nan") if value is None else value for value in values], dtype=float)


def _named(name: str, kind: str) -> str:
    return f"{name} {kind}" if kind else name


def is_lower_better(figure: str) -> bool:
    """Whether a fall of `figure` is good."""
    return figure.startswith(CALIBRATION)


def is_better_neither_way(figure: str) -> bool:
    """Whether neither a fall nor a rise of `figure` is good by itself."""
    return figure in LENGTHS
