"""How sure a figure is, and whether a difference is more than chance: by resampling the questions."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.evaluation.metrics import Flags

RESAMPLES = 1_000
SEED = 20_261
CONFIDENCE = 0.95

Rows: TypeAlias = npt.NDArray[np.int64]
Statistics: TypeAlias = Mapping[str, float]


def bootstrap(n: int, statistics: Callable[[Rows], Statistics]) -> dict[str, tuple[float, float]]:
    """The 2.5th and 97.5th percentile of each statistic over `RESAMPLES` samples of `n` rows with replacement.

    The percentile interval of Efron and Tibshirani 1993, chapter 13. A statistic that a sample does not define (no
    unanswerable question in it, say) is taken over the others.
    """
    generator = np.random.default_rng(SEED)
    samples: dict[str, list[float]] = {}
    for _ in range(RESAMPLES):
        for name, value in statistics(generator.integers(0, n, n)).items():
            samples.setdefault(name, []).append(value)
    ends = (100 * (1 - CONFIDENCE) / 2, 100 * (1 + CONFIDENCE) / 2)
    return {
        name: (float(np.percentile(drawn, ends[0])), float(np.percentile(drawn, ends[1])))
        for name, drawn in samples.items()
    }


def randomisation(n: int, difference: Callable[[Flags], Statistics]) -> dict[str, float]:
    """The two-sided p-value of each difference between two runs over the same `n` questions.

    `difference` tells it when the two runs' results are swapped for the questions of a mask. Under the hypothesis that
    the runs do not differ, any swapping is as likely as none: p = (1 + number of random swappings with a difference at
    least as large) / (1 + `RESAMPLES`) (Fisher's randomisation test; Smucker, Allan and Carterette 2007).
    """
    generator = np.random.default_rng(SEED)
    observed = difference(np.zeros(n, dtype=np.bool_))
    as_large = dict.fromkeys(observed, 1)
    for _ in range(RESAMPLES):
        swapped = difference(generator.integers(0, 2, n).astype(np.bool_))
        for name, value in observed.items():
            # one that a swapping does not define speaks for neither side: counted against significance
            as_large[name] += abs(swapped.get(name, value)) >= abs(value) - 1e-12
    return {name: count / (RESAMPLES + 1) for name, count in as_large.items()}
