"""How likely a passage answers the query: a logistic function of what is comparable between queries.

Cosines and shares of the query's words are, the score that candidates are sorted by is not; but by how much a passage
leads its rivals is. That lead carries what a fixed scale cannot know: a corpus about one thing has many passages near
any question about that thing, and only the answer stands out among them.
"""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.records import Standing
from bot.search.evidence import Evidence

Flags: TypeAlias = npt.NDArray[np.bool_]

# Fitted on the questions that `bot.answer.level` tells of; `python -m benchmarks.abstention DATA --fit` prints nearly
# these.
INTERCEPT = -5.96
WEIGHTS = {"best": 3.1, "matched": 2.28, "place": 2.1, "lead": 0.25, "gap": 0.34}
# Of a passage without any rival; between those of answers and of others, which says nothing.
TYPICAL_LEAD = 5.0
TYPICAL_GAP = 2.5

# From here on a passage answers: an even chance. Where the confidence was fitted, 95 % of the answered questions lie
# above 0.35 (`python -m benchmarks.abstention DATA --fit`).
FOUND_FROM = 0.5

# Several sources may say the same, which is no reason for doubt: with all of them as rivals, an answer that four
# documents give is taken for half of one.
AGREEING = 3
RIVALS = 9
ALIKE_FROM = 0.8  # cosine of the best sentences of two passages that say the same of two things, or otherwise worded
ALIKE_WORDS = 0.5  # or share of the words of both, figures aside, that they have in common
COMPARED = 1 + AGREEING + RIVALS  # passages, at least, for the first of them to be compared


def leads(scores: Sequence[float], alike: Flags) -> list[float]:
    """By how much each of the scores, falling, exceeds the mean of `RIVALS` others, the best `AGREEING` of them aside.

    Where there are no others beyond those, the last of them counts. `alike`, shape (n, n), says which answer equally
    well, and are no rivals: sixty product sheets that each state a warranty are no reason to doubt one of them.
    """
    return [_lead(scores, i, alike[i]) for i in range(len(scores))]


def gaps(scores: Sequence[float], alike: Flags) -> list[float]:
    """By how much each of the scores exceeds the largest other one that is not `alike`; negative behind it."""
    return [_gap(scores, i, alike[i]) for i in range(len(scores))]


def standings(evidence: Sequence[Evidence], scores: Sequence[float], alike: Flags) -> list[Standing]:
    """How each of the passages with this evidence stands, in their order; the scores fall."""
    return [
        Standing(one.best, one.place, one.matched, one.nearness, lead, gap)
        for one, lead, gap in zip(evidence, leads(scores, alike), gaps(scores, alike), strict=True)
    ]


def probability(standing: Standing) -> float:
    """The probability, in (0, 1), that a passage of this standing answers the query."""
    spoken_for = math.fsum(weight * getattr(standing, name) for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-(INTERCEPT + spoken_for)))


def _lead(scores: Sequence[float], position: int, alike: Flags) -> float:
    others = [score for i, score in enumerate(scores[:COMPARED]) if i != position and not alike[i]]
    rivals = others[AGREEING : AGREEING + RIVALS] or others[-1:]
    return scores[position] - math.fsum(rivals) / len(rivals) if rivals else TYPICAL_LEAD


def _gap(scores: Sequence[float], position: int, alike: Flags) -> float:
    rivals = [score for i, score in enumerate(scores[:COMPARED]) if i != position and not alike[i]]
    return scores[position] - max(rivals) if rivals else TYPICAL_GAP
